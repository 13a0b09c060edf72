namespace TieredPy.Tiers.Policy;

/// <summary>A background thread that compiles, started when first needed: the most urgent first, and of equals what came first.</summary>
/// <param name="isMuch">So much has been compiled that the program's threads go first from now on.</param>
internal sealed class CompileQueue(Func<bool> isMuch)
{
    /// <summary>How urgent what was found hot in this run is, in the unit of <see cref="RegionVersion.Samples"/>; what only gets better waits until nothing else does.</summary>
    public const int Hot = 20, Later = -1, Rehearsal = -2;

    private readonly PriorityQueue<Action, long> waiting = new();
    private Thread? thread;
    private int added, length;

    /// <summary>What waits and what is being worked on.</summary>
    public int Length => Volatile.Read(ref length);

    public void Add(Action compile, int urgency)
    {
        lock (waiting)
        {
            // The most urgent first, then what came first: one number, for which the library's queue needn't be compiled.
            waiting.Enqueue(compile, ((long)-urgency << 32) + added++);
            Interlocked.Increment(ref length);
            Monitor.Pulse(waiting);
            if (thread != null) return;
            thread = new Thread(Run, 16 << 20) { IsBackground = true, Name = "TieredPy compiler" };
            thread.Start();
        }
    }

    /// <summary>How much the program's own threads go before this one in the end; collections wait for both, so not much.</summary>
    private const int Late = 5;

    /// <summary>How much this thread and the program's go before .NET's compiler, whose second code of C# methods gives less than code for what was interpreted.</summary>
    private const int Runtimes = 10;

    private void Run()
    {
        bool steppedBack = false;
        Niceness.OfRuntimesCompiler(Runtimes);
        while (true)
        {
            Next()();
            Interlocked.Decrement(ref length);
            if (steppedBack || !isMuch()) continue;
            steppedBack = true;
            Niceness.OfThisThread(Late);
        }
    }

    private Action Next()
    {
        lock (waiting)
        {
            Action? compile;
            while (!waiting.TryDequeue(out compile, out _)) Monitor.Wait(waiting);
            return compile;
        }
    }
}

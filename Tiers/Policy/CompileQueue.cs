namespace TieredPy.Tiers.Policy;

/// <summary>A background thread that compiles, started when first needed: the most urgent first, and of equals what came first.</summary>
/// <param name="isMuch">So much has been compiled that the program's threads go first from now on.</param>
internal sealed partial class CompileQueue(Func<bool> isMuch)
{
    /// <summary>How urgent what was found hot in this run is, in the unit of <see cref="RegionVersion.Samples"/>; what only gets better waits until nothing else does.</summary>
    public const int Hot = 20, Later = -1;

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

    /// <summary>How much the program's own threads go before this one where there aren't processors for all, as setpriority(2) counts; collections wait for both, so not much.</summary>
    private const int Niceness = 5;

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int niceness);

    private void Run()
    {
        bool steppedBack = false;
        while (true)
        {
            Next()();
            Interlocked.Decrement(ref length);
            if (steppedBack || !isMuch()) continue;
            steppedBack = true;
            // Of this thread: zeros are the kind "process", which on Linux is a thread, and the one that calls.
            if (OperatingSystem.IsLinux()) SetPriority(0, 0, Niceness);
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

namespace TieredPy.Tiers.Policy;

/// <summary>A background thread that compiles, started when first needed. What isn't urgent waits until nothing else does.</summary>
internal sealed class CompileQueue
{
    private readonly Queue<Action> urgent = new(), later = new();
    private Thread? thread;

    /// <summary>What waits and what is being worked on.</summary>
    public int Length => Volatile.Read(ref length);

    private int length;

    public void Add(Action compile, bool isUrgent)
    {
        lock (urgent)
        {
            (isUrgent ? urgent : later).Enqueue(compile);
            Interlocked.Increment(ref length);
            Monitor.Pulse(urgent);
            if (thread != null) return;
            thread = new Thread(Run, 16 << 20) { IsBackground = true, Name = "TieredPy compiler" };
            thread.Start();
        }
    }

    private void Run()
    {
        while (true)
        {
            Next()();
            Interlocked.Decrement(ref length);
        }
    }

    private Action Next()
    {
        lock (urgent)
        {
            while (true)
            {
                if (urgent.TryDequeue(out var compile) || later.TryDequeue(out compile)) return compile;
                Monitor.Wait(urgent);
            }
        }
    }
}

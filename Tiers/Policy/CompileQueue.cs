using System.Collections.Concurrent;

namespace TieredPy.Tiers.Policy;

/// <summary>A background thread that compiles, started when first needed.</summary>
internal sealed class CompileQueue
{
    private readonly BlockingCollection<Action> work = [];
    private Thread? thread;

    public void Add(Action compile)
    {
        work.Add(compile);
        if (thread != null) return;
        lock (work)
        {
            if (thread != null) return;
            thread = new Thread(Run, 16 << 20) { IsBackground = true, Name = "TieredPy compiler" };
            thread.Start();
        }
    }

    private void Run()
    {
        foreach (var compile in work.GetConsumingEnumerable()) compile();
    }
}

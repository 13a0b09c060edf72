using TieredPy.Runtime.Interpreter;

namespace TieredPy.Tiers.Policy;

/// <summary>Looks every few milliseconds which region a thread has entered, so that the next run knows what is worth compiling first.</summary>
internal sealed class Sampler
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(3);
    private readonly PyThread watched;
    private volatile bool ends;

    private Sampler(PyThread watched) => this.watched = watched;

    public static Sampler Start(PyThread watched)
    {
        var sampler = new Sampler(watched);
        new Thread(sampler.Run, 64 << 10) { IsBackground = true, Name = "TieredPy sampler" }.Start();
        return sampler;
    }

    public void End() => ends = true;

    private void Run()
    {
        while (!ends)
        {
            Thread.Sleep(Period);
            if (Volatile.Read(ref watched.Running) is CompiledRegion region) region.Version.Samples++;
        }
    }
}

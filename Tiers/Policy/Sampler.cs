using TieredPy.Runtime.Interpreter;

namespace TieredPy.Tiers.Policy;

/// <summary>
/// Looks every few milliseconds which region a thread has entered, so that the next run knows what is worth compiling first. What runs for long with code of a former
/// run gets code of this one, which knows the addresses of all that it uses.
/// </summary>
internal sealed class Sampler
{
    /// <summary>Looks that found code of a former run running before it is made anew.</summary>
    private const int Long = 10;

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(3);
    private readonly PyThread watched;
    private volatile bool ends;

    private readonly Tier1 tier;

    private Sampler(Tier1 tier, PyThread watched) => (this.tier, this.watched) = (tier, watched);

    public static Sampler Start(Tier1 tier, PyThread watched)
    {
        var sampler = new Sampler(tier, watched);
        new Thread(sampler.Run, 64 << 10) { IsBackground = true, Name = "TieredPy sampler" }.Start();
        return sampler;
    }

    public void End() => ends = true;

    private void Run()
    {
        while (!ends)
        {
            Thread.Sleep(Period);
            if (Volatile.Read(ref watched.Running) is not CompiledRegion region) continue;
            if (++region.Version.Samples >= Long && region.IsKept) tier.MakeNew(region.Version);
        }
    }
}

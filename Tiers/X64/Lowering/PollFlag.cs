using TieredPy.Runtime.Interpreter;

namespace TieredPy.Tiers.X64.Lowering;

/// <summary>The flag that polls ask.</summary>
internal static unsafe class PollFlag
{
    public static readonly long Address = (long)PyThread.BreakerAddress;
}

using TieredPy.Runtime.Interpreter;

namespace TieredPy.Tiers.X64.Lowering;

/// <summary>The flag that polls ask.</summary>
internal static unsafe class PollFlag
{
    /// <summary>Its address, which stays: static fields of numbers and truth values are in memory that the collector doesn't move.</summary>
#pragma warning disable CS0420 // The address is all that is taken.
    public static readonly long Address = (long)Unsafe.AsPointer(ref PyThread.EvalBreaker);
#pragma warning restore CS0420
}

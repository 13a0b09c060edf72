using TieredPy.Runtime.Objects;

namespace TieredPy.Runtime.Interpreter;

/// <content>
/// What the dispatch loop looks at all the time, once more in each thread: in precompiled code it takes a call to come to another class's static fields, around which no
/// register survives; the thread is in a register anyway.
/// </content>
public sealed unsafe partial class PyThread
{
    internal readonly PyObject FloatTag = Tags.Float, MissingTag = Tags.Missing, DoneTag = Tags.Done, ErrorTag = Tags.Error;
    internal readonly PyObject None = PyNone.Instance, True = PyBool.True, False = PyBool.False;

    internal readonly Flag* Breaker = BreakerAddress;

    /// <summary>Where <see cref="EvalBreaker"/> is: static fields of numbers and truth values are in memory that the collector doesn't move.</summary>
#pragma warning disable CS0420 // The address is all that is taken.
    internal static Flag* BreakerAddress => (Flag*)Unsafe.AsPointer(ref EvalBreaker);
#pragma warning restore CS0420

    /// <summary>Where <see cref="MultiThreaded"/> is.</summary>
    internal readonly bool* MultiThreadedAt = (bool*)Unsafe.AsPointer(ref multiThreaded);

    /// <summary>Where <see cref="RecursionLimit"/> is.</summary>
    internal readonly int* RecursionLimitAt = (int*)Unsafe.AsPointer(ref recursionLimit);

    /// <summary>A truth value that others change at any time.</summary>
    internal struct Flag
    {
        public volatile bool IsSet;
    }
}

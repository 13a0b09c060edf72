namespace TieredPy.Tiers.Diagnostics;

/// <summary>Why a loop, or a function that calls itself, stays tier 1's. The names in <c>--stats</c> are these, in snake case.</summary>
public enum KernelRefusal
{
    /// <summary>Not an x86-64, or an operating system whose memory isn't known here.</summary>
    Platform,

    /// <summary>The system gives no memory for code, or the compiler of kernels failed, which is a fault.</summary>
    Fault,

    /// <summary>Guards are made to fail, which only tier 1's code can.</summary>
    ForcedExits,

    /// <summary>The interpreter does an instruction of it.</summary>
    Interprets,

    /// <summary>It calls a C# method that is no arithmetic, or a Python function.</summary>
    Calls,

    /// <summary>It makes or passes on references or values of any type.</summary>
    References,

    /// <summary>It reads or writes attributes, or fields of objects that it finds itself.</summary>
    Objects,

    /// <summary>Its polls ask for more than the one flag.</summary>
    Polls,

    /// <summary>More values than the buffer has room for, or more code than pays.</summary>
    TooLarge,

    /// <summary>RyuJIT's code is as good: no ints that may overflow, and no rounds that can be counted.</summary>
    NoGain,

    /// <summary>It is within a loop that stays tier 1's, and goes round too few times to pay, or nobody knows how often.</summary>
    Inner,
}

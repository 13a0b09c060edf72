namespace TieredPy.Tiers.Diagnostics;

/// <summary>What is counted beside aborts and exits. The names in <c>--stats</c> are these, in snake case.</summary>
public enum Counter
{
    /// <summary>Recordings that became a trace.</summary>
    TracesRecorded,

    /// <summary>Bytecode instructions in them.</summary>
    InstructionsRecorded,

    /// <summary>Regions compiled for the first time.</summary>
    RegionsCompiled,

    /// <summary>Regions compiled anew, with more in them.</summary>
    RegionsRecompiled,

    /// <summary>Regions that lost an assumption.</summary>
    RegionsInvalidated,

    /// <summary>Regions that nothing refers to any more: their code is given back.</summary>
    RegionsFreed,

    /// <summary>Time from a finished recording to code that can run, RyuJIT's included, in microseconds.</summary>
    CompileMicroseconds,

    /// <summary>CIL instructions emitted.</summary>
    CilInstructions,

    /// <summary>Guards in compiled regions.</summary>
    Guards,

    /// <summary>Bytes of machine code, counted while <c>--stats</c> or a compile hook asks for them.</summary>
    CodeBytes,

    /// <summary>Loop nests that tier 2 made kernels of.</summary>
    KernelsCompiled,

    /// <summary>Bytes of machine code in them.</summary>
    KernelBytes,

    /// <summary>Time that making them took, in microseconds: a part of <see cref="CompileMicroseconds"/>.</summary>
    KernelMicroseconds,

    /// <summary>Kernels that ran before RyuJIT had compiled the code around them.</summary>
    KernelsEnteredEarly,

    /// <summary>Time from the first recording of their loops until they ran, in microseconds.</summary>
    KernelWaitMicroseconds,

    /// <summary>Versions of regions whose profile came from the cache.</summary>
    CacheHits,

    /// <summary>Time that reading and resolving them took, in microseconds.</summary>
    CacheMicroseconds,

    /// <summary>Profiles that were written to the cache.</summary>
    CacheEntriesWritten,

    /// <summary>Methods whose machine code came from the cache.</summary>
    CacheCodeHits,

    /// <summary>Methods that were looked for in it and compiled.</summary>
    CacheCodeMisses,

    /// <summary>What <c>--jit check_cache</c> compared.</summary>
    CacheChecks,

    /// <summary>What it found to differ.</summary>
    CacheDifferences,
}

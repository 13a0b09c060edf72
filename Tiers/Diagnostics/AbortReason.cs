namespace TieredPy.Tiers.Diagnostics;

/// <summary>Why a recording was given up.</summary>
public enum AbortReason
{
    /// <summary>More instructions than the trace limit.</summary>
    TooLong,

    /// <summary>The frame that the recording began in was left by a return, with no way back to the start.</summary>
    FrameLeft,

    /// <summary>An exception went through the frame that the recording began in.</summary>
    ExceptionEscaped,

    /// <summary>The generator that the recording began in was suspended, and not resumed by the recorded code.</summary>
    Suspended,

    /// <summary>The loop didn't come round: it ended during the first recorded iteration.</summary>
    LoopEnded,

    /// <summary>Tracing, profiling or monitoring was switched on.</summary>
    TracingStarted,

    /// <summary>A second thread started.</summary>
    ThreadStarted,

    /// <summary>A class, global or other assumption changed under the recording.</summary>
    AssumptionBroken,

    /// <summary>What was recorded is more than may be compiled at once, and couldn't be split.</summary>
    TooLarge,

    /// <summary>The region was compiled anew as often as it may be.</summary>
    RecompileBudget,

    /// <summary>Too much of it would be left to the interpreter.</summary>
    Unprofitable,

    /// <summary>Compiling was switched off meanwhile.</summary>
    SwitchedOff,

    /// <summary>The region was to be executed node by node, and has a part that can't be.</summary>
    NotInterpretable,

    /// <summary>A fault of the compiler: the region fails its checks. Counted, so that tests can demand none.</summary>
    CompilerFault,
}

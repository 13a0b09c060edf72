namespace TieredPy.Tiers.Ir;

/// <summary>What a function that is called directly, or what that calls, does with the frames of its callers. Each value includes those before it.</summary>
internal enum FrameUse : byte
{
    /// <summary>Nothing: no frame objects are made but for exceptions that leave the callers too.</summary>
    None,

    /// <summary>
    /// It catches exceptions. Their tracebacks refer to the callers' frame objects, at which somebody may look later: the callers note where they are, and
    /// bring their variables into memory when they return or call what looks.
    /// </summary>
    Catches,

    /// <summary>It may run code that looks at the frames: they must be in memory during the call.</summary>
    Looks,
}

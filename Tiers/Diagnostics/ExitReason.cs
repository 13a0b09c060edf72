namespace TieredPy.Tiers.Diagnostics;

/// <summary>Why compiled code was left.</summary>
public enum ExitReason
{
    /// <summary>A value had another type.</summary>
    Type,

    /// <summary>An instance had another shape.</summary>
    Shape,

    /// <summary>A value wasn't the expected one (a callee, a constant).</summary>
    Value,

    /// <summary>A branch went the way that wasn't recorded.</summary>
    Branch,

    /// <summary>An int left 64 bits.</summary>
    Overflow,

    /// <summary>An index lay outside, or a key was missing.</summary>
    Bounds,

    /// <summary>A list, dict or string stored its elements in another way.</summary>
    Storage,

    /// <summary>An iterator was exhausted where more was expected, or the reverse.</summary>
    Iteration,

    /// <summary>An exception was raised.</summary>
    Error,

    /// <summary>An assumption (class, global, builtin, one thread, no tracing) no longer holds.</summary>
    Assumption,

    /// <summary>A signal or another request to the thread waits.</summary>
    Interrupt,

    /// <summary>The end of what was recorded: an exit that is always taken.</summary>
    End,

    /// <summary>The guard was made to fail (<c>fail_guards_once</c>).</summary>
    Forced,
}

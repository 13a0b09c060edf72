namespace TieredPy.Runtime.Interpreter;

/// <summary>What a body that was resumed from C# came to.</summary>
internal enum Resumption
{
    /// <summary>It yielded the thread's Transfer.</summary>
    Yielded,

    /// <summary>It returned the thread's Transfer.</summary>
    Returned,

    /// <summary>An error is pending.</summary>
    Raised,
}

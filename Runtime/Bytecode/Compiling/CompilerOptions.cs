namespace TieredPy.Runtime.Bytecode.Compiling;

/// <summary>What the compiler needs to know besides the AST.</summary>
internal sealed record CompilerOptions
{
    /// <summary>0, 1 (-O: no asserts) or 2 (-OO: no docstrings either).</summary>
    public int Optimize { get; init; }

    /// <summary>`single` input: values of expression statements are printed.</summary>
    public bool Interactive { get; init; }

    /// <summary>PyCF_ALLOW_TOP_LEVEL_AWAIT.</summary>
    public bool TopLevelAwait { get; init; }

    /// <summary>The features of `from __future__` that are in force, as code flags.</summary>
    public CodeFlags FutureFlags { get; init; }

    public bool FutureAnnotations => (FutureFlags & CodeFlags.FutureAnnotations) != 0;
}

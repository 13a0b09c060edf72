namespace TieredPy.Runtime.Bytecode.Symbols;

/// <summary>How a name occurs in a scope; the values are those of CPython's symtable (the <c>_symtable</c> module shows them).</summary>
[Flags]
internal enum SymbolFlags
{
    None = 0,
    Global = 1,
    Local = 2,
    Param = 4,
    Nonlocal = 8,
    Use = 16,

    /// <summary>Bound in a class and free in a scope nested in it.</summary>
    FreeClass = 64,
    Import = 128,
    Annotated = 256,

    /// <summary>Iteration variable of a comprehension.</summary>
    CompIter = 512,
    TypeParam = 1024,

    /// <summary>Cell of an inlined comprehension.</summary>
    CompCell = 2048,
    Bound = Local | Param | Import | TypeParam,
}

/// <summary>Where a name lives, as decided by <see cref="ScopeAnalysis"/>.</summary>
internal enum NameScope : byte
{
    Unknown = 0,
    Local = 1,
    GlobalExplicit = 2,
    GlobalImplicit = 3,
    Free = 4,
    Cell = 5,
}

/// <summary>The kind of block that a scope belongs to.</summary>
internal enum ScopeKind : byte
{
    Function,
    Class,
    Module,
    Annotation,
    TypeVariable,
    TypeAlias,
    TypeParameters,
}

/// <summary>Which comprehension a scope is.</summary>
internal enum ComprehensionKind : byte
{
    None,
    List,
    Dict,
    Set,
    Generator,
}

/// <summary>The flags of a name in one scope, and where it lives.</summary>
internal struct Symbol
{
    public SymbolFlags Flags;
    public NameScope Scope;

    public readonly bool Has(SymbolFlags f) => (Flags & f) != 0;
}

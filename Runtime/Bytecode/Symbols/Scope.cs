using TieredPy.Runtime.Syntax;

namespace TieredPy.Runtime.Bytecode.Symbols;

/// <summary>The names of one block: a module, class, function, comprehension or annotation scope (CPython: symtable entry).</summary>
internal sealed class Scope(string name, ScopeKind kind, Node node, bool nested)
{
    /// <summary>Name of the function or class; "top", "lambda", "genexpr" ... for others.</summary>
    public string Name { get; } = name;
    public ScopeKind Kind { get; } = kind;
    public Node Node { get; } = node;

    /// <summary>Inside a function.</summary>
    public bool Nested { get; } = nested;

    /// <summary>By mangled name, in order of first appearance.</summary>
    public SymbolMap Symbols { get; } = new();

    /// <summary>Mangled names of the parameters.</summary>
    public List<string> Params { get; } = [];
    public List<Scope> Children { get; private set; } = [];

    /// <summary>Names in `global` and `nonlocal` statements, with the place.</summary>
    public List<(string Name, Node Node)>? Directives { get; set; }

    /// <summary>Names bound by := (mangled), which may change in the middle of an expression.</summary>
    public HashSet<string>? WalrusTargets { get; set; }

    /// <summary>Names that are here only because an inlined comprehension binds or uses them.</summary>
    public HashSet<string>? Merged { get; set; }

    public bool IsMerged(string name) => Merged != null && Merged.Contains(name);

    /// <summary>The only names to be mangled in a generic class's scope of type parameters; null: all.</summary>
    public HashSet<string>? MangledNames { get; set; }
    public ComprehensionKind Comprehension { get; set; }

    /// <summary>The code of this comprehension goes into its parent's (PEP 709).</summary>
    public bool CompInlined { get; set; }
    public bool Generator { get; set; }
    public bool Coroutine { get; set; }
    public bool ReturnsValue { get; set; }
    public bool VarArgs { get; set; }
    public bool VarKeywords { get; set; }
    public bool HasFree { get; set; }
    public bool NeedsClassClosure { get; set; }
    public bool NeedsClassDict { get; set; }

    /// <summary>An annotation scope directly or indirectly in a class, which sees the class's names (PEP 695).</summary>
    public bool CanSeeClassScope { get; set; }

    /// <summary>Visiting the target of a comprehension.</summary>
    public bool InCompIterTarget { get; set; }

    /// <summary>Depth of comprehension iterables being visited.</summary>
    public int CompIterExpr { get; set; }

    /// <summary>What a type variable scope is, for errors: "a TypeVar bound".</summary>
    public string? ScopeInfo { get; set; }

    public bool IsFunctionLike => Kind is ScopeKind.Function or ScopeKind.TypeVariable or ScopeKind.TypeAlias or ScopeKind.TypeParameters;

    public bool IsTypeScope => Kind is ScopeKind.TypeVariable or ScopeKind.TypeAlias or ScopeKind.TypeParameters or ScopeKind.Annotation;

    public Symbol Lookup(string mangled) => Symbols.TryGetValue(mangled, out var s) ? s : default;

    public NameScope ScopeOf(string mangled) => Lookup(mangled).Scope;

    /// <summary>Children of inlined comprehensions become children of their parent, in their place.</summary>
    public void SpliceInlined()
    {
        bool any = false;
        foreach (var c in Children) any |= c.CompInlined;
        if (!any) return;
        var all = new List<Scope>(Children.Count);
        foreach (var c in Children)
        {
            if (c.CompInlined) all.AddRange(c.Children);
            else all.Add(c);
        }
        Children = all;
    }
}

using TieredPy.Runtime.Bytecode.Compiling;

namespace TieredPy.Runtime.Bytecode.Symbols;

using TieredPy.Runtime.Syntax;

/// <summary>
/// The scopes of a whole input. Built in two passes: this class collects how names occur in each scope (and raises the SyntaxErrors
/// about it), <see cref="ScopeAnalysis"/> then decides where they live.
/// </summary>
internal sealed partial class SymbolTable
{
    private readonly CompileErrors errors;
    private readonly bool futureAnnotations;
    private readonly bool topLevelAwait;
    /// <summary>All scopes, and where those are that a node opens: its own, and that of its type parameters.</summary>
    private readonly List<Scope> all = [];
    private readonly Dictionary<object, int> own = new(ReferenceEqualityComparer.Instance);
    private Dictionary<object, int>? others;
    private readonly List<Scope> stack = [];
    private Scope current;
    private string? privateName;
    private int depth;

    private SymbolTable(Mod module, CompileErrors errors, bool futureAnnotations, bool topLevelAwait)
    {
        this.errors = errors;
        this.futureAnnotations = futureAnnotations;
        this.topLevelAwait = topLevelAwait;
        current = null!;
        Top = Enter("top", ScopeKind.Module, module);
        switch (module)
        {
            case Module m: Visit(m.Body); break;
            case Interactive i: Visit(i.Body); break;
            case Expression e: Visit(e.Body); break;
            default: throw errors.At(module, "this compiler does not handle FunctionTypes");
        }
        Exit();
    }

    public Scope Top { get; }

    public static SymbolTable Build(Mod module, CompileErrors errors, bool futureAnnotations, bool topLevelAwait)
    {
        var table = new SymbolTable(module, errors, futureAnnotations, topLevelAwait);
        new ScopeAnalysis(errors).Analyze(table.Top);
        return table;
    }

    /// <summary>The scope that a node opens.</summary>
    public Scope ScopeOf(Node node) => all[own[node]];

    /// <summary>The scope of type parameters of a generic function, class or alias.</summary>
    public Scope TypeParamsScopeOf(Node node) => all[others![node]];

    /// <summary>The scope of the default of a type parameter.</summary>
    public Scope DefaultScopeOf(TypeParam node) => all[others![node]];

    private Scope Enter(string name, ScopeKind kind, Node node, bool second = false)
    {
        var parent = stack.Count > 0 ? current : null;
        var scope = new Scope(name, kind, node, parent != null && (parent.Nested || parent.IsFunctionLike));
        if (parent != null) scope.CompIterExpr = parent.CompIterExpr;
        if (kind != ScopeKind.Class) scope.MangledNames = parent?.MangledNames;
        (second ? others ??= new(ReferenceEqualityComparer.Instance) : own)[node] = all.Count;
        all.Add(scope);
        if (kind != ScopeKind.Annotation) parent?.Children.Add(scope);
        stack.Add(scope);
        return current = scope;
    }

    private void Exit()
    {
        stack.RemoveAt(stack.Count - 1);
        if (stack.Count > 0) current = stack[^1];
    }

    private string Mangle(string name) => NameMangling.Mangle(privateName, current, name);

    private Symbol Lookup(string name) => current.Lookup(Mangle(name));

    private void Define(string name, SymbolFlags flags, Node node) => Define(name, flags, current, node);

    private void Define(string name, SymbolFlags flags, Scope scope, Node node)
    {
        if ((flags & SymbolFlags.Bound) != 0 && name == "__debug__") throw errors.At(node, "cannot assign to __debug__");
        string mangled = NameMangling.Mangle(privateName, scope, name);
        if (scope.Symbols.TryGetValue(mangled, out var symbol))
        {
            if ((flags & SymbolFlags.Param) != 0 && symbol.Has(SymbolFlags.Param))
                throw errors.At(node, $"duplicate argument '{name}' in function definition");
            if ((flags & SymbolFlags.TypeParam) != 0 && symbol.Has(SymbolFlags.TypeParam)) throw errors.At(node, $"duplicate type parameter '{name}'");
        }
        symbol.Flags |= flags;
        if (scope.InCompIterTarget)
        {
            // The target of an inner loop must not be what := in the comprehension binds outside.
            if (symbol.Has(SymbolFlags.Global | SymbolFlags.Nonlocal))
                throw errors.At(node, $"comprehension inner loop cannot rebind assignment expression target '{name}'");
            symbol.Flags |= SymbolFlags.CompIter;
        }
        scope.Symbols[mangled] = symbol;
        if ((flags & SymbolFlags.Param) != 0) scope.Params.Add(mangled);
        else if ((flags & SymbolFlags.Global) != 0)
        {
            // A name declared global anywhere is known to be one at the top.
            var top = Top ?? scope;
            var at = top.Lookup(mangled);
            at.Flags |= flags;
            top.Symbols[mangled] = at;
        }
    }

    private void CheckName(string name, ExprContext context, Node node)
    {
        if (name != "__debug__") return;
        if (context == ExprContext.Store) throw errors.At(node, "cannot assign to __debug__");
        if (context == ExprContext.Del) throw errors.At(node, "cannot delete __debug__");
    }

    private void Visit(Stmt[] body)
    {
        foreach (var s in body) Visit(s);
    }

    private void Visit(Expr[] list)
    {
        foreach (var e in list) Visit(e);
    }

    private void VisitOptional(Expr? e)
    {
        if (e != null) Visit(e);
    }

    private void VisitOptional(Expr?[] list)
    {
        foreach (var e in list)
        {
            if (e != null) Visit(e);
        }
    }
}

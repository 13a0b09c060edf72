using TieredPy.Runtime.Bytecode.Compiling;
using TieredPy.Runtime.Syntax;

namespace TieredPy.Runtime.Bytecode.Symbols;

/// <summary>
/// Decides for each name of each scope whether it is local, a cell, free or global (language reference, 4.2.2), marks the comprehensions
/// that are inlined (PEP 709) and merges their names into their parents.
/// </summary>
internal sealed class ScopeAnalysis(CompileErrors errors)
{
    private int depth;

    public void Analyze(Scope top) => AnalyzeBlock(top, null, [], [], [], null);

    private void AnalyzeBlock(Scope scope, HashSet<string>? bound, HashSet<string> free, HashSet<string> global, HashSet<string> typeParams, Scope? classScope)
    {
        CompileDepth.Enter(ref depth);
        var local = new HashSet<string>();
        var scopes = new Dictionary<string, NameScope>(scope.Symbols.Count);
        HashSet<string> newGlobal = [], newBound = [], newFree = [], inlinedCells = [];

        // A class passes on what is bound around it, not what is bound in it.
        if (scope.Kind == ScopeKind.Class)
        {
            newGlobal.UnionWith(global);
            if (bound != null) newBound.UnionWith(bound);
        }
        foreach (var (name, symbol) in scope.Symbols) scopes[name] = AnalyzeName(scope, name, symbol.Flags, bound, local, free, global, typeParams, classScope);
        if (scope.Kind != ScopeKind.Class)
        {
            if (scope.IsFunctionLike) newBound.UnionWith(local);
            if (bound != null) newBound.UnionWith(bound);
            newGlobal.UnionWith(global);
        }
        else
        {
            newBound.Add("__class__");
            newBound.Add("__classdict__");
        }

        foreach (var child in scope.Children)
        {
            var childClass = !child.CanSeeClassScope ? null : scope.Kind == ScopeKind.Class ? scope : classScope;
            bool inline = child.Comprehension != ComprehensionKind.None && !child.Generator && !scope.CanSeeClassScope;
            var childFree = new HashSet<string>();
            AnalyzeBlock(child, [.. newBound], childFree, [.. newGlobal], [.. typeParams], childClass);
            if (inline)
            {
                Inline(scope, child, scopes, childFree, inlinedCells);
                child.CompInlined = true;
            }
            newFree.UnionWith(childFree);
        }
        scope.SpliceInlined();

        if (scope.IsFunctionLike) MarkCells(scopes, newFree, inlinedCells);
        else if (scope.Kind == ScopeKind.Class)
        {
            if (newFree.Remove("__class__")) scope.NeedsClassClosure = true;
            if (newFree.Remove("__classdict__")) scope.NeedsClassDict = true;
        }
        Update(scope, scopes, bound, newFree, inlinedCells);
        free.UnionWith(newFree);
        depth--;
    }

    private NameScope AnalyzeName(Scope scope, string name, SymbolFlags flags, HashSet<string>? bound, HashSet<string> local, HashSet<string> free,
        HashSet<string> global, HashSet<string> typeParams, Scope? classScope)
    {
        if ((flags & SymbolFlags.Global) != 0)
        {
            if ((flags & SymbolFlags.Nonlocal) != 0) throw DirectiveError(scope, name, $"name '{name}' is nonlocal and global");
            global.Add(name);
            bound?.Remove(name);
            return NameScope.GlobalExplicit;
        }
        if ((flags & SymbolFlags.Nonlocal) != 0)
        {
            if (bound == null) throw DirectiveError(scope, name, "nonlocal declaration not allowed at module level");
            if (!bound.Contains(name)) throw DirectiveError(scope, name, $"no binding for nonlocal '{name}' found");
            if (typeParams.Contains(name)) throw DirectiveError(scope, name, $"nonlocal binding not allowed for type parameter '{name}'");
            scope.HasFree = true;
            free.Add(name);
            return NameScope.Free;
        }
        if ((flags & SymbolFlags.Bound) != 0)
        {
            local.Add(name);
            global.Remove(name);
            if ((flags & SymbolFlags.TypeParam) != 0) typeParams.Add(name);
            else typeParams.Remove(name);
            return NameScope.Local;
        }
        if (classScope != null)
        {
            var inClass = classScope.Lookup(name).Flags;
            if ((inClass & SymbolFlags.Global) != 0) return NameScope.GlobalExplicit;
            if ((inClass & SymbolFlags.Bound) != 0 && (inClass & SymbolFlags.Nonlocal) == 0) return NameScope.GlobalImplicit;
        }
        if (bound != null && bound.Contains(name))
        {
            scope.HasFree = true;
            free.Add(name);
            return NameScope.Free;
        }
        if (scope.Nested && !global.Contains(name)) scope.HasFree = true;
        return NameScope.GlobalImplicit;
    }

    private SyntaxErrorException DirectiveError(Scope scope, string name, string message)
    {
        foreach (var (n, node) in scope.Directives)
        {
            if (n == name) return errors.At(node, message);
        }
        return errors.At(scope.Node, message);
    }

    private static void MarkCells(Dictionary<string, NameScope> scopes, HashSet<string> free, HashSet<string> inlinedCells)
    {
        foreach (var (name, scope) in scopes)
        {
            if (scope != NameScope.Local || !free.Contains(name) && !inlinedCells.Contains(name)) continue;
            scopes[name] = NameScope.Cell;
            free.Remove(name);
        }
    }

    private static void Inline(Scope outer, Scope comp, Dictionary<string, NameScope> scopes, HashSet<string> compFree, HashSet<string> inlinedCells)
    {
        bool removeDunderClass = false;
        foreach (var (name, symbol) in comp.Symbols)
        {
            if (symbol.Has(SymbolFlags.Param)) continue;
            var scope = symbol.Scope;
            if (scope == NameScope.Cell || symbol.Has(SymbolFlags.CompCell)) inlinedCells.Add(name);

            // __class__ is never free through a class scope.
            if (scope == NameScope.Free && outer.Kind == ScopeKind.Class && name == "__class__")
            {
                scope = NameScope.GlobalImplicit;
                compFree.Remove(name);
                removeDunderClass = true;
            }
            if (!outer.Symbols.TryGetValue(name, out var existing))
            {
                outer.Symbols[name] = new Symbol { Flags = symbol.Flags };
                scopes[name] = scope;
                (outer.Merged ??= []).Add(name);
            }
            else if (existing.Has(SymbolFlags.Bound) && outer.Kind != ScopeKind.Class && !comp.Children.Exists(c => c.ScopeOf(name) == NameScope.Free))
            {
                // What is free in the comprehension and local around it is simply local now.
                compFree.Remove(name);
            }
        }
        if (comp.WalrusTargets != null) (outer.WalrusTargets ??= []).UnionWith(comp.WalrusTargets);
        comp.HasFree = compFree.Count > 0;
        if (removeDunderClass) comp.Symbols.Remove("__class__");
    }

    private static void Update(Scope scope, Dictionary<string, NameScope> scopes, HashSet<string>? bound, HashSet<string> free, HashSet<string> inlinedCells)
    {
        var symbols = scope.Symbols;
        for (int i = 0; i < symbols.Count; i++)
        {
            var (name, symbol) = symbols.GetAt(i);
            if (inlinedCells.Contains(name)) symbol.Flags |= SymbolFlags.CompCell;
            symbol.Scope = scopes[name];
            symbols.SetAt(i, symbol);
        }
        bool classLike = scope.Kind == ScopeKind.Class || scope.CanSeeClassScope;
        foreach (string name in free)
        {
            if (symbols.TryGetValue(name, out var symbol))
            {
                if (classLike)
                {
                    symbol.Flags |= SymbolFlags.FreeClass;
                    symbols[name] = symbol;
                }
                continue;
            }
            if (bound != null && !bound.Contains(name)) continue;
            symbols[name] = new Symbol { Scope = NameScope.Free };
        }
    }
}

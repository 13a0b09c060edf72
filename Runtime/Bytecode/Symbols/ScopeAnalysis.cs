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

    public void Analyze(Scope top) => AnalyzeBlock(top, null, new NameSet(), new NameSet(), new NameSet(), null);

    private void AnalyzeBlock(Scope scope, NameSet? bound, NameSet free, NameSet global, NameSet typeParams, Scope? classScope)
    {
        CompileDepth.Enter(ref depth);
        var local = new NameSet();
        var scopes = new SymbolMap(scope.Symbols.Count);
        NameSet newGlobal = new(), newBound = new(), newFree = new(), inlinedCells = new();

        // A class passes on what is bound around it, not what is bound in it.
        if (scope.Kind == ScopeKind.Class)
        {
            newGlobal.UnionWith(global);
            if (bound != null) newBound.UnionWith(bound);
        }
        for (int i = 0; i < scope.Symbols.Count; i++)
        {
            string name = scope.Symbols.NameAt(i);
            scopes[name] = new Symbol { Scope = AnalyzeName(scope, name, scope.Symbols.At(i).Flags, bound, local, free, global, typeParams, classScope) };
        }
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
            var childFree = new NameSet();
            AnalyzeBlock(child, new NameSet(newBound), childFree, new NameSet(newGlobal), new NameSet(typeParams), childClass);
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

    private NameScope AnalyzeName(Scope scope, string name, SymbolFlags flags, NameSet? bound, NameSet local, NameSet free,
        NameSet global, NameSet typeParams, Scope? classScope)
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
        foreach (var (n, node) in scope.Directives!)
        {
            if (n == name) return errors.At(node, message);
        }
        return errors.At(scope.Node, message);
    }

    private static void MarkCells(SymbolMap scopes, NameSet free, NameSet inlinedCells)
    {
        for (int i = 0; i < scopes.Count; i++)
        {
            string name = scopes.NameAt(i);
            if (scopes.At(i).Scope != NameScope.Local || !free.Contains(name) && !inlinedCells.Contains(name)) continue;
            scopes.At(i).Scope = NameScope.Cell;
            free.Remove(name);
        }
    }

    private static void Inline(Scope outer, Scope comp, SymbolMap scopes, NameSet compFree, NameSet inlinedCells)
    {
        bool removeDunderClass = false;
        for (int i = 0; i < comp.Symbols.Count; i++)
        {
            string name = comp.Symbols.NameAt(i);
            var symbol = comp.Symbols.At(i);
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
                scopes[name] = new Symbol { Scope = scope };
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

    private static void Update(Scope scope, SymbolMap scopes, NameSet? bound, NameSet free, NameSet inlinedCells)
    {
        var symbols = scope.Symbols;
        for (int i = 0; i < symbols.Count; i++)
        {
            string name = symbols.NameAt(i);
            ref var symbol = ref symbols.At(i);
            if (inlinedCells.Contains(name)) symbol.Flags |= SymbolFlags.CompCell;
            symbol.Scope = scopes[name].Scope;
        }
        if (free.Count > 0) AddFree(scope, bound, free);
    }

    /// <summary>What scopes inside have free: it is bound further out, or here by a class.</summary>
    private static void AddFree(Scope scope, NameSet? bound, NameSet free)
    {
        var symbols = scope.Symbols;
        bool classLike = scope.Kind == ScopeKind.Class || scope.CanSeeClassScope;
        foreach (string name in free.ToArray())
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

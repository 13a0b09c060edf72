using TieredPy.Runtime.Bytecode.Symbols;

namespace TieredPy.Runtime.Bytecode.Compiling;

using TieredPy.Runtime.Syntax;

/// <summary>Comprehensions: inlined (PEP 709), or functions of their first iterator (generator expressions).</summary>
internal sealed partial class Compiler
{
    private readonly record struct Parts(Expr Node, ComprehensionKind Kind, Comprehension[] Generators, Expr Elt, Expr? Value)
    {
        public bool IsGenerator => Kind == ComprehensionKind.Generator;
    }

    private static Parts PartsOf(Expr e) => e switch
    {
        ListComp c => new Parts(e, ComprehensionKind.List, c.Generators, c.Elt, null),
        SetComp c => new Parts(e, ComprehensionKind.Set, c.Generators, c.Elt, null),
        DictComp c => new Parts(e, ComprehensionKind.Dict, c.Generators, c.Key, c.Value),
        _ => new Parts(e, ComprehensionKind.Generator, ((GeneratorExp)e).Generators, ((GeneratorExp)e).Elt, null),
    };

    private void ComprehensionTo(Expr e, int dst)
    {
        var parts = PartsOf(e);
        var scope = table.ScopeOf(e);
        bool isAsync = scope.Coroutine;
        if (isAsync && !parts.IsGenerator && !AllowsAwait) throw errors.At(e, "asynchronous comprehension outside of an asynchronous function");
        if (scope.CompInlined) InlinedTo(parts, scope, dst);
        else ComprehensionFunctionTo(parts, scope, dst);
    }

    /// <summary>An asynchronous comprehension may be in an async function, in another comprehension or generator expression, or at an asynchronous top level.</summary>
    private bool AllowsAwait => u.Kind is UnitKind.AsyncFunction or UnitKind.Comprehension || options.TopLevelAwait && u.Kind == UnitKind.Module;

    private void FirstIterator(Parts c, int it)
    {
        var outermost = c.Generators[0];
        int r = Operand(outermost.Iter, it);
        Emit(P(outermost.Iter), outermost.IsAsync != 0 ? Op.GetAIter : Op.GetIter, it, r);
    }

    private void InlinedTo(Parts c, Scope scope, int dst)
    {
        var p = P(c.Node);
        int acc = VReg.IsTemp(dst) ? dst : u.Temp();
        int it = u.Temp();
        FirstIterator(c, it);
        EmitAccumulator(c, acc, it);

        var comp = new InlinedComprehension(u.Comp, scope);
        var fast = new List<int>();
        for (int i = 0; i < scope.Symbols.Count; i++)
        {
            string name = scope.Symbols.NameAt(i);
            var symbol = scope.Symbols.At(i);
            if (!symbol.Has(SymbolFlags.Local) || symbol.Has(SymbolFlags.Nonlocal | SymbolFlags.Global | SymbolFlags.Param) || scope.IsMerged(name)) continue;
            bool fresh = !u.Scope.IsMerged(name) || IsComprehensionVariable(name);
            if (symbol.Scope == NameScope.Cell)
            {
                int cell = fresh ? u.NewCell(name) : SharedCell(name);
                Emit(p, Op.Unbind, cell);
                Emit(p, Op.MakeCell, cell);
                fast.Add(cell);
                comp.Variables[name] = new Variable(VariableKind.Deref, cell);
            }
            else
            {
                int r = u.Local(name, fresh);
                fast.Add(r);
                comp.Variables[name] = new Variable(VariableKind.Fast, r);
            }
        }
        u.Comp = comp;
        int outer = u.Region;
        if (fast.Count > 0)
        {
            var cleanup = new ComprehensionCleanup(u.NewLabel(), it, outer, [.. fast], p);
            (u.Cleanups ??= []).Add(cleanup);
            u.Region = u.NewRegion(cleanup.Handler, it);
        }
        Generator(c, 0, it, acc);
        u.Region = outer;
        u.Comp = comp.Parent;
        foreach (int r in fast) Emit(p, Op.Unbind, r);
        if (acc != dst) Emit(p, Op.Move, dst, acc);
    }

    /// <summary>The handlers of a unit's inlined comprehensions, behind all its other code: an exception leaves with their variables unbound.</summary>
    private void EmitCleanups()
    {
        if (u.Cleanups == null) return;
        foreach (var cleanup in u.Cleanups)
        {
            u.Mark(cleanup.Handler);
            u.Region = cleanup.OuterRegion;
            foreach (int r in cleanup.Registers) Emit(cleanup.Position, Op.Unbind, r);
            Emit(cleanup.Position, Op.Reraise, cleanup.Exception);
        }
        u.Region = -1;
    }

    private bool IsComprehensionVariable(string name)
    {
        for (var comp = u.Comp; comp != null; comp = comp.Parent)
        {
            if (comp.Variables.ContainsKey(name)) return true;
        }
        return false;
    }

    private int SharedCell(string name)
    {
        int cell = u.CellOf(name);
        return cell >= 0 ? cell : u.NewCell(name);
    }

    /// <summary>What collects the items: for a list or a dict that gets one for each that R[it] gives, with room for them.</summary>
    private void EmitAccumulator(Parts c, int acc, int it)
    {
        var p = P(c.Node);
        if (c.Kind == ComprehensionKind.List && c.Generators is [{ IsAsync: 0, Ifs.Length: 0 }])
        {
            bool objects = c.Elt is JoinedStr or Tuple or List or Dict or Set or ListComp or SetComp or DictComp or Constant { Value: string };
            Emit(p, Op.BuildList, acc, it, 0, objects ? 2 : 1);
        }
        else if (c.Kind == ComprehensionKind.Dict && c.Generators is [{ IsAsync: 0, Ifs.Length: 0 }]) Emit(p, Op.BuildMap, acc, it, 0, 1);
        else Emit(p, BuildOp(c.Kind), acc);
    }

    private static Op BuildOp(ComprehensionKind kind) => kind switch
    {
        ComprehensionKind.List => Op.BuildList,
        ComprehensionKind.Set => Op.BuildSet,
        _ => Op.BuildMap,
    };

    private void ComprehensionFunctionTo(Parts c, Scope scope, int dst)
    {
        var p = P(c.Node);
        string name = c.Kind switch
        {
            ComprehensionKind.List => "<listcomp>",
            ComprehensionKind.Set => "<setcomp>",
            ComprehensionKind.Dict => "<dictcomp>",
            _ => "<genexpr>",
        };
        EnterUnit(UnitKind.Comprehension, scope, name, c.Node.Line);
        u.ArgCount = 1;
        if (c.IsGenerator)
        {
            Generator(c, 0, 0, -1);
        }
        else
        {
            int acc = u.Temp();
            EmitAccumulator(c, acc, 0);
            Generator(c, 0, 0, acc);
            Emit(p, Op.Return, acc);
        }
        var code = ExitUnit();

        int b = Window(dst);
        Emit(p, Op.Unbind, u.Temp());
        int it = u.Temp();
        int mark = u.Top;
        int extras = u.Temp(4);
        ClosureTo(p, code, extras, 0, b);
        u.Top = mark;
        FirstIterator(c, it);
        Emit(p, Op.Call, dst, b, 1);
        if (!scope.Coroutine || c.IsGenerator) return;
        int t = u.Temp();
        Emit(p, Op.Move, t, dst);
        AwaitTo(p, t, dst, 0);
    }

    /// <summary>The loop of one `for` clause, the first over the iterator R[it].</summary>
    private void Generator(Parts c, int index, int it, int acc)
    {
        CompileDepth.Enter(ref depth);
        var g = c.Generators[index];
        int mark = u.Top;
        var p = P(g.Iter);
        int skip = u.NewLabel();
        if (g.IsAsync != 0)
        {
            int start = skip, except = u.NewLabel();
            if (index > 0)
            {
                it = u.Temp();
                Emit(p, Op.GetAIter, it, Operand(g.Iter, it));
            }
            int item = u.Temp();
            u.Mark(start);
            Emit(p, Op.LoopHead);
            NextAsync(p, it, item, except);
            StoreTo(g.Target, item);
            Inner();
            EmitJump(p, start);
            EndAsyncFor(p, except);
        }
        else if (index > 0 && SingleElement(g.Iter) is { } only)
        {
            // `for y in [f(x)]` is an assignment.
            int reg = FastTarget(g.Target);
            if (reg >= 0) ExprTo(only, reg);
            else StoreTo(g.Target, ExprAny(only));
            Inner();
            u.Mark(skip);
        }
        else
        {
            if (index > 0)
            {
                it = u.Temp();
                Emit(p, Op.GetIter, it, Operand(g.Iter, it));
            }
            int body = u.NewLabel();
            EmitJump(p, skip);
            u.Mark(body);
            int item = FastTarget(g.Target);
            if (item < 0)
            {
                item = u.Temp();
                StoreTo(g.Target, item);
            }
            Inner();
            u.Mark(skip);
            u.Emit(p, Op.ForLoop, item, it, target: body);
        }
        u.Top = mark;
        depth--;

        void Inner()
        {
            foreach (var test in g.Ifs) JumpIf(test, skip, false);
            if (index + 1 < c.Generators.Length) Generator(c, index + 1, -1, acc);
            else Element(c, acc);
        }
    }

    private static Expr? SingleElement(Expr iter) => iter switch
    {
        List { Elts: [not Starred] } l => l.Elts[0],
        Tuple { Elts: [not Starred] } t => t.Elts[0],
        Constant { Value: ConstTuple { Items: [var item] } } => new Constant(item, null).At(iter.Line, iter.Col, iter.EndLine, iter.EndCol),
        _ => null,
    };

    private void Element(Parts c, int acc)
    {
        int mark = u.Top;
        var p = P(c.Elt);
        int r = ExprAny(c.Elt);
        switch (c.Kind)
        {
            case ComprehensionKind.List: Emit(p, Op.ListAppend, acc, r); break;
            case ComprehensionKind.Set: Emit(p, Op.SetAdd, acc, r); break;
            case ComprehensionKind.Dict:
                r = Keep(p, r, c.Value);
                Emit(p with { EndLine = c.Value!.EndLine, EndCol = c.Value.EndCol }, Op.MapAdd, acc, r, ExprAny(c.Value));
                break;
            default: Emit(p, Op.Yield, u.Temp(), r, 0, IsAsyncGenerator ? 1 : 0); break;
        }
        u.Top = mark;
    }
}

using TieredPy.Runtime.Bytecode.Symbols;

namespace TieredPy.Runtime.Bytecode.Compiling;

using TieredPy.Runtime.Syntax;

/// <summary>Simple statements, branches and loops.</summary>
internal sealed partial class Compiler
{
    private const int MaxBlocks = 21;

    private void Visit(Stmt[] body)
    {
        foreach (var s in body) Visit(s);
    }

    private void Visit(Stmt statement)
    {
        CompileDepth.Enter(ref depth);
        int mark = u.Top;
        switch (statement)
        {
            case FunctionDef s: VisitFunction(s, s.Name, s.Args, s.Body, s.DecoratorList, s.Returns, s.TypeParams, false); break;
            case AsyncFunctionDef s: VisitFunction(s, s.Name, s.Args, s.Body, s.DecoratorList, s.Returns, s.TypeParams, true); break;
            case ClassDef s: VisitClass(s); break;
            case TypeAlias s: VisitTypeAlias(s); break;
            case Return s: VisitReturn(s); break;
            case Delete s:
                foreach (var t in s.Targets) VisitDelete(t);
                break;
            case Assign s: VisitAssign(s); break;
            case AugAssign s: VisitAugAssign(s); break;
            case AnnAssign s: VisitAnnAssign(s); break;
            case For s: VisitFor(s); break;
            case AsyncFor s: VisitAsyncFor(s); break;
            case While s: VisitWhile(s); break;
            case If s: VisitIf(s); break;
            case With s: VisitWith(s, s.Items, 0, s.Body, false); break;
            case AsyncWith s:
                CheckAsync(s, "'async with' outside async function");
                VisitWith(s, s.Items, 0, s.Body, true);
                break;
            case Match s: VisitMatch(s); break;
            case Raise s: VisitRaise(s); break;
            case Try s: VisitTry(s, s.Body, s.Handlers, s.Orelse, s.Finalbody, false); break;
            case TryStar s: VisitTry(s, s.Body, s.Handlers, s.Orelse, s.Finalbody, true); break;
            case Assert s: VisitAssert(s); break;
            case Import s: VisitImport(s); break;
            case ImportFrom s: VisitImportFrom(s); break;
            case ExprStmt s: VisitExprStmt(s); break;
            case Pass: Emit(P(statement), Op.Nop); break;
            case Break: VisitBreak(statement); break;
            case Continue: VisitContinue(statement); break;
        }
        u.Top = mark;
        depth--;
    }

    private void VisitExprStmt(ExprStmt s)
    {
        if (options.Interactive && u.Kind == UnitKind.Module)
        {
            int r = ExprAny(s.Value);
            Emit(P(s), Op.PrintExpr, r);
            return;
        }
        // A variable that is there needs no instruction, but its line is one that is run.
        if (s.Value is Constant or Name) Emit(P(s.Value), Op.Nop);
        if (s.Value is not Constant) ExprDiscard(s.Value);
    }

    private void VisitIf(If s)
    {
        // A chain of elifs is walked without recursion.
        int end = u.NewLabel();
        while (true)
        {
            int next = s.Orelse.Length > 0 ? u.NewLabel() : end;
            JumpIf(s.Test, next, false);
            Visit(s.Body);
            if (s.Orelse.Length == 0) break;
            EmitJump(default, end);
            u.Mark(next);
            if (s.Orelse is [If elif])
            {
                s = elif;
                continue;
            }
            Visit(s.Orelse);
            break;
        }
        u.Mark(end);
    }

    private void Push(FrameBlock block, Node at)
    {
        if (u.Blocks.Count >= MaxBlocks) throw errors.At(at, "too many statically nested blocks");
        u.Blocks.Add(block);
    }

    private void Pop() => u.Blocks.RemoveAt(u.Blocks.Count - 1);

    private void VisitWhile(While s)
    {
        int body = u.NewLabel(), condition = u.NewLabel(), end = u.NewLabel();
        bool? known = s.Test is Constant c ? ConstantFolding.Truth(c.Value) : null;
        Push(new FrameBlock(BlockKind.WhileLoop) { Break = end, Continue = known == true ? body : condition, OuterRegion = u.Region }, s);
        if (known == true)
        {
            u.Mark(body);
            Emit(P(s.Test), Op.LoopHead);
            Visit(s.Body);
            EmitJump(default, body);
        }
        else
        {
            EmitJump(P(s.Test), condition);
            u.Mark(body);
            Visit(s.Body);
            u.Mark(condition);

            // A body that is never entered is compiled all the same, for its errors.
            if (known != false)
            {
                Emit(P(s.Test), Op.LoopHead);
                JumpIf(s.Test, body, true);
            }
        }
        Pop();
        Visit(s.Orelse);
        u.Mark(end);
    }

    private void VisitFor(For s)
    {
        int body = u.NewLabel(), bottom = u.NewLabel(), end = u.NewLabel();
        var p = P(s.Iter);
        int it = u.Temp();
        Emit(p, Op.GetIter, it, Operand(s.Iter, it));
        Push(new FrameBlock(BlockKind.ForLoop) { Break = end, Continue = bottom, OuterRegion = u.Region }, s);
        EmitJump(p, bottom);
        u.Mark(body);
        int item = FastTarget(s.Target);
        if (item < 0)
        {
            item = u.Temp();
            StoreTo(s.Target, item);
        }
        Visit(s.Body);
        u.Mark(bottom);
        u.Emit(p, Op.ForLoop, item, it, target: body);
        Pop();
        Visit(s.Orelse);
        u.Mark(end);
    }

    private void VisitAsyncFor(AsyncFor s)
    {
        CheckAsync(s, "'async for' outside async function");
        int start = u.NewLabel(), except = u.NewLabel(), end = u.NewLabel();
        var p = P(s.Iter);
        int it = u.Temp(), item = u.Temp();
        Emit(p, Op.GetAIter, it, Operand(s.Iter, it));
        Push(new FrameBlock(BlockKind.AsyncForLoop) { Break = end, Continue = start, OuterRegion = u.Region }, s);
        u.Mark(start);
        Emit(p, Op.LoopHead);
        NextAsync(p, it, item, except);
        StoreTo(s.Target, item);
        Visit(s.Body);
        EmitJump(default, start);
        Pop();
        EndAsyncFor(p, except);
        Visit(s.Orelse);
        u.Mark(end);
    }

    /// <summary>The awaited next item of asynchronous iterator R[it]; errors go to <paramref name="except"/>.</summary>
    private void NextAsync(Position p, int it, int item, int except)
    {
        int outer = u.Region, mark = u.Top;
        u.Region = u.NewRegion(except, VReg.TempBase + u.Top);
        int next = u.Temp(), sent = u.Temp();
        Emit(p, Op.GetANext, next, it);
        LoadConst(p, null, sent);
        Emit(p, Op.Send, item, next, sent);
        u.Region = outer;
        u.Top = mark;
    }

    /// <summary>The handler of an asynchronous loop: goes on behind when the iterator is exhausted.</summary>
    private void EndAsyncFor(Position p, int except)
    {
        int done = u.NewLabel();
        u.Mark(except);
        u.Emit(p, Op.EndAsyncFor, VReg.TempBase + u.Top, target: done);
        Emit(default, Op.Reraise, u.Temp());
        u.Top--;
        u.Mark(done);
    }

    private void CheckAsync(Stmt s, string message)
    {
        if (options.TopLevelAwait && u.Kind == UnitKind.Module) return;
        if (u.Kind != UnitKind.AsyncFunction) throw errors.At(s, message);
    }

    private void VisitBreak(Stmt s)
    {
        var p = P(s);
        Emit(p, Op.Nop);
        var loop = Unwind(ref p, toLoop: true) ?? throw errors.At(s, "'break' outside loop");
        EmitJump(p, loop.Break);
    }

    private void VisitContinue(Stmt s)
    {
        var p = P(s);
        Emit(p, Op.Nop);
        var loop = Unwind(ref p, toLoop: true) ?? throw errors.At(s, "'continue' not properly in loop");
        EmitJump(p, loop.Continue);
    }

    private void VisitReturn(Return s)
    {
        if (!u.Scope.IsFunctionLike) throw errors.At(s, "'return' outside function");
        if (s.Value != null && IsAsyncGenerator) throw errors.At(s, "'return' with value in async generator");
        var p = P(s);
        var constant = s.Value as Constant;
        if (constant != null)
        {
            p = P(constant);
            Emit(p, Op.Nop);
        }
        if (s.Value == null || s.Value.Line != s.Line)
        {
            p = P(s);
            if (s.Value is null or Constant) Emit(p, Op.Nop);
        }
        if (s.Value is null or Constant { Value: null })
        {
            Unwind(ref p, toLoop: false);
            Emit(p, Op.ReturnNone);
            return;
        }
        if (!NeedsUnwinding())
        {
            ReturnOf(s.Value, p);
            return;
        }
        // What is run on the way out may change locals. A constant is loaded behind it, at its position.
        int value = u.Temp();
        if (constant == null) ExprTo(s.Value, value);
        Unwind(ref p, toLoop: false);
        if (constant != null) LoadConst(p, constant.Value, value);
        Emit(p, Op.Return, value);
    }

    /// <summary>Returns an expression; each branch of a conditional one by itself.</summary>
    private void ReturnOf(Expr value, Position p)
    {
        while (value is IfExp e)
        {
            int orelse = u.NewLabel(), mark = u.Top;
            JumpIf(e.Test, orelse, false);
            Emit(p, Op.Return, ExprAny(e.Body));
            u.Top = mark;
            u.Mark(orelse);
            value = e.Orelse;
        }
        Emit(p, Op.Return, ExprAny(value));
    }

    private bool NeedsUnwinding()
    {
        foreach (var b in u.Blocks)
        {
            if (b.Kind is not (BlockKind.WhileLoop or BlockKind.ForLoop or BlockKind.AsyncForLoop or BlockKind.TryExcept)) return true;
        }
        return false;
    }

    /// <summary>
    /// Emits what leaving the statements around needs: all of them for a return, those within the innermost loop for break and continue.
    /// Gives that loop, or null when there is none. What runs on the way out appears to run behind the statement, so that what is left of the
    /// statement has no line of its own and the position becomes that of what ran last (compile.c, compiler_unwind_fblock).
    /// </summary>
    private FrameBlock? Unwind(ref Position p, bool toLoop)
    {
        var saved = u.Blocks.ToArray();
        int region = u.Region;
        FrameBlock? loop = null;
        while (u.Blocks.Count > 0)
        {
            var b = u.Blocks[^1];
            if (b.Kind == BlockKind.ExceptStar) throw errors.At(p, "'break', 'continue' and 'return' cannot appear in an except* block");
            if (toLoop && b.Kind is (BlockKind.WhileLoop or BlockKind.ForLoop or BlockKind.AsyncForLoop))
            {
                loop = b;
                break;
            }
            Pop();
            u.Region = b.OuterRegion;
            Leave(b, ref p);
        }
        u.Blocks.Clear();
        u.Blocks.AddRange(saved);
        u.Region = region;
        return loop;
    }

    private void Leave(FrameBlock b, ref Position p)
    {
        int mark = u.Top;
        switch (b.Kind)
        {
            case BlockKind.FinallyTry:
                Visit(b.Body);
                if (u.Code.Count > 0) p = u.Code[^1].Pos;
                break;
            case BlockKind.FinallyEnd: Emit(p, Op.PopExc, b.Reg); break;
            case BlockKind.HandlerCleanup:
                Emit(p, Op.PopExc, b.Reg);
                if (b.Name != null) Forget(p, b.Name);
                break;
            case BlockKind.With or BlockKind.AsyncWith:
                ExitWith(b.Pos, b.Reg, b.Kind == BlockKind.AsyncWith);
                p = b.Pos;
                break;
        }
        u.Top = mark;
    }

    /// <summary>Deletes the name of an except clause, bound or not.</summary>
    private void Forget(Position p, string name)
    {
        var v = Resolve(Mangle(name));
        if (v.Kind == VariableKind.Fast)
        {
            Emit(p, Op.Unbind, v.Reg);
            return;
        }
        int t = u.Temp();
        LoadConst(p, null, t);
        Store(p, name, t);
        Delete(p, name);
        u.Top--;
    }

    private void VisitRaise(Raise s)
    {
        if (s.Exc == null)
        {
            Emit(P(s), Op.Raise);
            return;
        }
        int exc = Keep(P(s), ExprAny(s.Exc), s.Cause);
        if (s.Cause == null) Emit(P(s), Op.Raise, exc, 0, 0, 1);
        else Emit(P(s), Op.Raise, exc, ExprAny(s.Cause), 0, 2);
    }

    private void VisitAssert(Assert s)
    {
        if (s.Test is Tuple { Elts.Length: > 0 } or Constant { Value: ConstTuple { Items.Length: > 0 } })
            errors.Warn(s, "assertion is always true, perhaps remove parentheses?");
        if (options.Optimize > 0) return;
        int end = u.NewLabel();
        JumpIf(s.Test, end, true);
        int b = u.Temp();
        Emit(P(s), Op.LoadAssertionError, b);
        if (s.Msg != null)
        {
            Emit(P(s), Op.Unbind, u.Temp());
            ExprTo(s.Msg, u.Temp());
            Emit(P(s), Op.Call, b, b, 1);
        }
        Emit(P(s.Test), Op.Raise, b, 0, 0, 1);
        u.Mark(end);
    }

    private void VisitImport(Import s)
    {
        var p = P(s);
        foreach (var a in s.Names)
        {
            int mark = u.Top;
            int r = u.Temp(2);
            Emit(p, Op.LoadInt, r, 0);
            LoadConst(p, null, r + 1);
            Emit(p, Op.ImportName, r, r, u.NameIndex(a.Name));
            if (a.Asname == null)
            {
                int dot = a.Name.IndexOf('.');
                Store(p, dot < 0 ? a.Name : a.Name[..dot], r);
            }
            else
            {
                // `import a.b.c as d` binds the innermost module.
                string[] parts = a.Name.Split('.');
                for (int i = 1; i < parts.Length; i++) Emit(p, Op.ImportFrom, r, r, u.NameIndex(parts[i]));
                Store(p, a.Asname, r);
            }
            u.Top = mark;
        }
    }

    private void VisitImportFrom(ImportFrom s)
    {
        var p = P(s);
        int r = u.Temp(2);
        Emit(p, Op.LoadInt, r, s.Level);
        LoadConst(p, new ConstTuple(Array.ConvertAll(s.Names, n => (object?)n.Name)), r + 1);
        Emit(p, Op.ImportName, r, r, u.NameIndex(s.Module ?? ""));
        foreach (var a in s.Names)
        {
            if (a.Name == "*")
            {
                Emit(p, Op.ImportStar, r);
                return;
            }
            int to = FastTarget(new Name(a.Asname ?? a.Name, ExprContext.Store));
            if (to >= 0)
            {
                Emit(p, Op.ImportFrom, to, r, u.NameIndex(a.Name));
                continue;
            }
            Emit(p, Op.ImportFrom, r + 1, r, u.NameIndex(a.Name));
            Store(p, a.Asname ?? a.Name, r + 1);
        }
    }
}

namespace TieredPy.Runtime.Bytecode.Compiling;

using TieredPy.Runtime.Syntax;

/// <summary>try and with. A handler begins with the exception in the register at the depth of temporaries of its statement.</summary>
internal sealed partial class Compiler
{
    private void VisitTry(Stmt s, Stmt[] body, ExceptHandler[] handlers, Stmt[] orelse, Stmt[] finalbody, bool star)
    {
        if (finalbody.Length == 0)
        {
            ExceptOf(s, body, handlers, orelse, star);
            return;
        }
        int handler = u.NewLabel(), cleanup = u.NewLabel(), end = u.NewLabel();
        int outer = u.Region;
        int e = VReg.TempBase + u.Top;
        u.Region = u.NewRegion(handler, e);
        Emit(P(s), Op.Nop);
        Push(new FrameBlock(BlockKind.FinallyTry) { OuterRegion = outer, Body = finalbody }, s);
        if (handlers.Length > 0) ExceptOf(s, body, handlers, orelse, star);
        else
        {
            Visit(body);
            Visit(orelse);
        }
        Pop();
        u.Region = outer;
        Visit(finalbody);
        EmitJump(default, end);

        u.Mark(handler);
        int mark = u.Top;
        u.Temp(2);
        Emit(default, Op.PushExc, e);
        u.Region = u.NewRegion(cleanup, e + 2);
        Push(new FrameBlock(BlockKind.FinallyEnd) { OuterRegion = outer, Reg = e }, s);
        Visit(finalbody);
        Pop();
        u.Region = outer;
        Emit(default, Op.PopExc, e);
        Emit(default, Op.Reraise, e);
        Cleanup(cleanup, e);
        u.Top = mark;
        u.Mark(end);
    }

    /// <summary>Where an exception raised by a handler lands: the former one is handled again, then it is raised again.</summary>
    private void Cleanup(int label, int e)
    {
        u.Mark(label);
        u.Top = e + 3 - VReg.TempBase;
        Emit(default, Op.PopExc, e);
        Emit(default, Op.Reraise, e + 2, d: 1);
    }

    private void ExceptOf(Stmt s, Stmt[] body, ExceptHandler[] handlers, Stmt[] orelse, bool star)
    {
        int handler = u.NewLabel(), end = u.NewLabel();
        int outer = u.Region;
        int e = VReg.TempBase + u.Top;
        int mark = u.Top;
        u.Region = u.NewRegion(handler, e);
        Emit(P(s), Op.Nop);
        Push(new FrameBlock(BlockKind.TryExcept) { OuterRegion = outer }, s);
        Visit(body);
        Pop();
        u.Region = outer;
        Visit(orelse);
        EmitJump(default, end);
        u.Mark(handler);
        u.Temp(2);
        Emit(default, Op.PushExc, e);
        if (star) StarHandlers(handlers, e, outer, end);
        else Handlers(handlers, e, outer, end);
        u.Top = mark;
        u.Mark(end);
    }

    private void Handlers(ExceptHandler[] handlers, int e, int outer, int end)
    {
        int cleanup = u.NewLabel();
        int region = u.NewRegion(cleanup, e + 2);
        for (int i = 0; i < handlers.Length; i++)
        {
            var h = handlers[i];
            if (h.Type == null && i < handlers.Length - 1) throw errors.At(h, "default 'except:' must be last");
            u.Region = region;
            int next = u.NewLabel();
            int mark = u.Top;
            if (h.Type != null)
            {
                var p = P(h);
                int type = ExprAny(h.Type);
                int match = u.Temp();
                Emit(p, Op.MatchExc, match, e, type);
                EmitJumpIf(p, match, next, false);
                u.Top = mark;
            }
            if (h.Name != null)
            {
                Store(P(h), h.Name, e);
                int unbind = u.NewLabel();
                u.Region = u.NewRegion(unbind, e + 2);
                Push(new FrameBlock(BlockKind.HandlerCleanup) { OuterRegion = outer, Reg = e, Name = h.Name }, h);
                Visit(h.Body);
                Pop();
                u.Region = outer;
                Emit(default, Op.PopExc, e);
                Forget(default, h.Name);
                EmitJump(default, end);

                u.Mark(unbind);
                u.Temp();
                Forget(default, h.Name);
                Emit(default, Op.PopExc, e);
                Emit(default, Op.Reraise, e + 2, d: 1);
                u.Top = mark;
            }
            else
            {
                Push(new FrameBlock(BlockKind.HandlerCleanup) { OuterRegion = outer, Reg = e }, h);
                Emit(P(h), Op.Nop);
                Visit(h.Body);
                Pop();
                u.Region = outer;
                Emit(default, Op.PopExc, e);
                EmitJump(default, end);
            }
            u.Mark(next);
        }
        u.Region = outer;
        // When the last clause has no match, the frame stays there.
        Emit(P(handlers[^1]), Op.PopExc, e);
        Emit(P(handlers[^1]), Op.Reraise, e);
        Cleanup(cleanup, e);
    }

    /// <summary>
    /// except*: each clause takes its part of the exception group from the rest (in R[e]); what the clauses raise is collected, and at the end
    /// raised together with what is left.
    /// </summary>
    private void StarHandlers(ExceptHandler[] handlers, int e, int outer, int end)
    {
        int cleanup = u.NewLabel(), reraise = u.NewLabel();
        int region = u.NewRegion(cleanup, e + 2);
        u.Temp();
        int original = u.Temp(), raised = u.Temp();
        Emit(default, Op.Move, original, e);
        Emit(default, Op.BuildList, raised);
        foreach (var h in handlers)
        {
            u.Region = region;
            int next = u.NewLabel(), failed = u.NewLabel();
            int mark = u.Top;
            if (h.Type == null) throw errors.At(h, "expected one or more exception types");
            var p = P(h);
            int match = u.Temp();
            int type = ExprAny(h.Type);
            Emit(p, Op.MatchExcStar, match, e, type);
            u.Emit(p, Op.JumpIfNone, match, target: next);
            if (h.Name != null) Store(P(h), h.Name, match);
            int exc = VReg.TempBase + u.Top;
            u.Region = u.NewRegion(failed, exc);
            Push(new FrameBlock(BlockKind.ExceptStar) { OuterRegion = outer, Reg = e, Name = h.Name }, h);
            Visit(h.Body);
            Pop();
            u.Region = region;
            if (h.Name != null) Forget(default, h.Name);
            EmitJump(default, next);

            u.Mark(failed);
            u.Temp();
            if (h.Name != null) Forget(default, h.Name);
            Emit(default, Op.ListAppend, raised, exc);
            u.Mark(next);
            u.Top = mark;
        }
        u.Region = region;
        Emit(default, Op.ListAppend, raised, e);
        int result = u.Temp();
        Emit(default, Op.PrepReraiseStar, result, original, raised);
        u.Region = outer;
        u.Emit(default, Op.JumpIfNotNone, result, target: reraise);
        Emit(default, Op.PopExc, e);
        EmitJump(default, end);
        u.Mark(reraise);
        Emit(default, Op.PopExc, e);
        Emit(default, Op.Reraise, result);
        int top = u.Top;
        Cleanup(cleanup, e);
        u.Top = top;
    }

    private void VisitWith(Stmt s, WithItem[] items, int index, Stmt[] body, bool isAsync)
    {
        CompileDepth.Enter(ref depth);
        var item = items[index];
        var p = P(item.ContextExpr);
        int handler = u.NewLabel(), cleanup = u.NewLabel(), suppress = u.NewLabel(), end = u.NewLabel();
        int exit = u.Temp(2);
        int mark = u.Top;
        int manager = ExprAny(item.ContextExpr);
        Emit(p, isAsync ? Op.BeforeAsyncWith : Op.BeforeWith, exit, manager);
        u.Top = mark;
        if (isAsync) AwaitTo(p, exit + 1, exit + 1, 1);
        u.Top = mark;

        int outer = u.Region;
        int e = VReg.TempBase + u.Top;
        u.Region = u.NewRegion(handler, e);
        Push(new FrameBlock(isAsync ? BlockKind.AsyncWith : BlockKind.With) { OuterRegion = outer, Reg = exit, Pos = p }, s);
        if (item.OptionalVars != null) StoreTo(item.OptionalVars, exit + 1);
        if (index + 1 < items.Length) VisitWith(s, items, index + 1, body, isAsync);
        else Visit(body);
        Pop();
        u.Region = outer;
        ExitWith(p, exit, isAsync);
        EmitJump(default, end);

        u.Mark(handler);
        u.Temp(2);
        Emit(p, Op.PushExc, e);
        u.Region = u.NewRegion(cleanup, e + 2);
        int result = u.Temp();
        Emit(p, Op.WithExit, result, exit, e);
        if (isAsync) AwaitTo(p, result, result, 2);
        EmitJumpIf(p, result, suppress, true);
        u.Region = outer;
        Emit(p, Op.PopExc, e);
        Emit(p, Op.Reraise, e, d: 2);
        u.Mark(suppress);
        Emit(p, Op.PopExc, e);
        EmitJump(default, end);
        Cleanup(cleanup, e);
        u.Top = mark - 2;
        u.Mark(end);
        depth--;
    }

    /// <summary>Calls the exit function R[exit] with three Nones.</summary>
    private void ExitWith(Position p, int exit, bool isAsync)
    {
        int mark = u.Top;
        int b = u.Temp(5);
        Emit(p, Op.Move, b, exit);
        Emit(p, Op.Unbind, b + 1);
        for (int i = 2; i < 5; i++) LoadConst(p, null, b + i);
        Emit(p, Op.Call, b, b, 3);
        if (isAsync)
        {
            u.Top = mark + 1;
            AwaitTo(p, b, b, 2);
        }
        u.Top = mark;
    }
}

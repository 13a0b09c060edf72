using TieredPy.Runtime.Bytecode;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>
/// Exceptions that are caught in the region. The frames are brought into memory and unwound as the interpreter does it, tracebacks included; then the code
/// goes on at the handler, with the values that it had.
/// </summary>
internal sealed partial class RegionBuilder
{
    private bool IsCaught =>
        Handlers.Of(point.Context, point.Pc) is { } h && graph.Find(h.Root, h.Entry.Handler) is { } target && point.Successors.Contains(target);

    /// <summary>Behind an operation that was seen to raise: where it does, control goes to the handler.</summary>
    private void Catch(Node n)
    {
        if (!IsCaught || n.Exit is not { } exit || exit.Frames.Length != state.Frames.Count) return;
        var (root, handler) = Handlers.Of(point.Context, point.Pc)!.Value;
        // The traceback has the frame's object, which is to see the variables at the end.
        interprets = true;
        n.CaughtAt = handler;
        var (before, leaving) = (snapshot, leavingLoop);
        Branch(Append(new Node(region.NewId(), IrOp.WasRaised, IrType.Bool) { Data = n }), () =>
        {
            leavingLoop |= point.Loop is { } loop && !loop.Body.Contains(graph.Find(root, handler.Handler)!);
            if ((n.Effects & (Effects.Writes | Effects.RunsPython)) != 0) KillHeap();
            state.Frames.RemoveRange(1, state.Frames.Count - 1);
            // The traceback's frame refers to what its variables are.
            state.Fresh.Clear();
            AsAtExit(Top, exit.Frames[0]);
            Top.Registers[handler.Reg] = Append(new Node(region.NewId(), IrOp.Reload, IrType.Val));
            GoTo(root, handler.Handler);
        }, () => { });
        (snapshot, leavingLoop) = (before, leaving);
    }

    /// <summary>The frame's registers as they were before the instruction that raised, which are in memory now.</summary>
    private void AsAtExit(FrameEnv frame, FrameSnapshot exit)
    {
        Array.Clear(frame.Memory);
        for (int r = 0; r < frame.Registers.Length; r++)
            if (frame.Registers[r] is not { Op: IrOp.LoadRegister } v || v.Imm != r) frame.Registers[r] = null;
        foreach (var r in exit.Registers)
        {
            var v = r.Value ?? Missing();
            frame.Registers[r.Register] = v;
            if (r.Register < frame.Context.Info.NamedCount) frame.Memory[r.Register] = v;
        }
    }

    /// <summary>Raise and Reraise, caught in the region.</summary>
    private void RaiseToHandler(Instr i)
    {
        Interpret(InterpretKind.Instruction, []);
        LeaveAt(point.Pc, i.Op.ToString());
    }

    /// <summary>What handlers begin and end with; false in bodies that joined the region, which keep what is handled to themselves.</summary>
    private bool Handling(Instr i)
    {
        if (point.Context.Code.IsGeneratorLike && !IsRootBody) return false;
        switch (i.Op)
        {
            case Op.PushExc:
                Set(i.A + 1, Kernel(IsRootBody ? Kernels.PushHandledInBody : Kernels.PushHandled, [Get(i.A)]));
                return true;
            case Op.PopExc:
                Kernel(IsRootBody ? Kernels.PopHandledInBody : Kernels.PopHandled, [Get(i.A + 1)]);
                return true;
            default:
                Set(i.A, Kernel(Kernels.MatchException, [Get(i.B), Get(i.C)]));
                return true;
        }
    }
}

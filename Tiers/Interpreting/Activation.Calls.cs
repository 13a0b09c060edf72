using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Building;
using TieredPy.Tiers.Cil;
using TieredPy.Tiers.Deopt;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Interpreting;

/// <summary>Calls: of kernels, of other regions, and of the interpreter.</summary>
internal sealed partial class Activation
{
    private bool CallKernel(Node n)
    {
        var k = (Kernel)n.Data!;
        int skip = k.TakesThread ? 1 : 0;
        var args = new object?[n.Args.Length + skip];
        if (k.TakesThread) args[0] = t;
        for (int i = 0; i < n.Args.Length; i++) args[i + skip] = Get(n.Args[i]).ToClr(n.Args[i].Type);
        bool raises = (k.Effects & Effects.Raises) != 0;
        var pending = t.Pending;
        object? given = InterpretedRegion.InvokerOf(k).Invoke(null, args.AsSpan());
        Claim(raises || t.Pending == pending, n, "raises nothing");
        if (k.FalseFails) return (bool)given! || (raises ? Raised(n) : Leave(n.Exit!));
        if (k.Result == IrType.None) return true;
        var v = NodeValue.OfClr(given, k.Result);
        if (v.Ref == Tags.Error && k.Result == IrType.Val)
        {
            Claim(raises, n, "can't fail");
            return Raised(n);
        }
        Set(n, v);
        return true;
    }

    private bool CallDirect(Node n)
    {
        var callee = (CallTarget)n.Data!;
        int inlined = n.Exit!.Frames.Length - 1;
        var called = callee == region.Region.Function ? region : callee.Pointer != 0 ? InterpretedRegion.Behind(callee) : null;
        if (called == null) return Leave(n.Exit);
        if (n.Spilled != null) BringIntoMemory(n);
        else
        {
            t.InlinedDepth += inlined;
            if (CilCompiler.NotesPlace(n)) Support.SetPc(frame, n.Exit.Frames[0].Pc + 1);
        }
        var v = InterpretedRegion.Call(called, t, Get(n.Args[0]).Ref!, Array.ConvertAll(n.Args[1..], Get));
        bool held = false;
        if (n.Spilled == null) t.InlinedDepth -= inlined;
        else held = inlined > 0 && DirectCalls.Unspill(t, inlined);
        if (t.CallStatus == CallStatus.Returned)
        {
            Set(n, v);
            if (!held) return true;
            t.Transfer = v.ToValue(callee.Result);
            return Leave(n.AfterExit!);
        }
        // A callee that had to leave its code still has a value, most often of the right type.
        if (!held && DirectCalls.Accepts(t, target, (int)callee.Result))
        {
            var left = t.Transfer;
            Set(n, callee.Result switch
            {
                IrType.Int or IrType.Float => new NodeValue(left.Bits),
                IrType.Bool => new NodeValue(left.IsTrue),
                IrType.Ref => new NodeValue(left.Ref, 0),
                _ => new NodeValue(left),
            });
            return true;
        }
        return (CallStatus)DirectCalls.TakeStatus(t) switch
        {
            CallStatus.Transferred => Leave(n.AfterExit!),
            CallStatus.Raised => Raised(n),
            _ => Leave(n.Exit),
        };
    }

    private bool Interpret(Node n)
    {
        int exit = region.ExitOf(n.Exit!), then;
        bool inlines = n.Exit!.Frames.Length > 1;
        if (((InterpretInfo)n.Data!).Kind == InterpretKind.Call)
        {
            BringIntoMemory(n);
            then = Exits.Call(t, target, exit, Referred(n, 0), Referred(n, 1), Get(n.Args[2]).ToValue(IrType.Val), Referred(n, 3));
        }
        else if (CilCompiler.SpillsDirectly(n))
        {
            SpillFrames(n, inlines);
            then = inlines ? Exits.InterpretInlined(t, target, exit) : Exits.InterpretRoot(t, target, exit);
        }
        else
        {
            LeaveBehind(exit);
            then = Exits.Interpret(t, target, exit);
        }
        if (then == (int)TierAction.GoOn) return true;
        return n.CaughtAt != null ? LeaveUnlessCaught(n, then) : LeaveWith(then);
    }

    private PyObject Referred(Node n, int operand) => (PyObject)Get(n.Args[operand]).Ref!;

    // ---- frames that are brought into memory

    private void BringIntoMemory(Node n)
    {
        if (CilCompiler.SpillsDirectly(n))
        {
            SpillFrames(n, true);
            return;
        }
        int exit = region.ExitOf(n.Exit!);
        LeaveBehind(exit);
        DirectCalls.Spill(t, target, exit);
    }

    private void SpillFrames(Node n, bool setsPc)
    {
        var frames = n.Exit!.Frames;
        var data = target.Exits[region.ExitOf(n.Exit)];
        foreach (var w in n.Exit.Writes) StoreField(w.Object, w.Field, w.Value);
        foreach (var r in frames[0].Registers)
        {
            if (Array.IndexOf(n.Spilled!, r.Register) >= 0) Reg.Set(ref frame[r.Register], ValueIn(r));
            else
            {
                var (held, wanted) = (frame[r.Register], ValueIn(r));
                Claim(held.Ref == wanted.Ref && (held.Bits == wanted.Bits || held.Ref != null && held.Ref != Tags.Float), n, $"finds register {r.Register} in memory");
            }
        }
        if (setsPc) Support.SetPc(frame, frames[0].Pc + (frames.Length == 1 ? 1 : 0));
        for (int d = 1; d < frames.Length; d++)
        {
            object function = Get(frames[d].Function!).Ref!;
            int behind = d == frames.Length - 1 ? 1 : 0;
            ref Value first = ref data.Frames[d].HasAllNamed
                ? ref FrameRebuilder.PushInlined(t, function, data.Frames[d], behind)
                : ref FrameRebuilder.PushCleared(t, function, data.Frames[d], behind);
            foreach (var r in frames[d].Registers) Reg.Set(ref Unsafe.Add(ref first, r.Register), ValueIn(r));
        }
    }

    private Value ValueIn(RegisterValue r) => r.Value is { } v ? Get(v).ToValue(v.Type) : Value.Missing;
}

using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Cil.Emitting;
using TieredPy.Tiers.Deopt;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Cil;

/// <summary>
/// Frames that are brought into memory because what is called may look at them: of the root frame the registers that memory doesn't hold yet, and
/// inlined frames as a whole. What only <see cref="FrameRebuilder"/> can do (bodies of generators, objects that the region did without) is left to it.
/// </summary>
internal sealed partial class CilCompiler
{
    private Local? inlinedRegisters;

    /// <summary>The frames are written here, not by <see cref="FrameRebuilder"/>.</summary>
    internal static bool SpillsDirectly(Node n) =>
        n.Spilled != null && Array.TrueForAll(n.Exit!.Frames, f => f.Generator == null && !f.TakesClosure) && !n.Exit.Held().Any(v => v.Op is IrOp.Virtual or IrOp.Transferred)
        && Array.TrueForAll(n.Exit.Writes, w => w.Object.Type == IrType.Ref && w.Value.Type == IrType.Int);

    /// <summary>The root frame, which isn't brought into memory, says at which instruction it is, as its frame object may be made during the call.</summary>
    internal static bool NotesPlace(Node n) => n.Spilled == null && ((CallTarget)n.Data!).Frames != FrameUse.None;

    private void NotePlace(int pc)
    {
        if (frame != null) e.LoadLocal(frame);
        else e.LoadArgument(1);
        e.LoadConstant(pc).Call(Methods.SetPc);
    }

    /// <summary>All frames are brought into memory, at the instruction behind the one that needs them.</summary>
    private void BringIntoMemory(Node n)
    {
        if (SpillsDirectly(n))
        {
            SpillFrames(n, true);
            return;
        }
        int id = ExitId(n.Exit!);
        LeaveBehind(exits[id].Left);
        e.LoadArgument(0).LoadObjectConstant(target).AssumeClass<RegionCode>().LoadConstant(id).Call(Methods.Spill);
    }

    /// <param name="n">What needs the frames.</param>
    /// <param name="setsPc">The root frame's pc is written too.</param>
    private void SpillFrames(Node n, bool setsPc)
    {
        var frames = n.Exit!.Frames;
        var data = exits[ExitId(n.Exit)];
        foreach (var w in n.Exit.Writes) StoreField(w.Object, w.Field, w.Value);
        foreach (var r in frames[0].Registers)
            if (Array.IndexOf(n.Spilled!, r.Register) >= 0) SpillTo(registers!, r);
        if (setsPc)
        {
            NotePlace(frames[0].Pc + (frames.Length == 1 ? 1 : 0));
        }
        for (int d = 1; d < frames.Length; d++)
        {
            inlinedRegisters ??= e.DeclareLocal(typeof(Value).MakeByRefType());
            e.LoadArgument(0);
            Push(frames[d].Function!);
            e.LoadObjectConstant(data.Frames[d]).AssumeClass<ResumeFrame>().LoadConstant(d == frames.Length - 1 ? 1 : 0);
            e.Call(data.Frames[d].HasAllNamed ? Methods.PushInlined : Methods.PushCleared).StoreLocal(inlinedRegisters);
            foreach (var r in frames[d].Registers) SpillTo(inlinedRegisters, r);
        }
    }

    private void SpillTo(Local first, RegisterValue r)
    {
        var v = r.Value;
        if (v?.Type is IrType.Float or IrType.Val)
        {
            e.LoadLocal(first).LoadConstant(r.Register);
            Push(v);
            e.Call(v.Type == IrType.Float ? Methods.SpillFloat : Methods.SpillValue);
            return;
        }
        LoadRegisterAddress(first, r.Register);
        if (v == null) e.LoadField(MissingTag);
        else if (v.Type == IrType.Int) e.LoadNull();
        else if (v.Type == IrType.Ref) PushRef(v);
        else
        {
            Push(v);
            e.Call(Methods.BoolRef);
        }
        e.StoreField(ValueRef);
        LoadRegisterAddress(first, r.Register);
        if (v?.Type == IrType.Int) Push(v);
        else e.LoadConstant(0L);
        e.StoreField(ValueBits);
    }

    /// <summary>Pushes the address of a register, so many behind another one. What is this common is emitted in place.</summary>
    private void LoadRegisterAddress(Local first, int register)
    {
        e.LoadLocal(first);
        if (register > 0) e.LoadConstant(register * Unsafe.SizeOf<Value>()).Add();
    }
}

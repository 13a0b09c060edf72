using Iced.Intel;
using TieredPy.Tiers.X64.Machine;
using static Iced.Intel.AssemblerRegisters;

namespace TieredPy.Tiers.X64.Assembling;

/// <summary>The processor's instructions for each of a kernel's.</summary>
internal sealed partial class KernelAssembler
{
    private void Emit(MachineInstruction i)
    {
        switch (i.Op)
        {
            case MachineOp.CallSelf:
                CallSelf(i);
                break;
            case (MachineOp.Move or MachineOp.Save) when i.Target!.Class == RegisterClass.General:
                {
                    var d = GeneralTarget(i.Target);
                    if (i.A.IsImmediate) Constant(d, i.A.Immediate);
                    else d = ReadGeneral(i.A.Register!, rax);
                    Finish(i.Target, d);
                    break;
                }
            case MachineOp.Move when i.Target!.Class == RegisterClass.Vector:
                MoveVector(i);
                break;
            case MachineOp.Move or MachineOp.Save:
                Finish(i.Target!, ReadFloat(i.A.Register!, xmm14));
                break;
            case MachineOp.Constant:
                Constant(i);
                break;
            case MachineOp.Add or MachineOp.Subtract or MachineOp.Multiply or MachineOp.And or MachineOp.Or or MachineOp.Xor:
                Arithmetic(i);
                break;
            case MachineOp.Negate or MachineOp.Not:
                {
                    var (d, a) = (GeneralTarget(i.Target!), ReadGeneral(i.A.Register!, rax));
                    if (d != a) c.mov(d, a);
                    if (i.Op == MachineOp.Not) c.not(d);
                    else c.neg(d);
                    if (i.Exit != null) c.jo(StubOf(i.Exit));
                    Finish(i.Target!, d);
                    break;
                }
            case MachineOp.ShiftLeft or MachineOp.ShiftRight or MachineOp.ShiftRightUnsigned:
                Shift(i);
                break;
            case MachineOp.ZeroExtend32:
                {
                    var (d, a) = (GeneralTarget(i.Target!), ReadGeneral(i.A.Register!, rax));
                    c.mov(General32[NumberOf(d)], General32[NumberOf(a)]);
                    Finish(i.Target!, d);
                    break;
                }
            case MachineOp.MultiplyHigh:
                c.mov(rax, i.Constant);
                c.mul(ReadGeneral(i.A.Register!, rcx));
                Finish(i.Target!, rdx);
                break;
            case MachineOp.FloatSquare or MachineOp.FloatRoot:
                Raise(i);
                break;
            case MachineOp.FloorDivide or MachineOp.FloorModulo or MachineOp.Divide or MachineOp.Modulo:
                Divide(i);
                break;
            case MachineOp.AddConstant:
                {
                    var (d, a) = (GeneralTarget(i.Target!), ReadGeneral(i.A.Register!, rax));
                    if (d != a) c.lea(d, __qword_ptr[a + (int)i.Constant]);
                    else if (i.Constant == 1) c.inc(d);
                    else if (i.Constant == -1) c.dec(d);
                    else c.add(d, (int)i.Constant);
                    Finish(i.Target!, d);
                    break;
                }
            case MachineOp.Select:
                {
                    Compare(i.Comparison, i.Operands[2], i.Operands[3]);
                    // In place where the target has B's register; moves leave the flags.
                    bool inPlace = !places[i.Target!].IsSlot && places[i.Target!] == places[i.B.Register!];
                    var d = inPlace ? GeneralTarget(i.Target!) : rax;
                    if (!inPlace)
                    {
                        var b = ReadGeneral(i.B.Register!, rax);
                        if (b != rax) c.mov(rax, b);
                    }
                    MoveIf(i.Comparison, d, ReadGeneral(i.A.Register!, rdx));
                    Finish(i.Target!, d);
                    break;
                }
            case MachineOp.SetIf:
                Compare(i.Comparison, i.A, i.B);
                SetIf(i.Comparison);
                c.movzx(eax, al);
                Finish(i.Target!, rax);
                break;
            case MachineOp.ExitIf:
                Compare(i.Comparison, i.A, i.B);
                JumpIf(i.Comparison, StubOf(i.Exit!));
                break;
            case MachineOp.Poll:
                c.cmp(Memory8(i.Memory!), 0);
                c.jne(StubOf(i.Exit!));
                break;
            case >= MachineOp.Load and <= MachineOp.LoadFloat32:
                Load(i);
                break;
            case >= MachineOp.Store and <= MachineOp.StoreFloat32:
                Store(i);
                break;
            case >= MachineOp.VectorLoad:
                EmitVector(i);
                break;
            default:
                EmitFloat(i);
                break;
        }
    }

    private void Constant(MachineInstruction i)
    {
        if (i.Target!.Class == RegisterClass.General)
        {
            var d = GeneralTarget(i.Target);
            Constant(d, i.Constant);
            Finish(i.Target, d);
            return;
        }
        var x = FloatTarget(i.Target);
        if (i.Constant == 0)
        {
            if (vex) c.vxorps(x, x, x);
            else c.xorps(x, x);
        }
        else
        {
            c.mov(rax, i.Constant);
            if (vex) c.vmovq(x, rax);
            else c.movq(x, rax);
        }
        Finish(i.Target, x);
    }

    private void Constant(AssemblerRegister64 to, long v)
    {
        if (v == 0) c.xor(General32[NumberOf(to)], General32[NumberOf(to)]);
        else if (v is > 0 and <= uint.MaxValue) c.mov(General32[NumberOf(to)], (uint)v);
        else c.mov(to, v);
    }

    private void Arithmetic(MachineInstruction i)
    {
        bool commutes = i.Op != MachineOp.Subtract;
        var d = GeneralTarget(i.Target!);
        if (i.Op == MachineOp.Multiply && i.B.IsImmediate)
        {
            c.imul(d, ReadGeneral(i.A.Register!, rcx), (int)i.B.Immediate);
            if (i.Exit != null) c.jo(StubOf(i.Exit));
            Finish(i.Target!, d);
            return;
        }
        var a = ReadGeneral(i.A.Register!, rax);
        Operand other = i.B;
        bool fromStack = IsOnStack(i.B) && !(i.Op == MachineOp.Add && i.Exit == null && d != a);
        var b = i.B.Register == null || fromStack ? rcx : ReadGeneral(i.B.Register, rcx);
        if (i.B.Register != null && !fromStack && d == b && d != a)
        {
            if (commutes)
            {
                (a, b) = (b, a);
                other = i.A;
            }
            else
            {
                // The result goes by way of rax: nothing is lost where it overflows.
                c.mov(rax, a);
                (a, d) = (rax, rax);
            }
        }
        if (i.Op == MachineOp.Add && i.Exit == null && d != a)
        {
            if (i.B.IsImmediate) c.lea(d, __qword_ptr[a + (int)i.B.Immediate]);
            else c.lea(d, __qword_ptr[a + b]);
            Finish(i.Target!, d);
            return;
        }
        bool inPlace = d == a;
        if (!inPlace) c.mov(d, a);
        if (i.B.IsImmediate) Apply(i.Op, d, (int)i.B.Immediate);
        else if (fromStack) Apply(i.Op, d, Slot(places[i.B.Register!]));
        else Apply(i.Op, d, b);
        if (i.Exit != null)
        {
            if (inPlace && d != rax && i.CanUndo && i.Exit.Values.Count > 0) undos[i.Exit] = new Undo(i.Op == MachineOp.Add ? MachineOp.Subtract : MachineOp.Add, d, other);
            c.jo(StubOf(i.Exit));
        }
        Finish(i.Target!, d);
    }

    private void Apply(MachineOp op, AssemblerRegister64 d, AssemblerRegister64 b)
    {
        switch (op)
        {
            case MachineOp.Add: c.add(d, b); break;
            case MachineOp.Subtract: c.sub(d, b); break;
            case MachineOp.Multiply: c.imul(d, b); break;
            case MachineOp.And: c.and(d, b); break;
            case MachineOp.Or: c.or(d, b); break;
            default: c.xor(d, b); break;
        }
    }

    private void Apply(MachineOp op, AssemblerRegister64 d, AssemblerMemoryOperand b)
    {
        switch (op)
        {
            case MachineOp.Add: c.add(d, b); break;
            case MachineOp.Subtract: c.sub(d, b); break;
            case MachineOp.Multiply: c.imul(d, b); break;
            case MachineOp.And: c.and(d, b); break;
            case MachineOp.Or: c.or(d, b); break;
            default: c.xor(d, b); break;
        }
    }

    private void Apply(MachineOp op, AssemblerRegister64 d, int b)
    {
        switch (op)
        {
            case MachineOp.Add: c.add(d, b); break;
            case MachineOp.Subtract: c.sub(d, b); break;
            case MachineOp.And when b >= 0: c.and(General32[NumberOf(d)], b); break;
            case MachineOp.And: c.and(d, b); break;
            case MachineOp.Or: c.or(d, b); break;
            default: c.xor(d, b); break;
        }
    }

    private void Shift(MachineInstruction i)
    {
        var (d, a) = (GeneralTarget(i.Target!), ReadGeneral(i.A.Register!, rax));
        if (i.B.IsImmediate)
        {
            if (d != a) c.mov(d, a);
            byte count = (byte)i.B.Immediate;
            if (count == 0) { }
            else if (i.Op == MachineOp.ShiftLeft) c.shl(d, count);
            else if (i.Op == MachineOp.ShiftRight) c.sar(d, count);
            else c.shr(d, count);
        }
        else if (vex)
        {
            var b = ReadGeneral(i.B.Register!, rcx);
            if (i.Op == MachineOp.ShiftLeft) c.shlx(d, a, b);
            else if (i.Op == MachineOp.ShiftRight) c.sarx(d, a, b);
            else c.shrx(d, a, b);
        }
        else
        {
            if (a != rax) c.mov(rax, a);
            c.mov(rcx, ReadGeneral(i.B.Register!, rcx));
            if (i.Op == MachineOp.ShiftLeft) c.shl(rax, cl);
            else if (i.Op == MachineOp.ShiftRight) c.sar(rax, cl);
            else c.shr(rax, cl);
            d = rax;
        }
        Finish(i.Target!, d);
    }

    private void Divide(MachineInstruction i)
    {
        var b = ReadGeneral(i.B.Register!, rcx);
        c.mov(rax, ReadGeneral(i.A.Register!, rax));
        if (i.Op is MachineOp.Divide or MachineOp.Modulo)
        {
            c.xor(edx, edx);
            c.div(b);
            Finish(i.Target!, i.Op == MachineOp.Divide ? rax : rdx);
            return;
        }
        c.cqo();
        c.idiv(b);
        if (i.Op == MachineOp.FloorDivide)
        {
            // One less where a remainder is negative.
            c.sar(rdx, 63);
            c.add(rax, rdx);
        }
        else
        {
            c.mov(rax, rdx);
            c.sar(rax, 63);
            c.and(rax, b);
            c.add(rax, rdx);
        }
        Finish(i.Target!, rax);
    }
}

using Iced.Intel;
using TieredPy.Tiers.X64.Machine;
using static Iced.Intel.AssemblerRegisters;

namespace TieredPy.Tiers.X64.Assembling;

/// <summary>Comparisons, and the jumps on them.</summary>
internal sealed partial class KernelAssembler
{
    private void Compare(Comparison comparison, Operand left, Operand right)
    {
        if (comparison is Comparison.AnyNegative or Comparison.NoneNegative)
        {
            TestSigns(left.Register!);
            return;
        }
        if (comparison.IsOfFloats())
        {
            // Unordered sets the flags as "below" does: to be less is for the other to be above.
            bool swap = comparison < Comparison.FloatEqual;
            var a = ReadFloat((swap ? right : left).Register!, xmm14);
            var other = places[(swap ? left : right).Register!];
            if (other.IsSlot && vex) c.vucomisd(a, Slot(other));
            else if (other.IsSlot) c.ucomisd(a, Slot(other));
            else if (vex) c.vucomisd(a, Xmm[other.Number]);
            else c.ucomisd(a, Xmm[other.Number]);
            return;
        }
        bool bits = comparison is Comparison.CommonBit or Comparison.NoCommonBit;
        if (!bits && IsOnStack(left))
        {
            if (right.Register == null)
            {
                c.cmp(Slot(places[left.Register!]), (int)right.Immediate);
                return;
            }
            if (!IsOnStack(right))
            {
                c.cmp(Slot(places[left.Register!]), General[places[right.Register].Number]);
                return;
            }
        }
        var l = ReadGeneral(left.Register!, rcx);
        if (!bits && IsOnStack(right)) c.cmp(l, Slot(places[right.Register!]));
        else if (right.Register != null)
        {
            var r = ReadGeneral(right.Register, rdx);
            if (bits) c.test(l, r);
            else c.cmp(l, r);
        }
        else if (bits)
        {
            if (right.Immediate is >= 0 and < 128) c.test(General8[NumberOf(l)], (sbyte)right.Immediate);
            else if (right.Immediate is >= 0 and <= int.MaxValue) c.test(General32[NumberOf(l)], (int)right.Immediate);
            else c.test(l, (int)right.Immediate);
        }
        else if (right.Immediate == 0 && comparison is Comparison.Equal or Comparison.NotEqual or Comparison.Less or Comparison.GreaterOrEqual or Comparison.LessOrEqual or Comparison.Greater) c.test(l, l);
        else c.cmp(l, (int)right.Immediate);
    }

    private void JumpIf(Comparison comparison, Label to)
    {
        switch (comparison)
        {
            case Comparison.Equal or Comparison.NoCommonBit or Comparison.NoneNegative: c.je(to); break;
            case Comparison.NotEqual or Comparison.CommonBit or Comparison.AnyNegative: c.jne(to); break;
            case Comparison.Less: c.jl(to); break;
            case Comparison.LessOrEqual: c.jle(to); break;
            case Comparison.Greater: c.jg(to); break;
            case Comparison.GreaterOrEqual: c.jge(to); break;
            case Comparison.Below or Comparison.FloatNotLessOrEqual: c.jb(to); break;
            case Comparison.BelowOrEqual or Comparison.FloatNotLess: c.jbe(to); break;
            case Comparison.Above or Comparison.FloatLess: c.ja(to); break;
            case Comparison.AboveOrEqual or Comparison.FloatLessOrEqual: c.jae(to); break;
            case Comparison.FloatEqual:
                {
                    var unordered = c.CreateLabel();
                    c.jp(unordered);
                    c.je(to);
                    c.Label(ref unordered);
                    // A label needs an instruction of its own.
                    c.nop();
                    break;
                }
            default:
                c.jp(to);
                c.jne(to);
                break;
        }
    }

    /// <summary>al = 1 where the comparison holds, else 0.</summary>
    private void SetIf(Comparison comparison)
    {
        switch (comparison)
        {
            case Comparison.Equal or Comparison.NoCommonBit: c.sete(al); break;
            case Comparison.NotEqual or Comparison.CommonBit: c.setne(al); break;
            case Comparison.Less: c.setl(al); break;
            case Comparison.LessOrEqual: c.setle(al); break;
            case Comparison.Greater: c.setg(al); break;
            case Comparison.GreaterOrEqual: c.setge(al); break;
            case Comparison.Below or Comparison.FloatNotLessOrEqual: c.setb(al); break;
            case Comparison.BelowOrEqual or Comparison.FloatNotLess: c.setbe(al); break;
            case Comparison.Above or Comparison.FloatLess: c.seta(al); break;
            case Comparison.AboveOrEqual or Comparison.FloatLessOrEqual: c.setae(al); break;
            case Comparison.FloatEqual:
                c.setnp(al);
                c.sete(cl);
                c.and(al, cl);
                break;
            default:
                c.setp(al);
                c.setne(cl);
                c.or(al, cl);
                break;
        }
    }

    private void MoveIf(Comparison comparison, AssemblerRegister64 to, AssemblerRegister64 from)
    {
        switch (comparison)
        {
            case Comparison.Equal or Comparison.NoCommonBit: c.cmove(to, from); break;
            case Comparison.NotEqual or Comparison.CommonBit: c.cmovne(to, from); break;
            case Comparison.Less: c.cmovl(to, from); break;
            case Comparison.LessOrEqual: c.cmovle(to, from); break;
            case Comparison.Greater: c.cmovg(to, from); break;
            case Comparison.GreaterOrEqual: c.cmovge(to, from); break;
            case Comparison.Below: c.cmovb(to, from); break;
            case Comparison.BelowOrEqual: c.cmovbe(to, from); break;
            case Comparison.Above: c.cmova(to, from); break;
            case Comparison.AboveOrEqual: c.cmovae(to, from); break;
            default: throw new InvalidOperationException($"no conditional move for {comparison}");
        }
    }
}

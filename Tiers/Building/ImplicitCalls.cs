using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>A method written in Python that an instruction other than a call enters.</summary>
/// <param name="Child">The context of its body.</param>
/// <param name="Function">The method.</param>
/// <param name="Selves">The shapes of the objects that have it.</param>
/// <param name="SelfIndex">Which operand of the instruction that is.</param>
/// <param name="Kind">What becomes of its result.</param>
internal sealed record ImplicitCall(ProfileNode Child, PyFunction Function, Shape[] Selves, int SelfIndex, FrameKind Kind)
{
    /// <summary>The first of the shapes.</summary>
    public Shape Self => Selves[0];
}

/// <summary>Which operators, comparisons, item accesses, attribute reads and with statements enter a method of a Python class: bodies that join the region.</summary>
internal static class ImplicitCalls
{
    private static readonly KindSet Nothing = new();

    /// <summary>The method that the instruction always enters, with its body seen; null when it isn't such an instruction.</summary>
    public static ImplicitCall? At(ProfileNode context, int pc)
    {
        var p = context.At[pc];
        if (p == null || p.IsHopeless || p.Operands.Length == 0) return null;
        var i = context.Code.Code[pc];
        var op = i.Op;
        if (op is >= Op.Add and <= Op.Xor or >= Op.AddK and <= Op.AndK or >= Op.Lt and <= Op.Ge || IsComparison(op))
            return OfOperator(context, pc, i, p.Operands[0], p.Operands.Length > 1 ? p.Operands[1] : ConstantOperand(context, i));
        var seen = p.Operands[op == Op.In ? 1 : 0];
        if (seen.Single?.Shape is not { } shape) return SlotOf(op) is { } shared ? OfShapes(context, pc, seen, op, shared) : null;
        if (op == Op.GetAttr)
        {
            var getter = RegionBuilder.Getter(shape, context.Code.Names[i.C]);
            return getter == null ? null : Make(context, pc, getter, 1, [shape], 0, FrameKind.Call);
        }
        return op switch
        {
            Op.BeforeWith when shape.Type.FindSlot(Slot.Exit) is PyFunction => Make(context, pc, shape.Type.FindSlot(Slot.Enter), 1, [shape], 0, FrameKind.Call),
            _ => SlotOf(op) is { } slot ? OfItems(context, pc, shape.Type.FindSlot(slot), op, [shape]) : null,
        };
    }

    /// <summary>The special method of an item access or containment test; null for other instructions.</summary>
    private static Slot? SlotOf(Op op) => op switch
    {
        Op.GetItem or Op.GetItemK => Slot.GetItem,
        Op.SetItem => Slot.SetItem,
        Op.DelItem => Slot.DelItem,
        Op.In => Slot.Contains,
        _ => null,
    };

    /// <summary>The method that objects of several shapes share.</summary>
    private static ImplicitCall? OfShapes(ProfileNode context, int pc, KindSet seen, Op op, Slot slot)
    {
        if (seen.Overflowed || seen.Count < 2) return null;
        var shapes = new List<Shape>();
        PyObject? method = null;
        foreach (var k in seen.Kinds)
        {
            if (k.Shape is not { } s || shapes.Count > 0 && Kind.InstanceClass(s) != Kind.InstanceClass(shapes[0])) return null;
            var own = s.Type.FindSlot(slot);
            if (method != null && own != method) return null;
            method = own;
            shapes.Add(s);
        }
        return OfItems(context, pc, method, op, [.. shapes]);
    }

    private static ImplicitCall? OfItems(ProfileNode context, int pc, PyObject? method, Op op, Shape[] selves) => op switch
    {
        Op.GetItem or Op.GetItemK => Make(context, pc, method, 2, selves, 0, FrameKind.Call),
        Op.In => Make(context, pc, method, 2, selves, 1, FrameKind.Contains),
        _ => Make(context, pc, method, op == Op.SetItem ? 3 : 2, selves, 0, FrameKind.Discard),
    };

    /// <summary>A comparison that jumps.</summary>
    public static bool IsComparison(Op op) => op is >= Op.JumpIfLt and <= Op.JumpIfGe or >= Op.JumpIfLtK and <= Op.JumpIfGeK;

    private static ImplicitCall? OfOperator(ProfileNode context, int pc, Instr i, KindSet a, KindSet b)
    {
        if (!Interp.TryComparison(i.Op, out var compare, out bool jumps))
        {
            var slot = Interp.BinaryOf(i.Op).ToSlot();
            if (a.Single?.Shape is { } left)
            {
                if (i.D != 0 && left.Type.FindSlot(slot + 2) != null || !MayComeSecond(b, left.Type)) return null;
                return Make(context, pc, left.Type.FindSlot(slot), 2, [left], 0, FrameKind.Operator);
            }
            // A number on the left doesn't know the instance: its method is asked.
            if (b.Single?.Shape is { } right && a.Tag is KindTag.Int or KindTag.Float)
                return Make(context, pc, right.Type.FindSlot(slot + 1), 2, [right], 1, FrameKind.Reflected);
            return null;
        }
        if (a.Single?.Shape is not { } shape || !MayComeSecond(b, shape.Type)) return null;
        return Make(context, pc, shape.Type.FindSlot(compare.ToSlot()), 2, [shape], 0, jumps ? FrameKind.OperatorJump : FrameKind.Operator);
    }

    private static ImplicitCall? Make(ProfileNode context, int pc, PyObject? method, int count, Shape[] selves, int index, FrameKind kind)
    {
        if (method is not PyFunction f || f.SimpleArgCount != count || f.Code.IsGeneratorLike) return null;
        return context.Child(pc, f.Code) is { Catches: false } child && child.At[0] != null ? new ImplicitCall(child, f, selves, index, kind) : null;
    }

    private static KindSet ConstantOperand(ProfileNode context, Instr i)
    {
        if (i.Op is not (>= Op.AddK and <= Op.AndK) && !IsComparison(i.Op)) return Nothing;
        var seen = new KindSet();
        seen.Add(context.Code.Consts[IsComparison(i.Op) ? i.B : i.C]);
        return seen;
    }

    /// <summary>False when the right operand's class may go first (it derives from the left one's).</summary>
    public static bool MayComeSecond(KindSet seen, PyType left)
    {
        if (seen.Single is not { } k) return false;
        return k.Shape is not { } s ? k.Object is not PyType : s.Type == left || !s.Type.IsSubtypeOf(left);
    }
}

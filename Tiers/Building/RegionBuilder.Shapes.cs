using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>
/// Objects of one of a few shapes. Which ones is known behind the first test, so what is the same in all of them needs no other: the method they inherit,
/// the slot in which each has an attribute.
/// </summary>
internal sealed partial class RegionBuilder
{
    /// <summary>
    /// What the instruction's object may be: as was seen, as far as that is possible by what is known of it. Where it was seen to be of one kind only until that
    /// proved wrong, all that is possible counts.
    /// </summary>
    private KindSet OperandKinds(Node o)
    {
        var seen = Operand(0);
        if (seen.Count == 0 || KnownShapes(o) is not { } known) return seen;
        var kinds = new KindSet();
        if (Seen.HotExits == 0 && !seen.Overflowed)
            foreach (var k in seen.Kinds)
                if (k.Shape is { } s && Array.IndexOf(known, s) >= 0) kinds.Add(k);
        if (kinds.Count == 0)
            foreach (var s in known) kinds.Add(new Kind(KindTag.Object, s));
        return kinds;
    }

    /// <summary>The shapes that a plain instance may be of; null where they aren't known, or it is none.</summary>
    private Shape[]? KnownShapes(Node o)
    {
        var known = state.Refined.GetValueOrDefault(o, o);
        return known.AdmitsHeirs || known.Class != typeof(PyInstance) && known.Class != typeof(PyFinalizableInstance) ? null : state.ShapesOf(known);
    }

    /// <summary>All that an object may be by what is known of it, or else has been seen to be, when those are several shapes of instances.</summary>
    private List<Shape>? PossibleShapes(Node o, KindSet seen)
    {
        if (seen.Overflowed || seen.Count < 2) return null;
        if (KnownShapes(o) is { Length: > 1 } known) return [.. known];
        var shapes = new List<Shape>();
        foreach (var k in seen.Kinds)
        {
            if (k.Shape is not { } s) return null;
            shapes.Add(s);
        }
        return shapes;
    }

    /// <summary>The object, which is one of several shapes' from here on.</summary>
    private Node GuardShapes(Node o, List<Shape> shapes)
    {
        foreach (var s in shapes) Types.Add(s.Type);
        var self = GuardClass(o, InstanceClass(shapes)!);
        if (state.ShapesOf(self) is { } known && Array.TrueForAll(known, shapes.Contains)) return self;
        GuardTrue(OneOf(self, shapes));
        state.ShapeSets[self] = [.. shapes];
        return self;
    }

    /// <summary>The class of instances of all these shapes; null when they differ.</summary>
    private static Type? InstanceClass(List<Shape> shapes)
    {
        var c = Kind.InstanceClass(shapes[0]);
        return shapes.TrueForAll(s => Kind.InstanceClass(s) == c) ? c : null;
    }

    private Node OneOf(Node self, List<Shape> shapes)
    {
        if (shapes.Count > 2 && shapes.TrueForAll(s => s.Type.Solid == PyObject.TypeObject) && ShapeSets.BitOf(shapes) is var bit and not 0)
            return Kernel(Kernels.HasShapeOf, [self, Int(bit)]);
        var test = Kernel(Kernels.HasShape, [self, Ref(shapes[0])]);
        for (int n = 1; n < shapes.Count; n++) test = Append(new Node(region.NewId(), IrOp.OrBool, IrType.Bool, test, Kernel(Kernels.HasShape, [self, Ref(shapes[n])])));
        return test;
    }

    /// <summary>The slot in which an instance of each of these shapes has an attribute; -1 where that isn't so.</summary>
    private static int SharedSlotOf(List<Shape> shapes, PyStr name, bool reads)
    {
        int slot = -1;
        foreach (var s in shapes)
        {
            int at = SlotOf(s, name, s.Type.Lookup(name), reads);
            if (at < 0 || slot >= 0 && at != slot) return -1;
            slot = at;
        }
        return InstanceClass(shapes) != null ? slot : -1;
    }

    /// <summary>An attribute that is in the same slot in each of several shapes.</summary>
    private Node? SharedSlot(Node o, KindSet seen, PyStr name)
    {
        if (PossibleShapes(o, seen) is not { } shapes || !shapes.TrueForAll(s => Interp.UsesGenericGetAttr(s.Type))) return null;
        int slot = SharedSlotOf(shapes, name, reads: true);
        return slot < 0 ? null : LoadAttr(GuardShapes(o, shapes), slot, Result(), null);
    }

    /// <summary>Sets an attribute that is in the same slot in each of several shapes.</summary>
    private bool SetSharedSlot(Node o, KindSet seen, PyStr name, Node v, KindSet seenValue)
    {
        if (PossibleShapes(o, seen) is not { } shapes || !shapes.TrueForAll(s => s.Type.FindSlot(Slot.SetAttr) == PyType.NativeSlot)) return false;
        int slot = SharedSlotOf(shapes, name, reads: false);
        if (slot < 0) return false;
        StoreAttr(GuardShapes(o, shapes), slot, v, seenValue, null);
        foreach (var s in shapes)
        {
            Kill(new SlotAlias(slot, s.Type));
            Kill(new CellAlias(new SlotAlias(slot, s.Type)));
        }
        return true;
    }

    /// <summary>The function that a method's name means in each of several shapes, and the object as one of these.</summary>
    private (PyFunction Function, Node Self)? SharedMethod(Node o, KindSet seen, PyStr name)
    {
        if (PossibleShapes(o, seen) is not { } shapes || InstanceClass(shapes) == null) return null;
        PyFunction? shared = null;
        foreach (var s in shapes)
        {
            if (s.DictMode || !Interp.UsesGenericGetAttr(s.Type) || s.IndexOf(name) >= 0) return null;
            if (s.Type.Lookup(name) is not PyFunction f || shared != null && f != shared) return null;
            shared = f;
        }
        return (shared!, GuardShapes(o, shapes));
    }
}

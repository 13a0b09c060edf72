using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>
/// Lists that comprehensions fill with numbers of one kind: they have their storage from the beginning, so that a number is stored there and counted, which tier 2 has
/// instructions for.
/// </summary>
internal sealed partial class RegionBuilder
{
    /// <summary>The list of a comprehension that gives an item for each that its iterator has left.</summary>
    private Node NewListFor(Instr i, Node left) => ItemsOf(i.A) switch
    {
        KindTag.Int => Kernel(NativeKernels.IntList, [left], typeof(PyList), true),
        KindTag.Float => Kernel(NativeKernels.FloatList, [left], typeof(PyList), true),
        _ => Kernel(NativeKernels.RoomyListFor, [left, Int(i.D)], typeof(PyList), true),
    };

    /// <summary>What was always appended to the list that is made here in a register; null when that varies, none was, or there is often no room for it.</summary>
    private KindTag? ItemsOf(int register)
    {
        var code = point.Context.Code.Code;
        int pc = Array.FindIndex(code, point.Pc, n => n.Op == Op.ListAppend && n.A == register);
        return pc >= 0 && point.Context.At[pc] is { HotExits: 0, Operands: [_, var items, ..] } ? items.Tag : null;
    }

    /// <summary>
    /// Appends to a list that this region made with storage for such numbers. Nobody else has the list before the comprehension ends, so that nothing that is known of
    /// others changes, and nothing is known of this one. False when the list isn't one of these.
    /// </summary>
    private bool AppendNumber(Node list, Node v)
    {
        if (list is not { Op: IrOp.Call, Data: Kernel made } || made != NativeKernels.IntList && made != NativeKernels.FloatList) return false;
        v = Narrow(v, Operand(1));
        bool isInt = made == NativeKernels.IntList;
        if (v.Type != (isInt ? IrType.Int : IrType.Float)) return false;
        var store = ListStore(list, isInt ? typeof(long[]) : typeof(double[]));
        var room = Kernel(isInt ? Kernels.IntRoom : Kernels.FloatRoom, [store]);
        var count = Append(new Node(region.NewId(), IrOp.LoadField, IrType.Int, list) { Data = Fields.ListCount });
        var index = Make(IrOp.CheckIndex, IrType.Int, count, room, mayMove: false);
        index.NonNegative = true;
        Append(new Node(region.NewId(), IrOp.StoreItem, IrType.None, store, index, v));
        var next = Unchecked(IrOp.AddInt, count, Int(1));
        Append(new Node(region.NewId(), IrOp.StoreField, IrType.None, list, next) { Data = Fields.ListCount });
        return true;
    }
}

using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Operators and slices of lists, tuples and strs whose classes are known.</summary>
internal sealed partial class RegionBuilder
{
    /// <summary>A new list of two, or of one that is repeated; null for other operands.</summary>
    private Node? ListArithmetic(Op op, Node a, Node b)
    {
        if (op == Op.Add && a.Class == typeof(PyList) && b.Class == typeof(PyList)) return NewList(Kernels.ListConcat, a, b);
        if (op != Op.Mul) return null;
        if (a.Class == typeof(PyList) && b.Type is IrType.Int or IrType.Bool) return Repeated(a, b);
        return b.Class == typeof(PyList) && a.Type is IrType.Int or IrType.Bool ? Repeated(b, a) : null;
    }

    private Node Repeated(Node list, Node times) =>
        PartsOf(list) is { Names: null, Values: [var item] } ? NewList(Kernels.ListOfSame, item, times) : NewList(Kernels.ListRepeat, list, times);

    private Node NewList(Kernel k, Node a, Node b) => Kernel(k, [a, b], typeof(PyList));

    /// <summary>A part of a list, a tuple or a str between bounds that are ints or not given; null for others.</summary>
    private Node? PartOf(Node o, Node start, Node stop)
    {
        var k = o.Class == typeof(PyList) ? Kernels.ListPart : o.Class == typeof(PyTuple) ? Kernels.TuplePart : o.Class == typeof(PyStr) ? Kernels.StrPart : null;
        return k != null && BoundOf(start, 0) is { } from && BoundOf(stop, long.MaxValue) is { } to ? Kernel(k, [o, from, to], o.Class) : null;
    }

    /// <summary>Every so many items of a list between bounds that are ints or not given, by a step that is known; null for other keys.</summary>
    private Node? StepsOf(Node o, Node key)
    {
        if (o.Class != typeof(PyList) || key is not { Op: IrOp.Call, Args: [var start, var stop, var step] } || key.Data != NativeKernels.Slice) return null;
        if (Unwrapped(step) is not { Op: IrOp.ConstInt, Imm: not 0 and > -long.MaxValue and var by }) return null;
        if (BoundOf(Unwrapped(start), by < 0 ? long.MaxValue : 0) is not { } from || BoundOf(Unwrapped(stop), by < 0 ? long.MinValue : long.MaxValue) is not { } to) return null;
        return Kernel(Kernels.ListSteps, [o, from, to, Int(by)], typeof(PyList));
    }

    /// <summary>Removes a part of a list between bounds that are ints or not given; false for others.</summary>
    private bool DeletePart(Node list, Node key)
    {
        if (list.Class != typeof(PyList) || key is not { Op: IrOp.Call, Args: [var start, var stop, var step] } || key.Data != NativeKernels.Slice || !IsAbsent(Unwrapped(step))) return false;
        if (BoundOf(Unwrapped(start), 0) is not { } from || BoundOf(Unwrapped(stop), long.MaxValue) is not { } to) return false;
        Kernel(Kernels.ListDeletePart, [list, from, to]);
        KillLists();
        return true;
    }

    private static Node Unwrapped(Node v) => v.Op == IrOp.ToValue ? v.Args[0] : v;

    private bool IsAbsent(Node v) => v == None() || v.Class == typeof(PyNone);

    private Node? BoundOf(Node v, long absent) => IsAbsent(v) ? Int(absent) : v.Type is IrType.Int or IrType.Bool ? As(v, IrType.Int) : null;
}

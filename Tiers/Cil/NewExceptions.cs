using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Cil;

/// <summary>Finds the operations that raise nothing but exceptions that are made for that: nobody else knows those when they are raised.</summary>
internal static class NewExceptions
{
    private static readonly HashSet<object> Making =
    [
        NativeKernels.Plain.Binary, NativeKernels.Plain.Compare, NativeKernels.Plain.Unary, NativeKernels.Plain.GetItem, NativeKernels.Plain.SetItem,
        NativeKernels.Plain.DelItem, NativeKernels.Plain.GetSlice, NativeKernels.Plain.SetSlice, NativeKernels.Plain.In, NativeKernels.Plain.Unpack,
        Kernels.IntOfStr, Kernels.FloatOfStr,
    ];

    /// <summary>A call of C# that runs no Python code and hands nothing on that it was given, but in exceptions that it makes, or that have arguments which nobody has seen.</summary>
    public static bool IsPlainCall(Node n) =>
        n.Op == IrOp.Call
        && (Making.Contains(n.Data!) || Array.IndexOf(NativeKernels.Plain.Call, n.Data) >= 0 && IsClassCall(n)
            || Array.IndexOf(NativeKernels.Any.Call, n.Data) >= 0 && IsPlainNext(n)
            || n.Data == NativeKernels.Any.GetAttr && n.Args[0].Op == IrOp.ToValue && n.Args[0].Args[0] is { Op: IrOp.ConstRef, Data: PyNone }
            || n.Data == NativeKernels.Any.GetItem && n.Args[0].Op == IrOp.ToValue && n.Args[0].Args[0].Class == typeof(PyDict));

    /// <summary>What such a call raises is always an exception that it makes.</summary>
    public static bool AreMadeBy(Node n) => n.Op == IrOp.Call && n.Data != NativeKernels.Any.GetAttr && n.Data != NativeKernels.Any.GetItem;

    /// <summary>The call of a built-in class, which looks at its arguments only.</summary>
    public static bool IsClassCall(Node n) => n.Args is [{ Op: IrOp.ConstRef, Data: PyType { IsHeap: false } }, ..];

    /// <summary><c>next</c> of an iterator that runs no Python code.</summary>
    private static bool IsPlainNext(Node n) =>
        n.Args is [{ Op: IrOp.ConstRef, Data: PyBuiltinFunction { Name: "next", Module: "builtins" } }, { Op: IrOp.ToValue, Args: [{ Class: { } c }] }]
        && (c == typeof(PyListIterator) || c == typeof(PyTupleIterator) || c == typeof(PyRangeIterator));

    /// <summary>What an operation raises is new, and nothing refers to it but variables of the frames at its exit.</summary>
    public static bool AreRaisedBy(Node n, Region region)
    {
        if (n.Op != IrOp.Call) return false;
        if (n.Data != Kernels.RaiseExisting) return IsPlainCall(n) && AreMadeBy(n);
        var made = n.Args[0];
        return ExceptionKernels.ClassMadeBy(made) != null && region.Blocks.TrueForAll(b => b.Nodes.TrueForAll(x => !LetsOut(x, made)) && b.Condition != made && !IsPassed(b, made));
    }

    /// <summary>As <see cref="AreRaisedBy"/>, where the exception is caught in the region and so seen by its handler.</summary>
    public static bool IsMadeIn(Block b, Node raising)
    {
        if (raising.Op != IrOp.Call || raising.Data != Kernels.RaiseExisting || ExceptionKernels.ClassMadeBy(raising.Args[0]) == null) return false;
        int from = b.Nodes.IndexOf(raising.Args[0]), to = b.Nodes.IndexOf(raising);
        if (from < 0) return false;
        for (int k = from + 1; k < to; k++)
            if (LetsOut(b.Nodes[k], raising.Args[0])) return false;
        return true;
    }

    private static bool LetsOut(Node n, Node made)
    {
        for (int k = 0; k < n.Args.Length; k++)
            if (n.Args[k] == made && !(k == 0 && IsOwn(n))) return true;
        // Whoever runs meanwhile may look at the variables.
        return (n.Effects & Effects.RunsPython) != 0 && (Has(n.Exit, made) || Has(n.AfterExit, made));
    }

    private static bool IsOwn(Node n) =>
        n.Op == IrOp.GuardShape || n.Op == IrOp.Call && (n.Data == Kernels.AddHeirAttr || n.Data == Kernels.StoreHeirSlot || n.Data == Kernels.InitException || n.Data == Kernels.RaiseExisting);

    private static bool Has(Snapshot? s, Node made) => s != null && s.Values().Any(v => v == made);

    private static bool IsPassed(Block b, Node made)
    {
        foreach (var edge in b.Edges)
            if (Array.IndexOf(edge.Args, made) >= 0) return true;
        return false;
    }
}

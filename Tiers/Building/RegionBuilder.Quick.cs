using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Instructions that meet too much for paths of their own: a kernel does what needs no Python code, the interpreter the rest.</summary>
internal sealed partial class RegionBuilder
{
    private void GetAttrQuickly(Instr i) =>
        OrInterpret(Kernel(Kernels.QuickAttribute, [Get(i.B), Ref(point.Context.Code.Names[i.C])]), v => Set(i.A, v));

    private void SetAttrQuickly(Instr i)
    {
        var set = Kernel(Kernels.QuickSet, [Get(i.A), Ref(point.Context.Code.Names[i.B]), Get(i.C)]);
        KillHeap();
        OrInterpret(set, _ => { });
    }

    private void LoadMethodQuickly(Instr i)
    {
        var o = Get(i.B);
        var name = Ref(point.Context.Code.Names[i.C]);
        bool isAttribute = AreAttributes(Operand(0), point.Context.Code.Names[i.C]);
        OrInterpret(Kernel(isAttribute ? Kernels.QuickAttribute : Kernels.QuickMethod, [o, name]), v =>
        {
            Set(i.A, v);
            Set(i.A + 1, isAttribute ? Missing() : o);
        });
    }

    /// <summary>What is called isn't a method of the objects' classes, but what classes and modules have, or the objects themselves.</summary>
    private static bool AreAttributes(KindSet seen, PyStr name)
    {
        foreach (var k in seen.Kinds)
            if (k.Object is not (PyType or PyModule) && !(k.Shape is { } s && (s.DictMode ? s.Type.Lookup(name) is not (PyFunction or PyMethodDescriptor) : s.IndexOf(name) >= 0))) return false;
        return !seen.Kinds.IsEmpty;
    }

    /// <summary>A jump on the truth of something. Ends the block.</summary>
    private void JumpOnTruthQuickly(Instr i) =>
        JumpQuickly(Kernel(Kernels.QuickTruth, [Get(i.A)]), i.Op == Op.JumpIfTrue, region.Function != null && HasQuickTruth(Operand(0)));

    /// <summary>All that was seen are values whose truth the kernel finds.</summary>
    private static bool HasQuickTruth(KindSet seen)
    {
        foreach (var k in seen.Kinds)
            if (k.Tag == KindTag.Object && !(k.Class is { } c && (c == typeof(PyStr) || c == typeof(PyList) || c == typeof(PyDict) || c == typeof(PyTuple)))) return false;
        return !seen.Overflowed && seen.Count > 0;
    }

    /// <summary>A jump on whether two values are equal, or not. Ends the block.</summary>
    private void JumpOnEqualityQuickly(CmpOp op, Node a, Node b, bool when) =>
        JumpQuickly(Kernel(QuickEquality(op), [a, b]), when);

    private void EqualityQuickly(Instr i, CmpOp op) => OrInterpret(Kernel(QuickEquality(op), [Get(i.B), Get(i.C)]), v => Set(i.A, v));

    private static Kernel QuickEquality(CmpOp op) => op == CmpOp.Eq ? Kernels.QuickEqual : Kernels.QuickUnequal;

    /// <summary>Jumps on the bool that a kernel found, or where that is the mark of nothing done, on what the interpreter finds. Ends the block.</summary>
    /// <param name="isDone">
    /// The kernel does all that was ever seen here. For the rest the region is left: the interpreter looks at frames, which all functions that call this one would
    /// have to bring into memory, though it never comes to it.
    /// </param>
    private void JumpQuickly(Node found, bool when, bool isDone = false) =>
        Branch(Append(new Node(region.NewId(), IrOp.IsDone, IrType.Bool, found)),
            () =>
            {
                if (isDone) LeaveAt(point.Pc, "undone");
                else JumpOn(InterpretTruth(), when);
            },
            () => JumpOn(Make(IrOp.ValueIs, IrType.Bool, found, As(Bool(true), IrType.Val), mayMove: false), when));

    /// <summary>Goes on with what a kernel found, or where that is the mark of nothing done, with what the interpreter finds. Ends the block.</summary>
    private void OrInterpret(Node found, Action<Node> use)
    {
        var (context, next) = (point.Context, point.Context.Info.Next(point.Pc));
        Branch(Append(new Node(region.NewId(), IrOp.IsDone, IrType.Bool, found)), () =>
        {
            InterpretAll();
            CheckValidity();
            GoTo(context, next);
        }, () =>
        {
            use(found);
            GoTo(context, next);
        });
    }
}

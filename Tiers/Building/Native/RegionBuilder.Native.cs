using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>
/// Instructions on built-in objects that have no operation of their own: C# does them as the interpreter does, without the frames. Python code
/// that they may run (a comparison in a container) ends what is known of the heap.
/// </summary>
internal sealed partial class RegionBuilder
{
    /// <summary>An operand that is guarded to be of a built-in type; plain: no operation on it runs Python code.</summary>
    private readonly record struct NativeOperand(Node Value, bool Plain);

    private bool ranPython;

    /// <summary>Null when instances of Python classes were seen, or nothing.</summary>
    private NativeOperand? Native(Node v, KindSet seen)
    {
        v = Narrow(v, seen);
        if (v.Type is IrType.Int or IrType.Float or IrType.Bool) return new(v, true);
        if (v.Op == IrOp.ConstRef)
            return v.Data is PyObject { Shape.Type.IsHeap: false } o && o != Tags.Missing ? new(v, NativeClasses.IsPlain(o.GetType())) : null;
        if (v.Class is { } c && NativeClasses.IsExact(c)) return new(v, NativeClasses.IsPlain(c));
        if (!NativeClasses.AreBuiltin(seen)) return null;
        bool plain = NativeClasses.ArePlain(seen);
        v = As(v, IrType.Val);
        GuardTrue(Kernel(plain ? NativeKernels.IsPlain : NativeKernels.IsBuiltin, [v]));
        return new(v, plain);
    }

    /// <summary>
    /// As <see cref="Native"/>; or an instance of a Python class that derives from a built-in one and leaves a special method to it.
    /// </summary>
    private NativeOperand? NativeOrHeir(Node v, KindSet seen, Slot slot)
    {
        if (Native(v, seen) is { } x) return x;
        if (seen.Single?.Heir is not { } heir || heir.Type.FindSlot(slot) != PyType.NativeSlot) return null;
        return new(GuardHeir(v, heir), false);
    }

    private static NativeKernels Kernels2(bool plain) => plain ? NativeKernels.Plain : NativeKernels.Any;

    /// <summary>Calls the kernel of an instruction; when Python code may run, the region goes on only if it is still valid after it.</summary>
    private Node NativeKernel(Func<NativeKernels, Kernel> which, bool plain, params Node[] args)
    {
        if (!plain) ranPython = true;
        return Kernel(which(Kernels2(plain)), args);
    }

    /// <summary>The address of the instruction being translated.</summary>
    private unsafe Node Address => Int((long)(point.Context.Code.Start + point.Pc));

    /// <summary>Leaves behind the instruction when what the region relies on was changed by Python code that ran in it.</summary>
    private void CheckValidity()
    {
        if (!ranPython) return;
        ranPython = false;
        Append(new Node(region.NewId(), IrOp.Poll, IrType.None) { Exit = MakeSnapshot(point.Context.Info.Next(point.Pc)) });
    }

    private void KillLists()
    {
        Kill(Fields.ListCount);
        Kill(Fields.ListStore);
        Kill(IntItems);
        Kill(FloatItems);
        Kill(ObjectItems);
    }

    private void KillDicts()
    {
        // The dict may be the namespace that the region relies on.
        ranPython = true;
        KillDictItems();
    }

    private void KillDictItems()
    {
        Kill(DictItems);
        // The dict may be a module's namespace.
        Kill(Fields.GlobalSlot);
        Kill(new CellAlias(Fields.GlobalSlot));
        Kill(Fields.KeysVersion);
    }

    // ---- operators

    private Node? NativeArithmetic(Node a, Node b, KindSet seenA, KindSet seenB)
    {
        if (Native(a, seenA) is not { } x || Native(b, seenB) is not { } y || !MayBeResized(x.Value)) return null;
        return NativeKernel(k => k.Binary, x.Plain && y.Plain, Address, x.Value, y.Value);
    }

    private Node? NativeComparison(CmpOp op, Node a, Node b, KindSet seenA, KindSet seenB)
    {
        if (Native(a, seenA) is not { } x || Native(b, seenB) is not { } y) return null;
        return TruthOf(NativeKernel(k => k.Compare, x.Plain && y.Plain, Int((long)op), x.Value, y.Value), x.Plain && y.Plain);
    }

    private Node? NativeTruth(Node v, KindSet seen)
    {
        if (Native(v, seen) is not { } x) return null;
        bool plain = x.Plain || x.Value.Class is { } c && NativeClasses.IsExact(c);
        if (x.Plain && x.Value.Type == IrType.Val) return Kernel(NativeKernels.PlainTruth, [x.Value]);
        return TruthOf(NativeKernel(k => k.Truth, plain, x.Value), plain);
    }

    /// <summary>A result that is True or False as a condition. A jump on it isn't done again when it can't be known what finding it did.</summary>
    private Node TruthOf(Node v, bool plain)
    {
        var truth = Make(IrOp.ValueIs, IrType.Bool, v, As(Bool(true), IrType.Val), mayMove: false);
        if (!plain) interpretedCondition = truth;
        return truth;
    }

    private Node? NativeUnary(Op op, Node v, KindSet seen)
    {
        // Inverting a bool warns, and warnings look at frames.
        if (op == Op.Invert && v.Type == IrType.Bool || Native(v, seen) is not { } x) return null;
        if (op == Op.Invert && !seen.Kinds.IsEmpty && NativeClasses.ArePlain(seen) && seen.Class != typeof(PyBigInt)) return null;
        return NativeKernel(k => k.Unary, x.Plain, Int((long)op), x.Value);
    }

    private Node? NativeIn(Instr i)
    {
        if (NativeOrHeir(Get(i.C), Operand(1), Slot.Contains) is not { } container) return null;
        var item = Narrow(Get(i.B), Operand(0));
        if (Membership(container.Value, item, Operand(0)) is { } found)
        {
            var truth = found.Type == IrType.Bool ? found : TruthOf(found, true);
            return i.D != 0 ? Not(truth) : truth;
        }
        bool plain = IsPlainOperand(item, Operand(0)) && container.Value.Class is { } c
            && (c == typeof(PyStr) || c == typeof(PyBytes) || c == typeof(PyRange));
        return TruthOf(NativeKernel(k => k.In, plain, Address, container.Value, item), plain);
    }

    /// <summary>A value whose hash and comparisons run no Python code, guarded to be one.</summary>
    private bool IsPlainOperand(Node v, KindSet seen)
    {
        if (v.Type is IrType.Int or IrType.Float or IrType.Bool || v.Class is { } c && NativeClasses.IsPlain(c)) return true;
        if (!NativeClasses.ArePlain(seen)) return false;
        GuardTrue(Kernel(NativeKernels.IsPlain, [As(v, IrType.Val)]));
        return true;
    }

    // ---- items

    private Node? NativeGetItem(Node o, Node key, KindSet seen, KindSet seenKey)
    {
        if (NativeOrHeir(o, seen, Slot.GetItem) is not { } x) return null;
        key = Narrow(key, seenKey);
        bool plain = IsPlainOperand(key, seenKey) && x.Value.Class is { } c
            && (c == typeof(PyStr) || c == typeof(PyBytes) || c == typeof(PyByteArray) || c == typeof(PyList) || c == typeof(PyTuple) || c == typeof(PyRange));
        return NativeKernel(k => k.GetItem, plain, x.Value, key);
    }

    private bool NativeSetItem(Node o, Node key, Node v)
    {
        if (NativeOrHeir(o, Operand(0), Slot.SetItem) is not { } x || !MayBeResized(x.Value)) return false;
        bool list = x.Value.Class == typeof(PyList) && key.Type == IrType.Int;
        NativeKernel(k => k.SetItem, list, x.Value, key, v);
        if (list) KillLists();
        return true;
    }

    private bool NativeDelItem(Instr i)
    {
        if (NativeOrHeir(Get(i.A), Operand(0), Slot.DelItem) is not { } x) return false;
        var key = Narrow(Get(i.B), Operand(1));
        if (x.Value.Class == typeof(PyDict) && IsQuickKey(key, Operand(1)))
        {
            Kernel(Kernels.DictDelete, [x.Value, key]);
            KillDictItems();
            return true;
        }
        if (DeletePart(x.Value, key)) return true;
        if (!MayBeResized(x.Value)) return false;
        bool list = x.Value.Class == typeof(PyList) && key.Type == IrType.Int;
        NativeKernel(k => k.DelItem, list, x.Value, key);
        if (list) KillLists();
        return true;
    }

    private Node? NativeGetSlice(Instr i)
    {
        if (Native(Get(i.B), Operand(0)) is not { } x) return null;
        Node start = Narrow(Get(i.C), Operand(1)), stop = Narrow(Get(i.C + 1), Operand(2));
        if (PartOf(x.Value, start, stop) is { } part) return part;
        bool plain = x.Value.Class is { } c && (c == typeof(PyStr) || c == typeof(PyList) || c == typeof(PyTuple) || c == typeof(PyBytes) || c == typeof(PyByteArray))
            && IsPlainOperand(start, Operand(1)) && IsPlainOperand(stop, Operand(2));
        return NativeKernel(k => k.GetSlice, plain, x.Value, start, stop);
    }

    private bool NativeSetSlice(Instr i)
    {
        if (Native(Get(i.A), Operand(0)) is not { } x || !MayBeResized(x.Value)) return false;
        NativeKernel(k => k.SetSlice, false, x.Value, Get(i.B), Get(i.B + 1), Get(i.C));
        return true;
    }

    // ---- unpacking

    private bool NativeUnpack(Instr i)
    {
        if (i.C > 64 || Native(Get(i.B), Operand(0)) is not { } x) return false;
        bool plain = x.Plain || x.Value.Class == typeof(PyList) || x.Value.Class == typeof(PyTuple);
        FromTuple(NativeKernel(k => k.Unpack, plain, x.Value, Int(i.C)), i.A, i.C);
        return true;
    }

    private bool NativeUnpackEx(Instr i)
    {
        if (Native(Get(i.B), Operand(0)) is not { } x) return false;
        bool plain = x.Plain || x.Value.Class == typeof(PyList) || x.Value.Class == typeof(PyTuple);
        FromTuple(NativeKernel(k => k.UnpackEx, plain, x.Value, Int(i.C), Int(i.D)), i.A, i.C + 1 + i.D);
        return true;
    }

    private void FromTuple(Node items, int register, int count)
    {
        var tuple = AsTuple(items);
        for (int n = 0; n < count; n++) Set(register + n, ItemOf(tuple, n));
    }

    private Node AsTuple(Node v) => AsResult(v, typeof(PyTuple));

    /// <summary>What a kernel returned that returns objects of one class: the guard can't fail.</summary>
    private Node AsResult(Node v, Type c) =>
        Append(new Node(region.NewId(), IrOp.GuardClass, IrType.Ref, v) { Data = c, Class = c, NotNull = true, Exit = Exit, IsOutcome = true });

    private Node ItemOf(Node tuple, int index) => Make(IrOp.LoadTupleItem, IrType.Val, tuple, Int(index), mayMove: false);

    // ---- displays

    /// <summary>How many items an iterator is still to give, read from its fields, so that it goes nowhere; null when they don't tell.</summary>
    private Node? ItemsLeft(Node it)
    {
        if (it.Class == typeof(PyRangeIterator)) return Load(IrOp.LoadField, IrType.Int, it, Fields.RangeLeft, 0, Fields.RangeLeft);
        if (it.Class != typeof(PyListIterator)) return null;
        return Unchecked(IrOp.SubInt, ListCount(ListOf(it)), Load(IrOp.LoadField, IrType.Int, it, Fields.ListIteratorIndex, 0, Fields.ListIteratorIndex));
    }

    private void BuildList(Instr i)
    {
        if (i.C == 0)
        {
            Set(i.A, i.D == 0 ? NewKnownList([])
                : ItemsLeft(Get(i.B)) is { } left ? NewListFor(i, left)
                : Kernel(NativeKernels.RoomyList, [Get(i.B), Int(i.D)], typeof(PyList), true));
            return;
        }
        int first = Math.Min((int)i.C, 4);
        var items = new Node[first];
        for (int n = 0; n < first; n++) items[n] = Get(i.B + n);
        var list = NewKnownList(items);
        for (int n = first; n < i.C; n++) Kernel(Kernels.AppendValue, [list, Get(i.B + n)]);
        Set(i.A, list);
    }

    private void BuildMap(Instr i)
    {
        if (i.D != 0 && ItemsLeft(Get(i.B)) is { } left)
        {
            Set(i.A, Kernel(NativeKernels.RoomyDict, [left], typeof(PyDict), true));
            return;
        }
        var items = new (Node Key, bool Plain, Node Value)[i.C];
        for (int n = 0; n < i.C; n++)
        {
            var key = Narrow(Get(i.B + 2 * n), Operand(2 * n));
            items[n] = (key, IsPlainOperand(key, Operand(2 * n)), Get(i.B + 2 * n + 1));
        }
        if (items.Length <= ArgumentParts.Max && NamesAmong(items) is { } names)
        {
            Set(i.A, NewKnownDict(names, Array.ConvertAll(items, x => x.Value)));
            return;
        }
        var d = Kernel(NativeKernels.NewDictOf[0], [], typeof(PyDict), true);
        bool all = true;
        foreach (var (key, plain, v) in items) NativeKernel(k => k.MapAdd, all &= plain, d, key, v);
        Set(i.A, d);
    }

    /// <summary>The keys when they are different constant strs; else null.</summary>
    private static PyStr[]? NamesAmong((Node Key, bool Plain, Node Value)[] items)
    {
        var names = new List<PyStr>();
        foreach (var (key, _, _) in items)
        {
            if (key is not { Op: IrOp.ConstRef, Data: PyStr name } || name.GetType() != typeof(PyStr) || names.Exists(n => n.Equals(name))) return null;
            names.Add(name);
        }
        return [.. names];
    }

    private void BuildSet(Instr i)
    {
        var items = new (Node Item, bool Plain)[i.C];
        for (int n = 0; n < i.C; n++)
        {
            var v = Narrow(Get(i.B + n), Operand(n));
            items[n] = (v, IsPlainOperand(v, Operand(n)));
        }
        var set = Kernel(NativeKernels.NewSet, [], typeof(PySet), true);
        bool all = true;
        foreach (var (v, plain) in items) NativeKernel(k => k.SetAdd, all &= plain, set, v);
        Set(i.A, set);
    }

    private void BuildString(Instr i)
    {
        if (i.C < 2)
        {
            InterpretAll();
            return;
        }
        Node? all = null;
        for (int n = 0; n < i.C;)
        {
            int most = NativeKernels.Join.Length - 1, take = Math.Min(all == null ? most : most - 1, i.C - n);
            var parts = new List<Node>();
            if (all != null) parts.Add(all);
            for (int m = 0; m < take; m++) parts.Add(Get(i.B + n + m));
            all = Kernel(NativeKernels.Join[parts.Count], [.. parts], typeof(PyStr), true);
            n += take;
        }
        Set(i.A, all!);
    }

    private bool MakeFunction(Instr i)
    {
        var like = Top.Function ?? Ref(point.Context.Function);
        Node Part(int n) => (i.D & 1 << n) != 0 ? Get(i.C + n) : Missing();
        var code = Constant(point.Context.Code.Consts[i.B]);
        var module = GlobalsCell(Interp.Names.Name) is { } cell && AssumedValue(cell) is { Type: IrType.Ref } name ? name : null;
        if (module == null || i.D is not (0 or 8) || i.D == 8 && !IsTakenApart(Get(i.C + 3)))
        {
            var made = Kernel(NativeKernels.NewFunction, [code, like, Part(0), Part(1), Part(2), Part(3), module ?? Missing()], typeof(PyFunction), true);
            NoteFunction(made, code, like);
            Set(i.A, made);
        }
        else Set(i.A, NewFunction(code, like, module, i.D == 8 ? Get(i.C + 3) : null));
        return true;
    }

    private bool FormatValue(Instr i)
    {
        if (FormatInstance(i)) return true;
        if (Native(Get(i.B), Operand(0)) is not { } x) return false;
        var spec = (i.D & 4) != 0 ? Get(i.C) : Missing();
        Set(i.A, NativeKernel(k => k.Format, x.Plain, x.Value, Int(i.D), spec));
        return true;
    }

    private void SetAdd(Instr i)
    {
        var set = GuardClass(Get(i.A), typeof(PySet));
        var v = Narrow(Get(i.B), Operand(1));
        if (IsQuickKey(v, Operand(1))) Kernel(Kernels.SetAdd, [set, v]);
        else NativeKernel(k => k.SetAdd, false, set, v);
    }

    private void MapAdd(Instr i)
    {
        var d = GuardClass(Get(i.A), typeof(PyDict));
        var key = Narrow(Get(i.B), Operand(1));
        if (IsQuickKey(key, Operand(1))) Kernel(Kernels.DictSet, [d, key, Get(i.C)]);
        else NativeKernel(k => k.MapAdd, false, d, key, Get(i.C));
    }

    private void ListExtend(Instr i)
    {
        if (ExtendKnownList(i)) return;
        var list = GuardClass(Get(i.A), typeof(PyList));
        NativeKernel(k => k.ListExtend, false, list, Get(i.B));
    }

    private void Update(Instr i, Type c, Func<NativeKernels, Kernel> which)
    {
        var target = GuardClass(Get(i.A), c);
        NativeKernel(which, false, target, Get(i.B));
    }

    /// <summary>The keywords of a call: dicts only, as others are asked for their keys.</summary>
    private bool DictMerge(Instr i)
    {
        if (Operand(1).Class != typeof(PyDict)) return false;
        if (MergeKnownDict(i)) return true;
        var target = GuardClass(Get(i.A), typeof(PyDict));
        var source = GuardClass(Get(i.B), typeof(PyDict));
        NativeKernel(k => k.DictMerge, false, target, source, Get(i.C));
        return true;
    }
}

using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Modules.Collections;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Items of lists, tuples, dicts and strs.</summary>
internal sealed partial class RegionBuilder
{
    private static readonly object IntItems = "int items", FloatItems = "float items", ObjectItems = "object items", DictItems = "dict items";

    public static object ItemsAlias(Type store) => store == typeof(long[]) ? IntItems : store == typeof(double[]) ? FloatItems : ObjectItems;

    private Node ListCount(Node list) => Load(IrOp.LoadField, IrType.Int, list, Fields.ListCount, 0, Fields.ListCount);

    /// <summary>The list's storage, guarded to be the array class that was seen.</summary>
    private Node ListStore(Node list, Type store)
    {
        var raw = Load(IrOp.LoadField, IrType.Ref, list, Fields.ListStore, 0, Fields.ListStore, notNull: true);
        return Make(IrOp.GuardClass, IrType.Ref, raw, data: store, c: store, notNull: true);
    }

    private Node LoadElement(Node store, Node index, KindSet seen)
    {
        if (store.Class == typeof(long[])) return Make(IrOp.LoadItem, IrType.Int, store, index, alias: IntItems);
        if (store.Class == typeof(double[])) return Make(IrOp.LoadItem, IrType.Float, store, index, alias: FloatItems);
        var raw = Make(IrOp.LoadItem, IrType.Ref, store, index, alias: ObjectItems);
        return FromBox(raw, seen);
    }

    /// <summary>What a container's raw element stands for: numbers are boxed there.</summary>
    private Node FromBox(Node raw, KindSet seen)
    {
        switch (seen.Tag)
        {
            case KindTag.Bool: return Guard(IrOp.GuardBool, IrType.Bool, raw);
            case KindTag.None: return GuardConst(raw, PyNone.Instance);
            case KindTag.Object when seen.Class is { } c: return GuardSlot(raw, c);
        }
        return Kernel(Kernels.FromHeap, [raw]);
    }

    /// <summary>What a container holds the value in, where it was taken from one: boxes of numbers never change, so another container may hold the same.</summary>
    private static Node? BoxOf(Node v)
    {
        if (v.Op == IrOp.ToValue) v = v.Args[0];
        if (v.Op is IrOp.GuardInt or IrOp.GuardFloat) v = v.Args[0];
        return v.Op == IrOp.Call && v.Data == Kernels.FromHeap ? v.Args[0] : null;
    }

    public static Type? SeenStore(KindSet seen) => seen.Single?.Store;

    /// <summary>An item of a list or tuple by its index, which may be too large where that was seen and is caught; null for other containers.</summary>
    private Node? ItemOfSequence(Node o, Node key, KindSet seen)
    {
        if (key.Type != IrType.Int) return null;
        if (o.Class == typeof(PyList) && SeenStore(seen) is { } s)
        {
            var index = IndexOrFail(key, ListCount(o), "list index out of range");
            return LoadElement(ListStore(o, s), index, Result());
        }
        if (o.Class != typeof(PyTuple)) return null;
        var at = IndexOrFail(key, Pure(IrOp.TupleLength, IrType.Int, o), "tuple index out of range");
        return Narrow(Make(IrOp.LoadTupleItem, IrType.Val, o, at), Result());
    }

    private Node? GetItem(Node o, Node key, KindSet seen, KindSet seenKey)
    {
        o = Narrow(o, seen);
        key = Narrow(key, seenKey);
        if (o.Class == typeof(PyStr) && key.Type == IrType.Int && !Seen.Raises) return GetCharacter(o, key, seen);
        if (StepsOf(o, key) is { } steps) return steps;
        if ((FailsHere || Seen.HotExits == 0 && !Seen.Raises) && ItemOfSequence(o, key, seen) is { } item) return item;
        if (key.Type == IrType.Bool || Seen.HotExits > 0 || Seen.Raises) return NativeGetItem(o, key, seen, seenKey);
        if (o.Class == typeof(PyDeque) && key.Type == IrType.Int) return Narrow(Answer(Kernels.DequeItem, o, key), Result());
        if (GetElement(o, key, seen) is { } element) return element;
        if (IsQuickKey(key, seenKey) && IsDict(o))
        {
            if (state.Lookup(o, key) is { } found)
            {
                GuardTrue(Not(Pure(IrOp.IsDone, IrType.Bool, found)));
                return Narrow(found, Result());
            }
            var v = key.Class == typeof(PyStr) ? Kernel(Kernels.DictGetStr, [o, key]) : Kernel(Kernels.DictGet, [o, key]);
            Make(IrOp.GuardBound, IrType.None, v, mayMove: false);
            return Narrow(v, Result());
        }
        return NativeGetItem(o, key, seen, seenKey);
    }

    private void SetItem(Instr i)
    {
        var o = Narrow(Get(i.A), Operand(0));
        var key = Narrow(Get(i.B), Operand(1));
        var v = Narrow(Get(i.C), Operand(2));
        if (o.Class == typeof(PyList) && key.Type == IrType.Int && SeenStore(Operand(0)) is { } s)
        {
            Node? item = s == typeof(long[]) ? v.Type == IrType.Int ? v : null
                : s == typeof(double[]) ? v.Type == IrType.Float ? v : null
                : v.Type is IrType.Ref or IrType.Bool ? As(v, IrType.Ref) : BoxOf(v) ?? Kernel(Kernels.ToHeap, [v]);
            if (item != null)
            {
                var store = ListStore(o, s);
                var index = Make(IrOp.CheckIndex, IrType.Int, key, ListCount(o), mayMove: false);
                Append(new Node(region.NewId(), IrOp.StoreItem, IrType.None, store, index, item));
                Kill(ItemsAlias(s));
                if (s != typeof(PyObject[])) state.Facts[new FactKey(IrOp.LoadItem, store, index, null, 0)] = (item, ItemsAlias(s));
                return;
            }
        }
        if (IsQuickKey(key, Operand(1)) && IsDict(o))
        {
            Kernel(Kernels.DictSet, [o, key, v]);
            KillDictItems();
            return;
        }
        if (!SetElement(o, key, v, Operand(0)) && !NativeSetItem(o, key, v)) InterpretAll();
    }

    /// <summary>A dict, or one of the built-in kinds of dict that do the same for keys that are there.</summary>
    private bool IsDict(Node o)
    {
        if (o.Class == typeof(PyDict)) return true;
        if (Seen.HotExits > 0 || Seen.Raises || o.Class is not { } c || c != typeof(PyDefaultDict) && c != typeof(PyOrderedDict)) return false;
        GuardTrue(Kernel(NativeKernels.IsBuiltin, [o]));
        return true;
    }

    private void ListAppend(Node list, Node v, KindSet lists, KindSet seen)
    {
        if (SeenStore(lists) == typeof(PyObject[]) && BoxOf(v) is { } box) Kernel(Kernels.AppendBox, [list, box]);
        else
        {
            v = Narrow(v, seen);
            Kernel(v.Type switch
            {
                IrType.Int => Kernels.AppendInt,
                IrType.Float => Kernels.AppendFloat,
                IrType.Ref => Kernels.AppendObject,
                _ => Kernels.AppendValue,
            }, [list, v]);
        }
        Kill(Fields.ListCount);
        Kill(Fields.ListStore);
        Kill(IntItems);
        Kill(FloatItems);
        Kill(ObjectItems);
    }

    private void Unpack(Instr i)
    {
        var o = Narrow(Get(i.B), Operand(0));
        if (o.Class == typeof(PyTuple))
        {
            GuardTrue(IntCompare(CmpOp.Eq, Pure(IrOp.TupleLength, IrType.Int, o), Int(i.C)));
            var items = new Node[i.C];
            for (int n = 0; n < items.Length; n++)
            {
                // A tuple that was made just now need not exist, if no exit here needs it.
                bool made = state.Facts.ContainsKey(new FactKey(IrOp.LoadTupleItem, o, Int(n), null, 0));
                var item = Make(IrOp.LoadTupleItem, IrType.Val, o, Int(n));
                items[n] = !made ? Narrow(item, Result(n)) : item.Op == IrOp.ToValue ? item.Args[0] : item;
            }
            for (int n = 0; n < items.Length; n++) Set(i.A + n, items[n]);
            return;
        }
        if (o.Class == typeof(PyList) && SeenStore(Operand(0)) is { } s)
        {
            GuardTrue(IntCompare(CmpOp.Eq, ListCount(o), Int(i.C)));
            var store = ListStore(o, s);
            var items = new Node[i.C];
            for (int n = 0; n < items.Length; n++) items[n] = LoadElement(store, Int(n), Result(n));
            for (int n = 0; n < items.Length; n++) Set(i.A + n, items[n]);
            return;
        }
        if (!NativeUnpack(i)) InterpretAll();
    }

    private void BuildTuple(Instr i)
    {
        var items = new List<Node>();
        for (int n = 0; n < i.C; n++) items.Add(Get(i.B + n));
        Set(i.A, TupleOf(items));
    }
}

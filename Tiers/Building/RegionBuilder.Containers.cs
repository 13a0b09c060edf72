using TieredPy.Runtime.Modules.Collections;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Methods of containers with kernels of their own, and the classes of values.</summary>
internal sealed partial class RegionBuilder
{
    /// <summary>A method of a container that was seen with plain operands only; null for all others.</summary>
    private Node? ContainerCall(string name, List<Node> args, KindSet[] seen)
    {
        switch (name, args.Count)
        {
            case ("set.add" or "set.remove" or "set.discard", 2) when args[0].Class == typeof(PySet) && IsQuickKey(args[1], seen[1]):
                Kernel(name == "set.add" ? Kernels.SetAdd : name == "set.remove" ? Kernels.SetRemove : Kernels.SetDiscard, [args[0], args[1]]);
                return None();
            case ("dict.get", 2 or 3) when IsQuickKey(args[1], seen[1]) && IsDict(args[0]):
                return Narrow(Answer(ByKey(args[1], Kernels.DictGetOrInt, Kernels.DictGetOrStr, Kernels.DictGetOr), args[0], args[1], args.Count > 2 ? args[2] : None()), Result());
            case ("dict.setdefault", 2 or 3) when args[0].Class == typeof(PyDict) && IsQuickKey(args[1], seen[1]):
                return Changed(Kernels.DictSetDefault, args[0], args[1], args.Count > 2 ? args[2] : None());
            case ("dict.pop", 2) when args[0].Class == typeof(PyDict) && IsQuickKey(args[1], seen[1]):
                return Changed(Kernels.DictPop, args[0], args[1]);
            case ("builtins.iter", 1) when args[0].Class == typeof(PyDict):
                return Kernel(Kernels.DictKeyIterator, [args[0]], typeof(PyDictKeyIterator), true);
            case ("builtins.next", 1) when args[0].Class == typeof(PyDictKeyIterator) && Seen.HotExits == 0 && !Seen.Raises:
                return Taken(Kernel(Kernels.NextKey, [args[0]]));
            case ("builtins.next", 1) when FailsHere && NativeClasses.IsSequenceIterator(args[0].Class):
                return NextOrFail(args[0]);
            case ("builtins.getattr", 3) when IsQuickAttribute(args, seen):
                return Answer(Kernels.QuickAttributeOr, args[0], args[1], args[2]);
            case ("builtins.hasattr", 2) when IsQuickAttribute(args, seen):
                return Make(IrOp.GuardBool, IrType.Bool, Kernel(Kernels.QuickHasAttribute, [args[0], args[1]]), mayMove: false);
            case ("builtins.id", 1):
                return IdOf(args[0]);
            case ("list.pop", 1) when args[0].Class == typeof(PyList):
                {
                    if (SeenStore(seen[0]) is { } store && Seen.HotExits == 0) return PopLast(args[0], store);
                    var v = Kernel(Kernels.ListPop, [args[0]]);
                    KillLists();
                    return v;
                }
            case ("deque.append" or "deque.appendleft", 2) when args[0].Class == typeof(PyDeque):
                Kernel(name == "deque.append" ? Kernels.DequeAppend : Kernels.DequeAppendLeft, [args[0], args[1]]);
                return None();
            case ("deque.pop" or "deque.popleft", 1) when args[0].Class == typeof(PyDeque) && Seen.HotExits == 0 && !Seen.Raises:
                return Taken(Kernel(name == "deque.pop" ? Kernels.DequePop : Kernels.DequePopLeft, [args[0]]));
            default:
                return null;
        }
    }

    /// <summary>What a kernel took out of a container; Missing, and nothing is done, where that is left to the interpreter.</summary>
    private Node Taken(Node v)
    {
        Append(new Node(region.NewId(), IrOp.GuardBound, IrType.None, v) { Exit = Exit, IsOutcome = true });
        return v;
    }

    /// <summary>Whether an attribute of a known name is worth looking for without running Python code.</summary>
    private bool IsQuickAttribute(List<Node> args, KindSet[] seen) =>
        Seen.HotExits == 0 && !Seen.Raises && args[0].Type is IrType.Ref or IrType.Val && args[1] is { Op: IrOp.ConstRef, Data: PyStr { IsExact: true } } && !seen[0].Overflowed;

    /// <summary>The last item of a list with the storage that was seen; the interpreter says that a list is empty.</summary>
    private Node PopLast(Node list, Type store)
    {
        var items = ListStore(list, store);
        var count = ListCount(list);
        GuardTrue(IntCompare(CmpOp.Gt, count, Int(0)));
        var last = Unchecked(IrOp.SubInt, count, Int(1));
        var v = LoadElement(items, last, Result());
        Kernel(store == typeof(PyObject[]) ? Kernels.DropLastObject : Kernels.DropLast, [list, last]);
        KillLists();
        state.Facts[new FactKey(IrOp.LoadField, list, null, Fields.ListCount, 0)] = (last, Fields.ListCount);
        return v;
    }

    /// <summary>What a kernel returns that changes a dict; it does nothing and returns Missing where that is left to the interpreter.</summary>
    private Node Changed(Kernel kernel, params Node[] args)
    {
        var v = Taken(Kernel(kernel, args));
        KillDictItems();
        return v;
    }

    /// <summary>Membership as True or False; null where there is no kernel for it.</summary>
    private Node? Membership(Node container, Node item, KindSet seen)
    {
        bool set = container.Class == typeof(PySet);
        if ((set || container.Class == typeof(PyFrozenSet)) && IsQuickKey(item, seen))
            return Answer(set ? ByKey(item, Kernels.SetHasInt, Kernels.SetHasStr, Kernels.SetHas) : Kernels.SetHas, container, item);
        if (IsQuickKey(item, seen) && IsDict(container))
        {
            var found = Answer(ByKey(item, Kernels.DictFindInt, Kernels.DictFindStr, Kernels.DictFind), container, item);
            state.NoteLookup(container, item, found);
            return Not(Pure(IrOp.IsDone, IrType.Bool, found));
        }
        if (container.Class == typeof(PyTuple) && Seen.HotExits == 0 && (item.Type == IrType.Int || item.Class == typeof(PyStr) || item == None())) return Answer(Kernels.TupleHas, container, item);
        return container.Class == typeof(PyStr) && item.Class == typeof(PyStr) ? IsAmong(item, container) ?? Kernel(Kernels.StrHas, [container, item]) : null;
    }

    private static Kernel ByKey(Node key, Kernel ofInt, Kernel ofStr, Kernel other) => key.Type == IrType.Int ? ofInt : key.Class == typeof(PyStr) ? ofStr : other;

    /// <summary>
    /// Keys that a set or dict usually has an answer for without running Python code. Where it hasn't, as it has a key with a comparison of its own and the
    /// same hash, the region was never left here.
    /// </summary>
    private bool IsQuickKey(Node key, KindSet seen)
    {
        if (Seen.HotExits > 0) return false;
        if (key.Type is IrType.Int or IrType.Float or IrType.Bool || key.Class == typeof(PyStr) || key.Class == typeof(PyTuple)) return true;
        if (seen.Overflowed || seen.Kinds.IsEmpty) return false;
        foreach (var k in seen.Kinds)
            if (!IsQuickKey(k)) return false;
        return true;
    }

    private static bool IsQuickKey(Kind k) => k.Tag switch
    {
        KindTag.Int or KindTag.Float or KindTag.Bool or KindTag.None => true,
        KindTag.Object => k.Shape is { } shape ? shape.Type.FindSlot(Slot.Hash) == PyType.NativeSlot : k.Object is PyType or PyFunction
            || k.Class is { } c && (c == typeof(PyTuple) || NativeClasses.IsPlain(c)),
        _ => false,
    };

    /// <summary><c>id</c> of a value.</summary>
    private Node IdOf(Node v)
    {
        switch (v.Type)
        {
            case IrType.Int:
                GuardTrue(Kernel(Kernels.HasSmallId, [v]));
                return Kernel(Kernels.IdOfInt, [v]);
            case IrType.Ref when v.NotNull:
                return Kernel(Kernels.IdOfObject, [v]);
            default:
                return Narrow(Kernel(Kernels.Id, [v]), Result());
        }
    }

    /// <summary>What a kernel finds for a key; Missing leaves the question to the interpreter.</summary>
    private Node Answer(Kernel kernel, params Node[] args)
    {
        var v = Kernel(kernel, args);
        Make(IrOp.GuardBound, IrType.None, v, mayMove: false);
        return v;
    }

    // ---- classes

    /// <summary>isinstance() with a class that is known and has no idea of its own of its instances, or a tuple of such that was made here.</summary>
    private Node? IsInstance(Node v, Node type, KindSet seen)
    {
        if (type.Op == IrOp.ConstRef) return type.Data is PyType { Type: var meta } t && meta == PyType.TypeObject ? IsInstance(v, t, seen) : null;
        if (type is not { Op: IrOp.Call, Data: Kernel { Allocates: Allocation.Tuple } }) return null;
        var types = new List<PyType>();
        foreach (var a in type.Args)
        {
            if (a is not { Op: IrOp.ToValue, Args: [{ Op: IrOp.ConstRef, Data: PyType { Type: var m } one }] } || m != PyType.TypeObject) return null;
            types.Add(one);
        }
        Node? any = null;
        foreach (var t in types)
        {
            if (IsInstance(v, t, seen) is not { Op: IrOp.ConstBool } known) return null;
            if (known.Imm != 0) return known;
            any = known;
        }
        return any;
    }

    private Node? IsInstance(Node v, PyType type, KindSet seen)
    {
        var own = v.Type switch
        {
            IrType.Int => PyInt.TypeObject,
            IrType.Float => PyFloat.TypeObject,
            IrType.Bool => PyBool.TypeObject,
            _ when v == None() => PyNone.TypeObject,
            _ when v.Class is { } c && NativeClasses.IsExact(c) => NativeClasses.TypeOf(c),
            _ => null,
        };
        if (own != null) return Bool(own.IsSubtypeOf(type));
        if (seen.Single?.Shape is { } shape && ReferenceEquals(shape.Type.Lookup(ClassName), PyObject.TypeObject.Lookup(ClassName)) && Runtime.Interpreter.Interp.UsesGenericGetAttr(shape.Type))
        {
            Types.Add(shape.Type);
            GuardShape(v, shape);
            return Bool(shape.Type.IsSubtypeOf(type));
        }
        return seen.Overflowed || seen.Kinds.IsEmpty ? null : Kernel(Kernels.IsInstance, [v, Ref(type)]);
    }
}

using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Methods of containers with kernels of their own, characters as numbers, and the classes of values.</summary>
internal sealed partial class RegionBuilder
{
    /// <summary>A method of a container that was seen with plain operands only; null for all others.</summary>
    private Node? ContainerCall(string name, List<Node> args, KindSet[] seen)
    {
        switch (name, args.Count)
        {
            case ("set.add", 2) when IsSetKey(args, seen):
                NativeKernel(k => k.SetAdd, true, args[0], args[1]);
                return None();
            case ("set.remove", 2) when IsSetKey(args, seen):
                Kernel(Kernels.SetRemove, [args[0], args[1]]);
                return None();
            case ("set.discard", 2) when IsSetKey(args, seen):
                Kernel(Kernels.SetDiscard, [args[0], args[1]]);
                return None();
            case ("dict.get", 2 or 3) when args[0].Class == typeof(PyDict) && IsQuickKey(args[1]):
                return Narrow(Answer(args[1].Type == IrType.Int ? Kernels.DictGetOrInt : Kernels.DictGetOrStr, args[0], args[1], args.Count > 2 ? args[2] : None()), Result());
            case ("list.pop", 1) when args[0].Class == typeof(PyList):
                {
                    if (SeenStore(seen[0]) is { } store && Seen.HotExits == 0) return PopLast(args[0], store);
                    var v = Kernel(Kernels.ListPop, [args[0]]);
                    KillLists();
                    return v;
                }
            default:
                return null;
        }
    }

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

    private bool IsSetKey(List<Node> args, KindSet[] seen) => args[0].Class == typeof(PySet) && IsPlainOperand(args[1], seen[1]);

    /// <summary>Membership as True or False; null where there is no kernel for it.</summary>
    private Node? Membership(Node container, Node item)
    {
        if (container.Class == typeof(PySet) && IsQuickKey(item)) return Answer(item.Type == IrType.Int ? Kernels.SetHasInt : Kernels.SetHasStr, container, item);
        if (container.Class == typeof(PyDict) && IsQuickKey(item)) return Answer(item.Type == IrType.Int ? Kernels.DictHasInt : Kernels.DictHasStr, container, item);
        return container.Class == typeof(PyStr) && item.Class == typeof(PyStr) ? Kernel(Kernels.StrHas, [container, item]) : null;
    }

    /// <summary>
    /// Keys that a set or dict has an answer for without running Python code, but where it has a key with a comparison of its own and the same hash:
    /// that was never met here.
    /// </summary>
    private bool IsQuickKey(Node key) => (key.Type == IrType.Int || key.Class == typeof(PyStr)) && Seen.HotExits == 0;

    /// <summary>What a kernel finds for a key; Missing leaves the question to the interpreter.</summary>
    private Node Answer(Kernel kernel, params Node[] args)
    {
        var v = Kernel(kernel, args);
        Make(IrOp.GuardBound, IrType.None, v, mayMove: false);
        return v;
    }

    // ---- characters

    /// <summary>The code point of a str of length 1; -1 for others.</summary>
    private Node CodeOf(Node s) =>
        s is { Op: IrOp.ConstRef, Data: PyStr known } ? Int(known.Length == 1 ? known[0] : -1)
        : IsCharacter(s) ? Kernel(Kernels.CodeAt, [s.Args[0], s.Args[1]])
        : Kernel(Kernels.CodeOf, [s]);

    /// <summary>The str is an item of another one, and so of length 1.</summary>
    private static bool IsCharacter(Node s) => s is { Op: IrOp.Call, Data: Kernel k } && k == Kernels.StrItem || s is { Op: IrOp.ConstRef, Data: PyStr { Length: 1 } };

    /// <summary>A comparison of strs of which one is a character, by code points; null for others.</summary>
    private Node? CompareCharacters(CmpOp op, Node a, Node b)
    {
        if (IsCharacter(a) && IsCharacter(b)) return IntCompare(op, CodeOf(a), CodeOf(b));
        return op is CmpOp.Eq or CmpOp.Ne && (IsCharacter(a) || IsCharacter(b)) ? IntCompare(op, CodeOf(a), CodeOf(b)) : null;
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

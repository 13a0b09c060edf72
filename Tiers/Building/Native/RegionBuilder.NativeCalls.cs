using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Modules.Asyncio;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Calls of built-in functions, methods and classes by their entry points, and iterators by their Next.</summary>
internal sealed partial class RegionBuilder
{
    private const int MaxNativeArguments = 6, MaxNativeKeywordArguments = 4;

    /// <summary>What a call may change in the heap when its arguments are plain.</summary>
    private enum CallEffect
    {
        /// <summary>Anything: it may run Python code.</summary>
        Any,
        None,
        Lists,
        Dicts,
    }

    private Node? NativeCall(PyObject callee, List<Node> args, KindSet[] seen)
    {
        if (args.Count > MaxNativeArguments || !NativeClasses.IsCallable(callee) && !(callee == PyType.TypeObject && args.Count == 1)) return null;
        if (NewTupleHeir(callee, args) is { } heir) return heir;
        if (InitsException(callee, args)) return None();
        if (callee is PyType made && IsPlainException(made)) return NewException(made, TupleOf(args));
        if (callee is PyMethodDescriptor { Name: "append" or "extend" or "insert" or "pop" or "remove" or "clear" } && args.Count > 0 && !MayBeResized(args[0])) return null;
        var effect = EffectOf(callee, args, seen);
        var all = new Node[args.Count + 1];
        all[0] = Ref(callee);
        for (int n = 0; n < args.Count; n++) all[n + 1] = args[n];
        var v = NativeKernel(k => k.Call[args.Count], effect != CallEffect.Any, all);
        if (effect == CallEffect.Lists) KillLists();
        if (effect == CallEffect.Dicts) KillDicts();
        return v;
    }

    /// <summary><c>tuple.__new__(cls, items)</c>, of which a named tuple's <c>__new__</c> is made.</summary>
    private Node? NewTupleHeir(PyObject callee, List<Node> args)
    {
        if (callee is not PyBuiltinFunction { Name: "__new__" } f || f.Self.Ref != PyTuple.TypeObject || args.Count != 2 || args[1].Class != typeof(PyTuple)) return null;
        if (args[0] is not { Op: IrOp.ConstRef, Data: PyType { IsHeap: true } cls } || cls.Solid != PyTuple.TypeObject || cls.Has(TypeFlags.HasDel)) return null;
        Types.Add(cls);
        var made = Kernel(Kernels.NewTupleHeir, [args[0], args[1]], typeof(PyTuple.Inst), true);
        state.Shapes[made] = cls.RootShape;
        return made;
    }

    /// <summary>A call of a method that is bound to any object of a built-in type.</summary>
    private Node? NativeBoundCall(Instr i, Kind.BoundKind bound, KindSet[] operands)
    {
        if (!IsCallableBound(bound) || bound.Owner.Solid == PyByteArray.TypeObject || Arguments(i, operands) is not { } args || args.Count > MaxNativeArguments) return null;
        var callee = GuardClass(Get(i.B), typeof(PyBuiltinFunction));
        GuardTrue(IsMethod(callee, bound));
        return MethodOfContainer(bound, callee, args, operands.AsSpan(2)) ?? NativeKernel(k => k.Call[args.Count], false, [callee, .. args]);
    }

    /// <summary>A method that is bound to a container or str, as a method of that object; null for others.</summary>
    private unsafe Node? MethodOfContainer(Kind.BoundKind bound, Node callee, List<Node> args, ReadOnlySpan<KindSet> seen)
    {
        Type? c = null;
        foreach (var (type, of) in Containers)
            if (type == bound.Owner) c = of;
        if (c == null || args.Count != seen.Length || args.Count >= MaxNativeArguments) return null;
        if (bound.Owner.Lookup(PyStr.Intern(bound.Name)) is not PyMethodDescriptor method || (nint)method.Pointer != bound.Pointer) return null;
        var all = new List<Node> { GuardClass(Kernel(NativeKernels.SelfOf, [callee]), c) };
        for (int n = 0; n < args.Count; n++) all.Add(Narrow(args[n], seen[n]));
        KindSet[] kinds = [KindSet.Only(new Kind(KindTag.Object, c)), .. seen];
        return (Seen.HotExits > 1 ? null : BuiltinCall($"{bound.Owner.Name}.{bound.Name}", all, kinds)) ?? NativeCall(method, all, kinds);
    }

    private static readonly (PyType, Type)[] Containers =
        [(PyList.TypeObject, typeof(PyList)), (PyDict.TypeObject, typeof(PyDict)), (PySet.TypeObject, typeof(PySet)), (PyStr.TypeObject, typeof(PyStr))];

    private Node IsMethod(Node callee, Kind.BoundKind bound) => Kernel(NativeKernels.IsMethod, [callee, Int(bound.Pointer), Ref(bound.Owner)]);

    /// <summary>A call that meets methods bound to objects of a few built-in types.</summary>
    private Node? NativeBoundCall(Instr i, KindSet[] operands)
    {
        var seen = operands[0];
        if (seen.Overflowed || seen.Count < 2) return null;
        foreach (var k in seen.Kinds)
            if (k.Detail is not Kind.BoundKind b || !IsCallableBound(b) || b.Owner.Solid == PyByteArray.TypeObject) return null;
        if (Arguments(i, operands) is not { } args || args.Count > MaxNativeArguments) return null;
        var callee = GuardClass(Get(i.B), typeof(PyBuiltinFunction));
        Node? any = null;
        foreach (var k in seen.Kinds)
        {
            var one = IsMethod(callee, (Kind.BoundKind)k.Detail!);
            any = any == null ? one : Append(new Node(region.NewId(), IrOp.OrBool, IrType.Bool, any, one));
        }
        GuardTrue(any!);
        return NativeKernel(k => k.Call[args.Count], false, [callee, .. args]);
    }

    private static bool IsCallableBound(Kind.BoundKind bound) => NativeClasses.IsOwner(bound.Owner.IsHeap ? bound.Owner.Solid : bound.Owner) || bound.Name is "__reduce_ex__" or "__reduce__";

    private Node? NativeCallKw(Instr i)
    {
        var operands = Seen.Operands;
        if (operands.Length < 2 || operands[0].Single?.Object is not { } callee || !NativeClasses.IsCallable(callee) || Arguments(i, operands) is not { } args) return null;
        if (args.Count is 0 or > MaxNativeKeywordArguments) return null;
        GuardConst(Get(i.B), callee);
        return NativeKernel(k => k.CallKw[args.Count], false, [Ref(callee), Ref(NamesOf(Keywords!)), .. args]);
    }

    private static PyStr[] NamesOf(PyTuple keywords)
    {
        var names = new PyStr[keywords.Count];
        for (int n = 0; n < names.Length; n++) names[n] = (PyStr)keywords[n].Ref!;
        return names;
    }

    private CallEffect EffectOf(PyObject callee, List<Node> args, KindSet[] seen)
    {
        string? owner = null, name;
        switch (callee)
        {
            case PyMethodDescriptor d:
                (owner, name) = (d.Owner.Name, d.Name);
                break;
            case PyBuiltinFunction { Module: { } m } f:
                (owner, name) = (m, f.Name);
                break;
            case PyWrapperDescriptor { Name: "__init__" } d when d.Owner == PyBaseException.TypeObject && args.Count > 0 && args[0].Class == typeof(PyBaseException):
                return CallEffect.None;
            case PyType t:
                name = t.Name;
                if (t == PyType.TypeObject || t.Solid == PyBaseException.TypeObject) return CallEffect.None;
                break;
            default:
                return CallEffect.Any;
        }
        bool ArePlain(int from)
        {
            for (int n = from; n < args.Count; n++)
                if (!IsPlainOperand(args[n], seen[n])) return false;
            return true;
        }
        var self = args.Count > 0 ? args[0].Class : null;
        switch (owner, name)
        {
            case ("str", _) when self == typeof(PyStr) && name is not ("format" or "join" or "format_map" or "translate" or "maketrans"):
                return ArePlain(1) || args.Count == 2 && name is "startswith" or "endswith" && args[1].Class == typeof(PyTuple) ? CallEffect.None : CallEffect.Any;
            case ("str", "join") when self == typeof(PyStr) && args.Count == 2 && (args[1].Class == typeof(PyList) || args[1].Class == typeof(PyTuple)):
                return CallEffect.None;
            case ("bytes", not "join"):
                return ArePlain(0) ? CallEffect.None : CallEffect.Any;
            case ("int" or "float" or "math", _):
                return ArePlain(0) ? CallEffect.None : CallEffect.Any;
            case ("builtins", "abs" or "divmod" or "round" or "pow" or "ord" or "chr" or "hash" or "repr" or "hex" or "bin" or "oct" or "ascii" or "format" or "min" or "max"):
                return (name is "min" or "max" ? args.Count > 1 : true) && ArePlain(0) ? CallEffect.None : CallEffect.Any;
            case ("builtins", "len") when self is { } c && NativeClasses.IsExact(c):
                return CallEffect.None;
            case ("builtins", "id"):
                return CallEffect.None;
            case ("builtins", "isinstance") when args.Count == 2 && args[1] is { Op: IrOp.ConstRef, Data: PyType { Type: var meta } } && meta == PyType.TypeObject:
                return CallEffect.None;
            case (null, "int" or "float" or "str" or "bool" or "bytes"):
                return ArePlain(0) ? CallEffect.None : CallEffect.Any;
            case (null, "list" or "tuple" or "dict"):
                return args.Count == 0 || self == typeof(PyList) || self == typeof(PyTuple) || self == typeof(PyRange) || self == typeof(PyStr) || self == typeof(PyDict)
                    ? name == "dict" && args.Count > 0 && self != typeof(PyDict) ? CallEffect.Any : CallEffect.None : CallEffect.Any;
            case (null, "set" or "frozenset"):
                return args.Count == 0 ? CallEffect.None : CallEffect.Any;
            case (null, "enumerate" or "zip" or "reversed" or "range" or "slice"):
                return Array.TrueForAll([.. args], a => a.Type == IrType.Int || a.Class is { } c && NativeClasses.IsExact(c)) ? CallEffect.None : CallEffect.Any;
            case ("list", "append" or "insert" or "pop" or "reverse" or "clear" or "copy") when self == typeof(PyList):
                return name is "insert" or "pop" && args.Count > 1 && args[1].Type != IrType.Int ? CallEffect.Any : name == "copy" ? CallEffect.None : CallEffect.Lists;
            case ("list", "extend") when self == typeof(PyList) && (args[1].Class == typeof(PyList) || args[1].Class == typeof(PyTuple) || args[1].Class == typeof(PyStr)):
                return CallEffect.Lists;
            case ("dict", "keys" or "values" or "items" or "copy") when self == typeof(PyDict):
                return CallEffect.None;
            case ("dict", "clear") when self == typeof(PyDict):
                return CallEffect.Dicts;
            case ("set", "pop" or "clear" or "copy") when self == typeof(PySet):
                return CallEffect.None;
            case ("Future" or "Task", "done" or "cancelled") when self == typeof(PyFuture) || self == typeof(PyTask):
                return CallEffect.None;
            case ("collections.deque" or "deque", "append" or "appendleft" or "pop" or "popleft"):
                return CallEffect.None;
            default:
                return CallEffect.Any;
        }
    }

    // ---- iteration

    private Node? NativeIter(Node v, KindSet seen)
    {
        if (Native(v, seen) is not { } x) return null;
        bool plain = x.Plain || x.Value.Class is { } c && (NativeClasses.IsPlainIterator(c) || c == typeof(PyDict) || c == typeof(PySet) || c == typeof(PyFrozenSet) || c == typeof(PyDictItems)
            || c == typeof(PyDictKeys) || c == typeof(PyDictValues) || c == typeof(PyByteArray));
        return NativeKernel(k => k.Iter, plain, x.Value);
    }

    /// <summary>True when the loop's iterator is a built-in one, whose Next is called.</summary>
    private bool NativeForLoop(Instr i, Node it)
    {
        var seen = Operand(0);
        if (!NativeClasses.AreBuiltin(seen) || Native(it, seen) is not { } x) return false;
        var context = point.Context;
        int body = context.Info.Target(point.Pc), end = context.Info.Next(point.Pc);
        bool plain = x.Value.Class is { } c && NativeClasses.IsPlainIterator(c);
        var o = As(x.Value, IrType.Ref);
        if ((o.Class == typeof(PyEnumerate) || o.Class == typeof(PyZip)) && Seen.HotExits == 0)
        {
            GuardTrue(Kernel(NativeKernels.IteratesPlainly, [o]));
            plain = true;
        }
        var unpack = context.Code.Code[body];
        bool pairs = seen.Class is { } s && (s == typeof(PyEnumerate) || s == typeof(PyZip) || s == typeof(PyDictItemIterator)) && unpack.Op == Op.Unpack && unpack.C == 2 && unpack.B == i.A;
        var v = NativeKernel(k => pairs ? k.NextPair : k.Next, plain, o);
        if (pairs) Append(new Node(region.NewId(), IrOp.GuardBound, IrType.None, v) { Exit = Exit, IsOutcome = true });
        bool ran = ranPython;
        ranPython = false;
        Branch(Append(new Node(region.NewId(), IrOp.IsDone, IrType.Bool, v)), () => GoTo(context, end), () =>
        {
            if (pairs)
            {
                var second = Append(new Node(region.NewId(), IrOp.Reload, IrType.Val));
                Set(i.A, NewTuple([v, second]));
            }
            else Set(i.A, v);
            if (ran) Append(new Node(region.NewId(), IrOp.Poll, IrType.None) { Exit = MakeSnapshot(body) });
            GoTo(context, body);
        });
        return true;
    }

    /// <summary>A tuple of a few items. What goes in comes out: unpacking it needs no load, and when that is all that is done with it, it isn't made.</summary>
    private Node NewTuple(Node[] items)
    {
        var t = Kernel(Kernels.NewTuple[items.Length], (Node[])items.Clone(), typeof(PyTuple), true);
        for (int n = 0; n < items.Length; n++) state.Facts[new FactKey(IrOp.LoadTupleItem, t, Int(n), null, 0)] = (As(items[n], IrType.Val), null);
        state.Facts[new FactKey(IrOp.TupleLength, t, null, null, 0)] = (Int(items.Length), null);
        return t;
    }
}

using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Calls of classes: the new object is made here, its <c>__init__</c> or <c>__new__</c> joins the region or is called directly.</summary>
internal sealed partial class RegionBuilder
{
    /// <summary>Enters the body of a class's <c>__init__</c> or <c>__new__</c>; the class is guarded already.</summary>
    private void EnterConstruction(Instr i, ProfileNode child, PyType type, Construction plan, List<Node> args, PyTuple? keywords)
    {
        Types.Add(type);
        var function = plan.Function!;
        var first = Begin(type, plan.Kind, args, keywords);
        var all = Bind(Ref(function), function, child.Code, function.Defaults?.Count ?? 0, [first, .. args], keywords);
        if (plan.Kind == ConstructionKind.New)
        {
            Enter(child, Ref(function), function, all, FrameKind.Call, i.A, 0);
            return;
        }
        Set(i.B, first);
        snapshot = null;
        Enter(child, Ref(function), function, all, FrameKind.Init, i.A, i.B);
    }

    /// <summary>What the function is given first: the new object, or the class itself.</summary>
    private Node Begin(PyType type, ConstructionKind kind, List<Node> args, PyTuple? keywords) => kind switch
    {
        ConstructionKind.Plain => NewInstance(type),
        ConstructionKind.Exception => NewException(type, TupleOf(args.GetRange(0, args.Count - (keywords?.Count ?? 0)))),
        _ => Ref(type),
    };

    private Node NewInstance(PyType type)
    {
        var made = Kernel(Kernels.NewInstance, [Ref(type.RootShape)], typeof(PyInstance), true);
        state.Shapes[made] = type.RootShape;
        state.Fresh.Add(made);
        return made;
    }

    private Node NewException(PyType type, Node args)
    {
        AnchorException();
        var made = Kernel(Kernels.NewException, [Ref(type), args], typeof(PyBaseException), true);
        state.Shapes[made] = type.RootShape;
        state.Fresh.Add(made);
        return made;
    }

    /// <summary>Optimizing finds here where the interpreter can begin again.</summary>
    private void AnchorException() => Append(new Node(region.NewId(), IrOp.GuardTrue, IrType.None, Bool(true)) { Exit = Exit });

    /// <summary><c>BaseException.__init__</c> of an exception that was made here and that nobody has touched since.</summary>
    private bool InitsException(PyObject callee, List<Node> args)
    {
        if (callee is not PyWrapperDescriptor { Name: "__init__" } init || init.Owner.IsHeap || init.Owner.Solid != PyBaseException.TypeObject) return false;
        if (args is not [{ Op: IrOp.Call } e, ..] || e.Data != Kernels.NewException || !state.Fresh.Contains(e)) return false;
        if (!HasArguments(e.Args[1], args)) Kernel(Kernels.InitException, [e, TupleOf(args.GetRange(1, args.Count - 1))]);
        return true;
    }

    /// <summary>The exception's arguments are those that its <c>__init__</c> is given behind itself.</summary>
    private bool HasArguments(Node made, List<Node> args)
    {
        if (made is { Op: IrOp.ConstRef, Data: PyTuple { Count: 0 } }) return args.Count == 1;
        if (made.Op != IrOp.Call || Array.IndexOf(Kernels.NewTuple, made.Data) != args.Count - 1) return false;
        for (int k = 1; k < args.Count; k++)
            if (As(args[k], IrType.Val) != made.Args[k - 1]) return false;
        return true;
    }

    /// <summary>A new object of a class without a Python <c>__init__</c> or <c>__new__</c>; null when the class isn't such a one.</summary>
    private Node? ConstructPlain(Instr i, KindSet[] operands)
    {
        if (operands[0].Single?.Object is not PyType type || Keywords != null || Classes.Construction(type) is not { Function: null } plan) return null;
        if (Arguments(i, operands) is not { } args || plan.Kind == ConstructionKind.Plain && args.Count > 0) return null;
        GuardConst(Get(i.B), type);
        Types.Add(type);
        return Begin(type, plan.Kind, args, null);
    }

    /// <summary>A new object, for which the class's function is called directly; null when that can't be.</summary>
    private Node? Construct(int dst, PyType type, List<Node> args, ReadOnlySpan<KindSet> seen, PyTuple? keywords)
    {
        if (Classes.Construction(type) is not { Function: { } function } plan || ConstructionKinds(type, seen, keywords) is not { } kinds) return null;
        if (plan.Kind != ConstructionKind.New && !ReturnsNone(function.Code) || Target(function.Code, kinds) == null) return null;
        Types.Add(type);
        var first = Begin(type, plan.Kind, args, keywords);
        var all = Bind(Ref(function), function, function.Code, function.Defaults?.Count ?? 0, [first, .. args], keywords);
        if (plan.Kind == ConstructionKind.New) return DirectTo(dst, function.Code, Ref(function), all, kinds);
        return DirectTo(dst, function.Code, Ref(function), all, kinds, first) == null ? null : first;
    }

    /// <summary>What was seen of the values of the function's parameters; null when the arguments don't fit.</summary>
    private static KindSet[]? ConstructionKinds(PyType type, ReadOnlySpan<KindSet> seen, PyTuple? keywords)
    {
        if (Classes.Construction(type) is not { Function: { Code.IsGeneratorLike: false } function } plan) return null;
        var first = new Kind(KindTag.Object, plan.Kind switch
        {
            ConstructionKind.Plain => type.RootShape,
            ConstructionKind.Exception => new HeirKind(typeof(PyBaseException), type.RootShape),
            _ => type,
        });
        return CallBinding.Of(function.Code, function.Defaults?.Count ?? 0, seen.Length + 1, keywords, function)?.Kinds([KindSet.Only(first), .. seen], Inlining.DefaultsOf(function));
    }

    /// <summary>The function returns nothing but None.</summary>
    private static bool ReturnsNone(PyCode code) => !Array.Exists(code.Code, i => i.Op is Op.Return or Op.Yield);
}

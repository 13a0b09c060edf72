using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>The built-ins that the region calls by typed kernels, or has operations for.</summary>
internal sealed partial class RegionBuilder
{
    private Node? BuiltinCall(string name, List<Node> args, KindSet[] seen)
    {
        switch (name, args.Count)
        {
            case ("builtins.len", 1):
                return Length(args[0]);
            case ("builtins.abs", 1) when args[0].Type == IrType.Float:
                return Kernel(Kernels.AbsFloat, [args[0]]);
            case ("builtins.abs", 1) when args[0].Type == IrType.Int:
                return NonNegative(Kernel(Kernels.AbsInt, [args[0]]));
            case ("builtins.abs", 1) when args[0].Class == typeof(PyComplex):
                return AbsOfComplex(args[0]);
            case ("complex", 1) when IsNumber(args[0]):
                return Complex(As(args[0], IrType.Float), Float(0));
            case ("complex", 2) when IsNumber(args[0]) && IsNumber(args[1]):
                return Complex(As(args[0], IrType.Float), As(args[1], IrType.Float));
            case ("builtins.min" or "builtins.max", >= 2) when args[0].Type is IrType.Int or IrType.Float && args.TrueForAll(a => a.Type == args[0].Type):
                {
                    var extreme = (name, args[0].Type) switch
                    {
                        ("builtins.min", IrType.Int) => Kernels.MinInt,
                        ("builtins.max", IrType.Int) => Kernels.MaxInt,
                        ("builtins.min", _) => Kernels.MinFloat,
                        _ => Kernels.MaxFloat,
                    };
                    var v = args[0];
                    for (int n = 1; n < args.Count; n++) v = Kernel(extreme, [v, args[n]]);
                    return v;
                }
            case ("builtins.ord", 1) when args[0].Class == typeof(PyStr):
                return NonNegative(CodeOf(args[0]));
            case ("builtins.chr", 1) when args[0].Type == IrType.Int:
                GuardTrue(Pure(IrOp.LtInt, IrType.Bool, Make(IrOp.AndInt, IrType.Int, args[0], Int(~0x7FL)), Int(1)));
                return Kernel(Kernels.Chr, [args[0]], typeof(PyStr), true);
            case ("type", 1) when args[0].Type is IrType.Int or IrType.Float or IrType.Bool:
                return Ref(args[0].Type == IrType.Int ? PyInt.TypeObject : args[0].Type == IrType.Float ? PyFloat.TypeObject : PyBool.TypeObject);
            case ("type", 1):
                return ClassOf(args[0]);
            case ("int", 1) when args[0].Type is IrType.Int or IrType.Bool:
                return As(args[0], IrType.Int);
            case ("int", 1) when args[0].Class == typeof(PyStr):
                return IntOrFail(args[0]) ?? Kernel(Kernels.IntOfStr, [args[0]]);
            case ("float", 1) when args[0].Class == typeof(PyStr):
                return Kernel(Kernels.FloatOfStr, [args[0]]);
            case ("int", 1) when args[0].Type == IrType.Float:
                GuardTrue(Kernel(Kernels.FitsInt, [args[0]]));
                return Kernel(Kernels.TruncateFloat, [args[0]]);
            case ("str", 1) when args[0] is { AdmitsHeirs: false } text && text.Class == typeof(PyStr):
                return text;
            case ("str", 1) when args[0].Type == IrType.Int:
                return Kernel(Kernels.StrOfInt, [args[0]], typeof(PyStr), true);
            case ("str", 1) when args[0].Type == IrType.Float:
                return Kernel(Kernels.StrOfFloat, [args[0]], typeof(PyStr), true);
            case ("str", 1) when args[0].Class == typeof(PyBaseException) && !seen[0].Overflowed && seen[0].Kinds is [{ Detail: not HeirKind }]:
                return Make(IrOp.GuardNotNull, IrType.Ref, Kernel(Kernels.TextOf, [args[0]], typeof(PyStr)), c: typeof(PyStr), notNull: true);
            case ("float", 1) when args[0].Type is IrType.Int or IrType.Float or IrType.Bool:
                return As(args[0], IrType.Float);
            case ("range", 1) when args[0].Type == IrType.Int:
                return Kernel(Kernels.NewRange, [Int(0), args[0], Int(1)], typeof(PyRange), true);
            case ("range", 2) when args[0].Type == IrType.Int && args[1].Type == IrType.Int:
                return Kernel(Kernels.NewRange, [args[0], args[1], Int(1)], typeof(PyRange), true);
            case ("range", 3) when args[0].Type == IrType.Int && args[1].Type == IrType.Int && args[2].Type == IrType.Int:
                GuardTrue(Pure(IrOp.NeInt, IrType.Bool, args[2], Int(0)));
                return Kernel(Kernels.NewRange, [args[0], args[1], args[2]], typeof(PyRange), true);
            case ("math.sqrt", 1) when args[0].Type is IrType.Float or IrType.Int:
                {
                    var x = As(args[0], IrType.Float);
                    GuardTrue(Pure(IrOp.LeFloat, IrType.Bool, Float(0), x));
                    return Kernel(Kernels.Sqrt, [x]);
                }
            case ("math.sin" or "math.cos", 1) when args[0].Type is IrType.Float or IrType.Int:
                {
                    var x = As(args[0], IrType.Float);
                    GuardTrue(Kernel(Kernels.IsFinite, [x]));
                    return Kernel(name == "math.sin" ? Kernels.Sin : Kernels.Cos, [x]);
                }
            case ("math.floor" or "math.ceil", 1) when args[0].Type == IrType.Int:
                return args[0];
            case ("math.floor" or "math.ceil", 1) when args[0].Type == IrType.Float:
                {
                    var whole = Kernel(name == "math.floor" ? MathKernels.Floor : MathKernels.Ceiling, [args[0]]);
                    GuardTrue(Kernel(Kernels.FitsInt, [whole]));
                    return Kernel(Kernels.TruncateFloat, [whole]);
                }
            case ("builtins.divmod", 2) when args[0].Type == IrType.Int && args[1].Type == IrType.Int:
                return TupleOf([Exiting(IrOp.FloorDivInt, args[0], args[1]), Exiting(IrOp.ModInt, args[0], args[1])]);
            case ("list.append", 2) when args[0].Class == typeof(PyList):
                ListAppend(args[0], args[1], seen[0], seen[1]);
                return None();
            default:
                if (MathKernels.Find(name, args.Count) is { } k && args.TrueForAll(a => a.Type is IrType.Float or IrType.Int)) return FiniteResult(k, args);
                return CharacterTest(name, args) ?? ContainerCall(name, args, seen) ?? (name == "builtins.isinstance" && args.Count == 2 ? IsInstance(args[0], args[1], seen[0]) : null);
        }
    }

    /// <summary>A function of floats, which goes on where its result is finite.</summary>
    private Node FiniteResult(Kernel k, List<Node> args)
    {
        var result = Kernel(k, [.. args.ConvertAll(a => As(a, IrType.Float))]);
        GuardTrue(Kernel(Kernels.IsFinite, [result]));
        return result;
    }

    /// <summary>The int, where a negative one stands for what the kernel can't do.</summary>
    private Node NonNegative(Node n)
    {
        GuardTrue(Pure(IrOp.LeInt, IrType.Bool, Int(0), n));
        return n;
    }

    /// <summary>The Python class of a value that is no number of known type.</summary>
    private Node ClassOf(Node v)
    {
        if (state.Shapes.TryGetValue(v, out var shape)) return Ref(shape.Type);
        return Kernel(v.Type == IrType.Ref ? Kernels.ClassOfObject : Kernels.ClassOfValue, [v], notNull: true);
    }

    private Node? Length(Node v)
    {
        if (v.Class == typeof(PyList)) return ListCount(v);
        if (v.Class == typeof(PyTuple)) return Pure(IrOp.TupleLength, IrType.Int, v);
        if (v.Class == typeof(PyStr)) return IsCharacter(v) ? Int(1) : Kernel(Kernels.StrLength, [v]);
        if (IsDict(v)) return Kernel(Kernels.DictCount, [v]);
        return CountOfElements(v);
    }
}

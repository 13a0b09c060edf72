using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>The values of a function's parameters in a call.</summary>
internal sealed partial class RegionBuilder
{
    /// <summary>The names of the keywords of the call being translated; null where there are none.</summary>
    private PyTuple? Keywords => Inlining.KeywordsAt(point.Context, point.Pc);

    /// <summary>
    /// The values of all parameters of a function that accepts the arguments. Guards only, and objects that nobody else knows: the instruction may still be
    /// done again.
    /// </summary>
    /// <param name="defaults">How many defaults the function has.</param>
    private List<Node> Bind(Node function, PyFunction? known, PyCode code, int defaults, List<Node> args, PyTuple? keywords)
    {
        if (keywords == null && code.SimpleArgCount >= 0)
        {
            FillDefaults(function, known, code, defaults, args);
            return args;
        }
        var binding = CallBinding.Of(code, defaults, args.Count, keywords, known) ?? throw new InvalidOperationException($"{code.QualName} doesn't accept the arguments at {point}");
        var (tuple, constants) = Array.Exists(binding.Parameters, p => p.Source == ParameterSource.Default) ? Defaults(function, known, defaults) : (null, null);
        var bound = new List<Node>();
        for (int k = 0; k < binding.Parameters.Length; k++)
        {
            var (source, index) = binding.Parameters[k];
            bound.Add(source switch
            {
                ParameterSource.Argument => args[index],
                ParameterSource.Default => constants != null ? Constant(constants[index]) : Make(IrOp.LoadTupleItem, IrType.Val, tuple!, Int(index)),
                ParameterSource.KeywordDefault => KeywordDefault(function, binding.NameOf(k)),
                ParameterSource.Rest => TupleOf(args.GetRange(binding.RestFrom, binding.RestCount)),
                _ => DictOf(binding.Names, args),
            });
        }
        return bound;
    }

    private Node KeywordDefault(Node function, PyStr name)
    {
        var v = Kernel(Kernels.KeywordDefault, [function, Ref(name)]);
        Make(IrOp.GuardBound, IrType.None, v);
        return v;
    }

    /// <summary>The tuple of a function's defaults, guarded to be the one that is known or to have the known length.</summary>
    private (Node Tuple, PyTuple? Known) Defaults(Node function, PyFunction? known, int count)
    {
        var loaded = Load(IrOp.LoadField, IrType.Ref, function, Fields.FunctionDefaults, 0, Fields.FunctionDefaults);
        if (known != null)
        {
            Make(IrOp.GuardIs, IrType.Ref, loaded, data: known.Defaults!);
            return (loaded, known.Defaults);
        }
        var tuple = GuardClass(Make(IrOp.GuardNotNull, IrType.Ref, loaded, notNull: true), typeof(PyTuple));
        GuardTrue(IntCompare(CmpOp.Eq, Pure(IrOp.TupleLength, IrType.Int, tuple), Int(count)));
        return (tuple, null);
    }

    /// <summary>Adds the values of parameters that have no argument: guards, so before the call has changed a register.</summary>
    private void FillDefaults(Node function, PyFunction? known, PyCode code, int count, List<Node> args)
    {
        if (args.Count >= code.SimpleArgCount) return;
        var (tuple, constants) = Defaults(function, known, count);
        int defaults = constants?.Count ?? count;
        for (int n = args.Count; n < code.SimpleArgCount; n++)
        {
            int index = defaults - code.SimpleArgCount + n;
            args.Add(constants != null ? Constant(constants[index]) : Make(IrOp.LoadTupleItem, IrType.Val, tuple, Int(index)));
        }
    }

    private Node TupleOf(List<Node> items)
    {
        if (items.Count == 0) return Ref(PyTuple.Empty);
        if (items.Count < Kernels.NewTuple.Length) return NewTuple([.. items]);
        var t = Kernel(NativeKernels.NewTuple, [Int(items.Count)], typeof(PyTuple), true);
        for (int n = 0; n < items.Count; n++) Kernel(NativeKernels.FillTuple, [t, Int(n), items[n]]);
        return t;
    }

    private Node DictOf(List<(PyStr Name, int Argument)> names, List<Node> args)
    {
        if (names.Count <= ArgumentParts.Max) return NewKnownDict([.. names.ConvertAll(n => n.Name)], [.. names.ConvertAll(n => args[n.Argument])]);
        var d = Kernel(NativeKernels.NewDictOf[0], [], typeof(PyDict), true);
        foreach (var (name, argument) in names) NativeKernel(k => k.MapAdd, true, d, Ref(name), args[argument]);
        return d;
    }
}

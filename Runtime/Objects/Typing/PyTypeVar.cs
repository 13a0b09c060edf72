namespace TieredPy.Runtime.Objects;

/// <summary>typing.TypeVar.</summary>
[PyType("typing.TypeVar", Subclassable = false, Weakrefable = true, HasDict = true)]
public sealed partial class PyTypeVar : PyTypeParam
{
    internal PyTypeVar(PyStr name) : base(TypeObject.RootShape, name) { }

    internal Value EvaluateBound { get; init; } = Value.Missing;
    internal Value EvaluateConstraints { get; init; } = Value.Missing;
    private Value bound = Value.Missing;
    private Value constraints = Value.Missing;

    [PyNew(Signature = "(name, *constraints, bound=None, default=typing.NoDefault, covariant=False, contravariant=False, infer_variance=False)")]
    private static Value New(PyType cls, [Kw("name")] PyStr name, [StarArgs] ReadOnlySpan<Value> constraints, [KwOnly, OptNone] Value bound,
        [KwOnly, Kw("default"), Opt] Value defaultValue, [KwOnly] bool covariant = false, [KwOnly] bool contravariant = false, [KwOnly, Kw("infer_variance")] bool inferVariance = false)
    {
        CheckVariance(covariant, contravariant, inferVariance);
        if (!bound.IsNone) bound = TypingLibrary.Check(bound, "Bound must be a type.");
        if (constraints.Length == 1) throw Err.TypeError("A single constraint is not allowed");
        if (constraints.Length > 0 && !bound.IsNone) throw Err.TypeError("Constraints cannot be combined with bound=...");
        return new Value(new PyTypeVar(name)
        {
            Covariant = covariant,
            Contravariant = contravariant,
            InferVariance = inferVariance,
            bound = bound,
            constraints = new Value(PyTuple.Of(constraints)),
            DefaultValue = defaultValue,
        });
    }

    [PyGetter("__bound__")]
    private Value Bound => !bound.IsMissing ? bound : bound = EvaluateBound.IsMissing ? Value.None : Ops.Call(EvaluateBound);

    [PyGetter("__constraints__")]
    private Value Constraints => !constraints.IsMissing ? constraints : constraints = EvaluateConstraints.IsMissing ? new Value(PyTuple.Empty) : Ops.Call(EvaluateConstraints);

    [PyMethod("__typing_subst__")] private Value Subst(Value arg) => TypingLibrary.Function("_typevar_subst", new Value(this), arg);

    [PyMethod("__typing_prepare_subst__")]
    private Value PrepareSubst(Value alias, Value given)
    {
        var args = Ops.ToTuple(given);
        var parameters = (PyTuple)Ops.GetAttr(alias, "__parameters__").Ref!;
        int index = Array.FindIndex(parameters.ToArray(), p => ReferenceEquals(p.Ref, this));
        if (index < args.Count) return given;
        if (index == args.Count && HasDefault) return new Value(new PyTuple([.. args.ToArray(), Default]));
        throw Err.TypeError($"Too few arguments for {Ops.Str(alias)}; actual {args.Count}, expected at least {index + 1}");
    }

    public override Value Or(Value other) => Union(new Value(this), other);
    public override Value ROr(Value other) => Union(other, new Value(this));

    [PyMember("__name__")] private PyStr NameAttr => ParamName;
    [PyMember("__covariant__")] private bool CovariantAttr => Covariant;
    [PyMember("__contravariant__")] private bool ContravariantAttr => Contravariant;
    [PyMember("__infer_variance__")] private bool InferVarianceAttr => InferVariance;
    [PyGetter("__default__")] private Value DefaultAttr => Default;
    [PyGetter("__module__")] private Value ModuleAttr => ModuleName;
    [PySetter("__module__")] private void SetModule(Value v) => ModuleName = v;
    [PyMethod("has_default")] private bool HasDefaultMethod() => HasDefault;
    [PyMethod("__reduce__")] private Value Reduce() => new(ParamName);
    [PyMethod("__mro_entries__")] private Value MroEntries(Value bases) => throw Err.TypeError($"Cannot subclass an instance of {Type.Name}");
}

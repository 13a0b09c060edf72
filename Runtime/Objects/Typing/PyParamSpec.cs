namespace TieredPy.Runtime.Objects;

/// <summary>typing.ParamSpec.</summary>
[PyType("typing.ParamSpec", Subclassable = false, Weakrefable = true, HasDict = true)]
public sealed partial class PyParamSpec : PyTypeParam
{
    internal PyParamSpec(PyStr name) : base(TypeObject.RootShape, name) { }

    private Value bound = Value.None;

    [PyNew(Signature = "(name, *, bound=None, default=typing.NoDefault, covariant=False, contravariant=False, infer_variance=False)")]
    private static Value New(PyType cls, [Kw("name")] PyStr name, [KwOnly, OptNone] Value bound, [KwOnly, Kw("default"), Opt] Value defaultValue,
        [KwOnly] bool covariant = false, [KwOnly] bool contravariant = false, [KwOnly, Kw("infer_variance")] bool inferVariance = false)
    {
        CheckVariance(covariant, contravariant, inferVariance);
        if (!bound.IsNone) bound = TypingLibrary.Check(bound, "Bound must be a type.");
        return new Value(new PyParamSpec(name)
        {
            Covariant = covariant,
            Contravariant = contravariant,
            InferVariance = inferVariance,
            bound = bound,
            DefaultValue = defaultValue,
        });
    }

    [PyMember("__bound__")] private Value Bound => bound;
    [PyGetter("args")] private Value Args => new(new PyParamSpecArgs(new Value(this)));
    [PyGetter("kwargs")] private Value Kwargs => new(new PyParamSpecKwargs(new Value(this)));
    [PyMethod("__typing_subst__")] private Value Subst(Value arg) => TypingLibrary.Function("_paramspec_subst", new Value(this), arg);
    [PyMethod("__typing_prepare_subst__")] private Value PrepareSubst(Value alias, Value args) => TypingLibrary.Function("_paramspec_prepare_subst", new Value(this), alias, args);

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

/// <summary>typing.ParamSpecArgs: <c>P.args</c>.</summary>
[PyType("typing.ParamSpecArgs", Subclassable = false, Weakrefable = true)]
public sealed partial class PyParamSpecArgs : PyObject
{
    internal PyParamSpecArgs(Value origin) : base(TypeObject.RootShape) => Origin = origin;

    [PyMember("__origin__")] internal Value Origin { get; }

    [PyNew] private static Value New(PyType cls, [Kw("origin")] Value origin) => new(new PyParamSpecArgs(origin));

    [PyMethod("__mro_entries__")] private Value MroEntries(Value bases) => throw Err.TypeError("Cannot subclass an instance of ParamSpecArgs");

    public override Value Repr() => Value.Str((Origin.Ref is PyParamSpec p ? p.ParamName.ToString() : Ops.Repr(Origin).ToString()) + ".args");

    public override Value Compare(CmpOp op, Value other) =>
        op is CmpOp.Eq or CmpOp.Ne && other.Ref is PyParamSpecArgs o ? Value.Bool(Ops.Eq(Origin, o.Origin) == (op == CmpOp.Eq)) : Value.NotImplemented;

    [Absent] public override long Hash() => throw Err.TypeError("unhashable type: 'ParamSpecArgs'");
}

/// <summary>typing.ParamSpecKwargs: <c>P.kwargs</c>.</summary>
[PyType("typing.ParamSpecKwargs", Subclassable = false, Weakrefable = true)]
public sealed partial class PyParamSpecKwargs : PyObject
{
    internal PyParamSpecKwargs(Value origin) : base(TypeObject.RootShape) => Origin = origin;

    [PyMember("__origin__")] internal Value Origin { get; }

    [PyNew] private static Value New(PyType cls, [Kw("origin")] Value origin) => new(new PyParamSpecKwargs(origin));

    [PyMethod("__mro_entries__")] private Value MroEntries(Value bases) => throw Err.TypeError("Cannot subclass an instance of ParamSpecKwargs");

    public override Value Repr() => Value.Str((Origin.Ref is PyParamSpec p ? p.ParamName.ToString() : Ops.Repr(Origin).ToString()) + ".kwargs");

    public override Value Compare(CmpOp op, Value other) =>
        op is CmpOp.Eq or CmpOp.Ne && other.Ref is PyParamSpecKwargs o ? Value.Bool(Ops.Eq(Origin, o.Origin) == (op == CmpOp.Eq)) : Value.NotImplemented;

    [Absent] public override long Hash() => throw Err.TypeError("unhashable type: 'ParamSpecKwargs'");
}

namespace TieredPy.Runtime.Objects;

/// <summary>typing.TypeVarTuple.</summary>
[PyType("typing.TypeVarTuple", Subclassable = false, Weakrefable = true, HasDict = true)]
public sealed partial class PyTypeVarTuple : PyTypeParam
{
    internal PyTypeVarTuple(PyStr name) : base(TypeObject.RootShape, name) { }

    [PyNew(Signature = "(name, *, default=typing.NoDefault)")]
    private static Value New(PyType cls, [Kw("name")] PyStr name, [KwOnly, Kw("default"), Opt] Value defaultValue) =>
        new(new PyTypeVarTuple(name) { DefaultValue = defaultValue });

    public override Value Iter() => Ops.Iter(new Value(new PyTuple(TypingLibrary.Call("Unpack", "__getitem__", new Value(this)))));

    public override Value Repr() => new(ParamName);

    [PyMember("__name__")] private PyStr NameAttr => ParamName;
    [PyGetter("__default__")] private Value DefaultAttr => Default;
    [PyGetter("__module__")] private Value ModuleAttr => ModuleName;
    [PySetter("__module__")] private void SetModule(Value v) => ModuleName = v;
    [PyMethod("has_default")] private bool HasDefaultMethod() => HasDefault;
    [PyMethod("__reduce__")] private Value Reduce() => new(ParamName);
    [PyMethod("__mro_entries__")] private Value MroEntries(Value bases) => throw Err.TypeError("Cannot subclass an instance of TypeVarTuple");
    [PyMethod("__typing_subst__")] private Value Subst(Value arg) => throw Err.TypeError("Substitution of bare TypeVarTuple is not supported");
    [PyMethod("__typing_prepare_subst__")] private Value PrepareSubst(Value alias, Value args) => TypingLibrary.Function("_typevartuple_prepare_subst", new Value(this), alias, args);
}

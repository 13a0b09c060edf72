namespace TieredPy.Runtime.Objects;

/// <summary>typing.TypeAliasType: what the <c>type</c> statement makes (PEP 695).</summary>
[PyType("typing.TypeAliasType", Subclassable = false, Weakrefable = true)]
public sealed partial class PyTypeAlias : PyObject
{
    private readonly PyTuple typeParams;
    private readonly Value evaluate;
    private Value value = Value.Missing;
    private readonly Value module;

    internal PyTypeAlias(PyStr name, PyTuple typeParams, Value evaluate) : base(TypeObject.RootShape)
    {
        Name = name;
        this.typeParams = typeParams;
        this.evaluate = evaluate;
        var f = PyThread.Current.TopFrame;
        module = f?.Function.Globals.TryGet(Interp.Names.Name) ?? Value.Missing;
    }

    [PyMember("__name__")] internal PyStr Name { get; }

    [PyNew(Signature = "(name, value, *, type_params=())")]
    private static Value New(PyType cls, [Kw("name")] PyStr name, [Kw("value")] Value value, [KwOnly, Kw("type_params"), Opt] Value typeParams)
    {
        if (!typeParams.IsMissing && typeParams.Ref is not PyTuple) throw Err.TypeError("type_params must be a tuple");
        bool seenDefault = false;
        if (typeParams.Ref is PyTuple tp)
            foreach (var p in tp.AsSpan())
            {
                bool hasDefault = p.Ref is PyTypeParam { HasDefault: true };
                if (seenDefault && !hasDefault) throw Err.TypeError($"non-default type parameter '{Ops.Repr(p)}' follows default type parameter");
                seenDefault |= hasDefault;
            }
        return new Value(new PyTypeAlias(name, typeParams.Ref as PyTuple ?? PyTuple.Empty, Value.Missing) { value = value });
    }

    [PyGetter("__value__")] private Value ValueAttr => !value.IsMissing ? value : value = Ops.Call(evaluate);
    [PyGetter("__type_params__")] private PyTuple TypeParamsAttr => typeParams;
    [PyGetter("__module__")] private Value ModuleAttr => module.IsMissing ? Value.None : module;

    [PyGetter("__parameters__")]
    private PyTuple Parameters
    {
        get
        {
            var items = typeParams.ToArray();
            for (int i = 0; i < items.Length; i++)
                if (items[i].Ref is PyTypeVarTuple) items[i] = TypingLibrary.Call("Unpack", "__getitem__", items[i]);
            return new PyTuple(items);
        }
    }

    [PyMethod("__reduce__")] private Value Reduce() => new(Name);

    public override Value GetItem(Value key)
    {
        if (typeParams.Count == 0) throw Err.TypeError("Only generic type aliases are subscriptable");
        return new Value(new PyGenericAlias(new Value(this), key));
    }

    public override Value Or(Value other) => PyUnion.OrOperator(new Value(this), other);
    public override Value ROr(Value other) => PyUnion.OrOperator(other, new Value(this));
    public override Value Repr() => new(Name);
}

namespace TieredPy.Runtime.Modules.Operator;

/// <summary>operator.attrgetter.</summary>
[PyType("operator.attrgetter", Subclassable = false, Doc = """
    Return a callable object that fetches the given attribute(s) from its operand.
    After f = attrgetter('name'), the call f(r) returns r.name.
    After g = attrgetter('name', 'date'), the call g(r) returns (r.name, r.date).
    After h = attrgetter('name.first', 'name.last'), the call h(r) returns
    (r.name.first, r.name.last).
    """)]
internal sealed partial class PyAttrGetter : PyObject
{
    [PyGetter("__text_signature__")] private static string TextSignature => CallableText.OperandSignature;

    private readonly Value[] names;
    private readonly PyStr[][] paths;

    private PyAttrGetter(Value[] names) : base(TypeObject.RootShape)
    {
        this.names = names;
        paths = Array.ConvertAll(names, n => Array.ConvertAll(n.Ref!.ToString()!.Split('.'), PyStr.Intern));
    }

    [PyNew(Signature = "(attr, /, *attrs)"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (kw is { Length: > 0 }) throw Err.TypeError("attrgetter() takes no keyword arguments");
        if (args.Length == 0) throw Err.TypeError("attrgetter expected at least 1 argument, got 0");
        foreach (var a in args)
            if (a.Ref is not PyStr) throw Err.TypeError("attribute name must be a string");
        return new Value(new PyAttrGetter(args.ToArray()));
    }

    public override Value Call(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (kw is { Length: > 0 }) throw Err.TypeError("attrgetter() takes no keyword arguments");
        if (args.Length != 1) throw Err.TypeError($"attrgetter expected 1 argument, got {args.Length}");
        if (paths.Length == 1) return Fetch(args[0], paths[0]);
        var items = new Value[paths.Length];
        for (int i = 0; i < items.Length; i++)
        {
            var v = Fetch(args[0], paths[i]);
            if (v.IsError) return v;
            items[i] = v;
        }
        return new Value(new PyTuple(items));
    }

    private static Value Fetch(Value o, PyStr[] path)
    {
        foreach (var name in path)
        {
            o = Ops.GetAttrRaw(o, name);
            if (o.IsError) return o;
        }
        return o;
    }

    public override Value Repr() => CallableText.Of(this, "operator.attrgetter", names, null);

    [PyMethod("__reduce__", Doc = "Return state information for pickling")]
    private PyTuple Reduce() => new(new Value(TypeObject), new Value(PyTuple.Of(names)));
}

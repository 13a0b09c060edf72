namespace TieredPy.Runtime.Modules.Operator;

/// <summary>operator.itemgetter.</summary>
[PyType("operator.itemgetter", Subclassable = false, Doc = """
    Return a callable object that fetches the given item(s) from its operand.
    After f = itemgetter(2), the call f(r) returns r[2].
    After g = itemgetter(2, 5, 3), the call g(r) returns (r[2], r[5], r[3])
    """)]
internal sealed partial class PyItemGetter : PyObject
{
    [PyGetter("__text_signature__")] private static string TextSignature => CallableText.OperandSignature;

    private readonly Value[] keys;

    private PyItemGetter(Value[] keys) : base(TypeObject.RootShape) => this.keys = keys;

    /// <summary>The keys fetched; never write to it.</summary>
    internal Value[] Keys => keys;

    [PyNew(Signature = "(item, /, *items)"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (kw is { Length: > 0 }) throw Err.TypeError("itemgetter() takes no keyword arguments");
        if (args.Length == 0) throw Err.TypeError("itemgetter expected 1 argument, got 0");
        return new Value(new PyItemGetter(args.ToArray()));
    }

    public override Value Call(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (kw is { Length: > 0 }) throw Err.TypeError("itemgetter() takes no keyword arguments");
        if (args.Length != 1) throw Err.TypeError($"itemgetter expected 1 argument, got {args.Length}");
        var o = args[0];
        if (keys.Length == 1)
        {
            var key = keys[0];
            if (key.IsInt && o.Ref is PyTuple t && t.GetType() == typeof(PyTuple) && (ulong)key.Bits < (ulong)t.Count) return t[(int)key.Bits];
            return Ops.GetItemRaw(o, key);
        }
        var items = new Value[keys.Length];
        for (int i = 0; i < items.Length; i++)
        {
            var v = Ops.GetItemRaw(o, keys[i]);
            if (v.IsError) return v;
            items[i] = v;
        }
        return new Value(new PyTuple(items));
    }

    public override Value Repr() => CallableText.Of(this, "operator.itemgetter", keys, null);

    [PyMethod("__reduce__", Doc = "Return state information for pickling")]
    private PyTuple Reduce() => new(new Value(TypeObject), new Value(PyTuple.Of(keys)));
}

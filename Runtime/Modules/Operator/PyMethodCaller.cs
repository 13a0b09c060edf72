namespace TieredPy.Runtime.Modules.Operator;

/// <summary>operator.methodcaller.</summary>
[PyType("operator.methodcaller", Subclassable = false, Doc = """
    Return a callable object that calls the given method on its operand.
    After f = methodcaller('name'), the call f(r) returns r.name().
    After g = methodcaller('name', 'date', foo=1), the call g(r) returns
    r.name('date', foo=1).
    """)]
internal sealed partial class PyMethodCaller : PyObject
{
    [PyGetter("__text_signature__")] private static string TextSignature => CallableText.OperandSignature;

    private readonly PyStr name;

    /// <summary>Positional arguments, then keyword values.</summary>
    private readonly Value[] arguments;

    private readonly PyStr[]? keywords;

    private PyMethodCaller(PyStr name, Value[] arguments, PyStr[]? keywords) : base(TypeObject.RootShape)
    {
        this.name = name;
        this.arguments = arguments;
        this.keywords = keywords;
    }

    [PyNew(Signature = "(name, /, *args, **kwargs)"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (args.Length - (kw?.Length ?? 0) < 1) throw Err.TypeError("methodcaller needs at least one argument, the method name");
        if (args[0].Ref is not PyStr name) throw Err.TypeError("method name must be a string");
        return new Value(new PyMethodCaller(PyStr.Intern(name), args[1..].ToArray(), kw));
    }

    public override Value Call(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (kw is { Length: > 0 }) throw Err.TypeError("methodcaller() takes no keyword arguments");
        if (args.Length != 1) throw Err.TypeError($"methodcaller expected 1 argument, got {args.Length}");
        return Ops.CallMethodRaw(args[0], name, arguments, keywords);
    }

    public override Value Repr() => CallableText.Of(this, "operator.methodcaller", [new Value(name), .. arguments], keywords);

    [PyMethod("__reduce__", Doc = "Return state information for pickling")]
    private PyTuple Reduce()
    {
        if (keywords is not { Length: > 0 }) return new PyTuple(new Value(TypeObject), new Value(new PyTuple([new Value(name), .. arguments])));
        var partial = Ops.GetAttr(Ops.Import("functools"), "partial");
        int positional = arguments.Length - keywords.Length;
        Value[] call = [new Value(TypeObject), new Value(name), .. arguments[positional..]];
        var made = Ops.Call(partial, call, keywords);
        return new PyTuple(made, new Value(PyTuple.Of(arguments.AsSpan(0, positional))));
    }
}

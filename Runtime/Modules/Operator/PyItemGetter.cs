using System.Text;

namespace TieredPy.Runtime.Modules.Operator;

/// <summary>operator.itemgetter.</summary>
[PyType("operator.itemgetter", Subclassable = false, Doc = """
    Return a callable object that fetches the given item(s) from its operand.
    After f = itemgetter(2), the call f(r) returns r[2].
    After g = itemgetter(2, 5, 3), the call g(r) returns (r[2], r[5], r[3])
    """)]
internal sealed partial class PyItemGetter : PyObject
{
    /// <summary>Of what all three make: a callable of one operand.</summary>
    internal const string OperandSignature = "(obj, /)";

    [PyGetter("__text_signature__")] private static string TextSignature => PyItemGetter.OperandSignature;

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
    [PyGetter("__text_signature__")] private static string TextSignature => PyItemGetter.OperandSignature;

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

/// <summary>operator.methodcaller.</summary>
[PyType("operator.methodcaller", Subclassable = false, Doc = """
    Return a callable object that calls the given method on its operand.
    After f = methodcaller('name'), the call f(r) returns r.name().
    After g = methodcaller('name', 'date', foo=1), the call g(r) returns
    r.name('date', foo=1).
    """)]
internal sealed partial class PyMethodCaller : PyObject
{
    [PyGetter("__text_signature__")] private static string TextSignature => PyItemGetter.OperandSignature;

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

/// <summary>Reprs of callables that carry arguments.</summary>
internal static class CallableText
{
    /// <summary><c>name(args, k=v)</c>; the last of the values belong to the keywords.</summary>
    public static Value Of(PyObject self, string name, ReadOnlySpan<Value> values, PyStr[]? keywords)
    {
        if (!ReprGuard.Enter(self)) return new Value(PyStr.Of($"{name}(...)"));
        try
        {
            var sb = new StringBuilder(name).Append('(');
            int positional = values.Length - (keywords?.Length ?? 0);
            for (int i = 0; i < values.Length; i++)
            {
                if (i > 0) sb.Append(", ");
                if (i >= positional) sb.Append(keywords![i - positional]).Append('=');
                Sequences.AppendRepr(sb, values[i]);
            }
            return Sequences.Text(sb.Append(')'));
        }
        finally
        {
            ReprGuard.Leave(self);
        }
    }
}

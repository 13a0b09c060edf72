namespace TieredPy.Runtime.Objects;

/// <summary>What weak references and weak proxies have in common.</summary>
public abstract class PyWeakRefBase : PyObject
{
    private WeakReference<PyObject>? referent;
    private PyObject? callback;

    internal PyWeakRefBase(Shape shape) : base(shape) { }

    /// <summary>The callback, or None.</summary>
    internal Value Callback => callback == null ? Value.None : Value.FromHeap(callback);

    /// <summary>The referent; None when it is dead.</summary>
    internal Value Target => referent != null && referent.TryGetTarget(out var o) ? new Value(o) : Value.None;

    internal void Refer(PyObject to, Value whenDead)
    {
        referent = new WeakReference<PyObject>(to);
        callback = whenDead.IsMissingOrNone ? null : whenDead.ToHeap();
        WeakRefs.Add(to, this);
    }

    internal Value TakeCallback()
    {
        var c = Callback;
        callback = null;
        return c;
    }
}

/// <summary>weakref.ref.</summary>
[PyType("weakref.ReferenceType")]
public partial class PyWeakRef : PyWeakRefBase
{
    private long? hash;

    internal PyWeakRef(Shape shape) : base(shape) { }

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        var (target, callback) = Arguments(args, kw, cls == TypeObject);
        var to = WeakRefs.Check(target);
        if (cls == TypeObject && callback.IsNone && WeakRefs.Shared(to, cls) is { } shared) return new Value(shared);
        var made = Allocate(cls);
        made.Refer(to, callback);
        return new Value(made);
    }

    private static (Value Target, Value Callback) Arguments(ReadOnlySpan<Value> args, PyStr[]? kw, bool exact)
    {
        if (exact && kw is { Length: > 0 }) throw Err.TypeError("ref() takes no keyword arguments");
        int n = args.Length - (kw?.Length ?? 0);
        if (n < 1) throw Err.TypeError($"__new__ expected at least 1 argument, got {n}");
        if (n > 2) throw Err.TypeError($"__new__ expected at most 2 arguments, got {n}");
        return (args[0], n == 2 ? args[1] : Value.None);
    }

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (kw is { Length: > 0 }) throw Err.TypeError("ref() takes no keyword arguments");
        if (args.Length is < 1 or > 2) throw Err.TypeError($"__init__ expected at {(args.Length < 1 ? "least 1 argument" : "most 2 arguments")}, got {args.Length}");
    }

    public override Value Call(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (kw is { Length: > 0 }) throw Err.TypeError("weakref() takes no keyword arguments");
        if (args.Length > 0) throw Err.TypeError($"weakref expected 0 arguments, got {args.Length}");
        return Target;
    }

    [PyGetter("__callback__")] private Value GetCallback() => Callback;

    public override Value Repr()
    {
        var to = Target;
        if (to.IsNone) return new Value(PyStr.Of($"<weakref at {ObjectMethods.Address(this)}; dead>"));
        string name = Ops.LookupSpecial(to, PyStr.Intern("__name__"), out var n) && n.Ref is PyStr s ? $" ({s})" : "";
        return new Value(PyStr.Of($"<weakref at {ObjectMethods.Address(this)}; to '{Ops.TypeName(to)}' at {ObjectMethods.Address(to)}{name}>"));
    }

    public override long Hash()
    {
        if (hash is { } h) return h;
        var to = Target;
        if (to.IsNone) throw Err.TypeError("weak object has gone away");
        hash = Ops.Hash(to);
        return hash.Value;
    }

    public override Value Compare(CmpOp op, Value other)
    {
        if (op is not (CmpOp.Eq or CmpOp.Ne) || other.Ref is not PyWeakRef w) return Value.NotImplemented;
        Value a = Target, b = w.Target;
        if (a.IsNone || b.IsNone) return Value.Bool((this == w) == (op == CmpOp.Eq));
        return Ops.CompareRaw(op, a, b);
    }

    [PyClassMethod("__class_getitem__", Doc = "See PEP 585")] private static Value ClassGetItem(PyType cls, Value @object) => new(new PyGenericAlias(new Value(cls), @object));
}

namespace TieredPy.Runtime.Objects;

/// <summary>types.SimpleNamespace.</summary>
[PyType("types.SimpleNamespace", HasDict = true, Doc = "A simple attribute-based namespace.")]
public partial class PyNamespace : PyObject
{
    internal PyNamespace(Shape shape) : base(shape) { }

    public PyNamespace(PyDict attributes) : this(TypeObject.RootShape) => Take(attributes);

    [PyNew(Signature = "(mapping_or_iterable=(), /, **kwargs)"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        int positional = args.Length - (kw?.Length ?? 0);
        if (positional > 1) throw Err.TypeError($"{Type.Name} expected at most 1 argument, got {positional}");
        if (positional == 1)
        {
            var d = args[0].Ref as PyDict ?? (PyDict)Ops.Call(new Value(PyDict.TypeObject), args[0]).Ref!;
            foreach (var k in d.Keys())
                if (k.Ref is not PyStr) throw Err.TypeError("keywords must be strings");
            Take(d);
        }
        for (int i = 0; kw != null && i < kw.Length; i++) InstanceAttributes.Set(this, kw[i], args[positional + i]);
    }

    private void Take(PyDict d)
    {
        int pos = 0;
        while (d.Next(ref pos, out var k, out var v)) InstanceAttributes.Set(this, (PyStr)k.Ref!, v);
    }

    [PyGetter("__dict__")] private Value GetDict() => new(InstanceAttributes.Dict(this));

    public override Value Repr()
    {
        string name = Type == TypeObject ? "namespace" : Type.Name;
        if (!ReprGuard.Enter(this)) return new Value(PyStr.Of($"{name}(...)"));
        try
        {
            var d = InstanceAttributes.Snapshot(this) ?? new PyDict();
            var parts = new List<string>();
            int pos = 0;
            while (d.Next(ref pos, out var k, out var v))
                if (k.Ref is PyStr { Length: > 0 } s) parts.Add($"{s}={Ops.Repr(v)}");
            return new Value(PyStr.Of($"{name}({string.Join(", ", parts)})"));
        }
        finally
        {
            ReprGuard.Leave(this);
        }
    }

    public override Value Compare(CmpOp op, Value other)
    {
        if (op is not (CmpOp.Eq or CmpOp.Ne) || other.Ref is not PyNamespace n) return Value.NotImplemented;
        return Ops.Compare(op, new Value(InstanceAttributes.Snapshot(this) ?? new PyDict()), new Value(InstanceAttributes.Snapshot(n) ?? new PyDict()));
    }

    [PyMethod("__reduce__", Doc = "Return state information for pickling")]
    private Value Reduce() => new(new PyTuple([new Value(Type), new Value(PyTuple.Empty), new Value(InstanceAttributes.Snapshot(this) ?? new PyDict())]));

    [PyMethod("__replace__", Doc = "Return a copy of the namespace object with new values for the specified attributes."), RawCall]
    private Value Replace(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (args.Length != (kw?.Length ?? 0)) throw Err.TypeError("__replace__() takes no positional arguments");
        var copy = Ops.Call(new Value(Type));
        if (copy.Ref is PyNamespace n)
        {
            if (InstanceAttributes.Snapshot(this) is { } d) n.Take(d);
            for (int i = 0; kw != null && i < kw.Length; i++) InstanceAttributes.Set(n, kw[i], args[i]);
        }
        return copy;
    }
}

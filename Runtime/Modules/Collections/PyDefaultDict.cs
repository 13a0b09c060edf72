namespace TieredPy.Runtime.Modules.Collections;

/// <summary>collections.defaultdict.</summary>
[PyType("collections.defaultdict", Weakrefable = false, Doc = """
    defaultdict(default_factory=None, /, [...]) --> dict with default factory

    The default factory is called without arguments to produce
    a new value when a key is not present, in __getitem__ only.
    A defaultdict compares equal to a dict with the same items.
    All remaining arguments are treated the same as if they were
    passed to the dict constructor, including keyword arguments.
    """)]
internal partial class PyDefaultDict : PyDict
{
    private Value factory = Value.None;

    internal PyDefaultDict(Shape shape) : base(shape) { }

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        int given = args.Length - (kw?.Length ?? 0);
        if (given > 0)
        {
            if (!args[0].IsNone && !Ops.Callable(args[0])) throw Err.TypeError("first argument must be callable or None");
            factory = args[0];
            args = args[1..];
        }
        else factory = Value.None;
        base.Init(args, kw);
    }

    [PyNew(MakesOnly = true), RawCall] private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    [PyGetter("default_factory", Doc = "Factory for default value called by __missing__().")] private Value Factory => factory;

    [PySetter("default_factory")] private void SetFactory(Value value) => factory = value.IsMissing ? Value.None : value;

    protected override Value MissingKey(Value key) => GetType() == typeof(PyDefaultDict) ? Missing(key) : base.MissingKey(key);

    [PyMethod("__missing__", RunsPython = true, Doc = """
        __missing__(key) # Called by __getitem__ for missing key; pseudo-code:
          if self.default_factory is None: raise KeyError((key,))
          self[key] = value = self.default_factory()
          return value
        """)]
    private Value Missing(Value key)
    {
        var f = factory;
        if (f.IsNone) return Err.Pend(Err.KeyError(key));
        Value v;
        if (f.Ref == PyList.TypeObject) v = new Value(new PyList());
        else if (f.Ref == PyInt.TypeObject) v = Value.Int(0);
        else
        {
            v = Ops.CallRaw(f, ReadOnlySpan<Value>.Empty, null);
            if (v.IsError) return v;
        }
        if (GetType() == typeof(PyDefaultDict)) Set(key, v);
        else Ops.SetItem(new Value(this), key, v);
        return v;
    }

    [PyMethod("copy", Doc = "D.copy() -> a shallow copy of D.")]
    [PyMethod("__copy__", Doc = "D.copy() -> a shallow copy of D.")]
    private Value CopyMethod() => Ops.Call(new Value(Type), factory, new Value(this));

    public override Value Or(Value other)
    {
        if (other.Ref is not PyDict) return Value.NotImplemented;
        var copy = CopyMethod();
        ((PyDict)copy.Ref!).Update(other);
        return copy;
    }

    public override Value ROr(Value other)
    {
        if (other.Ref is not PyDict) return Value.NotImplemented;
        var made = Ops.Call(new Value(Type), factory, other);
        ((PyDict)made.Ref!).Update(new Value(this));
        return made;
    }

    public override Value Repr()
    {
        var items = base.Repr();
        string text;
        if (factory.IsNone) text = "None";
        else if (!ReprGuard.Enter(factory.ToHeap())) text = "...";
        else
        {
            try
            {
                text = Ops.Repr(factory).ToString();
            }
            finally
            {
                ReprGuard.Leave(factory.ToHeap());
            }
        }
        return new Value(PyStr.Of($"{Type.Name}({text}, {items.Ref})"));
    }

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce() => new(
        new Value(Type),
        new Value(factory.IsNone ? PyTuple.Empty : new PyTuple(factory)),
        Value.None,
        Value.None,
        Ops.Iter(Ops.CallMethod(new Value(this), "items")));

    [PyClassMethod("__class_getitem__", Doc = "See PEP 585")]
    private static Value ClassGetItem(PyType cls, Value @object) => new(new PyGenericAlias(new Value(cls), @object));
}

namespace TieredPy.Runtime.Objects;

/// <summary>A method bound to an object.</summary>
[PyType("method", Subclassable = false, Weakrefable = true)]
public sealed partial class PyMethod : PyObject
{
    public PyMethod(Value function, Value self) : base(TypeObject.RootShape)
    {
        Function = function;
        Self = self;
    }

    [PyGetter("__func__", Doc = "the function (or other callable) implementing a method")]
    public Value Function { get; }

    [PyGetter("__self__", Doc = "the instance to which a method is bound")]
    public Value Self { get; }

    [PyNew(Signature = "(function, instance, /)")]
    private static Value New(PyType cls, Value function, Value instance)
    {
        if (!Ops.Callable(function)) throw Err.TypeError("first argument must be callable");
        if (instance.IsNone) throw Err.TypeError("instance must not be None");
        return new Value(new PyMethod(function, instance));
    }

    public override Value Call(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        var all = new Value[args.Length + 1];
        all[0] = Self;
        args.CopyTo(all.AsSpan(1));
        return Ops.CallRaw(Function, all, kw);
    }

    public override Value DescrGet(Value obj, PyType? owner) => new(this);

    public override Value GetAttr(PyStr name)
    {
        if (TypeObject.Lookup(name) is { } d) return Ops.DescrGet(d, new Value(this), TypeObject);
        return Ops.TryGetAttr(Function, name, out var v) ? v : Value.Missing;
    }

    [PyGetter("__doc__")] private Value DocAttr => Ops.TryGetAttr(Function, "__doc__", out var v) ? v : Value.None;

    [PyMethod("__reduce__")]
    private PyTuple Reduce()
    {
        var getattr = Ops.GetAttr(new Value(Modules.BuiltinModuleLoader.Import("builtins")!), "getattr");
        return new PyTuple(getattr, new Value(new PyTuple(Self, Ops.GetAttr(Function, "__name__"))));
    }

    public override Value Compare(CmpOp op, Value other)
    {
        if (op is not (CmpOp.Eq or CmpOp.Ne) || other.Ref is not PyMethod m) return Value.NotImplemented;
        bool same = Self.Is(m.Self) && Ops.Eq(Function, m.Function);
        return Value.Bool(same == (op == CmpOp.Eq));
    }

    public override long Hash() =>
        (Self.Ref == null ? Self.Bits : ObjectMethods.IdentityHash(Self.Ref)) ^ Ops.Hash(Function);

    public override Value Repr()
    {
        string name = Ops.TryGetAttr(Function, "__qualname__", out var q) && q.Ref is PyStr qs ? qs.ToString()
            : Ops.TryGetAttr(Function, "__name__", out var n) && n.Ref is PyStr ns ? ns.ToString() : "?";
        return new Value(PyStr.Of($"<bound method {name} of {Ops.Repr(Self)}>"));
    }
}

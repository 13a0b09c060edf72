namespace TieredPy.Runtime.Objects;

/// <summary>A function (or other callable) bound to an object.</summary>
[PyType("method", Subclassable = false, Weakrefable = true, Doc = "Create a bound instance method object.")]
public sealed partial class PyMethod : PyObject
{
    private readonly PyObject function;
    private readonly PyObject self;

    public PyMethod(Value function, Value self) : base(TypeObject.RootShape)
    {
        this.function = function.ToHeap();
        this.self = self.ToHeap();
    }

    public Value Function => Value.FromHeap(function);

    public Value Self => Value.FromHeap(self);

    [PyNew(Signature = "(function, instance, /)")]
    private static Value New(PyType cls, Value function, Value instance)
    {
        if (!Ops.Callable(function)) throw Err.TypeError("first argument must be callable");
        if (instance.IsNone) throw Err.TypeError("instance must not be None");
        return new Value(new PyMethod(function, instance));
    }

    [PyMember("__func__", Doc = "the function (or other callable) implementing a method")] private Value Func => Function;

    [PyMember("__self__", Doc = "the instance to which a method is bound")] private Value SelfMember => Self;

    [PyGetter("__doc__")] private Value Doc() => Ops.TryGetAttr(Function, "__doc__", out var d) ? d : Value.None;

    public override Value Call(ReadOnlySpan<Value> args, PyStr[]? kw) => Ops.CallRaw(new Value(this), args, kw);

    /// <summary>What the method itself doesn't have is the function's.</summary>
    public override Value GetAttr(PyStr name)
    {
        var found = TypeObject.Lookup(name);
        if (found != null) return Ops.DescrGet(found, new Value(this), TypeObject);
        return Ops.TryGetAttr(Function, name, out var v) ? v : Err.PendNoAttribute(Function, name);
    }

    public override Value DescrGet(Value obj, PyType? owner) => new(this);

    public override Value Repr()
    {
        string name = Ops.TryGetAttr(Function, "__qualname__", out var q) && q.Ref is PyStr s ? s.ToString()
            : Ops.TryGetAttr(Function, "__name__", out var n) && n.Ref is PyStr t ? t.ToString() : "?";
        return new Value(PyStr.Of($"<bound method {name} of {Ops.Repr(Self)}>"));
    }

    public override Value Compare(CmpOp op, Value other)
    {
        if (op is not (CmpOp.Eq or CmpOp.Ne) || other.Ref is not PyMethod m) return Value.NotImplemented;
        bool same = Self.Is(m.Self) && Ops.Eq(Function, m.Function);
        return Value.Bool(same == (op == CmpOp.Eq));
    }

    public override long Hash() => (Ops.Id(Self) >> 4) ^ Ops.Hash(Function);

    [PyMethod("__reduce__")]
    private Value Reduce()
    {
        var getattr = Ops.GetAttr(Ops.Import("builtins"), "getattr");
        return new Value(new PyTuple([getattr, new Value(new PyTuple([Self, Ops.GetAttr(Function, "__name__")]))]));
    }
}

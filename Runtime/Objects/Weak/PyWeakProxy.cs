namespace TieredPy.Runtime.Objects;

/// <summary>weakref.proxy: behaves as its referent while that lives.</summary>
[PyType("weakref.ProxyType", Subclassable = false, NoConstructor = true)]
public partial class PyWeakProxy : PyWeakRefBase
{
    internal PyWeakProxy(Shape shape) : base(shape) { }

    /// <summary>The proxy of an object, callable when that is.</summary>
    internal static PyWeakRefBase Make(Value target, Value callback)
    {
        var to = WeakRefs.Check(target);
        bool callable = Ops.Callable(target);
        var type = callable ? PyCallableWeakProxy.TypeObject : TypeObject;
        if (callback.IsMissingOrNone && WeakRefs.Shared(to, type) is { } shared) return shared;
        PyWeakRefBase made = callable ? new PyCallableWeakProxy(type.RootShape) : new PyWeakProxy(type.RootShape);
        made.Refer(to, callback);
        return made;
    }

    /// <summary>The referent; ReferenceError when it is dead.</summary>
    internal Value Live => Target is { IsNone: false } v ? v : throw Err.ReferenceError("weakly-referenced object no longer exists");

    private static Value Unwrap(Value v) => v.Ref is PyWeakProxy p ? p.Live : v;

    public override Value GetAttr(PyStr name) => Ops.GetAttr(Live, name);

    public override void SetAttr(PyStr name, Value value) => Ops.SetAttr(Live, name, value);

    public override void DelAttr(PyStr name) => Ops.DelAttr(Live, name);

    public override Value Str() => new(Ops.Str(Live));

    public override Value Repr()
    {
        var to = Target;
        return new Value(PyStr.Of(to.IsNone
            ? $"<weakproxy at {ObjectMethods.Address(this)}; dead>"
            : $"<weakproxy at {ObjectMethods.Address(this)}; to '{Ops.TypeName(to)}' at {ObjectMethods.Address(to)}>"));
    }

    [Absent] public override long Hash() => throw Err.TypeError($"unhashable type: '{Type.FullName}'");

    public override Value Compare(CmpOp op, Value other) => Ops.CompareRaw(op, Live, Unwrap(other));

    public override bool Bool() => Ops.Truth(Live);

    public override long Len() => Ops.Len(Live);

    public override Value GetItem(Value key) => Ops.GetItemRaw(Live, key);

    public override void SetItem(Value key, Value value) => Ops.SetItem(Live, key, value);

    public override void DelItem(Value key) => Ops.DelItem(Live, key);

    public override bool Contains(Value item) => Ops.Contains(Live, item);

    public override Value Iter() => Ops.Iter(Live);

    public override Value Next()
    {
        var to = Live;
        return Ops.Has(to, Slot.Next) ? Ops.NextRaw(to) : throw Err.TypeError("Weakref proxy referenced a non-iterator '" + Ops.TypeName(to) + "' object");
    }

    public override Value Neg() => Ops.Neg(Live);

    public override Value Pos() => Ops.Pos(Live);

    public override Value Invert() => Ops.Invert(Live);

    public override Value Abs() => Ops.Abs(Live);

    public override Value ToInt() => Ops.Call(new Value(PyInt.TypeObject), Live);

    public override Value ToFloat() => Value.Float(Ops.AsDouble(Live));

    public override Value Index() => Ops.Index(Live);

    [PyMethod("__bytes__")] private Value BytesMethod() => Ops.Call(new Value(PyBytes.TypeObject), Live);

    [PyMethod("__reversed__")] private Value ReversedMethod() => Ops.CallMethod(Live, "__reversed__");

    public override Value Add(Value other) => Ops.AddRaw(Live, Unwrap(other));

    public override Value RAdd(Value other) => Ops.AddRaw(Unwrap(other), Live);

    public override Value IAdd(Value other) => Ops.IAddRaw(Live, Unwrap(other));

    public override Value Sub(Value other) => Ops.SubRaw(Live, Unwrap(other));

    public override Value RSub(Value other) => Ops.SubRaw(Unwrap(other), Live);

    public override Value ISub(Value other) => Ops.ISubRaw(Live, Unwrap(other));

    public override Value Mul(Value other) => Ops.MulRaw(Live, Unwrap(other));

    public override Value RMul(Value other) => Ops.MulRaw(Unwrap(other), Live);

    public override Value IMul(Value other) => Ops.IMulRaw(Live, Unwrap(other));

    public override Value MatMul(Value other) => Ops.MatMulRaw(Live, Unwrap(other));

    public override Value RMatMul(Value other) => Ops.MatMulRaw(Unwrap(other), Live);

    public override Value IMatMul(Value other) => Ops.IMatMulRaw(Live, Unwrap(other));

    public override Value TrueDiv(Value other) => Ops.TrueDivRaw(Live, Unwrap(other));

    public override Value RTrueDiv(Value other) => Ops.TrueDivRaw(Unwrap(other), Live);

    public override Value ITrueDiv(Value other) => Ops.ITrueDivRaw(Live, Unwrap(other));

    public override Value FloorDiv(Value other) => Ops.FloorDivRaw(Live, Unwrap(other));

    public override Value RFloorDiv(Value other) => Ops.FloorDivRaw(Unwrap(other), Live);

    public override Value IFloorDiv(Value other) => Ops.IFloorDivRaw(Live, Unwrap(other));

    public override Value Mod(Value other) => Ops.ModRaw(Live, Unwrap(other));

    public override Value RMod(Value other) => Ops.ModRaw(Unwrap(other), Live);

    public override Value IMod(Value other) => Ops.IModRaw(Live, Unwrap(other));

    public override Value LShift(Value other) => Ops.LShiftRaw(Live, Unwrap(other));

    public override Value RLShift(Value other) => Ops.LShiftRaw(Unwrap(other), Live);

    public override Value ILShift(Value other) => Ops.ILShiftRaw(Live, Unwrap(other));

    public override Value RShift(Value other) => Ops.RShiftRaw(Live, Unwrap(other));

    public override Value RRShift(Value other) => Ops.RShiftRaw(Unwrap(other), Live);

    public override Value IRShift(Value other) => Ops.IRShiftRaw(Live, Unwrap(other));

    public override Value And(Value other) => Ops.AndRaw(Live, Unwrap(other));

    public override Value RAnd(Value other) => Ops.AndRaw(Unwrap(other), Live);

    public override Value IAnd(Value other) => Ops.IAndRaw(Live, Unwrap(other));

    public override Value Xor(Value other) => Ops.XorRaw(Live, Unwrap(other));

    public override Value RXor(Value other) => Ops.XorRaw(Unwrap(other), Live);

    public override Value IXor(Value other) => Ops.IXorRaw(Live, Unwrap(other));

    public override Value Or(Value other) => Ops.OrRaw(Live, Unwrap(other));

    public override Value ROr(Value other) => Ops.OrRaw(Unwrap(other), Live);

    public override Value IOr(Value other) => Ops.IOrRaw(Live, Unwrap(other));

    public override Value DivMod(Value other) => Ops.DivMod(Live, Unwrap(other));

    public override Value RDivMod(Value other) => Ops.DivMod(Unwrap(other), Live);

    public override Value Pow(Value other, Value modulus) => Ops.Pow(Live, Unwrap(other), Unwrap(modulus));

    public override Value RPow(Value other, Value modulus) => Ops.Pow(Unwrap(other), Live, Unwrap(modulus));

    public override Value IPow(Value other) => Ops.IPowRaw(Live, Unwrap(other));
}

/// <summary>The proxy of a callable object.</summary>
[PyType("weakref.CallableProxyType", Base = typeof(PyObject), Subclassable = false, NoConstructor = true)]
public sealed partial class PyCallableWeakProxy : PyWeakProxy
{
    internal PyCallableWeakProxy(Shape shape) : base(shape) { }

    public override Value Call(ReadOnlySpan<Value> args, PyStr[]? kw) => Ops.CallRaw(Live, args, kw);
}

namespace TieredPy.Runtime.Objects;

/// <summary>The type float, and the box of a float in heap storage; an instance of a Python subclass is a <see cref="PyFloatSub"/>.</summary>
[PyType("float", MatchSelf = true, Doc = "Convert a string or number to a floating-point number, if possible.")]
public partial class PyFloat : PyObject
{
    public readonly double Number;

    public PyFloat(double number) : base(TypeObject.RootShape) => Number = number;

    internal PyFloat(Shape shape, double number) : base(shape) => Number = number;

    internal static PyFloat Allocate(PyType cls) => cls == TypeObject ? new PyFloat(0) : new PyFloatSub(cls.RootShape, 0);

    private Value Self => Value.FromHeap(this);

    public override string ToString() => Numbers.FloatFormat.Repr(Number);

    public override Value Repr() => Value.Str(Numbers.FloatFormat.Repr(Number));
    public override long Hash() => FloatOps.Hash(Self);
    public override bool Bool() => Number != 0;
    public override Value Compare(CmpOp op, Value other) => FloatOps.Compare(op, Self, other);
    public override Value Add(Value other) => FloatOps.Add(Self, other);
    public override Value RAdd(Value other) => FloatOps.Add(other, Self);
    public override Value Sub(Value other) => FloatOps.Sub(Self, other);
    public override Value RSub(Value other) => FloatOps.Sub(other, Self);
    public override Value Mul(Value other) => FloatOps.Mul(Self, other);
    public override Value RMul(Value other) => FloatOps.Mul(other, Self);
    public override Value TrueDiv(Value other) => FloatOps.TrueDiv(Self, other);
    public override Value RTrueDiv(Value other) => FloatOps.TrueDiv(other, Self);
    public override Value FloorDiv(Value other) => FloatOps.FloorDiv(Self, other);
    public override Value RFloorDiv(Value other) => FloatOps.FloorDiv(other, Self);
    public override Value Mod(Value other) => FloatOps.Mod(Self, other);
    public override Value RMod(Value other) => FloatOps.Mod(other, Self);
    public override Value DivMod(Value other) => FloatOps.DivMod(Self, other);
    public override Value RDivMod(Value other) => FloatOps.DivMod(other, Self);
    public override Value Pow(Value other, Value modulus) => FloatOps.Pow(Self, other, modulus);
    public override Value RPow(Value other, Value modulus) => FloatOps.Pow(other, Self, modulus);
    public override Value Neg() => Value.Float(-Number);
    public override Value Pos() => Value.Float(Number);
    public override Value Abs() => Value.Float(Math.Abs(Number));
    public override Value ToInt() => FloatOps.Truncate(Number);
    public override Value ToFloat() => Value.Float(Number);
}

/// <summary>An instance of a Python subclass of float.</summary>
public sealed class PyFloatSub : PyFloat
{
    private PyObject?[]? slots;

    internal PyFloatSub(Shape shape, double number) : base(shape, number) { }

    internal override bool HasSlots => true;

    internal override ref PyObject? SlotRef(int i)
    {
        return ref SlotArray.At(ref slots, i);
    }
}

namespace TieredPy.Runtime.Objects;

/// <summary>
/// The type int, and the box of an int that fits 64 bits in heap storage. Bodies take any int through <see cref="IntOps"/>; bool, big ints and
/// instances of Python subclasses are C# subclasses that only differ in what they hold.
/// </summary>
[PyType("int", MatchSelf = true, Doc = "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an integer, or return 0 if no arguments\nare given.  If x is a number, return x.__int__().  For floating-point\nnumbers, this truncates towards zero.\n\nIf x is not a number or if base is given, then x must be a string,\nbytes, or bytearray instance representing an integer literal in the\ngiven base.  The literal can be preceded by '+' or '-' and be surrounded\nby whitespace.  The base defaults to 10.  Valid bases are 0 and 2-36.\nBase 0 means to interpret the base from the string as an integer literal.\n>>> int('0b100', base=0)\n4")]
public partial class PyInt : PyObject
{
    private const int CacheFrom = -5;
    private const int CacheTo = 1024;

    /// <summary>The number; of no meaning in a <see cref="PyBigInt"/> and in a <see cref="PyIntSub"/> of a big number.</summary>
    public readonly long Number;

    private PyInt(long number) : base(TypeObject.RootShape) => Number = number;

    internal PyInt(Shape shape, long number) : base(shape) => Number = number;

    /// <summary>A box for heap storage; small numbers share theirs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyInt Box(long number) =>
        (ulong)(number - CacheFrom) <= CacheTo - CacheFrom ? Statics.Small[number - CacheFrom] : new PyInt(number);

    /// <summary>Instances of int itself are values; a Python subclass gets a <see cref="PyIntSub"/>.</summary>
    internal static PyInt Allocate(PyType cls) => cls == TypeObject ? Box(0) : new PyIntSub(cls.RootShape, 0);

    /// <summary>The value of any C# object of this class: unboxed where it is a box.</summary>
    private Value Self => Value.FromHeap(this);

    public override string ToString() => IntOps.ToString(Self);

    public override Value Repr() => IntOps.Repr(Self);
    public override long Hash() => IntOps.Hash(Self);
    public override bool Bool() => IntOps.Bool(Self);
    public override Value Compare(CmpOp op, Value other) => IntOps.Compare(op, Self, other);
    public override Value Add(Value other) => IntOps.Add(Self, other);
    public override Value RAdd(Value other) => IntOps.Add(other, Self);
    public override Value Sub(Value other) => IntOps.Sub(Self, other);
    public override Value RSub(Value other) => IntOps.Sub(other, Self);
    public override Value Mul(Value other) => IntOps.Mul(Self, other);
    public override Value RMul(Value other) => IntOps.Mul(other, Self);
    public override Value TrueDiv(Value other) => IntOps.TrueDiv(Self, other);
    public override Value RTrueDiv(Value other) => IntOps.TrueDiv(other, Self);
    public override Value FloorDiv(Value other) => IntOps.FloorDiv(Self, other);
    public override Value RFloorDiv(Value other) => IntOps.FloorDiv(other, Self);
    public override Value Mod(Value other) => IntOps.Mod(Self, other);
    public override Value RMod(Value other) => IntOps.Mod(other, Self);
    public override Value DivMod(Value other) => IntOps.DivMod(Self, other);
    public override Value RDivMod(Value other) => IntOps.DivMod(other, Self);
    public override Value Pow(Value other, Value modulus) => IntOps.Pow(Self, other, modulus);
    public override Value RPow(Value other, Value modulus) => IntOps.Pow(other, Self, modulus);
    public override Value LShift(Value other) => IntOps.LShift(Self, other);
    public override Value RLShift(Value other) => IntOps.LShift(other, Self);
    public override Value RShift(Value other) => IntOps.RShift(Self, other);
    public override Value RRShift(Value other) => IntOps.RShift(other, Self);
    public override Value And(Value other) => IntOps.And(Self, other);
    public override Value RAnd(Value other) => IntOps.And(other, Self);
    public override Value Or(Value other) => IntOps.Or(Self, other);
    public override Value ROr(Value other) => IntOps.Or(other, Self);
    public override Value Xor(Value other) => IntOps.Xor(Self, other);
    public override Value RXor(Value other) => IntOps.Xor(other, Self);
    public override Value Neg() => IntOps.Neg(Self);
    public override Value Pos() => IntOps.Pos(Self);
    public override Value Invert() => IntOps.Invert(Self);
    public override Value Abs() => IntOps.Abs(Self);
    public override Value ToInt() => IntOps.Pos(Self);
    public override Value Index() => IntOps.Pos(Self);
    public override Value ToFloat() => Value.Float(IntOps.ToDouble(Self));

    private static class Statics
    {
        public static readonly PyInt[] Small = MakeSmall();

        private static PyInt[] MakeSmall()
        {
            var a = new PyInt[CacheTo - CacheFrom + 1];
            for (int i = 0; i < a.Length; i++) a[i] = new PyInt(i + CacheFrom);
            return a;
        }
    }
}

/// <summary>An int beyond 64 bits.</summary>
public sealed class PyBigInt : PyInt
{
    private long hash;

    public PyBigInt(BigInteger number) : base(TypeObject.RootShape, 0) => Big = number;

    public BigInteger Big { get; }

    public override long Hash() => hash != 0 ? hash : hash = IntOps.HashBig(Big);
}

/// <summary>An instance of a Python subclass of int.</summary>
public sealed class PyIntSub : PyInt
{
    private readonly PyBigInt? big;
    private PyObject?[]? slots;

    internal PyIntSub(Shape shape, long number) : base(shape, number) { }

    internal PyIntSub(Shape shape, PyBigInt big) : base(shape, 0) => this.big = big;

    /// <summary>The exact int that this one equals.</summary>
    public Value Exact => big == null ? Value.Int(Number) : new Value(big);

    /// <summary>The number when it exceeds 64 bits.</summary>
    public PyBigInt? Big => big;

    internal override bool HasSlots => true;

    internal override ref PyObject? SlotRef(int i)
    {
        return ref SlotArray.At(ref slots, i);
    }

    internal static PyIntSub Make(PyType cls, Value exact) =>
        exact.Ref is PyBigInt b ? new PyIntSub(cls.RootShape, b) : new PyIntSub(cls.RootShape, exact.Bits);
}

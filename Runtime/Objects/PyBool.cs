namespace TieredPy.Runtime.Objects;

/// <summary>True and False.</summary>
[PyType("bool", Base = typeof(PyInt), Subclassable = false, MatchSelf = true, Doc = "Returns True when the argument is true, False otherwise.\nThe builtins True and False are the only two instances of the class bool.\nThe class bool is a subclass of the class int, and cannot be subclassed.")]
public sealed partial class PyBool : PyInt
{
    public static readonly PyBool False = new(0);
    public static readonly PyBool True = new(1);

    private PyBool(long number) : base(TypeObject.RootShape, number) { }

    public static PyBool Of(bool b) => b ? True : False;

    [PyNew(Signature = "(object=False, /)")]
    private static Value New(PyType cls, [Opt(Show = "False")] Value x) => Value.Bool(!x.IsMissing && Ops.Truth(x));

    public override string ToString() => Number != 0 ? "True" : "False";

    public override Value Repr() => new(Number != 0 ? Names.True : Names.False);

    public override bool Bool() => Number != 0;

    public override Value And(Value other) => other.Ref is PyBool b ? Value.Bool((Number & b.Number) != 0) : IntOps.And(new Value(this), other);
    public override Value RAnd(Value other) => other.Ref is PyBool b ? Value.Bool((Number & b.Number) != 0) : IntOps.And(other, new Value(this));
    public override Value Or(Value other) => other.Ref is PyBool b ? Value.Bool((Number | b.Number) != 0) : IntOps.Or(new Value(this), other);
    public override Value ROr(Value other) => other.Ref is PyBool b ? Value.Bool((Number | b.Number) != 0) : IntOps.Or(other, new Value(this));
    public override Value Xor(Value other) => other.Ref is PyBool b ? Value.Bool(Number != b.Number) : IntOps.Xor(new Value(this), other);
    public override Value RXor(Value other) => other.Ref is PyBool b ? Value.Bool(Number != b.Number) : IntOps.Xor(other, new Value(this));

    public override Value Invert()
    {
        Err.Warn(ExcTypes.DeprecationWarning, "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion of the underlying int object and is usually not what you expect from negating a bool. Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int.", 1);
        return Value.Int(~Number);
    }

    private static class Names
    {
        public static readonly PyStr True = PyStr.Intern("True");
        public static readonly PyStr False = PyStr.Intern("False");
    }
}

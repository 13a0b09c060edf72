namespace TieredPy.Runtime.Objects.Arguments;

/// <summary>Turns results of C# bodies into Python values.</summary>
internal static class Results
{
    public static Value ObjectOrNone(PyObject? o) => o == null ? Value.None : new Value(o);

    public static Value AnyObjectOrNone(PyObject? o) => o == null ? Value.None : Value.FromHeap(o);

    public static Value StringOrNone(string? s) => s == null ? Value.None : Value.Str(s);

    public static Value LongOrNone(long? n) => n is { } i ? Value.Int(i) : Value.None;

    public static Value IntOrNone(int? n) => n is { } i ? Value.Int(i) : Value.None;

    public static Value DoubleOrNone(double? n) => n is { } d ? Value.Float(d) : Value.None;

    public static Value BoolOrNone(bool? n) => n is { } b ? Value.Bool(b) : Value.None;

    public static Value BigIntegerOrNone(BigInteger? n) => n is { } b ? Value.Big(b) : Value.None;

    /// <summary>What <c>__next__</c> called by name returns: exhaustion becomes StopIteration.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value Next(Value result) => result.IsDone ? throw Err.StopIteration() : result;

    /// <summary>As <see cref="Next(Value)"/>; the StopIteration of what returns a value has it.</summary>
    public static Value Next(Value result, PyObject self)
    {
        if (!result.IsDone) return result;
        if (self is not IReturnsValue) throw Err.StopIteration();
        var thread = PyThread.Current;
        var v = thread.StopValue;
        thread.StopValue = Value.None;
        throw Err.StopIteration(v);
    }

    /// <summary>What <c>__getattribute__(self, name)</c> called by name returns: absence becomes AttributeError.</summary>
    public static Value Attribute(Value result, ReadOnlySpan<Value> args) =>
        result.IsMissing ? throw Err.NoAttribute(args[0], (PyStr)args[1].Ref!) : result;
}

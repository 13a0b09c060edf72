namespace TieredPy.Runtime.Objects;

/// <summary>
/// A Python value as registers, arguments and results carry it: 16 bytes, no box for ints that fit 64 bits nor for floats.
/// <c>Ref == null</c>: an int in <c>Bits</c>. <c>Ref == FloatTag</c>: a float whose bits are in <c>Bits</c>. Anything else: the object <c>Ref</c>.
/// Canonical form, which must always hold: an exact int that fits 64 bits never appears as an object, nor does an exact float
/// (boxes <see cref="PyInt"/> and <see cref="PyFloat"/> live only inside heap storage); bool, big ints and instances of subclasses are objects.
/// Note that <c>default(Value)</c> is the int 0, not "missing".
/// </summary>
public readonly struct Value
{
    /// <summary>Null for an int, a tag for a float or a sentinel, else the object.</summary>
    public readonly PyObject? Ref;

    /// <summary>The int, or the float's bits; 0 for objects.</summary>
    public readonly long Bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Value(PyObject? reference, long bits)
    {
        Ref = reference;
        Bits = bits;
    }

    /// <summary>Wraps an object that is known not to be a <see cref="PyInt"/> or <see cref="PyFloat"/> box.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Value(PyObject reference)
    {
        Ref = reference;
        Bits = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value Int(long i) => new(null, i);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value Float(double d) => new(Tags.Float, BitConverter.DoubleToInt64Bits(d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value Bool(bool b) => b ? new Value(PyBool.True) : new Value(PyBool.False);

    /// <summary>A str value of a .NET string in which each char is one code point.</summary>
    public static Value Str(string s) => new(new PyStr(s));

    /// <summary>An int of any size, brought to canonical form.</summary>
    public static Value Big(BigInteger b) =>
        b >= long.MinValue && b <= long.MaxValue ? Int((long)b) : new Value(new PyBigInt(b));

    /// <summary>Reads an object from heap storage: boxes become unboxed values, all else is wrapped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value FromHeap(PyObject o)
    {
        if (o.GetType() == typeof(PyInt)) return Int(Unsafe.As<PyInt>(o).Number);
        if (o.GetType() == typeof(PyFloat)) return Float(Unsafe.As<PyFloat>(o).Number);
        return new Value(o);
    }

    /// <summary>The object to put into heap storage: boxes an int or float, else the object itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PyObject ToHeap()
    {
        var r = Ref;
        if (r == null) return PyInt.Box(Bits);
        return r == Tags.Float ? new PyFloat(AsFloat) : r;
    }

    public static Value None => new(PyNone.Instance);
    public static Value True => new(PyBool.True);
    public static Value False => new(PyBool.False);
    public static Value NotImplemented => new(PyNotImplemented.Instance);
    public static Value Ellipsis => new(PyEllipsis.Instance);

    /// <summary>The sentinel "an error is pending on <see cref="PyThread"/>"; only Raw methods and slot bodies may return it.</summary>
    public static Value Error => new(Tags.Error);

    /// <summary>The sentinel "iterator exhausted", returned by <see cref="PyObject.Next"/>; no exception is made for it.</summary>
    public static Value Done => new(Tags.Done);

    /// <summary>The sentinel "not there": an omitted argument, an unbound local, an attribute or key that is missing.</summary>
    public static Value Missing => new(Tags.Missing);

    public bool IsInt { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Ref == null; }
    public bool IsFloat { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Ref == Tags.Float; }
    public bool IsError { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Ref == Tags.Error; }
    public bool IsDone { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Ref == Tags.Done; }
    public bool IsMissing { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Ref == Tags.Missing; }
    public bool IsNone { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Ref == PyNone.Instance; }
    public bool IsTrue { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Ref == PyBool.True; }
    public bool IsFalse { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Ref == PyBool.False; }
    public bool IsNotImplemented { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Ref == PyNotImplemented.Instance; }

    /// <summary>True for Missing and for None: the usual test of an optional argument.</summary>
    public bool IsMissingOrNone => IsMissing || IsNone;

    /// <summary>The float; only when <see cref="IsFloat"/>.</summary>
    public double AsFloat { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => BitConverter.Int64BitsToDouble(Bits); }

    /// <summary>The value's Python type.</summary>
    public PyType Type { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Ref == null ? PyInt.TypeObject : Ref.Shape.Type; }

    /// <summary>Identity as Python's <c>is</c>: ints and floats by value (as in PyPy), objects by reference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Is(Value other) => Ref == other.Ref && Bits == other.Bits;

    /// <summary>The object as <typeparamref name="T"/>, or null when it is another class (subclasses match).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T? As<T>() where T : PyObject => Ref as T;

    public static implicit operator Value(PyObject o) => FromHeap(o);

    public override string ToString() => Ref == null ? Bits.ToString() : IsFloat ? AsFloat.ToString("R") : Ref.ToString() ?? "";
}

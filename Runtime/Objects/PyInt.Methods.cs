using TieredPy.Runtime.Numbers;

namespace TieredPy.Runtime.Objects;

public partial class PyInt
{
    [PyNew(Signature = "")]
    private static Value New(PyType cls, [Opt(Show = "0")] Value x, [Opt(Show = "10"), Kw("base")] Value numberBase)
    {
        Value exact;
        if (x.IsMissing) exact = numberBase.IsMissing ? Value.Int(0) : throw Err.TypeError("int() missing string argument");
        else exact = numberBase.IsMissing ? IntConversion.From(x) : IntConversion.FromText(x, numberBase);
        return cls == TypeObject || exact.IsError ? exact : new Value(PyIntSub.Make(cls, exact));
    }

    [PyGetter("real", Doc = "the real part of a complex number")]
    private static Value Real(Value self) => IntOps.Exact(self);

    [PyGetter("imag", Doc = "the imaginary part of a complex number")]
    private static Value Imag(Value self) => Value.Int(0);

    [PyGetter("numerator", Doc = "the numerator of a rational number in lowest terms")]
    private static Value Numerator(Value self) => IntOps.Exact(self);

    [PyGetter("denominator", Doc = "the denominator of a rational number in lowest terms")]
    private static Value Denominator(Value self) => Value.Int(1);

    [PyMethod("conjugate", Doc = "Returns self, the complex conjugate of any int.")]
    private static Value Conjugate(Value self) => IntOps.Exact(self);

    [PyMethod("__trunc__", Doc = "Truncating an Integral returns itself.")]
    private static Value Trunc(Value self) => IntOps.Exact(self);

    [PyMethod("__floor__", Doc = "Flooring an Integral returns itself.")]
    private static Value Floor(Value self) => IntOps.Exact(self);

    [PyMethod("__ceil__", Doc = "Ceiling of an Integral returns itself.")]
    private static Value Ceil(Value self) => IntOps.Exact(self);

    [PyMethod("__getnewargs__")]
    private static Value GetNewArgs(Value self) => new(new PyTuple([IntOps.Exact(self)]));

    [PyMethod("__sizeof__", Doc = "Returns size in memory, in bytes.")]
    private static Value SizeOf(Value self)
    {
        long digits = (BitLengthOf(self) + 29) / 30;
        return Value.Int(24 + 4 * Math.Max(1, digits));
    }

    [PyMethod("bit_length", Pure = true, Doc = "Number of bits necessary to represent self in binary.\n\n>>> bin(37)\n'0b100101'\n>>> (37).bit_length()\n6")]
    private static Value BitLength(Value self) => Value.Int(BitLengthOf(self));

    [PyMethod("bit_count", Pure = true, Doc = "Number of ones in the binary representation of the absolute value of self.\n\nAlso known as the population count.\n\n>>> bin(13)\n'0b1101'\n>>> (13).bit_count()\n3")]
    private static Value BitCount(Value self) =>
        Value.Int(IntOps.Get(self, out long a, out var big) == IntKind.Small ? IntMath.BitCount(a) : IntMath.BitCount(big));

    [PyMethod("as_integer_ratio", Doc = "Return a pair of integers, whose ratio is equal to the original int.\n\nThe ratio is in lowest terms and has a positive denominator.\n\n>>> (10).as_integer_ratio()\n(10, 1)\n>>> (-10).as_integer_ratio()\n(-10, 1)\n>>> (0).as_integer_ratio()\n(0, 1)")]
    private static Value AsIntegerRatio(Value self) => new(new PyTuple([IntOps.Exact(self), Value.Int(1)]));

    [PyMethod("is_integer", Doc = "Returns True. Exists for duck type compatibility with float.is_integer.")]
    private static bool IsInteger(Value self) => true;

    [PyMethod("__round__", Doc = "Rounding an Integral returns itself.\n\nRounding with an ndigits argument also returns an integer.")]
    private static Value Round(Value self, [Opt] Value ndigits)
    {
        if (ndigits.IsMissing) return IntOps.Exact(self);
        var n = Ops.Index(ndigits);
        if (IntOps.CompareInts(n, Value.Int(0)) >= 0) return IntOps.Exact(self);
        // Half to even at a power of ten; one with more digits than the number leaves nothing.
        if (!IntOps.TryGetSmall(n, out long places) || -places > BitLengthOf(self) / 3 + 2) return Value.Int(0);
        var unit = BigInteger.Pow(10, (int)-places);
        var q = IntOps.FloorDivRem(IntOps.ToBig(self), unit, out var rest);
        int c = (rest * 2).CompareTo(unit);
        if (c > 0 || (c == 0 && !q.IsEven)) q += 1;
        return Value.Big(q * unit);
    }

    [PyMethod("__format__", Doc = "Convert to a string according to format_spec.")]
    private static Value Format(Value self, PyStr formatSpec) => new(Formatting.Int(self, formatSpec));

    [PyMethod("to_bytes", Doc = "Return an array of bytes representing an integer.\n\n  length\n    Length of bytes object to use.  An OverflowError is raised if the\n    integer is not representable with the given number of bytes.  Default\n    is length 1.\n  byteorder\n    The byte order used to represent the integer.  If byteorder is 'big',\n    the most significant byte is at the beginning of the byte array.  If\n    byteorder is 'little', the most significant byte is at the end of the\n    byte array.  To request the native byte order of the host system, use\n    sys.byteorder as the byte order value.  Default is to use 'big'.\n  signed\n    Determines whether two's complement is used to represent the integer.\n    If signed is False and a negative integer is given, an OverflowError\n    is raised.")]
    private static Value ToBytes(Value self, [Kw] long length = 1, [Kw] string byteorder = "big", [KwOnly, Kw] bool signed = false)
    {
        bool big = IsBigEndian(byteorder);
        if (length < 0) throw Err.ValueError("length argument must be non-negative");
        if (IntOps.Get(self, out long small, out _) == IntKind.Small && length is > 0 and <= 8) return new Value(new PyBytes(SmallToBytes(small, (int)length, big, signed)));
        var n = IntOps.ToBig(self);
        if (n.Sign < 0 && !signed) throw Err.OverflowError("can't convert negative int to unsigned");
        if (length > Array.MaxLength) throw Err.MemoryError();
        int count = n.IsZero ? 0 : n.GetByteCount(!signed);
        if (count > length) throw Err.OverflowError("int too big to convert");
        var bytes = new byte[length];
        if (n.Sign < 0) Array.Fill(bytes, (byte)0xFF);
        if (count > 0) n.TryWriteBytes(big ? bytes.AsSpan((int)length - count) : bytes, out _, !signed, big);
        return new Value(new PyBytes(bytes));
    }

    private static byte[] SmallToBytes(long n, int length, bool big, bool signed)
    {
        if (n < 0 && !signed) throw Err.OverflowError("can't convert negative int to unsigned");
        // What the bytes leave out must be nothing but the sign.
        int bits = length * 8 - (signed ? 1 : 0);
        if (bits < 63 && n >> bits is not (0 or -1)) throw Err.OverflowError("int too big to convert");
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) bytes[big ? length - 1 - i : i] = (byte)(n >> i * 8);
        return bytes;
    }

    private static long SmallFromBytes(ReadOnlySpan<byte> bytes, bool big)
    {
        ulong n = 0;
        for (int i = 0; i < bytes.Length; i++) n = n << 8 | bytes[big ? i : bytes.Length - 1 - i];
        return (long)n;
    }

    [PyClassMethod("from_bytes", Doc = "Return the integer represented by the given array of bytes.\n\n  bytes\n    Holds the array of bytes to convert.  The argument must either\n    support the buffer protocol or be an iterable object producing bytes.\n    Bytes and bytearray are examples of built-in objects that support the\n    buffer protocol.\n  byteorder\n    The byte order used to represent the integer.  If byteorder is 'big',\n    the most significant byte is at the beginning of the byte array.  If\n    byteorder is 'little', the most significant byte is at the end of the\n    byte array.  To request the native byte order of the host system, use\n    sys.byteorder as the byte order value.  Default is to use 'big'.\n  signed\n    Indicates whether two's complement is used to represent the integer.")]
    private static Value FromBytes(PyType cls, [Kw] Value bytes, [Kw] string byteorder = "big", [KwOnly, Kw] bool signed = false)
    {
        bool big = IsBigEndian(byteorder);
        var data = bytes.Ref is PyBytes b ? b.Data : PyBytes.FromObject(bytes);
        var n = !signed && data.Length < 8 ? Value.Int(SmallFromBytes(data, big)) : Value.Big(new BigInteger(data, !signed, big));
        return cls == TypeObject ? n : Ops.Call(new Value(cls), n);
    }

    private static bool IsBigEndian(string byteorder) => byteorder switch
    {
        "big" => true,
        "little" => false,
        _ => throw Err.ValueError("byteorder must be either 'little' or 'big'"),
    };

    private static long BitLengthOf(Value v) =>
        IntOps.Get(v, out long a, out var big) == IntKind.Small ? IntMath.BitLength(a) : IntMath.BitLength(big);
}

/// <summary>What <c>int(x)</c> and <c>int(x, base)</c> do.</summary>
internal static class IntConversion
{
    /// <summary><c>int(x)</c>: the exact int.</summary>
    public static Value From(Value x)
    {
        if (x.Ref == null) return x;
        if (x.IsFloat) return FloatOps.Truncate(x.AsFloat);
        if (x.Ref is PyStr exact && !x.Type.IsHeap) return Parse(x, exact, 10);
        if (Ops.Has(x, Slot.Int) && Ops.LookupSpecial(x, Slot.Int, out var method)) return CheckInt(Ops.Call(method), "__int__");
        if (Ops.HasIndex(x)) return Ops.Index(x);
        if (Ops.LookupSpecial(x, Slot.Trunc, out var trunc))
        {
            Err.Warn(ExcTypes.DeprecationWarning, "The delegation of int() to __trunc__ is deprecated.");
            var r = Ops.Call(trunc);
            if (IntOps.IsInt(r)) return IntOps.Exact(r);
            if (Ops.HasIndex(r)) return Ops.Index(r);
            throw Err.TypeError($"__trunc__ returned non-Integral (type {Ops.TypeName(r)})");
        }
        if (x.Ref is PyStr s) return Parse(x, s, 10);
        if (Buffers.TryGetBytes(x, out var bytes)) return Parse(x, PyFloat.AsciiText(bytes), 10);
        throw Err.TypeError($"int() argument must be a string, a bytes-like object or a real number, not '{Ops.TypeName(x)}'");
    }

    /// <summary><c>int(x, base)</c>.</summary>
    public static Value FromText(Value x, Value numberBase)
    {
        var b = Ops.Index(numberBase);
        if (!b.IsInt || b.Bits is not (0 or >= 2 and <= 36)) throw Err.ValueError("int() base must be >= 2 and <= 36, or 0");
        if (x.Ref is PyStr s) return Parse(x, s, (int)b.Bits);
        if (x.Ref is PyBytes or PyByteArray && Buffers.TryGetBytes(x, out var bytes)) return Parse(x, PyFloat.AsciiText(bytes), (int)b.Bits);
        throw Err.TypeError("int() can't convert non-string with explicit base");
    }

    /// <summary>Reads an int; <paramref name="shown"/> is what an error shows.</summary>
    public static Value Parse(Value shown, PyStr text, int numberBase)
    {
        if (numberBase == 10 && shown.Ref == text && text.IsExact && !text.IsWide && TryShort(text.Span) is { IsMissing: false } quick)
            return quick.IsError ? Err.Pend(NoDecimalError(text)) : quick;
        var chars = text.IsWide ? NumericText.ToAscii(text.WideSpan) : text.Span;
        switch (IntText.Parse(chars, numberBase, IntOps.MaxStrDigits, out long small, out var big, out int digits))
        {
            case IntParseStatus.Small:
                return Value.Int(small);
            case IntParseStatus.Big:
                return Value.Big(big);
            case IntParseStatus.TooManyDigits:
                throw Err.ValueError($"Exceeds the limit ({IntOps.MaxStrDigits} digits) for integer string conversion: value has {digits} digits; use sys.set_int_max_str_digits() to increase the limit");
            default:
                return Err.Pend(ExcTypes.ValueError, NoLiteral(shown, numberBase));
        }
    }

    /// <summary><c>int(text)</c> of an exact str; the marker of an iteration's end where that is seen at once to be an error.</summary>
    public static Value ParseOrDone(PyStr text)
    {
        if (text.IsWide || TryShort(text.Span) is not { IsMissing: false } quick) return Parse(new Value(text), text, 10);
        return quick.IsError ? Value.Done : quick;
    }

    /// <summary>A decimal int of a few ASCII digits; Error for text with what no decimal int has; Missing for all else, which takes a closer look.</summary>
    private static Value TryShort(ReadOnlySpan<char> text)
    {
        const int SafeDigits = 18;
        if (text.IsEmpty) return Value.Error;
        if (text.Length > SafeDigits) return Value.Missing;
        int at = text[0] == '-' ? 1 : 0;
        if (at == text.Length) return Value.Error;
        long value = 0;
        for (int i = at; i < text.Length; i++)
        {
            uint digit = (uint)(text[i] - '0');
            if (digit > 9) return text[i] is > ' ' and < '\x7F' and not ('_' or '+' or '-') ? Value.Error : Value.Missing;
            value = value * 10 + digit;
        }
        return Value.Int(at == 1 ? -value : value);
    }

    /// <summary>What <c>int(text)</c> raises of an exact str of few characters that is no decimal int.</summary>
    public static PyBaseException NoDecimalError(PyStr text) => PyBaseException.Begin(ExcTypes.ValueError, new DeferredMessage(NoDecimal, text, text));

    private static readonly Func<PyObject, PyObject, PyStr> NoDecimal = static (text, _) => NoLiteral(new Value(text), 10);

    private static PyStr NoLiteral(Value shown, int numberBase)
    {
        var repr = Ops.Repr(shown);
        string prefix = $"invalid literal for int() with base {numberBase}: ";
        if (!repr.IsWide && repr.Length <= 200) return new PyStr(string.Concat(prefix, repr.Span));
        string text = repr.ToString();
        return PyStr.Of($"{prefix}{(text.Length > 200 ? text[..200] : text)}");
    }

    private static Value CheckInt(Value r, string method)
    {
        if (r.Ref is null or PyBigInt) return r;
        if (!IntOps.IsInt(r)) throw Err.TypeError($"{method} returned non-int (type {Ops.TypeName(r)})");
        Err.Warn(ExcTypes.DeprecationWarning, $"{method} returned non-int (type {Ops.TypeName(r)}).  The ability to return an instance of a strict subclass of int is deprecated, and may not be supported in a future version of Python.");
        return IntOps.Exact(r);
    }
}

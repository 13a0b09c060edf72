using System.Globalization;

namespace TieredPy.Runtime.Objects;

/// <summary>What a value is, seen as an int (bool and subclasses included).</summary>
internal enum IntKind
{
    /// <summary>Not an int.</summary>
    None,

    /// <summary>Fits 64 bits.</summary>
    Small,

    /// <summary>Does not fit 64 bits.</summary>
    Big,
}

/// <summary>
/// The operations of int on values of any int class: 64-bit fast paths that fall over to BigInteger. Binary ones return NotImplemented for
/// an operand that is no int.
/// </summary>
internal static partial class IntOps
{
    /// <summary>The most decimal digits that text conversions accept; 0 means any (sys.set_int_max_str_digits).</summary>
    public static int MaxStrDigits = 4300;

    /// <summary>What <paramref name="v"/> is, and its number in the matching out parameter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntKind Get(Value v, out long small, out BigInteger big)
    {
        if (v.Ref == null)
        {
            small = v.Bits;
            big = default;
            return IntKind.Small;
        }
        return GetSlow(v.Ref, out small, out big);
    }

    /// <summary>The number when <paramref name="v"/> is an int of any class that fits 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryGetSmall(Value v, out long small)
    {
        if (v.Ref == null)
        {
            small = v.Bits;
            return true;
        }
        return v.Ref is PyInt && GetSlow(v.Ref, out small, out _) == IntKind.Small || (small = 0) != 0;
    }

    /// <summary>The number when <paramref name="v"/> is an int of any class and size.</summary>
    public static bool TryGetBig(Value v, out BigInteger big)
    {
        var kind = Get(v, out long small, out big);
        if (kind == IntKind.Small) big = small;
        return kind != IntKind.None;
    }

    /// <summary>False when <paramref name="v"/> is no int; else the number, in <paramref name="big"/> when it exceeds 64 bits (then small is 0), else in <paramref name="small"/>.</summary>
    public static bool TryGet(Value v, out long small, out BigInteger big) => Get(v, out small, out big) != IntKind.None;

    /// <summary>The number of a value known to be an int.</summary>
    public static BigInteger ToBig(Value v) =>
        TryGetBig(v, out var b) ? b : throw Err.TypeError($"'{v.Type.FullName}' object cannot be interpreted as an integer");

    /// <summary>True for instances of int, its subclasses and bool.</summary>
    public static bool IsInt(Value v) => v.Ref is null or PyInt;

    /// <summary>The exact int equal to an int of any class.</summary>
    public static Value Exact(Value v) => v.Ref switch
    {
        null or PyBigInt => v,
        PyBool b => Value.Int(b.Number),
        PyIntSub s => s.Exact,
        _ => v,
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IntKind GetSlow(PyObject o, out long small, out BigInteger big)
    {
        big = default;
        small = 0;
        switch (o)
        {
            case PyBigInt b:
                big = b.Big;
                return IntKind.Big;
            case PyIntSub { Big: { } b }:
                big = b.Big;
                return IntKind.Big;
            case PyInt i:
                small = i.Number;
                return IntKind.Small;
            default:
                return IntKind.None;
        }
    }

    public static bool Bool(Value v) => Get(v, out long a, out _) != IntKind.Small || a != 0;

    /// <summary>The hash: the number modulo 2^61 - 1, with the number's sign, -2 in place of -1.</summary>
    public static long Hash(Value v) => Get(v, out long a, out var big) == IntKind.Small ? HashSmall(a) : HashBig(big);

    /// <inheritdoc cref="Hash"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long HashSmall(long a)
    {
        const long Modulus = (1L << 61) - 1;
        if ((ulong)(a + Modulus - 1) < 2 * (ulong)Modulus - 1) return a == -1 ? -2 : a;
        long h = a % Modulus;
        return h == -1 ? -2 : h;
    }

    /// <inheritdoc cref="Hash"/>
    public static long HashBig(BigInteger b)
    {
        const long Modulus = (1L << 61) - 1;
        long h = (long)(b % Modulus);
        return h == -1 ? -2 : h;
    }

    /// <summary>Compares with an int; NotImplemented for anything else.</summary>
    public static Value Compare(CmpOp op, Value a, Value b)
    {
        if (a.Ref == null && b.Ref == null) return Value.Bool(op.Of(a.Bits.CompareTo(b.Bits)));
        var ka = Get(a, out long x, out var bx);
        var kb = Get(b, out long y, out var by);
        if (ka == IntKind.None || kb == IntKind.None) return Value.NotImplemented;
        return Value.Bool(op.Of(Order(ka, x, bx, kb, y, by)));
    }

    /// <summary>Three-way comparison of two ints of any class.</summary>
    public static int CompareInts(Value a, Value b) => Order(Get(a, out long x, out var bx), x, bx, Get(b, out long y, out var by), y, by);

    private static int Order(IntKind ka, long x, BigInteger bx, IntKind kb, long y, BigInteger by)
    {
        if (ka == IntKind.Small) return kb == IntKind.Small ? x.CompareTo(y) : -by.Sign;
        return kb == IntKind.Small ? bx.Sign : bx.CompareTo(by);
    }

    /// <summary>repr: the decimal text.</summary>
    public static Value Repr(Value v) => new(PyStr.OfNarrow(ToString(v)));

    /// <summary>The decimal text; ValueError past the digit limit.</summary>
    public static string ToString(Value v)
    {
        if (Get(v, out long a, out var big) == IntKind.Small)
            return (ulong)a < 10 ? Digits[a] : a.ToString(CultureInfo.InvariantCulture);
        return ToDecimal(big);
    }

    private static readonly string[] Digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <summary>The decimal text of a big number; ValueError past the digit limit.</summary>
    public static string ToDecimal(BigInteger big)
    {
        int limit = MaxStrDigits;
        const string Message = "Exceeds the limit ({0} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit";
        if (limit > 0 && big.GetBitLength() > (limit + 1) * 3.3219280948873623 + 1)
            throw Err.ValueError(string.Format(CultureInfo.InvariantCulture, Message, limit));
        var text = Numbers.IntText.ToString(big, 10);
        if (limit > 0 && text.Length - (big.Sign < 0 ? 1 : 0) > limit)
            throw Err.ValueError(string.Format(CultureInfo.InvariantCulture, Message, limit));
        return text;
    }

    /// <summary>The nearest float; OverflowError when there is none.</summary>
    public static double ToDouble(Value v)
    {
        if (Get(v, out long a, out var big) == IntKind.Small) return a;
        return TryToDouble(big, out double d) ? d : throw Err.OverflowError("int too large to convert to float");
    }

    /// <summary>The nearest double, half to even; false when the number is too large.</summary>
    public static bool TryToDouble(BigInteger b, out double d)
    {
        bool negative = b.Sign < 0;
        var m = negative ? -b : b;
        long bits = m.GetBitLength();
        if (bits > 1024)
        {
            d = 0;
            return false;
        }
        if (bits <= 64) d = (ulong)m;
        else
        {
            // The top 64 bits, the lowest of which also stands for all that is below (it is under the rounding bit).
            int shift = (int)bits - 64;
            var top = m >> shift;
            ulong kept = (ulong)top;
            if ((top << shift) != m) kept |= 1;
            d = Math.ScaleB(kept, shift);
        }
        if (negative) d = -d;
        return double.IsFinite(d);
    }
}

namespace TieredPy.Runtime.Modules.Decimal;

/// <summary>What kind of number a <see cref="Dec"/> is.</summary>
internal enum DecKind : byte
{
    Finite,
    Infinity,
    NaN,
    SignalingNaN,
}

/// <summary>
/// A decimal floating point number (General Decimal Arithmetic Specification): sign, coefficient and exponent, or a special value. A NaN has its
/// payload in the coefficient. Coefficients up to 38 digits are 128-bit numbers, longer ones BigIntegers.
/// </summary>
internal readonly struct Dec
{
    private readonly ulong low;
    private readonly ulong high;

    /// <summary>A BigInteger in a box, which few numbers need: what all have room for is copied with each.</summary>
    private readonly object? large;

    /// <summary>The exponent; 0 for special values.</summary>
    public readonly long Exp;

    /// <summary>The digits of the coefficient: 1 for zero, and 0 for a NaN without payload.</summary>
    public readonly int Digits;

    public readonly DecKind Kind;
    public readonly bool Negative;

    /// <summary>The coefficient is a BigInteger.</summary>
    public bool IsLarge => large != null;

    public Dec(bool negative, UInt128 coefficient, long exp)
    {
        Negative = negative;
        low = (ulong)coefficient;
        high = (ulong)(coefficient >> 64);
        Exp = exp;
        Digits = DecDigits.Count(coefficient);
    }

    /// <summary>With a known number of digits.</summary>
    public Dec(bool negative, UInt128 coefficient, long exp, int digits)
    {
        Negative = negative;
        low = (ulong)coefficient;
        high = (ulong)(coefficient >> 64);
        Exp = exp;
        Digits = digits;
    }

    public Dec(bool negative, BigInteger coefficient, long exp) : this(negative, coefficient, exp, DecKind.Finite) { }

    private Dec(bool negative, BigInteger coefficient, long exp, DecKind kind)
    {
        Negative = negative;
        Exp = exp;
        Kind = kind;
        if (coefficient.GetBitLength() <= 126)
        {
            var small = (UInt128)coefficient;
            low = (ulong)small;
            high = (ulong)(small >> 64);
            Digits = DecDigits.Count(small);
        }
        else
        {
            Digits = DecDigits.Count(coefficient);
            if (Digits <= DecDigits.SmallDigits)
            {
                var small = (UInt128)coefficient;
                low = (ulong)small;
                high = (ulong)(small >> 64);
            }
            else
            {
                large = coefficient;
            }
        }
    }

    private Dec(DecKind kind, bool negative)
    {
        Kind = kind;
        Negative = negative;
    }

    // The same number with another sign or kind.
    private Dec(in Dec from, bool negative, DecKind kind, long exp)
    {
        low = from.low;
        high = from.high;
        large = from.large;
        Digits = from.Digits;
        Negative = negative;
        Kind = kind;
        Exp = exp;
    }

    public static Dec Zero(bool negative = false, long exp = 0) => new(negative, UInt128.Zero, exp, 1);

    public static Dec Infinity(bool negative) => new(DecKind.Infinity, negative);

    public static Dec NaN { get; } = new(DecKind.NaN, false);

    public static Dec One => new(false, UInt128.One, 0, 1);

    /// <summary>A NaN with a payload, of which 0 is none.</summary>
    public static Dec MakeNaN(bool negative, bool signaling, BigInteger payload)
    {
        var kind = signaling ? DecKind.SignalingNaN : DecKind.NaN;
        return payload.IsZero ? new Dec(kind, negative) : new Dec(negative, payload, 0, kind);
    }

    public static Dec Of(long i) => new(i < 0, (UInt128)(i < 0 ? (ulong)-i : (ulong)i), 0);

    public static Dec Of(BigInteger i) => new(i.Sign < 0, BigInteger.Abs(i), 0);

    public bool IsFinite => Kind == DecKind.Finite;
    public bool IsSpecial => Kind != DecKind.Finite;
    public bool IsInfinite => Kind == DecKind.Infinity;
    public bool IsNaN => Kind >= DecKind.NaN;
    public bool IsSignaling => Kind == DecKind.SignalingNaN;
    public bool IsZero => Kind == DecKind.Finite && !IsLarge && (low | high) == 0;

    /// <summary>The coefficient; only when not <see cref="IsLarge"/>.</summary>
    public UInt128 Small => new(high, low);

    /// <summary>The coefficient of any size.</summary>
    public BigInteger Coefficient => large != null ? (BigInteger)large : high == 0 ? low : (BigInteger)Small;

    /// <summary>The coefficient fits 64 bits, and is <see cref="Low"/>.</summary>
    public bool IsTiny => !IsLarge && high == 0;

    public ulong Low => low;

    /// <summary>A finite number that isn't zero, with a coefficient of 64 bits.</summary>
    public bool IsPlain => Kind == DecKind.Finite && low != 0 && high == 0 && large == null;

    /// <summary>Makes a number that is zero in all fields one with a coefficient of 64 bits, in its place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fill(in Dec empty, bool negative, ulong coefficient, long exp, int digits)
    {
        Unsafe.AsRef(in empty.low) = coefficient;
        Unsafe.AsRef(in empty.Exp) = exp;
        Unsafe.AsRef(in empty.Digits) = digits;
        Unsafe.AsRef(in empty.Negative) = negative;
    }

    /// <summary>The exponent of the first digit.</summary>
    public long Adjusted => Exp + Digits - 1;

    public Dec WithSign(bool negative) => new(this, negative, Kind, Exp);

    public Dec WithExp(long exp) => new(this, Negative, Kind, exp);

    /// <summary>A quiet NaN in place of a signaling one.</summary>
    public Dec Quiet => new(this, Negative, DecKind.NaN, 0);

    /// <summary>The digits of the coefficient as text; empty for a NaN without payload.</summary>
    public string DigitText => Digits == 0 ? "" : IsTiny ? low.ToString(System.Globalization.CultureInfo.InvariantCulture) : Numbers.IntText.ToString(Coefficient, 10);

    /// <summary>True for finite numbers that are integers.</summary>
    public bool IsInteger
    {
        get
        {
            if (!IsFinite) return false;
            if (Exp >= 0 || IsZero) return true;
            if (-Exp >= Digits) return false;
            return (Coefficient % DecDigits.Big(-Exp)).IsZero;
        }
    }

    /// <summary>For an integer: whether it is odd.</summary>
    public bool IsOdd
    {
        get
        {
            if (Exp > 0 || IsZero) return false;
            return !(Coefficient / DecDigits.Big(-Exp)).IsEven;
        }
    }

    /// <summary>The number truncated to an integer; only for finite numbers.</summary>
    public BigInteger ToInteger()
    {
        var c = Coefficient;
        if (Exp > 0) c *= DecDigits.Big(c.IsZero ? 0 : Exp);
        else if (Exp < 0) c = -Exp >= Digits ? BigInteger.Zero : c / DecDigits.Big(-Exp);
        return Negative ? -c : c;
    }
}

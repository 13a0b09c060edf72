using System.Globalization;

namespace TieredPy.Runtime.Modules.Decimal;

/// <summary>Numbers from Python values.</summary>
internal static class DecConvert
{
    private const string ValidRounding = "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]";

    /// <summary>The names of the roundings, by their number.</summary>
    public static readonly PyStr[] RoundingNames = Array.ConvertAll(
        ["ROUND_UP", "ROUND_DOWN", "ROUND_CEILING", "ROUND_FLOOR", "ROUND_HALF_UP", "ROUND_HALF_DOWN", "ROUND_HALF_EVEN", "ROUND_05UP"], PyStr.Intern);

    public static DecRounding Rounding(Value v)
    {
        if (v.Ref is PyStr s)
        {
            for (int i = 0; i < RoundingNames.Length; i++)
                if (ReferenceEquals(s, RoundingNames[i])) return (DecRounding)i;
            for (int i = 0; i < RoundingNames.Length; i++)
                if (s.Equals(RoundingNames[i])) return (DecRounding)i;
        }
        throw Err.TypeError(ValidRounding);
    }

    /// <summary>The other operand of an operator: a Decimal or an int.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryOperand(Value v, out Dec d)
    {
        if (v.Ref is PyDecimal p)
        {
            d = p.Number;
            return true;
        }
        return TryInt(v, out d);
    }

    private static bool TryInt(Value v, out Dec d)
    {
        if (IntOps.TryGet(v, out long small, out var big))
        {
            d = big.IsZero ? Dec.Of(small) : Dec.Of(big);
            return true;
        }
        d = default;
        return false;
    }

    /// <summary>The argument of a method: a Decimal or an int, else TypeError.</summary>
    public static Dec Operand(Value v) => TryOperand(v, out var d) ? d : throw Unsupported(v);

    public static PyException Unsupported(Value v) => Err.TypeError($"conversion from {Ops.TypeName(v)} to Decimal is not supported");

    /// <summary>What <c>Decimal(v)</c> is: exact.</summary>
    public static Dec Exact(Value v, PyDecimalContext c)
    {
        if (TryOperand(v, out var d)) return d;
        if (v.Ref is PyStr s) return ExactText(s, c);
        if (v.Ref is PyTuple or PyList) return Checked(FromSequence(v), c);
        if (v.IsFloat || v.Ref is PyFloat)
        {
            c.AddStatus(DecStatus.FloatOperation);
            return FromDouble(FloatValue(v));
        }
        throw Unsupported(v);
    }

    /// <summary>What <c>context.create_decimal(v)</c> is: rounded.</summary>
    public static Dec Rounded(Value v, PyDecimalContext c)
    {
        uint status = 0;
        Dec d;
        if (TryOperand(v, out d))
        {
            if (d.IsNaN && d.Digits > c.Core.Prec - (c.Core.Clamp ? 1 : 0)) d = DecRound.Invalid(ref status, DecStatus.ConversionSyntax);
        }
        else if (v.Ref is PyStr s)
        {
            if (!DecText.TryParse(Ascii(s, false), out d) || d.IsNaN && d.Digits > c.Core.Prec - (c.Core.Clamp ? 1 : 0)) d = DecRound.Invalid(ref status, DecStatus.ConversionSyntax);
        }
        else if (v.Ref is PyTuple or PyList) d = FromSequence(v);
        else if (v.IsFloat || v.Ref is PyFloat)
        {
            c.AddStatus(DecStatus.FloatOperation);
            d = FromDouble(FloatValue(v));
        }
        else throw Unsupported(v);
        d = DecRound.Fix(d, c.Core, ref status);
        c.AddStatus(status);
        return d;
    }

    private static Dec ExactText(PyStr s, PyDecimalContext c)
    {
        if (!DecText.TryParse(Ascii(s, true), out var d))
        {
            c.AddStatus(DecStatus.ConversionSyntax);
            return Dec.NaN;
        }
        return Checked(d, c);
    }

    // Exact means within the widest limits.
    private static Dec Checked(in Dec d, PyDecimalContext c)
    {
        if (!d.IsFinite) return d;
        uint status = 0;
        var r = DecRound.Fix(d, DecContext.Max, ref status);
        if ((status & (DecStatus.Inexact | DecStatus.Rounded | DecStatus.Clamped)) == 0) return r;
        c.AddStatus(DecStatus.InvalidOperation);
        return Dec.NaN;
    }

    // Digits of any script as ASCII ones; with or without the liberties that Decimal(...) allows.
    private static string Ascii(PyStr s, bool liberal)
    {
        if (!s.IsWide && System.Text.Ascii.IsValid(s.Span))
        {
            var chars = s.Span;
            if (liberal)
            {
                chars = chars.Trim(" \t\n\r\f\v\x1c\x1d\x1e\x1f");
                if (chars.Contains('_')) return chars.ToString().Replace("_", "");
            }
            return chars.ToString();
        }
        var text = new System.Text.StringBuilder();
        var points = s.ToCodePoints().AsSpan();
        if (liberal)
        {
            while (points.Length > 0 && TieredPy.Runtime.Text.UnicodeInfo.IsSpace(points[0])) points = points[1..];
            while (points.Length > 0 && TieredPy.Runtime.Text.UnicodeInfo.IsSpace(points[^1])) points = points[..^1];
        }
        foreach (int c in points)
        {
            if (c == '_' && liberal) continue;
            if (c < 128) text.Append((char)c);
            else if (TieredPy.Runtime.Text.UnicodeInfo.IsDecimal(c)) text.Append((char)('0' + TieredPy.Runtime.Text.UnicodeInfo.DecimalValue(c)));
            else text.Append(TieredPy.Runtime.Text.UnicodeInfo.IsSpace(c) ? ' ' : '?');
        }
        return text.ToString();
    }

    /// <summary>An int that must fit 64 bits.</summary>
    public static long Ssize(Value v) => IntOps.TryGetSmall(v, out long n) ? n : throw Err.OverflowError("Python int too large to convert to C ssize_t");

    /// <summary>The number of a float or an instance of a subclass.</summary>
    public static double FloatValue(Value v) => v.IsFloat ? v.AsFloat : ((PyFloat)v.Ref!).Number;

    /// <summary>The exact value of a float.</summary>
    public static Dec FromDouble(double f)
    {
        if (double.IsNaN(f)) return Dec.NaN;
        if (double.IsInfinity(f)) return Dec.Infinity(f < 0);
        bool negative = double.IsNegative(f);
        if (f == 0) return Dec.Zero(negative);
        long bits = BitConverter.DoubleToInt64Bits(f) & long.MaxValue;
        int exponent = (int)(bits >> 52);
        long mantissa = bits & ((1L << 52) - 1);
        if (exponent == 0) exponent++;
        else mantissa |= 1L << 52;
        exponent -= 1075;
        int zeros = BitOperations.TrailingZeroCount(mantissa);
        mantissa >>= zeros;
        exponent += zeros;
        return exponent >= 0
            ? new Dec(negative, (BigInteger)mantissa << exponent, 0)
            : new Dec(negative, mantissa * BigInteger.Pow(5, -exponent), exponent);
    }

    private static Dec FromSequence(Value v)
    {
        var parts = Ops.ToTuple(v);
        if (parts.Count != 3) throw Err.ValueError("argument must be a sequence of length 3");
        if (!IntOps.TryGet(parts[0], out long sign, out var big) || !big.IsZero || sign is not (0 or 1)) throw Err.ValueError("sign must be an integer with the value 0 or 1");
        string special = "";
        long exp = 0;
        if (parts[2].Ref is PyStr s)
        {
            special = s.ToString();
            if (special is not ("F" or "n" or "N")) throw Err.ValueError("string argument in the third position must be 'F', 'n' or 'N'");
        }
        else if (IntOps.IsInt(parts[2])) exp = Ssize(parts[2]);
        else throw Err.ValueError("exponent must be an integer");
        const string Bad = "coefficient must be a tuple of digits";
        if (parts[1].Ref is not (PyTuple or PyList)) throw Err.ValueError(Bad);
        var digits = Ops.ToTuple(parts[1]);
        var text = new char[digits.Count];
        for (int i = 0; i < text.Length; i++)
            text[i] = IntOps.TryGetSmall(digits[i], out long digit) && digit is >= 0 and <= 9 ? (char)('0' + digit) : throw Err.ValueError(Bad);
        if (special == "F") return Dec.Infinity(sign == 1);
        var coefficient = text.Length == 0 ? BigInteger.Zero : BigInteger.Parse(text, CultureInfo.InvariantCulture);
        return special == "" ? new Dec(sign == 1, coefficient, Math.Clamp(exp, -4_000_000_000_000_000_000, 4_000_000_000_000_000_000)) : Dec.MakeNaN(sign == 1, special == "N", coefficient);
    }
}

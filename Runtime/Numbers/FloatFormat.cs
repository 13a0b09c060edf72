using System.Globalization;
using TieredPy.Runtime.Text;

namespace TieredPy.Runtime.Numbers;

/// <summary>How <see cref="FloatFormat"/> dresses a number.</summary>
[Flags]
internal enum FloatFlags
{
    None = 0,

    /// <summary>Keep the point and, for 'g', trailing zeros (the <c>#</c> flag).</summary>
    Alternate = 1,

    /// <summary>Append ".0" to a finite result that would look like an int.</summary>
    AddDotZero = 2,

    /// <summary>Write a plus sign before what is not negative.</summary>
    AlwaysSign = 4,

    /// <summary>Drop the sign of what rounds to zero (the <c>z</c> flag).</summary>
    NoNegativeZero = 8,
}

/// <summary>Doubles to text, digit for digit as CPython's <c>PyOS_double_to_string</c>.</summary>
internal static class FloatFormat
{
    /// <summary>The longest text <see cref="TryRepr"/> writes.</summary>
    public const int MaxReprLength = 32;

    /// <summary>repr(value).</summary>
    public static string Repr(double value)
    {
        Span<char> text = stackalloc char[MaxReprLength];
        return text[..TryRepr(value, text)].ToString();
    }

    /// <summary>Writes repr(value) into at least <see cref="MaxReprLength"/> characters; returns how many.</summary>
    public static int TryRepr(double value, Span<char> text)
    {
        var whole = (long)value;
        if (whole == value && whole is < 1_000_000_000_000_000 and > -1_000_000_000_000_000 && (whole != 0 || !double.IsNegative(value)))
        {
            whole.TryFormat(text, out var written, default, CultureInfo.InvariantCulture);
            text[written] = '.';
            text[written + 1] = '0';
            return written + 2;
        }
        var buffer = new CharBuffer(text);
        Append(ref buffer, value, 'r', 0, FloatFlags.AddDotZero);
        return buffer.Length;
    }

    /// <summary>
    /// Formats by <paramref name="type"/> e, E, f, F, g, G or r (the shortest text that reads back).
    /// <paramref name="precision"/> counts decimals (e, f) or significant digits (g).
    /// </summary>
    public static string Format(double value, char type, int precision, FloatFlags flags)
    {
        var buffer = new CharBuffer(stackalloc char[128]);
        Append(ref buffer, value, type, precision, flags);
        return buffer.ToStringAndFree();
    }

    /// <inheritdoc cref="Format"/>
    public static void Append(ref CharBuffer buffer, double value, char type, int precision, FloatFlags flags)
    {
        var upper = type is 'E' or 'F' or 'G';
        var kind = upper ? (char)(type | 0x20) : type;
        var always = (flags & FloatFlags.AlwaysSign) != 0;
        if (!double.IsFinite(value))
        {
            if (value < 0)
                buffer.Append('-');
            else if (always)
                buffer.Append('+');
            buffer.Append(double.IsNaN(value) ? upper ? "NAN" : "nan" : upper ? "INF" : "inf");
            return;
        }

        if (kind == 'g' && precision == 0)
            precision = 1;
        Span<char> scratch = stackalloc char[DecimalDigits.ScratchLength];
        var number = kind switch
        {
            'e' => DecimalDigits.Significant(value, SaturatedIncrement(precision), scratch),
            'f' => DecimalDigits.Fixed(value, precision, scratch),
            'g' => DecimalDigits.Significant(value, precision, scratch),
            _ => DecimalDigits.Shortest(value, scratch),
        };
        var digits = number.Digits;
        var point = number.Point;
        var alternate = (flags & FloatFlags.Alternate) != 0;
        var addDotZero = (flags & FloatFlags.AddDotZero) != 0;

        var negative = double.IsNegative(value);
        if (negative && (flags & FloatFlags.NoNegativeZero) != 0 && (digits.IsEmpty || digits is "0"))
            negative = false;
        if (negative)
            buffer.Append('-');
        else if (always)
            buffer.Append('+');

        var exponential = kind switch
        {
            'e' => true,
            'f' => false,
            'g' => point <= -4 || point > precision - (addDotZero ? 1 : 0),
            _ => point <= -4 || point > 16,
        };
        // How many digits to write, counted from the first significant one.
        long wanted = kind switch
        {
            'e' => (long)precision + 1,
            'f' => (long)point + precision,
            'g' when alternate => precision,
            _ => digits.Length,
        };
        var exponent = point - 1;
        if (exponential)
            point = 1;
        wanted = Math.Max(wanted, addDotZero && !exponential ? point + 1 : point);
        if (wanted > int.MaxValue)
            throw new OutOfMemoryException();

        // The integer part.
        if (point <= 0)
            buffer.Append('0');
        else
            AppendPadded(ref buffer, digits, point);
        // The fraction.
        var fraction = (int)(wanted - point);
        if (fraction > 0)
        {
            buffer.Append('.');
            var zeros = Math.Min(fraction, Math.Max(0, -point));
            buffer.Append('0', zeros);
            AppendPadded(ref buffer, point < digits.Length ? digits[Math.Max(0, point)..] : default, fraction - zeros);
        }
        else if (alternate)
        {
            buffer.Append('.');
        }
        if (exponential)
            AppendExponent(ref buffer, exponent, upper ? 'E' : 'e');
    }

    private static int SaturatedIncrement(int value) => value == int.MaxValue ? value : value + 1;

    private static void AppendPadded(ref CharBuffer buffer, scoped ReadOnlySpan<char> digits, int count)
    {
        var real = Math.Min(count, digits.Length);
        buffer.Append(digits[..real]);
        buffer.Append('0', count - real);
    }

    private static void AppendExponent(ref CharBuffer buffer, int exponent, char letter)
    {
        buffer.Append(letter);
        buffer.Append(exponent < 0 ? '-' : '+');
        exponent = Math.Abs(exponent);
        if (exponent >= 100)
        {
            buffer.Append((char)('0' + exponent / 100));
            exponent %= 100;
        }
        buffer.Append((char)('0' + exponent / 10));
        buffer.Append((char)('0' + exponent % 10));
    }
}

using System.Globalization;
using System.Numerics;
using TieredPy.Runtime.Numbers;

namespace TieredPy.Runtime.Text;

/// <summary>format(value, spec) for str, int, float and complex. A null result comes with an error.</summary>
internal static class Formatting
{
    private const int DefaultPrecision = 6;

    /// <summary>format(str, spec).</summary>
    public static TextValue? Str(TextValue value, TextValue specText, string typeName, out FormatError error)
    {
        error = default;
        if (specText.Length == 0)
            return value;
        if (!FormatSpec.TryParse(specText, typeName, 's', '<', out var spec, out error))
            return null;
        if (spec.Type != 's')
        {
            error = FormatSpec.UnknownType(spec.Type, typeName);
            return null;
        }
        var message = spec switch
        {
            { Sign: ' ' } => "Space not allowed in string format specifier",
            { Sign: not '\0' } => "Sign not allowed in string format specifier",
            { NoNegativeZero: true } => "Negative zero coercion (z) not allowed in string format specifier",
            { Alternate: true } => "Alternate form (#) not allowed in string format specifier",
            { Align: '=' } => "'=' alignment not allowed in string format specifier",
            _ => null,
        };
        if (message != null)
        {
            error = FormatError.Value(message);
            return null;
        }
        if (spec.Precision >= 0 && spec.Precision < value.Length)
            value = value.Slice(0, (int)spec.Precision);
        return Padded(value, spec);
    }

    /// <summary>format(int, spec).</summary>
    public static TextValue? Int(long value, TextValue specText, string typeName, out FormatError error)
    {
        error = default;
        if (specText.Length == 0)
            return value.ToString(CultureInfo.InvariantCulture);
        return Int(value, null, specText, typeName, out error);
    }

    /// <summary>format(int, spec). The limit of decimal digits is the caller's to check.</summary>
    public static TextValue? Int(BigInteger value, TextValue specText, string typeName, out FormatError error)
    {
        error = default;
        if (specText.Length == 0)
            return IntText.ToString(value, 10);
        return Int(0, value, specText, typeName, out error);
    }

    /// <summary>format(float, spec).</summary>
    public static TextValue? Float(double value, TextValue specText, string typeName, out FormatError error)
    {
        error = default;
        if (specText.Length == 0)
            return FloatFormat.Repr(value);
        if (!FormatSpec.TryParse(specText, typeName, '\0', '>', out var spec, out error))
            return null;
        return Float(value, spec, typeName, out error);
    }

    /// <summary>format(complex, spec); an empty one is str's business.</summary>
    public static TextValue? Complex(Complex value, TextValue specText, string typeName, out FormatError error)
    {
        error = default;
        if (specText.Length == 0)
            return ComplexRepr(value);
        if (!FormatSpec.TryParse(specText, typeName, '\0', '>', out var spec, out error))
            return null;
        if (spec.Type is not ('\0' or 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or 'n'))
        {
            error = FormatSpec.UnknownType(spec.Type, typeName);
            return null;
        }
        var message = spec switch
        {
            { Precision: > int.MaxValue } => "precision too big",
            { Fill: '0' } => "Zero padding is not allowed in complex format specifier",
            { Align: '=' } => "'=' alignment flag is not allowed in complex format specifier",
            _ => null,
        };
        if (message != null)
        {
            error = FormatError.Value(message);
            return null;
        }
        bool skipReal = false, parentheses = false;
        var type = (char)spec.Type;
        var precision = spec.Precision < 0 ? DefaultPrecision : (int)spec.Precision;
        if (type == '\0')
        {
            type = spec.Precision < 0 ? 'r' : 'g';
            if (value.Real == 0 && !double.IsNegative(value.Real))
                skipReal = true;
            else
                parentheses = true;
        }
        else if (type == 'n')
        {
            type = 'g';
        }
        var flags = Flags(spec);
        // The parts are laid out without padding, and the whole is padded.
        var part = spec;
        part.Fill = '\0';
        part.Align = '<';
        part.Width = -1;
        var builder = new TextBuilder(stackalloc char[128]);
        if (parentheses)
            builder.Append('(');
        if (!skipReal)
        {
            AppendNumber(ref builder, FloatFormat.Format(value.Real, type, precision, flags), "", part);
            part.Sign = '+';
        }
        AppendNumber(ref builder, FloatFormat.Format(value.Imaginary, type, precision, flags), "", part);
        builder.Append('j');
        if (parentheses)
            builder.Append(')');
        return Padded(builder.ToTextAndFree(), spec);
    }

    /// <summary>repr(complex).</summary>
    public static string ComplexRepr(Complex value)
    {
        var imaginary = FloatFormat.Format(value.Imaginary, 'r', 0, FloatFlags.None);
        if (value.Real == 0 && !double.IsNegative(value.Real))
            return imaginary + "j";
        var real = FloatFormat.Format(value.Real, 'r', 0, FloatFlags.None);
        return $"({real}{(imaginary[0] == '-' ? "" : "+")}{imaginary}j)";
    }

    private static FloatFlags Flags(in FormatSpec spec) =>
        (spec.Alternate ? FloatFlags.Alternate : 0) | (spec.NoNegativeZero ? FloatFlags.NoNegativeZero : 0);

    private static TextValue? Int(long small, BigInteger? big, TextValue specText, string typeName, out FormatError error)
    {
        if (!FormatSpec.TryParse(specText, typeName, 'd', '>', out var spec, out error))
            return null;
        int @base;
        var prefix = "";
        switch (spec.Type)
        {
            case 'd' or 'n':
                @base = 10;
                break;
            case 'b':
                (@base, prefix) = (2, "0b");
                break;
            case 'o':
                (@base, prefix) = (8, "0o");
                break;
            case 'x':
                (@base, prefix) = (16, "0x");
                break;
            case 'X':
                (@base, prefix) = (16, "0X");
                break;
            case 'c':
                @base = 0;
                break;
            case 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or '%':
                double number = small;
                if (big is { } large && !IntConvert.TryToDouble(large, out number))
                {
                    error = new FormatError(FormatErrorKind.OverflowError, "int too large to convert to float");
                    return null;
                }
                return Float(number, spec, typeName, out error);
            default:
                error = FormatSpec.UnknownType(spec.Type, typeName);
                return null;
        }
        var message = spec switch
        {
            { Precision: >= 0 } => "Precision not allowed in integer format specifier",
            { NoNegativeZero: true } => "Negative zero coercion (z) not allowed in integer format specifier",
            { Type: 'c', Sign: not '\0' } => "Sign not allowed with integer format specifier 'c'",
            { Type: 'c', Alternate: true } => "Alternate form (#) not allowed with integer format specifier 'c'",
            _ => null,
        };
        if (message != null)
        {
            error = FormatError.Value(message);
            return null;
        }
        if (@base == 0)
        {
            if (big != null)
            {
                error = new FormatError(FormatErrorKind.OverflowError, "Python int too large to convert to C long");
                return null;
            }
            if (small is < 0 or > UnicodeInfo.MaxCodePoint)
            {
                error = new FormatError(FormatErrorKind.OverflowError, "%c arg not in range(0x110000)");
                return null;
            }
            // Like a number without digits: '=' pads before it.
            if (spec.Align == '=')
                spec.Align = '>';
            return Padded(TextValue.FromCodePoint((int)small), spec);
        }
        var digits = big is { } value ? IntText.ToString(value, @base) : IntText.ToString(small, @base);
        if (spec.Type == 'X')
            digits = digits.ToUpperInvariant();
        var builder = new TextBuilder(stackalloc char[128]);
        AppendNumber(ref builder, digits, spec.Alternate ? prefix : "", spec);
        return builder.ToTextAndFree();
    }

    private static TextValue? Float(double value, in FormatSpec spec, string typeName, out FormatError error)
    {
        error = default;
        if (spec.Type is not ('\0' or 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or 'n' or '%'))
        {
            error = FormatSpec.UnknownType(spec.Type, typeName);
            return null;
        }
        if (spec.Precision > int.MaxValue)
        {
            error = FormatError.Value("precision too big");
            return null;
        }
        var flags = Flags(spec);
        var type = (char)spec.Type;
        var percent = false;
        var precision = spec.Precision < 0 ? DefaultPrecision : (int)spec.Precision;
        switch (type)
        {
            case '\0':
                type = spec.Precision < 0 ? 'r' : 'g';
                flags |= FloatFlags.AddDotZero;
                break;
            case 'n':
                type = 'g';
                break;
            case '%':
                type = 'f';
                value *= 100;
                percent = true;
                break;
        }
        var text = FloatFormat.Format(value, type, precision, flags);
        if (percent)
            text += "%";
        if (spec.Width <= 0 && spec.Grouping == '\0' && spec.Sign is '\0' or '-')
            return text;
        var builder = new TextBuilder(stackalloc char[128]);
        AppendNumber(ref builder, text, "", spec);
        return builder.ToTextAndFree();
    }

    /// <summary>Lays out a number: padding, sign, prefix, digits in groups, and the rest from the point on.</summary>
    private static void AppendNumber(ref TextBuilder builder, ReadOnlySpan<char> text, string prefix, in FormatSpec spec)
    {
        var negative = text[0] == '-';
        if (negative)
            text = text[1..];
        var sign = negative ? '-' : spec.Sign is '+' or ' ' ? spec.Sign : '\0';
        // Hexadecimal digits never have a rest.
        var digitCount = spec.Type is 'x' or 'X' ? text.Length : text.IndexOfAnyExceptInRange('0', '9');
        if (digitCount < 0)
            digitCount = text.Length;
        var rest = text[digitCount..];
        var digits = text[..digitCount];
        var others = (sign == '\0' ? 0 : 1) + prefix.Length + rest.Length;
        var least = spec is { Fill: '0', Align: '=' } ? spec.Width - others : 0;
        var group = spec.Grouping == '\0' ? 0 : spec.Type is 'b' or 'o' or 'x' or 'X' ? 4 : 3;
        var zeros = digitCount == 0 ? 0 : LeadingZeros(digitCount, least, group);
        var grouped = digitCount == 0 ? 0 : zeros + digitCount + (group == 0 ? 0 : (zeros + digitCount - 1) / group);
        var padding = Math.Max(0, spec.Width - (others + grouped));
        if (padding + others + grouped > Array.MaxLength)
            throw new OutOfMemoryException();

        var left = spec.Align switch { '>' => padding, '^' => padding / 2, _ => 0 };
        var inner = spec.Align == '=' ? padding : 0;
        builder.Append(spec.Fill, (int)left);
        if (sign != '\0')
            builder.Append(sign);
        builder.Append(prefix);
        builder.Append(spec.Fill, (int)inner);
        if (group == 0)
        {
            builder.Append('0', (int)zeros);
            builder.Append(digits);
        }
        else
        {
            for (var i = zeros + digitCount; i > 0; i--)
            {
                builder.Append(i > digitCount ? '0' : digits[(int)(digitCount - i)]);
                if (i > 1 && (i - 1) % group == 0)
                    builder.Append(spec.Grouping);
            }
        }
        builder.Append(rest);
        builder.Append(spec.Fill, (int)(padding - left - inner));
    }

    /// <summary>How many zeros bring grouped digits to a width; a separator never comes first.</summary>
    private static long LeadingZeros(long digits, long least, int group)
    {
        if (group == 0)
            return Math.Max(0, least - digits);
        // total digits n take n + (n - 1) / group characters.
        var n = digits;
        if (n + (n - 1) / group >= least)
            return 0;
        n = Math.Max(n, least * group / (group + 1) - 2);
        while (n + (n - 1) / group < least)
            n++;
        return n - digits;
    }

    private static TextValue Padded(TextValue text, in FormatSpec spec)
    {
        var padding = spec.Width - text.Length;
        if (padding <= 0)
            return text;
        var left = spec.Align switch { '>' => padding, '^' => padding / 2, _ => 0 };
        return TextLayout.Pad(text, left, padding - left, spec.Fill);
    }
}

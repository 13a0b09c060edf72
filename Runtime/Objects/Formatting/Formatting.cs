using TieredPy.Runtime.Numbers;

namespace TieredPy.Runtime.Objects;

/// <summary><c>__format__</c> of str, int, float and complex.</summary>
internal static class Formatting
{
    public static PyStr Str(PyStr s, PyStr spec)
    {
        if (spec.Length == 0) return Ops.Str(new Value(s));
        var f = FormatSpecification.Parse(spec, s.Type.Name, 's', '<');
        if (f.Type != 's') throw UnknownType(f.Type, s.Type.Name);
        if (f.Sign != '\0') throw Err.ValueError(f.Sign == ' ' ? "Space not allowed in string format specifier" : "Sign not allowed in string format specifier");
        if (f.NoNegativeZero) throw Err.ValueError("Negative zero coercion (z) not allowed in string format specifier");
        if (f.Alternate) throw Err.ValueError("Alternate form (#) not allowed in string format specifier");
        if (f.Align == '=') throw Err.ValueError("'=' alignment not allowed in string format specifier");
        int length = f.Precision >= 0 ? Math.Min(f.Precision, s.Length) : s.Length;
        if (f.Width <= length) return s.Substring(0, length);
        var b = new PyStrBuilder(f.Width);
        int pad = f.Width - length;
        int left = f.Align switch { '>' => pad, '^' => pad / 2, _ => 0 };
        b.AppendRepeated(f.Fill, left);
        b.Append(s, 0, length);
        b.AppendRepeated(f.Fill, pad - left);
        return b.ToStr();
    }

    public static PyStr Int(Value v, PyStr spec)
    {
        if (spec.Length == 0) return Ops.Str(v);
        string typeName = Ops.TypeName(v);
        var f = FormatSpecification.Parse(spec, typeName, 'd', '>');
        switch (f.Type)
        {
            case 'b' or 'c' or 'd' or 'o' or 'x' or 'X' or 'n':
                return IntAs(v, f);
            case 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or '%':
                return Number(IntOps.ToDouble(v), f);
            default:
                throw UnknownType(f.Type, typeName);
        }
    }

    public static PyStr Float(Value v, PyStr spec)
    {
        if (spec.Length == 0) return Ops.Str(v);
        string typeName = Ops.TypeName(v);
        var f = FormatSpecification.Parse(spec, typeName, '\0', '>');
        if (f.Type is not ('\0' or 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or 'n' or '%')) throw UnknownType(f.Type, typeName);
        FloatOps.TryGet(v, out double d);
        return Number(d, f);
    }

    public static PyStr Complex(PyComplex c, PyStr spec)
    {
        if (spec.Length == 0) return Ops.Str(new Value(c));
        var f = FormatSpecification.Parse(spec, c.Type.Name, '\0', '>');
        if (f.Type is not ('\0' or 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or 'n')) throw UnknownType(f.Type, c.Type.Name);
        if (f.Fill == '0' && f.ZeroPadded) throw Err.ValueError("Zero padding is not allowed in complex format specifier");
        if (f.Align == '=') throw Err.ValueError("'=' alignment flag is not allowed in complex format specifier");
        var part = f;
        part.Width = -1;
        part.Fill = ' ';
        part.Align = '>';
        bool plain = f.Type == '\0';
        bool skipReal = plain && c.Number.Real == 0 && !double.IsNegative(c.Number.Real);
        var b = new PyStrBuilder();
        if (plain && !skipReal) b.Append('(');
        if (!skipReal) b.Append(Number(c.Number.Real, part, plain));
        var imaginary = part;
        if (!skipReal) imaginary.Sign = '+';
        b.Append(Number(c.Number.Imaginary, imaginary, plain));
        b.Append('j');
        if (plain && !skipReal) b.Append(')');
        var text = b.ToStr();
        if (f.Width <= text.Length) return text;
        b.Clear();
        int pad = f.Width - text.Length;
        int left = f.Align switch { '>' => pad, '^' => pad / 2, _ => 0 };
        b.AppendRepeated(f.Fill, left);
        b.Append(text);
        b.AppendRepeated(f.Fill, pad - left);
        return b.ToStr();
    }

    private static PyException UnknownType(int type, string typeName) => Err.ValueError(type is > 32 and < 128
        ? $"Unknown format code '{(char)type}' for object of type '{typeName}'"
        : $"Unknown format code '\\x{type:x}' for object of type '{typeName}'");

    private static PyStr IntAs(Value v, FormatSpecification f)
    {
        if (f.Precision >= 0) throw Err.ValueError("Precision not allowed in integer format specifier");
        if (f.NoNegativeZero) throw Err.ValueError("Negative zero coercion (z) not allowed in integer format specifier");
        if (f.Type == 'c')
        {
            if (f.Sign != '\0') throw Err.ValueError("Sign not allowed with integer format specifier 'c'");
            if (f.Alternate) throw Err.ValueError("Alternate form (#) not allowed with integer format specifier 'c'");
            if (!IntOps.TryGetSmall(v, out long c) || (ulong)c > 0x10FFFF) throw Err.OverflowError("%c arg not in range(0x110000)");
            var one = new PyStrBuilder(Math.Max(f.Width, 1));
            int pad = Math.Max(0, f.Width - 1);
            int left = f.Align switch { '<' => 0, '^' => pad / 2, _ => pad };
            one.AppendRepeated(f.Fill, left);
            one.Append((int)c);
            one.AppendRepeated(f.Fill, pad - left);
            return one.ToStr();
        }
        int numberBase = f.Type switch { 'b' => 2, 'o' => 8, 'x' or 'X' => 16, _ => 10 };
        string digits = numberBase == 10 ? IntOps.ToString(IntOps.Exact(v))
            : IntOps.Get(v, out long small, out var big) == IntKind.Small ? IntText.ToString(small, numberBase) : IntText.ToString(big, numberBase);
        bool negative = digits[0] == '-';
        if (f.Type == 'X') digits = digits.ToUpperInvariant();
        string prefix = !f.Alternate ? "" : f.Type switch { 'b' => "0b", 'o' => "0o", 'x' => "0x", 'X' => "0X", _ => "" };
        return Lay(f, negative, prefix, digits.AsSpan(negative ? 1 : 0), default, numberBase == 10 ? 3 : 4);
    }

    private static PyStr Number(double d, FormatSpecification f, bool plainPart = false)
    {
        char type = (char)f.Type;
        int precision = f.Precision;
        var flags = f.Alternate ? FloatFlags.Alternate : FloatFlags.None;
        if (f.NoNegativeZero) flags |= FloatFlags.NoNegativeZero;
        if (type == '\0')
        {
            if (!plainPart) flags |= FloatFlags.AddDotZero;
            type = precision < 0 ? 'r' : 'g';
            if (precision < 0) precision = 0;
        }
        else if (precision < 0) precision = 6;
        if (type == 'n') type = 'g';
        bool percent = type == '%';
        if (percent)
        {
            d *= 100;
            type = 'f';
        }
        string text = FloatFormat.Format(d, type, precision, flags);
        bool negative = text[0] == '-';
        var body = text.AsSpan(negative ? 1 : 0);
        int digits = 0;
        while (digits < body.Length && char.IsAsciiDigit(body[digits])) digits++;
        string rest = string.Concat(body[digits..], percent ? "%" : "");
        return Lay(f, negative, "", body[..digits], rest, 3);
    }

    /// <summary>Puts sign, prefix, grouped digits and the rest together, padded to the width.</summary>
    private static PyStr Lay(FormatSpecification f, bool negative, string prefix, ReadOnlySpan<char> digits, ReadOnlySpan<char> rest, int group)
    {
        char sign = negative ? '-' : f.Sign is '+' or ' ' ? f.Sign : '\0';
        int fixedPart = (sign != '\0' ? 1 : 0) + prefix.Length + rest.Length;
        int minimum = f.Fill == '0' && f.Align == '=' ? f.Width - fixedPart : 0;
        // Infinities and NaN have no digits.
        char separator = digits.IsEmpty ? '\0' : f.Grouping;
        string? grouped = separator == '\0' && minimum <= digits.Length ? null : Group(digits, separator, group, minimum);
        int digitCount = grouped?.Length ?? digits.Length;
        int pad = Math.Max(0, f.Width - fixedPart - digitCount);
        if (pad == 0 && sign == '\0' && prefix.Length == 0)
            return grouped == null ? PyStr.Of(string.Concat(digits, rest).AsSpan()) : PyStr.Of(string.Concat(grouped, rest).AsSpan());
        int left = f.Align switch { '>' => pad, '^' => pad / 2, _ => 0 };
        int inner = f.Align == '=' ? pad : 0;
        var b = new PyStrBuilder(fixedPart + digitCount + pad);
        b.AppendRepeated(f.Fill, left);
        if (sign != '\0') b.Append(sign);
        b.Append(prefix.AsSpan());
        b.AppendRepeated(f.Fill, inner);
        if (grouped == null) b.Append(digits);
        else b.Append(grouped.AsSpan());
        b.Append(rest);
        b.AppendRepeated(f.Fill, pad - left - inner);
        return b.ToStr();
    }

    /// <summary>The digits with separators between groups, filled up with zeros on the left to at least <paramref name="minimum"/> characters.</summary>
    private static string Group(ReadOnlySpan<char> digits, char separator, int group, int minimum)
    {
        var reversed = new List<char>(Math.Max(minimum, digits.Length) * 4 / 3 + 2);
        int remaining = digits.Length;
        bool first = true;
        while (true)
        {
            int size = separator == '\0' ? int.MaxValue : group;
            size = Math.Min(size, Math.Max(Math.Max(remaining, minimum), 1));
            if (!first) reversed.Add(separator);
            first = false;
            for (int i = 0; i < size; i++) reversed.Add(remaining > 0 ? digits[--remaining] : '0');
            minimum -= size;
            if (remaining <= 0 && minimum <= 0) break;
            minimum--;
        }
        reversed.Reverse();
        return new string(CollectionsMarshal.AsSpan(reversed));
    }
}

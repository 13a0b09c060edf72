using System.Globalization;
using System.Text;

namespace TieredPy.Runtime.Modules.Decimal;

/// <summary>Format specifications of Decimal (PEP 3101), and numbers laid out by them.</summary>
internal sealed class DecFormat
{
    private string fill = " ";
    private char align = '>';
    private char sign = '-';
    private bool noNegativeZero;
    private bool alternate;
    private bool zeroPad;
    private int width;
    private bool thousands;
    private int precision = -1;
    private char type;
    private string point = ".";
    private string separator = "";
    private string grouping = "";

    /// <summary>What a specification says; ValueError when it is none.</summary>
    public static DecFormat Parse(PyStr text)
    {
        var spec = new DecFormat();
        var s = text.ToCodePoints().AsSpan();
        bool aligned = false;
        if (s.Length >= 2 && IsAlign(s[1]))
        {
            spec.fill = char.ConvertFromUtf32(s[0]);
            spec.align = (char)s[1];
            s = s[2..];
            aligned = true;
        }
        else if (s.Length >= 1 && IsAlign(s[0]))
        {
            spec.align = (char)s[0];
            s = s[1..];
            aligned = true;
        }
        if (s.Length > 0 && s[0] is '+' or '-' or ' ' && s.Length > 0)
        {
            spec.sign = (char)s[0];
            s = s[1..];
        }
        spec.noNegativeZero = Take(ref s, 'z');
        spec.alternate = Take(ref s, '#');
        if (s.Length > 0 && s[0] == '0')
        {
            if (aligned) throw Invalid();
            spec.zeroPad = true;
            s = s[1..];
        }
        if (s.Length > 0 && s[0] is >= '1' and <= '9') spec.width = Number(ref s);
        spec.thousands = Take(ref s, ',');
        if (Take(ref s, '.'))
        {
            if (s.IsEmpty || s[0] is < '0' or > '9') throw Invalid();
            spec.precision = Number(ref s);
        }
        if (s.Length > 0)
        {
            if (s[0] > 127 || "eEfFgGnN%".IndexOf((char)s[0]) < 0) throw Invalid();
            spec.type = (char)s[0];
            s = s[1..];
        }
        if (!s.IsEmpty) throw Invalid();
        if (spec.precision == 0 && spec.type is '\0' or 'g' or 'G' or 'n' && spec.precision == 0) spec.precision = 1;
        if (spec.thousands)
        {
            spec.separator = ",";
            spec.grouping = "\u0003";
        }
        if (spec.type is 'n' or 'N')
        {
            if (spec.thousands) throw Invalid();
            if (spec.type == 'N') Err.Warn(ExcTypes.DeprecationWarning, "Format specifier 'N' is deprecated");
            spec.type = spec.type == 'n' ? 'g' : 'G';
        }
        return spec;
    }

    /// <summary>Takes the decimal point, the separator and the group sizes from a dict in place of the locale.</summary>
    public void Override(Value overrides)
    {
        if (overrides.Ref is not PyDict d) throw Err.TypeError("optional argument must be a dict");
        point = Text(d, "decimal_point") ?? point;
        separator = Text(d, "thousands_sep") ?? separator;
        grouping = (Text(d, "grouping") ?? grouping).TrimEnd('\0');
        bool valid = Encoding.UTF8.GetByteCount(point) is > 0 and <= 4 && Encoding.UTF8.GetByteCount(separator) <= 4 && !grouping.AsSpan().ContainsAnyExceptInRange('\0', '\u007f');
        if (!valid) throw Err.ValueError("invalid override dict");
    }

    private static string? Text(PyDict d, string name)
    {
        var v = d.TryGet(PyStr.Intern(name));
        return v.IsMissing ? null : v.Ref is PyStr s ? s.ToString() : throw Err.TypeError($"bad argument type for built-in operation");
    }

    private static PyException Invalid() => Err.ValueError("invalid format string");

    private static bool IsAlign(int c) => c is '<' or '>' or '=' or '^';

    private static bool Take(ref Span<int> s, char c)
    {
        if (s.IsEmpty || s[0] != c) return false;
        s = s[1..];
        return true;
    }

    private static int Number(ref Span<int> s)
    {
        long n = 0;
        while (s.Length > 0 && s[0] is >= '0' and <= '9')
        {
            n = n * 10 + (s[0] - '0');
            if (n > int.MaxValue) throw Invalid();
            s = s[1..];
        }
        return (int)n;
    }

    public string Format(Dec a, DecContext c)
    {
        string signText = Sign(a.Negative);
        if (a.IsSpecial)
        {
            string body = DecText.ToString(a.WithSign(false), false, true) + (type == '%' ? "%" : "");
            return Align(signText, body);
        }
        char kind = type != '\0' ? type : c.Capitals ? 'G' : 'g';
        if (kind == '%') a = a.WithExp(a.Exp + 2);
        if (precision >= 0)
        {
            if (kind is 'e' or 'E') a = Round(a, precision + 1, c.Rounding);
            else if (kind is 'f' or 'F' or '%') a = DecRound.Rescale(a, -precision, c.Rounding);
            else if (a.Digits > precision) a = Round(a, precision, c.Rounding);
        }
        if (a.IsZero && a.Exp > 0 && kind is 'f' or 'F' or '%' && a.IsZero && a.Exp > 0) a = DecRound.Rescale(a, 0, c.Rounding);
        if (a.IsZero && noNegativeZero && a.Negative) signText = Sign(false);

        string digits = a.DigitText;
        long left = a.Exp + digits.Length;
        long place = kind switch
        {
            'e' or 'E' => a.IsZero && precision >= 0 ? 1 - precision : 1,
            'f' or 'F' or '%' => left,
            _ => a.Exp <= 0 && left > -6 ? left : 1,
        };
        string whole, fraction;
        if (place < 0)
        {
            whole = "0";
            fraction = new string('0', checked((int)-place)) + digits;
        }
        else if (place > digits.Length)
        {
            if (place > 1_000_000_000) throw Err.MemoryError();
            whole = digits + new string('0', (int)(place - digits.Length));
            fraction = "";
        }
        else
        {
            whole = place == 0 ? "0" : digits[..(int)place];
            fraction = digits[(int)place..];
        }
        return Number(signText, whole, fraction, left - place, kind);
    }

    private static Dec Round(in Dec a, int places, DecRounding rounding)
    {
        if (a.IsZero) return a;
        var r = DecRound.Rescale(a, a.Adjusted + 1 - places, rounding);
        return r.Adjusted != a.Adjusted ? DecRound.Rescale(r, r.Adjusted + 1 - places, rounding) : r;
    }

    private string Sign(bool negative) => negative ? "-" : sign == '-' ? "" : sign.ToString();

    private string Number(string signText, string whole, string fraction, long exp, char kind)
    {
        if (fraction.Length > 0 || alternate) fraction = point + fraction;
        if (exp != 0 || kind is 'e' or 'E') fraction += (char.IsUpper(kind) ? "E" : "e") + (exp >= 0 ? "+" : "") + exp.ToString(CultureInfo.InvariantCulture);
        if (kind == '%') fraction += "%";
        int least = zeroPad ? width - fraction.Length - signText.Length : 0;
        if (grouping.Length > 0) whole = Group(whole, least);
        else if (whole.Length < least) whole = whole.PadLeft(least, '0');
        return Align(signText, whole + fraction);
    }

    // Groups of the sizes that the locale says, the last of which repeats, filled with zeros up to a width.
    private string Group(string digits, int least)
    {
        const int NoMore = 127;
        var groups = new List<string>();
        for (int i = 0; ; i++)
        {
            int size = grouping[Math.Min(i, grouping.Length - 1)];
            int l = Math.Max(Math.Max(digits.Length, least), 1);
            if (size != NoMore) l = Math.Min(l, size);
            string last = digits.Length > l ? digits[^l..] : digits;
            groups.Add(last.PadLeft(l, '0'));
            digits = digits.Length > l ? digits[..^l] : "";
            least -= l;
            if (digits.Length == 0 && least <= 0) break;
            least -= separator.Length;
        }
        groups.Reverse();
        return string.Join(separator, groups);
    }

    private string Align(string signText, string body)
    {
        int missing = width - signText.Length - body.Length;
        if (missing <= 0) return signText + body;
        string Pad(int n) => new StringBuilder().Insert(0, fill, n).ToString();
        return align switch
        {
            '<' => signText + body + Pad(missing),
            '=' => signText + Pad(missing) + body,
            '^' => Pad(missing / 2) + signText + body + Pad(missing - missing / 2),
            _ => Pad(missing) + signText + body,
        };
    }
}

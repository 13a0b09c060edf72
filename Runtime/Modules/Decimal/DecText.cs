using System.Globalization;

namespace TieredPy.Runtime.Modules.Decimal;

/// <summary>Numbers from and to text.</summary>
internal static class DecText
{
    /// <summary>The number that text spells, exactly; false when it spells none. Exponents beyond 64 bits are brought to its limits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Dec result)
    {
        result = default;
        int i = 0;
        bool negative = false;
        if (i < text.Length && text[i] is '+' or '-')
        {
            negative = text[i] == '-';
            i++;
        }
        if (i == text.Length) return false;
        if (!char.IsAsciiDigit(text[i]) && text[i] != '.') return TryParseSpecial(text[i..], negative, out result);

        int start = i;
        ulong small = 0;
        int digits = 0, fraction = 0;
        bool point = false, any = false;
        for (; i < text.Length; i++)
        {
            char ch = text[i];
            if (char.IsAsciiDigit(ch))
            {
                any = true;
                if (digits > 0 || ch != '0') digits++;
                if (digits <= 19) small = small * 10 + (ulong)(ch - '0');
                if (point) fraction++;
            }
            else if (ch == '.' && !point) point = true;
            else break;
        }
        if (!any) return false;
        int end = i;
        long exp = 0;
        if (i < text.Length)
        {
            if (text[i] is not ('e' or 'E') || !TryExponent(text[(i + 1)..], out exp)) return false;
        }
        exp -= fraction;
        if (digits <= 19)
        {
            result = new Dec(negative, small, exp);
            return true;
        }
        var plain = text[start..end];
        if (point) plain = plain.ToString().Replace(".", "");
        result = new Dec(negative, BigInteger.Parse(plain, NumberStyles.None, CultureInfo.InvariantCulture), exp);
        return true;
    }

    private static bool TryExponent(ReadOnlySpan<char> text, out long exp)
    {
        exp = 0;
        bool negative = false;
        if (text.Length > 0 && text[0] is '+' or '-' && text.Length > 0)
        {
            negative = text[0] == '-';
            text = text[1..];
        }
        if (text.IsEmpty || text.ContainsAnyExceptInRange('0', '9')) return false;
        const long Limit = 4_000_000_000_000_000_000;
        foreach (char ch in text)
        {
            exp = exp * 10 + (ch - '0');
            if (exp <= Limit / 10) continue;
            if (exp > Limit) exp = Limit;
            // Further digits can only make it larger still.
            if (exp == Limit) break;
        }
        if (negative) exp = -exp;
        return true;
    }

    private static bool TryParseSpecial(ReadOnlySpan<char> text, bool negative, out Dec result)
    {
        result = default;
        if (text.Equals("inf", StringComparison.OrdinalIgnoreCase) || text.Equals("infinity", StringComparison.OrdinalIgnoreCase))
        {
            result = Dec.Infinity(negative);
            return true;
        }
        bool signaling = text[0] is 's' or 'S';
        if (signaling) text = text[1..];
        if (!text.StartsWith("nan", StringComparison.OrdinalIgnoreCase)) return false;
        text = text[3..];
        if (text.ContainsAnyExceptInRange('0', '9')) return false;
        result = Dec.MakeNaN(negative, signaling, text.IsEmpty ? 0 : BigInteger.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture));
        return true;
    }

    /// <summary>Scientific notation, or engineering notation: exponents that are multiples of 3.</summary>
    public static string ToString(in Dec a, bool engineering, bool capitals)
    {
        string sign = a.Negative ? "-" : "";
        switch (a.Kind)
        {
            case DecKind.Infinity: return sign + "Infinity";
            case DecKind.NaN: return sign + "NaN" + a.DigitText;
            case DecKind.SignalingNaN: return sign + "sNaN" + a.DigitText;
        }
        string digits = a.DigitText;
        long left = a.Exp + digits.Length;
        if (a.Exp <= 0 && left > -6)
        {
            if (a.Exp == 0) return a.Negative ? sign + digits : digits;
            if (left <= 0) return string.Concat(sign, "0.", new string('0', (int)-left), digits);
            return string.Create(digits.Length + 1 + sign.Length, (digits, (int)left, a.Negative), static (to, s) =>
            {
                if (s.Negative)
                {
                    to[0] = '-';
                    to = to[1..];
                }
                s.digits.AsSpan(0, s.Item2).CopyTo(to);
                to[s.Item2] = '.';
                s.digits.AsSpan(s.Item2).CopyTo(to[(s.Item2 + 1)..]);
            });
        }
        long place = !engineering ? 1 : a.IsZero ? Mod3(left + 1) - 1 : Mod3(left - 1) + 1;
        string text;
        if (place <= 0) text = "0." + new string('0', (int)-place) + digits;
        else if (place >= digits.Length) text = digits + new string('0', (int)(place - digits.Length));
        else text = digits[..(int)place] + "." + digits[(int)place..];
        long exp = left - place;
        if (exp == 0) return sign + text;
        return string.Concat(sign, text, capitals ? "E" : "e") + (exp > 0 ? "+" : "") + exp.ToString(CultureInfo.InvariantCulture);
    }

    private static long Mod3(long n) => ((n % 3) + 3) % 3;
}

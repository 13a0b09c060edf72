using System.Globalization;
using TieredPy.Runtime.Numbers;
using TieredPy.Runtime.Text;

namespace TieredPy.Runtime.Objects;

/// <summary>
/// The usual cases of <c>str % args</c> without a formatter object: %d, %s, %c, %x of ints, strs and floats, with zeros, width and precision.
/// Whatever else comes up makes it give up before anything was evaluated twice that Python code could notice.
/// </summary>
internal static class QuickPercent
{
    /// <summary>The text, or null when the general way must be taken.</summary>
    [SkipLocalsInit]
    public static PyStr? TryFormat(PyStr format, Value args)
    {
        if (format.IsWide) return null;
        scoped ReadOnlySpan<Value> values;
        if (args.Ref is PyTuple t && t.GetType() == typeof(PyTuple)) values = t.AsSpan();
        else if (args.IsInt || args.IsFloat || args.Ref!.GetType() == typeof(PyStr)) values = new ReadOnlySpan<Value>(in args);
        else return null;
        foreach (ref readonly var v in values)
            if (!v.IsInt && !v.IsFloat && v.Ref!.GetType() != typeof(PyStr)) return null;

        var buffer = new CharBuffer(stackalloc char[256]);
        bool done = Run(format.Span, values, ref buffer);
        var text = done ? PyStr.OfWord(buffer.Written) : null;
        buffer.Dispose();
        return text;
    }

    private static bool Run(ReadOnlySpan<char> format, ReadOnlySpan<Value> values, ref CharBuffer to)
    {
        int used = 0;
        while (true)
        {
            int at = format.IndexOf('%');
            if (at < 0) break;
            to.Append(format[..at]);
            format = format[(at + 1)..];
            if (format.IsEmpty) return false;
            char c = format[0];
            if (c == '%')
            {
                to.Append('%');
                format = format[1..];
                continue;
            }
            bool zero = c == '0';
            int i = zero ? 1 : 0, width = 0, precision = -1;
            while (i < format.Length && char.IsAsciiDigit(format[i]) && width < 1000) width = width * 10 + (format[i++] - '0');
            if (i < format.Length && format[i] == '.')
            {
                precision = 0;
                i++;
                while (i < format.Length && char.IsAsciiDigit(format[i]) && precision < 100) precision = precision * 10 + (format[i++] - '0');
            }
            if (i >= format.Length || used >= values.Length) return false;
            if (!Field(format[i], values[used++], zero, width, precision, ref to)) return false;
            format = format[(i + 1)..];
        }
        if (used != values.Length) return false;
        to.Append(format);
        return true;
    }

    [SkipLocalsInit]
    private static bool Field(char kind, Value v, bool zero, int width, int precision, ref CharBuffer to)
    {
        switch (kind)
        {
            case 's' when precision < 0:
                if (v.Ref is PyStr s)
                {
                    if (s.IsWide) return false;
                    if (width > s.Length) to.Append(' ', width - s.Length);
                    to.Append(s.Span);
                    return true;
                }
                if (width != 0) return false;
                if (v.IsInt) Integer(v.Bits, ref to);
                else to.Append(FloatFormat.Repr(v.AsFloat));
                return true;
            case 'd' or 'i' or 'x' when v.IsInt && precision < 0:
                if (kind == 'x' && v.Bits < 0) return false;
                if (kind != 'x' && width == 0 && (ulong)v.Bits < 10000)
                {
                    Small((int)v.Bits, ref to);
                    return true;
                }
                Span<char> digits = stackalloc char[24];
                if (!v.Bits.TryFormat(digits, out int n, kind == 'x' ? "x" : default, CultureInfo.InvariantCulture)) return false;
                if (n < width)
                {
                    if (zero && v.Bits < 0)
                    {
                        to.Append('-');
                        to.Append('0', width - n);
                        to.Append(digits[1..n]);
                        return true;
                    }
                    to.Append(zero ? '0' : ' ', width - n);
                }
                to.Append(digits[..n]);
                return true;
            case 'c' when width == 0 && precision < 0:
                if (v.IsInt && (ulong)v.Bits < 0x10000) to.Append((char)v.Bits);
                else if (v.Ref is PyStr { Length: 1, IsWide: false } one) to.Append(one.Span);
                else return false;
                return true;
            case 'f' or 'e' or 'g' when v.IsFloat && width == 0:
                FloatFormat.Append(ref to, v.AsFloat, kind, precision < 0 ? 6 : precision, default);
                return true;
            default:
                return false;
        }
    }

    private static void Integer(long i, ref CharBuffer to)
    {
        if ((ulong)i < 10000)
        {
            Small((int)i, ref to);
            return;
        }
        Span<char> digits = stackalloc char[20];
        i.TryFormat(digits, out int n, default, CultureInfo.InvariantCulture);
        to.Append(digits[..n]);
    }

    /// <summary>The digits of an int below 10,000.</summary>
    private static void Small(int i, ref CharBuffer to)
    {
        var digits = to.Take(i < 10 ? 1 : i < 100 ? 2 : i < 1000 ? 3 : 4);
        for (int n = digits.Length - 1; n > 0; n--, i /= 10) digits[n] = (char)('0' + i % 10);
        digits[0] = (char)('0' + i);
    }
}

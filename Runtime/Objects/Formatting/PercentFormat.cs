using TieredPy.Runtime.Numbers;

namespace TieredPy.Runtime.Objects;

/// <summary>printf-style formatting of str and bytes (library reference, "printf-style String Formatting").</summary>
internal sealed class PercentFormat
{
    private readonly PyStr format;
    private readonly bool bytes;
    private readonly PyStrBuilder output;
    private readonly Value all;
    private readonly PyTuple? tuple;
    private readonly bool isMapping;
    private int used;
    private bool keyed;
    private int at;

    private PercentFormat(PyStr format, Value args, bool bytes)
    {
        this.format = format;
        this.bytes = bytes;
        all = args;
        tuple = args.Ref as PyTuple;
        isMapping = tuple == null && args.Ref is not (PyStr or null) && !(bytes && args.Ref is PyBytesBase) && !args.IsFloat && Ops.Has(args, Slot.GetItem);
        output = new PyStrBuilder(format.Length + 32);
    }

    /// <summary><c>format % args</c>.</summary>
    public static PyStr Format(PyStr format, Value args) => new PercentFormat(format, args, false).Run();

    /// <summary><c>format % args</c> of bytes.</summary>
    public static byte[] Format(byte[] format, Value args)
    {
        var text = new PercentFormat(new PyStr(System.Text.Encoding.Latin1.GetString(format)), args, true).Run();
        return System.Text.Encoding.Latin1.GetBytes(text.Chars);
    }

    private PyStr Run()
    {
        while (at < format.Length)
        {
            int literal = at;
            at = format.IndexOf(PyStr.OfCodePoint('%'), at, format.Length);
            if (at < 0) at = format.Length;
            output.Append(format, literal, at);
            if (at < format.Length) Field();
        }
        // A sole value that isn't a mapping counts as one argument.
        bool left = tuple != null ? used < tuple.Count : used == 0 && !isMapping;
        if (left && !keyed) throw Err.TypeError(bytes ? "not all arguments converted during bytes formatting" : "not all arguments converted during string formatting");
        return output.ToStr();
    }

    private Value NextArgument()
    {
        if (keyed) return keyValue;
        if (tuple != null ? used < tuple.Count : used == 0)
            return tuple != null ? tuple[used++] : Sole();
        throw Err.TypeError("not enough arguments for format string");
    }

    private Value Sole()
    {
        used++;
        return all;
    }

    private Value keyValue;

    private int Peek() => at < format.Length ? format[at] : throw Err.ValueError("incomplete format");

    private void Field()
    {
        at++;
        int c = Peek();
        if (c == '%')
        {
            at++;
            output.Append('%');
            return;
        }
        if (c is 'd' or 's' && !keyed && TryPlain(c)) return;
        if (c == '(')
        {
            ReadKey();
            c = Peek();
        }
        bool leftAlign = false, plus = false, space = false, alternate = false, zero = false;
        for (; ; c = Next())
        {
            if (c == '-') leftAlign = true;
            else if (c == '+') plus = true;
            else if (c == ' ') space = true;
            else if (c == '#') alternate = true;
            else if (c == '0') zero = true;
            else break;
        }
        long width = -1, precision = -1;
        if (c == '*')
        {
            width = Star("width too big");
            if (width < 0)
            {
                leftAlign = true;
                width = -width;
            }
            c = Next();
        }
        else if (c is >= '0' and <= '9') width = Digits(ref c, "width too big");
        if (c == '.')
        {
            c = Next();
            if (c == '*')
            {
                precision = Math.Max(0, Star("precision too big"));
                c = Next();
            }
            else if (c is >= '0' and <= '9') precision = Digits(ref c, "precision too big");
            else precision = 0;
        }
        if (c is 'h' or 'l' or 'L') c = Next();
        at++;
        Convert(c, leftAlign, plus, space, alternate, zero, width, precision);
    }

    /// <summary>The usual %d of an int and %s.</summary>
    private bool TryPlain(int c)
    {
        if (c == 's' && bytes || tuple == null || used >= tuple.Count) return false;
        var v = tuple[used];
        if (c == 'd')
        {
            if (!v.IsInt) return false;
            output.Append(v.Bits);
        }
        else output.Append(Ops.Str(v));
        used++;
        at++;
        return true;
    }

    private int Next()
    {
        at++;
        return Peek();
    }

    private long Digits(ref int c, string tooBig)
    {
        long n = 0;
        for (; c is >= '0' and <= '9'; c = Next())
        {
            n = n * 10 + (c - '0');
            if (n > int.MaxValue) throw Err.ValueError(tooBig);
        }
        return n;
    }

    private long Star(string tooBig)
    {
        var v = NextArgument();
        if (!IntOps.IsInt(v)) throw Err.TypeError("* wants int");
        return IntOps.TryGetSmall(v, out long n) && n >= -long.MaxValue && (tooBig == "width too big" || n is >= -int.MaxValue and <= int.MaxValue) ? n : throw Err.OverflowError(tooBig == "width too big" ? "Python int too large to convert to C ssize_t" : "Python int too large to convert to C int");
    }

    private void ReadKey()
    {
        if (!isMapping) throw Err.TypeError("format requires a mapping");
        int depth = 1, from = ++at;
        while (depth > 0)
        {
            if (at >= format.Length) throw Err.ValueError("incomplete format key");
            int c = format[at++];
            if (c == ')') depth--;
            else if (c == '(') depth++;
        }
        var key = format.Substring(from, at - 1 - from);
        keyed = true;
        keyValue = Ops.GetItem(all, bytes ? new Value(PyBytes.Make(System.Text.Encoding.Latin1.GetBytes(key.Chars))) : new Value(key));
    }

    private void Convert(int c, bool leftAlign, bool plus, bool space, bool alternate, bool zero, long width, long precision)
    {
        PyStr text;
        bool numeric = false;
        switch (c)
        {
            case 's' when !bytes:
                text = Ops.Str(NextArgument());
                break;
            case 'r' or 'a':
                var shown = NextArgument();
                text = c == 'r' && !bytes ? Ops.Repr(shown) : Ops.Ascii(shown);
                break;
            case 's' or 'b' when bytes:
                text = Latin(BytesOf(NextArgument()));
                break;
            case 'd' or 'i' or 'u' or 'o' or 'x' or 'X':
                text = Integer(NextArgument(), (char)c, alternate, precision);
                numeric = true;
                precision = -1;
                break;
            case 'e' or 'E' or 'f' or 'F' or 'g' or 'G':
                text = new PyStr(FloatFormat.Format(Number(NextArgument()), (char)c, precision < 0 ? 6 : (int)precision, alternate ? FloatFlags.Alternate : FloatFlags.None));
                numeric = true;
                precision = -1;
                break;
            case 'c':
                text = Character(NextArgument());
                precision = -1;
                break;
            default:
                throw Err.ValueError($"unsupported format character '{(c is > 31 and < 128 ? (char)c : '?')}' (0x{c:x}) at index {at - 1}");
        }
        if (precision >= 0 && precision < text.Length) text = text.Substring(0, (int)precision);
        if (!numeric)
        {
            Pad(text, 0, leftAlign, ' ', width);
            return;
        }
        bool negative = text[0] == '-';
        int sign = negative ? '-' : plus ? '+' : space ? ' ' : 0;
        int prefix = alternate && c is ('x' or 'X' or 'o') ? 2 : 0;
        var body = negative ? text.Substring(1, text.Length - 1) : text;
        int length = body.Length + (sign != 0 ? 1 : 0);
        if (zero && !leftAlign)
        {
            if (sign != 0) output.Append(sign);
            output.Append(body, 0, prefix);
            output.AppendRepeated('0', width - length);
            output.Append(body, prefix, body.Length);
            return;
        }
        Pad(body, sign, leftAlign, ' ', width);
    }

    private void Pad(PyStr text, int sign, bool leftAlign, int fill, long width)
    {
        if (width > PyStr.MaxLength) throw Err.MemoryError();
        long pad = width - text.Length - (sign != 0 ? 1 : 0);
        if (!leftAlign) output.AppendRepeated(fill, pad);
        if (sign != 0) output.Append(sign);
        output.Append(text);
        if (leftAlign) output.AppendRepeated(fill, pad);
    }

    private static double Number(Value v)
    {
        if (v.IsFloat) return v.AsFloat;
        if (IntOps.IsInt(v) || FloatOps.IsFloat(v) || Ops.Has(v, Slot.Float) || Ops.HasIndex(v)) return Ops.AsDouble(v);
        throw Err.TypeError($"must be real number, not {Ops.TypeName(v)}");
    }

    private static PyStr Integer(Value v, char type, bool alternate, long precision)
    {
        Value n;
        if (IntOps.IsInt(v)) n = IntOps.Exact(v);
        else if (type is 'o' or 'x' or 'X')
        {
            if (!Ops.HasIndex(v)) throw Err.TypeError($"%{type} format: an integer is required, not {Ops.TypeName(v)}");
            n = Ops.Index(v);
        }
        else
        {
            if (!Ops.IsNumber(v)) throw Err.TypeError($"%{type} format: a real number is required, not {Ops.TypeName(v)}");
            try
            {
                n = IntConversion.From(v);
            }
            catch (PyException e) when (e.Is(ExcTypes.TypeError))
            {
                throw Err.TypeError($"%{type} format: a real number is required, not {Ops.TypeName(v)}");
            }
        }
        int numberBase = type switch { 'o' => 8, 'x' or 'X' => 16, _ => 10 };
        string digits = numberBase == 10 ? IntOps.ToString(n)
            : IntOps.Get(n, out long small, out var big) == IntKind.Small ? IntText.ToString(small, numberBase) : IntText.ToString(big, numberBase);
        bool negative = digits[0] == '-';
        var body = digits.AsSpan(negative ? 1 : 0);
        if (precision > int.MaxValue - 3) throw Err.OverflowError("precision too large");
        int zeros = (int)Math.Max(0, precision - body.Length);
        string prefix = !alternate ? "" : type switch { 'o' => "0o", 'x' or 'X' => "0x", _ => "" };
        string text = string.Concat(prefix, new string('0', zeros), body);
        if (type == 'X') text = text.ToUpperInvariant();
        return new PyStr(negative ? "-" + text : text);
    }

    private PyStr Character(Value v)
    {
        if (bytes)
        {
            if (v.Ref is PyBytesBase b && b.Count == 1) return PyStr.OfCodePoint(b.AsSpan()[0]);
            if (v.Ref is PyBytesBase or PyStr || !Ops.HasIndex(v)) throw Err.TypeError("%c requires an integer in range(256) or a single byte");
            var i = Ops.Index(v);
            return i.IsInt && (ulong)i.Bits < 256 ? PyStr.OfCodePoint((int)i.Bits) : throw Err.OverflowError("%c arg not in range(256)");
        }
        if (v.Ref is PyStr s) return s.Length == 1 ? s : throw Err.TypeError("%c requires int or char");
        if (!Ops.HasIndex(v)) throw Err.TypeError("%c requires int or char");
        var n = Ops.Index(v);
        return n.IsInt && (ulong)n.Bits < 0x110000 ? PyStr.OfCodePoint((int)n.Bits) : throw Err.OverflowError("%c arg not in range(0x110000)");
    }

    private static readonly PyStr BytesName = PyStr.Intern("__bytes__");

    private static byte[] BytesOf(Value v)
    {
        if (Buffers.TryGet(v, out var b)) return b.ToArray();
        if (!v.IsInt && !v.IsFloat && Ops.LookupSpecial(v, BytesName, out var method))
        {
            var r = Ops.Call(method);
            return r.Ref is PyBytes made ? made.Data : throw Err.TypeError($"__bytes__ returned non-bytes (type {Ops.TypeName(r)})");
        }
        throw Err.TypeError($"%b requires a bytes-like object, or an object that implements __bytes__, not '{Ops.TypeName(v)}'");
    }

    private static PyStr Latin(byte[] b) => new(System.Text.Encoding.Latin1.GetString(b));
}

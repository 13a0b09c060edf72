using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Objects;

public partial class PyStr
{
    [PyMethod("__getnewargs__")]
    private Value GetNewArgs() => new(new PyTuple([new Value(new PyStr(data, length))]));

    [PyMethod("__sizeof__", Doc = "Return the size of the string in memory, in bytes.")]
    private long SizeOf()
    {
        int max = 0;
        for (int i = 0; i < length; i++) max |= this[i];
        return max < 0x80 ? 41 + length : max < 0x100 ? 57 + length : max < 0x10000 ? 58 + 2L * length : 60 + 4L * length;
    }

    [PyMethod("__format__", Doc = "Return a formatted version of the string as described by format_spec.")]
    private PyStr Format(PyStr formatSpec) => Formatting.Str(this, formatSpec);

    [PyMethod("format", Doc = "Return a formatted version of the string, using substitutions from args and kwargs.\n\nThe substitutions are identified by braces ('{' and '}').")]
    private PyStr FormatMethod([StarArgs] ReadOnlySpan<Value> args, [StarKwArgs] PyDict? kwargs) =>
        new StrFormatter(args.Length == 0 ? PyTuple.Empty : new PyTuple(args), kwargs == null ? Value.Missing : new Value(kwargs)).Run(this);

    [PyMethod("format_map", Doc = "Return a formatted version of the string, using substitutions from mapping.\n\nThe substitutions are identified by braces ('{' and '}').")]
    private PyStr FormatMap(Value mapping) => new StrFormatter(null, mapping).Run(this);

    [PyMethod("encode", Doc = "Encode the string using the codec registered for encoding.\n\n  encoding\n    The encoding in which to encode the string.\n  errors\n    The error handling scheme to use for encoding errors.\n    The default is 'strict' meaning that encoding errors raise a\n    UnicodeEncodeError.  Other possible values are 'ignore', 'replace' and\n    'xmlcharrefreplace' as well as any other name registered with\n    codecs.register_error that can handle UnicodeEncodeErrors.")]
    private Value Encode([Kw] string encoding = "utf-8", [Kw] string errors = "strict") => new(Encodings.Encode(this, encoding, errors));

    [PyMethod("expandtabs", Doc = "Return a copy where all tab characters are expanded using spaces.\n\nIf tabsize is not given, a tab size of 8 characters is assumed.")]
    private PyStr ExpandTabs([Kw] int tabsize = 8)
    {
        if (!HasPoint('\t')) return ToExact();
        var b = new PyStrBuilder(length + 16);
        int column = 0;
        for (int i = 0; i < length; i++)
        {
            int c = this[i];
            if (c == '\t')
            {
                if (tabsize <= 0) continue;
                int n = tabsize - column % tabsize;
                if (b.Length > 0x3FFFFFDF - n) throw Err.OverflowError("new string is too long");
                b.AppendRepeated(' ', n);
                column += n;
                continue;
            }
            b.Append(c);
            column = c is '\n' or '\r' ? 0 : column + 1;
        }
        return b.ToStr();
    }

    [PyMethod("ljust", Doc = "Return a left-justified string of length width.\n\nPadding is done using the specified fill character (default is a space).")]
    private PyStr LJust(long width, [Opt(Show = "' '")] Value fillchar) => Pad(0, width - length, Fill(fillchar));

    [PyMethod("rjust", Doc = "Return a right-justified string of length width.\n\nPadding is done using the specified fill character (default is a space).")]
    private PyStr RJust(long width, [Opt(Show = "' '")] Value fillchar) => Pad(width - length, 0, Fill(fillchar));

    [PyMethod("center", Doc = "Return a centered string of length width.\n\nPadding is done using the specified fill character (default is a space).")]
    private PyStr Center(long width, [Opt(Show = "' '")] Value fillchar)
    {
        int fill = Fill(fillchar);
        long pad = width - length;
        if (pad <= 0) return ToExact();
        long left = pad / 2 + (pad & width & 1);
        return Pad(left, pad - left, fill);
    }

    private static int Fill(Value v)
    {
        if (v.IsMissing) return ' ';
        if (v.Ref is not PyStr s) throw Err.TypeError($"The fill character must be a unicode character, not {Ops.TypeName(v)}");
        return s.length == 1 ? s[0] : throw Err.TypeError("The fill character must be exactly one character long");
    }

    private PyStr Pad(long left, long right, int fill)
    {
        if (left <= 0 && right <= 0) return ToExact();
        if (left + right > 0x3FFFFFDF) throw left > long.MaxValue - length - right ? Err.OverflowError("padded string is too long") : Err.MemoryError();
        var b = new PyStrBuilder((int)(left + right) + length);
        b.AppendRepeated(fill, left);
        b.Append(this);
        b.AppendRepeated(fill, right);
        return b.ToStr();
    }

    [PyMethod("zfill", Doc = "Pad a numeric string with zeros on the left, to fill a field of the given width.\n\nThe string is never truncated.")]
    private PyStr ZFill(long width)
    {
        if (width <= length) return ToExact();
        if (width > 0x3FFFFFDF) throw Err.MemoryError();
        var b = new PyStrBuilder((int)width);
        bool sign = length > 0 && this[0] is '+' or '-';
        if (sign) b.Append(this[0]);
        b.AppendRepeated('0', width - length);
        b.Append(this, sign ? 1 : 0, length);
        return b.ToStr();
    }

    [PyMethod("translate", Doc = "Replace each character in the string using the given translation table.\n\n  table\n    Translation table, which must be a mapping of Unicode ordinals to\n    Unicode ordinals, strings, or None.\n\nThe table must implement lookup/indexing via __getitem__, for instance a\ndictionary or list.  If this operation raises LookupError, the character is\nleft untouched.  Characters mapped to None are deleted.")]
    private PyStr Translate(Value table)
    {
        var b = new PyStrBuilder(length);
        var exact = table.Ref is PyDict d && !table.Type.IsHeap ? d : null;
        for (int i = 0; i < length; i++)
        {
            int c = this[i];
            var to = exact != null ? exact.TryGet(Value.Int(c)) : Lookup(table, c);
            if (to.IsMissing) b.Append(c);
            else if (to.Ref is PyStr s) b.Append(s);
            else if (to.IsNone) continue;
            else if (IntOps.IsInt(to))
            {
                if (!IntOps.TryGetSmall(to, out long point) || (ulong)point > 0x10FFFF) throw Err.ValueError("character mapping must be in range(0x110000)");
                b.Append((int)point);
            }
            else throw Err.TypeError("character mapping must return integer, None or str");
        }
        return b.ToStr();
    }

    private static Value Lookup(Value table, int c)
    {
        try
        {
            return Ops.GetItem(table, Value.Int(c));
        }
        catch (PyException e) when (e.Is(ExcTypes.LookupError))
        {
            return Value.Missing;
        }
    }

    [PyStaticMethod("maketrans", Doc = "Return a translation table usable for str.translate().\n\nIf there is only one argument, it must be a dictionary mapping Unicode\nordinals (integers) or characters to Unicode ordinals, strings or None.\nCharacter keys will be then converted to ordinals.\nIf there are two arguments, they must be strings of equal length, and\nin the resulting dictionary, each character in x will be mapped to the\ncharacter at the same position in y. If there is a third argument, it\nmust be a string, whose characters will be mapped to None in the result.")]
    private static PyDict MakeTrans(Value x, [Opt] Value y, [Opt] Value z)
    {
        var result = new PyDict();
        if (y.IsMissing)
        {
            if (x.Ref is not PyDict from) throw Err.TypeError("if you give only one argument to maketrans it must be a dict");
            int pos = 0;
            while (from.Next(ref pos, out var key, out var value))
            {
                if (key.Ref is PyStr s)
                {
                    if (s.length != 1) throw Err.ValueError("string keys in translate table must be of length 1");
                    result.Set(Value.Int(s[0]), value);
                }
                else if (IntOps.IsInt(key)) result.Set(key, value);
                else throw Err.TypeError("keys in translate table must be strings or integers");
            }
            return result;
        }
        if (x.Ref is not PyStr a) throw Err.TypeError("first maketrans argument must be a string if there is a second argument");
        if (y.Ref is not PyStr b) throw Err.TypeError($"maketrans() argument 2 must be str, not {Ops.TypeName(y)}");
        if (a.length != b.length) throw Err.ValueError("the first two maketrans arguments must have equal length");
        for (int i = 0; i < a.length; i++) result.Set(Value.Int(a[i]), Value.Int(b[i]));
        if (z.IsMissing) return result;
        if (z.Ref is not PyStr drop) throw Err.TypeError($"maketrans() argument 3 must be str, not {Ops.TypeName(z)}");
        for (int i = 0; i < drop.length; i++) result.Set(Value.Int(drop[i]), Value.None);
        return result;
    }
}

using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Objects;

/// <summary>What bytes and bytearray have in common; results are of the receiver's own kind.</summary>
public abstract partial class PyBytesBase : PyObject
{
    private protected PyBytesBase(Shape shape) : base(shape) { }

    /// <summary>The bytes at this moment.</summary>
    public abstract ReadOnlySpan<byte> AsSpan();

    public int Count => AsSpan().Length;

    /// <summary>A new exact object of this kind that owns the array.</summary>
    internal abstract Value Wrap(byte[] bytes);

    /// <summary>This object where it is immutable and exact, else an exact copy.</summary>
    internal abstract Value WrapSame();

    private protected abstract string IndexErrorText { get; }

    private protected abstract string IndexTypeName { get; }

    internal Value Wrap(ReadOnlySpan<byte> bytes) => Wrap(bytes.ToArray());

    public override Value Str() => Repr();

    public override long Len() => Count;

    public override Value Compare(CmpOp op, Value other)
    {
        if (other.Ref == (PyObject)this) return Value.Bool(op.Of(0));
        // bytes leave other exporters to the other operand.
        if (this is PyBytes && other.Ref is not PyBytes || !Buffers.TryGet(other, out var b)) return Value.NotImplemented;
        var a = AsSpan();
        return op switch
        {
            CmpOp.Eq => Value.Bool(a.SequenceEqual(b)),
            CmpOp.Ne => Value.Bool(!a.SequenceEqual(b)),
            _ => Value.Bool(op.Of(a.SequenceCompareTo(b))),
        };
    }

    public override Value Add(Value other)
    {
        if (!Buffers.TryGet(other, out var b)) throw Err.TypeError($"can't concat {Ops.TypeName(other)} to {Type.FullName}");
        var a = AsSpan();
        if (b.Length == 0) return WrapSame();
        if (a.Length == 0 && other.Ref is PyBytes same && this is PyBytes) return same.WrapSame();
        if ((long)a.Length + b.Length > Array.MaxLength) throw Err.MemoryError();
        var r = new byte[a.Length + b.Length];
        a.CopyTo(r);
        b.CopyTo(r.AsSpan(a.Length));
        return Wrap(r);
    }

    internal override bool HasSequenceSlots => true;

    public override Value Mul(Value other) => Ops.HasIndex(other) ? Repeat(Ops.AsSize(other)) : Value.NotImplemented;

    public override Value RMul(Value other) => Mul(other);

    private Value Repeat(long n)
    {
        if (n == 1) return WrapSame();
        return Wrap(Repeated(AsSpan(), n));
    }

    private protected static byte[] Repeated(ReadOnlySpan<byte> a, long n)
    {
        if (n <= 0 || a.Length == 0) return [];
        if (n > Array.MaxLength / a.Length) throw Err.MemoryError();
        var r = new byte[a.Length * n];
        if (a.Length == 1) Array.Fill(r, a[0]);
        else
            for (int at = 0; at < r.Length; at += a.Length) a.CopyTo(r.AsSpan(at));
        return r;
    }

    public override bool Contains(Value item)
    {
        if (Ops.HasIndex(item))
        {
            var i = Ops.Index(item);
            if (!i.IsInt || (ulong)i.Bits > 255) throw Err.ValueError("byte must be in range(0, 256)");
            return AsSpan().Contains((byte)i.Bits);
        }
        return Text.TextSearch.Find(AsSpan(), Buffers.Get(item)) >= 0;
    }

    public override Value GetItem(Value key)
    {
        if (Sequences.TryIndex(key, out long i))
        {
            var a = AsSpan();
            if (i < 0) i += a.Length;
            return (ulong)i < (ulong)a.Length ? Value.Int(a[(int)i]) : throw Err.IndexError(IndexErrorText);
        }
        if (key.Ref is not PySlice slice) throw Err.TypeError($"{IndexTypeName} indices must be integers or slices, not {Ops.TypeName(key)}");
        slice.Unpack(out long start, out long stop, out long step);
        var data = AsSpan();
        PySlice.Adjust(data.Length, ref start, ref stop, step, out long count);
        if (step == 1)
        {
            if (count == data.Length && this is PyBytes) return WrapSame();
            return count == 0 ? Wrap([]) : Wrap(data.Slice((int)start, (int)count));
        }
        var r = new byte[count];
        for (int k = 0; k < r.Length; k++, start += step) r[k] = data[(int)start];
        return Wrap(r);
    }

    /// <summary>The bytes to search for: a buffer, or an int as one byte.</summary>
    private static ReadOnlySpan<byte> Part(Value sub)
    {
        if (Ops.HasIndex(sub) && !Buffers.Has(sub))
        {
            var i = Ops.Index(sub);
            if (!i.IsInt || (ulong)i.Bits > 255) throw Err.ValueError("byte must be in range(0, 256)");
            return new[] { (byte)i.Bits };
        }
        return Buffers.TryGet(sub, out var b) ? b : throw Err.TypeError($"argument should be integer or bytes-like object, not '{Ops.TypeName(sub)}'");
    }

    private int FindIn(Value sub, Value start, Value end, bool last)
    {
        var part = Part(sub);
        var a = AsSpan();
        if (!SpanSearch.Bounds(start, end, a.Length, out int from, out int to)) return -1;
        return last ? SpanSearch.FindLast(a, part, from, to) : SpanSearch.Find(a, part, from, to);
    }

    [PyMethod("find", Doc = "Return the lowest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end].\n\n  start\n    Optional start position. Default: start of the bytes.\n  end\n    Optional stop position. Default: end of the bytes.\n\nReturn -1 on failure.")]
    internal long Find(Value sub, [Opt] Value start, [Opt] Value end) => FindIn(sub, start, end, false);

    [PyMethod("rfind", Doc = "Return the highest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end].\n\n  start\n    Optional start position. Default: start of the bytes.\n  end\n    Optional stop position. Default: end of the bytes.\n\nReturn -1 on failure.")]
    internal long RFind(Value sub, [Opt] Value start, [Opt] Value end) => FindIn(sub, start, end, true);

    [PyMethod("index", Doc = "Return the lowest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end].\n\n  start\n    Optional start position. Default: start of the bytes.\n  end\n    Optional stop position. Default: end of the bytes.\n\nRaise ValueError if the subsection is not found.")]
    internal long Index(Value sub, [Opt] Value start, [Opt] Value end) => Found(FindIn(sub, start, end, false));

    [PyMethod("rindex", Doc = "Return the highest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end].\n\n  start\n    Optional start position. Default: start of the bytes.\n  end\n    Optional stop position. Default: end of the bytes.\n\nRaise ValueError if the subsection is not found.")]
    internal long RIndex(Value sub, [Opt] Value start, [Opt] Value end) => Found(FindIn(sub, start, end, true));

    private static long Found(int i) => i >= 0 ? i : throw Err.ValueError("subsection not found");

    [PyMethod("count", Doc = "Return the number of non-overlapping occurrences of subsection 'sub' in bytes B[start:end].\n\n  start\n    Optional start position. Default: start of the bytes.\n  end\n    Optional stop position. Default: end of the bytes.")]
    internal long CountOf(Value sub, [Opt] Value start, [Opt] Value end)
    {
        var part = Part(sub);
        var a = AsSpan();
        return SpanSearch.Bounds(start, end, a.Length, out int from, out int to) ? SpanSearch.Count(a, part, from, to) : 0;
    }

    [PyMethod("startswith", Doc = "Return True if the bytes starts with the specified prefix, False otherwise.\n\n  prefix\n    A bytes or a tuple of bytes to try.\n  start\n    Optional start position. Default: start of the bytes.\n  end\n    Optional stop position. Default: end of the bytes.")]
    internal bool StartsWith(Value prefix, [Opt] Value start, [Opt] Value end) => Tail(prefix, start, end, false);

    [PyMethod("endswith", Doc = "Return True if the bytes ends with the specified suffix, False otherwise.\n\n  suffix\n    A bytes or a tuple of bytes to try.\n  start\n    Optional start position. Default: start of the bytes.\n  end\n    Optional stop position. Default: end of the bytes.")]
    internal bool EndsWith(Value suffix, [Opt] Value start, [Opt] Value end) => Tail(suffix, start, end, true);

    private bool Tail(Value affix, Value start, Value end, bool atEnd)
    {
        bool inside = SpanSearch.Bounds(start, end, Count, out int from, out int to);
        if (affix.Ref is PyTuple tuple)
        {
            foreach (var x in tuple.AsSpan())
                if (TailOf(Buffers.Get(x), inside, from, to, atEnd)) return true;
            return false;
        }
        if (!Buffers.TryGet(affix, out var one))
            throw Err.TypeError($"{(atEnd ? "endswith" : "startswith")} first arg must be bytes or a tuple of bytes, not {Ops.TypeName(affix)}");
        return TailOf(one, inside, from, to, atEnd);
    }

    private bool TailOf(ReadOnlySpan<byte> affix, bool inside, int from, int to, bool atEnd)
    {
        if (!inside) return false;
        var part = AsSpan()[from..to];
        return atEnd ? part.EndsWith(affix) : part.StartsWith(affix);
    }

    [PyMethod("removeprefix", Doc = "Return a bytes object with the given prefix string removed if present.\n\nIf the bytes starts with the prefix string, return bytes[len(prefix):].\nOtherwise, return a copy of the original bytes.")]
    internal Value RemovePrefix(Value prefix)
    {
        var p = Buffers.Get(prefix);
        return p.Length > 0 && AsSpan().StartsWith(p) ? Wrap(AsSpan()[p.Length..]) : WrapSame();
    }

    [PyMethod("removesuffix", Doc = "Return a bytes object with the given suffix string removed if present.\n\nIf the bytes ends with the suffix string and that suffix is not empty,\nreturn bytes[:-len(prefix)].  Otherwise, return a copy of the original\nbytes.")]
    internal Value RemoveSuffix(Value suffix)
    {
        var p = Buffers.Get(suffix);
        return p.Length > 0 && AsSpan().EndsWith(p) ? Wrap(AsSpan()[..^p.Length]) : WrapSame();
    }

    [PyMethod("replace", Doc = "Return a copy with all occurrences of substring old replaced by new.\n\n  count\n    Maximum number of occurrences to replace.\n    -1 (the default value) means replace all occurrences.\n\nIf the optional argument count is given, only the first count occurrences are\nreplaced.")]
    internal Value Replace(Value old, Value @new, long count = -1)
    {
        var a = Buffers.Get(old);
        var b = Buffers.Get(@new);
        var r = SpanSearch.Replace(AsSpan(), a, b, count);
        return r == null ? WrapSame() : Wrap(r);
    }

    [PyMethod("split", Doc = "Return a list of the sections in the bytes, using sep as the delimiter.\n\n  sep\n    The delimiter according which to split the bytes.\n    None (the default value) means split on ASCII whitespace characters\n    (space, tab, return, newline, formfeed, vertical tab).\n  maxsplit\n    Maximum number of splits to do.\n    -1 (the default value) means no limit.")]
    internal PyList Split([OptNone, Kw] Value sep, [Kw] long maxsplit = -1) => SplitBy(sep, maxsplit, false);

    [PyMethod("rsplit", Doc = "Return a list of the sections in the bytes, using sep as the delimiter.\n\n  sep\n    The delimiter according which to split the bytes.\n    None (the default value) means split on ASCII whitespace characters\n    (space, tab, return, newline, formfeed, vertical tab).\n  maxsplit\n    Maximum number of splits to do.\n    -1 (the default value) means no limit.\n\nSplitting is done starting at the end of the bytes and working to the front.")]
    internal PyList RSplit([OptNone, Kw] Value sep, [Kw] long maxsplit = -1) => SplitBy(sep, maxsplit, true);

    private PyList SplitBy(Value sep, long max, bool fromEnd)
    {
        var a = AsSpan();
        if (sep.IsNone) return Pieces(fromEnd ? SplitSpacesLast(a, max) : SplitSpaces(a, max));
        var s = Buffers.Get(sep);
        if (s.Length == 0) throw Err.ValueError("empty separator");
        return Pieces(fromEnd ? SpanSearch.SplitLast(a, s, max) : SpanSearch.Split(a, s, max));
    }

    private PyList Pieces(List<(int Start, int End)> cuts)
    {
        var items = new Value[cuts.Count];
        for (int i = 0; i < items.Length; i++) items[i] = Wrap(AsSpan()[cuts[i].Start..cuts[i].End]);
        return new PyList(items);
    }

    internal static bool IsSpace(byte b) => b is 32 or >= 9 and <= 13;

    private static List<(int, int)> SplitSpaces(ReadOnlySpan<byte> a, long max)
    {
        var cuts = new List<(int, int)>();
        int i = 0;
        while (true)
        {
            while (i < a.Length && IsSpace(a[i])) i++;
            if (i == a.Length) return cuts;
            int start = i;
            if (max-- == 0)
            {
                cuts.Add((start, a.Length));
                return cuts;
            }
            while (i < a.Length && !IsSpace(a[i])) i++;
            cuts.Add((start, i));
        }
    }

    private static List<(int, int)> SplitSpacesLast(ReadOnlySpan<byte> a, long max)
    {
        var cuts = new List<(int, int)>();
        int i = a.Length;
        while (true)
        {
            while (i > 0 && IsSpace(a[i - 1])) i--;
            if (i == 0) break;
            int end = i;
            if (max-- == 0)
            {
                cuts.Add((0, end));
                break;
            }
            while (i > 0 && !IsSpace(a[i - 1])) i--;
            cuts.Add((i, end));
        }
        cuts.Reverse();
        return cuts;
    }

    [PyMethod("splitlines", Doc = "Return a list of the lines in the bytes, breaking at line boundaries.\n\nLine breaks are not included in the resulting list unless keepends is given and\ntrue.")]
    internal PyList SplitLines([Kw] bool keepends = false)
    {
        var a = AsSpan();
        var cuts = new List<(int, int)>();
        for (int i = 0; i < a.Length;)
        {
            int start = i;
            while (i < a.Length && a[i] is not ((byte)'\n' or (byte)'\r')) i++;
            int end = i;
            if (i < a.Length) i += a[i] == '\r' && i + 1 < a.Length && a[i + 1] == '\n' ? 2 : 1;
            cuts.Add((start, keepends ? i : end));
        }
        return Pieces(cuts);
    }

    [PyMethod("partition", Doc = "Partition the bytes into three parts using the given separator.\n\nThis will search for the separator sep in the bytes. If the separator is found,\nreturns a 3-tuple containing the part before the separator, the separator\nitself, and the part after it.\n\nIf the separator is not found, returns a 3-tuple containing the original bytes\nobject and two empty bytes objects.")]
    internal Value Partition(Value sep)
    {
        var s = Buffers.Get(sep);
        if (s.Length == 0) throw Err.ValueError("empty separator");
        var a = AsSpan();
        int i = Text.TextSearch.Find(a, s);
        return i < 0 ? Three(WrapSame(), Wrap([]), Wrap([])) : Three(Wrap(a[..i]), Wrap(s), Wrap(a[(i + s.Length)..]));
    }

    [PyMethod("rpartition", Doc = "Partition the bytes into three parts using the given separator.\n\nThis will search for the separator sep in the bytes, starting at the end. If\nthe separator is found, returns a 3-tuple containing the part before the\nseparator, the separator itself, and the part after it.\n\nIf the separator is not found, returns a 3-tuple containing two empty bytes\nobjects and the original bytes object.")]
    internal Value RPartition(Value sep)
    {
        var s = Buffers.Get(sep);
        if (s.Length == 0) throw Err.ValueError("empty separator");
        var a = AsSpan();
        int i = a.LastIndexOf(s);
        return i < 0 ? Three(Wrap([]), Wrap([]), WrapSame()) : Three(Wrap(a[..i]), Wrap(s), Wrap(a[(i + s.Length)..]));
    }

    private static Value Three(Value a, Value b, Value c) => new(new PyTuple([a, b, c]));

    [PyMethod("join", Doc = "Concatenate any number of bytes objects.\n\nThe bytes whose method is called is inserted in between each pair.\n\nThe result is returned as a new bytes object.\n\nExample: b'.'.join([b'ab', b'pq', b'rs']) -> b'ab.pq.rs'.")]
    internal Value Join(Value iterableOfBytes)
    {
        if (!Ops.Has(iterableOfBytes, Slot.Iter) && !Ops.Has(iterableOfBytes, Slot.GetItem)) throw Err.TypeError("can only join an iterable");
        var items = ItemsToJoin(iterableOfBytes);
        if (items.Length == 1 && items[0].Ref is PyBytes one && this is PyBytes) return one.WrapSame();
        long total = 0;
        for (int i = 0; i < items.Length; i++)
        {
            if (!Buffers.TryGet(items[i], out var b))
                throw Err.TypeError($"sequence item {i}: expected a bytes-like object, {Ops.TypeName(items[i])} found");
            total += b.Length;
        }
        var sep = AsSpan().ToArray();
        total += (long)sep.Length * Math.Max(0, items.Length - 1);
        if (total > Array.MaxLength) throw Err.MemoryError();
        var r = new byte[total];
        int at = 0;
        for (int i = 0; i < items.Length; i++)
        {
            if (i > 0)
            {
                sep.CopyTo(r, at);
                at += sep.Length;
            }
            var b = Buffers.Get(items[i]);
            b.CopyTo(r.AsSpan(at));
            at += b.Length;
        }
        return Wrap(r);
    }

    private protected virtual Value[] ItemsToJoin(Value iterable) => Ops.ToArray(iterable);

    [PyMethod("translate", Doc = "Return a copy with each character mapped by the given translation table.\n\n  table\n    Translation table, which must be a bytes object of length 256.\n\nAll characters occurring in the optional argument delete are removed.\nThe remaining characters are mapped through the given translation table.")]
    internal Value Translate(Value table, [Opt(Show = "b''"), Kw("delete")] Value deleteBytes)
    {
        ReadOnlySpan<byte> map = default;
        if (!table.IsNone)
        {
            map = Buffers.Get(table);
            if (map.Length != 256) throw Err.ValueError("translation table must be 256 characters long");
        }
        var a = AsSpan();
        if (deleteBytes.IsMissing)
        {
            if (map.IsEmpty) return WrapSame();
            var mapped = new byte[a.Length];
            for (int i = 0; i < a.Length; i++) mapped[i] = map[a[i]];
            return Wrap(mapped);
        }
        Span<bool> drop = stackalloc bool[256];
        drop.Clear();
        foreach (byte b in Buffers.Get(deleteBytes)) drop[b] = true;
        var r = new byte[a.Length];
        int n = 0;
        foreach (byte b in a)
            if (!drop[b]) r[n++] = map.IsEmpty ? b : map[b];
        return Wrap(r.AsSpan(0, n));
    }

    [PyStaticMethod("maketrans", Doc = "Return a translation table usable for the bytes or bytearray translate method.\n\nThe returned table will be one where each byte in frm is mapped to the byte at\nthe same position in to.\n\nThe bytes objects frm and to must be of the same length.")]
    internal static Value MakeTrans(Value frm, Value to)
    {
        var a = Buffers.Get(frm);
        var b = Buffers.Get(to);
        if (a.Length != b.Length) throw Err.ValueError("maketrans arguments must have same length");
        var table = new byte[256];
        for (int i = 0; i < 256; i++) table[i] = (byte)i;
        for (int i = 0; i < a.Length; i++) table[a[i]] = b[i];
        return new Value(new PyBytes(table));
    }

    [PyMethod("decode", Doc = "Decode the bytes using the codec registered for encoding.\n\n  encoding\n    The encoding with which to decode the bytes.\n  errors\n    The error handling scheme to use for the handling of decoding errors.\n    The default is 'strict' meaning that decoding errors raise a\n    UnicodeDecodeError. Other possible values are 'ignore' and 'replace'\n    as well as any other name registered with codecs.register_error that\n    can handle UnicodeDecodeErrors.")]
    internal Value Decode([Kw] string encoding = "utf-8", [Kw] string errors = "strict") => new(Encodings.Decode(new Value(this), encoding, errors));

    internal string Hex(Value sep, long bytesPerSep) => BytesHex.Of(AsSpan(), sep, bytesPerSep);
}

/// <summary><c>hex</c> of bytes, bytearray, memoryview and binascii.</summary>
internal static class BytesHex
{
    public static string Of(ReadOnlySpan<byte> data, Value sep, long group)
    {
        if (sep.IsMissing) return Convert.ToHexStringLower(data);
        char c;
        if (sep.Ref is PyStr s)
        {
            if (s.Length != 1) throw Err.ValueError("sep must be length 1.");
            if (s[0] > 127) throw Err.ValueError("sep must be ASCII.");
            c = (char)s[0];
        }
        else if (sep.Ref is PyBytes b)
        {
            if (b.Count != 1) throw Err.ValueError("sep must be length 1.");
            if (b.Data[0] > 127) throw Err.ValueError("sep must be ASCII.");
            c = (char)b.Data[0];
        }
        else throw Err.TypeError(Ops.Has(sep, Slot.Len) ? "sep must be str or bytes." : $"object of type '{Ops.TypeName(sep)}' has no len()");
        if (group == 0) return Convert.ToHexStringLower(data);
        long size = Math.Abs(group);
        if (size >= data.Length || size < 0) return Convert.ToHexStringLower(data);
        // Groups of `size` bytes, counted from the right when positive.
        int first = group > 0 ? (int)(data.Length % size) : 0;
        var text = new System.Text.StringBuilder(data.Length * 3);
        for (int i = 0; i < data.Length; i++)
        {
            if (i > 0 && (i - first) % size == 0) text.Append(c);
            text.Append(data[i].ToString("x2"));
        }
        return text.ToString();
    }
}

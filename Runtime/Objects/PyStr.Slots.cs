using TieredPy.Runtime.Modules;
using TieredPy.Runtime.Text;

namespace TieredPy.Runtime.Objects;

public partial class PyStr
{
    [PyNew(Signature = "")]
    private static Value New(PyType cls, [Opt(Show = "''"), Kw("object")] Value text, [Kw, Opt] Value encoding, [Kw, Opt] Value errors)
    {
        PyStr s;
        if (text.IsMissing) s = Empty;
        else if (encoding.IsMissing && errors.IsMissing) s = Ops.Str(text);
        else s = Decode(text, encoding, errors);
        return cls == TypeObject ? new Value(s) : new Value(WithType(cls, s));
    }

    private static PyStr Decode(Value text, Value encoding, Value errors)
    {
        string enc = encoding.IsMissing ? "utf-8" : NameArgument(encoding, "encoding");
        string? err = errors.IsMissing ? null : NameArgument(errors, "errors");
        if (text.Ref is PyStr) throw Err.TypeError("decoding str is not supported");
        if (!Buffers.Has(text)) throw Err.TypeError($"decoding to str: need a bytes-like object, {Ops.TypeName(text)} found");
        return Encodings.Decode(text, enc, err);
    }

    private static string NameArgument(Value v, string name) =>
        v.Ref is PyStr s ? s.ToString() : throw Err.TypeError($"str() argument '{name}' must be str, not {Ops.TypeName(v)}");

    public override Value Repr() => new(StrRepr.Of(this));

    public override Value Str() => new(ToExact());

    public override long Len() => length;

    public override Value Compare(CmpOp op, Value other)
    {
        if (other.Ref is not PyStr s) return Value.NotImplemented;
        if (op == CmpOp.Eq) return Value.Bool(Equals(s));
        if (op == CmpOp.Ne) return Value.Bool(!Equals(s));
        return Value.Bool(op.Of(CompareTo(s)));
    }

    internal override bool HasSequenceSlots => true;

    public override Value Add(Value other) => other.Ref is PyStr s ? new Value(Concat(this, s)) : throw Sequences.ConcatMismatch(other, "str");

    public override Value Mul(Value other) => Ops.HasIndex(other) ? new Value(Repeat(Ops.AsSize(other))) : Value.NotImplemented;

    public override Value RMul(Value other) => Mul(other);

    public override Value Mod(Value other) => new(QuickPercent.TryFormat(this, other) ?? PercentFormat.Format(this, other));

    public override Value RMod(Value other) => other.Ref is PyStr s ? new Value(PercentFormat.Format(s, new Value(this))) : Value.NotImplemented;

    public override bool Contains(Value item)
    {
        if (item.Ref is not PyStr s) throw Err.TypeError($"'in <string>' requires string as left operand, not {Ops.TypeName(item)}");
        return IndexOf(s, 0, length) >= 0;
    }

    public override Value GetItem(Value key)
    {
        if (key.Ref is PySlice slice) return new Value(Slice(slice));
        if (!key.IsInt && !Ops.HasIndex(key)) throw Err.TypeError($"string indices must be integers, not '{Ops.TypeName(key)}'");
        long i = Ops.AsIndex(key);
        if (i < 0) i += length;
        if ((ulong)i >= (ulong)length) return Err.Pend(Err.IndexError("string index out of range"));
        return new Value(OfCodePoint(this[(int)i]));
    }

    public override Value Iter() => new(new PyStrIterator(this));

    internal override bool TryAppendAll(PyList list)
    {
        var items = new PyObject[length];
        if (IsWide)
            for (int i = 0; i < items.Length; i++) Put(items, i, OfCodePoint(this[i]));
        else
        {
            var chars = Span;
            for (int i = 0; i < items.Length; i++) Put(items, i, OfCodePoint(chars[i]));
        }
        list.AppendOwned(items, length);
        return true;
    }

    /// <summary>The longest text that .NET can hold.</summary>
    internal const int MaxLength = 0x3FFFFFDF;

    /// <summary>The text repeated; not at all for counts below one.</summary>
    public PyStr Repeat(long count)
    {
        if (count <= 0 || length == 0) return Empty;
        if (count == 1) return ToExact();
        if (count > long.MaxValue / length) throw Err.OverflowError("repeated string is too long");
        if (count > MaxLength / length) throw Err.MemoryError();
        int n = (int)(length * count);
        if (IsWide)
        {
            var wide = new int[n];
            var from = WideSpan;
            for (int at = 0; at < n; at += from.Length) from.CopyTo(wide.AsSpan(at));
            return new PyStr(wide, n);
        }
        if (length == 1) return OfRun(Span[0], n);
        var chars = new string('\0', n);
        var to = CharsOf(chars);
        Span.CopyTo(to);
        for (int filled = length; filled < n; filled *= 2) to[..Math.Min(filled, n - filled)].CopyTo(to[filled..]);
        return new PyStr(chars);
    }

    private PyStr Slice(PySlice slice)
    {
        slice.Indices(length, out long start, out _, out long step, out long count);
        if (step == 1) return Substring((int)start, (int)count);
        if (count == 0) return Empty;
        if (IsWide)
        {
            var from = WideSpan;
            var points = new int[count];
            for (int i = 0; i < points.Length; i++, start += step) points[i] = from[(int)start];
            return FromOwned(points);
        }
        var chars = Span;
        var picked = new char[count];
        for (int i = 0; i < picked.Length; i++, start += step) picked[i] = chars[(int)start];
        return Of(picked);
    }

    /// <summary>Where a substring first occurs between two positions, or -1.</summary>
    public int IndexOf(PyStr s, int start, int end)
    {
        if (s.length > end - start) return -1;
        if (s.length == 0) return start;
        int found;
        if (!IsWide)
        {
            if (s.IsWide) return -1;
            var part = Span[start..end];
            found = s.length == 1 ? part.IndexOf(s.Span[0]) : Text.TextSearch.Find(part, s.Span);
        }
        else found = Text.TextSearch.Find(WideSpan[start..end], s.IsWide ? s.WideSpan : s.ToCodePoints());
        return found < 0 ? -1 : found + start;
    }
}

/// <summary>Iterates over the characters of a str.</summary>
[PyType("str_iterator", Subclassable = false, NoConstructor = true)]
internal sealed partial class PyStrIterator : PyObject
{
    internal PyStr? text;

    /// <summary>The text where it is narrow.</summary>
    internal readonly string? chars;
    internal int at;

    internal PyStrIterator(PyStr text) : base(TypeObject.RootShape)
    {
        this.text = text;
        if (!text.IsWide) chars = text.Chars;
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        var s = chars;
        if (s != null && (uint)at < (uint)s.Length && text != null) return new Value(PyStr.OfCodePoint(s[at++]));
        return NextSlow();
    }

    private Value NextSlow()
    {
        var s = text;
        if (s == null) return Value.Done;
        if (at < s.Length) return new Value(PyStr.OfCodePoint(s[at++]));
        text = null;
        return Value.Done;
    }

    [PyMethod("__length_hint__", Doc = "Private method returning an estimate of len(list(it)).")]
    private long LengthHint() => text == null ? 0 : text.Length - at;

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private Value Reduce()
    {
        var iter = Modules.BuiltinsModule.Get("iter");
        return text == null
            ? new Value(new PyTuple([iter, new Value(new PyTuple([new Value(PyStr.Empty)]))]))
            : new Value(new PyTuple([iter, new Value(new PyTuple([new Value(text)])), Value.Int(at)]));
    }

    [PyMethod("__setstate__", Doc = "Set state information for unpickling.")]
    private void SetState(long state)
    {
        if (text != null) at = (int)Math.Clamp(state, 0, text.Length);
    }
}

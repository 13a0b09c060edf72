using TieredPy.Runtime.Modules;
using TieredPy.Runtime.Text;

namespace TieredPy.Runtime.Objects;

/// <summary>What the constructors of bytes and bytearray accept.</summary>
internal static class BytesConversion
{
    private static readonly PyStr BytesName = PyStr.Intern("__bytes__");

    /// <summary><c>bytes(source, encoding, errors)</c>.</summary>
    public static byte[] From(Value source, Value encoding, Value errors, bool useBytesMethod)
    {
        if (source.IsMissing)
        {
            if (!encoding.IsMissing || !errors.IsMissing)
                throw Err.TypeError(!encoding.IsMissing ? "encoding without a string argument" : "errors without a string argument");
            return [];
        }
        string name = useBytesMethod ? "bytes" : "bytearray";
        if (source.Ref is PyStr s)
        {
            if (encoding.IsMissing && errors.IsMissing && useBytesMethod && source.Type.IsHeap && TryBytesMethod(source, out byte[] own)) return own;
            if (encoding.IsMissing) throw Err.TypeError("string argument without an encoding");
            string enc = Name(encoding, name, "encoding");
            return Encodings.Encode(s, enc, errors.IsMissing ? null : Name(errors, name, "errors")).Data;
        }
        if (!encoding.IsMissing) throw Err.TypeError("encoding without a string argument");
        if (!errors.IsMissing) throw Err.TypeError("errors without a string argument");
        if (useBytesMethod && TryBytesMethod(source, out byte[] made)) return made;
        if (!Buffers.Has(source) && Ops.HasIndex(source))
        {
            var n = Ops.Index(source);
            if (!n.IsInt) throw Err.OverflowError("cannot fit 'int' into an index-sized integer");
            if (n.Bits < 0) throw Err.ValueError("negative count");
            if (n.Bits > Array.MaxLength) throw Err.MemoryError();
            return new byte[n.Bits];
        }
        return FromItems(source, name);
    }

    /// <summary>PyObject_Bytes: <c>__bytes__</c>, a buffer or an iterable of ints.</summary>
    public static byte[] FromObject(Value v) => TryBytesMethod(v, out byte[] made) ? made : FromItems(v, "bytes");

    /// <summary>A buffer's bytes or an iterable's ints.</summary>
    public static byte[] FromItems(Value v, string name)
    {
        if (Buffers.Has(v))
        {
            var info = Buffers.Acquire(v);
            var copy = MemoryLayout.ToArray(info);
            info.Release();
            return copy;
        }
        if (v.IsInt || v.IsFloat || v.Ref is PyStr || !(Ops.Has(v, Slot.Iter) || Ops.Has(v, Slot.GetItem)))
            throw Err.TypeError($"cannot convert '{Ops.TypeName(v)}' object to {(name == "bytearray" ? "bytearray" : "bytes")}");
        var list = new List<byte>();
        foreach (var x in Ops.Iterate(v)) list.Add(Byte(x, name == "bytearray" ? "byte must be in range(0, 256)" : "bytes must be in range(0, 256)"));
        return [.. list];
    }

    /// <summary>An item of a bytearray: an index in range(256).</summary>
    public static byte Byte(Value v, string message = "byte must be in range(0, 256)")
    {
        var i = Ops.Index(v);
        return i.IsInt && (ulong)i.Bits < 256 ? (byte)i.Bits : throw Err.ValueError(message);
    }

    /// <summary><c>fromhex</c>.</summary>
    public static byte[] FromHex(PyStr s)
    {
        var result = new byte[s.Length / 2];
        int n = 0, i = 0;
        while (true)
        {
            while (i < s.Length && s[i] is ' ' or >= '\t' and <= '\r') i++;
            if (i >= s.Length) break;
            int high = Digit(s, i), low = high < 0 ? -1 : i + 1 < s.Length ? Digit(s, i + 1) : -1;
            if (high < 0 || low < 0)
                throw Err.ValueError($"non-hexadecimal number found in fromhex() arg at position {(high < 0 ? i : i + 1)}");
            result[n++] = (byte)(high << 4 | low);
            i += 2;
        }
        return n == result.Length ? result : result[..n];
    }

    private static int Digit(PyStr s, int i)
    {
        int c = s[i];
        return c is >= '0' and <= '9' ? c - '0' : (c | 0x20) is >= 'a' and <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
    }

    private static bool TryBytesMethod(Value v, out byte[] bytes)
    {
        if (v.Ref is PyBytes exact && !v.Type.IsHeap)
        {
            bytes = exact.Data;
            return true;
        }
        bool found = TryBytesMethod(v, out PyBytes? made);
        bytes = found ? made!.Data : [];
        return found;
    }

    /// <summary>What <c>__bytes__</c> gives, if there is one.</summary>
    internal static bool TryBytesMethod(Value v, [NotNullWhen(true)] out PyBytes? bytes)
    {
        bytes = null;
        if (v.IsInt || v.IsFloat || !Ops.LookupSpecial(v, BytesName, out var method)) return false;
        var r = Ops.Call(method);
        bytes = r.Ref as PyBytes ?? throw Err.TypeError($"__bytes__ returned non-bytes (type {Ops.TypeName(r)})");
        return true;
    }

    private static string Name(Value v, string function, string argument) =>
        v.Ref is PyStr s ? s.ToString() : throw Err.TypeError($"{function}() argument '{argument}' must be str, not {(v.IsNone ? "None" : Ops.TypeName(v))}");
}

/// <summary>repr of bytes.</summary>
internal static class BytesRepr
{
    /// <summary>The text of bytes; that of a bytearray escapes each ' whatever the quotes.</summary>
    public static string Of(ReadOnlySpan<byte> data, bool escapeApostrophe = false)
    {
        char quote = data.Contains((byte)'\'') && !data.Contains((byte)'"') ? '"' : '\'';
        var b = new CharBuffer(stackalloc char[256]);
        b.Append('b');
        b.Append(quote);
        foreach (byte c in data)
        {
            if (c == quote || c == '\\' || escapeApostrophe && c == '\'')
            {
                b.Append('\\');
                b.Append((char)c);
            }
            else if (c == '\t') b.Append("\\t");
            else if (c == '\n') b.Append("\\n");
            else if (c == '\r') b.Append("\\r");
            else if (c is < 0x20 or >= 0x7F)
            {
                b.Append("\\x");
                b.AppendHex2(c);
            }
            else b.Append((char)c);
        }
        b.Append(quote);
        return b.ToStringAndFree();
    }
}

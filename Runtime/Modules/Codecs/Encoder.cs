using System.Buffers.Binary;

namespace TieredPy.Runtime.Modules;

/// <summary>How one character becomes bytes in an encoding, and what to say when it can't.</summary>
internal abstract class Encoder(string name, PyStr text, string? errors)
{
    private const string SurrogatesNotAllowed = "surrogates not allowed";

    protected readonly ByteSink Output = new(text.Length + 8);

    /// <summary>Writes a character; false when the encoding has none for it.</summary>
    protected abstract bool TryWrite(int c);

    /// <summary>Why characters from here on cannot be encoded.</summary>
    protected virtual string Reason => SurrogatesNotAllowed;

    /// <summary>Writes a lone surrogate as if it were a character ("surrogatepass"); false when the encoding can't.</summary>
    protected virtual bool TryPassSurrogate(int c) => false;

    /// <summary>Bytes that a handler gives must be whole units of this size.</summary>
    protected virtual int UnitSize => 1;

    protected virtual bool CanFail(int c) => !TryProbe(c);

    /// <summary>True when the character has an encoding.</summary>
    protected abstract bool TryProbe(int c);

    public PyBytes Run()
    {
        string mode = errors ?? "strict";
        int i = 0;
        while (i < text.Length)
        {
            if (TryWrite(text[i]))
            {
                i++;
                continue;
            }
            int end = i + 1;
            while (end < text.Length && CanFail(text[end])) end++;
            i = Handle(mode, i, end);
        }
        return Output.ToBytes();
    }

    private int Handle(string mode, int start, int end)
    {
        if (ErrorHandlers.IsBuiltIn(mode))
        {
            switch (mode)
            {
                case "ignore":
                    return end;
                case "replace":
                    for (int i = start; i < end; i++) TryWrite('?');
                    return end;
                case "xmlcharrefreplace" or "backslashreplace" or "namereplace":
                    foreach (char c in ErrorHandlers.Escaped(mode, text, start, end)) TryWrite(c);
                    return end;
                case "surrogateescape":
                    for (int i = start; i < end; i++)
                    {
                        if (text[i] is < 0xDC80 or > 0xDCFF || UnitSize != 1) throw Error(i > start && UnitSize == 1 ? i : start, end);
                        Output.Add((byte)(text[i] - 0xDC00));
                    }
                    return end;
                case "surrogatepass" when text[start] is >= 0xD800 and <= 0xDFFF:
                    for (int i = start; i < end; i++)
                        if (text[i] is < 0xD800 or > 0xDFFF || !TryPassSurrogate(text[i])) throw Error(start, end);
                    return end;
            }
            throw Error(start, end);
        }
        var (replacement, next) = ErrorHandlers.CallEncode(mode, name, text, start, end, Reason);
        if (replacement.Ref is PyBytes bytes)
        {
            if (bytes.Count % UnitSize != 0) throw Error(start, end);
            Output.Add(bytes.Data);
        }
        else
        {
            var s = (PyStr)replacement.Ref!;
            for (int i = 0; i < s.Length; i++)
                if (!TryProbe(s[i])) throw Error(start, end);
            for (int i = 0; i < s.Length; i++) TryWrite(s[i]);
        }
        return next;
    }

    private PyException Error(int start, int end) => Err.UnicodeEncodeError(name, text, start, end, Reason);
}

/// <summary>UTF-8.</summary>
internal sealed class Utf8Encoder(PyStr text, string? errors) : Encoder("utf-8", text, errors)
{
    protected override bool TryProbe(int c) => c is < 0xD800 or > 0xDFFF;

    protected override bool TryWrite(int c)
    {
        if (c < 0x80) Output.Add((byte)c);
        else if (TryProbe(c)) Put(c);
        else return false;
        return true;
    }

    protected override bool TryPassSurrogate(int c)
    {
        Put(c);
        return true;
    }

    private void Put(int c)
    {
        if (c < 0x80) Output.Add((byte)c);
        else if (c < 0x800) Output.Add([(byte)(0xC0 | c >> 6), (byte)(0x80 | c & 0x3F)]);
        else if (c < 0x10000) Output.Add([(byte)(0xE0 | c >> 12), (byte)(0x80 | c >> 6 & 0x3F), (byte)(0x80 | c & 0x3F)]);
        else Output.Add([(byte)(0xF0 | c >> 18), (byte)(0x80 | c >> 12 & 0x3F), (byte)(0x80 | c >> 6 & 0x3F), (byte)(0x80 | c & 0x3F)]);
    }
}

/// <summary>ASCII and Latin-1: one byte a character up to a limit.</summary>
internal sealed class ByteEncoder(string name, int limit, PyStr text, string? errors) : Encoder(name, text, errors)
{
    protected override string Reason => $"ordinal not in range({limit})";

    protected override bool TryProbe(int c) => c < limit;

    protected override bool TryWrite(int c)
    {
        if (c >= limit) return false;
        Output.Add((byte)c);
        return true;
    }
}

/// <summary>UTF-16 and UTF-32 in either order.</summary>
internal sealed class UtfEncoder(string name, int unit, bool bigEndian, PyStr text, string? errors) : Encoder(name, text, errors)
{
    protected override int UnitSize => unit;

    protected override bool TryProbe(int c) => c is < 0xD800 or > 0xDFFF;

    /// <summary>Writes the byte order mark.</summary>
    public UtfEncoder WithMark()
    {
        Put(0xFEFF);
        return this;
    }

    protected override bool TryWrite(int c)
    {
        if (!TryProbe(c)) return false;
        Put(c);
        return true;
    }

    protected override bool TryPassSurrogate(int c)
    {
        Put(c);
        return true;
    }

    private void Put(int c)
    {
        Span<byte> b = stackalloc byte[4];
        if (unit == 4)
        {
            if (bigEndian) BinaryPrimitives.WriteInt32BigEndian(b, c);
            else BinaryPrimitives.WriteInt32LittleEndian(b, c);
            Output.Add(b);
            return;
        }
        if (c < 0x10000)
        {
            Put16(b, c);
            Output.Add(b[..2]);
            return;
        }
        Put16(b, 0xD7C0 + (c >> 10));
        Put16(b[2..], 0xDC00 + (c & 0x3FF));
        Output.Add(b);
    }

    private void Put16(Span<byte> b, int c)
    {
        if (bigEndian) BinaryPrimitives.WriteUInt16BigEndian(b, (ushort)c);
        else BinaryPrimitives.WriteUInt16LittleEndian(b, (ushort)c);
    }
}

using System.Buffers;
using System.Text;

namespace TieredPy.Runtime.Modules.Expat;

/// <summary>Turns a document's bytes into text: finds out the encoding (XML 1.0, appendix F) and decodes piece by piece.</summary>
internal sealed class XmlDecoder(string? given)
{
    private byte[] rest = [];
    private Kind kind;
    private char[]? table;

    private enum Kind
    {
        Unknown,
        Utf8,
        Utf16Little,
        Utf16Big,
        Table,
    }

    /// <summary>Bytes of a character, 0 when they vary.</summary>
    public int Width => kind switch
    {
        Kind.Utf16Little or Kind.Utf16Big => 2,
        Kind.Table => 1,
        _ => 0,
    };

    /// <summary>The text of more bytes; <paramref name="invalid"/> when bytes that stand for nothing follow it.</summary>
    public string Decode(ReadOnlySpan<byte> more, bool final, out bool invalid)
    {
        byte[] bytes = rest.Length == 0 ? more.ToArray() : [.. rest, .. more];
        rest = [];
        invalid = false;
        if (kind == Kind.Unknown && !Detect(bytes, final))
        {
            rest = bytes;
            return "";
        }
        switch (kind)
        {
            case Kind.Utf8: return Utf8(bytes, final, out invalid);
            case Kind.Table:
                return string.Create(bytes.Length, (bytes, table!), static (to, s) =>
            {
                for (int i = 0; i < to.Length; i++) to[i] = s.Item2[s.bytes[i]];
            });
            default:
                int even = bytes.Length & ~1;
                if (even < bytes.Length) rest = bytes[even..];
                return (kind == Kind.Utf16Little ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(bytes, 0, even);
        }
    }

    private string Utf8(byte[] bytes, bool final, out bool invalid)
    {
        var chars = new char[bytes.Length];
        var status = System.Text.Unicode.Utf8.ToUtf16(bytes, chars, out int read, out int written, false, final);
        invalid = status == OperationStatus.InvalidData;
        if (!invalid && read < bytes.Length) rest = bytes[read..];
        return new string(chars, 0, written);
    }

    private bool Detect(byte[] b, bool final)
    {
        if (given != null)
        {
            Use(given, b);
            return true;
        }
        if (b.Length < 4 && !final) return false;
        if (b.Length >= 2 && (b[0] == 0xFF && b[1] == 0xFE || b[0] == '<' && b[1] == 0)) kind = Kind.Utf16Little;
        else if (b.Length >= 2 && (b[0] == 0xFE && b[1] == 0xFF || b[0] == 0 && b[1] == '<')) kind = Kind.Utf16Big;
        else if (!b.AsSpan().StartsWith("<?xml"u8)) kind = Kind.Utf8;
        else
        {
            int end = b.AsSpan().IndexOf("?>"u8);
            if (end < 0 && !final) return false;
            Use(Declared(Encoding.Latin1.GetString(b, 0, Math.Max(end, 0))) ?? "utf-8", b);
        }
        return true;
    }

    private static string? Declared(string declaration)
    {
        int at = declaration.IndexOf("encoding", StringComparison.Ordinal);
        if (at < 0 || declaration.IndexOf("version", 0, at, StringComparison.Ordinal) < 0) return null;
        int open = declaration.AsSpan(at).IndexOfAny('"', '\'');
        if (open < 0) return null;
        open += at;
        int close = declaration.IndexOf(declaration[open], open + 1);
        return close < 0 ? null : declaration[(open + 1)..close];
    }

    private void Use(string name, byte[] b)
    {
        switch (name.ToLowerInvariant())
        {
            case "utf-8" or "utf8":
                kind = Kind.Utf8;
                return;
            case "utf-16" or "utf-16le" or "utf-16be":
                if (given == null) throw new XmlFault(ExpatErrors.IncorrectEncoding, 30);
                kind = b.Length >= 2 && (b[0] == 0xFE || b[0] == 0) ? Kind.Utf16Big : Kind.Utf16Little;
                return;
            case "iso-8859-1" or "us-ascii":
                kind = Kind.Table;
                table = Enumerable.Range(0, 256).Select(i => (char)i).ToArray();
                return;
        }
        var all = new byte[256];
        for (int i = 0; i < 256; i++) all[i] = (byte)i;
        var text = Encodings.Decode(new Value(new PyBytes(all)), name, "replace");
        if (text.Length != 256) throw Err.ValueError("multi-byte encodings are not supported");
        kind = Kind.Table;
        table = new char[256];
        for (int i = 0; i < 256; i++) table[i] = (char)text[i];
    }
}

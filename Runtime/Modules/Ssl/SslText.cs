using TieredPy.Runtime.Modules.Posix;

namespace TieredPy.Runtime.Modules.Ssl;

/// <summary>Text between Python and OpenSSL.</summary>
internal static unsafe class SslText
{
    /// <summary>A str of text that ends with a zero; None for none.</summary>
    public static Value OrNone(byte* text) => text == null ? Value.None : new Value(Of(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text)));

    /// <summary>A str of UTF-8; UnicodeDecodeError where it isn't.</summary>
    public static PyStr Of(ReadOnlySpan<byte> text) => Encodings.DecodeUtf8(text.ToArray(), "strict", true).Text;

    /// <summary>The bytes of a file name, ended by a zero.</summary>
    public static byte[] FileName(Value v) => [.. OsPath.FsBytes(v), 0];

    /// <summary>UTF-8, ended by a zero.</summary>
    public static byte[] Zero(string text) => [.. System.Text.Encoding.UTF8.GetBytes(text), 0];

    /// <summary>A str argument as UTF-8, ended by a zero.</summary>
    public static byte[] Zero(Value v, string function, string argument = "argument")
    {
        if (v.Ref is not PyStr s) throw Err.TypeError($"{function}() {argument} must be str, not {Ops.TypeName(v)}");
        var bytes = Encodings.Utf8(s, "strict").Data;
        return bytes.AsSpan().Contains((byte)0) ? throw Err.ValueError("embedded null character") : [.. bytes, 0];
    }

    /// <summary>All that was written into a BIO in memory.</summary>
    public static byte[] Drain(BioHandle bio)
    {
        var bytes = new byte[(int)CryptoNative.BIO_ctrl_pending(bio)];
        fixed (byte* to = bytes)
        {
            int n = bytes.Length == 0 ? 0 : CryptoNative.BIO_read(bio, to, bytes.Length);
            return n == bytes.Length ? bytes : bytes[..Math.Max(n, 0)];
        }
    }

    /// <summary>A line of a BIO in memory.</summary>
    public static PyStr Line(BioHandle bio, int line)
    {
        const int Size = 2048;
        byte* buffer = stackalloc byte[Size];
        int n = CryptoNative.BIO_gets(bio, buffer, Size - 1);
        return n < 0 ? throw SslErrors.Last(line) : Of(new ReadOnlySpan<byte>(buffer, n));
    }
}

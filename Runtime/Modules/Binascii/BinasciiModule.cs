namespace TieredPy.Runtime.Modules;

/// <summary>binascii: binary data as text of several kinds.</summary>
[PyModule("binascii", Doc = "Conversion between binary data and ASCII")]
internal static partial class BinasciiModule
{
    private const int UuLineSize = 45;
    private static readonly PyType Error = Make("Error", ExcTypes.ValueError);
    private static readonly PyType Incomplete = Make("Incomplete", ExcTypes.Exception);

    private static PyType Make(string name, PyType @base)
    {
        var t = ExcTypes.Plain(name, @base, "");
        t.Module = "binascii";
        return t;
    }

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        m.Dict.Set(PyStr.Intern("Error"), new Value(Error));
        m.Dict.Set(PyStr.Intern("Incomplete"), new Value(Incomplete));
    }

    private static PyException Fail(string message) => Err.Make(Error, message);

    /// <summary>Bytes, or a str of ASCII characters.</summary>
    private static byte[] Ascii(Value v)
    {
        if (v.Ref is PyStr s)
        {
            if (s.IsWide || !System.Text.Ascii.IsValid(s.Span)) throw Err.ValueError("string argument should contain only ASCII characters");
            return System.Text.Encoding.ASCII.GetBytes(s.Chars);
        }
        return Buffers.Has(v) ? Buffers.ToArray(v) : throw Err.TypeError($"argument should be bytes, buffer or ASCII string, not '{Ops.TypeName(v)}'");
    }

    [PyFunction("crc32", Doc = "Compute CRC-32 incrementally.")]
    private static long Crc32(Value data, [Opt(Show = "0")] Value crc)
    {
        uint start = crc.IsMissing ? 0 : (uint)(IntOps.ToBig(Ops.Index(crc)) & uint.MaxValue);
        return Crc.Crc32(Buffers.Get(data), start);
    }

    [PyFunction("crc_hqx", Doc = "Compute CRC-CCITT incrementally.")]
    private static long CrcHqx(Value data, Value crc) => Crc.CrcHqx(Buffers.Get(data), (int)(IntOps.ToBig(Ops.Index(crc)) & 0xFFFF));

    [PyFunction("b2a_hex", Doc = "Hexadecimal representation of binary data.\n\n  sep\n    An optional single character or byte to separate hex bytes.\n  bytes_per_sep\n    How many bytes between separators.  Positive values count from the\n    right, negative values count from the left.\n\nThe return value is a bytes object.  This function is also\navailable as \"hexlify()\".")]
    private static PyBytes B2AHex([Kw] Value data, [Opt, Kw] Value sep, [Kw("bytes_per_sep")] long bytesPerSep = 1) =>
        PyBytes.Make(System.Text.Encoding.ASCII.GetBytes(BytesHex.Of(Buffers.Get(data), sep, bytesPerSep)));

    [PyFunction("hexlify", Doc = "Hexadecimal representation of binary data.\n\n  sep\n    An optional single character or byte to separate hex bytes.\n  bytes_per_sep\n    How many bytes between separators.  Positive values count from the\n    right, negative values count from the left.\n\nThe return value is a bytes object.  This function is also\navailable as \"b2a_hex()\".")]
    private static PyBytes Hexlify([Kw] Value data, [Opt, Kw] Value sep, [Kw("bytes_per_sep")] long bytesPerSep = 1) => B2AHex(data, sep, bytesPerSep);

    [PyFunction("a2b_hex", Doc = "Binary data of hexadecimal representation.\n\nhexstr must contain an even number of hex digits (upper or lower case).\nThis function is also available as \"unhexlify()\".")]
    private static PyBytes A2BHex(Value hexstr)
    {
        var s = Ascii(hexstr);
        if (s.Length % 2 != 0) throw Fail("Odd-length string");
        var r = new byte[s.Length / 2];
        for (int i = 0; i < r.Length; i++)
        {
            int high = HexDigit(s[2 * i]), low = HexDigit(s[2 * i + 1]);
            if (high < 0 || low < 0) throw Fail("Non-hexadecimal digit found");
            r[i] = (byte)(high << 4 | low);
        }
        return PyBytes.Make(r);
    }

    [PyFunction("unhexlify", Doc = "Binary data of hexadecimal representation.\n\nhexstr must contain an even number of hex digits (upper or lower case).")]
    private static PyBytes Unhexlify(Value hexstr) => A2BHex(hexstr);

    private static int HexDigit(byte c) => c is >= (byte)'0' and <= (byte)'9' ? c - '0' : (c | 0x20) is >= 'a' and <= 'f' ? (c | 0x20) - 'a' + 10 : -1;

    [PyFunction("b2a_base64", Doc = "Base64-code line of data.")]
    private static PyBytes B2ABase64(Value data, [KwOnly, Kw] bool newline = true)
    {
        var b = Buffers.Get(data);
        var r = new byte[System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(b.Length) + (newline ? 1 : 0)];
        System.Buffers.Text.Base64.EncodeToUtf8(b, r, out _, out int written);
        if (newline) r[written] = (byte)'\n';
        return PyBytes.Make(r);
    }

    [PyFunction("a2b_base64", Doc = "Decode a line of base64 data.\n\n  strict_mode\n    When set to True, bytes that are not in the base64 standard are not allowed.\n    The same applies to excess data after padding (= / ==).")]
    private static PyBytes A2BBase64(Value data, [KwOnly, Kw("strict_mode")] bool strictMode = false)
    {
        var s = Ascii(data);
        if (strictMode && s.Length > 0 && s[0] == '=') throw Fail("Leading padding not allowed");
        var r = new byte[(s.Length + 3) / 4 * 3];
        int n = 0, place = 0, left = 0, pads = 0;
        bool padding = false, done = false;
        for (int i = 0; i < s.Length && !done; i++)
        {
            if (s[i] == '=')
            {
                padding = true;
                if (strictMode && place == 0) throw Fail("Excess padding not allowed");
                if (place >= 2 && place + ++pads >= 4)
                {
                    if (strictMode && i + 1 < s.Length) throw Fail("Excess data after padding");
                    done = true;
                }
                continue;
            }
            int c = Base64Digit(s[i]);
            if (c < 0)
            {
                if (strictMode) throw Fail("Only base64 data is allowed");
                continue;
            }
            if (strictMode && padding) throw Fail("Discontinuous padding not allowed");
            pads = 0;
            if (place > 0) r[n++] = (byte)(left << 2 * place | c >> (6 - 2 * place));
            left = c;
            place = (place + 1) & 3;
        }
        if (!done && place == 1)
            throw Fail($"Invalid base64-encoded string: number of data characters ({n / 3 * 4 + 1}) cannot be 1 more than a multiple of 4");
        if (!done && place != 0) throw Fail("Incorrect padding");
        return PyBytes.Make(r.AsSpan(0, n).ToArray());
    }

    private static int Base64Digit(byte c) => c switch
    {
        >= (byte)'A' and <= (byte)'Z' => c - 'A',
        >= (byte)'a' and <= (byte)'z' => c - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => c - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        _ => -1,
    };

    [PyFunction("b2a_uu", Doc = "Uuencode line of data.")]
    private static PyBytes B2AUu(Value data, [KwOnly, Kw] bool backtick = false)
    {
        var b = Buffers.Get(data);
        if (b.Length > UuLineSize) throw Fail("At most 45 bytes at once");
        var r = new List<byte> { backtick && b.Length == 0 ? (byte)'`' : (byte)(' ' + b.Length) };
        int bits = 0, value = 0;
        for (int i = 0; i < b.Length || bits != 0; i++)
        {
            value = value << 8 | (i < b.Length ? b[i] : 0);
            for (bits += 8; bits >= 6;)
            {
                bits -= 6;
                int c = value >> bits & 0x3F;
                r.Add(backtick && c == 0 ? (byte)'`' : (byte)(c + ' '));
            }
            value &= 0xFF;
        }
        r.Add((byte)'\n');
        return PyBytes.Make([.. r]);
    }

    [PyFunction("a2b_uu", Doc = "Decode a line of uuencoded data.")]
    private static PyBytes A2BUu(Value data)
    {
        var s = Ascii(data);
        int length = ((s.Length > 0 ? s[0] : 0) - ' ') & 0x3F;
        var r = new byte[length];
        int at = 1, bits = 0, value = 0, n = 0;
        for (; n < length; at++)
        {
            int c = 0;
            // White space at the end of the line may have been eaten.
            if (at < s.Length && s[at] is not ((byte)'\n' or (byte)'\r'))
            {
                if (s[at] is < (byte)' ' or > (byte)' ' + 64) throw Fail("Illegal char");
                c = (s[at] - ' ') & 0x3F;
            }
            value = value << 6 | c;
            bits += 6;
            if (bits < 8) continue;
            bits -= 8;
            r[n++] = (byte)(value >> bits);
            value &= (1 << bits) - 1;
        }
        for (; at < s.Length; at++)
            if (s[at] is not ((byte)' ' or (byte)'`' or (byte)'\n' or (byte)'\r')) throw Fail("Trailing garbage");
        return PyBytes.Make(r);
    }
}

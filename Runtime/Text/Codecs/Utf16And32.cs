namespace TieredPy.Runtime.Text;

/// <summary>The order of bytes, as the codecs' byteorder argument: negative little, positive big, zero by the mark at the start.</summary>
internal enum ByteOrder
{
    Little = -1,
    Mark = 0,
    Big = 1,
}

/// <summary>UTF-16 and UTF-32.</summary>
internal static class Utf16And32Codec
{
    public static byte[]? Encode16(TextValue text, ByteOrder order, CodecErrors errors, out CodecFailure failure)
    {
        failure = default;
        if (order != ByteOrder.Big && !text.IsWide && BitConverter.IsLittleEndian && !text.Chars.ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            var mark = order == ByteOrder.Mark ? 2 : 0;
            var result = new byte[checked(mark + text.Length * 2)];
            if (mark > 0)
                (result[0], result[1]) = (0xFF, 0xFE);
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.Chars).CopyTo(result.AsSpan(mark));
            return result;
        }
        return Coding.Encode(text, new Encoder(order, 2), errors, order == ByteOrder.Mark ? [0xFF, 0xFE] : [], out failure);
    }

    public static byte[]? Encode32(TextValue text, ByteOrder order, CodecErrors errors, out CodecFailure failure) =>
        Coding.Encode(text, new Encoder(order, 4), errors, order == ByteOrder.Mark ? [0xFF, 0xFE, 0, 0] : [], out failure);

    /// <summary>
    /// Decodes UTF-16; <paramref name="order"/> comes back as what a mark at the start told. Unless <paramref name="final"/>, an
    /// incomplete character at the end is left unconsumed.
    /// </summary>
    public static TextValue? Decode16(ReadOnlySpan<byte> bytes, ref ByteOrder order, CodecErrors errors, bool final, out int consumed, out CodecFailure failure)
    {
        failure = default;
        var start = 0;
        if (order == ByteOrder.Mark && bytes.Length >= 2)
        {
            order = bytes switch
            {
                [0xFF, 0xFE, ..] => ByteOrder.Little,
                [0xFE, 0xFF, ..] => ByteOrder.Big,
                _ => ByteOrder.Mark,
            };
            start = order == ByteOrder.Mark ? 0 : 2;
        }
        var big = order == ByteOrder.Big;
        var work = new Decoding(bytes, stackalloc char[256], big ? "utf-16-be" : "utf-16-le", errors) { Position = start };
        while (true)
        {
            var s = work.Input;
            var at = work.Position;
            string reason;
            var end = s.Length;
            if (end - at < 2)
            {
                if (at >= end || !final)
                    break;
                reason = "truncated data";
            }
            else
            {
                var c = Unit16(s, at, big);
                if (c is < 0xD800 or > 0xDFFF)
                {
                    work.Output.Append((char)c);
                    work.Position += 2;
                    continue;
                }
                if (c >= 0xDC00)
                {
                    reason = "illegal encoding";
                    end = at + 2;
                }
                else if (end - at < 4)
                {
                    if (!final)
                        break;
                    reason = "unexpected end of data";
                }
                else
                {
                    var low = Unit16(s, at + 2, big);
                    if (low is >= 0xDC00 and <= 0xDFFF)
                    {
                        work.Output.Append(0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00));
                        work.Position += 4;
                        continue;
                    }
                    reason = "illegal UTF-16 surrogate";
                    end = at + 2;
                }
            }
            if (!work.TryRecover(reason, at, end))
            {
                failure = work.Failure;
                consumed = 0;
                return null;
            }
        }
        consumed = work.Position;
        return work.Output.ToTextAndFree();
    }

    /// <summary>Decodes UTF-32, as <see cref="Decode16"/>.</summary>
    public static TextValue? Decode32(ReadOnlySpan<byte> bytes, ref ByteOrder order, CodecErrors errors, bool final, out int consumed, out CodecFailure failure)
    {
        failure = default;
        var start = 0;
        if (order == ByteOrder.Mark && bytes.Length >= 4)
        {
            order = bytes switch
            {
                [0xFF, 0xFE, 0, 0, ..] => ByteOrder.Little,
                [0, 0, 0xFE, 0xFF, ..] => ByteOrder.Big,
                _ => ByteOrder.Mark,
            };
            start = order == ByteOrder.Mark ? 0 : 4;
        }
        var big = order == ByteOrder.Big;
        var work = new Decoding(bytes, stackalloc char[256], big ? "utf-32-be" : "utf-32-le", errors) { Position = start };
        while (true)
        {
            var s = work.Input;
            var at = work.Position;
            string reason;
            var end = s.Length;
            if (end - at < 4)
            {
                if (at >= end || !final)
                    break;
                reason = "truncated data";
            }
            else
            {
                var c = big
                    ? System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(s[at..])
                    : System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(s[at..]);
                if (c <= UnicodeInfo.MaxCodePoint && c is < 0xD800 or > 0xDFFF)
                {
                    work.Output.Append((int)c);
                    work.Position += 4;
                    continue;
                }
                reason = c > UnicodeInfo.MaxCodePoint ? "code point not in range(0x110000)" : "code point in surrogate code point range(0xd800, 0xe000)";
                end = at + 4;
            }
            if (!work.TryRecover(reason, at, end))
            {
                failure = work.Failure;
                consumed = 0;
                return null;
            }
        }
        consumed = work.Position;
        return work.Output.ToTextAndFree();
    }

    private static int Unit16(ReadOnlySpan<byte> s, int at, bool big) => big ? s[at] << 8 | s[at + 1] : s[at + 1] << 8 | s[at];

    private readonly struct Encoder(ByteOrder order, int unit) : ICharEncoder
    {
        public string Encoding => (unit == 2 ? "utf-16" : "utf-32") + order switch { ByteOrder.Little => "-le", ByteOrder.Big => "-be", _ => "" };

        public string Reason => "surrogates not allowed";

        public bool CollectsRuns => false;

        public int Unit => unit;

        public bool AsciiReplacements => true;

        public bool EscapesPiecewise => false;

        public bool CanEncode(int c) => c is < 0xD800 or > 0xDFFF;

        public bool TryEncode(int c, ref ByteBuffer output)
        {
            if (!CanEncode(c))
                return false;
            if (unit == 2)
            {
                if (c >= 0x10000)
                {
                    Write16(0xD7C0 + (c >> 10), ref output);
                    c = 0xDC00 + (c & 0x3FF);
                }
                Write16(c, ref output);
            }
            else
            {
                var to = output.Take(4);
                if (order == ByteOrder.Big)
                    System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(to, c);
                else
                    System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(to, c);
            }
            return true;
        }

        private void Write16(int c, ref ByteBuffer output)
        {
            output.Append((byte)(order == ByteOrder.Big ? c >> 8 : c));
            output.Append((byte)(order == ByteOrder.Big ? c : c >> 8));
        }
    }
}

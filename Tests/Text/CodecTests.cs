using TieredPy.Runtime.Text;
using Xunit;

namespace TieredPy.Tests.Text;

/// <summary>Codecs against what CPython 3.13 answers.</summary>
public sealed class CodecTests
{
    [Fact]
    public void Utf8RoundTrip()
    {
        var text = TextValue.FromUtf16("a\u00E9\u20AC\U0001F600");
        var bytes = Utf8Codec.Encode(text, CodecErrors.Strict, out _)!;
        Assert.Equal(10, bytes.Length);
        Assert.True(text.Equals(Utf8Codec.Decode(bytes, CodecErrors.Strict, true, out var used, out _)!.Value));
        Assert.Equal(10, used);
    }

    [Theory]
    [InlineData("61 FF", "invalid start byte", 1, 2)]
    [InlineData("E2 82 41", "invalid continuation byte", 0, 2)]
    [InlineData("E0 80 80", "invalid continuation byte", 0, 1)]
    [InlineData("61 F0 9F 98", "unexpected end of data", 1, 4)]
    public void Utf8Errors(string hex, string reason, int start, int end)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", ""));
        Assert.Null(Utf8Codec.Decode(bytes, CodecErrors.Strict, true, out _, out var failure));
        Assert.Equal(new CodecFailure("utf-8", reason, start, end), failure);
    }

    [Fact]
    public void IncompleteInputIsLeft()
    {
        Assert.Equal("a", Utf8Codec.Decode([0x61, 0xE2, 0x82], CodecErrors.Strict, false, out var used, out _)!.Value);
        Assert.Equal(1, used);
    }

    [Fact]
    public void Handlers()
    {
        Assert.Equal("a\uDCFF", Utf8Codec.Decode([0x61, 0xFF], CodecErrors.SurrogateEscape, true, out _, out _)!.Value);
        Assert.Equal([0x61, 0xFF], Utf8Codec.Encode("a\uDCFF", CodecErrors.SurrogateEscape, out _));
        Assert.Equal("&#233;"u8.ToArray(), Latin1AndAsciiCodec.EncodeAscii("\u00E9", CodecErrors.XmlCharRefReplace, out _));
        Assert.Equal([0xED, 0xA0, 0x80], Utf8Codec.Encode("\uD800", CodecErrors.SurrogatePass, out _));
        Assert.Null(Latin1AndAsciiCodec.EncodeLatin1("a\u0100\u0101b", CodecErrors.Strict, out var failure));
        Assert.Equal(new CodecFailure("latin-1", "ordinal not in range(256)", 1, 3), failure);
    }

    [Fact]
    public void OtherFamilies()
    {
        Assert.Equal([0xFF, 0xFE, 0x61, 0], Utf16And32Codec.Encode16("a", ByteOrder.Mark, CodecErrors.Strict, out _));
        var order = ByteOrder.Mark;
        Assert.Equal("a", Utf16And32Codec.Decode16([0xFE, 0xFF, 0, 0x61], ref order, CodecErrors.Strict, true, out _, out _)!.Value);
        Assert.Equal(ByteOrder.Big, order);
        Assert.Equal("+AOk-"u8.ToArray(), Utf7Codec.Encode("\u00E9"));
        Assert.Equal("\u00E9", Utf7Codec.Decode("+AOk-"u8, CodecErrors.Strict, true, out _, out _)!.Value);
        Assert.Equal("\u00E9\n\a", UnicodeEscapeCodec.Decode("\\xe9\\n\\N{ALERT}"u8, CodecErrors.Strict, true, out _, out _, out _)!.Value);
        Assert.Null(UnicodeEscapeCodec.DecodeBytes("\\x1"u8, null, out _, out var message));
        Assert.Equal("invalid \\x escape at position 0", message);
    }
}

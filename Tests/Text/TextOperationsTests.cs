using TieredPy.Runtime.Text;
using Xunit;

namespace TieredPy.Tests.Text;

/// <summary>Kernels of str and bytes against what CPython 3.13 answers.</summary>
public sealed class TextOperationsTests
{
    [Fact]
    public void StorageFollowsTheWidestCharacter()
    {
        var text = TextValue.FromUtf16("a\U0001F600b");
        Assert.True(text.IsWide);
        Assert.Equal(3, text.Length);
        Assert.False(text.Slice(0, 1).IsWide);
        Assert.Equal("a\U0001F600b", text.ToUtf16());
        Assert.Equal(2, TextValue.FromUtf16("\uD800a").Length);
    }

    [Fact]
    public void Case()
    {
        Assert.Equal("\u03B1\u03C2", TextCase.ToLower("\u0391\u03A3"));
        Assert.Equal("SS", TextCase.ToUpper("\u00DF"));
        Assert.Equal("They'Re", TextCase.ToTitle("they're"));
        Assert.Equal("ss", TextCase.Fold("\u00DF"));
        Assert.True(TextCase.ToUpper(TextValue.FromCodePoint(0x10428)).Equals(TextValue.FromCodePoint(0x10400)));
    }

    [Fact]
    public void Searching()
    {
        Assert.Equal(2, TextSearch.Find("abcab", "cab", 0, 5));
        Assert.Equal(3, TextSearch.FindLast("abcab", "ab", 0, 5));
        Assert.Equal(6, TextSearch.Count("abcab", "", 0, 5));
        Assert.Equal("-a-b-", TextSearch.Replace("ab", "", "-"));
        Assert.Equal("-ab", TextSearch.Replace("ab", "", "-", 1));
    }

    [Fact]
    public void LongNeedlesAreFoundInLinearTime()
    {
        var text = new string('a', 400_000);
        var needle = new string('a', 100_000) + "b" + new string('a', 100_000);
        Assert.Equal(-1, TextSearch.Find(text, needle, 0, text.Length));
        Assert.Equal(5, TextSearch.Find("ccccc" + needle, needle, 0, needle.Length + 5));
    }

    [Fact]
    public void Splitting()
    {
        Assert.Equal(["a", "b  c"], Words(" a  b  c", 1));
        var backwards = new WordSplitter<char>(" a b  c", 1, backwards: true);
        Assert.True(backwards.MoveNext());
        Assert.Equal((6, 7), (backwards.Start, backwards.End));
        Assert.True(backwards.MoveNext());
        Assert.Equal((0, 4), (backwards.Start, backwards.End));
        Assert.False(backwards.MoveNext());
        var lines = new LineSplitter<char>("a\r\nb\x1c");
        Assert.True(lines.MoveNext());
        Assert.Equal((0, 1, 3), (lines.Start, lines.End, lines.EndWithBreak));
        Assert.True(lines.MoveNext());
        Assert.False(lines.MoveNext());
    }

    [Theory]
    [InlineData("it's", "\"it's\"")]
    [InlineData("'\"", "'\\'\"'")]
    [InlineData("a\n\x7f\xad\u0100", "'a\\n\\x7f\\xad\u0100'")]
    public void Reprs(string text, string expected) => Assert.Equal(expected, TextRepr.Repr(text));

    [Theory]
    [InlineData(1234567, ",", "1,234,567")]
    [InlineData(-255, "#010x", "-0x00000ff")]
    [InlineData(42, "*^+8", "**+42***")]
    [InlineData(1234, "010,", "00,001,234")]
    [InlineData(3, ".2f", "3.00")]
    [InlineData(255, "_b", "1111_1111")]
    public void FormattingInts(long value, string spec, string expected) => Assert.Equal(expected, Formatting.Int(value, spec, "int", out _)!.Value);

    [Fact]
    public void FormattingErrors()
    {
        Assert.Null(Formatting.Str("a", "d", "str", out var error));
        Assert.Equal("Unknown format code 'd' for object of type 'str'", error.Message);
        Assert.Null(Formatting.Float(1, "5.", "float", out error));
        Assert.Equal("Format specifier missing precision", error.Message);
    }

    private static List<string> Words(string text, int most)
    {
        var result = new List<string>();
        var words = new WordSplitter<char>(text, most);
        while (words.MoveNext())
            result.Add(text[words.Start..words.End]);
        return result;
    }
}

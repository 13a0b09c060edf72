using TieredPy.Runtime.Text;
using Xunit;

namespace TieredPy.Tests.Text;

/// <summary>Unicode data against what CPython 3.13's unicodedata says.</summary>
public sealed class UnicodeTests
{
    [Fact]
    public void Properties()
    {
        Assert.Equal("Lu", UnicodeInfo.Category('A'));
        Assert.Equal("Cn", UnicodeInfo.Category(0x378));
        Assert.Equal("AL", UnicodeInfo.Bidirectional(0x627));
        Assert.Equal(230, UnicodeInfo.Combining(0x301));
        Assert.Equal("W", UnicodeInfo.EastAsianWidth(0x4E00));
        Assert.Equal("<compat> 0066 0069", UnicodeInfo.Decomposition(0xFB01));
        Assert.True(UnicodeInfo.TryGetNumeric(0xBD, out var half));
        Assert.Equal(0.5, half);
        Assert.Equal(3, UnicodeInfo.DecimalValue(0x663));
        Assert.False(UnicodeInfo.IsPrintable(0xAD));
        Span<int> to = stackalloc int[3];
        Assert.Equal(2, UnicodeInfo.ToUpperFull(0xDF, to));
    }

    [Fact]
    public void Names()
    {
        Assert.Equal("LATIN SMALL LETTER A", UnicodeNames.Name('a'));
        Assert.Equal("HANGUL SYLLABLE GAGG", UnicodeNames.Name(0xAC02));
        Assert.Equal("\uAC02", UnicodeNames.Lookup("HANGUL SYLLABLE GAGG"));
        Assert.Equal("\a", UnicodeNames.Lookup("alert"));
        Assert.Equal("\u0101\u0300", UnicodeNames.Lookup("LATIN SMALL LETTER A WITH MACRON AND GRAVE"));
        Assert.Null(UnicodeNames.Lookup("no such"));
        Assert.Null(UnicodeNames.Name(0));
    }

    [Fact]
    public void Normalization()
    {
        Assert.Equal([0xE9], UnicodeNormalizer.Normalize(['e', 0x301], NormalizationKind.Nfc));
        Assert.Equal(['e', 0x301], UnicodeNormalizer.Normalize([0xE9], NormalizationKind.Nfd));
        Assert.Equal(['f', 'i'], UnicodeNormalizer.Normalize([0xFB01], NormalizationKind.Nfkc));
        Assert.Equal([0xAC01], UnicodeNormalizer.Normalize([0x1100, 0x1161, 0x11A8], NormalizationKind.Nfc));
        Assert.True(UnicodeNormalizer.IsNormalized(['a', 0xE9], NormalizationKind.Nfc));
        Assert.False(UnicodeNormalizer.IsNormalized(['a', 0xE9], NormalizationKind.Nfd));
    }
}

using System.Numerics;
using TieredPy.Runtime.Numbers;
using Xunit;

namespace TieredPy.Tests.Numbers;

/// <summary>The number libraries against values that CPython 3.13 gives.</summary>
public sealed class NumbersTests
{
    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(9999999999999998.0, "9999999999999998.0")]
    [InlineData(1e22, "1e+22")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    [InlineData(double.NegativeInfinity, "-inf")]
    [InlineData(double.NaN, "nan")]
    public void ReprOfFloat(double value, string expected) => Assert.Equal(expected, FloatFormat.Repr(value));

    [Theory]
    [InlineData(2.5, 'f', 0, "2")]
    [InlineData(3.5, 'f', 0, "4")]
    [InlineData(0.001, 'f', 2, "0.00")]
    [InlineData(0.1, 'f', 30, "0.100000000000000005551115123126")]
    [InlineData(123456789.0, 'e', 3, "1.235e+08")]
    [InlineData(1e100, 'G', 5, "1E+100")]
    [InlineData(100000.0, 'g', 6, "100000")]
    [InlineData(0.00001234, 'g', 3, "1.23e-05")]
    public void FormatOfFloat(double value, char type, int precision, string expected) =>
        Assert.Equal(expected, FloatFormat.Format(value, type, precision, FloatFlags.None));

    [Theory]
    [InlineData(" 1_0.5e1 ", true, 105)]
    [InlineData("1__0", false, 0)]
    [InlineData("-Infinity", true, double.NegativeInfinity)]
    [InlineData("\u0661.\u0665", true, 1.5)]
    [InlineData("1e-99999999999", true, 0)]
    [InlineData("\u001c1", false, 0)]
    public void ParsingFloat(string text, bool ok, double expected)
    {
        Assert.Equal(ok, FloatParser.TryParse(text, out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("0x_1f", 0, 31)]
    [InlineData("-0b101", 2, -5)]
    [InlineData("zz", 36, 1295)]
    [InlineData("0_0", 0, 0)]
    public void ParsingInt(string text, int @base, long expected)
    {
        Assert.Equal(IntParseStatus.Small, IntText.Parse(text, @base, 0, out var value, out _, out _));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("01", 0)]
    [InlineData("1_", 10)]
    [InlineData("0x", 16)]
    [InlineData("", 10)]
    public void RefusedInts(string text, int @base) =>
        Assert.Equal(IntParseStatus.Invalid, IntText.Parse(text, @base, 0, out _, out _, out _));

    [Theory]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(16)]
    [InlineData(32)]
    public void LongIntegersReadBack(int @base)
    {
        var value = BigInteger.Pow(12345, 3000) + 1;
        var text = IntText.ToString(value, @base);
        Assert.Equal(IntParseStatus.Big, IntText.Parse(text, @base, 0, out _, out var read, out _));
        Assert.Equal(value, read);
    }

    [Theory]
    [InlineData(2.675, 2, 2.67)]
    [InlineData(0.5, 0, 0.0)]
    [InlineData(1234.5, -2, 1200.0)]
    [InlineData(5e15 + 0.5, 0, 5e15)]
    public void Rounding(double value, int digits, double expected) => Assert.Equal(expected, FloatRound.Round(value, digits));

    [Fact]
    public void FloorDivisionHasPythonsSigns()
    {
        Assert.Equal(-4, IntMath.FloorDiv(-7, 2));
        Assert.Equal(1, IntMath.Mod(-7, 2));
        Assert.Equal(-1, IntMath.Mod(7, -2));
        Assert.False(IntMath.TryFloorDiv(long.MinValue, -1, out _));
        Assert.Equal((new BigInteger(-4), BigInteger.One), IntMath.DivMod(-7, 2));
    }

    [Fact]
    public void HashesAgreeAcrossTypes()
    {
        Assert.Equal(1152921504606846976, NumericHash.Of(0.5));
        Assert.Equal(NumericHash.Of(1L << 61), NumericHash.Of((double)(1L << 61)));
        Assert.Equal(-2, NumericHash.Of(-1L));
        Assert.Equal(NumericHash.Of(BigInteger.Pow(2, 100)), NumericHash.Of(Math.Pow(2, 100)));
    }

    [Fact]
    public void RandomNumbersAreCPythons()
    {
        var random = new MersenneTwister();
        random.Seed(new BigInteger(42));
        Assert.Equal(0.6394267984578837, random.NextDouble());
        Assert.Equal(0.025010755222666936, random.NextDouble());
    }

    [Fact]
    public void SpecialFunctions()
    {
        Assert.Equal(1.7724538509055159, MathGamma.Gamma(0.5, out _));
        Assert.Equal(0.8427007929497149, LibM.Erf(1));
        Assert.Equal(0.8427007929497149, LibM.PortableErf(1), 12);
        var sum = new ExactSum();
        for (var i = 0; i < 10; i++)
            sum.Add(0.1);
        Assert.True(sum.TryGetResult(out var total));
        Assert.Equal(1.0, total);
        Assert.Equal(5.0, MathVector.Norm([3, 4]));
        Assert.Equal(new BigInteger(184756), MathIntegers.Comb(20, 10));
        Assert.Equal(new Complex(0, 1), ComplexMath.Sqrt(-1));
    }
}

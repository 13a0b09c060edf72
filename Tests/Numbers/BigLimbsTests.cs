using System.Numerics;
using TieredPy.Runtime.Numbers;
using Xunit;

namespace TieredPy.Tests.Numbers;

/// <summary>Arithmetic of big ints against <see cref="BigInteger"/>, over lengths, signs and limbs where carries run far.</summary>
public sealed class BigLimbsTests
{
    private static readonly int[] Lengths = [0, 1, 2, 3, 4, 5, 7, 8, 9, 16, 31, 33, 64, 65, 79, 82, 130, 203];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void AgreesWithBigInteger(int seed)
    {
        var random = new Random(seed);
        foreach (int m in Lengths)
            foreach (int n in Lengths)
                for (int round = 0; round < 8; round++) Check(Number(random, m), Number(random, n));
    }

    [Fact]
    public void QuotientDigitsThatAreGuessedTooHigh()
    {
        var random = new Random(7);
        foreach (int n in Lengths)
            for (int round = 0; round < 40; round++)
            {
                var b = Number(random, n + 3);
                if (b.IsZero) continue;
                // Just below a multiple: the guess is one too high, and the divisor is added back.
                Check(b * Number(random, 2) - 1, b);
                Check(b * Number(random, 3) + b - 1, b);
                Check(b, b);
                Check(b - 1, b);
            }
    }

    private static void Check(BigInteger a, BigInteger b)
    {
        Assert.Equal(a + b, BigLimbs.Add(a, b));
        Assert.Equal(a - b, BigLimbs.Subtract(a, b));
        Assert.Equal(a * b, BigLimbs.Multiply(a, b));
        if (b.IsZero) return;
        var q = BigLimbs.DivRem(a, b, out var rest);
        Assert.Equal(BigInteger.DivRem(a, b, out var expected), q);
        Assert.Equal(expected, rest);
        // What is made must be as BigInteger makes it: it compares and hashes limb by limb.
        Assert.Equal((a * b).GetHashCode(), BigLimbs.Multiply(a, b).GetHashCode());
        Assert.Equal((a - b).ToString(), BigLimbs.Subtract(a, b).ToString());
    }

    private static BigInteger Number(Random random, int limbs)
    {
        var bytes = new byte[4 * limbs + 1];
        random.NextBytes(bytes);
        int kind = random.Next(4);
        for (int k = 0; k < bytes.Length; k++)
            if (kind == 1) bytes[k] = 0xFF;
            else if (kind == 2 && random.Next(8) != 0) bytes[k] = 0;
            else if (kind == 3 && random.Next(8) != 0) bytes[k] = 0xFF;
        bytes[^1] = 0;
        var v = new BigInteger(bytes);
        return random.Next(2) == 0 ? v : -v;
    }
}

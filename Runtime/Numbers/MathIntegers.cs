using System.Numerics;

namespace TieredPy.Runtime.Numbers;

/// <summary>math.factorial, math.perm and math.comb.</summary>
internal static class MathIntegers
{
    /// <summary>n! by a product tree of odd parts and one shift.</summary>
    public static BigInteger Factorial(int n)
    {
        if (n <= 20)
        {
            long result = 1;
            for (var i = 2; i <= n; i++)
                result *= i;
            return result;
        }
        BigInteger odd = 1, product = 1;
        for (var level = BitOperations.Log2((uint)n); level >= 0; level--)
        {
            var low = level == 31 ? 0 : (n >> (level + 1)) + 1 | 1;
            var high = (n >> level) + 1 | 1;
            product *= OddProduct(Math.Max(3, low), high);
            odd *= product;
        }
        return odd << (n - BitOperations.PopCount((uint)n));
    }

    /// <summary>n * (n - 1) * ... of k factors; 0 when k is above n. Neither is negative.</summary>
    public static BigInteger Perm(BigInteger n, long k) => n < k ? BigInteger.Zero : Falling(n, k);

    /// <summary>n choose k; neither is negative.</summary>
    public static BigInteger Comb(BigInteger n, BigInteger k)
    {
        if (k > n)
            return BigInteger.Zero;
        k = BigInteger.Min(k, n - k);
        if (k > int.MaxValue)
            throw new OutOfMemoryException();
        return n <= long.MaxValue ? Choose((long)n, (long)k) : ChooseBig(n, (long)k);
    }

    private static BigInteger Choose(long n, long k)
    {
        if (k == 0)
            return BigInteger.One;
        // result * (n - i + 1) stays below 2**128 for these.
        if (n <= 120 || k <= 2)
        {
            UInt128 result = 1;
            for (long i = 1; i <= k; i++)
                result = result * (ulong)(n - k + i) / (ulong)i;
            return (BigInteger)result;
        }
        return ChooseBig(n, k);
    }

    /// <summary>C(n, k) = C(n, j) * C(n - j, k - j) / C(k, j) with j half of k.</summary>
    private static BigInteger ChooseBig(BigInteger n, long k)
    {
        if (n <= uint.MaxValue && k <= 400)
        {
            // The product up to each i is a binomial coefficient, so factors may be collected while they fit.
            var result = BigInteger.One;
            ulong low = (ulong)(n - k), up = 1, down = 1;
            for (ulong i = 1; i <= (ulong)k; i++)
            {
                if (up > ulong.MaxValue / (low + i))
                {
                    result = result * up / down;
                    (up, down) = (1, 1);
                }
                up *= low + i;
                down *= i;
            }
            return result * up / down;
        }
        if (k <= 20)
        {
            var result = BigInteger.One;
            for (long i = 1; i <= k; i++)
                result = result * (n - k + i) / i;
            return result;
        }
        var half = k / 2;
        return ChooseBig(n, half) * ChooseBig(n - half, k - half) / Choose(k, half);
    }

    private static BigInteger Falling(BigInteger n, long k)
    {
        if (k <= 16)
        {
            var result = BigInteger.One;
            for (long i = 0; i < k; i++)
                result *= n - i;
            return result;
        }
        var half = k / 2;
        return Falling(n, half) * Falling(n - half, k - half);
    }

    /// <summary>The product of the odd numbers from low (odd) up to, not including, high.</summary>
    private static BigInteger OddProduct(int low, int high)
    {
        var count = (high - low + 1) / 2;
        if (count <= 0)
            return BigInteger.One;
        if (count <= 32)
        {
            var result = BigInteger.One;
            var part = (ulong)low;
            for (var i = 1; i < count; i++)
            {
                var factor = (ulong)(low + 2 * i);
                if (part > ulong.MaxValue / factor)
                {
                    result *= part;
                    part = 1;
                }
                part *= factor;
            }
            return result * part;
        }
        var middle = low + count / 2 * 2;
        return OddProduct(low, middle) * OddProduct(middle, high);
    }
}

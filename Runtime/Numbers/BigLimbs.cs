using System.Numerics;

namespace TieredPy.Runtime.Numbers;

/// <summary>
/// Sums, products and quotients of big ints with 64-bit steps where <see cref="BigInteger"/> takes 32-bit ones. Long operands, for which it has better
/// than quadratic algorithms, are left to it. The limbs are read and made through private members of BigInteger; where a runtime has others,
/// all is left to it.
/// </summary>
internal static class BigLimbs
{
    /// <summary>So many 32-bit limbs of the shorter operand are multiplied, or divided by, here.</summary>
    private const int MostFactor = 80, MostDivisor = 64, MostQuotient = 8;

    private static readonly bool Works = Probe();

    public static BigInteger Add(in BigInteger a, in BigInteger b) => Sum(a, b, false) ?? a + b;

    public static BigInteger Subtract(in BigInteger a, in BigInteger b) => Sum(a, b, true) ?? a - b;

    public static BigInteger Multiply(in BigInteger a, in BigInteger b)
    {
        if (!Works) return a * b;
        Span<uint> smallA = stackalloc uint[1], smallB = stackalloc uint[1];
        var x = Magnitude(a, smallA);
        var y = Magnitude(b, smallB);
        if (x.Length < y.Length)
        {
            var longer = y;
            y = x;
            x = longer;
        }
        if (y.Length > MostFactor || x.Length < 3) return a * b;
        return Make(Product(x, y), a.Sign != b.Sign);
    }

    /// <summary>The quotient rounded towards zero, and the remainder with the sign of <paramref name="a"/>. The divisor isn't zero.</summary>
    public static BigInteger DivRem(in BigInteger a, in BigInteger b, out BigInteger rest)
    {
        if (Works)
        {
            Span<uint> smallA = stackalloc uint[1], smallB = stackalloc uint[1];
            var x = Magnitude(a, smallA);
            var y = Magnitude(b, smallB);
            if (y.Length >= 3 && x.Length >= y.Length && (y.Length <= MostDivisor || x.Length - y.Length < MostQuotient))
            {
                var left = NewLimbs(x.Length);
                x.CopyTo(left);
                var quotient = NewLimbs(x.Length - y.Length + 1);
                Divide(left, y, quotient);
                rest = Make(left, a.Sign < 0);
                return Make(quotient, a.Sign != b.Sign);
            }
        }
        return BigInteger.DivRem(a, b, out rest);
    }

    // ---- BigInteger's insides

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_bits")]
    private static extern ref uint[]? BitsOf(ref BigInteger big);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern BigInteger Create(int sign, uint[]? bits);

    private static bool Probe()
    {
        try
        {
            var (power, negative) = (BigInteger.One << 70, -(BigInteger.One << 70));
            return BitsOf(ref power) is [0, 0, 64] && BitsOf(ref negative) is [0, 0, 64] && Create(-1, [0, 0, 64]) == negative && Create(1, [0, 0, 64]) == power;
        }
        catch (MissingMemberException)
        {
            return false;
        }
    }

    private static ReadOnlySpan<uint> Magnitude(in BigInteger v, Span<uint> small)
    {
        if (BitsOf(ref Unsafe.AsRef(in v)) is { } bits) return bits;
        int sign = (int)v;
        small[0] = (uint)Math.Abs((long)sign);
        return small[..(sign == 0 ? 0 : 1)];
    }

    private static BigInteger Make(uint[] limbs, bool negative)
    {
        int n = limbs.Length;
        while (n > 0 && limbs[n - 1] == 0) n--;
        // BigInteger keeps what fits an int in another form.
        if (n <= 1) return n == 0 ? BigInteger.Zero : negative ? -(BigInteger)limbs[0] : limbs[0];
        return Create(negative ? -1 : 1, n == limbs.Length ? limbs : Resized(limbs, n));
    }

    /// <summary>The first limbs, or all and room behind them, where nobody else has them.</summary>
    private static uint[] Resized(uint[] limbs, int count)
    {
        var others = NewLimbs(count);
        limbs.AsSpan(0, Math.Min(count, limbs.Length)).CopyTo(others);
        LimbPool.Give(limbs);
        return others;
    }

    // ---- whose limbs they are

    public static bool Share(in BigInteger a, in BigInteger b) =>
        Works && BitsOf(ref Unsafe.AsRef(in a)) is { } bits && bits == BitsOf(ref Unsafe.AsRef(in b));

    /// <summary>The same number with limbs of its own.</summary>
    public static BigInteger Copy(in BigInteger a)
    {
        if (!Works || BitsOf(ref Unsafe.AsRef(in a)) is not { } bits) return a;
        var copy = NewLimbs(bits.Length);
        bits.CopyTo(copy, 0);
        return Create(a.Sign, copy);
    }

    /// <summary>Nobody has the number any more, or another one with its limbs.</summary>
    public static void Recycle(in BigInteger a)
    {
        if (Works && BitsOf(ref Unsafe.AsRef(in a)) is { } bits) LimbPool.Give(bits);
    }

    // ---- magnitudes

    private static BigInteger? Sum(in BigInteger a, in BigInteger b, bool negateB)
    {
        if (!Works) return null;
        Span<uint> smallA = stackalloc uint[1], smallB = stackalloc uint[1];
        var x = Magnitude(a, smallA);
        var y = Magnitude(b, smallB);
        bool negativeA = a.Sign < 0, negativeB = b.Sign < 0 != negateB;
        int order = x.Length != y.Length ? x.Length.CompareTo(y.Length) : Order(x, y);
        var big = order >= 0 ? x : y;
        var small = order >= 0 ? y : x;
        if (big.Length < 3) return null;
        if (negativeA == negativeB) return Make(Sum(big, small), negativeA);
        return Make(Difference(big, small), order >= 0 ? negativeA : negativeB);
    }

    private static int Order(ReadOnlySpan<uint> x, ReadOnlySpan<uint> y)
    {
        for (int k = x.Length - 1; k >= 0; k--)
            if (x[k] != y[k]) return x[k] < y[k] ? -1 : 1;
        return 0;
    }

    private static ReadOnlySpan<ulong> Pairs(ReadOnlySpan<uint> limbs) => MemoryMarshal.Cast<uint, ulong>(limbs);

    private static Span<ulong> Pairs(Span<uint> limbs) => MemoryMarshal.Cast<uint, ulong>(limbs);

    /// <summary>Limbs that are all written to.</summary>
    private static uint[] NewLimbs(int count) => LimbPool.Take(count);

    /// <summary>1 for true: a carry without a branch, as it comes and goes at random.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bit(bool b) => Unsafe.BitCast<bool, byte>(b);

    private static uint[] Sum(ReadOnlySpan<uint> x, ReadOnlySpan<uint> y)
    {
        var sum = NewLimbs(x.Length);
        ulong carry = 0;
        var ys = Pairs(y);
        var to = Pairs(sum.AsSpan())[..ys.Length];
        var xs = Pairs(x)[..ys.Length];
        int k = BigLanes.Usable && ys.Length >= BigLanes.Least ? BigLanes.Sum(to, xs, ys, ref carry) : 0;
        for (; k < ys.Length; k++)
        {
            ulong s = xs[k] + ys[k], t = s + carry;
            carry = Bit(s < ys[k]) | Bit(t < s);
            to[k] = t;
        }
        int at = 2 * ys.Length;
        for (; at < y.Length; at++)
        {
            ulong s = (ulong)x[at] + y[at] + carry;
            sum[at] = (uint)s;
            carry = s >> 32;
        }
        for (; at < x.Length && carry != 0; at++)
        {
            ulong s = x[at] + carry;
            sum[at] = (uint)s;
            carry = s >> 32;
        }
        x[at..].CopyTo(sum.AsSpan(at));
        if (carry == 0) return sum;
        var longer = Resized(sum, sum.Length + 1);
        longer[^1] = (uint)carry;
        return longer;
    }

    /// <summary>x - y; x isn't the smaller one.</summary>
    private static uint[] Difference(ReadOnlySpan<uint> x, ReadOnlySpan<uint> y)
    {
        var rest = NewLimbs(x.Length);
        ulong borrow = 0;
        var ys = Pairs(y);
        var to = Pairs(rest.AsSpan())[..ys.Length];
        var xs = Pairs(x)[..ys.Length];
        int k = BigLanes.Usable && ys.Length >= BigLanes.Least ? BigLanes.Difference(to, xs, ys, ref borrow) : 0;
        for (; k < ys.Length; k++)
        {
            ulong d = xs[k] - ys[k], t = d - borrow;
            borrow = Bit(xs[k] < ys[k]) | Bit(d < borrow);
            to[k] = t;
        }
        int at = 2 * ys.Length;
        for (; at < x.Length && (at < y.Length || borrow != 0); at++)
        {
            long d = (long)x[at] - (at < y.Length ? y[at] : 0) - (long)borrow;
            rest[at] = (uint)d;
            borrow = d < 0 ? 1UL : 0;
        }
        x[at..].CopyTo(rest.AsSpan(at));
        return rest;
    }

    /// <summary>x * y by rows of 64-bit digits of y; x isn't the shorter one.</summary>
    private static uint[] Product(ReadOnlySpan<uint> x, ReadOnlySpan<uint> y)
    {
        if (y.Length == 0) return [];
        // A digit more than there may be: where the lengths are odd, rows end in halves of pairs.
        int bits = 32 * (x.Length + y.Length) - BitOperations.LeadingZeroCount(x[^1]) - BitOperations.LeadingZeroCount(y[^1]);
        var product = NewLimbs((bits + 31) / 32);
        SetProduct(product, x, DigitAt(y, 0));
        for (int row = 2; row < y.Length; row += 2) AddProduct(product.AsSpan(row), x, DigitAt(y, row));
        return product;
    }

    private static ulong DigitAt(ReadOnlySpan<uint> y, int row) => row + 1 < y.Length ? y[row] | (ulong)y[row + 1] << 32 : y[row];

    /// <summary>Fills <paramref name="to"/>, which has room for it, with the product.</summary>
    private static void SetProduct(Span<uint> to, ReadOnlySpan<uint> x, ulong digit)
    {
        var xs = Pairs(x);
        var products = Pairs(to)[..xs.Length];
        ulong carry = 0;
        int k = BigLanes.Usable && xs.Length >= BigLanes.Least && digit <= uint.MaxValue ? BigLanes.Product(products, xs, (uint)digit, ref carry) : 0;
        for (; k < xs.Length; k++)
        {
            ulong high = Math.BigMul(xs[k], digit, out ulong low);
            low += carry;
            products[k] = low;
            carry = high + Bit(low < carry);
        }
        int at = 2 * xs.Length;
        if (at < x.Length)
        {
            ulong high = Math.BigMul(x[at], digit, out ulong low);
            low += carry;
            high += Bit(low < carry);
            to[at++] = (uint)low;
            // high is of 32 bits: x[at] and digit are of 32 and 64.
            carry = low >> 32 | high << 32;
        }
        for (; at < to.Length; at++)
        {
            to[at] = (uint)carry;
            carry >>= 32;
        }
    }

    private static void AddProduct(Span<uint> to, ReadOnlySpan<uint> x, ulong digit)
    {
        var xs = Pairs(x);
        var sums = Pairs(to)[..xs.Length];
        ulong carry = 0;
        for (int k = 0; k < xs.Length; k++)
        {
            ulong high = Math.BigMul(xs[k], digit, out ulong low);
            low += carry;
            high += Bit(low < carry);
            low += sums[k];
            carry = high + Bit(low < sums[k]);
            sums[k] = low;
        }
        int at = 2 * xs.Length;
        if (at < x.Length)
        {
            // The last limb of x, with what it adds to the three limbs there.
            ulong high = Math.BigMul(x[at], digit, out ulong low);
            low += carry;
            high += Bit(low < carry);
            low += to[at];
            high += Bit(low < to[at]);
            to[at++] = (uint)low;
            // high is of 32 bits: x[at] and digit are of 32 and 64.
            carry = low >> 32 | high << 32;
        }
        for (; carry != 0; at++)
        {
            ulong s = to[at] + (carry & uint.MaxValue);
            to[at] = (uint)s;
            carry = (carry >> 32) + (s >> 32);
        }
    }

    /// <summary>
    /// Knuth's algorithm D (The Art of Computer Programming 4.3.1) with 32-bit digits of the quotient: <paramref name="left"/> becomes the remainder.
    /// </summary>
    private static void Divide(Span<uint> left, ReadOnlySpan<uint> right, Span<uint> quotient)
    {
        int n = right.Length;
        int shift = BitOperations.LeadingZeroCount(right[^1]);
        ulong top = (ulong)right[n - 1] << 32 | right[n - 2];
        // The divisor's first 64 bits, as two digits.
        top = shift == 0 ? top : top << shift | right[n - 3] >> (32 - shift);
        ulong first = top >> 32, second = (uint)top;
        for (int i = left.Length; i >= n; i--)
        {
            uint over = i < left.Length ? left[i] : 0;
            ulong high = (ulong)over << 32 | left[i - 1];
            uint next = left[i - 2];
            if (shift > 0)
            {
                high = high << shift | next >> (32 - shift);
                next = next << shift | left[i - 3] >> (32 - shift);
            }
            ulong digit = Math.Min(high / first, uint.MaxValue);
            while (true)
            {
                ulong rest = high - digit * first;
                if (rest > uint.MaxValue || digit * second <= (rest << 32 | next)) break;
                digit--;
            }
            if (digit > 0 && SubtractProduct(left[(i - n)..], right, digit) != over)
            {
                AddBack(left[(i - n)..], right);
                digit--;
            }
            quotient[i - n] = (uint)digit;
            if (i < left.Length) left[i] = 0;
        }
    }

    private static uint SubtractProduct(Span<uint> left, ReadOnlySpan<uint> right, ulong digit)
    {
        var xs = Pairs(right);
        var to = Pairs(left)[..xs.Length];
        ulong carry = 0;
        for (int k = 0; k < xs.Length; k++)
        {
            ulong high = Math.BigMul(xs[k], digit, out ulong low);
            low += carry;
            high += Bit(low < carry);
            ulong before = to[k];
            to[k] = before - low;
            carry = high + Bit(before < low);
        }
        int at = 2 * xs.Length;
        if (at < right.Length)
        {
            ulong product = right[at] * digit + carry;
            uint before = left[at];
            left[at] = before - (uint)product;
            carry = (product >> 32) + (before < (uint)product ? 1UL : 0);
        }
        return (uint)carry;
    }

    private static void AddBack(Span<uint> left, ReadOnlySpan<uint> right)
    {
        ulong carry = 0;
        for (int k = 0; k < right.Length; k++)
        {
            ulong s = (ulong)left[k] + right[k] + carry;
            left[k] = (uint)s;
            carry = s >> 32;
        }
    }
}

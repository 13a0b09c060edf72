using System.Numerics;

namespace TieredPy.Runtime.Numbers;

/// <summary>
/// The MT19937 generator (Matsumoto and Nishimura, 2002) with the seeding, the output and the state of CPython's
/// <c>_random.Random</c>.
/// </summary>
internal sealed class MersenneTwister
{
    public const int StateSize = 624;
    private const int Shift = 397;

    private readonly uint[] state = new uint[StateSize];
    private int index = StateSize + 1;

    /// <summary>Seeds with the 32-bit words of the magnitude of an integer.</summary>
    public void Seed(BigInteger value)
    {
        var bytes = BigInteger.Abs(value).ToByteArray(isUnsigned: true);
        var words = new uint[Math.Max(1, (bytes.Length + 3) / 4)];
        for (var i = 0; i < bytes.Length; i++)
            words[i / 4] |= (uint)bytes[i] << (i % 4 * 8);
        Seed(words);
    }

    /// <summary>The reference implementation's init_by_array.</summary>
    public void Seed(ReadOnlySpan<uint> key)
    {
        SeedOne(19650218);
        int i = 1, j = 0;
        for (var k = Math.Max(StateSize, key.Length); k > 0; k--)
        {
            state[i] = (state[i] ^ (state[i - 1] ^ state[i - 1] >> 30) * 1664525U) + key[j] + (uint)j;
            if (++i >= StateSize)
            {
                state[0] = state[StateSize - 1];
                i = 1;
            }
            if (++j >= key.Length)
                j = 0;
        }
        for (var k = StateSize - 1; k > 0; k--)
        {
            state[i] = (state[i] ^ (state[i - 1] ^ state[i - 1] >> 30) * 1566083941U) - (uint)i;
            if (++i >= StateSize)
            {
                state[0] = state[StateSize - 1];
                i = 1;
            }
        }
        state[0] = 0x80000000U;
    }

    /// <summary>The next 32 bits.</summary>
    public uint NextUInt32()
    {
        if (index >= StateSize)
            Refill();
        var y = state[index++];
        y ^= y >> 11;
        y ^= y << 7 & 0x9D2C5680U;
        y ^= y << 15 & 0xEFC60000U;
        return y ^ y >> 18;
    }

    /// <summary>A float in [0, 1) with 53 random bits.</summary>
    public double NextDouble()
    {
        uint a = NextUInt32() >> 5, b = NextUInt32() >> 6;
        return (a * 67108864.0 + b) * (1.0 / 9007199254740992.0);
    }

    /// <summary>getrandbits(count) for 0 to 64 bits.</summary>
    public ulong NextBits(int count)
    {
        if (count == 0)
            return 0;
        if (count <= 32)
            return NextUInt32() >> (32 - count);
        ulong low = NextUInt32();
        return low | (ulong)(NextUInt32() >> (64 - count)) << 32;
    }

    /// <summary>getrandbits(count) for any count.</summary>
    public BigInteger NextBigBits(int count)
    {
        var words = (count - 1) / 32 + 1;
        var bytes = new byte[words * 4];
        for (var i = 0; i < words; i++, count -= 32)
        {
            var word = NextUInt32();
            if (count < 32)
                word >>= 32 - count;
            BitConverter.TryWriteBytes(bytes.AsSpan(i * 4), word);
        }
        return new BigInteger(bytes, isUnsigned: true);
    }

    /// <summary>The 624 words and the index, as getstate returns them.</summary>
    public uint[] GetState()
    {
        var result = new uint[StateSize + 1];
        state.CopyTo(result, 0);
        result[StateSize] = (uint)index;
        return result;
    }

    /// <summary>Takes what <see cref="GetState"/> gave; the index has been checked to be 0 to 624.</summary>
    public void SetState(ReadOnlySpan<uint> words)
    {
        words[..StateSize].CopyTo(state);
        index = (int)words[StateSize];
    }

    private void SeedOne(uint seed)
    {
        state[0] = seed;
        for (uint i = 1; i < StateSize; i++)
            state[i] = 1812433253U * (state[i - 1] ^ state[i - 1] >> 30) + i;
        index = StateSize;
    }

    private void Refill()
    {
        var s = state;
        var k = 0;
        for (; k < StateSize - Shift; k++)
            s[k] = s[k + Shift] ^ Twist(s[k], s[k + 1]);
        for (; k < StateSize - 1; k++)
            s[k] = s[k + (Shift - StateSize)] ^ Twist(s[k], s[k + 1]);
        s[StateSize - 1] = s[Shift - 1] ^ Twist(s[StateSize - 1], s[0]);
        index = 0;
    }

    private static uint Twist(uint high, uint low)
    {
        var y = high & 0x80000000U | low & 0x7FFFFFFFU;
        return y >> 1 ^ (0U - (y & 1) & 0x9908B0DFU);
    }
}

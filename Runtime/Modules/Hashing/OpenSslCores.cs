using System.Buffers.Binary;
using System.Numerics;

namespace TieredPy.Runtime.Modules.Hashing;

/// <summary>The digests of MD5 and SHA-1, one behind the other, as old versions of TLS sign them.</summary>
internal sealed class Md5Sha1Core() : HashCore("md5-sha1", 64, 36)
{
    private HashCore md5 = new Md5Core(), sha1 = new Sha1Core();

    protected override void CloneState() => (md5, sha1) = (md5.Clone(), sha1.Clone());

    protected override void Block(ReadOnlySpan<byte> block)
    {
        md5.Update(block);
        sha1.Update(block);
    }

    protected override byte[] Finish(int length)
    {
        Block(Buffer.AsSpan(0, Used));
        return [.. md5.Digest(), .. sha1.Digest()];
    }
}

/// <summary>SM3 (GB/T 32905-2016).</summary>
internal sealed class Sm3Core() : HashCore("sm3", 64, 32)
{
    private uint[] state = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E];

    protected override void CloneState() => state = (uint[])state.Clone();

    protected override void Block(ReadOnlySpan<byte> block)
    {
        Span<uint> w = stackalloc uint[68];
        for (int i = 0; i < 16; i++) w[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(4 * i)..]);
        for (int i = 16; i < 68; i++)
        {
            uint x = w[i - 16] ^ w[i - 9] ^ BitOperations.RotateLeft(w[i - 3], 15);
            w[i] = x ^ BitOperations.RotateLeft(x, 15) ^ BitOperations.RotateLeft(x, 23) ^ BitOperations.RotateLeft(w[i - 13], 7) ^ w[i - 6];
        }
        uint a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
        for (int i = 0; i < 64; i++)
        {
            uint a12 = BitOperations.RotateLeft(a, 12);
            uint ss1 = BitOperations.RotateLeft(a12 + e + BitOperations.RotateLeft(i < 16 ? 0x79CC4519u : 0x7A879D8Au, i), 7);
            uint ff = i < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
            uint gg = i < 16 ? e ^ f ^ g : (e & f) | (~e & g);
            uint tt1 = ff + d + (ss1 ^ a12) + (w[i] ^ w[i + 4]);
            uint tt2 = gg + h + ss1 + w[i];
            d = c;
            c = BitOperations.RotateLeft(b, 9);
            b = a;
            a = tt1;
            h = g;
            g = BitOperations.RotateLeft(f, 19);
            f = e;
            e = tt2 ^ BitOperations.RotateLeft(tt2, 9) ^ BitOperations.RotateLeft(tt2, 17);
        }
        ReadOnlySpan<uint> now = [a, b, c, d, e, f, g, h];
        for (int i = 0; i < 8; i++) state[i] ^= now[i];
    }

    protected override byte[] Finish(int length)
    {
        Pad(8, true);
        var digest = new byte[32];
        for (int i = 0; i < 8; i++) BinaryPrimitives.WriteUInt32BigEndian(digest.AsSpan(4 * i), state[i]);
        return digest;
    }
}

/// <summary>RIPEMD-160 (ISO/IEC 10118-3): two lines of 80 steps each, which are added at the end.</summary>
internal sealed class Ripemd160Core() : HashCore("ripemd160", 64, 20)
{
    private static ReadOnlySpan<byte> LeftWords =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        7, 4, 13, 1, 10, 6, 15, 3, 12, 0, 9, 5, 2, 14, 11, 8,
        3, 10, 14, 4, 9, 15, 8, 1, 2, 7, 0, 6, 13, 11, 5, 12,
        1, 9, 11, 10, 0, 8, 12, 4, 13, 3, 7, 15, 14, 5, 6, 2,
        4, 0, 5, 9, 7, 12, 2, 10, 14, 1, 3, 8, 11, 6, 15, 13,
    ];

    private static ReadOnlySpan<byte> RightWords =>
    [
        5, 14, 7, 0, 9, 2, 11, 4, 13, 6, 15, 8, 1, 10, 3, 12,
        6, 11, 3, 7, 0, 13, 5, 10, 14, 15, 8, 12, 4, 9, 1, 2,
        15, 5, 1, 3, 7, 14, 6, 9, 11, 8, 12, 2, 10, 0, 4, 13,
        8, 6, 4, 1, 3, 11, 15, 0, 5, 12, 2, 13, 9, 7, 10, 14,
        12, 15, 10, 4, 1, 5, 8, 7, 6, 2, 13, 14, 0, 3, 9, 11,
    ];

    private static ReadOnlySpan<byte> LeftShifts =>
    [
        11, 14, 15, 12, 5, 8, 7, 9, 11, 13, 14, 15, 6, 7, 9, 8,
        7, 6, 8, 13, 11, 9, 7, 15, 7, 12, 15, 9, 11, 7, 13, 12,
        11, 13, 6, 7, 14, 9, 13, 15, 14, 8, 13, 6, 5, 12, 7, 5,
        11, 12, 14, 15, 14, 15, 9, 8, 9, 14, 5, 6, 8, 6, 5, 12,
        9, 15, 5, 11, 6, 8, 13, 12, 5, 12, 13, 14, 11, 8, 5, 6,
    ];

    private static ReadOnlySpan<byte> RightShifts =>
    [
        8, 9, 9, 11, 13, 15, 15, 5, 7, 7, 8, 11, 14, 14, 12, 6,
        9, 13, 15, 7, 12, 8, 9, 11, 7, 7, 12, 7, 6, 15, 13, 11,
        9, 7, 15, 11, 8, 6, 6, 14, 12, 13, 5, 14, 13, 13, 7, 5,
        15, 5, 8, 11, 14, 14, 6, 14, 6, 9, 12, 9, 12, 5, 15, 8,
        8, 5, 12, 9, 12, 5, 14, 6, 8, 13, 6, 5, 15, 13, 11, 11,
    ];

    private static ReadOnlySpan<uint> LeftConstants => [0, 0x5A827999, 0x6ED9EBA1, 0x8F1BBCDC, 0xA953FD4E];
    private static ReadOnlySpan<uint> RightConstants => [0x50A28BE6, 0x5C4DD124, 0x6D703EF3, 0x7A6D76E9, 0];

    private uint[] state = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0];

    protected override void CloneState() => state = (uint[])state.Clone();

    protected override void Block(ReadOnlySpan<byte> block)
    {
        Span<uint> words = stackalloc uint[16], left = stackalloc uint[5], right = stackalloc uint[5];
        for (int i = 0; i < 16; i++) words[i] = BinaryPrimitives.ReadUInt32LittleEndian(block[(4 * i)..]);
        state.CopyTo(left);
        state.CopyTo(right);
        for (int i = 0; i < 80; i++)
        {
            Step(left, i / 16, words[LeftWords[i]] + LeftConstants[i / 16], LeftShifts[i]);
            Step(right, 4 - i / 16, words[RightWords[i]] + RightConstants[i / 16], RightShifts[i]);
        }
        uint first = state[1] + left[2] + right[3];
        state[1] = state[2] + left[3] + right[4];
        state[2] = state[3] + left[4] + right[0];
        state[3] = state[4] + left[0] + right[1];
        state[4] = state[0] + left[1] + right[2];
        state[0] = first;
    }

    private static void Step(Span<uint> v, int function, uint added, int shift)
    {
        uint b = v[1], c = v[2], d = v[3];
        uint f = function switch
        {
            0 => b ^ c ^ d,
            1 => (b & c) | (~b & d),
            2 => (b | ~c) ^ d,
            3 => (b & d) | (c & ~d),
            _ => b ^ (c | ~d),
        };
        uint next = BitOperations.RotateLeft(v[0] + f + added, shift) + v[4];
        v[0] = v[4];
        v[4] = d;
        v[3] = BitOperations.RotateLeft(c, 10);
        v[2] = b;
        v[1] = next;
    }

    protected override byte[] Finish(int length)
    {
        Pad(8, false);
        var digest = new byte[20];
        for (int i = 0; i < 5; i++) BinaryPrimitives.WriteUInt32LittleEndian(digest.AsSpan(4 * i), state[i]);
        return digest;
    }
}

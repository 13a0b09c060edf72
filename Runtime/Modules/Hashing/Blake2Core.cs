using System.Buffers.Binary;
using System.Numerics;

namespace TieredPy.Runtime.Modules.Hashing;

/// <summary>What both BLAKE2 functions use.</summary>
internal static class Blake2
{
    private static readonly byte[] Permutations =
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
        11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
        7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
        9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
        2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
        12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
        13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
        6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
        10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
    ];

    /// <summary>The order of message words in a round.</summary>
    public static ReadOnlySpan<byte> Sigma(int round) => Permutations.AsSpan(round % 10 * 16, 16);
}

/// <summary>BLAKE2b (RFC 7693), with key, salt, personalisation and tree parameters in its parameter block.</summary>
internal sealed class Blake2bCore : HashCore
{
    private static readonly ulong[] Iv =
    [
        0x6A09E667F3BCC908, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1,
        0x510E527FADE682D1, 0x9B05688C2B3E6C1F, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179,
    ];

    private ulong[] state;
    private readonly bool lastNode;
    private readonly int size;

    public Blake2bCore(ReadOnlySpan<byte> parameters, ReadOnlySpan<byte> key, bool lastNode) : base("blake2b", 128, parameters[0])
    {
        this.lastNode = lastNode;
        size = parameters[0];
        state = new ulong[8];
        for (int i = 0; i < 8; i++) state[i] = Iv[i] ^ BinaryPrimitives.ReadUInt64LittleEndian(parameters[(8 * i)..]);
        if (key.IsEmpty) return;
        var block = new byte[128];
        key.CopyTo(block);
        Update(block);
    }

    protected override void CloneState() => state = (ulong[])state.Clone();

    /// <summary>The last block is kept back: it is compressed with a mark.</summary>
    public override void Update(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            if (Used == BlockSize)
            {
                Total += (ulong)BlockSize;
                Compress(Buffer, false);
                Used = 0;
            }
            int n = Math.Min(data.Length, BlockSize - Used);
            data[..n].CopyTo(Buffer.AsSpan(Used));
            Used += n;
            data = data[n..];
        }
    }

    protected override void Block(ReadOnlySpan<byte> block) => Compress(block, false);

    protected override byte[] Finish(int length)
    {
        Total += (ulong)Used;
        Buffer.AsSpan(Used).Clear();
        Compress(Buffer, true);
        var digest = new byte[64];
        for (int i = 0; i < 8; i++) BinaryPrimitives.WriteUInt64LittleEndian(digest.AsSpan(8 * i), state[i]);
        return digest[..size];
    }

    private void Compress(ReadOnlySpan<byte> block, bool last)
    {
        Span<ulong> m = stackalloc ulong[16];
        for (int i = 0; i < 16; i++) m[i] = BinaryPrimitives.ReadUInt64LittleEndian(block[(8 * i)..]);
        Span<ulong> v = stackalloc ulong[16];
        state.CopyTo(v);
        Iv.CopyTo(v[8..]);
        v[12] ^= Total;

        if (last) v[14] = ~v[14];
        if (last && lastNode) v[15] = ~v[15];
        for (int round = 0; round < 12; round++)
        {
            var s = Blake2.Sigma(round);
            Mix(v, 0, 4, 8, 12, m[s[0]], m[s[1]]);
            Mix(v, 1, 5, 9, 13, m[s[2]], m[s[3]]);
            Mix(v, 2, 6, 10, 14, m[s[4]], m[s[5]]);
            Mix(v, 3, 7, 11, 15, m[s[6]], m[s[7]]);
            Mix(v, 0, 5, 10, 15, m[s[8]], m[s[9]]);
            Mix(v, 1, 6, 11, 12, m[s[10]], m[s[11]]);
            Mix(v, 2, 7, 8, 13, m[s[12]], m[s[13]]);
            Mix(v, 3, 4, 9, 14, m[s[14]], m[s[15]]);
        }
        for (int i = 0; i < 8; i++) state[i] ^= v[i] ^ v[i + 8];
    }

    private static void Mix(Span<ulong> v, int a, int b, int c, int d, ulong x, ulong y)
    {
        v[a] += v[b] + x;
        v[d] = BitOperations.RotateRight(v[d] ^ v[a], 32);
        v[c] += v[d];
        v[b] = BitOperations.RotateRight(v[b] ^ v[c], 24);
        v[a] += v[b] + y;
        v[d] = BitOperations.RotateRight(v[d] ^ v[a], 16);
        v[c] += v[d];
        v[b] = BitOperations.RotateRight(v[b] ^ v[c], 63);
    }
}

/// <summary>BLAKE2s (RFC 7693), with key, salt, personalisation and tree parameters in its parameter block.</summary>
internal sealed class Blake2sCore : HashCore
{
    private static readonly uint[] Iv =
    [
        0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A,
        0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19,
    ];

    private uint[] state;
    private readonly bool lastNode;
    private readonly int size;

    public Blake2sCore(ReadOnlySpan<byte> parameters, ReadOnlySpan<byte> key, bool lastNode) : base("blake2s", 64, parameters[0])
    {
        this.lastNode = lastNode;
        size = parameters[0];
        state = new uint[8];
        for (int i = 0; i < 8; i++) state[i] = Iv[i] ^ BinaryPrimitives.ReadUInt32LittleEndian(parameters[(4 * i)..]);
        if (key.IsEmpty) return;
        var block = new byte[64];
        key.CopyTo(block);
        Update(block);
    }

    protected override void CloneState() => state = (uint[])state.Clone();

    /// <summary>The last block is kept back: it is compressed with a mark.</summary>
    public override void Update(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            if (Used == BlockSize)
            {
                Total += (ulong)BlockSize;
                Compress(Buffer, false);
                Used = 0;
            }
            int n = Math.Min(data.Length, BlockSize - Used);
            data[..n].CopyTo(Buffer.AsSpan(Used));
            Used += n;
            data = data[n..];
        }
    }

    protected override void Block(ReadOnlySpan<byte> block) => Compress(block, false);

    protected override byte[] Finish(int length)
    {
        Total += (ulong)Used;
        Buffer.AsSpan(Used).Clear();
        Compress(Buffer, true);
        var digest = new byte[32];
        for (int i = 0; i < 8; i++) BinaryPrimitives.WriteUInt32LittleEndian(digest.AsSpan(4 * i), state[i]);
        return digest[..size];
    }

    private void Compress(ReadOnlySpan<byte> block, bool last)
    {
        Span<uint> m = stackalloc uint[16];
        for (int i = 0; i < 16; i++) m[i] = BinaryPrimitives.ReadUInt32LittleEndian(block[(4 * i)..]);
        Span<uint> v = stackalloc uint[16];
        state.CopyTo(v);
        Iv.CopyTo(v[8..]);
        v[12] ^= (uint)Total;
        v[13] ^= (uint)(Total >> 32);
        if (last) v[14] = ~v[14];
        if (last && lastNode) v[15] = ~v[15];
        for (int round = 0; round < 10; round++)
        {
            var s = Blake2.Sigma(round);
            Mix(v, 0, 4, 8, 12, m[s[0]], m[s[1]]);
            Mix(v, 1, 5, 9, 13, m[s[2]], m[s[3]]);
            Mix(v, 2, 6, 10, 14, m[s[4]], m[s[5]]);
            Mix(v, 3, 7, 11, 15, m[s[6]], m[s[7]]);
            Mix(v, 0, 5, 10, 15, m[s[8]], m[s[9]]);
            Mix(v, 1, 6, 11, 12, m[s[10]], m[s[11]]);
            Mix(v, 2, 7, 8, 13, m[s[12]], m[s[13]]);
            Mix(v, 3, 4, 9, 14, m[s[14]], m[s[15]]);
        }
        for (int i = 0; i < 8; i++) state[i] ^= v[i] ^ v[i + 8];
    }

    private static void Mix(Span<uint> v, int a, int b, int c, int d, uint x, uint y)
    {
        v[a] += v[b] + x;
        v[d] = BitOperations.RotateRight(v[d] ^ v[a], 16);
        v[c] += v[d];
        v[b] = BitOperations.RotateRight(v[b] ^ v[c], 12);
        v[a] += v[b] + y;
        v[d] = BitOperations.RotateRight(v[d] ^ v[a], 8);
        v[c] += v[d];
        v[b] = BitOperations.RotateRight(v[b] ^ v[c], 7);
    }
}

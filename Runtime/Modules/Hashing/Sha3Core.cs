using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace TieredPy.Runtime.Modules.Hashing;

/// <summary>SHA-3 and SHAKE (FIPS 202).</summary>
internal sealed class Sha3Core(string name, int rate, int digestSize) : HashCore(name, rate, digestSize)
{
    private static readonly ulong[] RoundConstants =
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000,
        0x000000000000808B, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
        0x000000000000008A, 0x0000000000000088, 0x0000000080008009, 0x000000008000000A,
        0x000000008000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003,
        0x8000000000008002, 0x8000000000000080, 0x000000000000800A, 0x800000008000000A,
        0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    private static readonly byte[] Rotations = [1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44];
    private static readonly byte[] Lanes = [10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1];

    private ulong[] state = new ulong[25];

    protected override void CloneState() => state = (ulong[])state.Clone();

    protected override void Block(ReadOnlySpan<byte> block)
    {
        for (int i = 0; i < BlockSize / 8; i++) state[i] ^= BinaryPrimitives.ReadUInt64LittleEndian(block[(8 * i)..]);
        Permute();
    }

    protected override byte[] Finish(int length)
    {
        Buffer.AsSpan(Used).Clear();
        Buffer[Used] ^= DigestSize == 0 ? (byte)0x1F : (byte)0x06;
        Buffer[BlockSize - 1] ^= 0x80;
        Block(Buffer);
        var digest = new byte[length];
        for (int at = 0; ;)
        {
            var squeezed = MemoryMarshal.AsBytes(state.AsSpan());
            int n = Math.Min(BlockSize, length - at);
            squeezed[..n].CopyTo(digest.AsSpan(at));
            at += n;
            if (at >= length) return digest;
            Permute();
        }
    }

    private void Permute()
    {
        var s = state;
        Span<ulong> c = stackalloc ulong[5];
        foreach (ulong constant in RoundConstants)
        {
            for (int x = 0; x < 5; x++) c[x] = s[x] ^ s[x + 5] ^ s[x + 10] ^ s[x + 15] ^ s[x + 20];
            for (int x = 0; x < 5; x++)
            {
                ulong d = c[(x + 4) % 5] ^ BitOperations.RotateLeft(c[(x + 1) % 5], 1);
                for (int y = 0; y < 25; y += 5) s[y + x] ^= d;
            }
            ulong moved = s[1];
            for (int i = 0; i < 24; i++)
            {
                int lane = Lanes[i];
                (s[lane], moved) = (BitOperations.RotateLeft(moved, Rotations[i]), s[lane]);
            }
            for (int y = 0; y < 25; y += 5)
            {
                for (int x = 0; x < 5; x++) c[x] = s[y + x];
                for (int x = 0; x < 5; x++) s[y + x] = c[x] ^ (~c[(x + 1) % 5] & c[(x + 2) % 5]);
            }
            s[0] ^= constant;
        }
    }
}

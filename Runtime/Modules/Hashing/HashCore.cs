using System.Buffers.Binary;
using System.Numerics;

namespace TieredPy.Runtime.Modules.Hashing;

/// <summary>A hash function under way: takes bytes block by block. Finishing works on a copy, so that it can go on.</summary>
internal abstract class HashCore(string name, int blockSize, int digestSize)
{
    protected byte[] Buffer = new byte[blockSize];
    protected int Used;

    /// <summary>Bytes taken, the buffered ones included.</summary>
    protected ulong Total;

    public string Name => name;
    public int BlockSize => blockSize;

    /// <summary>0 for functions of variable output.</summary>
    public int DigestSize => digestSize;

    public virtual void Update(ReadOnlySpan<byte> data)
    {
        Total += (ulong)data.Length;
        if (Used > 0)
        {
            int n = Math.Min(data.Length, blockSize - Used);
            data[..n].CopyTo(Buffer.AsSpan(Used));
            Used += n;
            data = data[n..];
            if (Used < blockSize) return;
            Block(Buffer);
            Used = 0;
        }
        for (; data.Length >= blockSize; data = data[blockSize..]) Block(data[..blockSize]);
        data.CopyTo(Buffer);
        Used = data.Length;
    }

    public HashCore Clone()
    {
        var copy = (HashCore)MemberwiseClone();
        copy.Buffer = (byte[])Buffer.Clone();
        copy.CloneState();
        return copy;
    }

    /// <summary>The digest of what was taken so far.</summary>
    public byte[] Digest(int length = 0)
    {
        var copy = Clone();
        return copy.Finish(length == 0 ? digestSize : length);
    }

    protected abstract void CloneState();

    protected abstract void Block(ReadOnlySpan<byte> block);

    protected abstract byte[] Finish(int length);

    /// <summary>Pads with a one bit, zeros and the length in bits, as MD5 and SHA do.</summary>
    protected void Pad(int lengthSize, bool bigEndian)
    {
        ulong bits = Total * 8;
        Buffer[Used++] = 0x80;
        if (Used > blockSize - lengthSize)
        {
            Buffer.AsSpan(Used).Clear();
            Block(Buffer);
            Used = 0;
        }
        Buffer.AsSpan(Used).Clear();
        if (bigEndian) BinaryPrimitives.WriteUInt64BigEndian(Buffer.AsSpan(blockSize - 8), bits);
        else BinaryPrimitives.WriteUInt64LittleEndian(Buffer.AsSpan(blockSize - 8), bits);
        Block(Buffer);
    }
}

/// <summary>MD5 (RFC 1321).</summary>
internal sealed class Md5Core() : HashCore("md5", 64, 16)
{
    private static readonly uint[] Sines = [.. Enumerable.Range(1, 64).Select(static i => (uint)(Math.Abs(Math.Sin(i)) * 4294967296.0))];
    private static readonly byte[] Shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
    private uint[] state = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476];

    protected override void CloneState() => state = (uint[])state.Clone();

    protected override void Block(ReadOnlySpan<byte> block)
    {
        Span<uint> words = stackalloc uint[16];
        for (int i = 0; i < 16; i++) words[i] = BinaryPrimitives.ReadUInt32LittleEndian(block[(4 * i)..]);
        uint a = state[0], b = state[1], c = state[2], d = state[3];
        for (int i = 0; i < 64; i++)
        {
            uint f;
            int g;
            switch (i >> 4)
            {
                case 0: f = d ^ (b & (c ^ d)); g = i; break;
                case 1: f = c ^ (d & (b ^ c)); g = (5 * i + 1) & 15; break;
                case 2: f = b ^ c ^ d; g = (3 * i + 5) & 15; break;
                default: f = c ^ (b | ~d); g = 7 * i & 15; break;
            }
            uint next = b + BitOperations.RotateLeft(a + f + Sines[i] + words[g], Shifts[(i >> 4) * 4 + (i & 3)]);
            a = d;
            d = c;
            c = b;
            b = next;
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
    }

    protected override byte[] Finish(int length)
    {
        Pad(8, false);
        var digest = new byte[16];
        for (int i = 0; i < 4; i++) BinaryPrimitives.WriteUInt32LittleEndian(digest.AsSpan(4 * i), state[i]);
        return digest;
    }
}

/// <summary>SHA-1 (FIPS 180-4).</summary>
internal sealed class Sha1Core() : HashCore("sha1", 64, 20)
{
    private uint[] state = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0];

    protected override void CloneState() => state = (uint[])state.Clone();

    protected override void Block(ReadOnlySpan<byte> block)
    {
        Span<uint> w = stackalloc uint[80];
        for (int i = 0; i < 16; i++) w[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(4 * i)..]);
        for (int i = 16; i < 80; i++) w[i] = BitOperations.RotateLeft(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
        uint a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
        for (int i = 0; i < 80; i++)
        {
            uint f, k;
            if (i < 20) (f, k) = (d ^ (b & (c ^ d)), 0x5A827999);
            else if (i < 40) (f, k) = (b ^ c ^ d, 0x6ED9EBA1);
            else if (i < 60) (f, k) = ((b & c) | (d & (b | c)), 0x8F1BBCDC);
            else (f, k) = (b ^ c ^ d, 0xCA62C1D6);
            uint next = BitOperations.RotateLeft(a, 5) + f + e + k + w[i];
            e = d;
            d = c;
            c = BitOperations.RotateLeft(b, 30);
            b = a;
            a = next;
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
    }

    protected override byte[] Finish(int length)
    {
        Pad(8, true);
        var digest = new byte[20];
        for (int i = 0; i < 5; i++) BinaryPrimitives.WriteUInt32BigEndian(digest.AsSpan(4 * i), state[i]);
        return digest;
    }
}

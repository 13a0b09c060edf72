using System.Buffers.Binary;

namespace TieredPy.Tiers.Caching;

/// <summary>Reads what <see cref="CacheWriter"/> wrote. What isn't there, or is out of bounds, is an <see cref="InvalidDataException"/>, which who reads an entry catches.</summary>
internal sealed class CacheReader(ReadOnlyMemory<byte> bytes)
{
    /// <summary>No list in a cache has more elements: what says so is damaged.</summary>
    private const int MaxCount = 1 << 20;

    private int at;

    public bool IsAtEnd => at == bytes.Length;

    public ReadOnlyMemory<byte> Take(int count)
    {
        if (count < 0 || count > bytes.Length - at) throw new InvalidDataException("ends too early");
        var taken = bytes.Slice(at, count);
        at += count;
        return taken;
    }

    public byte Byte() => Take(1).Span[0];

    public bool Flag() => Byte() switch
    {
        0 => false,
        1 => true,
        _ => throw new InvalidDataException("no flag"),
    };

    public ulong Number()
    {
        ulong v = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte b = Byte();
            v |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80) return v;
        }
        throw new InvalidDataException("number too long");
    }

    /// <summary>A number from 0 up to a limit that it doesn't reach.</summary>
    public int Below(int limit)
    {
        ulong v = Number();
        return v < (ulong)limit ? (int)v : throw new InvalidDataException("number too large");
    }

    /// <summary>The length of a list, each element of which takes at least a byte.</summary>
    public int Count() => Below(Math.Min(MaxCount, bytes.Length - at + 1));

    public uint Fixed32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4).Span);

    public ulong Fixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8).Span);

    public string Text()
    {
        var chars = new char[Count()];
        for (int i = 0; i < chars.Length; i++) chars[i] = (char)Below(char.MaxValue + 1);
        return new string(chars);
    }
}

using System.Buffers.Binary;
using TieredPy.Runtime.Bytecode;

namespace TieredPy.Tiers.Caching;

/// <summary>The profile of one version of one root.</summary>
/// <param name="Code">The key of the root's code.</param>
/// <param name="Pc">Where the root is in it, as in <see cref="Policy.RegionRoot"/>.</param>
/// <param name="Bytes">What <see cref="ProfileWriter"/> wrote.</param>
/// <param name="Hash">Of the bytes, as the table has it.</param>
/// <param name="Heat">How often the region was found running; 0: what runs in its place is another's.</param>
internal sealed record CacheEntry(ulong Code, int Pc, ReadOnlyMemory<byte> Bytes, ulong Hash, int Heat)
{
    /// <summary>A new entry, with its hash.</summary>
    public static CacheEntry Of(ulong code, int pc, byte[] bytes, int heat) => new(code, pc, bytes, HashOf(code, pc, bytes), heat);

    /// <summary>The bytes are those that were written, for this root.</summary>
    public bool IsWhole => HashOf(Code, Pc, Bytes.Span) == Hash;

    private static ulong HashOf(ulong code, int pc, ReadOnlySpan<byte> bytes)
    {
        Span<byte> place = stackalloc byte[12];
        BinaryPrimitives.WriteUInt64LittleEndian(place, code);
        BinaryPrimitives.WriteInt32LittleEndian(place[8..], pc);
        return Fingerprint.Of(bytes, Fingerprint.Of(place));
    }
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using TieredPy.Runtime.Bytecode;
using TieredPy.Tiers.Diagnostics;

namespace TieredPy.Tiers.Caching;

/// <summary>
/// The file that a program's code is in: a compiled assembly, and behind it the keys of its methods, by their numbers, and a trailer with the hash of it all.
/// </summary>
internal sealed class CodeImage
{
    private const ulong Magic = 0x31_444F_4350_4954; // "TIPCOD1"
    private const int KeySize = 16, TrailerSize = 44;

    /// <summary>How the names of the files end.</summary>
    public const string Extension = ".tpcode";

    /// <summary>What code depends on beside what it was made of: our own build, the framework's, the processor.</summary>
    public static readonly ulong Build = Fingerprint.Of(typeof(object).Module.ModuleVersionId.ToByteArray(), CacheFile.Build ^ Fingerprint.Of(System.Text.Encoding.UTF8.GetBytes(AheadCompiler.InstructionSet + RuntimeInformation.ProcessArchitecture)));

    /// <summary>Tells the assembly that was written from any other.</summary>
    public Guid Id { get; private init; }

    public MethodKey[] Keys { get; private init; } = [];

    public static byte[] Write(ReadOnlySpan<byte> assembly, Guid id, List<MethodKey> keys)
    {
        byte[] all = new byte[assembly.Length + KeySize * keys.Count + TrailerSize];
        assembly.CopyTo(all);
        var rest = all.AsSpan(assembly.Length);
        foreach (var key in keys)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(rest, key.High);
            BinaryPrimitives.WriteUInt64LittleEndian(rest[8..], key.Low);
            rest = rest[KeySize..];
        }
        id.TryWriteBytes(rest);
        BinaryPrimitives.WriteInt32LittleEndian(rest[16..], keys.Count);
        BinaryPrimitives.WriteUInt64LittleEndian(rest[20..], Build);
        BinaryPrimitives.WriteUInt64LittleEndian(rest[28..], Magic);
        BinaryPrimitives.WriteUInt64LittleEndian(rest[36..], Fingerprint.Of(all.AsSpan(0, all.Length - 8)));
        return all;
    }

    /// <summary>Checks a file. Null where it is of no use, for the reason.</summary>
    public static CodeImage? Read(ReadOnlySpan<byte> bytes, out CacheDrop reason)
    {
        reason = CacheDrop.Damaged;
        if (bytes.Length < TrailerSize) return null;
        var trailer = bytes[^TrailerSize..];
        if (BinaryPrimitives.ReadUInt64LittleEndian(trailer[28..]) != Magic || BinaryPrimitives.ReadUInt64LittleEndian(trailer[36..]) != Fingerprint.Of(bytes[..^8])) return null;
        if (BinaryPrimitives.ReadUInt64LittleEndian(trailer[20..]) != Build)
        {
            reason = CacheDrop.OtherBuild;
            return null;
        }
        int count = BinaryPrimitives.ReadInt32LittleEndian(trailer[16..]);
        if (count < 0 || count > (bytes.Length - TrailerSize) / KeySize) return null;
        var keys = new MethodKey[count];
        var table = bytes[^(TrailerSize + KeySize * count)..];
        for (int k = 0; k < count; k++)
            keys[k] = new MethodKey(BinaryPrimitives.ReadUInt64LittleEndian(table[(KeySize * k)..]), BinaryPrimitives.ReadUInt64LittleEndian(table[(KeySize * k + 8)..]));
        return new CodeImage { Id = new Guid(trailer[..16]), Keys = keys };
    }
}

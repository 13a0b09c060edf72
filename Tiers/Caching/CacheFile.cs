using TieredPy.Runtime.Bytecode;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Caching;

/// <summary>
/// What a program's file holds: a header, the table of its entries and of the code objects that they speak of, hashed as one, then the entries, each with its
/// hash in the table. A damaged table makes the file worthless; a damaged entry only itself.
/// </summary>
internal sealed class CacheFile
{
    private const ulong Magic = 0x32_4843_5950_4954; // "TIPYCH2"
    private const int HeaderSize = 40, EntrySize = 32, CodeSize = 12;

    /// <summary>Bytes of the largest file that is read or written.</summary>
    public const int MaxSize = 64 << 20;

    /// <summary>The build that reads and writes: of the assemblies that make and run code, and of the framework.</summary>
    public static readonly ulong Build = Fingerprint.Of(
        [.. typeof(Runtime.Objects.PyObject).Module.ModuleVersionId.ToByteArray(), .. typeof(CacheFile).Module.ModuleVersionId.ToByteArray()], (ulong)Environment.Version.Build);

    public List<CacheEntry> Entries { get; } = [];

    /// <summary>The code objects that entries speak of: quick numbers and keys.</summary>
    public HashSet<CodeMention> Codes { get; } = new(KeyComparer<CodeMention>.Instance);

    public byte[] Write()
    {
        var table = new CacheWriter();
        int offset = HeaderSize + Entries.Count * EntrySize + Codes.Count * CodeSize;
        foreach (var e in Entries)
        {
            table.Fixed64(e.Code);
            table.Fixed32((uint)e.Pc);
            table.Fixed32((uint)offset);
            table.Fixed32((uint)e.Bytes.Length);
            table.Fixed64(e.Hash);
            table.Fixed32((uint)e.Heat);
            offset += e.Bytes.Length;
        }
        foreach (var c in Codes)
        {
            table.Fixed32(c.Quick);
            table.Fixed64(c.Key);
        }
        var all = new CacheWriter();
        all.Fixed64(Magic);
        all.Fixed64(Build);
        all.Fixed32((uint)Entries.Count);
        all.Fixed32((uint)Codes.Count);
        all.Fixed64((ulong)offset);
        all.Fixed64(HashOf(all.Written, table.Written));
        all.Bytes(table.Written);
        foreach (var e in Entries) all.Bytes(e.Bytes.Span);
        return all.Written.ToArray();
    }

    private static ulong HashOf(ReadOnlySpan<byte> header, ReadOnlySpan<byte> table) => Fingerprint.Of(table, Fingerprint.Of(header[..(HeaderSize - 8)]));

    /// <summary>Reads a file's table. The entries are still to be checked: <see cref="CacheEntry.IsWhole"/>.</summary>
    /// <returns>Null where the file is of no use, for the reason.</returns>
    public static CacheFile? Read(byte[] bytes, out CacheDrop reason)
    {
        reason = CacheDrop.Damaged;
        try
        {
            var r = new CacheReader(bytes);
            if (r.Fixed64() != Magic) return null;
            if (r.Fixed64() != Build)
            {
                reason = CacheDrop.OtherBuild;
                return null;
            }
            uint entries = r.Fixed32(), codes = r.Fixed32();
            if (r.Fixed64() != (ulong)bytes.Length) return null;
            ulong hash = r.Fixed64();
            long size = entries * (long)EntrySize + codes * (long)CodeSize;
            if (size > bytes.Length - HeaderSize || hash != HashOf(bytes, bytes.AsSpan(HeaderSize, (int)size))) return null;
            var file = new CacheFile();
            for (; entries > 0; entries--)
            {
                ulong code = r.Fixed64();
                int pc = (int)r.Fixed32();
                uint offset = r.Fixed32(), length = r.Fixed32();
                file.Entries.Add(new CacheEntry(code, pc, bytes.AsMemory(checked((int)offset), checked((int)length)), r.Fixed64(), (int)Math.Min(r.Fixed32(), int.MaxValue)));
            }
            for (; codes > 0; codes--) file.Codes.Add(new CodeMention(r.Fixed32(), r.Fixed64()));
            return file;
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or OverflowException)
        {
            return null;
        }
    }
}

using System.Buffers.Binary;
using System.IO.Compression;

namespace TieredPy.Runtime.Text.Multibyte;

/// <summary>
/// What the byte sequences of a codec or of a character set mean, from the resource eastasian.bin, which tools/EastAsianTables makes
/// (and whose layout it tells). Tables are read on first use; the way back is made on first use too.
/// </summary>
internal sealed class MultibyteTable
{
    /// <summary>A first byte that means nothing, and one that leads a sequence.</summary>
    public const int Nothing = -1, Leads = -2;

    private const int GridSize = 128 * 256;
    private static readonly Dictionary<string, MultibyteTable> Loaded = [];

    private readonly char[][] grids;
    private readonly int[] prefixes;
    private readonly Dictionary<int, (int First, int Second)> extras = [];
    private readonly Dictionary<(int First, int Second), int> pairs = [];
    private readonly HashSet<int> firsts = [];
    private readonly (int From, int To)[] exceptions;
    private int[]?[]? pages;

    private MultibyteTable(ReadOnlySpan<byte> data, MultibyteTable? like)
    {
        var numbers = new Numbers(data);
        FirstBytes = new int[256];
        foreach (ref int f in FirstBytes.AsSpan()) f = numbers.Next();
        grids = new char[numbers.Next()][];
        prefixes = new int[grids.Length];
        for (int i = 0; i < grids.Length; i++)
        {
            prefixes[i] = numbers.Next();
            grids[i] = numbers.Grid();
        }
        if (like != null)
            for (int i = 0; i < GridSize; i++) grids[0][i] ^= like.grids[0][i];
        for (int n = numbers.Next(); n > 0; n--) AddExtra(numbers.Next(), numbers.Next(), numbers.Next());
        exceptions = new (int, int)[numbers.Next()];
        foreach (ref var e in exceptions.AsSpan()) e = (numbers.Next(), numbers.Next());
        Runs = new (int, int, int)[numbers.Next()];
        foreach (ref var r in Runs.AsSpan()) r = (numbers.Next(), numbers.Next(), numbers.Next());
    }

    /// <summary>For each first byte its code point, <see cref="Nothing"/> or <see cref="Leads"/>.</summary>
    public int[] FirstBytes { get; }

    /// <summary>Runs of consecutive code points that have consecutive sequences of four bytes.</summary>
    public (int Sequence, int CodePoint, int Count)[] Runs { get; }

    /// <summary>True when sequences of three bytes begin with this byte.</summary>
    public bool HasPrefix(int b) => Array.IndexOf(prefixes, b, 1) > 0;

    /// <summary>True when two code points, of which this is the first, may have one sequence together.</summary>
    public bool BeginsPair(int codePoint) => firsts.Contains(codePoint);

    public bool TryEncodePair(int first, int second, out int code) => pairs.TryGetValue((first, second), out code);

    /// <summary>
    /// The meaning of a sequence of two bytes after a prefix (0 for none): a code point, or two; 0 when it has none,
    /// <see cref="Nothing"/> when its bytes are invalid together.
    /// </summary>
    public int Decode(int prefix, int lead, int trail, out int second)
    {
        second = 0;
        int index = Array.IndexOf(prefixes, prefix);
        if (index < 0 || lead < 0x80) return 0;
        int c = grids[index][(lead - 0x80) << 8 | trail];
        if (c != 0) return c;
        if (!extras.TryGetValue(prefix << 16 | lead << 8 | trail, out var extra)) return 0;
        second = extra.Second;
        return extra.First;
    }

    /// <summary>The sequence of a code point, its bytes from high to low; 0 when it has none (U+0000's own is 0 too).</summary>
    public int Encode(int codePoint)
    {
        var all = Volatile.Read(ref pages);
        if (all == null) Volatile.Write(ref pages, all = MakePages());
        return all[codePoint >> 8]?[codePoint & 0xFF] ?? 0;
    }

    /// <summary>The first sequence that decodes to each code point, and the exceptions.</summary>
    private int[]?[] MakePages()
    {
        var all = new int[0x1100][];
        void Set(int c, int code, bool anew)
        {
            var page = all[c >> 8] ??= new int[256];
            if (anew || page[c & 0xFF] == 0) page[c & 0xFF] = code;
        }
        for (int b = 0; b < 256; b++)
            if (FirstBytes[b] >= 0) Set(FirstBytes[b], b, false);
        for (int g = 0; g < grids.Length; g++)
            for (int i = 0; i < GridSize; i++)
                if (grids[g][i] != 0) Set(grids[g][i], prefixes[g] << 16 | i + 0x8000, false);
        foreach (var (code, (first, second)) in extras)
            if (first >= 0 && second == 0) Set(first, code, false);
        foreach (var (c, code) in exceptions) Set(c, code, true);
        return all;
    }

    private void AddExtra(int code, int first, int second)
    {
        extras.Add(code, (first, second));
        if (second == 0) return;
        pairs.Add((first, second), code);
        firsts.Add(first);
    }

    public static MultibyteTable Load(string name)
    {
        lock (Loaded)
        {
            if (Loaded.TryGetValue(name, out var known)) return known;
            using var stream = typeof(MultibyteTable).Assembly.GetManifestResourceStream("eastasian.bin")
                ?? throw new InvalidOperationException("The tables of the East Asian codecs are missing from the assembly.");
            var file = new byte[stream.Length];
            stream.ReadExactly(file);
            return Load(name, file);
        }
    }

    private static MultibyteTable Load(string name, byte[] file)
    {
        const int Entry = 24;
        if (Loaded.TryGetValue(name, out var known)) return known;
        int count = BinaryPrimitives.ReadInt32LittleEndian(file);
        int at = 4 + count * Entry;
        for (int i = 0; i < count; i++)
        {
            int baseIndex = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4 + i * Entry + 16));
            int length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4 + i * Entry + 20));
            if (NameOf(i) == name)
            {
                using var inflater = new DeflateStream(new MemoryStream(file, at, length), CompressionMode.Decompress);
                var data = new MemoryStream();
                inflater.CopyTo(data);
                var table = new MultibyteTable(data.GetBuffer().AsSpan(0, (int)data.Length), baseIndex < 0 ? null : Load(NameOf(baseIndex), file));
                Loaded.Add(name, table);
                return table;
            }
            at += length;
        }
        throw new ArgumentException($"no table {name}", nameof(name));

        string NameOf(int i) => System.Text.Encoding.ASCII.GetString(file.AsSpan(4 + i * Entry, 16).TrimEnd((byte)0));
    }

    /// <summary>Reads the numbers of a table one after another.</summary>
    private ref struct Numbers(ReadOnlySpan<byte> rest)
    {
        private ReadOnlySpan<byte> rest = rest;

        public int Next()
        {
            int n = BinaryPrimitives.ReadInt32LittleEndian(rest);
            rest = rest[4..];
            return n;
        }

        public char[] Grid()
        {
            var grid = new char[GridSize];
            for (int i = 0; i < GridSize; i++) grid[i] = (char)BinaryPrimitives.ReadUInt16LittleEndian(rest[(2 * i)..]);
            rest = rest[(2 * GridSize)..];
            return grid;
        }
    }
}

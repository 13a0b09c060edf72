using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TieredPy.Runtime.Text;

/// <summary>What a code point is, as bits of <see cref="UnicodeInfo.Flags"/>; the top byte is the general category.</summary>
[Flags]
internal enum CharFlags : uint
{
    Alpha = 1 << 0,
    Decimal = 1 << 1,
    Digit = 1 << 2,
    Numeric = 1 << 3,
    Lower = 1 << 4,
    Upper = 1 << 5,
    Title = 1 << 6,
    Space = 1 << 7,
    Printable = 1 << 8,
    IdStart = 1 << 9,
    IdContinue = 1 << 10,
    LineBreak = 1 << 11,
    Cased = 1 << 12,
    CaseIgnorable = 1 << 13,
    Mirrored = 1 << 14,

    /// <summary>The character never changes, whatever its neighbours, under NFC; the next three likewise.</summary>
    StableNfc = 1 << 15,
    StableNfd = 1 << 16,
    StableNfkc = 1 << 17,
    StableNfkd = 1 << 18,
}

/// <summary>
/// The Unicode 15.1 tables in the assembly's resource <c>unicode.bin</c>, read in place. Its layout is told in
/// tools/UnicodeTables/gen.py. Only code points above Latin-1 and rare questions come here, so that ordinary programs don't load it.
/// </summary>
internal static unsafe class UnicodeTables
{
    private const int RecordInts = 8;

    private static readonly byte* Base = Load();
    private static readonly int* Records = (int*)Section(0);
    private static readonly ushort* Index1 = (ushort*)Section(1);
    private static readonly ushort* Index2 = (ushort*)Section(2);
    private static readonly int* FullCase = (int*)Section(3);
    private static readonly int* FullChars = (int*)Section(4);
    private static readonly double* Numerics = (double*)Section(5);
    private static readonly ushort* Decomposition1 = (ushort*)Section(6);
    private static readonly ushort* Decomposition2 = (ushort*)Section(7);
    private static readonly int* Decompositions = (int*)Section(8);
    private static readonly ulong* Pairs = (ulong*)Section(10);
    private static readonly int PairCount = SectionLength(10) / sizeof(ulong);
    private static readonly Lazy<string[]> Tags = new(() =>
        System.Text.Encoding.ASCII.GetString(Section(9), SectionLength(9)).Split('\0'));

    /// <summary>Flags in the low 24 bits, general category above.</summary>
    public static uint Flags(int c) => (uint)Record(c)[0];

    /// <summary>Bidirectional class, combining class, width and digits, packed.</summary>
    public static int Properties(int c) => Record(c)[1];

    public static double Numeric(int c) => Numerics[Record(c)[2]];

    public static int ToLower(int c) => c + Record(c)[3];

    public static int ToUpper(int c) => c + Record(c)[4];

    public static int ToTitle(int c) => c + Record(c)[5];

    /// <summary>The full mapping (0 lower, 1 upper, 2 title, 3 fold) where it is not one simple step; empty otherwise.</summary>
    public static ReadOnlySpan<int> FullMapping(int c, int which)
    {
        var entry = Record(c)[6];
        if (entry == 0)
            return default;
        var place = FullCase[entry * 4 + which];
        return new ReadOnlySpan<int>(FullChars + (place >> 4), place & 15);
    }

    /// <summary>The decomposition mapping and its tag ("" when canonical); empty when there is none.</summary>
    public static ReadOnlySpan<int> Decomposition(int c, out bool canonical)
    {
        var start = Decompositions + Decomposition2[Decomposition1[c >> 7] * 128 + (c & 127)];
        canonical = *start >> 8 == 0;
        return new ReadOnlySpan<int>(start + 1, *start & 0xFF);
    }

    public static string DecompositionTag(int c) =>
        Tags.Value[Decompositions[Decomposition2[Decomposition1[c >> 7] * 128 + (c & 127)]] >> 8];

    /// <summary>The primary composite of two characters, or -1.</summary>
    public static int Compose(int first, int second)
    {
        var key = (ulong)first << 42 | (ulong)second << 21;
        int low = 0, high = PairCount;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Pairs[middle] < key)
                low = middle + 1;
            else
                high = middle;
        }
        return low < PairCount && Pairs[low] >> 21 == key >> 21 ? (int)(Pairs[low] & 0x1FFFFF) : -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int* Record(int c)
    {
        Debug.Assert((uint)c < 0x110000);
        return Records + Index2[Index1[c >> 7] * 128 + (c & 127)] * RecordInts;
    }

    private static byte* Load()
    {
        var stream = typeof(UnicodeTables).Assembly.GetManifestResourceStream("unicode.bin")
            ?? throw new InvalidOperationException("The Unicode tables are missing from the assembly.");
        // A resource of a loaded assembly stays mapped; where the stream is of another kind, keep a pinned copy.
        if (stream is UnmanagedMemoryStream { PositionPointer: var pointer })
            return pointer;
        var bytes = GC.AllocateUninitializedArray<byte>((int)stream.Length, pinned: true);
        stream.ReadExactly(bytes);
        KeptAlive = bytes;
        return (byte*)Unsafe.AsPointer(ref bytes[0]);
    }

    private static byte[]? KeptAlive { get; set; }

    private static byte* Section(int i) => Base + *(int*)(Base + 8 + 8 * i);

    private static int SectionLength(int i) => *(int*)(Base + 12 + 8 * i);
}

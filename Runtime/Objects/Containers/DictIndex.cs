namespace TieredPy.Runtime.Objects;

/// <summary>How int keys stand in the entries of dicts and sets: unboxed, the number where other keys have their hash.</summary>
internal static class IntKey
{
    /// <summary>The Key of an entry whose Hash field is an int key itself.</summary>
    public static readonly PyObject Tag = new PySentinel("<int key>");

    /// <summary>The Key field for a key that is about to be stored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject FieldOf(Value key) => key.Ref == null ? Tag : key.ToHeap();

    /// <summary>The Hash field for a key that is about to be stored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long HashFieldOf(Value key, long hash) => key.Ref == null ? key.Bits : hash;
}

/// <summary>One key of a dict. A hole (deleted) has a null key.</summary>
internal struct DictEntry
{
    public PyObject? Key;

    /// <summary>The value, or a cell that belongs to this entry (see <see cref="PyDict.Load"/>).</summary>
    public PyObject? Value;

    /// <summary>The key's hash; of an int key the int (see <see cref="IntKey"/>).</summary>
    public long Hash;

    /// <summary>The parts of an entry that other threads may be removing or filling: all of one item, or false. A place may get another item after a removal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRead(out Value key, [NotNullWhen(true)] out PyObject? value, out long hash)
    {
        // The key goes first and comes last: while it is there, so is the rest.
        value = Volatile.Read(ref Value);
        hash = Volatile.Read(ref Hash);
        var k = Key;
        if (k == null || value == null)
        {
            key = default;
            return false;
        }
        if (ReferenceEquals(k, IntKey.Tag))
        {
            key = Objects.Value.Int(hash);
            hash = IntOps.HashSmall(hash);
        }
        else key = Objects.Value.FromHeap(k);
        return true;
    }

    /// <summary>The key, when there is one.</summary>
    public readonly Value KeyValue
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ReferenceEquals(Key, IntKey.Tag) ? Objects.Value.Int(Hash) : Objects.Value.FromHeap(Key!);
    }

    public readonly long KeyHash
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ReferenceEquals(Key, IntKey.Tag) ? IntOps.HashSmall(Hash) : Hash;
    }
}

/// <summary>
/// The hash index of a compact dict or set: a table of entry numbers, 1, 2 or 4 bytes each, whose length alone says which, so that one
/// reference is a whole snapshot. Probing is CPython's (i*5 + perturb + 1).
/// </summary>
internal static partial class DictIndex
{
    public const int Empty = -1;
    public const int Dummy = -2;

    /// <summary>No entry matches.</summary>
    public const int NotFound = -1;

    /// <summary>An entry has the hash, but whether it matches only Python code can say.</summary>
    public const int AskPython = -2;

    /// <summary>What follows the slots: the dict's first entry, and how many entries or slots it has consumed.</summary>
    private const int Tail = 8;

    private const int MaxByteTable = 256 + Tail;
    private const int MaxShortTable = 65536 * 2 + Tail;

    /// <summary>How many entries a table of <paramref name="slots"/> slots serves.</summary>
    public static int Usable(int slots) => (int)((long)slots * 2 / 3);

    /// <summary>The smallest table that serves <paramref name="entries"/> entries.</summary>
    public static int SlotsFor(int entries)
    {
        long slots = 16;
        while (slots * 2 / 3 < entries) slots <<= 1;
        if (slots > 1 << 29) throw Err.Make(ExcTypes.MemoryError);
        return (int)slots;
    }

    public static byte[] New(int slots)
    {
        int width = slots <= 256 ? 1 : slots <= 65536 ? 2 : 4;
        var table = GC.AllocateUninitializedArray<byte>(slots * width + Tail);
        // Fill's vectors would be compiled at run time, in programs that are over before it pays.
        var empty = table.AsSpan(0, slots * width);
        if (empty.Length > 1024) empty.Fill(0xFF);
        else
            foreach (ref ulong eight in MemoryMarshal.Cast<byte, ulong>(empty)) eight = ulong.MaxValue;
        First(table) = Spent(table) = 0;
        return table;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Slots(byte[] table) =>
        table.Length <= MaxByteTable ? table.Length - Tail : table.Length <= MaxShortTable ? (table.Length - Tail) >> 1 : (table.Length - Tail) >> 2;

    /// <summary>The dict's first entry: those before it are holes.</summary>
    public static ref int First(byte[] table) => ref Unsafe.As<byte, int>(ref table[table.Length - 8]);

    /// <summary>Entries, or slots, consumed since the table was made: at most the entries' number, so the table keeps empty slots.</summary>
    public static ref int Spent(byte[] table) => ref Unsafe.As<byte, int>(ref table[table.Length - 4]);

    /// <summary>Entry number in a slot, or <see cref="Empty"/> or <see cref="Dummy"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Get(byte[] table, uint slot)
    {
        ref byte start = ref MemoryMarshal.GetArrayDataReference(table);
        if (table.Length <= MaxByteTable)
        {
            int v = Unsafe.Add(ref start, slot);
            return v >= 0xFE ? v - 0x100 : v;
        }
        if (table.Length <= MaxShortTable)
        {
            int v = Unsafe.Add(ref Unsafe.As<byte, ushort>(ref start), slot);
            return v >= 0xFFFE ? v - 0x10000 : v;
        }
        return Unsafe.Add(ref Unsafe.As<byte, int>(ref start), slot);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(byte[] table, uint slot, int value)
    {
        ref byte start = ref MemoryMarshal.GetArrayDataReference(table);
        if (table.Length <= MaxByteTable) Unsafe.Add(ref start, slot) = (byte)value;
        else if (table.Length <= MaxShortTable) Unsafe.Add(ref Unsafe.As<byte, ushort>(ref start), slot) = (ushort)value;
        else Unsafe.Add(ref Unsafe.As<byte, int>(ref start), slot) = value;
    }

    /// <summary>Enters an entry known to be new.</summary>
    public static void Add(byte[] table, long hash, int entry)
    {
        uint mask = (uint)Slots(table) - 1;
        ulong perturb = (ulong)hash;
        uint i = (uint)hash & mask;
        while (Get(table, i) >= 0)
        {
            perturb >>= 5;
            i = (i * 5 + (uint)perturb + 1) & mask;
        }
        Put(table, i, entry);
    }

    /// <summary>Enters a run of entries, all with keys, in a table without deleted slots that has none of them.</summary>
    public static void AddAll(byte[] table, DictEntry[] entries, int start, int end)
    {
        var slots = table.AsSpan(0, table.Length - Tail);
        if (table.Length <= MaxByteTable) AddAll(slots, entries, start, end);
        else if (table.Length <= MaxShortTable) AddAll(MemoryMarshal.Cast<byte, ushort>(slots), entries, start, end);
        else AddAll(MemoryMarshal.Cast<byte, uint>(slots), entries, start, end);
    }

    private static void AddAll<T>(Span<T> slots, DictEntry[] entries, int start, int end) where T : unmanaged, IEquatable<T>
    {
        var empty = SlotOf<T>(uint.MaxValue);
        uint mask = (uint)slots.Length - 1;
        for (int n = start; n < end; n++)
        {
            long hash = entries[n].KeyHash;
            ulong perturb = (ulong)hash;
            uint i = (uint)hash & mask;
            while (!slots[(int)i].Equals(empty))
            {
                perturb >>= 5;
                i = (i * 5 + (uint)perturb + 1) & mask;
            }
            slots[(int)i] = SlotOf<T>((uint)n);
        }
    }

    /// <summary>The lower bits of a number. The framework's generic numbers would be left to be compiled at run time, at every start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SlotOf<T>(uint n) where T : unmanaged =>
        Unsafe.SizeOf<T>() == 1 ? Unsafe.BitCast<byte, T>((byte)n) : Unsafe.SizeOf<T>() == 2 ? Unsafe.BitCast<ushort, T>((ushort)n) : Unsafe.BitCast<uint, T>(n);

    /// <summary>Marks the slot of an entry as deleted.</summary>
    public static void Remove(byte[] table, long hash, int entry)
    {
        Put(table, SlotOf(table, hash, entry), Dummy);
    }

    private static uint SlotOf(byte[] table, long hash, int entry)
    {
        uint mask = (uint)Slots(table) - 1;
        ulong perturb = (ulong)hash;
        uint i = (uint)hash & mask;
        while (Get(table, i) != entry)
        {
            perturb >>= 5;
            i = (i * 5 + (uint)perturb + 1) & mask;
        }
        return i;
    }
}

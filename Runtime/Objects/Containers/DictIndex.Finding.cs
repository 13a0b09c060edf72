namespace TieredPy.Runtime.Objects;

/// <summary>How keys are looked up, by their kind and the width of the table's numbers.</summary>
internal static partial class DictIndex
{
    /// <summary>A walk over the slots where a hash's entries may be.</summary>
    private ref struct Probe<T> where T : unmanaged
    {
        private readonly ref T first;
        private readonly uint mask;
        private ulong perturb;
        private uint slot;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Probe(byte[] table, long hash)
        {
            first = ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(table));
            mask = (uint)(table.Length - Tail) / (uint)Unsafe.SizeOf<T>() - 1;
            perturb = (ulong)hash;
            slot = (uint)hash & mask;
        }

        /// <summary>What free slots have, and those whose entry went.</summary>
        public static uint None => Unsafe.SizeOf<T>() == 1 ? byte.MaxValue : Unsafe.SizeOf<T>() == 2 ? ushort.MaxValue : uint.MaxValue;

        public static uint Removed => None - 1;

        public readonly uint Entry
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Unsafe.SizeOf<T>() == 1 ? Unsafe.BitCast<T, byte>(Unsafe.Add(ref first, slot))
                : Unsafe.SizeOf<T>() == 2 ? Unsafe.BitCast<T, ushort>(Unsafe.Add(ref first, slot))
                : Unsafe.BitCast<T, uint>(Unsafe.Add(ref first, slot));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Move()
        {
            perturb >>= 5;
            slot = (slot * 5 + (uint)perturb + 1) & mask;
        }
    }

    /// <summary>The entry with the str key, <see cref="NotFound"/> or <see cref="AskPython"/>.</summary>
    public static int FindStr(DictEntry[] entries, byte[]? table, int used, PyStr key, long hash)
    {
        if (table == null)
        {
            if (used > entries.Length) used = entries.Length;
            for (int n = 0; n < used; n++)
            {
                ref var e = ref entries[n];
                if (ReferenceEquals(e.Key, key)) return n;
                if (e.Hash == hash && MatchStr(e.Key, key) is var m and not 0) return m > 0 ? n : AskPython;
            }
            return NotFound;
        }
        if (table.Length <= MaxByteTable) return FindStr<byte>(entries, table, key, hash);
        return table.Length <= MaxShortTable ? FindStr<ushort>(entries, table, key, hash) : FindStr<uint>(entries, table, key, hash);
    }

    private static int FindStr<T>(DictEntry[] entries, byte[] table, PyStr key, long hash) where T : unmanaged
    {
        var probe = new Probe<T>(table, hash);
        while (true)
        {
            uint n = probe.Entry;
            if (n == Probe<T>.None) return NotFound;
            if (n < (uint)entries.Length)
            {
                ref var e = ref entries[n];
                if (ReferenceEquals(e.Key, key)) return (int)n;
                if (e.Hash == hash && MatchStr(e.Key, key) is var m and not 0) return m > 0 ? (int)n : AskPython;
            }
            else if (n != Probe<T>.Removed) return NotFound;
            probe.Move();
        }
    }

    /// <summary>The entry with the tuple key, <see cref="NotFound"/> or <see cref="AskPython"/>.</summary>
    public static int FindTuple(DictEntry[] entries, byte[]? table, int used, PyTuple key, long hash)
    {
        if (table == null)
        {
            if (used > entries.Length) used = entries.Length;
            for (int n = 0; n < used; n++)
            {
                ref var e = ref entries[n];
                if (e.Hash == hash && MatchTuple(e.Key, key) is var m and not 0) return m > 0 ? n : AskPython;
            }
            return NotFound;
        }
        if (table.Length <= MaxByteTable) return FindTuple<byte>(entries, table, key, hash);
        return table.Length <= MaxShortTable ? FindTuple<ushort>(entries, table, key, hash) : FindTuple<uint>(entries, table, key, hash);
    }

    private static int FindTuple<T>(DictEntry[] entries, byte[] table, PyTuple key, long hash) where T : unmanaged
    {
        var probe = new Probe<T>(table, hash);
        while (true)
        {
            uint n = probe.Entry;
            if (n == Probe<T>.None) return NotFound;
            if (n < (uint)entries.Length)
            {
                ref var e = ref entries[n];
                if (e.Hash == hash && MatchTuple(e.Key, key) is var m and not 0) return m > 0 ? (int)n : AskPython;
            }
            else if (n != Probe<T>.Removed) return NotFound;
            probe.Move();
        }
    }

    /// <summary>The entry with the int key, <see cref="NotFound"/> or <see cref="AskPython"/>.</summary>
    public static int FindInt(DictEntry[] entries, byte[]? table, int used, long key, long hash)
    {
        if (table == null)
        {
            if (used > entries.Length) used = entries.Length;
            for (int n = 0; n < used; n++)
            {
                ref var e = ref entries[n];
                if (e.Hash == key && ReferenceEquals(e.Key, IntKey.Tag)) return n;
                if (e.Hash == hash && MayEqualInt(e.Key)) return AskPython;
            }
            return NotFound;
        }
        if (table.Length <= MaxByteTable) return FindInt<byte>(entries, table, key, hash);
        return table.Length <= MaxShortTable ? FindInt<ushort>(entries, table, key, hash) : FindInt<uint>(entries, table, key, hash);
    }

    private static int FindInt<T>(DictEntry[] entries, byte[] table, long key, long hash) where T : unmanaged
    {
        var probe = new Probe<T>(table, hash);
        while (true)
        {
            uint n = probe.Entry;
            if (n == Probe<T>.None) return NotFound;
            if (n < (uint)entries.Length)
            {
                ref var e = ref entries[n];
                if (e.Hash == key && ReferenceEquals(e.Key, IntKey.Tag)) return (int)n;
                if (e.Hash == hash && MayEqualInt(e.Key)) return AskPython;
            }
            else if (n != Probe<T>.Removed) return NotFound;
            probe.Move();
        }
    }

    /// <summary>The entry with a key that is neither an int nor a str, <see cref="NotFound"/> or <see cref="AskPython"/>.</summary>
    public static int FindOther(DictEntry[] entries, byte[]? table, int used, Value key, long hash)
    {
        if (table == null)
        {
            if (used > entries.Length) used = entries.Length;
            for (int n = 0; n < used; n++)
            {
                ref var e = ref entries[n];
                if (MatchOther(in e, key, hash) is var m and not 0) return m > 0 ? n : AskPython;
            }
            return NotFound;
        }
        if (table.Length <= MaxByteTable) return FindOther<byte>(entries, table, key, hash);
        return table.Length <= MaxShortTable ? FindOther<ushort>(entries, table, key, hash) : FindOther<uint>(entries, table, key, hash);
    }

    private static int FindOther<T>(DictEntry[] entries, byte[] table, Value key, long hash) where T : unmanaged
    {
        var probe = new Probe<T>(table, hash);
        while (true)
        {
            uint n = probe.Entry;
            if (n == Probe<T>.None) return NotFound;
            if (n < (uint)entries.Length)
            {
                ref var e = ref entries[n];
                if (MatchOther(in e, key, hash) is var m and not 0) return m > 0 ? (int)n : AskPython;
            }
            else if (n != Probe<T>.Removed) return NotFound;
            probe.Move();
        }
    }

    private static int MatchStr(PyObject? candidate, PyStr key)
    {
        if (candidate == null || ReferenceEquals(candidate, IntKey.Tag)) return 0;
        if (candidate.GetType() != typeof(PyStr)) return -1;
        return Unsafe.As<PyStr>(candidate).Equals(key) ? 1 : 0;
    }

    private static int MatchTuple(PyObject? candidate, PyTuple key)
    {
        if (candidate == null || ReferenceEquals(candidate, IntKey.Tag) || candidate.GetType() == typeof(PyStr)) return 0;
        if (ReferenceEquals(candidate, key)) return 1;
        return candidate.GetType() == typeof(PyTuple) ? Ops.EqFlat(Unsafe.As<PyTuple>(candidate), key) : -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int MatchOther(in DictEntry e, Value key, long hash)
    {
        var k = e.Key;
        if (ReferenceEquals(k, IntKey.Tag)) return IntOps.HashSmall(e.Hash) == hash ? -1 : 0;
        if (e.Hash != hash || k == null) return 0;
        return ReferenceEquals(k, key.Ref) ? 1 : PlainKeys.Match(k, hash, key, hash);
    }

    /// <summary>True when the key isn't an int but might equal one.</summary>
    private static bool MayEqualInt(PyObject? candidate) =>
        candidate != null && candidate.GetType() != typeof(PyStr) && !ReferenceEquals(candidate, IntKey.Tag);
}

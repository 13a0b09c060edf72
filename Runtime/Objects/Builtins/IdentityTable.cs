namespace TieredPy.Runtime.Objects;

/// <summary>
/// Numbers for objects by identity, which keep none of them alive: an open-addressing table by the runtime's identity hash, whose entries hold weak
/// handles. Entries of objects that are gone are dropped when the table is full.
/// </summary>
internal sealed class IdentityTable
{
    private struct Entry
    {
        public GCHandle Target;
        public int Hash;

        /// <summary>0 for a free slot.</summary>
        public long Number;
    }

    private const int MinSize = 256;

    private readonly Lock gate = new();
    private Entry[] table = new Entry[MinSize];
    private int used;
    private long last = 0x7f0000000000;

    /// <summary>The object's number: unique among live objects, a multiple of 16.</summary>
    public long Of(PyObject o)
    {
        if (!PyThread.MultiThreaded) return Find(o);
        lock (gate) return Find(o);
    }

    private long Find(PyObject o)
    {
        int hash = RuntimeHelpers.GetHashCode(o);
        int mask = table.Length - 1;
        int i = Start(hash, mask);
        for (; table[i].Number != 0; i = (i + 1) & mask)
            if (table[i].Hash == hash && ReferenceEquals(table[i].Target.Target, o)) return table[i].Number;
        if (used >= table.Length / 2)
        {
            Rebuild();
            mask = table.Length - 1;
            for (i = Start(hash, mask); table[i].Number != 0; i = (i + 1) & mask) { }
        }
        used++;
        last += 16;
        table[i] = new Entry { Target = GCHandle.Alloc(o, GCHandleType.Weak), Hash = hash, Number = last };
        return last;
    }

    /// <summary>Drops the entries of dead objects; makes room for as many again as are left.</summary>
    private void Rebuild()
    {
        int live = 0;
        foreach (ref var e in table.AsSpan())
        {
            if (e.Number == 0) continue;
            if (e.Target.Target != null)
            {
                live++;
                continue;
            }
            e.Target.Free();
            e.Number = -1;
        }
        int size = Math.Max(MinSize, (int)BitOperations.RoundUpToPowerOf2((uint)live * 4 + 1));
        var fresh = new Entry[size];
        int mask = size - 1;
        foreach (ref var e in table.AsSpan())
        {
            if (e.Number <= 0) continue;
            int i = Start(e.Hash, mask);
            while (fresh[i].Number != 0) i = (i + 1) & mask;
            fresh[i] = e;
        }
        table = fresh;
        used = live;
    }

    /// <summary>Identity hashes have their entropy in all of their 26 bits; a multiplication spreads it to the bits that are used.</summary>
    private static int Start(int hash, int mask) => (int)((uint)hash * 0x9E3779B1u >> 7) & mask;
}

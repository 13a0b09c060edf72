namespace TieredPy.Runtime.Objects;

/// <summary>
/// The numbers that <c>id</c> has given to objects. Objects of the common mutable classes keep their own (<see cref="PyObject.IdentityRef"/>). For the
/// others there is a table by the hash in the object's header, which holds objects weakly; entries of dead objects go when it is full. (Handles that keep a value with an object, as ConditionalWeakTable has, are visited by each collection
/// several times: programs that ask for many ids would spend their time there.)
/// </summary>
internal static class Identities
{
    private const int LeastCapacity = 1024;

    private struct Entry
    {
        public nint Handle;
        public int Hash;
        public long Number;
    }

    private static readonly Lock Gate = new();
    private static Entry[] table = new Entry[LeastCapacity];
    private static int used;

    /// <summary>Numbers look like addresses: multiples of 16. Those in objects and those in the table are never the same.</summary>
    private const long First = 0x7f0000000000, Step = 48, FirstInTable = First + 16;

    private static long last = FirstInTable;
    private static long lastInObjects;

    /// <summary>The object's number, made the first time.</summary>
    public static long Of(PyObject o)
    {
        ref uint own = ref o.IdentityRef;
        if (!Unsafe.IsNullRef(ref own) && (own != 0 || TryAssign(ref own))) return First + Step * own;
        if (!PyThread.MultiThreaded) return Find(o);
        lock (Gate) return Find(o);
    }

    /// <summary>Gives an object its number; false when all that fit into objects are given away.</summary>
    private static bool TryAssign(ref uint own)
    {
        if (Volatile.Read(ref lastInObjects) >= uint.MaxValue) return false;
        long next = Interlocked.Increment(ref lastInObjects);
        if (next > uint.MaxValue) return false;
        Interlocked.CompareExchange(ref own, (uint)next, 0);
        return true;
    }

    private static long Find(PyObject o)
    {
        int hash = RuntimeHelpers.GetHashCode(o);
        var t = table;
        int mask = t.Length - 1, at = Spread(hash) & mask;
        for (; t[at].Handle != 0; at = at + 1 & mask)
            if (t[at].Hash == hash && GCHandle.FromIntPtr(t[at].Handle).Target == o) return t[at].Number;
        if (used >= t.Length / 4 * 3)
        {
            Rebuild();
            t = table;
            at = Free(t, hash);
        }
        used++;
        // A finalizer may still ask for its object's number.
        var kind = o is PyFinalizableInstance ? GCHandleType.WeakTrackResurrection : GCHandleType.Weak;
        t[at] = new Entry { Handle = GCHandle.ToIntPtr(GCHandle.Alloc(o, kind)), Hash = hash, Number = last += Step };
        return last;
    }

    private static int Spread(int hash) => (int)((uint)hash * 0x9E3779B1u >> 8);

    private static int Free(Entry[] t, int hash)
    {
        int mask = t.Length - 1, at = Spread(hash) & mask;
        while (t[at].Handle != 0) at = at + 1 & mask;
        return at;
    }

    /// <summary>Drops the dead, and leaves room for three times as many as live.</summary>
    private static void Rebuild()
    {
        var former = table;
        int alive = 0;
        for (int k = 0; k < former.Length; k++)
        {
            if (former[k].Handle == 0) continue;
            var handle = GCHandle.FromIntPtr(former[k].Handle);
            if (handle.Target != null)
            {
                alive++;
                continue;
            }
            handle.Free();
            former[k].Handle = 0;
        }
        var t = new Entry[Math.Max(LeastCapacity, (int)BitOperations.RoundUpToPowerOf2((uint)alive * 4))];
        foreach (ref var e in former.AsSpan())
            if (e.Handle != 0) t[Free(t, e.Hash)] = e;
        table = t;
        used = alive;
    }
}

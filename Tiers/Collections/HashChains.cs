using System.Numerics;

namespace TieredPy.Tiers;

/// <summary>
/// Where a table finds its entries by the hashes of their keys: entries are numbered from 1, in the order in which they are added as long as none is removed. The table has the keys and values, so that
/// nothing here depends on their types.
/// </summary>
internal struct HashChains
{
    private const int Smallest = 4;

    /// <summary>By hash: an entry, with which the chain of those begins whose hashes go there; 0 for none. Null until something is added.</summary>
    private int[]? heads;
    private Link[]? links;
    private int used, free, freeCount;

    private struct Link
    {
        public int Hash;

        /// <summary>The next one in the chain; of a free entry, which comes after it in theirs, less than 0.</summary>
        public int Next;
    }

    public readonly int Count => used - freeCount;

    /// <summary>The greatest number that an entry has had.</summary>
    public readonly int Used => used;

    /// <summary>Entries that there is room for.</summary>
    public readonly int Capacity => links?.Length ?? 0;

    /// <summary>Whether there is an entry of a number up to <see cref="Used"/>.</summary>
    public readonly bool Has(int n) => links![n - 1].Next >= 0;

    /// <summary>The first entry with a hash; 0 for none.</summary>
    public readonly int First(int hash) => heads == null ? 0 : From(heads[Chain(hash)], hash);

    /// <summary>The entry with the same hash that comes after another; 0 for none.</summary>
    public readonly int After(int n, int hash) => From(links![n - 1].Next, hash);

    /// <summary>The number of a new entry.</summary>
    public int Add(int hash)
    {
        int n = free;
        if (n > 0)
        {
            free = -1 - links![n - 1].Next;
            freeCount--;
        }
        else
        {
            if (used == Capacity) Grow();
            n = ++used;
        }
        links![n - 1].Hash = hash;
        Enter(n);
        return n;
    }

    public void Remove(int n)
    {
        ref var removed = ref links![n - 1];
        ref int link = ref heads![Chain(removed.Hash)];
        while (link != n) link = ref links[link - 1].Next;
        link = removed.Next;
        removed.Next = -1 - free;
        free = n;
        freeCount++;
    }

    public void Clear()
    {
        if (heads == null) return;
        Array.Clear(heads);
        used = free = freeCount = 0;
    }

    /// <summary>The same, which changes by itself.</summary>
    public readonly HashChains Copy() => this with { heads = (int[]?)heads?.Clone(), links = (Link[]?)links?.Clone() };

    private readonly int From(int n, int hash)
    {
        while (n > 0 && links![n - 1].Hash != hash) n = links[n - 1].Next;
        return n;
    }

    private readonly void Enter(int n)
    {
        ref var link = ref links![n - 1];
        ref int head = ref heads![Chain(link.Hash)];
        link.Next = head;
        head = n;
    }

    private void Grow()
    {
        int capacity = Math.Max(used * 2, Smallest);
        heads = new int[capacity];
        Array.Resize(ref links, capacity);
        for (int n = 1; n <= used; n++) Enter(n);
    }

    /// <summary>Hashes are of few bits now and then: all of them say where.</summary>
    private readonly int Chain(int hash) => (int)((uint)hash * 0x9E3779B1u >> (BitOperations.LeadingZeroCount((uint)heads!.Length) + 1));
}

using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace TieredPy.Tiers;

/// <summary>
/// A table by keys of types of ours. The framework's asks for its own comparer of the key's type, even where it is given one, and that is made by reflection: its code is left
/// to be compiled at run time, in each process anew, before the first region. This one's is compiled ahead. It goes round in the order in which keys were added, as long as
/// none is removed; keys may be removed while it does.
/// </summary>
internal sealed class KeyMap<TKey, TValue> where TKey : struct, IEquatable<TKey>
{
    private const int Smallest = 8;

    // Entries are numbered from 1: 0 ends a chain.
    private int[] heads;
    private Entry[] entries;
    private int used, free, freeCount;

    private struct Entry
    {
        public TKey Key;
        public TValue Value;
        public int Hash;

        /// <summary>The next one in the chain; of a free entry, which comes after it in theirs, less than 0.</summary>
        public int Next;
    }

    public KeyMap() => (heads, entries) = (new int[Smallest], new Entry[Smallest]);

    /// <summary>With what another one has.</summary>
    public KeyMap(KeyMap<TKey, TValue> other)
    {
        (used, free, freeCount) = (other.used, other.free, other.freeCount);
        (heads, entries) = ((int[])other.heads.Clone(), (Entry[])other.entries.Clone());
    }

    public int Count => used - freeCount;

    public TValue this[TKey key]
    {
        set
        {
            int hash = key.GetHashCode(), n = Find(key, hash);
            if (n == 0) n = Add(key, hash);
            entries[n - 1].Value = value;
        }
    }

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        int n = Find(key, key.GetHashCode());
        value = n > 0 ? entries[n - 1].Value : default;
        return n > 0;
    }

    public TValue? GetValueOrDefault(TKey key) => TryGetValue(key, out var value) ? value : default;

    public bool ContainsKey(TKey key) => Find(key, key.GetHashCode()) > 0;

    public void Remove(TKey key)
    {
        int hash = key.GetHashCode();
        ref int link = ref heads[Chain(hash)];
        while (link > 0)
        {
            int n = link;
            ref var e = ref entries[n - 1];
            if (e.Hash != hash || !e.Key.Equals(key))
            {
                link = ref e.Next;
                continue;
            }
            link = e.Next;
            e = new Entry { Next = -1 - free };
            free = n;
            freeCount++;
            return;
        }
    }

    public void Clear()
    {
        Array.Clear(heads);
        Array.Clear(entries);
        used = free = freeCount = 0;
    }

    public Enumerator GetEnumerator() => new(this);

    private int Find(TKey key, int hash)
    {
        int n = heads[Chain(hash)];
        while (n > 0)
        {
            ref var e = ref entries[n - 1];
            if (e.Hash == hash && e.Key.Equals(key)) break;
            n = e.Next;
        }
        return n;
    }

    private int Add(TKey key, int hash)
    {
        int n = free;
        if (n > 0)
        {
            free = -1 - entries[n - 1].Next;
            freeCount--;
        }
        else
        {
            if (used == entries.Length) Grow();
            n = ++used;
        }
        ref int head = ref heads[Chain(hash)];
        entries[n - 1] = new Entry { Key = key, Hash = hash, Next = head };
        head = n;
        return n;
    }

    private void Grow()
    {
        Array.Resize(ref entries, used * 2);
        heads = new int[used * 2];
        for (int n = 1; n <= used; n++)
        {
            ref var e = ref entries[n - 1];
            ref int head = ref heads[Chain(e.Hash)];
            e.Next = head;
            head = n;
        }
    }

    /// <summary>Hashes are of few bits now and then: all of them say where.</summary>
    private int Chain(int hash) => (int)((uint)hash * 0x9E3779B1u >> (BitOperations.LeadingZeroCount((uint)heads.Length) + 1));

    public struct Enumerator(KeyMap<TKey, TValue> map)
    {
        private int at;

        public bool MoveNext()
        {
            while (at < map.used)
                if (map.entries[at++].Next >= 0) return true;
            return false;
        }

        public readonly Pair Current => new(map.entries[at - 1].Key, map.entries[at - 1].Value);
    }

    public readonly record struct Pair(TKey Key, TValue Value);
}

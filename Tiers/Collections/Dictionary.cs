using System.Collections;
using System.Numerics;

namespace TieredPy.Tiers;

/// <summary>
/// A table, as the framework's of the same name, whose place it takes in all of Tiers for the reason that <see cref="List{T}"/> gives: with that one come ten classes more for each pair of types. It goes
/// round in the order in which keys were added, as long as none is removed; keys may be removed while it does. Tables that every compilation makes by keys that are structs of ours are a
/// <see cref="KeyMap{TKey, TValue}"/>.
/// </summary>
internal sealed class Dictionary<TKey, TValue> : IEnumerable<KeyValuePair<TKey, TValue>> where TKey : notnull
{
    private const int Smallest = 4;

    // Entries are numbered from 1: 0 ends a chain. Both are null until something is added.
    private int[]? heads;
    private Entry[]? entries;
    private int used, free, freeCount;
    private readonly bool byIdentity;
    private readonly IEqualityComparer<TKey>? comparer;

    private struct Entry
    {
        public TKey Key;
        public TValue Value;
        public int Hash;

        /// <summary>The next one in the chain; of a free entry, which comes after it in theirs, less than 0.</summary>
        public int Next;
    }

    public Dictionary()
    {
    }

    /// <summary>A table in which each object is a key of its own, whatever it says to equal.</summary>
    public Dictionary(ReferenceEqualityComparer _) => byIdentity = true;

    public Dictionary(IEqualityComparer<TKey> comparer) => this.comparer = comparer;

    public Dictionary(IEnumerable<KeyValuePair<TKey, TValue>> other)
    {
        foreach (var (k, v) in other) this[k] = v;
    }

    public int Count => used - freeCount;

    public TValue this[TKey key]
    {
        get => Find(key, Hash(key)) is > 0 and var n ? entries![n - 1].Value : throw new KeyNotFoundException();
        set => Place(key, out _) = value;
    }

    /// <summary>Where the key's value is, which is added, with a value of zeros, when it isn't there. Good until the next one is added.</summary>
    public ref TValue Place(TKey key, out bool known)
    {
        int hash = Hash(key), n = Find(key, hash);
        known = n > 0;
        if (n == 0) n = Append(key, hash);
        return ref entries![n - 1].Value;
    }

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        int n = Find(key, Hash(key));
        value = n > 0 ? entries![n - 1].Value : default;
        return n > 0;
    }

    public TValue? GetValueOrDefault(TKey key) => TryGetValue(key, out var value) ? value : default;

    public TValue GetValueOrDefault(TKey key, TValue other) => TryGetValue(key, out var value) ? value : other;

    public bool ContainsKey(TKey key) => Find(key, Hash(key)) > 0;

    public void Add(TKey key, TValue value)
    {
        if (!TryAdd(key, value)) throw new ArgumentException("the key is there already");
    }

    public bool TryAdd(TKey key, TValue value)
    {
        ref var place = ref Place(key, out bool known);
        if (!known) place = value;
        return !known;
    }

    public bool Remove(TKey key) => Remove(key, out _);

    public bool Remove(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        value = default;
        if (heads == null) return false;
        int hash = Hash(key);
        ref int link = ref heads[Chain(hash)];
        while (link > 0)
        {
            int n = link;
            ref var e = ref entries![n - 1];
            if (e.Hash != hash || !Same(e.Key, key))
            {
                link = ref e.Next;
                continue;
            }
            value = e.Value;
            link = e.Next;
            e = new Entry { Next = -1 - free };
            free = n;
            freeCount++;
            return true;
        }
        return false;
    }

    public void Clear()
    {
        if (heads == null) return;
        Array.Clear(heads);
        Array.Clear(entries!);
        used = free = freeCount = 0;
    }

    public IEnumerable<TKey> Keys
    {
        get
        {
            foreach (var (k, _) in this) yield return k;
        }
    }

    public IEnumerable<TValue> Values
    {
        get
        {
            foreach (var (_, v) in this) yield return v;
        }
    }

    public bool ContainsValue(TValue value)
    {
        foreach (var (_, v) in this)
            if (Equals(v, value))
                return true;
        return false;
    }

    public Enumerator GetEnumerator() => new(this);

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator()
    {
        foreach (var pair in this) yield return pair;
    }

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<KeyValuePair<TKey, TValue>>)this).GetEnumerator();

    // The framework's comparers of classes and of the usual numbers would be one more class each, and made by reflection.

    private int Hash(TKey key) => byIdentity ? RuntimeHelpers.GetHashCode(key) : comparer == null ? key.GetHashCode() : comparer.GetHashCode(key);

    private bool Same(TKey a, TKey b)
    {
        if (comparer != null) return comparer.Equals(a, b);
        if (!typeof(TKey).IsValueType) return ReferenceEquals(a, b) || !byIdentity && a.Equals(b);
        if (typeof(TKey) == typeof(int)) return (int)(object)a == (int)(object)b;
        if (typeof(TKey) == typeof(long)) return (long)(object)a == (long)(object)b;
        if (typeof(TKey) == typeof(ulong)) return (ulong)(object)a == (ulong)(object)b;
        return EqualityComparer<TKey>.Default.Equals(a, b);
    }

    private int Find(TKey key, int hash)
    {
        if (heads == null) return 0;
        int n = heads[Chain(hash)];
        while (n > 0)
        {
            ref var e = ref entries![n - 1];
            if (e.Hash == hash && Same(e.Key, key)) break;
            n = e.Next;
        }
        return n;
    }

    private int Append(TKey key, int hash)
    {
        int n = free;
        if (n > 0)
        {
            free = -1 - entries![n - 1].Next;
            freeCount--;
        }
        else
        {
            if (heads == null) (heads, entries) = (new int[Smallest], new Entry[Smallest]);
            else if (used == entries!.Length) Grow();
            n = ++used;
        }
        ref int head = ref heads![Chain(hash)];
        entries![n - 1] = new Entry { Key = key, Value = default!, Hash = hash, Next = head };
        head = n;
        return n;
    }

    private void Grow()
    {
        var larger = new Entry[used * 2];
        Array.Copy(entries!, larger, used);
        entries = larger;
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
    private int Chain(int hash) => (int)((uint)hash * 0x9E3779B1u >> (BitOperations.LeadingZeroCount((uint)heads!.Length) + 1));

    public struct Enumerator(Dictionary<TKey, TValue> table)
    {
        private int at;

        public bool MoveNext()
        {
            while (at < table.used)
                if (table.entries![at++].Next >= 0) return true;
            return false;
        }

        public readonly KeyValuePair<TKey, TValue> Current => new(table.entries![at - 1].Key, table.entries[at - 1].Value);
    }
}

using System.Collections;

namespace TieredPy.Tiers;

/// <summary>
/// A table, as the framework's of the same name, whose place it takes in all of Tiers for the reason that <see cref="List{T}"/> gives: with that one come ten classes more for each pair of types. It goes
/// round in the order in which keys were added, as long as none is removed; keys may be removed while it does. Tables that every compilation makes by keys that are structs of ours are a
/// <see cref="KeyMap{TKey, TValue}"/>.
/// </summary>
internal sealed class Dictionary<TKey, TValue> : IEnumerable<KeyValuePair<TKey, TValue>> where TKey : notnull
{
    private HashChains chains;

    // By number of the entry, from 1. Null until something is added.
    private TKey[]? keys;
    private TValue[]? values;
    private readonly bool byIdentity;
    private readonly IEqualityComparer<TKey>? comparer;

    public Dictionary()
    {
    }

    /// <summary>A table in which each object is a key of its own, whatever it says to equal.</summary>
    public Dictionary(ReferenceEqualityComparer _) => byIdentity = true;

    public Dictionary(IEqualityComparer<TKey> comparer) => this.comparer = comparer;

    /// <summary>With what another one has.</summary>
    public Dictionary(Dictionary<TKey, TValue> other)
    {
        (byIdentity, comparer, chains) = (other.byIdentity, other.comparer, other.chains.Copy());
        (keys, values) = ((TKey[]?)other.keys?.Clone(), (TValue[]?)other.values?.Clone());
    }

    public int Count => chains.Count;

    public TValue this[TKey key]
    {
        get => Find(key, Hash(key)) is > 0 and var n ? values![n - 1] : throw new KeyNotFoundException();
        set => Place(key, out _) = value;
    }

    /// <summary>Where the key's value is, which is added, with a value of zeros, when it isn't there. Good until the next one is added.</summary>
    public ref TValue Place(TKey key, out bool known)
    {
        int hash = Hash(key), n = Find(key, hash);
        known = n > 0;
        if (n == 0) n = Append(key, hash);
        return ref values![n - 1];
    }

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        int n = Find(key, Hash(key));
        value = n > 0 ? values![n - 1] : default;
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
        int n = Find(key, Hash(key));
        value = default;
        if (n == 0) return false;
        value = values![n - 1];
        chains.Remove(n);
        keys![n - 1] = default!;
        values[n - 1] = default!;
        return true;
    }

    public void Clear()
    {
        if (keys == null) return;
        chains.Clear();
        Array.Clear(keys);
        Array.Clear(values!);
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
        int n = chains.First(hash);
        while (n > 0 && !Same(keys![n - 1], key)) n = chains.After(n, hash);
        return n;
    }

    private int Append(TKey key, int hash)
    {
        int n = chains.Add(hash);
        if (n > (keys?.Length ?? 0))
        {
            Array.Resize(ref keys, chains.Capacity);
            Array.Resize(ref values, chains.Capacity);
        }
        keys![n - 1] = key;
        values![n - 1] = default!;
        return n;
    }

    public struct Enumerator(Dictionary<TKey, TValue> table)
    {
        private int at;

        public bool MoveNext()
        {
            while (at < table.chains.Used)
                if (table.chains.Has(++at)) return true;
            return false;
        }

        public readonly KeyValuePair<TKey, TValue> Current => new(table.keys![at - 1], table.values![at - 1]);
    }
}

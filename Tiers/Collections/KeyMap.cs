namespace TieredPy.Tiers;

/// <summary>
/// A table by keys of types of ours. The framework's asks for its own comparer of the key's type, even where it is given one, and that is made by reflection: its code is left
/// to be compiled at run time, in each process anew, before the first region. This one's is compiled ahead. It goes round in the order in which keys were added, as long as
/// none is removed; keys may be removed while it does.
/// </summary>
internal sealed class KeyMap<TKey, TValue> where TKey : struct, IEquatable<TKey>
{
    private HashChains chains;

    // By number of the entry, from 1. Null until something is added.
    private TKey[]? keys;
    private TValue[]? values;

    public KeyMap()
    {
    }

    /// <summary>With what another one has.</summary>
    public KeyMap(KeyMap<TKey, TValue> other)
    {
        chains = other.chains.Copy();
        (keys, values) = ((TKey[]?)other.keys?.Clone(), (TValue[]?)other.values?.Clone());
    }

    public int Count => chains.Count;

    public TValue this[TKey key]
    {
        set
        {
            int hash = key.GetHashCode(), n = Find(key, hash);
            if (n == 0) n = Add(key, hash);
            values![n - 1] = value;
        }
    }

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        int n = Find(key, key.GetHashCode());
        value = n > 0 ? values![n - 1] : default;
        return n > 0;
    }

    public TValue? GetValueOrDefault(TKey key) => TryGetValue(key, out var value) ? value : default;

    public bool ContainsKey(TKey key) => Find(key, key.GetHashCode()) > 0;

    public void Remove(TKey key)
    {
        int n = Find(key, key.GetHashCode());
        if (n == 0) return;
        chains.Remove(n);
        keys![n - 1] = default;
        values![n - 1] = default!;
    }

    public void Clear()
    {
        if (keys == null) return;
        chains.Clear();
        Array.Clear(keys);
        Array.Clear(values!);
    }

    public Enumerator GetEnumerator() => new(this);

    private int Find(TKey key, int hash)
    {
        int n = chains.First(hash);
        while (n > 0 && !keys![n - 1].Equals(key)) n = chains.After(n, hash);
        return n;
    }

    private int Add(TKey key, int hash)
    {
        int n = chains.Add(hash);
        if (n > (keys?.Length ?? 0))
        {
            Array.Resize(ref keys, chains.Capacity);
            Array.Resize(ref values, chains.Capacity);
        }
        keys![n - 1] = key;
        return n;
    }

    public struct Enumerator(KeyMap<TKey, TValue> map)
    {
        private int at;

        public bool MoveNext()
        {
            while (at < map.chains.Used)
                if (map.chains.Has(++at)) return true;
            return false;
        }

        public readonly Pair Current => new(map.keys![at - 1], map.values![at - 1]);
    }

    public readonly record struct Pair(TKey Key, TValue Value);
}

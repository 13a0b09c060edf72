using System.Collections;

namespace TieredPy.Tiers;

/// <summary>A set, as the framework's of the same name, whose place it takes in all of Tiers for the reason that <see cref="List{T}"/> gives; in the order of <see cref="Dictionary{TKey, TValue}"/>.</summary>
internal sealed class HashSet<T> : IEnumerable<T> where T : notnull
{
    private readonly Dictionary<T, bool> items;

    public HashSet() => items = new();

    /// <summary>A set in which each object is one of its own, whatever it says to equal.</summary>
    public HashSet(ReferenceEqualityComparer byIdentity) => items = new(byIdentity);

    public HashSet(IEqualityComparer<T> comparer) => items = new(comparer);

    public HashSet(IEnumerable<T> items) : this() => UnionWith(items);

    public HashSet(IEnumerable<T> items, ReferenceEqualityComparer byIdentity) : this(byIdentity) => UnionWith(items);

    public int Count => items.Count;

    /// <summary>False where it is there already.</summary>
    public bool Add(T item) => items.TryAdd(item, true);

    public bool Contains(T item) => items.ContainsKey(item);

    public bool Remove(T item) => items.Remove(item);

    public void Clear() => items.Clear();

    public void UnionWith(IEnumerable<T> more)
    {
        foreach (var item in more) Add(item);
    }

    public void ExceptWith(IEnumerable<T> others)
    {
        foreach (var item in others) Remove(item);
    }

    /// <summary>Keeps what another one has too.</summary>
    public void IntersectWith(HashSet<T> other)
    {
        foreach (var item in this)
            if (!other.Contains(item))
                Remove(item);
    }

    public Enumerator GetEnumerator() => new(items.GetEnumerator());

    IEnumerator<T> IEnumerable<T>.GetEnumerator()
    {
        foreach (var item in this) yield return item;
    }

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<T>)this).GetEnumerator();

    public struct Enumerator(Dictionary<T, bool>.Enumerator pairs)
    {
        private Dictionary<T, bool>.Enumerator pairs = pairs;

        public bool MoveNext() => pairs.MoveNext();

        public readonly T Current => pairs.Current.Key;
    }
}

namespace TieredPy.Tiers.Ir;

/// <summary>
/// What is known of the nodes of one region, found by their numbers. Quicker than a dictionary where most nodes are in it; memory grows with the highest number.
/// </summary>
/// <param name="count">Room for nodes whose numbers are below this, from the beginning.</param>
internal sealed class NodeMap<T>(int count = 0)
{
    private Node?[] keys = new Node?[count];
    private T[] items = new T[count];

    public int Count { get; private set; }

    public T this[Node n]
    {
        get => TryGetValue(n, out var item) ? item : throw new KeyNotFoundException($"nothing is known of {n}");
        set
        {
            int id = n.Id;
            if (id >= keys.Length) Grow(id);
            if (keys[id] == null) Count++;
            keys[id] = n;
            items[id] = value;
        }
    }

    public bool ContainsKey(Node n) => n.Id < keys.Length && keys[n.Id] != null;

    public bool TryGetValue(Node n, [MaybeNullWhen(false)] out T item)
    {
        if (ContainsKey(n))
        {
            item = items[n.Id];
            return true;
        }
        item = default;
        return false;
    }

    public T? GetValueOrDefault(Node n) => ContainsKey(n) ? items[n.Id] : default;

    /// <summary>The nodes that something is known of, and what that is, by their numbers.</summary>
    public IEnumerable<(Node Node, T Item)> Entries()
    {
        for (int id = 0; id < keys.Length; id++)
            if (keys[id] is { } n) yield return (n, items[id]);
    }

    private void Grow(int id)
    {
        int length = Math.Max(id + 1, 2 * Math.Max(keys.Length, 64));
        Array.Resize(ref keys, length);
        Array.Resize(ref items, length);
    }
}

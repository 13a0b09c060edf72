namespace TieredPy.Tiers.Ir;

/// <summary>A set of nodes of one region: a bit for each number.</summary>
internal sealed class NodeSet
{
    private ulong[] bits = new ulong[16];

    public bool Contains(Node n)
    {
        int word = n.Id >> 6;
        return word < bits.Length && (bits[word] >> n.Id & 1) != 0;
    }

    /// <summary>Adds a node; false when it is in the set already.</summary>
    public bool Add(Node n)
    {
        int word = n.Id >> 6;
        if (word >= bits.Length) Array.Resize(ref bits, Math.Max(word + 1, 2 * bits.Length));
        ulong bit = 1UL << n.Id;
        if ((bits[word] & bit) != 0) return false;
        bits[word] |= bit;
        return true;
    }

    public void AddAll(ReadOnlySpan<Node> nodes)
    {
        foreach (var n in nodes) Add(n);
    }
}

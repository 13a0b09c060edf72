using System.Collections;

namespace TieredPy.Tiers.Ir;

/// <summary>
/// Walks the values of an exit: of its frames from outside in, then of its writes, and then what the virtual objects among them contain, each object once.
/// A foreach over it allocates nothing, but for exits with virtual objects.
/// </summary>
internal struct SnapshotValues(Snapshot snapshot, bool opensVirtuals) : IEnumerable<Node>, IEnumerator<Node>
{
    private readonly Snapshot snapshot = snapshot;
    private RegisterValue[] registers = [];
    private int frame, register, write, opened, content;
    private List<Node>? virtuals;

    public Node Current { get; private set; } = null!;

    readonly object IEnumerator.Current => Current;

    public readonly SnapshotValues GetEnumerator() => this;

    readonly IEnumerator<Node> IEnumerable<Node>.GetEnumerator() => this;

    readonly IEnumerator IEnumerable.GetEnumerator() => this;

    public bool MoveNext()
    {
        while (true)
        {
            while (register < registers.Length)
                if (registers[register++].Value is { } v && Give(v)) return true;
            if (frame == snapshot.Frames.Length) break;
            var f = snapshot.Frames[frame++];
            (registers, register) = (f.Registers, 0);
            if ((f.Generator ?? f.Function) is { } called && Give(called)) return true;
        }
        while (write < 2 * snapshot.Writes.Length)
        {
            var w = snapshot.Writes[write >> 1];
            if (Give((write++ & 1) == 0 ? w.Object : w.Value)) return true;
        }
        for (; opened < virtuals?.Count; opened++, content = 0)
            while (content < virtuals[opened].Args.Length)
                if (Give(virtuals[opened].Args[content++])) return true;
        return false;
    }

    private bool Give(Node n)
    {
        Current = n;
        if (!opensVirtuals || n.Op != IrOp.Virtual) return true;
        if (!(virtuals ??= []).Contains(n)) virtuals.Add(n);
        return false;
    }

    /// <summary>How many values there are; one that is there several times counts as often.</summary>
    public readonly int Count()
    {
        int count = 0;
        foreach (var _ in this) count++;
        return count;
    }

    /// <summary>Whether a condition holds for one of the values.</summary>
    public readonly bool Any(Func<Node, bool> condition)
    {
        foreach (var n in this)
            if (condition(n)) return true;
        return false;
    }

    public readonly void Reset() => throw new NotSupportedException();

    public readonly void Dispose()
    {
    }
}

using System.Collections;

namespace TieredPy.Tiers.Ir;

/// <summary>The edges that leave a block, at most two. A foreach over them allocates nothing.</summary>
internal struct BlockEdges(Edge? then, Edge? other) : IEnumerable<Edge>, IEnumerator<Edge>
{
    private readonly Edge? first = then ?? other, second = then == null ? null : other;
    private int given;

    public readonly Edge Current => given == 1 ? first! : second!;

    readonly object IEnumerator.Current => Current;

    public readonly BlockEdges GetEnumerator() => this;

    readonly IEnumerator<Edge> IEnumerable<Edge>.GetEnumerator() => this;

    readonly IEnumerator IEnumerable.GetEnumerator() => this;

    public bool MoveNext() => ++given <= 2 && (given == 1 ? first : second) != null;

    public readonly void Reset() => throw new NotSupportedException();

    public readonly void Dispose()
    {
    }
}

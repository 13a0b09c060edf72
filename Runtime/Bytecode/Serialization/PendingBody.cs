namespace TieredPy.Runtime.Bytecode;

/// <summary>The body of a code object in cached code: a place in its bytes.</summary>
internal sealed class PendingBody(byte[] bytes, CachedStrings strings, int at)
{
    public CodeReader Reader() => new(bytes, strings, at);

    public CodeReader ReaderAt(int place) => new(bytes, strings, place);
}

/// <summary>The positions of the instructions of cached code: a place in its bytes.</summary>
internal sealed class PendingPositions(PendingBody body, int at)
{
    public Position[] Read(int count, int firstLine) => body.ReaderAt(at).Positions(count, firstLine);
}

/// <summary>The strings of cached code, each made when it is first asked for.</summary>
internal sealed class CachedStrings(byte[] bytes, int[] places)
{
    private readonly PyStr?[] made = new PyStr?[places.Length];

    public PyStr this[int i] => Volatile.Read(ref made[i]) ?? Make(i);

    private PyStr Make(int i)
    {
        var s = new CodeReader(bytes, this, places[i]).StringData();
        return Interlocked.CompareExchange(ref made[i], s, null) ?? s;
    }
}

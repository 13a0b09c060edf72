namespace TieredPy.Runtime.Modules.Json;

/// <summary>The containers that are being written, outermost first: one in itself is an error.</summary>
internal sealed class OpenContainers
{
    /// <summary>So many are looked through; a set has them where there are more.</summary>
    private const int MaxSearched = 32;

    private readonly List<PyObject> open = [];
    private HashSet<PyObject>? all;

    /// <summary>False when the container is being written already.</summary>
    public bool TryAdd(PyObject o)
    {
        if (open.Count < MaxSearched)
        {
            foreach (var other in open)
                if (ReferenceEquals(other, o)) return false;
        }
        else
        {
            all ??= new HashSet<PyObject>(open, ReferenceEqualityComparer.Instance);
            if (!all.Add(o)) return false;
        }
        open.Add(o);
        return true;
    }

    public void RemoveLast()
    {
        all?.Remove(open[^1]);
        open.RemoveAt(open.Count - 1);
        if (open.Count < MaxSearched) all = null;
    }
}

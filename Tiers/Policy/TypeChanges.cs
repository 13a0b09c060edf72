using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Policy;

/// <summary>When classes changed last, so that what was built meanwhile on another thread can be told to rely on former states of them.</summary>
internal sealed class TypeChanges
{
    private readonly ConditionalWeakTable<PyType, StrongBox<int>> last = [];
    private int count;

    /// <summary>Changes so far, of any class.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>The class changed: what is read of it from now on is new.</summary>
    public void Note(PyType type)
    {
        var box = last.GetOrCreateValue(type);
        Volatile.Write(ref box.Value, Interlocked.Increment(ref count));
    }

    /// <summary>Whether one of the classes changed after so many changes.</summary>
    public bool AnySince(int before, IEnumerable<PyType> types)
    {
        foreach (var t in types)
            if (last.TryGetValue(t, out var at) && Volatile.Read(ref at.Value) - before > 0) return true;
        return false;
    }
}

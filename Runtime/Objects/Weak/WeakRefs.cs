namespace TieredPy.Runtime.Objects;

/// <summary>The weak references to each object.</summary>
internal static class WeakRefs
{
    private static readonly ConditionalWeakTable<PyObject, Referrers> Table = [];

    /// <summary>Registers a reference with its referent.</summary>
    public static void Add(PyObject referent, PyWeakRefBase reference)
    {
        var list = Table.GetValue(referent, static _ => new Referrers());
        lock (list) list.Add(reference);
    }

    /// <summary>The live references to an object: the reusable ones without callback, then the others, newest first.</summary>
    public static List<PyWeakRefBase> Of(PyObject referent)
    {
        if (!Table.TryGetValue(referent, out var list)) return [];
        lock (list)
        {
            var live = list.Live();
            live.Reverse();
            return [.. live.OrderBy(r => !r.Callback.IsNone ? 2 : r.Type == PyWeakRef.TypeObject ? 0 : r.Type == PyWeakProxy.TypeObject || r.Type == PyCallableWeakProxy.TypeObject ? 1 : 2)];
        }
    }

    /// <summary>A reference to the object, or null.</summary>
    public static PyWeakRefBase? First(PyObject referent) => Of(referent) is { Count: > 0 } l ? l[0] : null;

    /// <summary>The reusable reference or proxy of an exact type without callback, or null.</summary>
    public static PyWeakRefBase? Shared(PyObject referent, PyType type)
    {
        if (!Table.TryGetValue(referent, out var list)) return null;
        lock (list)
        {
            foreach (var r in list.Live())
                if (r.Type == type && r.Callback.IsNone) return r;
        }
        return null;
    }

    /// <summary>Refuses objects of types that don't support weak references.</summary>
    public static PyObject Check(Value v)
    {
        if (v.Ref == null || v.IsFloat || !v.Type.Has(TypeFlags.Weakrefable)) throw Err.TypeError($"cannot create weak reference to '{Ops.TypeName(v)}' object");
        return v.Ref;
    }

    /// <summary>
    /// Dies with its referent: then the callbacks of the references that still live are due. Holds bare handles, since WeakReference objects
    /// may be finalized before it.
    /// </summary>
    private sealed class Referrers
    {
        private readonly List<GCHandle> handles = [];

        public void Add(PyWeakRefBase r)
        {
            handles.RemoveAll(h =>
            {
                if (h.Target != null) return false;
                h.Free();
                return true;
            });
            handles.Add(GCHandle.Alloc(r, GCHandleType.Weak));
        }

        public List<PyWeakRefBase> Live()
        {
            var live = new List<PyWeakRefBase>();
            foreach (var h in handles)
                if (h.Target is PyWeakRefBase r) live.Add(r);
            return live;
        }

        ~Referrers()
        {
            // The newest reference is told first.
            for (int i = handles.Count - 1; i >= 0; i--)
            {
                if (handles[i].Target is PyWeakRefBase r && r.TakeCallback() is { IsNone: false } callback)
                    FinalizerQueue.Enqueue(new WeakCallback(r, callback));
                handles[i].Free();
            }
        }
    }
}

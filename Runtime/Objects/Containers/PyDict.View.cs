namespace TieredPy.Runtime.Objects;

/// <content>
/// A dict that is the <c>__dict__</c> of an instance whose attributes stay in its slots: each entry's value is a <see cref="SlotCell"/> that says
/// where the attribute is. Adding keys adds attributes; attributes added on the instance are noticed when the dict is next looked at.
/// Removing a key ends it: the values move into the dict, and the instance refers to it from then on.
/// </content>
public partial class PyDict
{
    /// <summary>The instance whose attributes a dict shows, and the shape up to which it has entries for them. It stands behind the dict's entries.</summary>
    private sealed class Viewed(PyObject instance, Shape shape) : PyObject(PyObject.TypeObject.RootShape)
    {
        public readonly PyObject Instance = instance;
        public Shape Seen = shape;
    }

    /// <summary>True while attributes of an instance are this dict's entries.</summary>
    internal bool IsView => live < 0;

    private Viewed? View => live < 0 && entries is { Length: > 0 } e ? e[^1].Value as Viewed : null;

    private int CountView()
    {
        Sync();
        int n = live;
        return n < 0 ? ~n : n;
    }

    /// <summary>The <c>__dict__</c> of an instance, which must not be in dict mode.</summary>
    internal static PyDict ViewOf(PyObject instance)
    {
        var d = new PyDict();
        d.entries = new DictEntry[5];
        d.entries[^1].Value = new Viewed(instance, instance.Shape.Type.RootShape);
        d.live = ~0;
        return d;
    }

    /// <summary>Where an attribute of an instance is; a dict entry's value in its place.</summary>
    internal sealed class SlotCell(PyObject owner, int slot) : PyObject(PyObject.TypeObject.RootShape)
    {
        public Value Value
        {
            get => HeapSlot.Load(owner.SlotRef(slot));
            set => InstanceAttributes.StoreSlot(owner, slot, value);
        }
    }

    /// <summary>Adds entries for the attributes that the instance got since the last look.</summary>
    private void Sync()
    {
        var view = View;
        if (view == null || ReferenceEquals(view.Instance.Shape, view.Seen)) return;
        var instance = view.Instance;
        bool locked = PyThread.MultiThreaded && gate.Enter();
        try
        {
            var shape = instance.Shape;
            if (View != view || shape.DictMode || ReferenceEquals(shape, view.Seen)) return;
            var added = new List<(PyStr Name, int Slot)>();
            for (var s = shape; s.Parent != null && !ReferenceEquals(s, view.Seen); s = s.Parent)
                if (s.Name != null) added.Add((s.Name, s.Count - 1));
            view.Seen = shape;
            for (int i = added.Count - 1; i >= 0; i--)
            {
                if (PyThread.MultiThreaded) InstanceAttributes.AwaitSlot(instance, added[i].Slot);
                InsertEntry(added[i].Name, added[i].Name.Hash(), new SlotCell(instance, added[i].Slot));
            }
        }
        finally
        {
            if (locked) gate.Exit();
        }
    }

    /// <summary>A lookup that found nothing, in a dict that may have to look at its instance again.</summary>
    private Value RetryStr(PyStr key, long hash)
    {
        Sync();
        int i = DictIndex.FindStr(entries, index, used, key, hash);
        if (i >= 0) return Load(entries[i].Value);
        return i == DictIndex.NotFound ? Value.Missing : TryGetGeneral(new Value(key), hash);
    }

    /// <summary>Adds a key to the instance; false when that can't be an attribute of it, and the dict has left the instance's slots.</summary>
    private bool InsertAttribute(Value key, PyObject value)
    {
        if (key.Ref != null && key.Ref.GetType() == typeof(PyStr) && InstanceAttributes.TrySetInSlot(View!.Instance, Unsafe.As<PyStr>(key.Ref), Load(value)))
        {
            Sync();
            return true;
        }
        LeaveSlots(true);
        return false;
    }

    /// <summary>
    /// Takes the values out of the instance's slots; with <paramref name="keep"/> the instance keeps its attributes in this dict. Beside other threads,
    /// which may be about to store into the slots, the values stay there, but the slots are then this dict's alone.
    /// </summary>
    internal void LeaveSlots(bool keep)
    {
        bool locked = PyThread.MultiThreaded && gate.Enter();
        try
        {
            while (View is { } view)
            {
                Sync();
                var instance = view.Instance;
                var shape = view.Seen;
                if (!PyThread.MultiThreaded)
                    foreach (ref var e in entries.AsSpan(0, Math.Min(used, entries.Length))) e.Value = Detach(e.Value);
                if (keep && !instance.Shape.DictMode && !InstanceAttributes.EnterDictMode(instance, shape, this)) continue;
                live = ~live;
                entries[^1] = default;
            }
        }
        finally
        {
            if (locked) gate.Exit();
        }
    }
}

namespace TieredPy.Runtime.Objects;

/// <summary>The attributes that instances own: in slots laid out by their shape, or in a dict once that was asked for or needed.</summary>
internal static unsafe class InstanceAttributes
{
    /// <summary>The attribute; Missing when the instance has none of the name.</summary>
    public static Value Get(PyObject o, PyStr name)
    {
        var shape = o.Shape;
        if (shape.DictMode) return ((PyDict)o.SlotRef(shape.Reserved)!).TryGet(name);
        int i = shape.IndexOf(name);
        return i < 0 ? Value.Missing : HeapSlot.Load(o.SlotRef(i));
    }

    public static void Set(PyObject o, PyStr name, Value value)
    {
        if (!PyThread.MultiThreaded)
        {
            SetCore(o, name, value);
            return;
        }
        lock (o) SetCore(o, name, value);
    }

    private static void SetCore(PyObject o, PyStr name, Value value)
    {
        var shape = o.Shape;
        if (!shape.DictMode)
        {
            int i = shape.IndexOf(name);
            if (i >= 0)
            {
                HeapSlot.Store(ref o.SlotRef(i), value);
                return;
            }
            if (Add(o, shape, name, value)) return;
        }
        OwnDict(o).Set(new Value(name), value);
    }

    private static bool Add(PyObject o, Shape shape, PyStr name, Value value)
    {
        if (shape.Count >= Shape.MaxAttributes || !name.IsExact) return false;
        var next = shape.With(name);
        ref var slot = ref o.SlotRef(next.Count - 1);
        slot = null;
        HeapSlot.Store(ref slot, value);
        o.Shape = next;
        return true;
    }

    /// <summary>Adds an attribute that the instance doesn't have; false when it can't be in a slot.</summary>
    internal static bool TryAdd(PyObject o, PyStr name, Value value)
    {
        lock (o) return !o.Shape.DictMode && Add(o, o.Shape, name, value);
    }

    /// <summary>Deletes an attribute; false when there is none.</summary>
    public static bool Delete(PyObject o, PyStr name)
    {
        var shape = o.Shape;
        if (shape.DictMode) return ((PyDict)o.SlotRef(shape.Reserved)!).Remove(name);
        int i = shape.IndexOf(name);
        if (i < 0) return false;
        // The attribute added last is taken back; any other deletion would leave a hole.
        if (i == shape.Count - 1 && shape.ViewSlot < 0)
        {
            o.Shape = shape.Parent!;
            o.SlotRef(i) = null;
            return true;
        }
        return OwnDict(o).Remove(name);
    }

    /// <summary>The attributes as a new dict; null when there are none.</summary>
    public static PyDict? Snapshot(PyObject o)
    {
        var shape = o.Shape;
        if (shape.DictMode) return ((PyDict)o.SlotRef(shape.Reserved)!) is { Count: > 0 } d ? d.Copy() : null;
        if (shape.Count - (shape.ViewSlot < 0 ? 0 : 1) == shape.Reserved) return null;
        var copy = new PyDict();
        foreach (var name in shape.Names()) copy.Set(name, Get(o, name));
        return copy;
    }

    /// <summary>The instance's <c>__dict__</c>. The attributes stay in their slots, which it reads and writes, until one is deleted.</summary>
    public static PyDict Dict(PyObject o)
    {
        var shape = o.Shape;
        if (shape.DictMode) return (PyDict)o.SlotRef(shape.Reserved)!;
        if (shape.ViewSlot >= 0) return (PyDict)o.SlotRef(shape.ViewSlot)!;
        lock (o)
        {
            shape = o.Shape;
            if (shape.DictMode || shape.ViewSlot >= 0) return (PyDict)o.SlotRef(shape.DictMode ? shape.Reserved : shape.ViewSlot)!;
            var view = PyDict.ViewOf(o);
            o.SlotRef(shape.Count) = view;
            o.Shape = shape.WithView();
            return view;
        }
    }

    // The dict with the attributes themselves, which from now on are no longer in slots.
    private static PyDict OwnDict(PyObject o)
    {
        var d = Dict(o);
        d.LeaveSlots(true);
        return d;
    }

    /// <summary>Makes a dict the instance's attributes.</summary>
    public static void SetDict(PyObject o, PyDict d)
    {
        // A dict that shows another instance's slots takes their values out first.
        d.LeaveSlots(true);
        var shape = o.Shape;
        if (shape.ViewSlot >= 0) ((PyDict)o.SlotRef(shape.ViewSlot)!).LeaveSlots(false);
        EnterDictMode(o, d);
    }

    /// <summary>From now on the instance's attributes are in this dict.</summary>
    internal static void EnterDictMode(PyObject o, PyDict d)
    {
        var shape = o.Shape;
        if (shape.DictMode)
        {
            o.SlotRef(shape.Reserved) = d;
            return;
        }
        int at = shape.ViewSlot >= 0 ? shape.ViewSlot : shape.Count;
        o.SlotRef(at) = d;
        o.Shape = shape.Type.DictShape(at);
        // Another thread may still be reading a slot of the shape it saw.
        if (PyThread.MultiThreaded) return;
        for (int i = shape.Reserved; i < shape.Count; i++)
            if (i != at) o.SlotRef(i) = null;
    }

    /// <summary>Moves an instance to another class of the same layout.</summary>
    public static void ChangeType(PyObject o, PyType to)
    {
        var shape = o.Shape;
        if (shape.DictMode)
        {
            o.Shape = to.DictShape(shape.Reserved);
            return;
        }
        if (shape.ViewSlot >= 0)
        {
            OwnDict(o);
            o.Shape = to.DictShape(o.Shape.Reserved);
            return;
        }
        var moved = to.RootShape;
        foreach (var name in shape.Names()) moved = moved.With(name);
        o.Shape = moved;
    }

    /// <summary>The <c>__dict__</c> entry of a class whose instances get a dict by it.</summary>
    public static PyGetSetDescriptor DictDescriptor(PyType type) =>
        new(type, "__dict__", &GetDict, &SetDictAttribute, "dictionary for instance variables");

    /// <summary>The <c>__weakref__</c> entry of a class whose instances become weakly referenceable by it.</summary>
    public static PyGetSetDescriptor WeakrefDescriptor(PyType type) =>
        new(type, "__weakref__", &GetWeakref, null, "list of weak references to the object");

    private static Value GetDict(Value self) => new(Dict(self.Ref!));

    private static void SetDictAttribute(Value self, Value value)
    {
        if (self.Ref is PyType or PyModule) throw Err.AttributeError($"attribute '__dict__' of '{self.Type.Name}' objects is not writable");
        if (value.IsMissing) SetDict(self.Ref!, new PyDict());
        else SetDict(self.Ref!, value.Ref as PyDict ?? throw Err.TypeError($"__dict__ must be set to a dictionary, not a '{Ops.TypeName(value)}'"));
    }

    private static Value GetWeakref(Value self) => WeakRefs.First(self.Ref!) is { } r ? new Value(r) : Value.None;
}

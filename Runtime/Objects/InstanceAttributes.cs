namespace TieredPy.Runtime.Objects;

/// <summary>The attributes that instances own: in slots laid out by their shape, or in a dict once that was asked for or needed.</summary>
internal static unsafe class InstanceAttributes
{
    // Beside other threads the hidden class changes by compare and exchange, and what belongs to it is stored after: a slot is one attribute's for the
    // instance's life, so a store by a thread that still has the former shape in mind does no harm.

    /// <summary>The attribute; Missing when the instance has none of the name.</summary>
    public static Value Get(PyObject o, PyStr name)
    {
        var shape = o.Shape;
        if (shape.DictMode) return DictAt(o, shape.Reserved).TryGet(name);
        int i = shape.IndexOf(name);
        return i < 0 ? Value.Missing : HeapSlot.Load(o.SlotRef(i));
    }

    /// <summary>As <see cref="Get"/>, without running Python code: <see cref="Tags.Done"/> where only that could tell.</summary>
    public static Value GetPlain(PyObject o, PyStr name)
    {
        if (!o.Shape.DictMode) return Get(o, name);
        var own = DictAt(o, o.Shape.Reserved).GetPlain(new Value(name), Value.Done);
        // The dict's answers the other way round: Missing is what it can't tell.
        return own.IsMissing ? Value.Done : own.IsDone ? Value.Missing : own;
    }

    /// <summary>As <see cref="Set"/>, without running Python code; false, and nothing was set, where that doesn't do.</summary>
    public static bool TrySetPlain(PyObject o, PyStr name, Value value)
    {
        if (o.Shape.DictMode) return DictAt(o, o.Shape.Reserved).TrySetPlain(new Value(name), value);
        Set(o, name, value);
        return true;
    }

    public static void Set(PyObject o, PyStr name, Value value)
    {
        while (true)
        {
            var shape = o.Shape;
            if (shape.DictMode)
            {
                DictAt(o, shape.Reserved).Set(new Value(name), value);
                return;
            }
            int i = shape.IndexOf(name);
            if (i >= 0)
            {
                StoreSlot(o, i, value);
                return;
            }
            if (!CanAdd(shape, name))
            {
                OwnDict(o).Set(new Value(name), value);
                return;
            }
            if (TryAdd(o, shape, shape.With(name), value)) return;
        }
    }

    /// <summary>Stores into an attribute's slot.</summary>
    internal static void StoreSlot(PyObject o, int i, Value value)
    {
        while (true)
        {
            ref var slot = ref o.SlotRef(i);
            HeapSlot.Store(ref slot, value);

            // The slots may have moved to a larger array meanwhile.
            if (!PyThread.MultiThreaded || Unsafe.AreSame(ref slot, ref o.SlotRef(i))) return;
        }
    }

    /// <summary>As <see cref="StoreSlot"/>, by the slot's place.</summary>
    internal static void StorePlace(PyInstance o, int place, Value value)
    {
        while (true)
        {
            ref var slot = ref o.At(place);
            HeapSlot.Store(ref slot, value);
            if (!PyThread.MultiThreaded || Unsafe.AreSame(ref slot, ref o.At(place))) return;
        }
    }

    /// <summary>Puts an object, or nothing, into a slot.</summary>
    internal static void PutSlot(PyObject o, int i, PyObject? content)
    {
        while (true)
        {
            ref var slot = ref o.SlotRef(i);
            slot = content;
            if (!PyThread.MultiThreaded || Unsafe.AreSame(ref slot, ref o.SlotRef(i))) return;
        }
    }

    private static bool CanAdd(Shape shape, PyStr name) => shape.Count < Shape.MaxAttributes && name.IsExact;

    /// <summary>Adds the last attribute of the shape <paramref name="next"/>; false when the instance no longer is of the shape before that.</summary>
    internal static bool TryAdd(PyObject o, Shape shape, Shape next, Value value)
    {
        int i = next.Count - 1;
        var stored = value.Ref == null ? HeapSlot.CellOf(value.Bits) : value.IsFloat ? new HeapSlot.FloatCell(value.AsFloat) : value.Ref;
        o.SlotRef(i);
        if (!Become(o, shape, next)) return false;
        PutSlot(o, i, stored);
        return true;
    }

    /// <summary>Sets an attribute for the instance's <c>__dict__</c>; false when it can't be in a slot.</summary>
    internal static bool TrySetInSlot(PyObject o, PyStr name, Value value)
    {
        while (true)
        {
            var shape = o.Shape;
            if (shape.DictMode) return false;
            int i = shape.IndexOf(name);
            if (i >= 0)
            {
                StoreSlot(o, i, value);
                return true;
            }
            if (!CanAdd(shape, name)) return false;
            if (TryAdd(o, shape, shape.With(name), value)) return true;
        }
    }

    private static bool Become(PyObject o, Shape from, Shape to)
    {
        if (PyThread.MultiThreaded) return ReferenceEquals(Interlocked.CompareExchange(ref o.Shape, to, from), from);
        o.Shape = to;
        return true;
    }

    /// <summary>The dict that a shape says is in a slot; another thread may be about to put it there.</summary>
    private static PyDict DictAt(PyObject o, int slot)
    {
        if (o.SlotRef(slot) is { } there) return (PyDict)there;
        AwaitSlot(o, slot);
        return (PyDict)o.SlotRef(slot)!;
    }

    /// <summary>Waits until the thread that gave the instance its shape has filled a slot of it.</summary>
    internal static void AwaitSlot(PyObject o, int slot)
    {
        var spin = new SpinWait();
        while (Volatile.Read(ref o.SlotRef(slot)) == null) spin.SpinOnce();
    }

    /// <summary>Deletes an attribute; false when there is none.</summary>
    public static bool Delete(PyObject o, PyStr name)
    {
        var shape = o.Shape;
        if (shape.DictMode) return DictAt(o, shape.Reserved).Remove(name);
        int i = shape.IndexOf(name);
        if (i < 0) return false;
        if (shape.ViewSlot < 0 && !PyThread.MultiThreaded && shape.Without(i) is { } left)
        {
            RemoveSlot(o, i, left);
            return true;
        }
        return OwnDict(o).Remove(name);
    }

    /// <summary>Takes an attribute out of its slot, which gives the instance the shape that has it not. Not beside other threads.</summary>
    internal static void RemoveSlot(PyObject o, long slot, Shape left)
    {
        // Those behind it move up.
        for (int k = (int)slot; k < left.Count; k++) o.SlotRef(k) = o.SlotRef(k + 1);
        o.SlotRef(left.Count) = null;
        o.Shape = left;
    }

    /// <summary>The attributes as a new dict; null when there are none.</summary>
    public static PyDict? Snapshot(PyObject o)
    {
        var shape = o.Shape;
        if (shape.DictMode) return DictAt(o, shape.Reserved) is { Count: > 0 } d ? d.Copy() : null;
        if (shape.Count - (shape.ViewSlot < 0 ? 0 : 1) == shape.Reserved) return null;
        var copy = new PyDict();
        foreach (var name in shape.Names())
            if (Get(o, name) is { IsMissing: false } v) copy.Set(name, v);
        return copy;
    }

    /// <summary>The instance's <c>__dict__</c>. The attributes stay in their slots, which it reads and writes, until one is deleted.</summary>
    public static PyDict Dict(PyObject o)
    {
        PyDict? view = null;
        while (true)
        {
            var shape = o.Shape;
            if (shape.DictMode) return DictAt(o, shape.Reserved);
            if (shape.ViewSlot >= 0) return DictAt(o, shape.ViewSlot);
            view ??= PyDict.ViewOf(o);
            o.SlotRef(shape.Count);
            if (!Become(o, shape, shape.WithView())) continue;
            PutSlot(o, shape.Count, view);
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
        while (true)
        {
            var shape = o.Shape;
            if (shape.ViewSlot >= 0) DictAt(o, shape.ViewSlot).LeaveSlots(false);
            if (EnterDictMode(o, shape, d)) return;
        }
    }

    /// <summary>From now on the attributes of the instance, which is of the shape given, are in this dict. False when it no longer is of that shape.</summary>
    internal static bool EnterDictMode(PyObject o, Shape shape, PyDict d)
    {
        if (shape.DictMode)
        {
            PutSlot(o, shape.Reserved, d);
            return true;
        }
        int at = shape.ViewSlot >= 0 ? shape.ViewSlot : shape.Count;
        o.SlotRef(at);
        if (!Become(o, shape, shape.Type.DictShape(at, shape.Inline))) return false;
        PutSlot(o, at, d);

        // The dict may still have its values in the slots (see PyDict.LeaveSlots), and other threads may still be reading them.
        if (PyThread.MultiThreaded) return true;
        for (int i = shape.Reserved; i < shape.Count; i++)
            if (i != at) o.SlotRef(i) = null;
        return true;
    }

    /// <summary>Moves an instance to another class of the same layout.</summary>
    public static void ChangeType(PyObject o, PyType to)
    {
        while (true)
        {
            var shape = o.Shape;
            Shape moved;
            if (shape.DictMode) moved = to.DictShape(shape.Reserved, shape.Inline);
            else if (shape.ViewSlot >= 0)
            {
                OwnDict(o);
                continue;
            }
            else
            {
                moved = to.RootOf(shape.Inline);
                foreach (var name in shape.Names()) moved = moved.With(name);
            }
            if (Become(o, shape, moved)) return;
        }
    }

    /// <summary>The <c>__dict__</c> entry of a class whose instances get a dict by it.</summary>
    public static PyGetSetDescriptor DictDescriptor(PyType type) =>
        new(type, "__dict__", &GetDict, type.IsHeap ? &SetDictAttribute : &ReplaceDict, "dictionary for instance variables") { IsInstanceDict = true };

    /// <summary>The <c>__weakref__</c> entry of a class whose instances become weakly referenceable by it.</summary>
    public static PyGetSetDescriptor WeakrefDescriptor(PyType type) =>
        new(type, "__weakref__", &GetWeakref, null, "list of weak references to the object");

    private static Value GetDict(Value self) => self.Ref is PyType type ? new Value(new PyMappingProxy(new Value(type.Dict))) : new Value(Dict(self.Ref!));

    // Built-in types do not let it be deleted.
    private static void ReplaceDict(Value self, Value value)
    {
        if (value.IsMissing) throw Err.TypeError("cannot delete __dict__");
        SetDictAttribute(self, value);
    }

    private static void SetDictAttribute(Value self, Value value)
    {
        if (self.Ref is PyType or PyModule) throw Err.AttributeError($"attribute '__dict__' of '{self.Type.FullName}' objects is not writable");
        if (value.IsMissing) SetDict(self.Ref!, new PyDict());
        else SetDict(self.Ref!, value.Ref as PyDict ?? throw Err.TypeError($"__dict__ must be set to a dictionary, not a '{Ops.TypeName(value)}'"));
    }

    private static Value GetWeakref(Value self) => WeakRefs.First(self.Ref!) is { } r ? new Value(r) : Value.None;
}

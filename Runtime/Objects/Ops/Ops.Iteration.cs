namespace TieredPy.Runtime.Objects;

/// <summary>Iteration.</summary>
public static partial class Ops
{
    /// <summary><c>iter(v)</c>.</summary>
    public static Value Iter(Value v)
    {
        if (v.Ref == null || v.IsFloat) throw Err.NotIterable(v);
        var type = v.Ref.Type;
        var d = type.FindSlot(Slot.Iter);
        if (d == PyType.NativeSlot) return Check(v.Ref.Iter());
        if (d is PyNone) throw Err.NotIterable(v);
        if (d == null)
        {
            if (v.Ref is PyDict || type.FindSlot(Slot.GetItem) is not { } g || g is PyNone) throw Err.NotIterable(v);
            return new Value(new PySequenceIterator(v));
        }
        var it = Check(CallSpecial(d, v));
        return it.Ref != null && it.Type.FindSlot(Slot.Next) != null ? it : throw Err.TypeError($"iter() returned non-iterator of type '{TypeName(it)}'");
    }

    /// <summary>The next item, or Done; throws on errors.</summary>
    public static Value Next(Value it) => Check(NextRaw(it));

    /// <summary>The next item, or Done; may return Error.</summary>
    public static Value NextRaw(Value it)
    {
        if (it.Ref == null || it.IsFloat) throw Err.NotAnIterator(it);
        var type = it.Ref.Type;
        if (!type.IsHeap) return it.Ref.Next();
        var d = type.FindSlot(Slot.Next);
        if (d == PyType.NativeSlot) return it.Ref.Next();
        if (d is null or PyNone) throw Err.NotAnIterator(it);
        Value r;
        try
        {
            r = CallSpecial(d, it);
        }
        catch (PyException e) when (e.Value is PyStopIteration s)
        {
            PyThread.Current.StopValue = s.Result;
            return Value.Done;
        }
        if (r.IsError)
        {
            var thread = PyThread.Current;
            if (thread.Pending is PyStopIteration s)
            {
                thread.Pending = null;
                thread.StopValue = s.Result;
                return Value.Done;
            }
        }
        return r;
    }

    /// <summary>As <see cref="Iter"/>, for walks that run no code of the program's own: other threads' changes of a built-in container don't reach them.</summary>
    internal static Value IterSettled(Value v) => Iter(PyThread.MultiThreaded && Sequences.Settled(v) is { } items ? new Value(new PyTuple(items)) : v);

    /// <summary>For <c>foreach</c> over any iterable.</summary>
    public static IterableValue Iterate(Value v) => new(v);

    /// <summary>What <see cref="Iterate"/> returns.</summary>
    public readonly struct IterableValue(Value v)
    {
        public Enumerator GetEnumerator() => new(IterSettled(v));
    }

    /// <summary>The enumerator of <see cref="Iterate"/>.</summary>
    public struct Enumerator(Value it)
    {
        public Value Current { get; private set; }

        public bool MoveNext()
        {
            Current = Next(it);
            return !Current.IsDone;
        }
    }

    /// <summary>A new list of an iterable's items.</summary>
    public static PyList ToList(Value v)
    {
        if (v.Ref is PyTuple t && !t.Type.IsHeap) return new PyList(t.AsSpan());
        if (v.Ref is PyList l && !l.Type.IsHeap) return new PyList(l.ToArray());
        if (v.Ref?.GetType() == typeof(PyDict) && Unsafe.As<PyDict>(v.Ref).IntKeys() is { } ints) return new PyList(ints, ints.Length);
        if (KeysAtOnce(v) is { } keys) return new PyList(keys);
        var result = new PyList(ReadOnlySpan<Value>.Empty);
        foreach (var x in Iterate(v)) result.Append(x);
        return result;
    }

    /// <summary>What a dict or set that is no subclass iterates over; null for other values.</summary>
    private static Value[]? KeysAtOnce(Value v)
    {
        var c = v.Ref?.GetType();
        return c == typeof(PyDict) ? Unsafe.As<PyDict>(v.Ref!).Keys() : c == typeof(PySet) || c == typeof(PyFrozenSet) ? Unsafe.As<PySetBase>(v.Ref!).ToArray() : null;
    }

    /// <summary>The tuple of an iterable's items (an exact tuple is returned as it is).</summary>
    public static PyTuple ToTuple(Value v)
    {
        if (v.Ref is PyTuple t && !t.Type.IsHeap) return t;
        if (v.Ref?.GetType() == typeof(PyGenerator)) return PyTuple.From(v);
        var items = ToArray(v);
        return items.Length == 0 ? PyTuple.Empty : new PyTuple(items);
    }

    /// <summary>The items of an iterable.</summary>
    public static Value[] ToArray(Value v)
    {
        if (v.Ref is PyTuple t && !t.Type.IsHeap) return t.AsSpan().ToArray();
        if (v.Ref is PyList l && !l.Type.IsHeap) return l.ToArray();
        if (KeysAtOnce(v) is { } keys) return keys;
        var items = new List<Value>();
        foreach (var x in Iterate(v)) items.Add(x);
        return [.. items];
    }
}

namespace TieredPy.Runtime.Objects;

/// <summary>The walk over a dict's entries that all its iterators share.</summary>
internal struct DictWalk(PyDict dict, bool backwards)
{
    private PyDict? dict = dict;
    private int position = backwards ? int.MaxValue : 0;
    private int size = dict.Count;
    private int left = dict.Count;

    /// <summary>The dict; null when the walk has ended.</summary>
    public readonly PyDict? Dict => dict;

    public readonly long Hint => dict == null || dict.Count != size ? 0 : left;

    /// <summary>
    /// Moves a walk forwards to the next entry where that takes no more than a look at it. Else a null reference, and nothing is done: <see cref="Move"/> knows
    /// about gaps, ends, changes and other threads.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref DictEntry Step()
    {
        if (dict is { } d && size > 0 && left > 0 && !PyThread.MultiThreaded)
        {
            ref var e = ref d.EntryAt(position, size);
            if (!Unsafe.IsNullRef(ref e))
            {
                position++;
                left--;
                return ref e;
            }
        }
        return ref Unsafe.NullRef<DictEntry>();
    }

    /// <summary>Moves to the next entry. False at the end or with an error pending, which <paramref name="end"/> then is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Move(out Value key, out PyObject value, out Value end)
    {
        var d = dict;
    again:
        if (d != null && d.Count == size)
        {
            uint version = d.KeysVersion;
            var entries = d.Entries(out int first, out int used);
            int i = position;
            if (!backwards)
            {
                if (i < first) i = first;
                while (i < used)
                {
                    if (!entries[i++].TryRead(out key, out value!, out _)) continue;
                    if (PyThread.MultiThreaded && version != Volatile.Read(ref d.keysVersion)) goto again;
                    if (left == 0) break;
                    left--;
                    position = i;
                    end = default;
                    return true;
                }
            }
            else
            {
                i = Math.Min(i, used) - 1;
                while (i >= first)
                {
                    if (!entries[i].TryRead(out key, out value!, out _))
                    {
                        i--;
                        continue;
                    }
                    if (PyThread.MultiThreaded && version != Volatile.Read(ref d.keysVersion)) goto again;
                    if (left == 0) break;
                    left--;
                    position = i;
                    end = default;
                    return true;
                }
            }
        }
        key = default;
        value = null!;
        end = Stop();
        return false;
    }

    /// <summary>Moves a walk forwards to the next key; Missing, with nothing done, where that isn't all. Not beside other threads.</summary>
    public Value TryKey()
    {
        if (dict is not { } d || left == 0 || d.Count != size || PyThread.MultiThreaded) return Value.Missing;
        var entries = d.Entries(out int first, out int used);
        for (int i = Math.Max(position, first); i < used; i++)
        {
            if (entries[i].Key == null) continue;
            position = i + 1;
            left--;
            return entries[i].KeyValue;
        }
        return Value.Missing;
    }

    private Value Stop()
    {
        var d = dict;
        if (d == null) return Value.Done;
        if (d.Count != size)
        {
            size = -1;
            return Err.Pend(Err.RuntimeError("dictionary changed size during iteration"));
        }
        dict = null;
        if (left == 0 && HasMore(d)) return Err.Pend(Err.RuntimeError("dictionary keys changed during iteration"));
        return Value.Done;
    }

    private readonly bool HasMore(PyDict d)
    {
        var entries = d.Entries(out int first, out int used);
        if (backwards) used = Math.Min(used, position);
        for (int i = backwards ? first : Math.Max(position, first); i < used; i++)
            if (entries[i].Key != null) return true;
        return false;
    }

    /// <summary>What is left, as a list, for pickling; the walk itself stays where it is.</summary>
    public readonly PyTuple Reduce(Func<Value, PyObject, Value> item)
    {
        var copy = this;
        var list = new PyList();
        while (copy.Move(out var k, out var v, out var end)) list.Append(item(k, v));
        return new PyTuple(IteratorPickle.Builtin("iter"), new Value(new PyTuple(new Value(list))));
    }
}

/// <summary>Iterator over a dict's keys.</summary>
[PyType("dict_keyiterator", NoConstructor = true, Subclassable = false)]
public sealed partial class PyDictKeyIterator : PyObject
{
    private DictWalk walk;

    internal PyDictKeyIterator(PyDict dict) : base(TypeObject.RootShape) => walk = new DictWalk(dict, false);

    public override Value Iter() => new(this);

    public override Value Next()
    {
        ref var e = ref walk.Step();
        if (!Unsafe.IsNullRef(ref e)) return e.KeyValue;
        return walk.Move(out var key, out _, out var end) ? key : end;
    }

    /// <summary>The next key, where that takes nothing else; Missing, with nothing done, where it does.</summary>
    internal Value TryNext() => walk.TryKey();

    [PyMethod("__length_hint__", Doc = "Private method returning an estimate of len(list(it)).")] private long LengthHint() => walk.Hint;

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")] private PyTuple Reduce() => walk.Reduce((k, _) => k);
}

/// <summary>Iterator over a dict's values.</summary>
[PyType("dict_valueiterator", NoConstructor = true, Subclassable = false)]
public sealed partial class PyDictValueIterator : PyObject
{
    private DictWalk walk;

    internal PyDictValueIterator(PyDict dict) : base(TypeObject.RootShape) => walk = new DictWalk(dict, false);

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (TryStep(out var next)) return next;
        return walk.Move(out _, out var value, out var end) ? PyDict.Load(value) : end;
    }

    /// <summary>The next value, where that is as simple as can be; else nothing is done.</summary>
    internal bool TryStep(out Value value)
    {
        ref var e = ref walk.Step();
        if (Unsafe.IsNullRef(ref e))
        {
            value = default;
            return false;
        }
        value = PyDict.Load(e.Value);
        return true;
    }

    [PyMethod("__length_hint__", Doc = "Private method returning an estimate of len(list(it)).")] private long LengthHint() => walk.Hint;

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")] private PyTuple Reduce() => walk.Reduce((_, v) => PyDict.Load(v));
}

/// <summary>Iterator over a dict's items.</summary>
[PyType("dict_itemiterator", NoConstructor = true, Subclassable = false)]
public sealed partial class PyDictItemIterator : PyObject
{
    private DictWalk walk;

    internal PyDictItemIterator(PyDict dict) : base(TypeObject.RootShape) => walk = new DictWalk(dict, false);

    public override Value Iter() => new(this);

    public override Value Next() =>
        NextPair(out var key, out var value, out var end) ? new Value(new PyTuple(key, value)) : end;

    /// <summary>The next pair without a tuple, for loops that unpack it; when false, <paramref name="end"/> is Done or Error.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool NextPair(out Value key, out Value value, out Value end)
    {
        if (TryStep(out key, out value))
        {
            end = default;
            return true;
        }
        if (walk.Move(out var k, out var v, out end))
        {
            key = k;
            value = PyDict.Load(v);
            return true;
        }
        key = value = default;
        return false;
    }

    /// <summary>The next pair where it is there without more ado (<see cref="DictWalk.Step"/>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryStep(out Value key, out Value value)
    {
        ref var e = ref walk.Step();
        if (Unsafe.IsNullRef(ref e))
        {
            key = value = default;
            return false;
        }
        key = e.KeyValue;
        value = PyDict.Load(e.Value);
        return true;
    }

    [PyMethod("__length_hint__", Doc = "Private method returning an estimate of len(list(it)).")] private long LengthHint() => walk.Hint;

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce() => walk.Reduce((k, v) => new Value(new PyTuple(k, PyDict.Load(v))));
}

/// <summary>Iterator over a dict's keys, last first.</summary>
[PyType("dict_reversekeyiterator", NoConstructor = true, Subclassable = false)]
public sealed partial class PyDictReverseKeyIterator : PyObject
{
    private DictWalk walk;

    internal PyDictReverseKeyIterator(PyDict dict) : base(TypeObject.RootShape) => walk = new DictWalk(dict, true);

    public override Value Iter() => new(this);

    public override Value Next() => walk.Move(out var key, out _, out var end) ? key : end;

    [PyMethod("__length_hint__", Doc = "Private method returning an estimate of len(list(it)).")] private long LengthHint() => walk.Hint;

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")] private PyTuple Reduce() => walk.Reduce((k, _) => k);
}

/// <summary>Iterator over a dict's values, last first.</summary>
[PyType("dict_reversevalueiterator", NoConstructor = true, Subclassable = false)]
public sealed partial class PyDictReverseValueIterator : PyObject
{
    private DictWalk walk;

    internal PyDictReverseValueIterator(PyDict dict) : base(TypeObject.RootShape) => walk = new DictWalk(dict, true);

    public override Value Iter() => new(this);

    public override Value Next() => walk.Move(out _, out var value, out var end) ? PyDict.Load(value) : end;

    [PyMethod("__length_hint__", Doc = "Private method returning an estimate of len(list(it)).")] private long LengthHint() => walk.Hint;

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")] private PyTuple Reduce() => walk.Reduce((_, v) => PyDict.Load(v));
}

/// <summary>Iterator over a dict's items, last first.</summary>
[PyType("dict_reverseitemiterator", NoConstructor = true, Subclassable = false)]
public sealed partial class PyDictReverseItemIterator : PyObject
{
    private DictWalk walk;

    internal PyDictReverseItemIterator(PyDict dict) : base(TypeObject.RootShape) => walk = new DictWalk(dict, true);

    public override Value Iter() => new(this);

    public override Value Next() =>
        walk.Move(out var key, out var value, out var end) ? new Value(new PyTuple(key, PyDict.Load(value))) : end;

    [PyMethod("__length_hint__", Doc = "Private method returning an estimate of len(list(it)).")] private long LengthHint() => walk.Hint;

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce() => walk.Reduce((k, v) => new Value(new PyTuple(k, PyDict.Load(v))));
}

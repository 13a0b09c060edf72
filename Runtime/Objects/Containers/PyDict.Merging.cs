namespace TieredPy.Runtime.Objects;

/// <content>Taking over the items of another mapping, or of pairs (dictobject.c, dict_merge and PyDict_MergeFromSeq2).</content>
public partial class PyDict
{
    /// <summary>Sets all items of a mapping (what has <c>keys</c>), or of an iterable of pairs.</summary>
    public void Update(Value source)
    {
        if (OwnItems(source) is { } d) Update(d);
        else if (Ops.TryGetAttr(source, Names.Keys, out _)) MergeByKeys(source, unique: false);
        else UpdateFromPairs(source);
    }

    /// <summary>
    /// Sets all items of a mapping. Throws AttributeError for what has no <c>keys</c>, and, where keys are to be unique, KeyError with the key for one
    /// that is there.
    /// </summary>
    internal void Merge(Value mapping, bool unique)
    {
        if (OwnItems(mapping) is not { } d) MergeByKeys(mapping, unique);
        else if (!unique || Count == 0) Update(d);
        else
        {
            int pos = 0;
            while (d.Next(ref pos, out var k, out var v))
            {
                if (!TryGet(k).IsMissing) throw Err.KeyError(k);
                Set(k, v);
            }
        }
    }

    /// <summary>An exact dict with the items of a mapping, which its Python code says if it is an heir of dict with an <c>__iter__</c> of its own.</summary>
    private static PyDict Merged(Value mapping)
    {
        if (OwnItems(mapping) is { } d) return d.Copy();
        var copy = new PyDict();
        copy.MergeByKeys(mapping, unique: false);
        return copy;
    }

    /// <summary>The dict whose items are those of the mapping; null where Python code says which they are.</summary>
    private static PyDict? OwnItems(Value mapping)
        => mapping.Ref is PyDict d && (d.GetType() == typeof(PyDict) || d.Type.FindSlot(Slot.Iter) == PyType.NativeSlot) ? d : null;

    private void MergeByKeys(Value mapping, bool unique)
    {
        foreach (var k in KeysOf(mapping))
        {
            if (unique && !TryGet(k).IsMissing) throw Err.KeyError(k);
            Set(k, Ops.GetItem(mapping, k));
        }
    }

    /// <summary>All that <c>keys()</c> gives, before the first is used (abstract.c, PyMapping_Keys).</summary>
    private static Value[] KeysOf(Value mapping)
    {
        var keys = Ops.CallMethod(mapping, Names.Keys);
        Value iterator;
        try
        {
            iterator = Ops.Iter(keys);
        }
        catch (PyException e) when (e.Value.Type.IsSubtypeOf(ExcTypes.TypeError))
        {
            throw Err.TypeError($"{mapping.Type.FullName}.keys() returned a non-iterable (type {keys.Type.FullName})");
        }
        return Ops.ToList(iterator).ToArray();
    }

    private void UpdateFromPairs(Value pairs)
    {
        long n = 0;
        foreach (var pair in Ops.Iterate(pairs))
        {
            switch (pair.Ref)
            {
                case PyTuple { Count: 2 } t when t.GetType() == typeof(PyTuple):
                    Set(t[0], t[1]);
                    break;
                case PyList { Count: 2 } l when l.GetType() == typeof(PyList):
                    Set(l[0], l[1]);
                    break;
                default:
                    SetPair(pair, n);
                    break;
            }
            n++;
        }
    }

    private void SetPair(Value pair, long n)
    {
        if (!Sequences.IsIterable(pair)) throw Err.TypeError($"cannot convert dictionary update sequence element #{n} to a sequence");
        var items = PyTuple.From(pair);
        if (items.Count != 2) throw Err.ValueError($"dictionary update sequence element #{n} has length {items.Count}; 2 is required");
        Set(items[0], items[1]);
    }

    private static class Names
    {
        public static readonly PyStr Keys = PyStr.Intern("keys");
    }
}

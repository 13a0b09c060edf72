using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Objects;

/// <summary>Iterator over a list.</summary>
[PyType("list_iterator", NoConstructor = true, Subclassable = false)]
public sealed partial class PyListIterator : PyObject
{
    internal PyList? list;
    internal int index;

    internal PyListIterator(PyList list) : base(TypeObject.RootShape)
    {
        this.list = list;
        _ = list.Store;
    }

    /// <summary>The list; null when exhausted.</summary>
    internal PyList? List => list;

    /// <summary>The next item's place.</summary>
    internal ref int Position => ref index;

    public override Value Iter() => new(this);

    public override Value Next()
    {
        var l = list;
        if (l != null)
        {
            int i = index;
            if (l.TryGetFast(i, out var v))
            {
                index = i + 1;
                return v;
            }
            list = null;
        }
        return Value.Done;
    }

    [PyMethod("__length_hint__", Doc = "Private method returning an estimate of len(list(it)).")]
    private long LengthHint() => list == null ? 0 : Math.Max(0, list.Count - index);

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce() => list == null ? IteratorPickle.Sequence(new PyList(), -1) : IteratorPickle.Sequence(list, index);

    [PyMethod("__setstate__", Doc = "Set state information for unpickling.")]
    private void SetState(long state)
    {
        if (list != null) index = (int)Math.Clamp(state, 0, list.Count);
    }
}

/// <summary>Reverse iterator over a list.</summary>
[PyType("list_reverseiterator", NoConstructor = true, Subclassable = false)]
public sealed partial class PyListReverseIterator : PyObject
{
    private PyList? list;
    private int index;

    internal PyListReverseIterator(PyList list) : base(TypeObject.RootShape)
    {
        this.list = list;
        index = list.Count - 1;
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        var l = list;
        if (l != null)
        {
            int i = index;
            if (i >= 0 && l.TryGetFast(i, out var v))
            {
                index = i - 1;
                return v;
            }
            index = -1;
            list = null;
        }
        return Value.Done;
    }

    internal override bool TryAppendAll(PyList to)
    {
        if (ReferenceEquals(list, to)) return false;
        for (int i = index; i >= 0 && list != null && list.TryGetFast(i, out var v); i--) to.Append(v);
        index = -1;
        list = null;
        return true;
    }

    [PyMethod("__length_hint__", Doc = "Private method returning an estimate of len(list(it)).")]
    private long LengthHint() => list == null || list.Count < index + 1 ? 0 : index + 1;

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce() =>
        list == null ? IteratorPickle.Sequence(new PyList(), -1) : new PyTuple(IteratorPickle.Builtin("reversed"), new Value(new PyTuple(new Value(list))), Value.Int(index));

    [PyMethod("__setstate__", Doc = "Set state information for unpickling.")]
    private void SetState(long state)
    {
        if (list != null) index = (int)Math.Clamp(state, -1, list.Count - 1);
    }
}

/// <summary>What iterators' <c>__reduce__</c> return.</summary>
internal static class IteratorPickle
{
    /// <summary>A function or class of the builtins module.</summary>
    public static Value Builtin(string name) => BuiltinModuleLoader.Import("builtins")!.Dict.TryGet(PyStr.Intern(name));

    /// <summary><c>(iter, (container,), index)</c>; without the index when it is negative (an exhausted iterator).</summary>
    public static PyTuple Sequence(PyObject container, long index)
    {
        var args = new PyTuple(new Value(container));
        return index < 0 ? new PyTuple(Builtin("iter"), new Value(args)) : new PyTuple(Builtin("iter"), new Value(args), Value.Int(index));
    }
}

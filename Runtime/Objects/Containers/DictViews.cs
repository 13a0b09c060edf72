using System.Text;

namespace TieredPy.Runtime.Objects;

/// <summary>What the three dict views share.</summary>
public abstract class PyDictView : PyObject
{
    private protected PyDictView(Shape shape, PyDict dict) : base(shape) => Dict = dict;

    /// <summary>The dict looked at.</summary>
    internal PyDict Dict { get; }

    public override long Len() => Dict.Count;

    /// <summary>The items at one moment; null when the dict has an order of its own.</summary>
    internal Value[]? Settled()
    {
        if (Dict.GetType() != typeof(PyDict)) return null;
        if (this is PyDictKeys) return Dict.Keys();
        if (this is PyDictValues) return Dict.Values();
        var parts = Dict.Items(true, true);
        var pairs = new Value[parts.Length / 2];
        for (int i = 0; i < pairs.Length; i++) pairs[i] = new Value(new PyTuple(parts[2 * i], parts[2 * i + 1]));
        return pairs;
    }

    public override Value Repr()
    {
        if (!ReprGuard.Enter(this)) return Value.Str("...");
        try
        {
            var list = PyList.From(new Value(this));
            return new Value(PyStr.Of(new StringBuilder(Type.Name).Append('(').Append(Ops.Repr(new Value(list))).Append(')').ToString()));
        }
        finally
        {
            ReprGuard.Leave(this);
        }
    }

    // ---- set operations of keys and items

    private protected Value CompareAsSet(CmpOp op, Value other)
    {
        if (!(other.Ref is PySetBase or PyDictKeys or PyDictItems)) return Value.NotImplemented;
        long mine = Ops.Len(new Value(this)), theirs = Ops.Len(other);
        return Value.Bool(op switch
        {
            CmpOp.Eq => mine == theirs && AllIn(new Value(this), other),
            CmpOp.Ne => !(mine == theirs && AllIn(new Value(this), other)),
            CmpOp.Lt => mine < theirs && AllIn(new Value(this), other),
            CmpOp.Le => mine <= theirs && AllIn(new Value(this), other),
            CmpOp.Gt => mine > theirs && AllIn(other, new Value(this)),
            _ => mine >= theirs && AllIn(other, new Value(this)),
        });
    }

    private static bool AllIn(Value items, Value container)
    {
        foreach (var x in Ops.Iterate(items))
            if (!Ops.Contains(container, x)) return false;
        return true;
    }

    private protected static Value Intersect(Value a, Value b)
    {
        // The smaller of two views is walked, as CPython does.
        if (b.Ref is PyDictView v && v is not PyDictValues && v.Len() > Ops.Len(a)) (a, b) = (b, a);
        var result = new PySet();
        foreach (var x in Ops.Iterate(b))
            if (Ops.Contains(a, x)) result.Add(x);
        return new Value(result);
    }

    private protected static Value Union(Value a, Value b)
    {
        var result = new PySet();
        result.Update(a);
        result.Update(b);
        return new Value(result);
    }

    private protected static Value Subtract(Value a, Value b)
    {
        var result = new PySet();
        result.Update(a);
        result.DifferenceUpdate(b);
        return new Value(result);
    }

    private protected static Value Symmetric(Value a, Value b)
    {
        var result = new PySet();
        result.Update(a);
        result.SymmetricDifferenceUpdate(b);
        return new Value(result);
    }

    private protected bool DisjointFrom(Value other)
    {
        var self = new Value(this);
        if (other.Ref == this) return Dict.Count == 0;
        if (other.Ref is PySetBase or PyDictKeys or PyDictItems && Ops.Len(other) > Dict.Count) (self, other) = (other, self);
        foreach (var x in Ops.Iterate(other))
            if (Ops.Contains(self, x)) return false;
        return true;
    }
}

/// <summary>A view of a dict's keys.</summary>
[PyType("dict_keys", NoConstructor = true, Subclassable = false)]
public partial class PyDictKeys : PyDictView
{
    internal PyDictKeys(PyDict dict) : base(TypeObject.RootShape, dict) { }

    private protected PyDictKeys(Shape shape, PyDict dict) : base(shape, dict) { }

    public override Value Iter() => new(new PyDictKeyIterator(Dict));

    public override bool Contains(Value item) => Dict.ContainsKey(item);

    public override Value Compare(CmpOp op, Value other) => CompareAsSet(op, other);

    public override Value And(Value other) => Intersect(new Value(this), other);
    public override Value RAnd(Value other) => Intersect(other, new Value(this));
    public override Value Or(Value other) => Union(new Value(this), other);
    public override Value ROr(Value other) => Union(other, new Value(this));
    public override Value Sub(Value other) => Subtract(new Value(this), other);
    public override Value RSub(Value other) => Subtract(other, new Value(this));
    public override Value Xor(Value other) => Symmetric(new Value(this), other);
    public override Value RXor(Value other) => Symmetric(other, new Value(this));

    [PyMethod("isdisjoint", Doc = "Return True if the view and the given iterable have a null intersection.")]
    private bool IsDisjoint(Value other) => DisjointFrom(other);

    [PyMethod("__reversed__", Doc = "Return a reverse iterator over the dict keys.")]
    private PyDictReverseKeyIterator Reversed() => new(Dict);

    [PyGetter("mapping", Doc = "dictionary that this view refers to")]
    private Value Mapping => new(new PyMappingProxy(new Value(Dict)));
}

/// <summary>A view of a dict's values.</summary>
[PyType("dict_values", NoConstructor = true, Subclassable = false)]
public partial class PyDictValues : PyDictView
{
    internal PyDictValues(PyDict dict) : base(TypeObject.RootShape, dict) { }

    private protected PyDictValues(Shape shape, PyDict dict) : base(shape, dict) { }

    public override Value Iter() => new(new PyDictValueIterator(Dict));

    [PyMethod("__reversed__", Doc = "Return a reverse iterator over the dict values.")]
    private PyDictReverseValueIterator Reversed() => new(Dict);

    [PyGetter("mapping", Doc = "dictionary that this view refers to")]
    private Value Mapping => new(new PyMappingProxy(new Value(Dict)));
}

/// <summary>A view of a dict's (key, value) pairs.</summary>
[PyType("dict_items", NoConstructor = true, Subclassable = false)]
public partial class PyDictItems : PyDictView
{
    internal PyDictItems(PyDict dict) : base(TypeObject.RootShape, dict) { }

    private protected PyDictItems(Shape shape, PyDict dict) : base(shape, dict) { }

    public override Value Iter() => new(new PyDictItemIterator(Dict));

    public override bool Contains(Value item)
    {
        if (item.Ref is not PyTuple { Count: 2 } pair) return false;
        var v = Dict.TryGet(pair[0]);
        return !v.IsMissing && Ops.Eq(v, pair[1]);
    }

    public override Value Compare(CmpOp op, Value other) => CompareAsSet(op, other);

    public override Value And(Value other) => Intersect(new Value(this), other);
    public override Value RAnd(Value other) => Intersect(other, new Value(this));
    public override Value Or(Value other) => Union(new Value(this), other);
    public override Value ROr(Value other) => Union(other, new Value(this));
    public override Value Sub(Value other) => Subtract(new Value(this), other);
    public override Value RSub(Value other) => Subtract(other, new Value(this));
    public override Value Xor(Value other) => Symmetric(new Value(this), other);
    public override Value RXor(Value other) => Symmetric(other, new Value(this));

    [PyMethod("isdisjoint", Doc = "Return True if the view and the given iterable have a null intersection.")]
    private bool IsDisjoint(Value other) => DisjointFrom(other);

    [PyMethod("__reversed__", Doc = "Return a reverse iterator over the dict items.")]
    private PyDictReverseItemIterator Reversed() => new(Dict);

    [PyGetter("mapping", Doc = "dictionary that this view refers to")]
    private Value Mapping => new(new PyMappingProxy(new Value(Dict)));
}

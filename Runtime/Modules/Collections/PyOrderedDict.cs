namespace TieredPy.Runtime.Modules.Collections;

/// <summary>
/// collections.OrderedDict. The storage of dict is ordered already and can move keys to either end; what is added is the order-sensitive
/// equality, and that a subclass's own <c>__setitem__</c> and <c>__getitem__</c> are honoured as CPython's C version does.
/// </summary>
[PyType("collections.OrderedDict", HasDict = true, Weakrefable = true, Doc = "Dictionary that remembers insertion order")]
internal partial class PyOrderedDict : PyDict
{
    internal PyOrderedDict(Shape shape) : base(shape) { }

    private bool IsExact => Type == TypeObject;

    [PyNew(MakesOnly = true), RawCall] private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        int given = args.Length - (kw?.Length ?? 0);
        if (given > 1) throw Err.TypeError($"expected at most 1 arguments, got {given}");
        UpdateWith("update", args, kw);
    }

    [RawCall, PyMethod("update", Doc = """
        D.update([E, ]**F) -> None.  Update D from mapping/iterable E and F.
        If E is present and has a .keys() method, then does:  for k in E.keys(): D[k] = E[k]
        If E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v
        In either case, this is followed by: for k in F:  D[k] = F[k]
        """)]
    private void UpdateMethod(ReadOnlySpan<Value> args, PyStr[]? kw) => UpdateWith("update", args, kw);

    private void UpdateWith(string name, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        int keywords = kw?.Length ?? 0;
        int given = args.Length - keywords;
        if (given > 1) throw Err.TypeError($"{name}() takes at most 1 positional argument ({given} given)");
        if (given == 1) UpdateFrom(args[0]);
        for (int i = 0; i < keywords; i++) Put(new Value(kw![i]), args[given + i]);
    }

    private void UpdateFrom(Value source)
    {
        if (IsExact && source.Ref is PyDict d && (d.Type == PyDict.TypeObject || d.Type == TypeObject))
        {
            Update(d);
            return;
        }
        if (source.Ref is PyDict plain && plain.GetType() == typeof(PyDict))
        {
            int pos = 0;
            while (plain.Next(ref pos, out var k, out var v)) Put(k, v);
            return;
        }
        if (Ops.TryGetAttr(source, "keys", out var keys))
        {
            foreach (var k in Ops.Iterate(Ops.Call(keys))) Put(k, Ops.GetItem(source, k));
            return;
        }
        if (Ops.TryGetAttr(source, "items", out var items)) source = Ops.Call(items);
        foreach (var pair in Ops.Iterate(source))
        {
            var kv = PyTuple.From(pair);
            if (kv.Count < 2) throw Err.ValueError($"need more than {kv.Count} value{(kv.Count == 1 ? "" : "s")} to unpack");
            if (kv.Count > 2) throw Err.ValueError("too many values to unpack (expected 2)");
            Put(kv[0], kv[1]);
        }
    }

    [PyMethod("__sizeof__")]
    private Value SizeOfMethod() => Value.Int(Ops.AsLong(Ops.Call(Ops.GetAttr(new Value(PyDict.TypeObject), "__sizeof__"), new Value(this))) + 48 + 56L * Count);

    private void Put(Value key, Value value)
    {
        if (IsExact) Set(key, value);
        else Ops.SetItem(new Value(this), key, value);
    }

    public override Value Iter() => new(new PyOrderedDictIterator(this, PyOrderedDictIterator.What.Keys, false));

    [PyMethod("__reversed__", Doc = "od.__reversed__() <==> reversed(od)")]
    private PyOrderedDictIterator Reversed() => new(this, PyOrderedDictIterator.What.Keys, true);

    [PyMethod("keys")] private PyOrderedDictKeys KeysMethod() => new(this);

    [PyMethod("values")] private PyOrderedDictValues ValuesMethod() => new(this);

    [PyMethod("items")] private PyOrderedDictItems ItemsMethod() => new(this);

    public override Value Compare(CmpOp op, Value other)
    {
        if (op is not (CmpOp.Eq or CmpOp.Ne) || other.Ref is not PyDict o) return Value.NotImplemented;
        bool equal = EqualTo(o) && (o is not PyOrderedDict || SameOrder(o));
        return Value.Bool(equal == (op == CmpOp.Eq));
    }

    private bool SameOrder(PyDict o)
    {
        int i = 0, j = 0;
        uint mine = KeysVersion, theirs = o.KeysVersion;
        while (Next(ref i, out var k, out _))
        {
            if (!o.Next(ref j, out var l, out _)) return false;
            bool same = Ops.Eq(k, l);
            if (KeysVersion != mine || o.KeysVersion != theirs) throw Err.RuntimeError("OrderedDict mutated during iteration");
            if (!same) return false;
        }
        return true;
    }

    public override Value Or(Value other) => other.Ref is PyDict ? Merge(Type, new Value(this), other) : Value.NotImplemented;

    public override Value ROr(Value other) => other.Ref is PyDict ? Merge(Type, other, new Value(this)) : Value.NotImplemented;

    private static Value Merge(PyType type, Value a, Value b)
    {
        var made = Ops.Call(new Value(type), a);
        if (made.Ref is PyOrderedDict d) d.UpdateFrom(b);
        else Ops.CallMethod(made, "update", b);
        return made;
    }

    public override Value IOr(Value other)
    {
        UpdateFrom(other);
        return new Value(this);
    }

    public override Value Repr()
    {
        if (Count == 0) return new Value(PyStr.Of($"{Type.Name}()"));
        if (!ReprGuard.Enter(this)) return Value.Str("...");
        try
        {
            PyDict shown;
            if (IsExact) shown = Copy();
            else
            {
                shown = new PyDict();
                shown.Update(Ops.CallMethod(new Value(this), "items"));
            }
            return new Value(PyStr.Of($"{Type.Name}({shown.Repr().Ref})"));
        }
        finally
        {
            ReprGuard.Leave(this);
        }
    }

    [PyMethod("move_to_end", Signature = "($self, /, key, last=True)", Doc = """
        Move an existing element to the end (or beginning if last is false).

        Raise KeyError if the element does not exist.
        """)]
    private Value MoveToEndMethod([Kw] Value key, [Kw] bool last = true) => MoveToEnd(key, last) ? Value.None : Err.Pend(Err.KeyError(key));

    [PyMethod("popitem", Signature = "($self, /, last=True)", Doc = """
        Remove and return a (key, value) pair from the dictionary.

        Pairs are returned in LIFO order if last is true or FIFO order if false.
        """)]
    private PyTuple PopItem([Kw] bool last = true)
    {
        if (!TakeEnd(last, out var k, out var v)) throw Err.KeyError("dictionary is empty");
        return new PyTuple(k, v);
    }

    [PyMethod("pop", Signature = "($self, /, key, default=<unrepresentable>)", Doc = """
        od.pop(key[,default]) -> v, remove specified key and return the corresponding value.

        If the key is not found, return the default if given; otherwise,
        raise a KeyError.
        """)]
    private Value Pop([Kw] Value key, [Kw][Opt] Value @default)
    {
        var v = Take(key);
        if (!v.IsMissing) return v;
        return @default.IsMissing ? Err.Pend(Err.KeyError(key)) : @default;
    }

    [PyMethod("setdefault", Signature = "($self, /, key, default=None)", Doc = """
        Insert key with a value of default if key is not in the dictionary.

        Return the value for key if key is in the dictionary, else default.
        """)]
    private Value SetDefault([Kw] Value key, [Kw][OptNone] Value @default)
    {
        if (IsExact) return GetOrAdd(key, @default);
        var self = new Value(this);
        if (Ops.Contains(self, key)) return Ops.GetItem(self, key);
        Ops.SetItem(self, key, @default);
        return @default;
    }

    [PyMethod("copy", Doc = "od.copy() -> a shallow copy of od")]
    private Value CopyMethod()
    {
        var self = new Value(this);
        if (IsExact)
        {
            var copy = Allocate(TypeObject);
            copy.Update(this);
            return new Value(copy);
        }
        var made = Ops.Call(new Value(Type));
        foreach (var k in Keys()) Ops.SetItem(made, k, Ops.GetItem(self, k));
        return made;
    }

    [PyMethod("clear", Doc = "od.clear() -> None.  Remove all items from od.")] private void ClearMethod() => Clear();

    [PyMethod("__reduce__", Doc = "Return state information for pickling")]
    private PyTuple Reduce()
    {
        var self = new Value(this);
        return new PyTuple(new Value(Type), new Value(PyTuple.Empty), Ops.CallMethod(self, "__getstate__"), Value.None, Ops.Iter(Ops.CallMethod(self, "items")));
    }

    [PyClassMethod("fromkeys", Doc = "Create a new ordered dictionary with keys from iterable and values set to value.", Signature = "($type, /, iterable, value=None)")]
    private static Value FromKeys(PyType cls, [Kw] Value iterable, [Kw][OptNone] Value value)
    {
        var made = Ops.Call(new Value(cls));
        foreach (var k in Ops.Iterate(iterable)) Ops.SetItem(made, k, value);
        return made;
    }
}

/// <summary>Iterator over an OrderedDict: any change of its keys or their order ends it with an error.</summary>
[PyType("odict_iterator", NoConstructor = true, Subclassable = false)]
internal sealed partial class PyOrderedDictIterator : PyObject
{
    internal enum What
    {
        Keys,
        Values,
        Items,
    }

    private readonly What what;
    private readonly uint version;
    private DictWalk walk;

    internal PyOrderedDictIterator(PyDict dict, What what, bool backwards) : base(TypeObject.RootShape)
    {
        this.what = what;
        version = dict.KeysVersion;
        walk = new DictWalk(dict, backwards);
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (walk.Dict is { } d && d.KeysVersion != version) return Err.Pend(Err.RuntimeError("OrderedDict mutated during iteration"));
        if (!walk.Move(out var k, out var v, out var end)) return end;
        return what switch
        {
            What.Keys => k,
            What.Values => PyDict.Load(v),
            _ => new Value(new PyTuple(k, PyDict.Load(v))),
        };
    }

    [PyMethod("__reduce__", Doc = "Return state information for pickling")]
    private PyTuple Reduce() => walk.Reduce((k, v) => what switch
    {
        What.Keys => k,
        What.Values => PyDict.Load(v),
        _ => new Value(new PyTuple(k, PyDict.Load(v))),
    });
}

/// <summary>A view of an OrderedDict's keys.</summary>
[PyType("odict_keys", Base = typeof(PyDictKeys), NoConstructor = true, Subclassable = false)]
internal sealed partial class PyOrderedDictKeys : PyDictKeys
{
    internal PyOrderedDictKeys(PyDict dict) : base(TypeObject.RootShape, dict) { }

    public override Value Iter() => new(new PyOrderedDictIterator(Dict, PyOrderedDictIterator.What.Keys, false));

    [PyMethod("__reversed__")] private PyOrderedDictIterator ReversedMethod() => new(Dict, PyOrderedDictIterator.What.Keys, true);
}

/// <summary>A view of an OrderedDict's values.</summary>
[PyType("odict_values", Base = typeof(PyDictValues), NoConstructor = true, Subclassable = false)]
internal sealed partial class PyOrderedDictValues : PyDictValues
{
    internal PyOrderedDictValues(PyDict dict) : base(TypeObject.RootShape, dict) { }

    public override Value Iter() => new(new PyOrderedDictIterator(Dict, PyOrderedDictIterator.What.Values, false));

    [PyMethod("__reversed__")] private PyOrderedDictIterator ReversedMethod() => new(Dict, PyOrderedDictIterator.What.Values, true);
}

/// <summary>A view of an OrderedDict's items.</summary>
[PyType("odict_items", Base = typeof(PyDictItems), NoConstructor = true, Subclassable = false)]
internal sealed partial class PyOrderedDictItems : PyDictItems
{
    internal PyOrderedDictItems(PyDict dict) : base(TypeObject.RootShape, dict) { }

    public override Value Iter() => new(new PyOrderedDictIterator(Dict, PyOrderedDictIterator.What.Items, false));

    [PyMethod("__reversed__")] private PyOrderedDictIterator ReversedMethod() => new(Dict, PyOrderedDictIterator.What.Items, true);
}

using System.Text;

namespace TieredPy.Runtime.Objects;

/// <summary>The Python side of dict.</summary>
public partial class PyDict
{
    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(cls == TypeObject ? new PyDict() : Allocate(cls));

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        int keywords = kw?.Length ?? 0;
        int given = args.Length - keywords;
        if (given > 1) throw Err.TypeError($"dict expected at most 1 argument, got {given}");
        if (given == 1) Update(args[0]);
        for (int i = 0; i < keywords; i++) Set(kw![i], args[given + i]);
    }

    public override long Len() => Count;

    public override Value GetItem(Value key)
    {
        var v = TryGet(key);
        return v.IsMissing ? MissingKey(key) : v;
    }

    /// <summary>What <c>d[key]</c> is when the key isn't there: <c>__missing__</c> of a subclass, or KeyError.</summary>
    protected virtual Value MissingKey(Value key)
    {
        if (GetType() != typeof(PyDict) && Ops.LookupSpecial(new Value(this), Slot.Missing, out var missing))
            return Ops.Call(missing, key);
        return Err.PendKeyError(key);
    }

    public override void SetItem(Value key, Value value) => Set(key, value);

    public override void DelItem(Value key)
    {
        if (!Remove(key)) throw Err.KeyError(key);
    }

    public override bool Contains(Value item) => !TryGet(item).IsMissing;

    public override Value Iter() => new(new PyDictKeyIterator(this));

    public override Value Compare(CmpOp op, Value other)
    {
        if (op is not (CmpOp.Eq or CmpOp.Ne) || other.Ref is not PyDict o) return Value.NotImplemented;
        return Value.Bool(EqualTo(o) == (op == CmpOp.Eq));
    }

    /// <summary>Same keys with equal values, in any order.</summary>
    internal bool EqualTo(PyDict o)
    {
        if (Count != o.Count) return false;
        Sequences.GuardCompare();
        int pos = 0;
        while (Next(ref pos, out var k, out var v, out long hash))
        {
            var w = o.TryGetHashed(k, hash);
            if (w.IsMissing || !Ops.Eq(v, w)) return false;
        }
        return true;
    }

    public override Value Or(Value other) => other.Ref is PyDict o ? Merge(this, o) : Value.NotImplemented;

    public override Value ROr(Value other) => other.Ref is PyDict o ? Merge(o, this) : Value.NotImplemented;

    private static Value Merge(PyDict a, PyDict b)
    {
        var d = a.CopyMethod();
        d.Update(new Value(b));
        return new Value(d);
    }

    public override Value IOr(Value other)
    {
        Update(other);
        return new Value(this);
    }

    public override Value Repr()
    {
        if (Count == 0) return Value.Str("{}");
        if (!ReprGuard.Enter(this)) return Value.Str("{...}");
        try
        {
            var sb = new StringBuilder("{");
            int pos = 0;
            bool more = false;
            while (Next(ref pos, out var k, out var v))
            {
                if (more) sb.Append(", ");
                more = true;
                Sequences.AppendRepr(sb, k);
                sb.Append(": ");
                Sequences.AppendRepr(sb, v);
            }
            sb.Append('}');
            return Sequences.Text(sb);
        }
        finally
        {
            ReprGuard.Leave(this);
        }
    }

    [PyMethod("get", Doc = "Return the value for key if key is in the dictionary, else default.", RunsPython = true)]
    internal Value Get(Value key, [OptNone] Value @default)
    {
        var v = TryGet(key);
        return v.IsMissing ? @default : v;
    }

    [PyMethod("setdefault", RunsPython = true, Doc = """
        Insert key with a value of default if key is not in the dictionary.

        Return the value for key if key is in the dictionary, else default.
        """)]
    private Value SetDefault(Value key, [OptNone] Value @default) => GetOrAdd(key, @default);

    [PyMethod("pop", RunsPython = true, Doc = """
        D.pop(k[,d]) -> v, remove specified key and return the corresponding value.

        If the key is not found, return the default if given; otherwise,
        raise a KeyError.
        """)]
    private Value Pop(Value key, [Opt] Value @default)
    {
        var v = Count == 0 ? Value.Missing : Take(key);
        if (!v.IsMissing) return v;
        return @default.IsMissing ? Err.PendKeyError(key) : @default;
    }

    [PyMethod("popitem", Doc = """
        Remove and return a (key, value) pair as a 2-tuple.

        Pairs are returned in LIFO (last-in, first-out) order.
        Raises KeyError if the dict is empty.
        """)]
    private PyTuple PopItem()
    {
        if (!TakeEnd(true, out var k, out var v)) throw Err.KeyError("popitem(): dictionary is empty");
        return new PyTuple(k, v);
    }

    [PyMethod("clear", Doc = "Remove all items from the dict.")] private void ClearMethod() => Clear();

    [PyMethod("copy", Doc = "Return a shallow copy of the dict.")] private PyDict CopyMethod() => Count == 0 ? new PyDict() : Merged(new Value(this));

    [PyMethod("keys", Doc = "Return a set-like object providing a view on the dict's keys.")] private PyDictKeys KeysMethod() => new(this);

    [PyMethod("values", Doc = "Return an object providing a view on the dict's values.")] private PyDictValues ValuesMethod() => new(this);

    [PyMethod("items", Doc = "Return a set-like object providing a view on the dict's items.")] private PyDictItems ItemsMethod() => new(this);

    [PyMethod("__reversed__", Doc = "Return a reverse iterator over the dict keys.")] private PyDictReverseKeyIterator Reversed() => new(this);

    [PyMethod("__sizeof__", Doc = "Return the size of the dict in memory.")]
    private long SizeOf() => 64 + 24L * entries.Length + (index?.Length ?? 0);

    [PyClassMethod("__class_getitem__", Doc = "See PEP 585")]
    private static Value ClassGetItem(PyType cls, Value @object) => new(new PyGenericAlias(new Value(cls), @object));

    [PyClassMethod("fromkeys", Doc = "Create a new dictionary with keys from iterable and values set to value.")]
    private static Value FromKeys(PyType cls, Value iterable, [OptNone] Value value)
    {
        var made = cls == TypeObject ? new Value(new PyDict()) : Ops.Call(new Value(cls));
        if (made.Ref is PyDict d && d.GetType() == typeof(PyDict))
        {
            if (FillFrom(d, iterable, value)) return made;
            foreach (var k in Ops.Iterate(iterable)) d.Set(k, value);
            return made;
        }
        foreach (var k in Ops.Iterate(iterable)) Ops.SetItem(made, k, value);
        return made;
    }

    /// <summary>Sets the keys of a set or dict, whose hashes are known; false for other iterables.</summary>
    private static bool FillFrom(PyDict d, Value keys, Value value)
    {
        if (keys.Ref is PySetBase set)
        {
            var store = set.Store;
            int slot = 0;
            while (SetStore.Next(store, ref slot, out var k, out long hash)) d.SetQuick(k, hash, value);
            return true;
        }
        if (keys.Ref is not PyDict other || other.GetType() != typeof(PyDict)) return false;
        int pos = 0;
        while (other.Next(ref pos, out var k, out _, out long hash)) d.SetQuick(k, hash, value);
        return true;
    }

    [PyMethod("update", Doc = """
        D.update([E, ]**F) -> None.  Update D from mapping/iterable E and F.
        If E is present and has a .keys() method, then does:  for k in E.keys(): D[k] = E[k]
        If E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v
        In either case, this is followed by: for k in F:  D[k] = F[k]
        """)]
    [RawCall]
    private void UpdateMethod(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        int keywords = kw?.Length ?? 0;
        int given = args.Length - keywords;
        if (given > 1) throw Err.TypeError($"update expected at most 1 argument, got {given}");
        if (given == 1) Update(args[0]);
        for (int i = 0; i < keywords; i++) Set(kw![i], args[given + i]);
    }

    public override string ToString() => $"dict of {live}";
}

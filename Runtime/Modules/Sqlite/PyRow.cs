namespace TieredPy.Runtime.Modules.Sqlite;

/// <summary>sqlite3.Row: a row whose columns are found by name too.</summary>
[PyType("sqlite3.Row", Match = "sequence", Mutable = true)]
internal partial class PyRow : PyObject
{
    private PyTuple data = PyTuple.Empty;
    private Value description;

    internal PyRow(Shape shape) : base(shape) { }

    [PyNew]
    private static Value New(PyType cls, Value cursor, Value data)
    {
        if (cursor.Ref is not PyCursor c) throw Err.TypeError($"Row() argument 1 must be sqlite3.Cursor, not {Ops.TypeName(cursor)}");
        if (data.Ref is not PyTuple t) throw Err.TypeError($"Row() argument 2 must be tuple, not {Ops.TypeName(data)}");
        var r = Allocate(cls);
        r.data = t;
        r.description = c.Description;
        return new Value(r);
    }

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
    }

    [PyMethod("keys", Doc = "Returns the keys of the row.")]
    private Value Keys()
    {
        var list = new PyList();
        if (description.Ref is PyTuple d)
            foreach (var column in d.AsSpan()) list.Append(((PyTuple)column.Ref!)[0]);
        return new Value(list);
    }

    public override long Len() => data.Count;

    public override Value Iter() => Ops.Iter(new Value(data));

    public override Value GetItem(Value key)
    {
        if (SqliteValues.IsInt(key))
        {
            long i = Ops.AsIndex(key);
            if (i < 0) i += data.Count;
            return i >= 0 && i < data.Count ? data[(int)i] : throw Err.IndexError("tuple index out of range");
        }
        if (key.Ref is PySlice) return Ops.GetItem(new Value(data), key);
        if (key.Ref is not PyStr name) throw Err.IndexError("Index must be int or string");
        if (description.Ref is PyTuple d)
        {
            string wanted = name.ToString();
            for (int i = 0; i < d.Count; i++)
                if (EqualNames(((PyTuple)d[i].Ref!)[0].Ref!.ToString()!, wanted)) return data[i];
        }
        throw Err.IndexError("No item with that key");
    }

    /// <summary>SQL ignores the case of ASCII letters.</summary>
    private static bool EqualNames(string a, string b)
    {
        if (a.Length != b.Length) return false;
        for (int i = 0; i < a.Length; i++)
            if (a[i] != b[i] && (!char.IsAsciiLetter(a[i]) || (a[i] | 0x20) != (b[i] | 0x20) || !char.IsAsciiLetter(b[i]))) return false;
        return true;
    }

    public override long Hash() => Ops.Hash(description) ^ Ops.Hash(new Value(data));

    public override Value Compare(CmpOp op, Value other)
    {
        if (op is not (CmpOp.Eq or CmpOp.Ne) || other.Ref is not PyRow r) return Value.NotImplemented;
        bool same = Ops.Eq(description, r.description) && Ops.Eq(new Value(data), new Value(r.data));
        return Value.Bool(same == (op == CmpOp.Eq));
    }
}

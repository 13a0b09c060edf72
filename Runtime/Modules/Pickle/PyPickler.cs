namespace TieredPy.Runtime.Modules.Pickle;

/// <summary>pickle.Pickler.</summary>
[PyType("_pickle.Pickler", Doc = PickleDocs.PicklerType)]
internal partial class PyPickler : PyObject
{
    private static readonly PyStr PersistentIdName = PyStr.Intern("persistent_id");
    private static readonly PyStr ReducerOverrideName = PyStr.Intern("reducer_override");
    private static readonly PyStr DispatchTableName = PyStr.Intern("dispatch_table");

    private PickleSaver? saver;
    private Value persistentId = Value.Missing;

    internal PyPickler(Shape shape) : base(shape) { }

    [PyNew(Signature = "(file, protocol=None, fix_imports=True, buffer_callback=None)"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    [PyMethod("__init__", Signature = "($self, /, *args, **kwargs)", Doc = "Initialize self.  See help(type(self)) for accurate signature.")]
    internal void Initialize([Kw] Value file, [Kw, OptNone] Value protocol, [Kw("fix_imports")] bool fixImports = true, [Kw("buffer_callback"), OptNone] Value bufferCallback = default)
    {
        int p = PickleModule.Protocol(protocol);
        if (!Ops.TryGetAttr(file, "write", out var write)) throw Err.TypeError("file must have a 'write' attribute");
        PickleModule.CheckCallback(bufferCallback, p);
        saver = new PickleSaver(new PickleWriter { Write = write }, p, fixImports, bufferCallback);
        if (GetType() != typeof(PyPickler) && Ops.TryGetAttr(new Value(this), DispatchTableName, out var table)) saver.DispatchTable = table;
    }

    private PickleSaver Saver => saver ?? throw Err.Make(PickleModule.PicklingError, $"Pickler.__init__() was not called by {Type.Name}.__init__()");

    [PyMethod("dump", Doc = PickleDocs.PicklerDump)]
    private void Dump(Value obj)
    {
        var s = Saver;
        var self = new Value(this);
        if (!persistentId.IsMissing) s.PersistentId = persistentId;
        else if (GetType() == typeof(PyPickler) || ReferenceEquals(Type.Lookup(PersistentIdName), TypeObject.Lookup(PersistentIdName))) s.PersistentId = Value.Missing;
        else s.PersistentId = Ops.GetAttr(self, PersistentIdName);
        s.ReducerOverride = GetType() != typeof(PyPickler) && Ops.TryGetAttr(self, ReducerOverrideName, out var reducer) ? reducer : Value.Missing;
        s.Dump(obj);
    }

    [PyMethod("clear_memo", Doc = PickleDocs.PicklerClearMemo)]
    private void ClearMemo() => saver?.Memo.Clear();

    [PyMethod("persistent_id", Doc = PickleDocs.PicklerPersistentId)]
    private Value PersistentId(Value obj) => Value.None;

    public override Value GetAttr(PyStr name) =>
        !persistentId.IsMissing && name.Equals(PersistentIdName) ? persistentId : ObjectMethods.GenericGetAttr(new Value(this), name);

    public override void SetAttr(PyStr name, Value value)
    {
        if (name.Equals(PersistentIdName)) persistentId = value;
        else ObjectMethods.GenericSetAttr(new Value(this), name, value);
    }

    public override void DelAttr(PyStr name)
    {
        if (name.Equals(PersistentIdName)) persistentId = Value.Missing;
        else ObjectMethods.GenericSetAttr(new Value(this), name, Value.Missing);
    }

    [PyGetter("bin")] private Value Bin => Value.Int(saver is { Binary: true } ? 1 : 0);

    [PySetter("bin")] private void SetBin(Value v) => Saver.Binary = Ops.AsLong(v) != 0;

    [PyGetter("fast")] private Value Fast => Value.Int(saver is { Fast: true } ? 1 : 0);

    [PySetter("fast")] private void SetFast(Value v) => Saver.Fast = Ops.AsLong(v) != 0;

    [PyGetter("dispatch_table")]
    private Value DispatchTable =>
        saver is { DispatchTable.IsMissing: false } s ? s.DispatchTable : throw Err.AttributeError($"'{Type.FullName}' object has no attribute 'dispatch_table'");

    [PySetter("dispatch_table")] private void SetDispatchTable(Value v) => (saver ??= Unready()).DispatchTable = v;

    // A subclass may set its table before it calls __init__.
    private static PickleSaver Unready() => new(new PickleWriter(), 4, true, Value.None);

    [PyGetter("memo")] private Value MemoProxy => new(new PyPicklerMemoProxy(Saver));

    [PySetter("memo")]
    private void SetMemo(Value v)
    {
        if (v.IsMissing) throw Err.TypeError("attribute deletion is not supported");
        switch (v.Ref)
        {
            case PyPicklerMemoProxy proxy:
                Saver.Memo = proxy.Saver.Memo.Copy();
                break;
            case PyDict d:
                Saver.Memo = FromDict(d);
                break;
            default:
                throw Err.TypeError($"'memo' attribute must be a PicklerMemoProxy object or dict, not {Ops.TypeName(v)}");
        }
    }

    private static PickleMemo FromDict(PyDict d)
    {
        var memo = new PickleMemo();
        int pos = 0;
        while (d.Next(ref pos, out _, out var value))
        {
            if (value.Ref is not PyTuple { Count: 2 } pair) throw Err.TypeError("'memo' values must be 2-item tuples");
            memo.Set(pair[1].ToHeap(), (int)Ops.AsLong(pair[0]));
        }
        memo.SetCount(d.Count);
        return memo;
    }
}

/// <summary>The memo as <c>Pickler.memo</c> shows it.</summary>
[PyType("_pickle.PicklerMemoProxy", NoConstructor = true)]
internal sealed partial class PyPicklerMemoProxy : PyObject
{
    internal PyPicklerMemoProxy(PickleSaver saver) : base(TypeObject.RootShape) => Saver = saver;

    public PickleSaver Saver { get; }

    [PyMethod("clear", Doc = "Remove all items from memo.")] private void Clear() => Saver.Memo.Clear();

    [PyMethod("copy", Doc = "Copy the memo to a new object.")]
    private PyDict Copy()
    {
        var d = new PyDict();
        foreach (var (key, number) in Saver.Memo.Entries())
        {
            var v = Value.FromHeap(key);
            d.Set(Value.Int(Ops.Id(v)), new Value(new PyTuple(Value.Int(number), v)));
        }
        return d;
    }

    [PyMethod("__reduce__", Doc = "Implement pickle support.")]
    private PyTuple Reduce() => new(new Value(PyDict.TypeObject), new Value(new PyTuple(new Value(Copy()))));
}

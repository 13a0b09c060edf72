namespace TieredPy.Runtime.Modules.Pickle;

/// <summary>pickle.Unpickler.</summary>
[PyType("_pickle.Unpickler", Doc = PickleDocs.UnpicklerType)]
internal partial class PyUnpickler : PyObject
{
    private static readonly PyStr PersistentLoadName = PyStr.Intern("persistent_load");
    private static readonly PyStr FindClassName = PyStr.Intern("find_class");

    private PickleLoader? loader;
    private Value persistentLoad = Value.Missing;

    internal PyUnpickler(Shape shape) : base(shape) { }

    [PyNew(Signature = "(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    [PyMethod("__init__", Signature = "($self, /, *args, **kwargs)", Doc = "Initialize self.  See help(type(self)) for accurate signature.")]
    internal void Initialize([Kw] Value file, [KwOnly] bool fix_imports = true, [KwOnly] string encoding = "ASCII", [KwOnly] string errors = "strict", [KwOnly, Opt(Show = "()")] Value buffers = default)
    {
        var input = PickleInput.OfFile(file);
        loader = new PickleLoader(input, fix_imports, encoding, errors, PickleModule.BufferIterator(buffers));
    }

    private PickleLoader Loader => loader ?? throw PickleLoader.Fail($"Unpickler.__init__() was not called by {Type.FullName}.__init__()");

    [PyMethod("load", Doc = PickleDocs.UnpicklerLoad)]
    private Value Load()
    {
        var l = Loader;
        var self = new Value(this);
        if (!persistentLoad.IsMissing) l.PersistentLoad = persistentLoad;
        else if (ReferenceEquals(Type.Lookup(PersistentLoadName), TypeObject.Lookup(PersistentLoadName))) l.PersistentLoad = Value.Missing;
        else l.PersistentLoad = Ops.GetAttr(self, PersistentLoadName);
        bool own = GetType() == typeof(PyUnpickler) || (!Type.HasAttributeHooks && ReferenceEquals(Type.Lookup(FindClassName), TypeObject.Lookup(FindClassName)));
        // Subclasses share the native attribute hook, so an overridden find_class is what counts.
        own |= ReferenceEquals(Type.Lookup(FindClassName), TypeObject.Lookup(FindClassName)) && !ObjectMethods.HasOwnAttribute(self, FindClassName);
        l.FindClassHook = own ? Value.Missing : Ops.GetAttr(self, FindClassName);
        return l.Load();
    }

    [PyMethod("find_class", Doc = PickleDocs.UnpicklerFindClass)]
    private Value FindClass(Value module_name, Value global_name) => Loader.FindClassDefault(module_name, global_name);

    [PyMethod("persistent_load", Doc = PickleDocs.UnpicklerPersistentLoad)]
    private Value PersistentLoad(Value pid) => throw PickleLoader.NoPersistentLoad();

    public override Value GetAttr(PyStr name) =>
        !persistentLoad.IsMissing && name.Equals(PersistentLoadName) ? persistentLoad : ObjectMethods.GenericGetAttr(new Value(this), name);

    public override void SetAttr(PyStr name, Value value)
    {
        if (name.Equals(PersistentLoadName)) persistentLoad = value;
        else ObjectMethods.GenericSetAttr(new Value(this), name, value);
    }

    public override void DelAttr(PyStr name)
    {
        if (name.Equals(PersistentLoadName)) persistentLoad = Value.Missing;
        else ObjectMethods.GenericSetAttr(new Value(this), name, Value.Missing);
    }

    [PyGetter("memo")] private Value MemoProxy => new(new PyUnpicklerMemoProxy(Loader));

    [PySetter("memo")]
    private void SetMemo(Value v)
    {
        if (v.IsMissing) throw Err.TypeError("attribute deletion is not supported");
        switch (v.Ref)
        {
            case PyUnpicklerMemoProxy proxy:
                Loader.CopyMemo(proxy.Loader);
                break;
            case PyDict d:
                Loader.SetMemo(d);
                break;
            default:
                throw Err.TypeError($"'memo' attribute must be an UnpicklerMemoProxy object or dict, not {Ops.TypeName(v)}");
        }
    }
}

/// <summary>The memo as <c>Unpickler.memo</c> shows it.</summary>
[PyType("_pickle.UnpicklerMemoProxy", NoConstructor = true)]
internal sealed partial class PyUnpicklerMemoProxy : PyObject
{
    internal PyUnpicklerMemoProxy(PickleLoader loader) : base(TypeObject.RootShape) => Loader = loader;

    public PickleLoader Loader { get; }

    [PyMethod("clear", Doc = "Remove all items from memo.")] private void Clear() => Loader.ClearMemo();

    [PyMethod("copy", Doc = "Copy the memo to a new object.")] private PyDict Copy() => Loader.MemoDict();

    [PyMethod("__reduce__", Doc = "Implement pickling support.")]
    private PyTuple Reduce() => new(new Value(PyDict.TypeObject), new Value(new PyTuple(new Value(Copy()))));
}

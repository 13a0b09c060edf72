namespace TieredPy.Runtime.Modules;

/// <summary>_abc: registries and caches of abstract base classes (PEP 3119).</summary>
[PyModule("_abc", Doc = "Module contains faster C implementation of abc.ABCMeta")]
internal static partial class AbcModule
{
    private static readonly ConditionalWeakTable<PyObject, Data> Table = [];
    private static long counter;

    private static readonly PyStr AbstractMethods = PyStr.Intern("__abstractmethods__"), IsAbstract = PyStr.Intern("__isabstractmethod__"),
        SubclassHook = PyStr.Intern("__subclasshook__"), ClassName = PyStr.Intern("__class__"), SubclassesName = PyStr.Intern("__subclasses__");

    /// <summary>What is known of one class.</summary>
    private sealed class Data
    {
        public readonly ConditionalWeakTable<PyObject, object> Registry = [];
        public readonly ConditionalWeakTable<PyObject, object> Cache = [];
        public ConditionalWeakTable<PyObject, object> Negative = [];
        public long NegativeVersion;
    }

    private static Data Of(Value cls) => cls.Ref != null && Table.TryGetValue(cls.Ref, out var d)
        ? d
        : throw Err.TypeError("_abc_data isn't set on the class".Replace("_abc_data isn't set on the class", $"'{cls.Type.Name}' object has no attribute '_abc_impl'"));

    [PyFunction("get_cache_token")] private static long GetCacheToken() => Interlocked.Read(ref counter);

    [PyFunction("_abc_init")]
    private static void Init(Value cls)
    {
        ComputeAbstractMethods(cls);
        Table.AddOrUpdate(cls.Ref!, new Data { NegativeVersion = Interlocked.Read(ref counter) });
        var type = (PyType)cls.Ref!;
        var own = type.Dict.TryGet(PyStr.Intern("__abc_tpflags__"));
        if (own.IsInt)
        {
            if ((own.Bits & 0x60) == 0x60) throw Err.TypeError("__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING");

            // Py_TPFLAGS_SEQUENCE is bit 5, Py_TPFLAGS_MAPPING bit 6 (PEP 634).
            if ((own.Bits & (1 << 5)) != 0) type.Flags |= TypeFlags.Sequence;
            if ((own.Bits & (1 << 6)) != 0) type.Flags |= TypeFlags.Mapping;
            type.SetOwn(PyStr.Intern("__abc_tpflags__"), null);
        }
    }

    private static void ComputeAbstractMethods(Value cls)
    {
        var abstracts = new PySet();
        var type = (PyType)cls.Ref!;
        int pos = 0;
        foreach (var key in type.Dict.Keys())
        {
            var v = type.Dict.TryGet(key);
            if (!v.IsMissing && IsAbstractMethod(v)) abstracts.Add(key);
        }
        foreach (var b in type.Bases.AsSpan())
        {
            if (!Ops.TryGetAttr(b, AbstractMethods, out var inherited)) continue;
            foreach (var key in Ops.ToArray(inherited))
            {
                if (key.Ref is not PyStr name || !Ops.TryGetAttr(cls, name, out var v)) continue;
                if (IsAbstractMethod(v)) abstracts.Add(key);
            }
        }
        _ = pos;
        Ops.SetAttr(cls, AbstractMethods, new Value(new PyFrozenSet(new Value(abstracts))));
    }

    private static bool IsAbstractMethod(Value v) => Ops.TryGetAttr(v, IsAbstract, out var flag) && Ops.Truth(flag);

    [PyFunction("_abc_register")]
    private static Value Register(Value self, Value subclass)
    {
        if (subclass.Ref is not PyType type) throw Err.TypeError("Can only register classes");
        if (Ops.IsSubclass(subclass, self)) return subclass;
        if (Ops.IsSubclass(self, subclass)) throw Err.RuntimeError("Refusing to create an inheritance cycle");
        Of(self).Registry.AddOrUpdate(type, type);
        Interlocked.Increment(ref counter);
        var flags = ((PyType)self.Ref!).Flags & (TypeFlags.Sequence | TypeFlags.Mapping);
        if (flags != 0) SetCollectionFlag(type, flags);
        return subclass;
    }

    private static void SetCollectionFlag(PyType type, TypeFlags flags)
    {
        if (type.Has(TypeFlags.Immutable)) return;
        type.Flags = (type.Flags & ~(TypeFlags.Sequence | TypeFlags.Mapping)) | flags;
        foreach (var s in type.Subclasses()) SetCollectionFlag(s, flags);
    }

    [PyFunction("_abc_instancecheck")]
    private static Value InstanceCheck(Value self, Value instance)
    {
        var data = Of(self);
        var subclass = Ops.GetAttr(instance, ClassName);
        if (subclass.Ref != null && data.Cache.TryGetValue(subclass.Ref, out _)) return Value.True;
        var subtype = new Value(instance.Type);
        if (subtype.Is(subclass))
        {
            if (data.NegativeVersion == Interlocked.Read(ref counter) && data.Negative.TryGetValue(subclass.Ref!, out _)) return Value.False;
            return Ops.CallMethod(self, "__subclasscheck__", subclass);
        }
        var r = Ops.CallMethod(self, "__subclasscheck__", subclass);
        return Ops.Truth(r) ? r : Ops.CallMethod(self, "__subclasscheck__", subtype);
    }

    [PyFunction("_abc_subclasscheck")]
    private static Value SubclassCheck(Value self, Value subclass)
    {
        if (subclass.Ref is not PyType type) throw Err.TypeError("issubclass() arg 1 must be a class");
        var data = Of(self);
        if (data.Cache.TryGetValue(type, out _)) return Value.True;
        long version = Interlocked.Read(ref counter);
        if (data.NegativeVersion < version)
        {
            data.Negative = [];
            data.NegativeVersion = version;
        }
        else if (data.Negative.TryGetValue(type, out _)) return Value.False;

        var ok = Ops.CallMethod(self, SubclassHook, subclass);
        if (ok.IsTrue)
        {
            data.Cache.AddOrUpdate(type, type);
            return Value.True;
        }
        if (ok.IsFalse)
        {
            data.Negative.AddOrUpdate(type, type);
            return Value.False;
        }
        if (!ok.IsNotImplemented) throw Err.AssertionError("__subclasshook__ must return either False, True, or NotImplemented");
        bool yes = type.IsSubtypeOf((PyType)self.Ref!);
        if (!yes)
            foreach (var (r, _) in data.Registry)
                if (Ops.IsSubclass(subclass, new Value(r)))
                {
                    yes = true;
                    break;
                }
        if (!yes)
            foreach (var s in Ops.ToArray(Ops.CallMethod(self, SubclassesName)))
                if (Ops.IsSubclass(subclass, s))
                {
                    yes = true;
                    break;
                }
        (yes ? data.Cache : data.Negative).AddOrUpdate(type, type);
        return Value.Bool(yes);
    }

    [PyFunction("_reset_registry")] private static void ResetRegistry(Value self) => Of(self).Registry.Clear();

    [PyFunction("_reset_caches")]
    private static void ResetCaches(Value self)
    {
        Of(self).Cache.Clear();
        Of(self).Negative.Clear();
    }

    [PyFunction("_get_dump")]
    private static PyTuple GetDump(Value self)
    {
        var d = Of(self);
        static Value Refs(ConditionalWeakTable<PyObject, object> t)
        {
            var set = new PySet();
            var weakref = Ops.GetAttr(new Value(BuiltinModuleLoader.Import("_weakref")!), "ref");
            foreach (var (k, _) in t) set.Add(Ops.Call(weakref, new Value(k)));
            return new Value(set);
        }
        return new PyTuple(Refs(d.Registry), Refs(d.Cache), Refs(d.Negative), Value.Int(d.NegativeVersion));
    }
}

namespace TieredPy.Runtime.Objects;

/// <content>The methods of <c>object</c>.</content>
[PyType("object", Doc = "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n")]
public abstract partial class PyObject
{
    [PyNew, RawCall]
    private static Value ObjectNew(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(ObjectMethods.NewObject(cls, args.Length));

    [PyMethod("__init__"), RawCall]
    private static void ObjectInit(Value self, ReadOnlySpan<Value> args, PyStr[]? kw) => ObjectMethods.Init(self, args, kw);

    [PyMethod("__repr__")] private static Value ObjectRepr(Value self) => ObjectMethods.Repr(self);

    [PyMethod("__str__")] private static Value ObjectStr(Value self) => new(Ops.Repr(self));

    [PyMethod("__hash__")]
    private static long ObjectHash(Value self) => self.Ref == null || self.IsFloat ? Ops.Id(self) >> 4 : ObjectMethods.IdentityHash(self.Ref);

    [PyMethod("__eq__")] private static Value ObjectEq(Value self, Value other) => ObjectMethods.Compare(self, CmpOp.Eq, other);

    [PyMethod("__ne__")] private static Value ObjectNe(Value self, Value other) => ObjectMethods.Compare(self, CmpOp.Ne, other);

    [PyMethod("__lt__")] private static Value ObjectLt(Value self, Value other) => Value.NotImplemented;

    [PyMethod("__le__")] private static Value ObjectLe(Value self, Value other) => Value.NotImplemented;

    [PyMethod("__gt__")] private static Value ObjectGt(Value self, Value other) => Value.NotImplemented;

    [PyMethod("__ge__")] private static Value ObjectGe(Value self, Value other) => Value.NotImplemented;

    [PyMethod("__getattribute__")]
    private static Value ObjectGetAttribute(Value self, Value name)
    {
        var n = Arguments.Args.AttributeName(name);
        var v = ObjectMethods.GenericGetAttr(self, n);
        return v.IsMissing ? throw Err.NoAttribute(self, n) : v;
    }

    [PyMethod("__setattr__")]
    private static void ObjectSetAttr(Value self, Value name, Value value)
    {
        if (self.Ref is PyType) throw Err.TypeError($"can't apply this __setattr__ to {Ops.TypeName(self)} object");
        ObjectMethods.GenericSetAttr(self, Arguments.Args.AttributeName(name), value);
    }

    [PyMethod("__delattr__")]
    private static void ObjectDelAttr(Value self, Value name)
    {
        if (self.Ref is PyType) throw Err.TypeError($"can't apply this __delattr__ to {Ops.TypeName(self)} object");
        ObjectMethods.GenericSetAttr(self, Arguments.Args.AttributeName(name), Value.Missing);
    }

    [PyGetter("__class__", Doc = "the object's class")] private static Value ObjectGetClass(Value self) => new(self.Type);

    [PySetter("__class__")] private static void ObjectSetClass(Value self, Value value) => ObjectMethods.SetClass(self, value);

    [PyMethod("__reduce__", Doc = "Helper for pickle.")] private static Value ObjectReduce(Value self) => ObjectReducer.Reduce(self, 0);

    [PyMethod("__reduce_ex__", Doc = "Helper for pickle.")]
    private static Value ObjectReduceEx(Value self, int protocol) => ObjectReducer.ReduceEx(self, protocol);

    [PyMethod("__getstate__", Doc = "Helper for pickle.")] private static Value ObjectGetState(Value self) => ObjectReducer.DefaultState(self, false);

    [PyMethod("__format__", Doc = "Default object formatter.\n\nReturn str(self) if format_spec is empty. Raise TypeError otherwise.", Signature = "($self, format_spec, /)")]
    private static Value ObjectFormat(Value self, Value spec)
    {
        if (spec.Ref is not PyStr s) throw Err.TypeError($"__format__() argument must be str, not {Ops.TypeName(spec)}");
        if (s.Length > 0) throw Err.TypeError($"unsupported format string passed to {Ops.TypeName(self)}.__format__");
        return new Value(Ops.Str(self));
    }

    [PyMethod("__sizeof__", Doc = "Size of object in memory, in bytes.")] private static long ObjectSizeOf(Value self) => self.Ref is { HasSlots: true } ? 48 : 16;

    [PyMethod("__dir__", Doc = "Default dir() implementation.")]
    private static Value ObjectDir(Value self)
    {
        var names = new PyDict();
        if (Ops.TryGetAttr(self, PyStr.Intern("__dict__"), out var own) && own.Ref is PyDict d)
            foreach (var k in d.Keys()) names.Set(k, Value.None);
        if (Ops.TryGetAttr(self, PyStr.Intern("__class__"), out var cls) && cls.Ref is PyType t) ObjectMethods.MergeClassNames(names, t);
        return new Value(new PyList(names.Keys()));
    }

    [PyClassMethod("__subclasshook__", Doc = "Abstract classes can override this to customize issubclass().\n\nThis is invoked early on by abc.ABCMeta.__subclasscheck__().\nIt should return True, False or NotImplemented.  If it returns\nNotImplemented, the normal algorithm is used.  Otherwise, it\noverrides the normal algorithm (and the outcome is cached).", Signature = "($type, object, /)")]
    private static Value ObjectSubclassHook(PyType cls, [StarArgs] ReadOnlySpan<Value> args) => Value.NotImplemented;

    [PyClassMethod("__init_subclass__", Doc = "This method is called when a class is subclassed.\n\nThe default implementation does nothing. It may be\noverridden to extend subclasses."), RawCall]
    private static Value ObjectInitSubclass(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (kw is { Length: > 0 }) throw Err.TypeError($"{cls.Name}.__init_subclass__() takes no keyword arguments");
        if (args.Length > 0) throw Err.TypeError($"{cls.Name}.__init_subclass__() takes no arguments ({args.Length} given)");
        return Value.None;
    }
}

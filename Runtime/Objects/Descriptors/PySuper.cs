namespace TieredPy.Runtime.Objects;

/// <summary>super.</summary>
[PyType("super", Doc = "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires issubclass(type2, type)\nTypical use to call a cooperative superclass method:\nclass C(B):\n    def meth(self, arg):\n        super().meth(arg)\nThis works for class methods too:\nclass C(B):\n    @classmethod\n    def cmeth(cls, arg):\n        super().cmeth(arg)\n")]
public partial class PySuper : PyObject
{
    private static readonly PyStr ClassName = PyStr.Intern("__class__");

    private PyType? thisClass;
    private PyObject? self;
    private PyType? selfClass;

    internal PySuper(Shape shape) : base(shape) { }

    /// <summary><c>super(cls, self)</c>.</summary>
    public static PySuper Make(Value cls, Value self)
    {
        var s = new PySuper(TypeObject.RootShape);
        s.Fill(cls, self);
        return s;
    }

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (kw is { Length: > 0 }) throw Err.TypeError("super() takes no keyword arguments");
        if (args.Length > 2) throw Err.TypeError($"super() expected at most 2 arguments, got {args.Length}");
        if (args.Length == 0)
        {
            var (cls, first) = SuperFrame.Find();
            Fill(cls, first);
        }
        else Fill(args[0], args.Length == 2 ? args[1] : Value.None);
    }

    private void Fill(Value cls, Value obj)
    {
        if (cls.Ref is not PyType type) throw Err.TypeError($"super() argument 1 must be a type, not {Ops.TypeName(cls)}");
        thisClass = type;
        if (obj.IsNone)
        {
            self = null;
            selfClass = null;
            return;
        }
        selfClass = StartClass(type, obj);
        self = obj.ToHeap();
    }

    // obj is an instance of type or a subclass of it; a proxy's __class__ counts too.
    private static PyType StartClass(PyType type, Value obj)
    {
        if (obj.Ref is PyType sub && sub.IsSubtypeOf(type)) return sub;
        if (obj.Type.IsSubtypeOf(type)) return obj.Type;
        if (Ops.TryGetAttr(obj, ClassName, out var c) && c.Ref is PyType claimed && claimed != obj.Type && claimed.IsSubtypeOf(type)) return claimed;
        throw Err.TypeError(obj.Ref is PyType bad
            ? $"super(type, obj): obj (type {bad.Name}) is not an instance or subtype of type ({type.Name})."
            : $"super(type, obj): obj (instance of {Ops.TypeName(obj)}) is not an instance or subtype of type ({type.Name}).");
    }

    /// <summary>What <c>super(start, self).name</c> finds, unbound, and the class whose MRO was searched.</summary>
    internal static (PyObject? Found, PyType StartObject) Find(PyType start, Value self, PyStr name)
    {
        var startObject = StartClass(start, self);
        return (FindAfter(startObject, start, name), startObject);
    }

    /// <summary>The attribute as classes after one in an order of resolution have it; null when none has.</summary>
    internal static PyObject? FindAfter(PyType startObject, PyType after, PyStr name)
    {
        var mro = startObject.Mro;
        int i = Array.IndexOf(mro, after);
        if (i < 0) return null;
        for (i++; i < mro.Length; i++)
        {
            var v = mro[i].Dict.TryGet(name);
            if (!v.IsMissing) return v.ToHeap();
        }
        return null;
    }

    public override Value GetAttr(PyStr name)
    {
        if (selfClass != null && !name.Equals(ClassName) && FindAfter(selfClass, thisClass!, name) is { } found)
        {
            // Reading through a class object binds class methods to it and leaves functions alone.
            var obj = self is PyType t && t == selfClass ? Value.Missing : Value.FromHeap(self!);
            return ObjectMethods.KindOf(found) is DescriptorKind.None or DescriptorKind.SetOnly ? Value.FromHeap(found) : Ops.DescrGet(found, obj, selfClass);
        }
        return ObjectMethods.GenericGetAttr(new Value(this), name);
    }

    public override Value DescrGet(Value obj, PyType? owner)
    {
        if (obj.IsMissing || obj.IsNone || self != null) return new Value(this);
        if (Type != TypeObject) return Ops.Call(new Value(Type), new Value(thisClass!), obj);
        return new Value(Make(new Value(thisClass!), obj));
    }

    [PyMember("__thisclass__", Doc = "the class invoking super()")] private Value ThisClass => thisClass == null ? Value.None : new Value(thisClass);

    [PyMember("__self__", Doc = "the instance invoking super(); may be None")] private Value SelfMember => self == null ? Value.None : Value.FromHeap(self);

    [PyMember("__self_class__", Doc = "the type of the instance invoking super(); may be None")]
    private Value SelfClass => selfClass == null ? Value.None : new Value(selfClass);

    public override Value Repr() => new(PyStr.Of(selfClass != null
        ? $"<super: <class '{thisClass!.Name}'>, <{selfClass.Name} object>>"
        : $"<super: <class '{thisClass?.Name ?? "NULL"}'>, NULL>"));
}

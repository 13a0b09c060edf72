namespace TieredPy.Runtime.Objects;

/// <summary>What classmethod and staticmethod have in common: they wrap a callable and look like it.</summary>
public abstract class PyFunctionWrapper : PyObject
{
    private static readonly string[] Copied = ["__module__", "__name__", "__qualname__", "__doc__", "__annotations__"];

    private PyObject? function;
    private PyObject?[]? attributes;

    internal PyFunctionWrapper(Shape shape) : base(shape) { }

    /// <summary>What is wrapped; None before <c>__init__</c>.</summary>
    public Value Function
    {
        get => function == null ? Value.None : Value.FromHeap(function);
        internal set => function = value.ToHeap();
    }

    internal override bool HasSlots => true;

    internal override ref PyObject? SlotRef(int i) => ref SlotArray.At(ref attributes, i);

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        string name = Type.IsHeap ? Type.Name : this is PyClassMethod ? "classmethod" : "staticmethod";
        if (kw is { Length: > 0 }) throw Err.TypeError($"{name}() takes no keyword arguments");
        if (args.Length != 1) throw Err.TypeError($"{(this is PyClassMethod ? "classmethod" : "staticmethod")} expected 1 argument, got {args.Length}");
        function = args[0].ToHeap();
        CopyAttributes();
    }

    /// <summary>As functools.update_wrapper: the wrapped function's names, docstring and attributes.</summary>
    internal void CopyAttributes()
    {
        foreach (string attribute in Copied)
        {
            if (!Ops.TryGetAttr(Function, attribute, out var v)) continue;
            if (attribute != "__dict__") InstanceAttributes.Set(this, PyStr.Intern(attribute), v);
            else if (v.Ref is PyDict d)
            {
                int pos = 0;
                while (d.Next(ref pos, out var k, out var x))
                    if (k.Ref is PyStr s) InstanceAttributes.Set(this, s, x);
            }
        }
    }

    [PyMember("__func__")] internal Value FuncMember => Function;

    [PyMember("__wrapped__")] internal Value WrappedMember => Function;

    [PyGetter("__isabstractmethod__")] internal Value IsAbstract() => Value.Bool(PyProperty.Abstract(function));

    [PyGetter("__dict__")] internal Value GetDict() => new(InstanceAttributes.Dict(this));

    [PyGetter("__annotations__")] internal Value GetAnnotations() => Ops.GetAttr(Function, "__annotations__");
}

/// <summary>classmethod.</summary>
[PyType("classmethod", HasDict = true, Doc = "classmethod(function) -> method\n\nConvert a function to be a class method.\n\nA class method receives the class as implicit first argument,\njust like an instance method receives the instance.\nTo declare a class method, use this idiom:\n\n  class C:\n      @classmethod\n      def f(cls, arg1, arg2, argN):\n          ...\n\nIt can be called either on the class (e.g. C.f()) or on an instance\n(e.g. C().f()).  The instance is ignored except for its class.\nIf a class method is called for a derived class, the derived class\nobject is passed as the implied first argument.\n\nClass methods are different than C++ or Java static methods.\nIf you want those, see the staticmethod builtin.")]
public partial class PyClassMethod : PyFunctionWrapper
{
    internal PyClassMethod(Shape shape) : base(shape) { }

    public PyClassMethod(Value function) : base(TypeObject.RootShape)
    {
        Function = function;
        CopyAttributes();
    }

    [PyNew(Signature = "(function, /)"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    public override Value DescrGet(Value obj, PyType? owner)
    {
        var cls = new Value(owner ?? obj.Type);
        return new Value(new PyMethod(Function, cls));
    }

    public override Value Repr() => new(PyStr.Of($"<classmethod({Ops.Repr(Function)})>"));
}

/// <summary>staticmethod.</summary>
[PyType("staticmethod", HasDict = true, Doc = "staticmethod(function) -> method\n\nConvert a function to be a static method.\n\nA static method does not receive an implicit first argument.\nTo declare a static method, use this idiom:\n\n     class C:\n         @staticmethod\n         def f(arg1, arg2, argN):\n             ...\n\nIt can be called either on the class (e.g. C.f()) or on an instance\n(e.g. C().f()). Both the class and the instance are ignored, and\nneither is passed implicitly as the first argument to the method.\n\nStatic methods in Python are similar to those found in Java or C++.\nFor a more advanced concept, see the classmethod builtin.")]
public partial class PyStaticMethod : PyFunctionWrapper
{
    internal PyStaticMethod(Shape shape) : base(shape) { }

    public PyStaticMethod(Value function) : base(TypeObject.RootShape)
    {
        Function = function;
        CopyAttributes();
    }

    [PyNew(Signature = "(function, /)"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    public override Value DescrGet(Value obj, PyType? owner) => Function;

    public override Value Call(ReadOnlySpan<Value> args, PyStr[]? kw) => Ops.CallRaw(Function, args, kw);

    public override Value Repr() => new(PyStr.Of($"<staticmethod({Ops.Repr(Function)})>"));
}

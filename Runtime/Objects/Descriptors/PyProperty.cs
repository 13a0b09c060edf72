using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Objects;

/// <summary>property.</summary>
[PyType("property", Doc = "Property attribute.\n\n  fget\n    function to be used for getting an attribute value\n  fset\n    function to be used for setting an attribute value\n  fdel\n    function to be used for del'ing an attribute\n  doc\n    docstring\n\nTypical use is to define a managed attribute x:\n\nclass C(object):\n    def getx(self): return self._x\n    def setx(self, value): self._x = value\n    def delx(self): del self._x\n    x = property(getx, setx, delx, \"I'm the 'x' property.\")\n\nDecorators make defining new properties or modifying existing ones easy:\n\nclass C(object):\n    @property\n    def x(self):\n        \"I am the 'x' property.\"\n        return self._x\n    @x.setter\n    def x(self, value):\n        self._x = value\n    @x.deleter\n    def x(self):\n        del self._x")]
public partial class PyProperty : PyObject
{
    private static readonly PyStr DocName = PyStr.Intern("__doc__");
    private static readonly PyStr NameName = PyStr.Intern("__name__");

    private PyObject? fget;
    private PyObject? fset;
    private PyObject? fdel;
    private PyObject? doc;
    private PyObject? name;
    private bool getterDoc;

    internal PyProperty(Shape shape) : base(shape) { }

    public PyProperty(Value getter) : this(TypeObject.RootShape) => fget = getter.ToHeap();

    /// <summary>fget; None when there is none.</summary>
    public Value Getter => Show(fget);

    /// <summary>fset; None when there is none.</summary>
    public Value Setter => Show(fset);

    [PyNew(Signature = "(fget=None, fset=None, fdel=None, doc=None)"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    private static readonly string[] Parameters = ["fget", "fset", "fdel", "doc"];

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        Span<Value> given = [Value.None, Value.None, Value.None, Value.None];
        int positional = args.Length - (kw?.Length ?? 0);
        if (args.Length > 4) throw Err.TypeError($"property() takes at most 4 arguments ({args.Length} given)");
        args[..positional].CopyTo(given);
        for (int i = 0; kw != null && i < kw.Length; i++)
        {
            int at = Array.IndexOf(Parameters, kw[i].ToString());
            if (at < 0) throw ArgErrors.UnexpectedKeyword("property()", kw[i], Parameters);
            if (at < positional) throw Err.TypeError($"argument for property() given by name ('{kw[i]}') and position ({at + 1})");
            given[at] = args[positional + i];
        }
        Fill(given[0], given[1], given[2], given[3]);
    }

    private void Fill(Value getter, Value setter, Value deleter, Value docstring)
    {
        fget = getter.IsNone ? null : getter.ToHeap();
        fset = setter.IsNone ? null : setter.ToHeap();
        fdel = deleter.IsNone ? null : deleter.ToHeap();
        doc = null;
        name = null;
        getterDoc = false;
        var text = docstring;
        if (!docstring.IsNone) doc = docstring.ToHeap();
        else if (fget != null && Ops.TryGetAttr(getter, DocName, out var d) && !d.IsNone)
        {
            getterDoc = true;
            doc = d.ToHeap();
            text = d;
        }
        if (Type == TypeObject) return;
        // A subclass's own __doc__ would hide the one kept here: it goes to the instance's dict or slot.
        try
        {
            Ops.SetAttr(new Value(this), DocName, text);
        }
        catch (PyException e) when (!getterDoc && e.Is(ExcTypes.AttributeError))
        {
            // Given explicitly, it is dropped silently where there is no place for it.
        }
    }

    private static Value Show(PyObject? o) => o == null ? Value.None : Value.FromHeap(o);

    private bool TryName(out Value v)
    {
        if (name != null)
        {
            v = Value.FromHeap(name);
            return true;
        }
        if (fget != null) return Ops.TryGetAttr(Value.FromHeap(fget), NameName, out v);
        v = Value.None;
        return false;
    }

    private PyException Missing(Value obj, string what) => TryName(out var n)
        ? Err.AttributeError($"property {Ops.Repr(n)} of '{obj.Type.QualName}' object has no {what}")
        : Err.AttributeError($"property of '{obj.Type.QualName}' object has no {what}");

    public override Value DescrGet(Value obj, PyType? owner)
    {
        if (obj.IsMissing) return new Value(this);
        if (fget == null) throw Missing(obj, "getter");
        return Ops.CallRaw(Value.FromHeap(fget), [obj], null);
    }

    public override void DescrSet(Value obj, Value value)
    {
        if (value.IsMissing)
        {
            if (fdel == null) throw Missing(obj, "deleter");
            Ops.Call(Value.FromHeap(fdel), obj);
            return;
        }
        if (fset == null) throw Missing(obj, "setter");
        Ops.Call(Value.FromHeap(fset), obj, value);
    }

    [PyMethod("getter", Doc = "Descriptor to obtain a copy of the property with a different getter.")]
    private Value WithGetter(Value f) => CopyWith(f, Value.None, Value.None);

    [PyMethod("setter", Doc = "Descriptor to obtain a copy of the property with a different setter.")]
    private Value WithSetter(Value f) => CopyWith(Value.None, f, Value.None);

    [PyMethod("deleter", Doc = "Descriptor to obtain a copy of the property with a different deleter.")]
    private Value WithDeleter(Value f) => CopyWith(Value.None, Value.None, f);

    private Value CopyWith(Value getter, Value setter, Value deleter)
    {
        if (getter.IsNone) getter = Show(fget);
        if (setter.IsNone) setter = Show(fset);
        if (deleter.IsNone) deleter = Show(fdel);
        var docstring = getterDoc && !getter.IsNone ? Value.None : Show(doc);
        var made = Ops.Call(new Value(Type), getter, setter, deleter, docstring);
        if (made.Ref is PyProperty p) p.name = name;
        return made;
    }

    [PyMethod("__set_name__", Doc = "Method to set name of a property.")]
    private void SetNameMethod([StarArgs] ReadOnlySpan<Value> args)
    {
        if (args.Length != 2) throw Err.TypeError($"__set_name__() takes 2 positional arguments but {args.Length} were given");
        name = args[1].ToHeap();
    }

    [PyMember("fget")] private Value FGet => Show(fget);

    [PyMember("fset")] private Value FSet => Show(fset);

    [PyMember("fdel")] private Value FDel => Show(fdel);

    [PyGetter("__doc__")] private Value GetDoc() => Show(doc);

    [PySetter("__doc__")] private void SetDoc(Value v) => doc = v.IsMissing ? null : v.ToHeap();

    [PyGetter("__name__")] private Value GetName() => TryName(out var n) ? n : throw Err.AttributeError("'property' object has no attribute '__name__'");

    [PySetter("__name__")] private void SetName(Value v) => name = v.IsMissing ? null : v.ToHeap();

    [PyGetter("__isabstractmethod__")]
    private Value IsAbstract() => Value.Bool(Abstract(fget) || Abstract(fset) || Abstract(fdel));

    internal static bool Abstract(PyObject? f) =>
        f != null && Ops.TryGetAttr(Value.FromHeap(f), PyStr.Intern("__isabstractmethod__"), out var v) && Ops.Truth(v);
}

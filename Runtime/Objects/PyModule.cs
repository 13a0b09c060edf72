using TieredPy.Runtime.Importing;
using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Objects;

/// <summary>A module: a namespace with a name.</summary>
[PyType("module", Weakrefable = true, HasDict = true)]
public partial class PyModule : PyObject
{
    private static readonly PyStr NameKey = PyStr.Intern("__name__"), DocKey = PyStr.Intern("__doc__"), PackageKey = PyStr.Intern("__package__"),
        LoaderKey = PyStr.Intern("__loader__"), SpecKey = PyStr.Intern("__spec__"), GetAttrKey = PyStr.Intern("__getattr__"),
        DictKey = PyStr.Intern("__dict__"), DirKey = PyStr.Intern("__dir__"), AnnotationsKey = PyStr.Intern("__annotations__"),
        FileKey = PyStr.Intern("__file__"), InitializingKey = PyStr.Intern("_initializing");

    private PyDict? dict = new();

    internal PyModule(Shape shape) : base(shape) { }

    public PyModule(string name, string? doc = null) : base(TypeObject.RootShape) => Setup(Value.Str(name), doc == null ? Value.None : Value.Str(doc));

    /// <summary>The namespace.</summary>
    public PyDict Dict => dict ??= new PyDict();

    /// <summary>The name that the namespace says; "?" when it says none.</summary>
    public string Name => Dict.TryGet(NameKey).Ref is PyStr s ? s.ToString() : "?";

    private void Setup(Value name, Value doc)
    {
        var d = Dict;
        d.Set(NameKey, name);
        d.Set(DocKey, doc);
        d.Set(PackageKey, Value.None);
        d.Set(LoaderKey, Value.None);
        d.Set(SpecKey, Value.None);
    }

    [PyNew, RawCall] private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    [PyMethod("__init__", Signature = "(name, doc=None)")]
    private void InitModule([Kw("name")] PyStr name, [Kw("doc"), OptNone] Value doc) => Setup(new Value(name), doc);

    public override Value GetAttr(PyStr name)
    {
        var type = Type;
        var found = type.Lookup(name);
        if (found is PyGetSetDescriptor or PyProperty or PyMemberDescriptor) return Ops.DescrGet(found, new Value(this), type);
        var v = Dict.TryGet(name);
        if (!v.IsMissing) return v;
        if (found != null) return Ops.DescrGet(found, new Value(this), type);
        var hook = Dict.TryGet(GetAttrKey);
        if (!hook.IsMissing) return Ops.CallRaw(hook, [new Value(name)], null);
        return Value.Missing;
    }

    /// <summary>The text of the AttributeError for an attribute that isn't there.</summary>
    internal string MissingAttributeText(PyStr name)
    {
        if (Dict.TryGet(NameKey).Ref is not PyStr module) return $"module has no attribute '{name}'";
        var spec = Dict.TryGet(SpecKey);
        if (!spec.IsMissingOrNone && Ops.TryGetAttr(spec, InitializingKey, out var init) && Ops.Truth(init))
        {
            var file = Dict.TryGet(FileKey);
            string origin = file.Ref is PyStr f ? $" from '{f}'" : "";
            return $"partially initialized module '{module}'{origin} has no attribute '{name}' (most likely due to a circular import)";
        }
        return $"module '{module}' has no attribute '{name}'";
    }

    public override void SetAttr(PyStr name, Value value)
    {
        var found = Type.Lookup(name);
        if (found is PyGetSetDescriptor or PyProperty or PyMemberDescriptor)
        {
            Ops.DescrSet(found, new Value(this), value);
            return;
        }
        Dict.Set(name, value);
    }

    public override void DelAttr(PyStr name)
    {
        var found = Type.Lookup(name);
        if (found is PyGetSetDescriptor or PyProperty or PyMemberDescriptor) Ops.DescrSet(found, new Value(this), Value.Missing);
        else if (!Dict.Remove(name)) throw Err.NoAttribute(new Value(this), name);
    }

    [PyGetter("__dict__")] private Value DictAttr => new(Dict);

    [PyGetter("__annotations__")]
    private Value Annotations
    {
        get
        {
            var v = Dict.TryGet(AnnotationsKey);
            if (!v.IsMissing) return v;
            v = new Value(new PyDict());
            Dict.Set(AnnotationsKey, v);
            return v;
        }
    }

    [PySetter("__annotations__")]
    private void SetAnnotations(Value v)
    {
        if (!v.IsMissing) Dict.Set(AnnotationsKey, v);
        else if (!Dict.Remove(AnnotationsKey)) throw Err.AttributeError("__annotations__");
    }

    [PyMethod("__dir__")]
    private Value Dir()
    {
        var d = Ops.GetAttr(new Value(this), DictKey);
        if (d.Ref is not PyDict dict) throw Err.TypeError($"{Name}.__dict__ is not a dictionary");
        var hook = dict.TryGet(DirKey);
        return hook.IsMissing ? new Value(new PyList(dict.Keys())) : Ops.Call(hook);
    }

    public override Value Repr()
    {
        if (ImportLib.IsLoaded) return Ops.CallMethod(new Value(ImportLib.Bootstrap), "_module_repr", new Value(this));
        var file = Dict.TryGet(FileKey);
        string name = Ops.Repr(Value.Str(Name)).ToString();
        if (file.Ref is PyStr f) return Value.Str($"<module {name} from {Ops.Repr(file)}>");
        return Value.Str(BuiltinModuleLoader.Exists(Name) ? $"<module {name} (built-in)>" : $"<module {name}>");
    }
}

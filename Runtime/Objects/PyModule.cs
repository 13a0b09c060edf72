using TieredPy.Runtime.Importing;
using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Objects;

/// <summary>A module: attributes are the entries of its dict.</summary>
[PyType("module", HasDict = true, Weakrefable = true, Doc = "Create a module object.\n\nThe name must be a string; the optional docstring can have any type.")]
public partial class PyModule : PyObject
{
    private static readonly PyStr NameName = PyStr.Intern("__name__");
    private static readonly PyStr DocName = PyStr.Intern("__doc__");
    private static readonly PyStr SpecName = PyStr.Intern("__spec__");
    private static readonly PyStr FileName = PyStr.Intern("__file__");
    private static readonly PyStr GetAttrName = PyStr.Intern("__getattr__");
    private static readonly PyStr DirName = PyStr.Intern("__dir__");
    private static readonly PyStr AnnotationsName = PyStr.Intern("__annotations__");

    private PyObject?[]? slots;

    // The dict stands where generic attribute access expects the dict of an instance without a shape of its own.
    internal PyModule(Shape shape) : base(shape.Type.DictShape(shape.Reserved))
    {
        Dict = new PyDict();
        SlotRef(Shape.Reserved) = Dict;
    }

    public PyModule(string name, string? doc = null) : this(TypeObject.RootShape) => Fill(PyStr.Of(name), doc == null ? Value.None : new Value(PyStr.Of(doc)));

    /// <summary>The module's namespace.</summary>
    public PyDict Dict { get; }

    /// <summary><c>__name__</c>, or "?" when it is no str.</summary>
    public string Name => (Dict.TryGet(NameName).Ref as PyStr)?.ToString() ?? "?";

    internal override bool HasSlots => true;

    internal override ref PyObject? SlotRef(int i) => ref SlotArray.At(ref slots, i);

    [PyNew(Signature = "(name, doc=None)"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        var name = Value.Missing;
        var doc = Value.None;
        int positional = args.Length - (kw?.Length ?? 0);
        if (args.Length > 2) throw Err.TypeError($"module() takes at most 2 arguments ({args.Length} given)");
        if (positional > 0) name = args[0];
        if (positional > 1) doc = args[1];
        for (int i = 0; kw != null && i < kw.Length; i++)
        {
            switch (kw[i].ToString())
            {
                case "name" when name.IsMissing: name = args[positional + i]; break;
                case "doc" when positional < 2: doc = args[positional + i]; break;
                default: throw Err.TypeError($"module() got an unexpected keyword argument '{kw[i]}'");
            }
        }
        if (name.IsMissing) throw Err.TypeError("module() missing required argument 'name' (pos 1)");
        if (name.Ref is not PyStr s) throw Err.TypeError($"module() argument 'name' must be str, not {Ops.TypeName(name)}");
        Fill(s, doc);
    }

    private void Fill(PyStr name, Value doc)
    {
        Dict.Set(NameName, new Value(name));
        Dict.Set(DocName, doc);
        foreach (string s in (string[])["__package__", "__loader__", "__spec__"]) Dict.Set(PyStr.Intern(s), Value.None);
    }

    /// <summary>Generic lookup, then the module's own <c>__getattr__</c> (PEP 562).</summary>
    public override Value GetAttr(PyStr name)
    {
        var v = ObjectMethods.GenericGetAttr(new Value(this), name);
        if (!v.IsMissing) return v;
        var hook = Dict.TryGet(GetAttrName);
        return hook.IsMissing ? Value.Missing : Ops.CallRaw(hook, [new Value(name)], null);
    }

    /// <summary>The text of the AttributeError for a missing attribute.</summary>
    internal string MissingAttributeText(PyStr name)
    {
        if (Dict.TryGet(NameName).Ref is not PyStr own) return $"module has no attribute '{name}'";
        string plain = $"module '{own}' has no attribute '{name}'";
        var spec = Dict.TryGet(SpecName);
        if (spec.IsMissing) return plain;
        var origin = Shadowing.FileOrigin(spec);
        bool shadowing = Shadowing.IsPossible(origin);
        if (shadowing && Shadowing.IsOfStdlib(own))
            return $"{plain} (consider renaming '{origin}' since it has the same name as the standard library module named '{own}' and the import system gives it precedence)";
        if (Ops.TryGetAttr(spec, "_initializing", out var busy) && Ops.Truth(busy))
        {
            if (shadowing) return $"{plain} (consider renaming '{origin}' if it has the same name as a third-party module you intended to import)";
            return $"partially initialized module '{own}'{(origin == null ? "" : $" from '{origin}'")} has no attribute '{name}' (most likely due to a circular import)";
        }
        if (Ops.TryGetAttr(spec, "_uninitialized_submodules", out var pending) && pending.Ref is PyList list && Ops.Contains(new Value(list), new Value(name)))
            return $"cannot access submodule '{name}' of module '{own}' (most likely due to a circular import)";
        return plain;
    }

    [PyGetter("__dict__")] private Value GetDict() => new(Dict);

    [PyGetter("__annotations__")]
    private Value GetAnnotations()
    {
        var v = Dict.TryGet(AnnotationsName);
        if (v.IsMissing) Dict.Set(AnnotationsName, v = new Value(new PyDict()));
        return v;
    }

    [PySetter("__annotations__")]
    private void SetAnnotations(Value value)
    {
        if (!value.IsMissing) Dict.Set(AnnotationsName, value);
        else if (!Dict.Remove(AnnotationsName)) throw Err.AttributeError("__annotations__");
    }

    [PyMethod("__dir__", Doc = "__dir__() -> list\nspecialized dir() implementation")]
    private Value DirMethod()
    {
        if (Ops.GetAttr(new Value(this), "__dict__").Ref is not PyDict dict) throw Err.TypeError("<module>.__dict__ is not a dictionary");
        var hook = dict.TryGet(DirName);
        return hook.IsMissing ? new Value(new PyList(dict.Keys())) : Ops.Call(hook);
    }

    public override Value Repr()
    {
        if (ImportLib.IsLoaded) return Ops.CallMethod(new Value(ImportLib.Bootstrap), "_module_repr", new Value(this));
        string name = Ops.Repr(new Value(PyStr.Of(Name))).ToString();
        var file = Dict.TryGet(FileName);
        if (file.Ref is PyStr) return new Value(PyStr.Of($"<module {name} from {Ops.Repr(file)}>"));
        return new Value(PyStr.Of(BuiltinModuleLoader.Exists(Name) ? $"<module {name} (built-in)>" : $"<module {name}>"));
    }
}

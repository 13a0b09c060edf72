using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Objects;

/// <summary>Parses the keyword-only fields that some exceptions' constructors take.</summary>
internal static class ExceptionKeywords
{
    /// <summary>Hands each keyword, which are of the <paramref name="known"/> ones, to <paramref name="set"/>.</summary>
    public static ReadOnlySpan<Value> Take(string function, string[] known, ReadOnlySpan<Value> args, PyStr[]? kw, Func<string, Value, bool> set)
    {
        if (kw == null || kw.Length == 0) return args;
        if (kw.Length > known.Length)
            throw Err.TypeError($"{function}() takes at most {known.Length} keyword argument{ArgErrors.Plural(known.Length)} ({kw.Length} given)");
        var positional = args[..^kw.Length];
        for (int i = 0; i < kw.Length; i++)
            if (!set(kw[i].ToString(), args[positional.Length + i]))
                throw ArgErrors.UnexpectedKeyword($"{function}()", kw[i], known);
        return positional;
    }
}

/// <summary>AttributeError: which name was looked up, on which object.</summary>
[PyType("AttributeError", Base = typeof(ExceptionBase), HasDict = true, Doc = "Attribute not found.")]
public partial class PyAttributeError : PyBaseException
{
    internal PyAttributeError(Shape shape) : base(shape) { }

    internal PyObject? Obj { get; set; }

    internal PyObject? Name { get; set; }

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        Name = Obj = null;
        base.Init(ExceptionKeywords.Take("AttributeError", ["name", "obj"], args, kw, (k, v) =>
        {
            if (k == "name") Name = v.ToHeap();
            else if (k == "obj") Obj = v.ToHeap();
            else return false;
            return true;
        }), null);
    }

    [PyGetter("name", Doc = "attribute name")] private Value GetName() => Name == null ? Value.None : Value.FromHeap(Name);

    [PySetter("name")] private void SetName(Value v) => Name = v.IsMissing ? null : v.ToHeap();

    [PyGetter("obj", Doc = "object")] private Value GetObj() => Obj == null ? Value.None : Value.FromHeap(Obj);

    [PySetter("obj")] private void SetObj(Value v) => Obj = v.IsMissing ? null : v.ToHeap();

    [PyMethod("__reduce__")]
    private static Value Reduce(Value self)
    {
        var e = (PyAttributeError)self.Ref!;
        return e.ReduceWith(e.Args, e.State());
    }

    [PyMethod("__getstate__")]
    private static Value GetState(Value self) => ((PyAttributeError)self.Ref!).State() is { } d ? new Value(d) : Value.None;

    // The object is left out: it is often not picklable.
    private PyDict? State()
    {
        var d = ObjectMethods.AttributesOrNull(this);
        if (Name == null) return d;
        d = d?.Copy() ?? new PyDict();
        d.Set(PyStr.Intern("name"), Value.FromHeap(Name));
        d.Set(PyStr.Intern("args"), new Value(Args));
        return d;
    }
}

/// <summary>NameError: which name was not found.</summary>
[PyType("NameError", Base = typeof(ExceptionBase), HasDict = true, Doc = "Name not found globally.")]
public partial class PyNameError : PyBaseException
{
    internal PyNameError(Shape shape) : base(shape) { }

    internal PyObject? Name { get; set; }

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        Name = null;
        base.Init(ExceptionKeywords.Take("NameError", ["name"], args, kw, (k, v) =>
        {
            if (k != "name") return false;
            Name = v.ToHeap();
            return true;
        }), null);
    }

    [PyGetter("name", Doc = "name")] private Value GetName() => Name == null ? Value.None : Value.FromHeap(Name);

    [PySetter("name")] private void SetName(Value v) => Name = v.IsMissing ? null : v.ToHeap();
}

/// <summary>ImportError: what could not be imported, from where.</summary>
[PyType("ImportError", Base = typeof(ExceptionBase), HasDict = true, Doc = "Import can't find module, or can't find name in module.")]
public partial class PyImportError : PyBaseException
{
    internal PyImportError(Shape shape) : base(shape) { }

    internal PyObject? Msg { get; set; }

    internal PyObject? Name { get; set; }

    internal PyObject? Path { get; set; }

    internal PyObject? NameFrom { get; set; }

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        Name = Path = NameFrom = null;
        var positional = ExceptionKeywords.Take("ImportError", ["name", "path", "name_from"], args, kw, (k, v) =>
        {
            if (k == "name") Name = v.ToHeap();
            else if (k == "path") Path = v.ToHeap();
            else if (k == "name_from") NameFrom = v.ToHeap();
            else return false;
            return true;
        });
        base.Init(positional, null);
        Msg = positional.Length == 1 ? positional[0].ToHeap() : null;
    }

    public override Value Str() => Msg is PyStr s && s.Type == PyStr.TypeObject ? new Value(s) : base.Str();

    [PyGetter("msg", Doc = "exception message")] private Value GetMsg() => Msg == null ? Value.None : Value.FromHeap(Msg);

    [PySetter("msg")] private void SetMsg(Value v) => Msg = v.IsMissing ? null : v.ToHeap();

    [PyGetter("name", Doc = "module name")] private Value GetName() => Name == null ? Value.None : Value.FromHeap(Name);

    [PySetter("name")] private void SetName(Value v) => Name = v.IsMissing ? null : v.ToHeap();

    [PyGetter("path", Doc = "module path")] private Value GetPath() => Path == null ? Value.None : Value.FromHeap(Path);

    [PySetter("path")] private void SetPath(Value v) => Path = v.IsMissing ? null : v.ToHeap();

    [PyGetter("name_from", Doc = "name imported from module")] private Value GetNameFrom() => NameFrom == null ? Value.None : Value.FromHeap(NameFrom);

    [PySetter("name_from")] private void SetNameFrom(Value v) => NameFrom = v.IsMissing ? null : v.ToHeap();

    [PyMethod("__reduce__")]
    private static Value Reduce(Value self)
    {
        var e = (PyImportError)self.Ref!;
        var d = ObjectMethods.AttributesOrNull(e);
        if (e.Name != null || e.Path != null || e.NameFrom != null)
        {
            d = d?.Copy() ?? new PyDict();
            if (e.Name != null) d.Set(PyStr.Intern("name"), Value.FromHeap(e.Name));
            if (e.Path != null) d.Set(PyStr.Intern("path"), Value.FromHeap(e.Path));
            if (e.NameFrom != null) d.Set(PyStr.Intern("name_from"), Value.FromHeap(e.NameFrom));
        }
        return e.ReduceWith(e.Args, d);
    }
}

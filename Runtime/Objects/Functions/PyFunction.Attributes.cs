namespace TieredPy.Runtime.Objects;

/// <content>What Python code sees of a function.</content>
public sealed partial class PyFunction
{
    [PyNew(Doc = "Create a function object.")]
    private static Value New(PyType cls, [Kw] Bytecode.PyCode code, PyDict globals, [OptNone] Value name, [OptNone] Value argdefs, [OptNone] Value closure, [OptNone] Value kwdefaults)
    {
        if (!name.IsNone && name.Ref is not PyStr) throw Err.TypeError("arg 3 (name) must be None or string");
        if (!argdefs.IsNone && argdefs.Ref is not PyTuple) throw Err.TypeError("arg 4 (defaults) must be None or tuple");
        if (!kwdefaults.IsNone && kwdefaults.Ref is not PyDict) throw Err.TypeError("arg 6 (kwdefaults) must be None or dict");
        int free = code.FreeVars.Length;
        var cells = closure.Ref as PyTuple;
        if (cells == null && (free > 0 || !closure.IsNone)) throw Err.TypeError(free == 0 ? "arg 5 (closure) must be None or tuple" : "arg 5 (closure) must be tuple");
        if ((cells?.Count ?? 0) != free) throw Err.ValueError($"{code.Name} requires closure of length {free}, not {cells?.Count ?? 0}");
        for (int i = 0; i < free; i++)
            if (cells![i].Ref is not PyCell) throw Err.TypeError($"arg 5 (closure) expected cell, found {cells[i].Type.FullName}");
        // Globals without builtins have those of the caller.
        var t = PyThread.Current;
        var caller = globals.TryGet(Interp.Names.Builtins).IsMissing ? Interp.VisibleFrame(t, t.Depth) : null;
        var f = new PyFunction(code, globals, cells, caller?.Function.Builtins ?? Interp.BuiltinsOf(globals))
        {
            Defaults = argdefs.Ref as PyTuple,
            KwDefaults = kwdefaults.Ref as PyDict,
        };
        if (cells != null) f.Rare.Closure = cells;
        if (name.Ref is PyStr given) f.Name = given;
        f.Module = globals.TryGet(Interp.Names.Name);
        return new Value(f);
    }

    [PyGetter("__name__")] private Value NameAttribute => new(Name);

    [PySetter("__name__")]
    private void SetName(Value v) => Name = v.Ref as PyStr ?? throw Err.TypeError("__name__ must be set to a string object");

    [PyGetter("__qualname__")] private Value QualNameAttribute => new(QualName);

    [PySetter("__qualname__")]
    private void SetQualName(Value v) => QualName = v.Ref as PyStr ?? throw Err.TypeError("__qualname__ must be set to a string object");

    [PyGetter("__code__")] private Value CodeAttribute => new(Code);

    [PySetter("__code__")]
    private void SetCode(Value v)
    {
        if (v.Ref is not Bytecode.PyCode c) throw Err.TypeError("__code__ must be set to a code object");
        int have = ClosedCount;
        if (c.FreeVars.Length != have) throw Err.ValueError($"{Name}() requires a code object with {have} free vars, not {c.FreeVars.Length}");
        const Bytecode.CodeFlags kinds = Bytecode.CodeFlags.Generator | Bytecode.CodeFlags.Coroutine | Bytecode.CodeFlags.AsyncGenerator;
        if ((c.Flags & kinds) != (Code.Flags & kinds))
            Err.Warn(ExcTypes.DeprecationWarning, "Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)");
        if (Doc.IsMissing) Doc = Code.Docstring;
        Code = c;
        Interpreter.CompilingTier.Installed?.FunctionChanged();
    }

    [PyGetter("__defaults__")] private Value DefaultsAttribute => Defaults == null ? Value.None : new Value(Defaults);

    [PySetter("__defaults__")]
    private void SetDefaults(Value v) =>
        Defaults = v.IsMissingOrNone ? null : v.Ref as PyTuple ?? throw Err.TypeError("__defaults__ must be set to a tuple object");

    [PyGetter("__kwdefaults__")] private Value KwDefaultsAttribute => KwDefaults == null ? Value.None : new Value(KwDefaults);

    [PySetter("__kwdefaults__")]
    private void SetKwDefaults(Value v) =>
        KwDefaults = v.IsMissingOrNone ? null : v.Ref as PyDict ?? throw Err.TypeError("__kwdefaults__ must be set to a dict object");

    [PyGetter("__annotations__")]
    private Value AnnotationsAttribute
    {
        get
        {
            if (Annotations is PyDict d) return new Value(d);
            d = new PyDict();
            if (Annotations is PyTuple pairs)
                for (int i = 0; i + 1 < pairs.Count; i += 2) d.Set(pairs[i], pairs[i + 1]);
            Annotations = d;
            return new Value(d);
        }
    }

    [PySetter("__annotations__")]
    private void SetAnnotations(Value v) =>
        Annotations = v.IsMissingOrNone ? null : v.Ref as PyDict ?? throw Err.TypeError("__annotations__ must be set to a dict object");

    [PyGetter("__type_params__")] private Value TypeParamsAttribute => new(TypeParams ?? PyTuple.Empty);

    [PySetter("__type_params__")]
    private void SetTypeParams(Value v) => TypeParams = v.Ref as PyTuple ?? throw Err.TypeError("__type_params__ must be set to a tuple");

    [PyGetter("__doc__")] private Value DocAttribute => Doc.IsMissing ? Code.Docstring : Doc;

    [PySetter("__doc__")] private void SetDoc(Value v) => Doc = v.IsMissing ? Value.None : v;

    [PyGetter("__module__")] private Value ModuleAttribute => Module.IsMissing ? Value.None : Module;

    [PySetter("__module__")] private void SetModule(Value v) => Module = v.IsMissing ? Value.None : v;

    [PyGetter("__dict__")] private Value DictAttribute => new(InstanceAttributes.Dict(this));

    [PySetter("__dict__")]
    private void SetDict(Value v)
    {
        if (v.IsMissing) throw Err.TypeError("cannot delete __dict__");
        InstanceAttributes.SetDict(this, v.Ref as PyDict ?? throw Err.TypeError($"__dict__ must be set to a dictionary, not a '{v.Type.FullName}'"));
    }

    [PyMember("__globals__")] private Value GlobalsAttribute => new(Globals);

    [PyMember("__builtins__")] private Value BuiltinsAttribute => new(Builtins);

    [PyMember("__closure__")] private Value ClosureAttribute => Closure is { } cells ? new Value(cells) : Value.None;
}

namespace TieredPy.Runtime.Objects;

/// <content>Making built-in types: what generated code calls.</content>
public unsafe partial class PyType
{
    private delegate*<PyType, void> populate;
    private delegate*<PyType, PyObject> allocate;
    private volatile bool populated;
    private bool populating;

    /// <summary>The docstring of a built-in type.</summary>
    internal string? Doc { get; private set; }

    /// <summary>The text signature of a built-in type's constructor.</summary>
    internal string? TextSignature { get; private set; }

    /// <summary>Makes a built-in type. Cheap: its dict is filled when it is first looked at.</summary>
    internal static PyType NewBuiltin(PyType @base, string name, TypeFlags flags, string? doc, string? signature, delegate*<PyType, void> populate, delegate*<PyType, PyObject> allocate)
    {
        var type = new PyType(TypeBootstrap.Type.RootShape, name);
        type.InitBuiltin(name, flags, doc, signature, populate, allocate);
        type.SetBuiltinBase(@base);
        return type;
    }

    internal void InitBuiltin(string name, TypeFlags flags, string? doc, string? signature, delegate*<PyType, void> populate, delegate*<PyType, PyObject> allocate)
    {
        int dot = LastDot(name);
        if (dot >= 0) Module = name[..dot];
        Name = QualName = name[(dot + 1)..];
        Flags = flags;
        Doc = doc;
        TextSignature = signature;
        this.populate = populate;
        this.allocate = allocate;
    }

    /// <summary>Where the last dot of a name is, or -1; the framework's search would load its vectors at each start.</summary>
    internal static int LastDot(string name)
    {
        int dot = name.Length - 1;
        while (dot >= 0 && name[dot] != '.') dot--;
        return dot;
    }

    internal void SetBuiltinBase(PyType @base)
    {
        Base = @base;
        Mro = [this, .. @base.Mro];
        if (Has(TypeFlags.BaseLayout))
        {
            Solid = @base.Solid;
            Layout = @base.Layout;
        }
        Flags |= @base.Flags & (TypeFlags.HasDict | TypeFlags.Weakrefable | TypeFlags.Sequence | TypeFlags.Mapping | TypeFlags.MatchSelf);
        @base.AddSubclass(this);
    }

    /// <summary>A bare instance of this type (what <c>object.__new__</c> makes); null when its layout can't be made so.</summary>
    internal PyObject? NewInstance()
    {
        var make = Solid.allocate;
        return make == null ? null : make(this);
    }

    /// <summary>Fills the dict of a built-in type, once; another thread that needs it waits.</summary>
    private void Populate()
    {
        lock (gate)
        {
            if (populated || populating) return;
            populating = true;
            dict ??= new PyDict();
            if (populate != null)
            {
                populate(this);
                if (Has(TypeFlags.HasDict) && Base != null && !Base.Has(TypeFlags.HasDict)) AddIfAbsent("__dict__", new Value(InstanceAttributes.DictDescriptor(this)));
                AddIfAbsent("__doc__", Doc == null ? Value.None : Value.Str(Doc));
                if (Has(TypeFlags.HasDict) && Base?.Has(TypeFlags.HasDict) == false) AddIfAbsent("__dict__", new Value(InstanceAttributes.DictDescriptor(this)));
            }
            if (Has(TypeFlags.HasDict) && Base != null && !Base.Has(TypeFlags.HasDict)) AddIfAbsent("__dict__", new Value(InstanceAttributes.DictDescriptor(this)));
            populated = true;
            // What was looked up while the dict was being filled may have been too early.
            lookupTable = null;
            slotCache = null;
            traits = null;
        }
    }

    /// <summary>Makes a built-in type that adds neither fields nor methods to its base's, and may have more bases.</summary>
    internal static PyType MakePlain(string name, PyType @base, string? doc, params PyType[] more)
    {
        var type = new PyType(TypeBootstrap.Type.RootShape, name) { Doc = doc, populate = &PopulatePlain };
        type.Flags = TypeFlags.Subclassable;
        // Exceptions of modules are heap types in CPython.
        if (LastDot(name) is >= 0 and var dot)
        {
            type.Module = name[..dot];
            type.Name = type.QualName = name[(dot + 1)..];
        }
        else type.Flags |= TypeFlags.Immutable;
        type.SetBuiltinBase(@base);
        type.Solid = @base.Solid;
        type.Layout = @base.Layout;
        if (more.Length > 0)
        {
            type.Bases = new PyTuple([new Value(@base), .. more.Map(t => new Value(t))]);
            type.Mro = C3.Linearize(type, [@base, .. more]);
            foreach (var t in more) t.AddSubclass(type);
        }
        return type;
    }

    private static void PopulatePlain(PyType t)
    {
        if (t.Name == "KeyError") t.AddWrapper("__str__", &KeyErrorStr, false);
        if (t.Name == "ExceptionGroup") t.AddConstant("__module__", Value.Str("builtins"));
    }

    private static Value KeyErrorStr(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (kw != null || args.Length != 1) throw Arguments.ArgErrors.Wrapper(ExcTypes.KeyError, "__str__", args, kw, 0, 0);
        if (args[0].Ref is not PyBaseException e || !e.Is(ExcTypes.KeyError)) throw Arguments.ArgErrors.WrongWrapperSelf(ExcTypes.KeyError, "__str__", args[0]);
        return e.KeyErrorStr();
    }

    internal void AddMethod(string name, delegate*<ReadOnlySpan<Value>, PyStr[]?, Value> pointer, string? signature, string? doc) =>
        AddConstant(name, new Value(new PyMethodDescriptor(this, name, pointer, signature, doc)));

    internal void AddWrapper(string name, delegate*<ReadOnlySpan<Value>, PyStr[]?, Value> pointer, bool isVirtual) =>
        AddConstant(name, new Value(new PyWrapperDescriptor(this, name, pointer, isVirtual)));

    internal void AddClassMethod(string name, delegate*<ReadOnlySpan<Value>, PyStr[]?, Value> pointer, string? signature, string? doc) =>
        AddConstant(name, new Value(new PyClassMethodDescriptor(this, name, pointer, signature, doc)));

    internal void AddStaticMethod(string name, delegate*<ReadOnlySpan<Value>, PyStr[]?, Value> pointer, string? signature, string? doc) =>
        AddConstant(name, new Value(new PyStaticMethod(new Value(new PyBuiltinFunction(name, pointer, new Value(this), false, signature, doc)))));

    /// <param name="pointer">The entry point.</param>
    /// <param name="makesOnly">It looks at nothing but the class.</param>
    internal void AddNew(delegate*<ReadOnlySpan<Value>, PyStr[]?, Value> pointer, bool makesOnly = false) =>
        AddConstant("__new__", new Value(new PyBuiltinFunction("__new__", pointer, new Value(this), false, "($type, *args, **kwargs)",
            "Create and return a new object.  See help(type) for accurate signature.")
        { MakesOnly = makesOnly }));

    internal void AddGetSet(string name, delegate*<Value, Value> getter, delegate*<Value, Value, void> setter, string? doc) =>
        AddConstant(name, new Value(new PyGetSetDescriptor(this, name, getter, setter, doc)));

    internal void AddMember(string name, delegate*<Value, Value> getter, string? doc) =>
        AddConstant(name, new Value(new PyMemberDescriptor(this, name, getter, doc)));

    internal void AddConstant(string name, Value value) => dict!.Set(PyStr.Intern(name), value);

    private void AddIfAbsent(string name, Value value)
    {
        var key = PyStr.Intern(name);
        if (dict!.TryGet(key).IsMissing) dict.Set(key, value);
    }
}

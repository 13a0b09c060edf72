namespace TieredPy.Runtime.Objects;

/// <content>Attributes of type objects.</content>
public partial class PyType
{
    private static readonly PyStr ModuleName = PyStr.Intern("__module__");
    private static readonly PyStr DocName = PyStr.Intern("__doc__");
    private static readonly PyStr AnnotationsName = PyStr.Intern("__annotations__");
    private static readonly PyStr AbstractMethodsName = PyStr.Intern("__abstractmethods__");
    private static readonly PyStr TypeParamsName = PyStr.Intern("__type_params__");

    /// <summary>Data descriptors of the metaclass, then the type's own MRO, then the rest of the metaclass.</summary>
    public override Value GetAttr(PyStr name)
    {
        var meta = Type;
        var metaFound = meta.Lookup(name);
        var kind = DescriptorKind.None;
        if (metaFound != null)
        {
            kind = ObjectMethods.KindOf(metaFound);
            if (kind == DescriptorKind.Data) return Ops.DescrGet(metaFound, new Value(this), meta);
        }
        var found = Lookup(name);
        if (found != null) return ObjectMethods.KindOf(found) is DescriptorKind.None or DescriptorKind.SetOnly ? Value.FromHeap(found) : Ops.DescrGet(found, Value.Missing, this);
        if (metaFound == null) return Value.Missing;
        return kind != DescriptorKind.Get ? Value.FromHeap(metaFound) : Ops.DescrGet(metaFound, new Value(this), meta);
    }

    public override void SetAttr(PyStr name, Value value) => Store(name, value);

    public override void DelAttr(PyStr name) => Store(name, Value.Missing);

    private void Store(PyStr name, Value value)
    {
        RequireMutable(name.ToString());
        if (Type.Lookup(name) is { } d && ObjectMethods.KindOf(d) is DescriptorKind.Data or DescriptorKind.SetOnly)
        {
            Ops.DescrSet(d, new Value(this), value);
            return;
        }
        name = PyStr.Intern(name);
        if (value.IsMissing)
        {
            if (Dict.TryGet(name).IsMissing) throw Err.AttributeError($"type object '{FullName}' has no attribute '{name}'", new Value(this), name);
            SetOwn(name, null);
        }
        else SetOwn(name, value.ToHeap());
    }

    private void RequireMutable(string name)
    {
        if (Has(TypeFlags.Immutable)) throw Err.TypeError($"cannot set '{name}' attribute of immutable type '{FullName}'");
    }

    private void RequireValue(string name, Value value)
    {
        RequireMutable(name);
        if (value.IsMissing) throw Err.TypeError($"cannot delete '{name}' attribute of immutable type '{FullName}'");
    }

    public override Value Repr()
    {
        if (!IsHeap) return new Value(PyStr.Of(Module == "builtins" ? $"<class '{QualName}'>" : $"<class '{Module}.{QualName}'>"));
        return new Value(PyStr.Of(Dict.TryGet(ModuleName).Ref is PyStr m && m.ToString() is var module && module != "builtins"
            ? $"<class '{module}.{QualName}'>"
            : $"<class '{QualName}'>"));
    }

    // Names and orders of resolution are asked for again and again, and each time are the same objects; a pair is one field, so that racing threads see it whole.
    private Tuple<string, PyStr>? nameText;
    private Tuple<PyType[], PyTuple>? mroTuple;

    /// <summary><c>__name__</c>: the same object as long as the name is.</summary>
    internal PyStr NameText
    {
        get
        {
            var made = nameText;
            if (made == null || !ReferenceEquals(made.Item1, Name)) nameText = made = Tuple.Create(Name, PyStr.Of(Name));
            return made.Item2;
        }
    }

    [PyGetter("__name__")] private Value GetName() => new(NameText);

    [PySetter("__name__")]
    private void SetName(Value value)
    {
        RequireValue("__name__", value);
        if (value.Ref is not PyStr s) throw Err.TypeError($"can only assign string to {Name}.__name__, not '{Ops.TypeName(value)}'");
        string text = s.ToString();
        if (text.Contains('\0')) throw Err.ValueError("type name must not contain null characters");
        RequireEncodable(s);
        Name = text;
        Modified();
    }

    [PyGetter("__qualname__")] private Value GetQualName() => new(PyStr.Of(QualName));

    [PySetter("__qualname__")]
    private void SetQualName(Value value)
    {
        RequireValue("__qualname__", value);
        if (value.Ref is not PyStr s) throw Err.TypeError($"can only assign string to {Name}.__qualname__, not '{Ops.TypeName(value)}'");
        QualName = s.ToString();
    }

    [PyGetter("__module__")]
    private Value GetModule()
    {
        if (!IsHeap) return new Value(PyStr.Of(Module));
        var m = Dict.TryGet(ModuleName);
        return m.IsMissing ? throw Err.AttributeError("__module__") : m;
    }

    [PySetter("__module__")]
    private void SetModule(Value value)
    {
        RequireValue("__module__", value);
        if (!IsHeap)
        {
            Module = Ops.Str(value).ToString();
            return;
        }
        Dict.Remove(PyStr.Intern("__firstlineno__"));
        SetOwn(ModuleName, value.ToHeap());
    }

    [PyGetter("__doc__")]
    private Value GetDoc()
    {
        if (!IsHeap) return Doc == null ? Value.None : new Value(PyStr.Of(Doc));
        var d = Dict.TryGet(DocName);
        return d.IsMissing ? Value.None : Ops.DescrGet(d.ToHeap(), Value.Missing, this);
    }

    /// <summary>Names and docstrings are kept as UTF-8 by CPython: lone surrogates are refused.</summary>
    internal static void RequireEncodable(PyStr s) => Ops.CallMethod(new Value(s), "encode");

    [PySetter("__doc__")]
    private void SetDoc(Value value)
    {
        RequireValue("__doc__", value);
        SetOwn(DocName, value.ToHeap());
    }

    [PyGetter("__text_signature__")] private string? GetTextSignature() => IsHeap || TextSignature == "" ? null : this == PyObject.TypeObject ? "()" : TextSignature;

    [PyGetter("__bases__")] private Value GetBases() => new(Bases);

    [PySetter("__bases__")]
    private void SetBases(Value value)
    {
        RequireValue("__bases__", value);
        if (value.Ref is not PyTuple t) throw Err.TypeError($"can only assign tuple to {Name}.__bases__, not {Ops.TypeName(value)}");
        if (t.Count == 0) throw Err.TypeError($"can only assign non-empty tuple to {Name}.__bases__, not ()");
        ReplaceBases(t);
    }

    [PyMember("__base__")] private Value GetBase => Base == null ? Value.None : new Value(Base);

    [PyGetter("__mro__")] private Value GetMro() => MroKnown ? new Value(MroTuple) : Value.None;

    /// <summary><c>__mro__</c>: the same object as long as the order is.</summary>
    internal PyTuple MroTuple
    {
        get
        {
            var made = mroTuple;
            if (made == null || !ReferenceEquals(made.Item1, Mro)) mroTuple = made = Tuple.Create(Mro, new PyTuple(Array.ConvertAll(Mro, t => new Value(t))));
            return made.Item2;
        }
    }

    [PyGetter("__dict__")] private Value GetDict() => new(new PyMappingProxy(new Value(Dict)));

    [PyMember("__basicsize__")] private Value BasicSize => Value.Int(16 + 8 * SlotMembers.Length + (Solid == PyObject.TypeObject ? 0 : 8));

    [PyMember("__itemsize__")]
    private Value ItemSize => Value.Int(Solid == PyInt.TypeObject ? 4 : Solid == PyTuple.TypeObject ? 8 : Solid == PyBytes.TypeObject ? 1 : Solid == TypeObject ? 40 : 0);

    [PyMember("__dictoffset__")] private Value DictOffset => Value.Int(IsSubtypeOf(TypeObject) ? 264 : Has(TypeFlags.HasDict) ? -1 : 0);

    [PyMember("__weakrefoffset__")] private Value WeakrefOffset => Value.Int(Has(TypeFlags.Weakrefable) ? 16 : 0);

    /// <summary>CPython's tp_flags, those bits that programs test.</summary>
    [PyMember("__flags__")]
    private Value CFlags
    {
        get
        {
            long f = 1L << 12 | 1L << 14 | 1L << 18;
            if (Has(TypeFlags.Immutable)) f |= 1L << 8;
            if (IsHeap || !Has(TypeFlags.Immutable)) f |= 1L << 9;
            if (IsHeap && Has(TypeFlags.HasDict)) f |= Solid == PyObject.TypeObject ? 1L << 2 | 1L << 4 : 1L << 4;
            if (Has(TypeFlags.Subclassable)) f |= 1L << 10;
            if (Has(TypeFlags.Sequence)) f |= 1L << 5;
            if (Has(TypeFlags.Mapping)) f |= 1L << 6;
            if (Has(TypeFlags.NoConstructor)) f |= 1L << 7;
            if (Has(TypeFlags.MatchSelf)) f |= 1L << 22;
            if (Has(TypeFlags.Abstract)) f |= 1L << 20;
            if (IsSubtypeOf(PyInt.TypeObject)) f |= 1L << 24;
            if (IsSubtypeOf(PyList.TypeObject)) f |= 1L << 25;
            if (IsSubtypeOf(PyTuple.TypeObject)) f |= 1L << 26;
            if (IsSubtypeOf(PyBytes.TypeObject)) f |= 1L << 27;
            if (IsSubtypeOf(PyStr.TypeObject)) f |= 1L << 28;
            if (IsSubtypeOf(PyDict.TypeObject)) f |= 1L << 29;
            if (IsSubtypeOf(ExcTypes.BaseException)) f |= 1L << 30;
            if (IsSubtypeOf(TypeObject)) f |= 1L << 31;
            return Value.Int(f);
        }
    }

    [PyGetter("__abstractmethods__")]
    private Value GetAbstractMethods()
    {
        var v = this == TypeObject ? Value.Missing : Dict.TryGet(AbstractMethodsName);
        return v.IsMissing ? throw Err.AttributeError("__abstractmethods__", new Value(this), AbstractMethodsName) : v;
    }

    [PySetter("__abstractmethods__")]
    private void SetAbstractMethods(Value value)
    {
        if (value.IsMissing)
        {
            if (Dict.TryGet(AbstractMethodsName).IsMissing) throw Err.AttributeError("__abstractmethods__", new Value(this), AbstractMethodsName);
            SetOwn(AbstractMethodsName, null);
            Flags &= ~TypeFlags.Abstract;
            return;
        }
        bool any = Ops.Truth(value);
        SetOwn(AbstractMethodsName, value.ToHeap());
        if (any) Flags |= TypeFlags.Abstract;
        else Flags &= ~TypeFlags.Abstract;
    }

    [PyGetter("__annotations__")]
    private Value GetAnnotations()
    {
        if (!IsHeap) throw Err.AttributeError($"type object '{FullName}' has no attribute '__annotations__'", new Value(this), AnnotationsName);
        var v = Dict.TryGet(AnnotationsName);
        if (v.IsMissing)
        {
            v = new Value(new PyDict());
            SetOwn(AnnotationsName, v.ToHeap());
            return v;
        }
        return Ops.DescrGet(v.ToHeap(), Value.Missing, this);
    }

    [PySetter("__annotations__")]
    private void SetAnnotations(Value value)
    {
        RequireMutable("__annotations__");
        if (!value.IsMissing) SetOwn(AnnotationsName, value.ToHeap());
        else if (Dict.TryGet(AnnotationsName).IsMissing) throw Err.AttributeError("__annotations__");
        else SetOwn(AnnotationsName, null);
    }

    [PyGetter("__type_params__")]
    private Value GetTypeParams()
    {
        var v = Dict.TryGet(TypeParamsName);
        return v.IsMissing || this == TypeObject ? new Value(PyTuple.Empty) : v;
    }

    [PySetter("__type_params__")]
    private void SetTypeParams(Value value)
    {
        RequireValue("__type_params__", value);
        SetOwn(TypeParamsName, value.ToHeap());
    }

    [PyMethod("mro", Doc = "Return a type's method resolution order.")]
    private Value MroMethod()
    {
        var items = C3.Linearize(this, BaseTypes());
        var list = new PyList(ReadOnlySpan<Value>.Empty);
        foreach (var t in items) list.Append(new Value(t));
        return new Value(list);
    }

    [PyMethod("__subclasses__", Doc = "Return a list of immediate subclasses.")]
    private Value SubclassesMethod()
    {
        var list = new PyList(ReadOnlySpan<Value>.Empty);
        foreach (var t in Subclasses()) list.Append(new Value(t));
        return new Value(list);
    }

    [PyClassMethod("__prepare__", Doc = "Create the namespace for the class statement")]
    private static Value Prepare(PyType cls, [StarArgs] ReadOnlySpan<Value> args, [StarKwArgs] PyDict? kw) => new(new PyDict());

    [PyMethod("__instancecheck__", Doc = "Check if an object is an instance.")]
    private Value InstanceCheck(Value instance) => Value.Bool(Ops.IsInstanceNoCheck(instance, new Value(this)));

    [PyMethod("__subclasscheck__", Doc = "Check if a class is a subclass.")]
    private Value SubclassCheck(Value subclass) => Value.Bool(Ops.IsSubclassNoCheck(subclass, new Value(this)));

    public override Value Or(Value other) => PyUnion.OrOperator(new Value(this), other);

    public override Value ROr(Value other) => PyUnion.OrOperator(other, new Value(this));

    [PyMethod("__dir__", Doc = "Specialized __dir__ implementation for types.")]
    private Value DirMethod()
    {
        var names = new PyDict();
        ObjectMethods.MergeClassNames(names, this);
        return new Value(new PyList(names.Keys()));
    }

    [PyMethod("__sizeof__", Doc = "Return memory consumption of the type object.")]
    private long SizeOf() => 1064;
}

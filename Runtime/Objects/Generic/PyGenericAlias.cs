namespace TieredPy.Runtime.Objects;

/// <summary>types.GenericAlias: a parameterised generic as <c>list[int]</c> (PEP 585).</summary>
[PyType("types.GenericAlias", Weakrefable = true, HasDict = false, Doc = "Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).")]
public partial class PyGenericAlias : PyObject
{
    private static readonly HashSet<string> OwnAttributes =
    [
        "__class__", "__bases__", "__copy__", "__deepcopy__", "__origin__", "__args__", "__unpacked__", "__parameters__",
        "__typing_unpacked_tuple_args__", "__mro_entries__", "__reduce_ex__", "__reduce__",
    ];

    private PyObject origin = PyNone.Instance;
    private PyTuple args = PyTuple.Empty;
    private PyTuple? parameters;
    private bool starred;

    internal PyGenericAlias(Shape shape) : base(shape) { }

    public PyGenericAlias(Value origin, Value args, bool starred = false) : this(TypeObject.RootShape) => Fill(origin, args, starred);

    /// <summary><c>__origin__</c>.</summary>
    public Value Origin => Value.FromHeap(origin);

    /// <summary><c>__args__</c>.</summary>
    public PyTuple Args => args;

    /// <summary>True for an unpacked alias, as <c>*tuple[int, ...]</c>.</summary>
    public bool Starred => starred;

    private PyTuple Parameters => parameters ??= TypeSubstitution.Parameters(args);

    [PyNew(Signature = "(origin, args, /)")]
    private static Value New(PyType cls, Value origin, Value args)
    {
        var made = Allocate(cls);
        made.Fill(origin, args, false);
        return new Value(made);
    }

    private void Fill(Value of, Value arguments, bool star)
    {
        origin = of.ToHeap();
        args = arguments.Ref as PyTuple ?? new PyTuple([arguments]);
        starred = star;
    }

    public override Value GetAttr(PyStr name)
    {
        if (OwnAttributes.Contains(name.ToString())) return ObjectMethods.GenericGetAttr(new Value(this), name);
        return Ops.TryGetAttr(Origin, name, out var v) ? v : Value.Missing;
    }

    public override Value Call(ReadOnlySpan<Value> arguments, PyStr[]? kw)
    {
        var made = Ops.Call(Origin, arguments, kw);
        try
        {
            Ops.SetAttr(made, "__orig_class__", new Value(this));
        }
        catch (PyException e) when (e.Is(ExcTypes.AttributeError) || e.Is(ExcTypes.TypeError))
        {
        }
        return made;
    }

    public override Value GetItem(Value key) => new(new PyGenericAlias(Origin, new Value(TypeSubstitution.Substitute(new Value(this), args, Parameters, key)), starred));

    public override Value Iter() => new(new PyGenericAliasIterator(this));

    public override Value Or(Value other) => PyUnion.OrOperator(new Value(this), other);

    public override Value ROr(Value other) => PyUnion.OrOperator(other, new Value(this));

    public override Value Repr()
    {
        string inner = args.Count == 0 ? "()" : string.Join(", ", args.AsSpan().ToArray().Select(TypeSubstitution.ReprArgument));
        return new Value(PyStr.Of($"{(starred ? "*" : "")}{TypeSubstitution.ReprItem(Origin)}[{inner}]"));
    }

    public override Value Compare(CmpOp op, Value other)
    {
        if (op is not (CmpOp.Eq or CmpOp.Ne) || other.Ref is not PyGenericAlias a) return Value.NotImplemented;
        bool same = starred == a.starred && Ops.Eq(Origin, a.Origin) && Ops.Eq(new Value(args), new Value(a.args));
        return Value.Bool(same == (op == CmpOp.Eq));
    }

    public override long Hash() => Ops.Hash(Origin) ^ Ops.Hash(new Value(args));

    [PyMember("__origin__")] private Value OriginMember => Origin;

    [PyMember("__args__")] private Value ArgsMember => new(args);

    [PyMember("__unpacked__")] private Value UnpackedMember => Value.Bool(starred);

    [PyGetter("__parameters__", Doc = "Type variables in the GenericAlias.")] private Value GetParameters() => new(Parameters);

    [PyGetter("__typing_unpacked_tuple_args__")]
    private Value UnpackedTupleArgs() => starred && origin == PyTuple.TypeObject ? new Value(args) : Value.None;

    [PyMethod("__mro_entries__")] private Value MroEntries(Value bases) => new(new PyTuple([Origin]));

    [PyMethod("__instancecheck__")]
    private Value InstanceCheck(Value instance) => throw Err.TypeError("isinstance() argument 2 cannot be a parameterized generic");

    [PyMethod("__subclasscheck__")]
    private Value SubclassCheck(Value subclass) => throw Err.TypeError("issubclass() argument 2 cannot be a parameterized generic");

    [PyMethod("__reduce__")]
    private Value Reduce()
    {
        if (!starred) return new Value(new PyTuple([new Value(TypeObject), new Value(new PyTuple([Origin, new Value(args)]))]));
        var next = Ops.GetAttr(Ops.Import("builtins"), "next");
        var plain = new Value(new PyGenericAlias(Origin, new Value(args)));
        return new Value(new PyTuple([next, new Value(new PyTuple([Ops.Iter(plain)]))]));
    }

    [PyMethod("__dir__")]
    private Value DirMethod()
    {
        var names = Ops.LookupSpecial(Origin, Slot.Dir, out var dir) ? Ops.ToList(Ops.Call(dir)) : new PyList(ReadOnlySpan<Value>.Empty);
        foreach (string s in OwnAttributes)
            if (!Ops.Contains(new Value(names), Value.Str(s))) names.Append(Value.Str(s));
        return new Value(names);
    }
}

/// <summary>Gives the unpacked form of an alias, once.</summary>
[PyType("generic_alias_iterator", Subclassable = false, NoConstructor = true)]
public sealed partial class PyGenericAliasIterator : PyObject
{
    private PyGenericAlias? alias;

    internal PyGenericAliasIterator(PyGenericAlias alias) : base(TypeObject.RootShape) => this.alias = alias;

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (alias == null) return Value.Done;
        var starred = new PyGenericAlias(alias.Origin, new Value(alias.Args), true);
        alias = null;
        return new Value(starred);
    }

    [PyMethod("__reduce__")]
    private Value Reduce()
    {
        var iter = Ops.GetAttr(Ops.Import("builtins"), "iter");
        return new Value(new PyTuple([iter, new Value(new PyTuple([new Value(alias == null ? PyTuple.Empty : alias)]))]));
    }
}

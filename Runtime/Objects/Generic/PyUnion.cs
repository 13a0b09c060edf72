namespace TieredPy.Runtime.Objects;

/// <summary>types.UnionType: <c>int | str</c> (PEP 604).</summary>
[PyType("types.UnionType", Subclassable = false, NoConstructor = true, Weakrefable = true, Doc = "Represent a PEP 604 union type\n\nE.g. for int | str")]
public sealed partial class PyUnion : PyObject
{
    private readonly PyTuple args;
    private PyTuple? parameters;

    private PyUnion(PyTuple args) : base(TypeObject.RootShape) => this.args = args;

    /// <summary><c>__args__</c>.</summary>
    public PyTuple Args => args;

    private PyTuple Parameters => parameters ??= TypeSubstitution.Parameters(args);

    /// <summary>The <c>|</c> of types; NotImplemented for what can't be in a union.</summary>
    internal static Value OrOperator(Value a, Value b) => Unionable(a) && Unionable(b) ? Make([a, b]) : Value.NotImplemented;

    private static bool Unionable(Value v) => v.IsNone || v.Ref is PyType or PyGenericAlias or PyUnion || (v.Ref != null && v.Type.Name == "TypeAliasType");

    /// <summary>The union of types, flattened and without duplicates; the only one itself when one is left.</summary>
    internal static Value Make(ReadOnlySpan<Value> parts)
    {
        var flat = new List<Value>();
        void Add(Value v)
        {
            if (v.IsNone) v = new Value(PyNone.TypeObject);
            foreach (var x in flat)
                if (x.Is(v) || (x.Type == v.Type && x.Ref is not PyType && Ops.Eq(x, v))) return;
            flat.Add(v);
        }
        foreach (var p in parts)
        {
            if (p.Ref is PyUnion u)
                for (int i = 0; i < u.args.Count; i++) Add(u.args[i]);
            else Add(p);
        }
        return flat.Count == 1 ? flat[0] : new Value(new PyUnion(new PyTuple(flat.ToArray())));
    }

    /// <summary>isinstance with a union as class.</summary>
    internal bool AnyInstance(Value v)
    {
        for (int i = 0; i < args.Count; i++)
            if (Ops.IsInstance(v, args[i])) return true;
        return false;
    }

    /// <summary>issubclass with a union as class.</summary>
    internal bool AnySubclass(Value v)
    {
        for (int i = 0; i < args.Count; i++)
            if (Ops.IsSubclass(v, args[i])) return true;
        return false;
    }

    public override Value Or(Value other) => OrOperator(new Value(this), other);

    public override Value ROr(Value other) => OrOperator(other, new Value(this));

    public override Value GetItem(Value key)
    {
        var items = TypeSubstitution.Substitute(new Value(this), args, Parameters, key);
        var result = items[0];
        for (int i = 1; i < items.Count; i++) result = Ops.Or(result, items[i]);
        return result;
    }

    public override Value Repr() =>
        new(PyStr.Of(string.Join(" | ", args.AsSpan().ToArray().Select(a => a.Ref == PyNone.TypeObject ? "None" : TypeSubstitution.ReprItem(a)))));

    public override Value Compare(CmpOp op, Value other)
    {
        if (op is not (CmpOp.Eq or CmpOp.Ne) || other.Ref is not PyUnion u) return Value.NotImplemented;
        bool same = args.Count == u.args.Count;
        for (int i = 0; same && i < args.Count; i++) same = Ops.Contains(new Value(u.args), args[i]);
        return Value.Bool(same == (op == CmpOp.Eq));
    }

    public override long Hash()
    {
        // The order of the members doesn't count.
        return new PyFrozenSet(args.AsSpan()).Hash();
    }

    [PyMember("__args__")] private Value ArgsMember => new(args);

    [PyGetter("__parameters__", Doc = "Type variables in the types.UnionType.")] private Value GetParameters() => new(Parameters);

    [PyMethod("__instancecheck__")] private bool InstanceCheck(Value instance) => AnyInstance(instance);

    [PyMethod("__subclasscheck__")] private bool SubclassCheck(Value subclass) => AnySubclass(subclass);

    [PyMethod("__reduce__")]
    private Value Reduce()
    {
        var or = Ops.GetAttr(Ops.Import("functools"), "reduce");
        return new Value(new PyTuple([or, new Value(new PyTuple([Ops.GetAttr(Ops.Import("operator"), "or_"), new Value(args)]))]));
    }
}

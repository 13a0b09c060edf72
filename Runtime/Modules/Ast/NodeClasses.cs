namespace TieredPy.Runtime.Modules;

using TieredPy.Runtime.Syntax;

/// <summary>The Python class of each kind of node and of each member of the grammar's enumerations.</summary>
internal sealed class NodeClasses
{
    private static NodeClasses? instance;

    private readonly NodeClass[] classes;
    private readonly Dictionary<PyType, NodeKind> kinds = [];
    private readonly Dictionary<Type, EnumClass> enums = [];

    private NodeClasses()
    {
        var all = Enum.GetValues<NodeKind>();
        classes = new NodeClass[all.Length];
        foreach (var kind in all)
        {
            classes[(int)kind] = new NodeClass(Find(NameOf(kind)));
            kinds[classes[(int)kind].Type] = kind;
        }
        AddEnum<Syntax.Operator>("operator");
        AddEnum<Unaryop>("unaryop");
        AddEnum<Boolop>("boolop");
        AddEnum<Cmpop>("cmpop");
        AddEnum<ExprContext>("expr_context");
    }

    public static NodeClasses Instance => instance ?? Interlocked.CompareExchange(ref instance, new NodeClasses(), null) ?? instance;

    public NodeClass this[NodeKind kind] => classes[(int)kind];

    /// <summary>The kind that an object of Python is a node of, by its class or the nearest base.</summary>
    public bool TryKind(Value node, out NodeKind kind)
    {
        if (kinds.TryGetValue(node.Type, out kind)) return true;
        foreach (var t in node.Type.Mro)
            if (kinds.TryGetValue(t, out kind)) return true;
        return false;
    }

    public EnumClass Of<T>() where T : struct, Enum => enums[typeof(T)];

    /// <summary>The name in Python's abstract grammar.</summary>
    public static string NameOf(NodeKind kind) => kind switch
    {
        NodeKind.ExprStmt => "Expr",
        NodeKind.Comprehension => "comprehension",
        NodeKind.Arguments => "arguments",
        NodeKind.Arg => "arg",
        NodeKind.Keyword => "keyword",
        NodeKind.Alias => "alias",
        NodeKind.WithItem => "withitem",
        NodeKind.MatchCase => "match_case",
        _ => kind.ToString(),
    };

    /// <summary>The name of what a node is an alternative of in the grammar; its own where it stands alone.</summary>
    public static string SumOf(NodeKind kind) => kind switch
    {
        <= NodeKind.FunctionType => "mod",
        <= NodeKind.Continue => "stmt",
        <= NodeKind.Slice => "expr",
        <= NodeKind.MatchOr => "pattern",
        <= NodeKind.TypeVarTuple => "type_param",
        NodeKind.ExceptHandler => "excepthandler",
        NodeKind.TypeIgnore => "type_ignore",
        _ => NameOf(kind),
    };

    private static PyType Find(string name) => (PyType)AstModule.Class(name).Ref!;

    private void AddEnum<T>(string name) where T : struct, Enum =>
        enums[typeof(T)] = new EnumClass(name, Array.ConvertAll(Enum.GetNames<T>(), Find));
}

/// <summary>A node class and the layout of its instances: the fields, then the place.</summary>
internal sealed class NodeClass
{
    private static readonly PyStr[] Place = [PyStr.Intern("lineno"), PyStr.Intern("col_offset"), PyStr.Intern("end_lineno"), PyStr.Intern("end_col_offset")];

    private readonly Shape full;

    public NodeClass(PyType type)
    {
        Type = type;
        var shape = type.RootShape;
        foreach (var field in ((PyTuple)Ops.GetAttr(new Value(type), PyStr.Intern("_fields")).Ref!).AsSpan()) shape = shape.With((PyStr)field.Ref!);
        HasPlace = ((PyTuple)Ops.GetAttr(new Value(type), PyStr.Intern("_attributes")).Ref!).Count > 0;
        if (HasPlace)
            foreach (var name in Place) shape = shape.With(name);
        full = shape;
    }

    public PyType Type { get; }

    public bool HasPlace { get; }

    /// <summary>An instance with these fields.</summary>
    public Value New(Node at, ReadOnlySpan<Value> fields)
    {
        var o = PyInstance.New(Type.RootShape);
        int i = 0;
        foreach (var field in fields) HeapSlot.Store(ref o.Slot(i++), field);
        if (HasPlace)
        {
            HeapSlot.StoreInt(ref o.Slot(i++), at.Line);
            HeapSlot.StoreInt(ref o.Slot(i++), at.Col);
            HeapSlot.StoreInt(ref o.Slot(i++), at.EndLine);
            HeapSlot.StoreInt(ref o.Slot(i), at.EndCol);
        }
        o.Shape = full;
        return new Value(o);
    }
}

/// <summary>The classes of an enumeration of the grammar, such as <c>operator</c>, and the one instance of each that trees share.</summary>
internal sealed class EnumClass(string name, PyType[] types)
{
    private readonly Value[] members = Array.ConvertAll(types, t => new Value(PyInstance.New(t.RootShape)));

    public Value this[int member] => members[member];

    /// <summary>The number of the member that an object is an instance of.</summary>
    public int IndexOf(Value v)
    {
        foreach (var t in v.Type.Mro)
            if (Array.IndexOf(types, t) is >= 0 and var i) return i;
        throw Err.TypeError($"expected some sort of {name}, but got {Ops.Repr(v)}");
    }
}

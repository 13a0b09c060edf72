namespace TieredPy.Runtime.Modules.Sre;

/// <summary>A replacement string, parsed: a literal, then pairs of a group and a literal.</summary>
[PyType("_sre.SRE_Template", NoConstructor = true, Subclassable = false)]
internal sealed partial class PySreTemplate : PyObject
{
    private readonly Value[] literals;
    private readonly int[] groups;

    private PySreTemplate(Value literal, int[] groups, Value[] literals) : base(TypeObject.RootShape)
    {
        Literal = literal;
        this.groups = groups;
        this.literals = literals;
    }

    /// <summary>The text before the first group.</summary>
    public Value Literal { get; }

    public bool HasGroups => groups.Length > 0;

    /// <summary>Makes a template of the list that re's parser produces.</summary>
    public static PySreTemplate Of(PyPattern pattern, PyList list)
    {
        var items = list.ToArray();
        if (items.Length % 2 == 0) throw Err.TypeError("invalid template");
        int n = items.Length / 2;
        var groups = new int[n];
        var literals = new Value[n];
        for (int i = 0; i < n; i++)
        {
            long index = Ops.AsLong(items[2 * i + 1]);
            if (index < 0 || index > pattern.Groups) throw Err.TypeError("invalid template");
            groups[i] = (int)index;
            literals[i] = items[2 * i + 2];
        }
        return new PySreTemplate(items[0], groups, literals);
    }

    /// <summary>The replacement for a match.</summary>
    public Value Expand(PyMatch match, bool bytes)
    {
        if (!HasGroups) return Literal;
        var parts = new List<Value>(2 * groups.Length + 1);
        Expand(match, parts);
        return SreSubstitution.Join(parts, bytes);
    }

    /// <summary>Adds the parts of the replacement.</summary>
    public void Expand(PyMatch match, List<Value> parts)
    {
        if (!IsEmpty(Literal)) parts.Add(Literal);
        for (int i = 0; i < groups.Length; i++)
        {
            var text = match.Text0(groups[i], Value.None);
            if (!text.IsNone) parts.Add(text);
            if (!IsEmpty(literals[i])) parts.Add(literals[i]);
        }
    }

    private static bool IsEmpty(Value literal) => literal.Ref is PyStr { Length: 0 } or PyBytes { Data.Length: 0 };
}

namespace TieredPy.Runtime.Modules.Sre;

/// <summary>re.Match: where a pattern and its groups matched.</summary>
[PyType("re.Match", NoConstructor = true, Subclassable = false, Doc = "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.")]
internal sealed partial class PyMatch : PyObject
{
    private readonly PyPattern pattern;
    private readonly PyObject source;
    private readonly object text;

    /// <summary>Starts and ends of the groups; those of the whole match are beside, as most patterns have no groups.</summary>
    private readonly int[] groupSpans;
    private readonly int start, end, lastIndex, from, to;

    /// <summary>The tuples of those few that were asked for them: matches are many, and small for that.</summary>
    private static readonly ConditionalWeakTable<PyMatch, PyTuple> AskedRegs = [];

    /// <summary>A match of which <paramref name="spans"/> has start and end, and those of the groups.</summary>
    public PyMatch(PyPattern pattern, in SreSubject subject, ReadOnlySpan<int> spans, int pos, int endpos, int lastIndex) : base(TypeObject.RootShape)
    {
        this.pattern = pattern;
        (source, text) = (subject.Object, subject.Held);
        this.lastIndex = lastIndex;
        start = spans[0];
        end = spans[1];
        groupSpans = spans.Length == 2 ? [] : spans[2..].ToArray();
        from = pos;
        to = endpos;
    }

    [PyMember("pos", Doc = "The index into the string at which the RE engine started looking for a match.")] private long From => from;

    [PyMember("endpos", Doc = "The index into the string beyond which the RE engine will not go.")] private long To => to;

    [PyMember("string", Doc = "The string passed to match() or search().")] private Value Text => new(source);

    private SreSubject Subject => new(source, text);

    [PyMember("re", Doc = "The regular expression object.")] private Value Pattern => new(pattern);

    [PyGetter("lastindex", Doc = "The integer index of the last matched capturing group.")]
    private Value LastIndex => lastIndex >= 0 ? Value.Int(lastIndex) : Value.None;

    [PyGetter("lastgroup", Doc = "The name of the last matched capturing group.")]
    private Value LastGroup => pattern.NameOf(lastIndex);

    [PyGetter("regs")]
    private Value Regs => new(AskedRegs.GetValue(this, static m =>
    {
        var items = new Value[m.GroupCount];
        for (int i = 0; i < items.Length; i++) items[i] = m.Pair(i);
        return new PyTuple(items);
    }));

    private int GroupCount => groupSpans.Length / 2 + 1;

    public int StartOf(int group) => group == 0 ? start : groupSpans[2 * group - 2];

    private int EndOf(int group) => group == 0 ? end : groupSpans[2 * group - 1];

    /// <summary>A group's text by its number, or <paramref name="missing"/> when it took no part.</summary>
    public Value Text0(int group, Value missing)
    {
        int first = StartOf(group);
        return first < 0 ? missing : Subject.CurrentSlice(first, EndOf(group));
    }

    private Value Pair(int group) => new(new PyTuple(Value.Int(StartOf(group)), Value.Int(EndOf(group))));

    /// <summary>The number of a group given by number or name.</summary>
    private int IndexOf(Value group)
    {
        if (group.IsInt) return (ulong)group.Bits < (ulong)GroupCount ? (int)group.Bits : throw NoSuchGroup();
        if (Ops.HasIndex(group))
        {
            var index = Ops.Index(group);
            return index.IsInt && (ulong)index.Bits < (ulong)GroupCount ? (int)index.Bits : throw NoSuchGroup();
        }
        Value named;
        try
        {
            named = pattern.GroupIndex.TryGet(group);
        }
        catch (PyException e) when (e.Is(ExcTypes.TypeError))
        {
            throw NoSuchGroup();
        }
        return named.IsInt && (ulong)named.Bits < (ulong)GroupCount ? (int)named.Bits : throw NoSuchGroup();
    }

    private static PyException NoSuchGroup() => Err.IndexError("no such group");

    [PyMethod("group", Doc = "group([group1, ...]) -> str or tuple.\nReturn subgroup(s) of the match by indices or names.\nFor 0 returns the entire match.")]
    private Value Group([StarArgs] ReadOnlySpan<Value> groups)
    {
        switch (groups.Length)
        {
            case 0: return Text0(0, Value.None);
            case 1: return Text0(IndexOf(groups[0]), Value.None);
        }
        var items = new Value[groups.Length];
        for (int i = 0; i < items.Length; i++) items[i] = Text0(IndexOf(groups[i]), Value.None);
        return new Value(new PyTuple(items));
    }

    public override Value GetItem(Value key) => Text0(IndexOf(key), Value.None);

    [PyMethod("groups", Doc = "Return a tuple containing all the subgroups of the match, from 1.\n\n  default\n    Is used for groups that did not participate in the match.")]
    private Value Groups([OptNone, Kw("default")] Value missing)
    {
        if (GroupCount == 1) return new Value(PyTuple.Empty);
        var items = new Value[GroupCount - 1];
        for (int i = 0; i < items.Length; i++) items[i] = Text0(i + 1, missing);
        return new Value(new PyTuple(items));
    }

    [PyMethod("groupdict", Doc = "Return a dictionary containing all the named subgroups of the match, keyed by the subgroup name.\n\n  default\n    Is used for groups that did not participate in the match.")]
    private Value GroupDict([OptNone, Kw("default")] Value missing)
    {
        var result = new PyDict();
        int at = 0;
        while (pattern.GroupIndex.Next(ref at, out var name, out _)) result.Set(name, Text0(IndexOf(name), missing));
        return new Value(result);
    }

    [PyMethod("start", Doc = "Return index of the start of the substring matched by group.")]
    private Value Start([Opt(Show = "0")] Value group) => Value.Int(StartOf(group.IsMissing ? 0 : IndexOf(group)));

    [PyMethod("end", Doc = "Return index of the end of the substring matched by group.")]
    private Value End([Opt(Show = "0")] Value group) => Value.Int(EndOf(group.IsMissing ? 0 : IndexOf(group)));

    [PyMethod("span", Doc = "For match object m, return the 2-tuple (m.start(group), m.end(group)).")]
    private Value Span([Opt(Show = "0")] Value group) => Pair(group.IsMissing ? 0 : IndexOf(group));

    [PyMethod("expand", RunsPython = true, Doc = "Return the string obtained by doing backslash substitution on the string template, as done by the sub() method.")]
    private Value Expand([Kw] Value template) => SreSubstitution.CompileTemplate(pattern, template).Expand(this, Subject.IsBytes);

    [PyMethod("__copy__")] private Value Copy() => new(this);

    [PyMethod("__deepcopy__")] private Value DeepCopy(Value memo) => new(this);

    [PyClassMethod("__class_getitem__", Doc = "See PEP 585")]
    private static Value ClassGetItem(PyType cls, Value @object) => new(new PyGenericAlias(new Value(cls), @object));

    public override Value Repr()
    {
        var text = Ops.Repr(Text0(0, Value.None));
        var builder = new PyStrBuilder();
        builder.Append($"<re.Match object; span=({start}, {end}), match=");
        builder.Append(text, 0, Math.Min(50, text.Length));
        builder.Append('>');
        return new Value(builder.ToStr());
    }
}

using TieredPy.Runtime.Regex;

namespace TieredPy.Runtime.Modules.Sre;

/// <summary>re.Pattern: a compiled regular expression.</summary>
[PyType("re.Pattern", NoConstructor = true, Subclassable = false, Weakrefable = true, Doc = "Compiled regular expression object.")]
internal sealed partial class PyPattern : PyObject
{
    private readonly uint[] code;
    private readonly PyTuple indexGroup;

    public PyPattern(Value pattern, int flags, uint[] code, int groups, PyDict groupIndex, PyTuple indexGroup) : base(TypeObject.RootShape)
    {
        Source = pattern;
        Flags = flags;
        this.code = code;
        Groups = groups;
        GroupIndex = groupIndex;
        this.indexGroup = indexGroup;
        IsBytes = pattern.IsNone ? null : pattern.Ref is not PyStr;
        try
        {
            Program = new SreProgram(code, groups, flags);
        }
        catch (InvalidDataException)
        {
            throw Err.RuntimeError("invalid SRE code");
        }
    }

    public SreProgram Program { get; }

    [PyMember("groups", Doc = "The number of capturing groups in the pattern.")] public int Groups { get; }

    [PyMember("flags", Doc = "The regex matching flags.")] public int Flags { get; }

    [PyMember("pattern", Doc = "The pattern string from which the RE object was compiled.")] public Value Source { get; }

    /// <summary>Group names to numbers.</summary>
    public PyDict GroupIndex { get; }

    /// <summary>Null when the pattern is for neither kind in particular (as of re.Scanner).</summary>
    public bool? IsBytes { get; }

    [PyGetter("groupindex", Doc = "A dictionary mapping group names to group numbers.")]
    private Value GroupIndexView => new(new PyMappingProxy(new Value(GroupIndex)));

    /// <summary>How many ints a match's spans take.</summary>
    public int SpanCount => 2 * Groups + 2;

    /// <summary>The name of a group, or None.</summary>
    public Value NameOf(int group) => group >= 0 && group < indexGroup.Count ? indexGroup[group] : Value.None;

    /// <summary>Takes the subject and checks that it is of the pattern's kind.</summary>
    public SreSubject Open(Value text)
    {
        var subject = SreSubject.Of(text);
        if (IsBytes is { } bytes && bytes != subject.IsBytes)
        {
            throw Err.TypeError(bytes
                ? "cannot use a bytes pattern on a string-like object"
                : "cannot use a string pattern on a bytes-like object");
        }
        return subject;
    }

    public static void Adjust(SreSubject subject, ref long pos, ref long endpos)
    {
        pos = Math.Clamp(pos, 0, subject.Length);
        endpos = Math.Clamp(endpos, 0, subject.Length);
    }

    private Value MatchOne(Value text, long pos, long endpos, SreMode mode)
    {
        var subject = Open(text);
        Adjust(subject, ref pos, ref endpos);
        var room = new SpanRoom();
        var spans = room.Of(SpanCount);
        return subject.Run(Program, (int)pos, (int)endpos, mode, false, spans, out int lastIndex)
            ? new Value(new PyMatch(this, subject, spans, (int)pos, (int)endpos, lastIndex))
            : Value.None;
    }

    [PyMethod("match", Doc = "Matches zero or more characters at the beginning of the string.", Signature = "($self, /, string, pos=0, endpos=sys.maxsize)")]
    private Value Match([Kw("string")] Value text, [Kw] long pos = 0, [Kw] long endpos = long.MaxValue) => MatchOne(text, pos, endpos, SreMode.Match);

    [PyMethod("fullmatch", Doc = "Matches against all of the string.", Signature = "($self, /, string, pos=0, endpos=sys.maxsize)")]
    private Value FullMatch([Kw("string")] Value text, [Kw] long pos = 0, [Kw] long endpos = long.MaxValue) => MatchOne(text, pos, endpos, SreMode.FullMatch);

    [PyMethod("search", Doc = "Scan through string looking for a match, and return a corresponding match object instance.\n\nReturn None if no position in the string matches.", Signature = "($self, /, string, pos=0, endpos=sys.maxsize)")]
    private Value Search([Kw("string")] Value text, [Kw] long pos = 0, [Kw] long endpos = long.MaxValue) => MatchOne(text, pos, endpos, SreMode.Search);

    [PyMethod("findall", Doc = "Return a list of all non-overlapping matches of pattern in string.", Signature = "($self, /, string, pos=0, endpos=sys.maxsize)")]
    private Value FindAll([Kw("string")] Value text, [Kw] long pos = 0, [Kw] long endpos = long.MaxValue)
    {
        var subject = Open(text);
        Adjust(subject, ref pos, ref endpos);
        var found = new PyList();
        var room = new SpanRoom();
        var spans = room.Of(SpanCount);
        int start = (int)pos, end = (int)endpos;
        bool mustAdvance = false;
        var state = SreEngine.Take();
        while (start <= end && subject.Run(state, Program, start, end, SreMode.Search, mustAdvance, spans, out _))
        {
            if (Groups == 0) found.AppendUnshared(subject.Slice(spans[0], spans[1]));
            else if (Groups == 1) found.AppendUnshared(subject.Slice(spans[2], spans[3]));
            else if (Groups == 2) found.AppendUnshared(new Value(new PyTuple(subject.Slice(spans[2], spans[3]), subject.Slice(spans[4], spans[5]))));
            else
            {
                var items = new Value[Groups];
                for (int i = 0; i < items.Length; i++) items[i] = subject.Slice(spans[2 * i + 2], spans[2 * i + 3]);
                found.AppendUnshared(new Value(new PyTuple(items)));
            }
            mustAdvance = spans[0] == spans[1];
            start = spans[1];
        }
        SreEngine.GiveBack(state);
        return new Value(found);
    }

    [PyMethod("finditer", Doc = "Return an iterator over all non-overlapping matches for the RE pattern in string.\n\nFor each match, the iterator returns a match object.", Signature = "($self, /, string, pos=0, endpos=sys.maxsize)")]
    private Value FindIter([Kw("string")] Value text, [Kw] long pos = 0, [Kw] long endpos = long.MaxValue) =>
        new(new PyMatchIterator(NewScanner(text, pos, endpos)));

    [PyMethod("scanner", Signature = "($self, /, string, pos=0, endpos=sys.maxsize)")]
    private Value Scanner([Kw("string")] Value text, [Kw] long pos = 0, [Kw] long endpos = long.MaxValue) => new(NewScanner(text, pos, endpos));

    private PySreScanner NewScanner(Value text, long pos, long endpos)
    {
        var subject = Open(text);
        Adjust(subject, ref pos, ref endpos);
        return new PySreScanner(this, subject, (int)pos, (int)endpos);
    }

    [PyMethod("split", Doc = "Split string by the occurrences of pattern.")]
    private Value Split([Kw("string")] Value text, [Kw("maxsplit")] long maxSplit = 0)
    {
        var subject = Open(text);
        var parts = new PyList();
        var room = new SpanRoom();
        var spans = room.Of(SpanCount);
        int start = 0, last = 0, end = subject.Length;
        bool mustAdvance = false;
        var state = SreEngine.Take();
        for (long n = 0; (maxSplit == 0 || n < maxSplit) && start <= end; n++)
        {
            if (!subject.Run(state, Program, start, end, SreMode.Search, mustAdvance, spans, out _)) break;
            parts.AppendUnshared(subject.Slice(last, spans[0]));
            for (int i = 1; i <= Groups; i++)
                parts.AppendUnshared(spans[2 * i] < 0 ? Value.None : subject.Slice(spans[2 * i], spans[2 * i + 1]));
            mustAdvance = spans[0] == spans[1];
            start = last = spans[1];
        }
        SreEngine.GiveBack(state);
        parts.AppendUnshared(subject.Slice(last, end));
        return new Value(parts);
    }

    [PyMethod("sub", RunsPython = true, Doc = "Return the string obtained by replacing the leftmost non-overlapping occurrences of pattern in string by the replacement repl.")]
    private Value Sub([Kw] Value repl, [Kw("string")] Value text, [Kw] long count = 0) => SreSubstitution.Run(this, repl, text, count, out _);

    [PyMethod("subn", RunsPython = true, Doc = "Return the tuple (new_string, number_of_subs_made) found by replacing the leftmost non-overlapping occurrences of pattern with the replacement repl.")]
    private Value SubN([Kw] Value repl, [Kw("string")] Value text, [Kw] long count = 0)
    {
        var result = SreSubstitution.Run(this, repl, text, count, out long n);
        return new Value(new PyTuple(result, Value.Int(n)));
    }

    [PyMethod("__copy__")] private Value Copy() => new(this);

    [PyMethod("__deepcopy__")] private Value DeepCopy(Value memo) => new(this);

    [PyClassMethod("__class_getitem__", Doc = "See PEP 585")]
    private static Value ClassGetItem(PyType cls, Value @object) => new(new PyGenericAlias(new Value(cls), @object));

    public override long Hash()
    {
        var hash = new HashCode();
        hash.Add(Ops.Hash(Source));
        hash.Add(Flags);
        hash.Add(IsBytes);
        hash.Add(Groups);
        foreach (uint word in code) hash.Add(word);
        return hash.ToHashCode();
    }

    public override Value Compare(CmpOp op, Value other)
    {
        if (op is not (CmpOp.Eq or CmpOp.Ne) || other.Ref is not PyPattern p) return Value.NotImplemented;
        bool same = ReferenceEquals(this, p)
            || (Flags == p.Flags && IsBytes == p.IsBytes && Groups == p.Groups && code.AsSpan().SequenceEqual(p.code) && Ops.Eq(Source, p.Source));
        return Value.Bool(same == (op == CmpOp.Eq));
    }

    private static readonly (string Name, int Flag)[] FlagNames =
    [
        ("re.IGNORECASE", 2), ("re.LOCALE", 4), ("re.MULTILINE", 8), ("re.DOTALL", 16), ("re.UNICODE", 32), ("re.VERBOSE", 64), ("re.DEBUG", 128), ("re.ASCII", 256),
    ];

    public override Value Repr()
    {
        int flags = Flags;
        // A str pattern is in Unicode mode unless it says otherwise.
        if (IsBytes == false && (flags & (4 | 32 | 256)) == 32) flags &= ~32;
        var parts = new List<string>();
        foreach (var (name, flag) in FlagNames)
        {
            if ((flags & flag) == 0) continue;
            parts.Add(name);
            flags &= ~flag;
        }
        if (flags != 0) parts.Add($"0x{flags:x}");
        var builder = new PyStrBuilder();
        builder.Append("re.compile(");
        var pattern = Ops.Repr(Source);
        builder.Append(pattern, 0, Math.Min(200, pattern.Length));
        if (parts.Count > 0) builder.Append(", " + string.Join('|', parts));
        builder.Append(')');
        return new Value(builder.ToStr());
    }
}

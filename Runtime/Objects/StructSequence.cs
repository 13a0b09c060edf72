using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Objects;

/// <summary>
/// Tuples whose items have names (structseq.c): the types of sys.flags, os.stat_result, time.struct_time. The first
/// <c>visible</c> fields are the tuple's items; more fields may be reachable by name only. Unnamed fields have a null name.
/// </summary>
internal static class StructSequence
{
    private static readonly Value[] NoValues = new Value[0];

    private static readonly CallSpec Parameters = new(null, "structseq", CallForm.Function, 0, 2, 1, false, false, ["sequence", "dict"]);

    /// <summary>What a type's instances are made of.</summary>
    internal sealed class Layout(string?[] fields, int visible, string fullName)
    {
        public string?[] Fields { get; } = fields;
        public int Visible { get; } = visible;
        public string FullName { get; } = fullName;
    }

    /// <summary>A new type. <paramref name="visible"/>: how many fields are items of the tuple; all when -1.</summary>
    public static unsafe PyType NewType(string fullName, string?[] fields, int visible = -1, string? doc = null, bool constructor = false)
    {
        int dot = PyType.LastDot(fullName);
        var type = PyType.MakePlain(fullName[(dot + 1)..], PyTuple.TypeObject, doc);
        type.Module = dot < 0 ? "builtins" : fullName[..dot];
        type.Flags = (type.Flags & ~TypeFlags.Subclassable) | TypeFlags.Sequence;
        // There is one of each of these.
        if (fullName is "sys.flags" or "sys.version_info") type.Flags |= TypeFlags.NoConstructor;
        var layout = new Layout(fields, visible < 0 ? fields.Length : visible, fullName);
        type.SequenceLayout = layout;
        type.SetOwn(PyStr.Intern("n_sequence_fields"), Value.Int(layout.Visible).ToHeap());
        type.SetOwn(PyStr.Intern("n_fields"), Value.Int(fields.Length).ToHeap());
        type.SetOwn(PyStr.Intern("n_unnamed_fields"), Value.Int(fields.Length - NamedAmong(fields, fields.Length)).ToHeap());
        var matched = new Value[NamedAmong(fields, layout.Visible)];
        int m = 0;
        for (int i = 0; i < layout.Visible; i++)
            if (fields[i] is { } name) matched[m++] = Value.Str(name);
        type.SetOwn(PyStr.Intern("__match_args__"), new PyTuple(matched));
        for (int i = 0; i < fields.Length; i++)
            if (fields[i] is { } name) type.SetOwn(PyStr.Intern(name), new PyStructField(type, name, i));
        type.AddWrapper("__repr__", &Repr, false);
        type.AddMethod("__reduce__", &Reduce, "($self, /)", null);
        type.AddMethod("__replace__", &Replace, "($self, /, **changes)", null);
        if (!type.Has(TypeFlags.NoConstructor)) type.AddNew(&New);
        return type;
    }

    private static int NamedAmong(string?[] fields, int count)
    {
        int named = 0;
        for (int i = 0; i < count; i++)
            if (fields[i] != null) named++;
        return named;
    }

    /// <summary>An instance; as many values as there are fields.</summary>
    public static Value Make(PyType type, params Value[] values)
    {
        int visible = type.SequenceLayout!.Visible;
        if (values.Length <= visible) return new Value(new PyStructSequence(type, values, NoValues));
        return new Value(new PyStructSequence(type, values[..visible], values[visible..]));
    }

    internal static Value Field(PyTuple t, int i)
    {
        if (i < t.Count) return t[i];
        return t is PyStructSequence s && i - t.Count < s.Hidden.Length ? s.Hidden[i - t.Count] : Value.None;
    }

    private static Layout LayoutOf(PyTuple t)
    {
        foreach (var type in t.Type.Mro)
            if (type.SequenceLayout is { } layout) return layout;
        throw Err.TypeError("not a struct sequence");
    }

    private static PyTuple Self(ReadOnlySpan<Value> args) =>
        args.Length > 0 && args[0].Ref is PyTuple t ? t : throw Err.TypeError("a struct sequence is required");

    private static Value Repr(ReadOnlySpan<Value> args, PyStr[]? kw) => ReprOf(Self(args));

    internal static Value ReprOf(PyTuple t)
    {
        var layout = LayoutOf(t);
        // An unnamed item goes by the name of the field that comes after the unnamed ones, as in CPython.
        var parts = layout.Fields.Where(f => f != null).Take(layout.Visible).Select((name, i) => $"{name}={Ops.Repr(t[i])}");
        return new Value(PyStr.Of($"{layout.FullName}({string.Join(", ", parts)})"));
    }

    private static Value Reduce(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        var t = Self(args);
        var layout = LayoutOf(t);
        var d = new PyDict();
        for (int i = layout.Visible; i < layout.Fields.Length; i++)
            if (layout.Fields[i] is { } name) d.Set(PyStr.Intern(name), Field(t, i));
        return new Value(new PyTuple(new Value(t.Type), new Value(new PyTuple(new Value(new PyTuple(t.ToArray())), new Value(d)))));
    }

    private static Value Replace(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        var t = Self(args);
        var layout = LayoutOf(t);
        if (layout.Fields.Any(f => f == null)) throw Err.TypeError($"__replace__() is not supported for {layout.FullName} because it has unnamed field(s)");
        var values = new Value[layout.Fields.Length];
        for (int i = 0; i < values.Length; i++) values[i] = Field(t, i);
        int nkw = kw?.Length ?? 0;
        if (args.Length - nkw > 1) throw Err.TypeError("__replace__() takes no positional arguments");
        for (int k = 0; k < nkw; k++)
        {
            int i = Array.IndexOf(layout.Fields, kw![k].ToString());
            if (i < 0) throw Err.TypeError($"Got unexpected field name(s): ['{kw[k]}']");
            values[i] = args[args.Length - nkw + k];
        }
        return Make(t.Type, values);
    }

    internal static Value New(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (args.Length == 0 || args[0].Ref is not PyType type) throw Err.TypeError("a type is required");
        var layout = type.Mro.Select(x => x.SequenceLayout).First(l => l != null)!;
        Span<Value> given = new Value[2];
        Parameters.Bind(args[1..], kw, given);
        Value sequence = given[0], dict = given[1];
        if (!Ops.IsIterable(sequence)) throw Err.TypeError("constructor requires a sequence");
        if (!dict.IsMissing && dict.Ref is not PyDict) throw Err.TypeError($"{layout.FullName}() takes a dict as second arg, if any");
        var items = Ops.ToArray(sequence);
        int visible = layout.Visible, all = layout.Fields.Length;
        if (visible != all)
        {
            if (items.Length < visible) throw Err.TypeError($"{layout.FullName}() takes an at least {visible}-sequence ({items.Length}-sequence given)");
            if (items.Length > all) throw Err.TypeError($"{layout.FullName}() takes an at most {all}-sequence ({items.Length}-sequence given)");
        }
        else if (items.Length != visible) throw Err.TypeError($"{layout.FullName}() takes a {visible}-sequence ({items.Length}-sequence given)");
        var values = new Value[all];
        var named = dict.Ref as PyDict;
        int taken = 0;
        for (int i = 0; i < all; i++)
        {
            if (i < items.Length) values[i] = items[i];
            else if (named != null && layout.Fields[i] is { } name && named.TryGet(PyStr.Intern(name)) is { IsMissing: false } v)
            {
                values[i] = v;
                taken++;
            }
            else values[i] = Value.None;
        }
        if (named != null && taken < named.Count) throw Err.TypeError($"{layout.FullName}() got duplicate or unexpected field name(s)");
        return Make(type, values);
    }
}

/// <summary>An instance of a struct sequence type.</summary>
internal sealed class PyStructSequence : PyTuple
{
    internal PyStructSequence(PyType type, Value[] items, Value[] hidden) : base(type.RootShape)
    {
        Fill(items);
        Hidden = hidden;
    }

    /// <summary>The fields that aren't items.</summary>
    internal Value[] Hidden { get; }

    public override Value Repr() => StructSequence.ReprOf(this);
}

/// <summary>The attribute of a named field.</summary>
[PyType("structseq_field", Subclassable = false, NoConstructor = true)]
internal sealed partial class PyStructField : PyObject
{
    private readonly PyType owner;
    private readonly int index;

    internal PyStructField(PyType owner, string name, int index) : base(TypeObject.RootShape)
    {
        this.owner = owner;
        Name = name;
        this.index = index;
    }

    [PyMember("__name__")] private string Name { get; }
    [PyMember("__objclass__")] private PyType Owner => owner;

    public override Value DescrGet(Value obj, PyType? type)
    {
        if (obj.IsMissing) return new Value(this);
        if (obj.Ref is not PyTuple t || !t.Type.IsSubtypeOf(owner))
            throw Err.TypeError($"descriptor '{Name}' for '{owner.Name}' objects doesn't apply to a '{obj.Type.Name}' object");
        return StructSequence.Field(t, index);
    }

    public override void DescrSet(Value obj, Value value) => throw Err.AttributeError("readonly attribute");

    public override Value Repr() => Value.Str($"<member '{Name}' of '{owner.Name}' objects>");
}

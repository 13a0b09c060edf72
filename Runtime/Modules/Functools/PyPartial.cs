using System.Text;

namespace TieredPy.Runtime.Modules.Functools;

/// <summary>functools.partial.</summary>
[PyType("functools.partial", HasDict = true, Weakrefable = true, Doc = "Create a new function with partial application of the given arguments and keywords.")]
internal partial class PyPartial : PyObject
{
    private Value function;
    private PyTuple arguments = PyTuple.Empty;
    private PyDict keywords = new();

    internal PyPartial(Shape shape) : base(shape) { }

    [PyNew(Signature = "(func, /, *args, **keywords)"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        int keywords = kw?.Length ?? 0;
        if (args.Length - keywords < 1) throw Err.TypeError("type 'partial' takes at least one argument");
        var function = args[0];
        if (!Ops.Callable(function)) throw Err.TypeError("the first argument must be callable");
        var positional = args[1..^keywords];
        var names = new PyDict();
        var p = Allocate(cls);
        p.function = function;
        p.arguments = PyTuple.Of(positional);
        // A partial of a plain partial is flattened.
        if (function.Ref is PyPartial inner && inner.Type == TypeObject && !inner.HasAttributes)
        {
            p.function = inner.function;
            p.arguments = new PyTuple([.. inner.arguments.AsSpan(), .. positional]);
            names = inner.keywords.Copy();
        }
        for (int i = 0; i < keywords; i++) names.Set(kw![i], args[args.Length - keywords + i]);
        p.keywords = names;
        return new Value(p);
    }

    private bool HasAttributes => InstanceAttributes.Snapshot(this) is { Count: > 0 };

    [PyMember("func", Doc = "function object to use in future partial calls")] private Value Function => function;

    [PyMember("args", Doc = "tuple of arguments to future partial calls")] private PyTuple Arguments => arguments;

    [PyMember("keywords", Doc = "dictionary of keyword arguments to future partial calls")] private PyDict Keywords => keywords;

    /// <summary>When this stands for a call of a Python function that takes no more than positional arguments: that function, and those.</summary>
    internal bool TryJoin(ReadOnlySpan<Value> args, [NotNullWhen(true)] out PyFunction? f, out Value[] all)
    {
        all = [];
        f = function.Ref as PyFunction;
        if (f == null || f.Code.IsGeneratorLike || keywords.Count > 0 || Type != TypeObject) return false;
        all = [.. arguments.AsSpan(), .. args];
        return true;
    }

    public override Value Call(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        int given = kw?.Length ?? 0;
        var own = arguments.AsSpan();
        if (keywords.Count == 0) return Ops.CallRaw(function, [.. own, .. args], kw);
        if (given == 0) return Ops.CallRaw(function, [.. own, .. args, .. keywords.Values()], NamesOf(keywords));
        var merged = keywords.Copy();
        for (int i = 0; i < given; i++) merged.Set(kw![i], args[args.Length - given + i]);
        return Ops.CallRaw(function, [.. own, .. args[..^given], .. merged.Values()], NamesOf(merged));
    }

    private static PyStr[] NamesOf(PyDict d) => Array.ConvertAll(d.Keys(), k => k.Ref as PyStr ?? throw Err.TypeError("keywords must be strings"));

    public override Value DescrGet(Value obj, PyType? owner)
    {
        if (obj.IsMissingOrNone) return new Value(this);
        Warnings.Warn(ExcTypes.FutureWarning, "functools.partial will be a method descriptor in future Python versions; wrap it in staticmethod() if you want to preserve the old behavior");
        return new Value(this);
    }

    public override Value Repr()
    {
        string name = Type == TypeObject ? "functools.partial" : Ops.GetAttr(new Value(Type), "__module__") + "." + Type.QualName;
        if (!ReprGuard.Enter(this)) return new Value(PyStr.Of("..."));
        try
        {
            var sb = new StringBuilder(name).Append('(');
            Sequences.AppendRepr(sb, function);
            foreach (var a in arguments.AsSpan())
            {
                sb.Append(", ");
                Sequences.AppendRepr(sb, a);
            }
            int pos = 0;
            while (keywords.Next(ref pos, out var k, out var v))
            {
                sb.Append(", ").Append(Ops.Str(k)).Append('=');
                Sequences.AppendRepr(sb, v);
            }
            return Sequences.Text(sb.Append(')'));
        }
        finally
        {
            ReprGuard.Leave(this);
        }
    }

    [PyMethod("__reduce__")]
    private PyTuple Reduce()
    {
        var attributes = InstanceAttributes.Snapshot(this);
        var state = new PyTuple(function, new Value(arguments), new Value(keywords), attributes is { Count: > 0 } ? new Value(attributes) : Value.None);
        return new PyTuple(new Value(Type), new Value(new PyTuple(function)), new Value(state));
    }

    [PyMethod("__setstate__")]
    private void SetState(Value state)
    {
        if (state.Ref is not PyTuple { Count: 4 } t || !Ops.Callable(t[0]) || t[1].Ref is not PyTuple args || !t[2].IsNone && t[2].Ref is not PyDict)
            throw Err.TypeError("invalid partial state");
        function = t[0];
        arguments = args.GetType() == typeof(PyTuple) ? args : PyTuple.Of(args.AsSpan());
        keywords = t[2].Ref is PyDict d ? d.GetType() == typeof(PyDict) ? d : d.Copy() : new PyDict();
        InstanceAttributes.SetDict(this, t[3].Ref as PyDict ?? new PyDict());
    }

    [PyClassMethod("__class_getitem__", Doc = "See PEP 585")]
    private static Value ClassGetItem(PyType cls, Value @object) => new(new PyGenericAlias(new Value(cls), @object));
}

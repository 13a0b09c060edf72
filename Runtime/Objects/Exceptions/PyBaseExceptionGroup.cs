namespace TieredPy.Runtime.Objects;

/// <summary>BaseExceptionGroup and ExceptionGroup (PEP 654).</summary>
[PyType("BaseExceptionGroup", Base = typeof(PyBaseException), HasDict = true, Doc = "A combination of multiple unrelated exceptions.")]
public partial class PyBaseExceptionGroup : PyBaseException
{
    private PyStr message = PyStr.Intern("");
    private PyTuple exceptions = PyTuple.Empty;

    internal PyBaseExceptionGroup(Shape shape) : base(shape) { }

    /// <summary><c>exceptions</c>.</summary>
    public PyTuple Exceptions => exceptions;

    /// <summary>A group as the constructor makes it: BaseExceptionGroup of Exceptions only is an ExceptionGroup.</summary>
    internal static PyBaseExceptionGroup Create(PyType cls, ReadOnlySpan<Value> args)
    {
        if (args.Length != 2) throw Err.TypeError($"BaseExceptionGroup.__new__() takes exactly 2 arguments ({args.Length} given)");
        if (args[0].Ref is not PyStr text) throw Err.TypeError($"BaseExceptionGroup.__new__() argument 1 must be str, not {Ops.TypeName(args[0])}");
        if (args[1].Ref is PySetBase or PyDict || !Ops.IsSequence(args[1])) throw Err.TypeError("second argument (exceptions) must be a sequence");
        var list = Ops.ToTuple(args[1]);
        if (list.Count == 0) throw Err.ValueError("second argument (exceptions) must be a non-empty sequence");
        bool nestsBase = false;
        for (int i = 0; i < list.Count; i++)
        {
            if (list[i].Ref is not PyBaseException e) throw Err.ValueError($"Item {i} of second argument (exceptions) is not an exception");
            nestsBase |= !e.Is(ExcTypes.Exception);
        }
        if (cls == TypeObject)
        {
            if (!nestsBase) cls = ExcTypes.ExceptionGroup;
        }
        else if (nestsBase && cls == ExcTypes.ExceptionGroup) throw Err.TypeError("Cannot nest BaseExceptions in an ExceptionGroup");
        else if (nestsBase && cls.IsSubtypeOf(ExcTypes.Exception)) throw Err.TypeError($"Cannot nest BaseExceptions in '{cls.Name}'");
        var made = (PyBaseExceptionGroup)NewInstance(cls);
        made.Args = new PyTuple(args);
        made.message = text;
        made.exceptions = list;
        return made;
    }

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Create(cls, kw == null ? args : args[..^kw.Length]));

    public override Value Str() => new(PyStr.Of($"{message} ({exceptions.Count} sub-exception{(exceptions.Count == 1 ? "" : "s")})"));

    [PyMember("message", Doc = "exception message")] private Value MessageMember => new(message);

    [PyMember("exceptions", Doc = "nested exceptions")] private Value ExceptionsMember => new(exceptions);

    [PyMethod("derive")]
    private Value Derive(Value excs) => new(Create(TypeObject, [new Value(message), excs]));

    [PyMethod("split")]
    private Value Split(Value matcher)
    {
        var (match, rest) = ExceptionGroups.Split(this, ExceptionGroups.Matcher(matcher), true);
        return new Value(new PyTuple([ExceptionGroups.OrNone(match), ExceptionGroups.OrNone(rest)]));
    }

    [PyMethod("subgroup")]
    private Value Subgroup(Value matcher) => ExceptionGroups.OrNone(ExceptionGroups.Split(this, ExceptionGroups.Matcher(matcher), false).Match);

    [PyClassMethod("__class_getitem__", Doc = "See PEP 585")] private static Value ClassGetItem(PyType cls, Value @object) => new(new PyGenericAlias(new Value(cls), @object));
}

namespace TieredPy.Runtime.Objects;

/// <summary>A coroutine (PEP 492).</summary>
[PyType("coroutine", Base = typeof(PyObject), Subclassable = false, Weakrefable = true, NoConstructor = true)]
public sealed partial class PyCoroutine : PyGenerator
{
    /// <summary>A coroutine; <paramref name="awaited"/> at once, or else its loss before that is warned of.</summary>
    internal PyCoroutine(PyFunction function, Value[] regs, bool awaited) : base(TypeObject.RootShape, function, regs)
    {
        if (!awaited) WatchClosing();
        if (TracksOrigin && OriginDepth > 0) OriginFrames = Interp.CallersOf(OriginDepth);
    }

    /// <summary>sys.set_coroutine_origin_tracking_depth: how many callers each new one notes.</summary>
    [ThreadStatic] internal static int OriginDepth;

    /// <summary>Some thread has ever asked for it: a thread's variable is slow to reach.</summary>
    internal static bool TracksOrigin;

    /// <summary>Where it was created, when coroutine origin tracking is on.</summary>
    internal Value Origin => OriginFrames is { } origin ? new Value(origin) : Value.None;

    internal override string Kind => "coroutine";

    [Absent] public override Value Iter() => throw Err.NotIterable(this);

    public override Value Await() => new(new PyCoroutineWrapper(this));

    [PyMethod("send", Doc = "send(arg) -> send 'arg' into coroutine,\nreturn next iterated value or raise StopIteration.")] private Value SendMethod(Value value) => Send(value);

    [PyMethod("throw", Signature = "($self, type, value=<unrepresentable>, tb=<unrepresentable>, /)", Doc = "throw(value)\nthrow(type[,value[,traceback]])\n\nRaise exception in coroutine, return next iterated value or raise\nStopIteration.\nthe (type, val, tb) signature is deprecated, \nand may be removed in a future version of Python.")]
    private Value ThrowMethod(Value type, [Opt] Value value, [Opt] Value tb) => Throw(type, value, tb);

    [PyMethod("close", Doc = "close() -> raise GeneratorExit inside coroutine.")] private Value CloseMethod() => Close();

    public override void Del()
    {
        if (!Started && State == GeneratorState.Suspended) Interp.WarnNeverAwaited(this);
        base.Del();
    }

    [PyGetter("cr_frame")] private Value CrFrame => Interp.GeneratorFrame(this);
    [PyGetter("cr_running")] private Value CrRunning => Value.Bool(State == GeneratorState.Running);
    [PyGetter("cr_code")] private Value CrCode => new(Code);
    [PyGetter("cr_suspended")] private Value CrSuspended => Value.Bool(State == GeneratorState.Suspended && Started);
    [PyGetter("cr_await", Doc = "object being awaited on, or None")] private Value CrAwait => Interp.Delegate(this);
    [PyGetter("cr_origin")] private Value CrOrigin => Origin;
    [PyGetter("__name__", Doc = "name of the coroutine")] private Value CrName => NameAttr;
    [PyGetter("__qualname__", Doc = "qualified name of the coroutine")] private Value CrQualName => QualNameAttr;
    [PySetter("__name__")] private void CrSetName(Value v) => SetName(v);
    [PySetter("__qualname__")] private void CrSetQualName(Value v) => SetQualName(v);
    [PyClassMethod("__class_getitem__", Doc = "See PEP 585")] private static Value ClassGetItem(PyType cls, Value @object) => new(new PyGenericAlias(new Value(cls), @object));

    public override Value Repr() => Value.Str($"<coroutine object {QualName} at {ObjectMethods.Address(this)}>");
}

/// <summary>The iterator that <c>coroutine.__await__()</c> returns.</summary>
[PyType("coroutine_wrapper", Subclassable = false, NoConstructor = true)]
public sealed partial class PyCoroutineWrapper : PyObject, IReturnsValue
{
    private readonly PyCoroutine coroutine;

    internal PyCoroutineWrapper(PyCoroutine c) : base(TypeObject.RootShape) => coroutine = c;

    public override Value Iter() => new(this);

    public override Value Next() => coroutine.Next();

    [PyMethod("send", Doc = "send(arg) -> send 'arg' into coroutine,\nreturn next iterated value or raise StopIteration.")] private Value Send(Value v) => coroutine.Send(v);

    [PyMethod("throw", Signature = "($self, type, value=<unrepresentable>, tb=<unrepresentable>, /)", Doc = "throw(value)\nthrow(type[,value[,traceback]])\n\nRaise exception in coroutine, return next iterated value or raise\nStopIteration.\nthe (type, val, tb) signature is deprecated, \nand may be removed in a future version of Python.")]
    private Value Throw(Value type, [Opt] Value value, [Opt] Value tb) => coroutine.Throw(type, value, tb);

    [PyMethod("close", Doc = "close() -> raise GeneratorExit inside coroutine.")] private Value Close() => coroutine.Close();
}

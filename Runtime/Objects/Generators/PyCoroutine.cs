namespace TieredPy.Runtime.Objects;

/// <summary>A coroutine (PEP 492).</summary>
[PyType("coroutine", Base = typeof(PyObject), Subclassable = false, Weakrefable = true, NoConstructor = true)]
public sealed partial class PyCoroutine : PyGenerator
{
    /// <summary>A coroutine; <paramref name="awaited"/> at once, or else its loss before that is warned of.</summary>
    internal PyCoroutine(PyFunction function, Value[] regs, bool awaited) : base(TypeObject.RootShape, function, regs)
    {
        if (!awaited) WatchClosing();
        if (OriginDepth > 0) origin = Interp.CallersOf(OriginDepth);
    }

    /// <summary>sys.set_coroutine_origin_tracking_depth: how many callers each new one notes.</summary>
    [ThreadStatic] internal static int OriginDepth;

    /// <summary>Where it was created, when coroutine origin tracking is on.</summary>
    internal Value Origin => origin == null ? Value.None : new Value(origin);

    private readonly PyTuple? origin;

    internal override string Kind => "coroutine";

    [Absent] public override Value Iter() => throw Err.NotIterable(this);

    public override Value Await() => new(new PyCoroutineWrapper(this));

    [PyMethod("send")] private Value SendMethod(Value value) => Send(value);

    [PyMethod("throw", Signature = "($self, type, value=<unrepresentable>, tb=<unrepresentable>, /)")]
    private Value ThrowMethod(Value type, [Opt] Value value, [Opt] Value tb) => Throw(type, value, tb);

    [PyMethod("close")] private Value CloseMethod() => Close();

    public override void Del()
    {
        if (!Started && State == GeneratorState.Suspended) Interp.WarnNeverAwaited(this);
        base.Del();
    }

    [PyGetter("cr_frame")] private Value CrFrame => Interp.GeneratorFrame(this);
    [PyGetter("cr_running")] private Value CrRunning => Value.Bool(State == GeneratorState.Running);
    [PyGetter("cr_code")] private Value CrCode => new(Code);
    [PyGetter("cr_suspended")] private Value CrSuspended => Value.Bool(State == GeneratorState.Suspended && Started);
    [PyGetter("cr_await")] private Value CrAwait => Interp.Delegate(this);
    [PyGetter("cr_origin")] private Value CrOrigin => Origin;
    [PyGetter("__name__")] private Value CrName => NameAttr;
    [PyGetter("__qualname__")] private Value CrQualName => QualNameAttr;
    [PySetter("__name__")] private void CrSetName(Value v) => SetName(v);
    [PySetter("__qualname__")] private void CrSetQualName(Value v) => SetQualName(v);
    [PyClassMethod("__class_getitem__")] private static Value ClassGetItem(PyType cls, Value @object) => new(new PyGenericAlias(new Value(cls), @object));

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

    [PyMethod("send")] private Value Send(Value v) => coroutine.Send(v);

    [PyMethod("throw", Signature = "($self, type, value=<unrepresentable>, tb=<unrepresentable>, /)")]
    private Value Throw(Value type, [Opt] Value value, [Opt] Value tb) => coroutine.Throw(type, value, tb);

    [PyMethod("close")] private Value Close() => coroutine.Close();
}

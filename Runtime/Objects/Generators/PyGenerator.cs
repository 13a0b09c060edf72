using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Objects;

/// <summary>Where a generator or coroutine is in its life.</summary>
internal enum GeneratorState : byte
{
    Created,
    Suspended,
    Running,
    Finished,
}

/// <summary>
/// A generator: owns its registers, in which its body runs in place. Coroutines and the objects that drive async generators share the machinery
/// (PEP 255, 342, 380, 492, 525).
/// </summary>
[PyType("generator", Subclassable = false, Weakrefable = true, NoConstructor = true)]
public partial class PyGenerator : PyObject, IReturnsValue
{
    internal PyGenerator(Shape shape, PyFunction function, Value[] regs) : base(shape)
    {
        Function = function;
        Regs = regs;
        var code = function.Code;
        if (function.Name != code.Name || function.QualName != code.QualName) (Name, QualName) = (function.Name, function.QualName);
    }

    /// <summary>What few generators have, apart: there are many, each of which is made and collected.</summary>
    private sealed class Seldom
    {
        public PyStr? Name, QualName;
        public PyBaseException? Handled;
        public PyFrame? FrameObject;
        public PyTuple? Origin;
    }

    private Seldom? seldom;

    private Seldom Rest => seldom ??= new Seldom();

    internal PyFunction Function;

    /// <summary>The registers; emptied when the body ends.</summary>
    internal Value[] Regs;

    /// <summary>Index of the next instruction.</summary>
    internal int Pc;

    /// <summary>Suspended also before the first resumption; then <see cref="Started"/> is false.</summary>
    internal GeneratorState State = GeneratorState.Suspended;

    internal bool Started;

    /// <summary>What the body was handling when it was suspended inside an except block.</summary>
    internal PyBaseException? Handled
    {
        get => seldom?.Handled;
        set
        {
            if (value != null || seldom != null) Rest.Handled = value;
        }
    }

    /// <summary>The body is in a handler of its own: what is handled is not its resumer's, even if it is the same exception.</summary>
    internal bool OwnHandled;

    /// <summary>What the resumer was handling; the outer context of the body.</summary>
    internal PyBaseException? CallerHandled;

    internal PyStr Name
    {
        get => seldom?.Name ?? Code.Name;
        set => Rest.Name = value;
    }

    internal PyStr QualName
    {
        get => seldom?.QualName ?? Code.QualName;
        set => Rest.QualName = value;
    }

    /// <summary>The frame object, while somebody has asked for it.</summary>
    internal PyFrame? FrameObject
    {
        get => seldom?.FrameObject;
        set
        {
            if (value != null || seldom != null) Rest.FrameObject = value;
        }
    }

    /// <summary>Where a coroutine was created, when that is tracked.</summary>
    private protected PyTuple? OriginFrames
    {
        get => seldom?.Origin;
        set => Rest.Origin = value;
    }

    /// <summary>The running body's frame record.</summary>
    internal Frame? Running;

    /// <summary>Register of the last Yield or Send that waits for a value, or -1.</summary>
    internal int ReceiveReg = -1;

    internal virtual string Kind => "generator";

    internal PyCode Code => Function.Code;

    private FinalizerToken? token;

    /// <summary>Something is to be done when this is dropped: a warning, or handlers of the body to be run.</summary>
    internal void WatchClosing() => token ??= FinalizerToken.Take(this);

    /// <summary>
    /// Suspended at an instruction: a body that is dropped inside a try or with statement must run it to its end. One without those has nothing to do any
    /// more when it is dropped: it has begun.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void WatchHandlers()
    {
        if (token == null == Function.Code.Handlers.Length > 0) WatchHandlersAt(Pc);
    }

    private void WatchHandlersAt(int pc)
    {
        if (token != null) ForgetClosing();
        else if (IsHandled(Function.Code, pc)) WatchClosing();
    }

    /// <summary>Whether a body that is suspended at an instruction is inside a try or with statement.</summary>
    internal static bool IsHandled(PyCode code, int pc)
    {
        // A Yield is before the next instruction, a Send that waits is the next one.
        foreach (var h in code.Handlers)
            if (pc >= h.Start && pc <= h.End) return true;
        return false;
    }

    /// <summary>The body has ended: nothing is to be done when the generator is dropped.</summary>
    internal void ForgetClosing()
    {
        if (token == null) return;
        token.Release();
        token = null;
    }

    public override Value Iter() => new(this);

    public override Value Next() => Interp.ResumeRaw(this, Value.None);

    [PyMethod("send", Doc = "send(arg) -> send 'arg' into generator,\nreturn next yielded value or raise StopIteration.")]
    internal Value Send(Value value)
    {
        if (!Started && !value.IsNone) throw Err.TypeError($"can't send non-None value to a just-started {Kind}");
        return StopOnDone(Interp.ResumeRaw(this, value));
    }

    [PyMethod("throw", Signature = "($self, type, value=<unrepresentable>, tb=<unrepresentable>, /)", Doc = "throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in generator, return next yielded value or raise\nStopIteration.\nthe (type, val, tb) signature is deprecated, \nand may be removed in a future version of Python.")]
    internal Value Throw(Value type, [Opt] Value value, [Opt] Value tb)
    {
        WarnOfTriple("throw", value);
        var e = Interp.ExceptionFromTriple(type, value, tb);
        return StopOnDone(Interp.ThrowRaw(this, e));
    }

    /// <summary>Warns of a second argument of <c>throw()</c> and what is like it.</summary>
    internal static void WarnOfTriple(string method, Value value)
    {
        if (!value.IsMissing) Err.Warn(ExcTypes.DeprecationWarning, $"the (type, exc, tb) signature of {method}() is deprecated, use the single-arg signature instead.");
    }

    [PyMethod("close", Doc = "close() -> raise GeneratorExit inside generator.")]
    internal Value Close() => Interp.Close(this);

    /// <summary>Called by the finalizer queue.</summary>
    public override void Del()
    {
        if (State == GeneratorState.Suspended) Interp.FinalizeGenerator(this);
    }

    /// <summary>Makes the StopIteration that Python code sees.</summary>
    internal static Value StopOnDone(Value v) => v.IsDone ? Err.PendStopIteration(PyThread.Current.StopValue) : v;

    [PyGetter("gi_frame")] private Value GiFrame => Interp.GeneratorFrame(this);
    [PyGetter("gi_running")] private Value GiRunning => Value.Bool(State == GeneratorState.Running);
    [PyGetter("gi_code")] private Value GiCode => new(Code);
    [PyGetter("gi_suspended")] private Value GiSuspended => Value.Bool(State == GeneratorState.Suspended && Started);
    [PyGetter("gi_yieldfrom", Doc = "object being iterated by yield from, or None")] private Value GiYieldFrom => Interp.Delegate(this);
    [PyGetter("__name__", Doc = "name of the generator")] internal Value NameAttr => new(Name);
    [PyGetter("__qualname__", Doc = "qualified name of the generator")] internal Value QualNameAttr => new(QualName);

    [PySetter("__name__")]
    internal void SetName(Value v) => Name = v.Ref as PyStr ?? throw Err.TypeError("__name__ must be set to a string object");

    [PySetter("__qualname__")]
    internal void SetQualName(Value v) => QualName = v.Ref as PyStr ?? throw Err.TypeError("__qualname__ must be set to a string object");

    [PyMethod("__sizeof__")] private long SizeOf() => 64 + 16 * Regs.Length;

    [PyClassMethod("__class_getitem__", Doc = "See PEP 585")] private static Value ClassGetItem(PyType cls, Value @object) => new(new PyGenericAlias(new Value(cls), @object));

    public override Value Repr() => Value.Str($"<{Kind} object {QualName} at {ObjectMethods.Address(this)}>");
}

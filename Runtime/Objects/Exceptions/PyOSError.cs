namespace TieredPy.Runtime.Objects;

/// <summary>OSError and its subclasses; constructing OSError with an errno picks the subclass (PEP 3151).</summary>
[PyType("OSError", Base = typeof(ExceptionBase), HasDict = true, Doc = "Base class for I/O related errors.")]
public partial class PyOSError : PyBaseException
{
    private PyObject? errno;
    private PyObject? strerror;
    private PyObject? filename;
    private PyObject? filename2;
    private long written = -1;

    internal PyOSError(Shape shape) : base(shape) { }

    /// <summary><c>errno</c>, or 0 when it is not an int.</summary>
    public int Errno => errno is PyInt i ? (int)i.Number : 0;

    /// <summary>The subclass that stands for an errno; OSError when none does. Numbers are Linux's.</summary>
    internal static PyType TypeFor(long errno) => errno switch
    {
        11 or 114 or 115 => ExcTypes.BlockingIOError,
        32 or 108 => ExcTypes.BrokenPipeError,
        10 => ExcTypes.ChildProcessError,
        103 => ExcTypes.ConnectionAbortedError,
        111 => ExcTypes.ConnectionRefusedError,
        104 => ExcTypes.ConnectionResetError,
        17 => ExcTypes.FileExistsError,
        2 => ExcTypes.FileNotFoundError,
        21 => ExcTypes.IsADirectoryError,
        20 => ExcTypes.NotADirectoryError,
        4 => ExcTypes.InterruptedError,
        1 or 13 => ExcTypes.PermissionError,
        3 => ExcTypes.ProcessLookupError,
        110 => ExcTypes.TimeoutError,
        _ => ExcTypes.OSError,
    };

    /// <summary>An exception of a built-in type, as its constructor makes it.</summary>
    internal static PyOSError Create(PyType cls, ReadOnlySpan<Value> args)
    {
        if (cls == TypeObject && args.Length is >= 2 and <= 5 && args[0].IsInt) cls = TypeFor(args[0].Bits);
        return ((PyOSError)NewInstance(cls)).Filled(args);
    }

    /// <summary>This new one, with its arguments.</summary>
    internal PyOSError Filled(ReadOnlySpan<Value> args)
    {
        Fill(args);
        return this;
    }

    // A subclass that defines __init__ and not __new__ is filled by OSError.__init__, with the arguments that it passes on.
    private static bool FilledByInit(PyType cls) =>
        cls.IsHeap && cls.FindSlot(Slot.Init) != PyType.NativeSlot && cls.Lookup(SlotNames.Names[(int)Slot.New]) == TypeObject.Lookup(SlotNames.Names[(int)Slot.New]);

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (FilledByInit(cls)) return new Value(NewInstance(cls));
        if (kw is { Length: > 0 }) throw Err.TypeError($"{cls.Name}() takes no keyword arguments");
        return new Value(Create(cls, args));
    }

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (!FilledByInit(Type)) return;
        NoKeywords(kw);
        Fill(args);
    }

    private void Fill(ReadOnlySpan<Value> args)
    {
        var all = args.IsEmpty ? PyTuple.Empty : new PyTuple(args);
        Args = all;
        if (args.Length is < 2 or > 5) return;
        errno = args[0].ToHeap();
        strerror = args[1].ToHeap();
        if (args.Length < 3 || args[2].IsNone) return;
        if (Type == ExcTypes.BlockingIOError && Ops.IsNumber(args[2])) written = Ops.AsLong(args[2]);
        else
        {
            filename = args[2].ToHeap();
            if (args.Length == 5 && !args[4].IsNone) filename2 = args[4].ToHeap();
            Args = new PyTuple(args[..2]);
        }
    }

    public override Value Str()
    {
        string Show(PyObject? o) => o == null ? "None" : Ops.Str(Value.FromHeap(o)).ToString();
        if (filename != null)
        {
            string name = Ops.Repr(Value.FromHeap(filename)).ToString();
            return new Value(PyStr.Of(filename2 != null
                ? $"[Errno {Show(errno)}] {Show(strerror)}: {name} -> {Ops.Repr(Value.FromHeap(filename2))}"
                : $"[Errno {Show(errno)}] {Show(strerror)}: {name}"));
        }
        return errno != null && strerror != null ? new Value(PyStr.Of($"[Errno {Show(errno)}] {Show(strerror)}")) : base.Str();
    }

    /// <summary><c>strerror</c>; null for none.</summary>
    internal PyStr? StrError => strerror as PyStr;

    private static Value Show(PyObject? field) => field == null ? Value.None : Value.FromHeap(field);

    [PyGetter("errno", Doc = "POSIX exception code")] private Value GetErrno() => Show(errno);

    [PySetter("errno")] private void SetErrno(Value v) => errno = v.IsMissing ? null : v.ToHeap();

    [PyGetter("strerror", Doc = "exception strerror")] private Value GetStrerror() => Show(strerror);

    [PySetter("strerror")] private void SetStrerror(Value v) => strerror = v.IsMissing ? null : v.ToHeap();

    [PyGetter("filename", Doc = "exception filename")] private Value GetFilename() => Show(filename);

    [PySetter("filename")] private void SetFilename(Value v) => filename = v.IsMissing ? null : v.ToHeap();

    [PyGetter("filename2", Doc = "second exception filename")] private Value GetFilename2() => Show(filename2);

    [PySetter("filename2")] private void SetFilename2(Value v) => filename2 = v.IsMissing ? null : v.ToHeap();

    [PyGetter("characters_written")]
    private Value GetWritten() => written < 0 ? throw Err.AttributeError("characters_written") : Value.Int(written);

    [PySetter("characters_written")]
    private void SetWritten(Value v)
    {
        if (!v.IsMissing) written = Ops.AsLong(v);
        else if (written < 0) throw Err.AttributeError("characters_written");
        else written = -1;
    }

    [PyMethod("__reduce__")]
    private static Value Reduce(Value self)
    {
        var e = (PyOSError)self.Ref!;
        var args = e.Args;
        if (args.Count == 2 && e.filename != null)
            args = e.filename2 != null
                ? new PyTuple([args[0], args[1], Value.FromHeap(e.filename), Value.None, Value.FromHeap(e.filename2)])
                : new PyTuple([args[0], args[1], Value.FromHeap(e.filename)]);
        return e.ReduceWith(args, ObjectMethods.AttributesOrNull(e));
    }
}

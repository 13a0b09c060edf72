namespace TieredPy.Runtime.Objects;

/// <summary>StopIteration: its value is what a generator returned.</summary>
[PyType("StopIteration", Base = typeof(ExceptionBase), HasDict = true, Doc = "Signal the end from iterator.__next__().")]
public partial class PyStopIteration : PyBaseException
{
    private PyObject? value;

    internal PyStopIteration(Shape shape) : base(shape) { }

    /// <summary><c>value</c>.</summary>
    public Value Result { get => value == null ? Objects.Value.None : Objects.Value.FromHeap(value); internal set => this.value = value.ToHeap(); }

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        base.Init(args, kw);
        value = args.IsEmpty ? null : args[0].ToHeap();
    }

    [PyGetter("value", Doc = "generator return value")] private Value GetValue() => Result;

    [PySetter("value")] private void SetValue(Value v) => value = v.IsMissing ? null : v.ToHeap();
}

/// <summary>SystemExit: its code is what the process exits with.</summary>
[PyType("SystemExit", Base = typeof(PyBaseException), HasDict = true, Doc = "Request to exit from the interpreter.")]
public partial class PySystemExit : PyBaseException
{
    private PyObject? code;

    internal PySystemExit(Shape shape) : base(shape) { }

    /// <summary><c>code</c>.</summary>
    public Value Code => code == null ? Value.None : Value.FromHeap(code);

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        base.Init(args, kw);
        code = args.Length switch
        {
            0 => null,
            1 => args[0].ToHeap(),
            _ => Args,
        };
    }

    [PyGetter("code", Doc = "exception code")] private Value GetCode() => Code;

    [PySetter("code")] private void SetCode(Value v) => code = v.IsMissing ? null : v.ToHeap();
}

namespace TieredPy.Runtime.Objects;

/// <summary>SyntaxError: where in which text.</summary>
[PyType("SyntaxError", Base = typeof(ExceptionBase), HasDict = true, Doc = "Invalid syntax.")]
public partial class PySyntaxError : PyBaseException
{
    private readonly PyObject?[] fields = new PyObject?[8];

    internal PySyntaxError(Shape shape) : base(shape) { }

    private enum Field
    {
        Msg,
        Filename,
        Lineno,
        Offset,
        Text,
        EndLineno,
        EndOffset,
        PrintFileAndLine,
    }

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        base.Init(args, kw);
        if (args.Length >= 1) Put(Field.Msg, args[0]);
        if (args.Length != 2) return;
        var info = Ops.ToTuple(args[1]);
        if (info.Count < 4) throw Err.TypeError($"function takes at least 4 arguments ({info.Count} given)");
        if (info.Count > 6) throw Err.TypeError($"function takes at most 6 arguments ({info.Count} given)");
        for (int i = 0; i < Math.Min(info.Count, 6); i++) Put(Field.Filename + i, info[i]);
        if (info.Count == 5) throw Err.TypeError("end_offset must be provided when end_lineno is provided");
    }

    public override Value Str()
    {
        string msg = Ops.Str(Get(Field.Msg)).ToString();
        string? file = Get(Field.Filename).Ref is PyStr s ? s.ToString() : null;
        if (file != null) file = file[(file.LastIndexOf('/') + 1)..];
        var line = Get(Field.Lineno);
        bool hasLine = line.IsInt;
        if (file != null && hasLine) return new Value(PyStr.Of($"{msg} ({file}, line {line.Bits})"));
        if (file != null) return new Value(PyStr.Of($"{msg} ({file})"));
        return hasLine ? new Value(PyStr.Of($"{msg} (line {line.Bits})")) : new Value(PyStr.Of(msg));
    }

    private Value Get(Field f) => fields[(int)f] is { } o ? Value.FromHeap(o) : Value.None;

    private void Put(Field f, Value v) => fields[(int)f] = v.IsMissing ? null : v.ToHeap();

    [PyGetter("msg", Doc = "exception msg")] private Value GetMsg() => Get(Field.Msg);

    [PySetter("msg")] private void SetMsg(Value v) => Put(Field.Msg, v);

    [PyGetter("filename", Doc = "exception filename")] private Value GetFilename() => Get(Field.Filename);

    [PySetter("filename")] private void SetFilename(Value v) => Put(Field.Filename, v);

    [PyGetter("lineno", Doc = "exception lineno")] private Value GetLineno() => Get(Field.Lineno);

    [PySetter("lineno")] private void SetLineno(Value v) => Put(Field.Lineno, v);

    [PyGetter("offset", Doc = "exception offset")] private Value GetOffset() => Get(Field.Offset);

    [PySetter("offset")] private void SetOffset(Value v) => Put(Field.Offset, v);

    [PyGetter("text", Doc = "exception text")] private Value GetText() => Get(Field.Text);

    [PySetter("text")] private void SetText(Value v) => Put(Field.Text, v);

    [PyGetter("end_lineno", Doc = "exception end lineno")] private Value GetEndLineno() => Get(Field.EndLineno);

    [PySetter("end_lineno")] private void SetEndLineno(Value v) => Put(Field.EndLineno, v);

    [PyGetter("end_offset", Doc = "exception end offset")] private Value GetEndOffset() => Get(Field.EndOffset);

    [PySetter("end_offset")] private void SetEndOffset(Value v) => Put(Field.EndOffset, v);

    [PyGetter("print_file_and_line", Doc = "exception print_file_and_line")] private Value GetPrint() => Get(Field.PrintFileAndLine);

    [PySetter("print_file_and_line")] private void SetPrint(Value v) => Put(Field.PrintFileAndLine, v);
}

namespace TieredPy.Runtime.Objects;

/// <summary>The fields that the three Unicode errors share.</summary>
public abstract class PyUnicodeErrorFields : PyBaseException
{
    internal PyUnicodeErrorFields(Shape shape) : base(shape) { }

    internal PyObject? Encoding { get; set; }

    internal PyObject? Object { get; set; }

    internal long Start { get; set; }

    internal long End { get; set; }

    internal PyObject? Reason { get; set; }

    private protected static Value Show(PyObject? field) => field == null ? Value.None : Value.FromHeap(field);

    private protected static PyObject? Keep(Value v) => v.IsMissing ? null : v.ToHeap();

    private protected static long KeepIndex(Value v) => v.IsMissing ? throw Err.TypeError("can't delete numeric/char attribute") : Ops.AsLong(v);

    private protected static string Text(PyObject? field) => field == null ? "None" : Ops.Str(Value.FromHeap(field)).ToString();

    /// <summary>Checks the constructor's arguments, whose types are those of CPython's format string.</summary>
    private protected void Parse(string function, ReadOnlySpan<Value> args, bool withEncoding, bool bytes)
    {
        int n = withEncoding ? 5 : 4, i = 0;
        if (args.Length != n) throw Err.TypeError($"function takes exactly {n} arguments ({args.Length} given)");
        if (withEncoding) Encoding = Checked(args, i++, "str", args[0].Ref is PyStr);
        var obj = args[i];
        if (bytes && obj.Ref is not PyBytes && obj.Ref is not PyStr && obj.Ref != null && !obj.IsFloat) obj = Ops.Call(new Value(PyBytes.TypeObject), obj);
        if (bytes && obj.Ref is not PyBytes) throw Err.TypeError($"a bytes-like object is required, not '{Ops.TypeName(obj)}'");
        Object = bytes ? obj.ToHeap() : Checked(args, i, "str", obj.Ref is PyStr);
        i++;
        Start = Ops.AsLong(args[i++]);
        End = Ops.AsLong(args[i++]);
        Reason = Checked(args, i, "str", args[i].Ref is PyStr);
    }

    private static PyObject Checked(ReadOnlySpan<Value> args, int i, string type, bool ok) =>
        ok ? args[i].ToHeap() : throw Err.TypeError($"argument {i + 1} must be {type}, not {Ops.TypeName(args[i])}");

    /// <summary>The one character that the error is about, escaped, or null when it is about several.</summary>
    private protected string? OneCharacter()
    {
        if (Object is not PyStr s || Start < 0 || Start >= s.Length || End != Start + 1) return null;
        long c = Ops.Ord(s, Start);
        return c <= 0xFF ? $"\\x{c:x2}" : c <= 0xFFFF ? $"\\u{c:x4}" : $"\\U{c:x8}";
    }
}

/// <summary>UnicodeEncodeError.</summary>
[PyType("UnicodeEncodeError", Base = typeof(UnicodeErrorBase), HasDict = true, Doc = "Unicode encoding error.")]
public partial class PyUnicodeEncodeError : PyUnicodeErrorFields
{
    internal PyUnicodeEncodeError(Shape shape) : base(shape) { }

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        base.Init(args, kw);
        Parse("UnicodeEncodeError", args, true, false);
    }

    public override Value Str()
    {
        if (Object == null) return Value.Str("");
        return new Value(PyStr.Of(OneCharacter() is { } c
            ? $"'{Text(Encoding)}' codec can't encode character '{c}' in position {Start}: {Text(Reason)}"
            : $"'{Text(Encoding)}' codec can't encode characters in position {Start}-{End - 1}: {Text(Reason)}"));
    }

    [PyGetter("encoding", Doc = "exception encoding")] private Value GetEncoding() => Show(Encoding);

    [PySetter("encoding")] private void SetEncoding(Value v) => Encoding = Keep(v);

    [PyGetter("object", Doc = "exception object")] private Value GetObject() => Show(Object);

    [PySetter("object")] private void SetObject(Value v) => Object = Keep(v);

    [PyGetter("start", Doc = "exception start")] private Value GetStart() => Value.Int(Start);

    [PySetter("start")] private void SetStart(Value v) => Start = KeepIndex(v);

    [PyGetter("end", Doc = "exception end")] private Value GetEnd() => Value.Int(End);

    [PySetter("end")] private void SetEnd(Value v) => End = KeepIndex(v);

    [PyGetter("reason", Doc = "exception reason")] private Value GetReason() => Show(Reason);

    [PySetter("reason")] private void SetReason(Value v) => Reason = Keep(v);
}

/// <summary>UnicodeDecodeError.</summary>
[PyType("UnicodeDecodeError", Base = typeof(UnicodeErrorBase), HasDict = true, Doc = "Unicode decoding error.")]
public partial class PyUnicodeDecodeError : PyUnicodeErrorFields
{
    internal PyUnicodeDecodeError(Shape shape) : base(shape) { }

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        base.Init(args, kw);
        Parse("UnicodeDecodeError", args, true, true);
    }

    public override Value Str()
    {
        if (Object == null) return Value.Str("");
        return new Value(PyStr.Of(Object is PyBytes b && Start >= 0 && Start < b.AsSpan().Length && End == Start + 1
            ? $"'{Text(Encoding)}' codec can't decode byte 0x{b.AsSpan()[(int)Start]:x2} in position {Start}: {Text(Reason)}"
            : $"'{Text(Encoding)}' codec can't decode bytes in position {Start}-{End - 1}: {Text(Reason)}"));
    }

    [PyGetter("encoding", Doc = "exception encoding")] private Value GetEncoding() => Show(Encoding);

    [PySetter("encoding")] private void SetEncoding(Value v) => Encoding = Keep(v);

    [PyGetter("object", Doc = "exception object")] private Value GetObject() => Show(Object);

    [PySetter("object")] private void SetObject(Value v) => Object = Keep(v);

    [PyGetter("start", Doc = "exception start")] private Value GetStart() => Value.Int(Start);

    [PySetter("start")] private void SetStart(Value v) => Start = KeepIndex(v);

    [PyGetter("end", Doc = "exception end")] private Value GetEnd() => Value.Int(End);

    [PySetter("end")] private void SetEnd(Value v) => End = KeepIndex(v);

    [PyGetter("reason", Doc = "exception reason")] private Value GetReason() => Show(Reason);

    [PySetter("reason")] private void SetReason(Value v) => Reason = Keep(v);
}

/// <summary>UnicodeTranslateError.</summary>
[PyType("UnicodeTranslateError", Base = typeof(UnicodeErrorBase), HasDict = true, Doc = "Unicode translation error.")]
public partial class PyUnicodeTranslateError : PyUnicodeErrorFields
{
    internal PyUnicodeTranslateError(Shape shape) : base(shape) { }

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        base.Init(args, kw);
        Parse("UnicodeTranslateError", args, false, false);
    }

    public override Value Str()
    {
        if (Object == null) return Value.Str("");
        return new Value(PyStr.Of(OneCharacter() is { } c
            ? $"can't translate character '{c}' in position {Start}: {Text(Reason)}"
            : $"can't translate characters in position {Start}-{End - 1}: {Text(Reason)}"));
    }

    [PyGetter("encoding", Doc = "exception encoding")] private Value GetEncoding() => Show(Encoding);

    [PySetter("encoding")] private void SetEncoding(Value v) => Encoding = Keep(v);

    [PyGetter("object", Doc = "exception object")] private Value GetObject() => Show(Object);

    [PySetter("object")] private void SetObject(Value v) => Object = Keep(v);

    [PyGetter("start", Doc = "exception start")] private Value GetStart() => Value.Int(Start);

    [PySetter("start")] private void SetStart(Value v) => Start = KeepIndex(v);

    [PyGetter("end", Doc = "exception end")] private Value GetEnd() => Value.Int(End);

    [PySetter("end")] private void SetEnd(Value v) => End = KeepIndex(v);

    [PyGetter("reason", Doc = "exception reason")] private Value GetReason() => Show(Reason);

    [PySetter("reason")] private void SetReason(Value v) => Reason = Keep(v);
}

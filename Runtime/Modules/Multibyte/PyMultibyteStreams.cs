namespace TieredPy.Runtime.Modules.Multibyte;

/// <summary>_multibytecodec.MultibyteStreamReader.</summary>
[PyType("_multibytecodec.MultibyteStreamReader")]
internal partial class PyMultibyteStreamReader : PyObject
{
    private MultibyteDecodeContext context = null!;

    internal PyMultibyteStreamReader(Shape shape) : base(shape) { }

    [PyMember("stream")] private PyObject? Stream { get; set; }

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        string errors = MultibyteErrors.Parse("StreamReader", args, kw, true, out var stream);
        var r = Allocate(cls);
        r.context = new MultibyteDecodeContext(MultibyteModule.CodecOf(cls), errors);
        r.Stream = stream.ToHeap();
        return new Value(r);
    }

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        // Whatever subclasses give it.
    }

    [PyMethod("read", Signature = "($self, sizeobj=None, /)")]
    private PyStr Read([OptNone] Value size = default) => Read("read", Size(size));

    [PyMethod("readline", Signature = "($self, sizeobj=None, /)")]
    private PyStr ReadLine([OptNone] Value size = default) => Read("readline", Size(size));

    [PyMethod("readlines", Signature = "($self, sizehintobj=None, /)")]
    private Value ReadLines([OptNone] Value hint = default) => Ops.CallMethod(new Value(Read("read", Size(hint))), "splitlines", Value.True);

    [PyMethod("reset")]
    private void Reset() => context.Reset();

    [PyGetter("errors", Doc = MultibyteErrors.Doc)] private string Errors => context.Errors;

    [PySetter("errors")] private void SetErrors(Value value) => context.Errors = MultibyteErrors.Assigned(value);

    private static long Size(Value size)
    {
        if (size.IsNone) return -1;
        return IntOps.IsInt(size) ? Ops.AsLong(size) : throw Err.TypeError("arg 1 must be an integer");
    }

    /// <summary>Reads from the stream until there is a character, or all of it (negative).</summary>
    private PyStr Read(string method, long size)
    {
        if (size == 0) return PyStr.Empty;
        var output = new List<int>();
        PyException? error = null;
        var stream = Stream == null ? Value.None : Value.FromHeap(Stream);
        while (true)
        {
            var got = size < 0 ? Ops.CallMethod(stream, method) : Ops.CallMethod(stream, method, Value.Int(size));
            if (got.Ref is not PyBytes bytes) throw Err.TypeError($"stream function returned a non-bytes object ({Ops.TypeName(got)})");
            bool any = bytes.Data.Length + context.Pending.Length > 0;
            context.Decode(bytes.Data, final: bytes.Data.Length == 0 || size < 0, restore: false, output, ref error);
            if (size < 0 || output.Count > 0 || !any) return MultibyteCoding.Text(output);
            size = 1;
        }
    }
}

/// <summary>_multibytecodec.MultibyteStreamWriter.</summary>
[PyType("_multibytecodec.MultibyteStreamWriter")]
internal partial class PyMultibyteStreamWriter : PyObject
{
    private MultibyteEncodeContext context = null!;

    internal PyMultibyteStreamWriter(Shape shape) : base(shape) { }

    [PyMember("stream")] private PyObject? Stream { get; set; }

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        string errors = MultibyteErrors.Parse("StreamWriter", args, kw, true, out var stream);
        var w = Allocate(cls);
        w.context = new MultibyteEncodeContext(MultibyteModule.CodecOf(cls), errors);
        w.Stream = stream.ToHeap();
        return new Value(w);
    }

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        // Whatever subclasses give it.
    }

    [PyMethod("write", Signature = "($self, strobj, /)")]
    private void Write(Value text) => Put(context.Encode(text, false));

    [PyMethod("writelines", Signature = "($self, lines, /)")]
    private void WriteLines(Value lines)
    {
        if (lines.Ref is PyDict || !Ops.Has(lines, Slot.GetItem)) throw Err.TypeError("arg must be a sequence object");
        // The length can change meanwhile.
        for (long i = 0; i < Ops.Len(lines); i++) Write(Ops.GetItem(lines, Value.Int(i)));
    }

    [PyMethod("reset")]
    private void Reset()
    {
        if (context.Pending is not { } pending) return;
        var rest = context.Flush(pending);
        if (rest.Data.Length > 0) Put(rest);
    }

    [PyGetter("errors", Doc = MultibyteErrors.Doc)] private string Errors => context.Errors;

    [PySetter("errors")] private void SetErrors(Value value) => context.Errors = MultibyteErrors.Assigned(value);

    private void Put(PyBytes bytes) => Ops.CallMethod(Stream == null ? Value.None : Value.FromHeap(Stream), "write", new Value(bytes));
}

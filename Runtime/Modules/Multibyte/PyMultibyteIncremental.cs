using TieredPy.Runtime.Text.Multibyte;

namespace TieredPy.Runtime.Modules.Multibyte;

/// <summary>_multibytecodec.MultibyteIncrementalEncoder.</summary>
[PyType("_multibytecodec.MultibyteIncrementalEncoder")]
internal partial class PyMultibyteIncrementalEncoder : PyObject
{
    private const int MostPendingBytes = 8;

    private MultibyteEncodeContext context = null!;

    internal PyMultibyteIncrementalEncoder(Shape shape) : base(shape) { }

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        string errors = MultibyteErrors.Parse("IncrementalEncoder", args, kw, false, out _);
        var e = Allocate(cls);
        e.context = new MultibyteEncodeContext(MultibyteModule.CodecOf(cls), errors);
        return new Value(e);
    }

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        // Whatever subclasses give it.
    }

    [PyMethod("encode")]
    private PyBytes Encode([Kw] Value input, [Kw] bool final = false) => context.Encode(input, final);

    [PyMethod("getstate")]
    private Value GetState()
    {
        byte[] pending = context.Pending is { } p ? Encodings.Utf8(p, null).Data : [];
        if (pending.Length > MostPendingBytes) throw Err.UnicodeError("pending buffer too large");
        return Value.Big(new BigInteger([(byte)pending.Length, .. pending, .. context.State], isUnsigned: true));
    }

    [PyMethod("setstate", Signature = "($self, state, /)")]
    private void SetState(Value state)
    {
        if (!IntOps.IsInt(state)) throw Err.TypeError($"setstate() argument must be int, not {Ops.TypeName(state)}");
        var bytes = MultibyteState.Bytes(state, 1 + MostPendingBytes + MultibyteCodec.StateSize);
        int n = bytes[0];
        if (n > MostPendingBytes) throw Err.UnicodeError("pending buffer too large");
        context.Pending = Encodings.DecodeUtf8(bytes[1..(1 + n)], null, true).Text;
        bytes.AsSpan(1 + n, MultibyteCodec.StateSize).CopyTo(context.State);
    }

    [PyMethod("reset")]
    private void Reset() => context.Reset();

    [PyGetter("errors", Doc = MultibyteErrors.Doc)] private string Errors => context.Errors;

    [PySetter("errors")] private void SetErrors(Value value) => context.Errors = MultibyteErrors.Assigned(value);
}

/// <summary>_multibytecodec.MultibyteIncrementalDecoder.</summary>
[PyType("_multibytecodec.MultibyteIncrementalDecoder")]
internal partial class PyMultibyteIncrementalDecoder : PyObject
{
    private MultibyteDecodeContext context = null!;

    internal PyMultibyteIncrementalDecoder(Shape shape) : base(shape) { }

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        string errors = MultibyteErrors.Parse("IncrementalDecoder", args, kw, false, out _);
        var d = Allocate(cls);
        d.context = new MultibyteDecodeContext(MultibyteModule.CodecOf(cls), errors);
        return new Value(d);
    }

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        // Whatever subclasses give it.
    }

    [PyMethod("decode")]
    private PyStr Decode([Kw] Value input, [Kw] bool final = false)
    {
        var output = new List<int>();
        PyException? error = null;
        context.Decode(Buffers.Get(input), final, restore: true, output, ref error);
        return MultibyteCoding.Text(output);
    }

    [PyMethod("getstate")]
    private Value GetState() =>
        new(new PyTuple(new Value(PyBytes.Make(context.Pending)), Value.Big(new BigInteger(context.State, isUnsigned: true))));

    [PyMethod("setstate", Signature = "($self, state, /)")]
    private void SetState(Value state)
    {
        if (state.Ref is not PyTuple t) throw Err.TypeError($"setstate() argument must be tuple, not {Ops.TypeName(state)}");
        if (t.Count != 2 || t[0].Ref is not PyBytes pending || !IntOps.IsInt(t[1])) throw Err.TypeError("setstate(): illegal state argument");
        context.Set(pending, MultibyteState.Bytes(t[1], MultibyteCodec.StateSize));
    }

    [PyMethod("reset")]
    private void Reset() => context.Reset();

    [PyGetter("errors", Doc = MultibyteErrors.Doc)] private string Errors => context.Errors;

    [PySetter("errors")] private void SetErrors(Value value) => context.Errors = MultibyteErrors.Assigned(value);
}

/// <summary>States as numbers.</summary>
internal static class MultibyteState
{
    /// <summary>A number's bytes, the lowest first.</summary>
    public static byte[] Bytes(Value number, int count)
    {
        var n = IntOps.ToBig(number);
        if (n.Sign < 0) throw Err.OverflowError("can't convert negative int to unsigned");
        if (n.GetByteCount(isUnsigned: true) > count) throw Err.OverflowError("int too big to convert");
        var bytes = new byte[count];
        n.TryWriteBytes(bytes, out _, isUnsigned: true);
        return bytes;
    }
}

namespace TieredPy.Runtime.Modules.Pickle;

/// <summary>pickle.PickleBuffer (PEP 574): a buffer that a pickle may leave out-of-band.</summary>
[PyType("_pickle.PickleBuffer", Weakrefable = true, Doc = "Wrapper for potentially out-of-band buffers")]
internal sealed partial class PyPickleBuffer : PyObject, IPyBuffer
{
    private BufferInfo? view;
    private PyObject? owner;

    private PyPickleBuffer() : base(TypeObject.RootShape) { }

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (kw is { Length: > 0 }) throw Err.TypeError("PickleBuffer() takes no keyword arguments");
        if (args.Length != 1) throw Err.TypeError($"PickleBuffer() takes exactly one argument ({args.Length} given)");
        return new Value(new PyPickleBuffer { view = Buffers.Acquire(args[0]), owner = args[0].Ref });
    }

    /// <summary>The buffer; ValueError after release.</summary>
    public BufferInfo View => view ?? throw Err.ValueError("operation forbidden on released PickleBuffer object");

    [PyMethod("raw", Doc = "Return a memoryview of the raw memory underlying this buffer.\n\nWill raise BufferError is the buffer isn't contiguous.")]
    private Value Raw()
    {
        var v = View;
        if (!MemoryLayout.IsContiguous(v) && !IsFortran(v)) throw Err.BufferError("cannot extract raw buffer from non-contiguous buffer");
        long n = MemoryLayout.Product(MemoryLayout.ShapeOf(v)) * v.ItemSize;
        var inner = Buffers.Acquire(new Value(owner!));
        return new Value(new PyMemoryView(new BufferInfo
        {
            Memory = v.Memory.Slice((int)v.Offset, (int)n),
            Owner = v.Owner,
            ReadOnly = v.ReadOnly,
            OnRelease = inner.Release,
        }));
    }

    [PyMethod("release", Doc = "Release the underlying buffer held by the PickleBuffer object.")]
    private void Release()
    {
        view?.Release();
        view = null;
        owner = null;
    }

    public BufferInfo GetBuffer()
    {
        var v = View;
        var inner = Buffers.Acquire(new Value(owner!));
        return new BufferInfo
        {
            Memory = v.Memory,
            Owner = v.Owner,
            ReadOnly = v.ReadOnly,
            Format = v.Format,
            ItemSize = v.ItemSize,
            Shape = v.Shape,
            Strides = v.Strides,
            Offset = v.Offset,
            OnRelease = inner.Release,
        };
    }

    public void ReleaseBuffer()
    {
    }

    /// <summary>True when the memory is contiguous with the first index running fastest.</summary>
    public static bool IsFortran(BufferInfo v)
    {
        if (v.Strides == null) return true;
        long step = v.ItemSize;
        var shape = MemoryLayout.ShapeOf(v);
        for (int i = 0; i < shape.Length; i++)
        {
            if (shape[i] > 1 && v.Strides[i] != step) return false;
            step *= shape[i];
        }
        return true;
    }

    /// <summary>The memory of a contiguous buffer as it lies.</summary>
    public static ReadOnlySpan<byte> Bytes(BufferInfo v)
    {
        long n = MemoryLayout.Product(MemoryLayout.ShapeOf(v)) * v.ItemSize;
        return v.Memory.Span.Slice((int)v.Offset, (int)n);
    }
}

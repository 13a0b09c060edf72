namespace TieredPy.Runtime.Objects;

/// <summary>What an object exports through the buffer protocol (PEP 3118): memory, its item format and its shape.</summary>
public sealed class BufferInfo
{
    /// <summary>The exporter's memory.</summary>
    public required Memory<byte> Memory { get; init; }

    /// <summary>The object that owns the memory, as <c>memoryview.obj</c>.</summary>
    public required PyObject Owner { get; init; }

    public bool ReadOnly { get; init; }
    public string Format { get; init; } = "B";
    public int ItemSize { get; init; } = 1;

    /// <summary>Null for one dimension over all of the memory.</summary>
    public long[]? Shape { get; init; }

    /// <summary>Null when C-contiguous.</summary>
    public long[]? Strides { get; init; }

    /// <summary>Where item [0, 0, …] is in the memory, in bytes.</summary>
    public long Offset { get; init; }

    /// <summary>Called once, when the consumer is done.</summary>
    internal Action? OnRelease { get; set; }

    /// <summary>Ends the use of the memory.</summary>
    public void Release()
    {
        var release = OnRelease;
        OnRelease = null;
        release?.Invoke();
    }
}

/// <summary>Implemented by C# classes that export memory. Between get and release the memory must stay where it is.</summary>
public interface IPyBuffer
{
    /// <summary>Exports; raises BufferError when it can't.</summary>
    BufferInfo GetBuffer();

    /// <summary>Ends one export.</summary>
    void ReleaseBuffer();
}

/// <summary>The buffer protocol as consumers use it; honours Python-level <c>__buffer__</c> (PEP 688).</summary>
internal static class Buffers
{
    private const int FullReadOnly = 0x11C;
    private const int Writable = 1;

    /// <summary>True when the value exports a buffer.</summary>
    public static bool Has(Value v) => v.Ref is IPyBuffer || (v.Ref != null && !v.IsFloat && v.Type.IsHeap && Ops.Has(v, Slot.Buffer));

    /// <summary>The bytes of any exporter; BufferError where they aren't contiguous. For reading at once: nothing is held.</summary>
    public static bool TryGet(Value v, out ReadOnlySpan<byte> bytes)
    {
        switch (v.Ref)
        {
            case PyBytes b:
                bytes = b.Data;
                return true;
            case PyByteArray a:
                bytes = a.AsSpan();
                return true;
        }
        if (!Has(v))
        {
            bytes = default;
            return false;
        }
        var info = Acquire(v);
        bool contiguous = MemoryLayout.IsContiguous(info);
        bytes = contiguous ? MemoryLayout.Span(info) : default;
        info.Release();
        return contiguous ? true : throw Err.BufferError("memoryview: underlying buffer is not C-contiguous");
    }

    /// <inheritdoc cref="TryGet"/>
    public static bool TryGetBytes(Value v, out ReadOnlySpan<byte> bytes) => TryGet(v, out bytes);

    /// <summary>The bytes of an exporter; TypeError for anything else.</summary>
    public static ReadOnlySpan<byte> Get(Value v) => TryGet(v, out var bytes) ? bytes : throw Required(v);

    /// <summary>The bytes of an exporter, not to be written; TypeError for anything else.</summary>
    public static byte[] ToArray(Value v) => v.Ref is PyBytes b ? b.Data : Get(v).ToArray();

    /// <summary>The writable contiguous memory of an exporter, to be released after use.</summary>
    public static BufferInfo AcquireWritable(Value v, string message = "read-write bytes-like object")
    {
        if (!Has(v)) throw Err.TypeError($"a {message} is required, not '{Ops.TypeName(v)}'");
        var info = Acquire(v, Writable);
        if (!info.ReadOnly && MemoryLayout.IsContiguous(info)) return info;
        info.Release();
        throw Err.TypeError($"a {message} is required, not '{Ops.TypeName(v)}'");
    }

    /// <summary>Opens an export; release it.</summary>
    public static BufferInfo Acquire(Value v, int flags = FullReadOnly)
    {
        if (v.Ref is IPyBuffer exporter && (!v.Type.IsHeap || v.Type.FindSlot(Slot.Buffer) is null or PyWrapperDescriptor))
        {
            var info = exporter.GetBuffer();
            info.OnRelease ??= exporter.ReleaseBuffer;
            return info;
        }
        if (v.IsInt || v.IsFloat || !Ops.LookupSpecial(v, Slot.Buffer, out var method)) throw Required(v);
        var made = Ops.Call(method, Value.Int(flags));
        if (made.Ref is not PyMemoryView view) throw Err.TypeError("__buffer__ returned non-memoryview object");
        var inner = view.GetBuffer();
        return new BufferInfo
        {
            Memory = inner.Memory,
            Owner = v.Ref!,
            ReadOnly = inner.ReadOnly,
            Format = inner.Format,
            ItemSize = inner.ItemSize,
            Shape = inner.Shape,
            Strides = inner.Strides,
            Offset = inner.Offset,
            OnRelease = () =>
            {
                view.ReleaseBuffer();
                if (Ops.LookupSpecial(v, Slot.ReleaseBuffer, out var release)) Ops.Call(release, made);
                else view.Release();
            },
        };
    }

    public static PyException Required(Value v) => Err.TypeError($"a bytes-like object is required, not '{Ops.TypeName(v)}'");
}

/// <summary>Arithmetic of shapes and strides.</summary>
internal static class MemoryLayout
{
    public static long[] ShapeOf(BufferInfo b) => b.Shape ?? [b.Memory.Length / b.ItemSize];

    public static long[] StridesOf(BufferInfo b) => b.Strides ?? CStrides(ShapeOf(b), b.ItemSize);

    public static long Product(ReadOnlySpan<long> shape)
    {
        long n = 1;
        foreach (long d in shape) n *= d;
        return n;
    }

    public static long[] CStrides(ReadOnlySpan<long> shape, int itemSize)
    {
        var strides = new long[shape.Length];
        long step = itemSize;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            strides[i] = step;
            step *= shape[i];
        }
        return strides;
    }

    public static bool IsC(ReadOnlySpan<long> shape, ReadOnlySpan<long> strides, int itemSize)
    {
        if (Product(shape) == 0) return true;
        long step = itemSize;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            if (shape[i] > 1 && strides[i] != step) return false;
            step *= shape[i];
        }
        return true;
    }

    public static bool IsFortran(ReadOnlySpan<long> shape, ReadOnlySpan<long> strides, int itemSize)
    {
        if (Product(shape) == 0) return true;
        long step = itemSize;
        for (int i = 0; i < shape.Length; i++)
        {
            if (shape[i] > 1 && strides[i] != step) return false;
            step *= shape[i];
        }
        return true;
    }

    public static bool IsContiguous(BufferInfo b) => b.Strides == null || IsC(ShapeOf(b), b.Strides, b.ItemSize);

    /// <summary>The bytes of a C-contiguous buffer.</summary>
    public static Span<byte> Span(BufferInfo b)
    {
        long n = b.Shape == null ? b.Memory.Length : Product(b.Shape) * b.ItemSize;
        return b.Memory.Span.Slice((int)b.Offset, (int)n);
    }

    /// <summary>The items in C order.</summary>
    public static byte[] ToArray(BufferInfo b)
    {
        if (IsContiguous(b)) return Span(b).ToArray();
        var shape = ShapeOf(b);
        var to = new byte[Product(shape) * b.ItemSize];
        int at = 0;
        Copy(b.Memory.Span, shape, StridesOf(b), b.ItemSize, 0, b.Offset, to, ref at);
        return to;
    }

    private static void Copy(ReadOnlySpan<byte> from, long[] shape, long[] strides, int itemSize, int dimension, long offset, Span<byte> to, ref int at)
    {
        if (dimension == shape.Length)
        {
            from.Slice((int)offset, itemSize).CopyTo(to[at..]);
            at += itemSize;
            return;
        }
        for (long i = 0; i < shape[dimension]; i++) Copy(from, shape, strides, itemSize, dimension + 1, offset + i * strides[dimension], to, ref at);
    }
}

namespace TieredPy.Runtime.Objects;

/// <summary>What an object exports through the buffer protocol (PEP 3118): memory, its item format and its shape.</summary>
public sealed class BufferInfo
{
    /// <summary>The whole of the exporter's memory, C-contiguous unless <see cref="Strides"/> say otherwise.</summary>
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

    /// <summary>Where item [0, 0, …] is in the memory.</summary>
    public long Offset { get; init; }
}

/// <summary>Implemented by C# classes that export memory. While a buffer is out (between get and release) the memory must stay where it is.</summary>
public interface IPyBuffer
{
    /// <summary>Exports; raises BufferError when it can't.</summary>
    BufferInfo GetBuffer();

    /// <summary>Ends one export.</summary>
    void ReleaseBuffer();
}

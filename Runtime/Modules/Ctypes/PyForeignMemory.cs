using System.Buffers;
using TieredPy.Runtime.Modules.Mmap;

namespace TieredPy.Runtime.Modules.Ctypes;

/// <summary>A piece of memory that doesn't move: of its own, of an object that exports it, or of somebody else.</summary>
[PyType("_ctypes._Memory", Subclassable = false, NoConstructor = true)]
internal sealed unsafe partial class PyForeignMemory : PyObject, IPyBuffer
{
    private readonly BufferInfo? export;
    private readonly bool owned;
    private bool dying;
    private MemoryHandle pin;
    private string format = "B";
    private int itemSize = 1;
    private long[]? shape;

    private PyForeignMemory(nint address, long size, bool owned) : base(TypeObject.RootShape)
    {
        Address = address;
        Size = size;
        this.owned = owned;
    }

    private PyForeignMemory(BufferInfo export) : base(TypeObject.RootShape)
    {
        this.export = export;
        pin = export.Memory.Pin();
        Address = (nint)pin.Pointer + (nint)export.Offset;
        Size = MemoryLayout.Span(export).Length;
    }

    public static PyForeignMemory Allocate(long size)
    {
        if (size > int.MaxValue) throw Err.MemoryError();
        return new((nint)NativeMemory.AllocZeroed((nuint)Math.Max(size, 1)), size, true);
    }

    public static PyForeignMemory At(nint address, long size) => new(address, size, false);

    public static PyForeignMemory Shown(nint address, long size, string format, int itemSize, long[] shape) =>
        new(address, size, false) { format = format, itemSize = itemSize, shape = shape };

    public static PyForeignMemory Over(Value exporter) => new(Buffers.AcquireWritable(exporter));

    [PyMember("address")] internal long Address { get; }

    [PyMember("size")] internal long Size { get; }

    public BufferInfo GetBuffer() => new() { Memory = new MappedMemory((byte*)Address, (int)Size).Memory, Owner = this, Format = format, ItemSize = itemSize, Shape = shape };

    public void ReleaseBuffer()
    {
    }

    /// <summary>
    /// Frees at the second time: compiled Python code may have read the address for the last time and be about to use it when the object was seen to be dead.
    /// </summary>
    ~PyForeignMemory()
    {
        if (!dying)
        {
            dying = true;
            GC.ReRegisterForFinalize(this);
            return;
        }
        if (owned) NativeMemory.Free((void*)Address);
        pin.Dispose();
        // A Python class that exports is not told on this thread.
        if (export is { Owner.Type.IsHeap: false }) export.Release();
    }
}

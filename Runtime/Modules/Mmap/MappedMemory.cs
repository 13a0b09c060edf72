using System.Buffers;

namespace TieredPy.Runtime.Modules.Mmap;

/// <summary>Memory of the system, as <see cref="Memory{T}"/>. It is there until the mapping that owns it is closed.</summary>
internal sealed unsafe class MappedMemory(byte* start, int length) : MemoryManager<byte>
{
    public override Span<byte> GetSpan() => new(start, length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(start + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}

/// <summary>The C library's functions about mappings.</summary>
internal static unsafe partial class MappingLibc
{
    private const string Library = "libc";

    [LibraryImport(Library, SetLastError = true)] public static partial nint mmap(nint at, nint length, int protection, int flags, int fd, long offset);
    [LibraryImport(Library, SetLastError = true)] public static partial int munmap(nint at, nint length);
    [LibraryImport(Library, SetLastError = true)] public static partial nint mremap(nint at, nint old, nint length, int flags);
    [LibraryImport(Library, SetLastError = true)] public static partial int msync(nint at, nint length, int flags);
    [LibraryImport(Library, SetLastError = true)] public static partial int madvise(nint at, nint length, int advice);
}

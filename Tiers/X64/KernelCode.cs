using System.Runtime.ConstrainedExecution;

namespace TieredPy.Tiers.X64;

/// <summary>
/// Machine code of its own pages, which are written first and executable then, never both. The code that calls it keeps this object alive: the pages are given
/// back when nothing refers to it.
/// </summary>
internal sealed unsafe partial class KernelCode : CriticalFinalizerObject
{
    private const int Read = 1, Write = 2, Execute = 4, Private = 2;
    private static readonly int Anonymous = OperatingSystem.IsMacOS() ? 0x1000 : 0x20;
    private readonly nint pages;
    private readonly nuint size;

    public KernelCode(ReadOnlySpan<byte> code)
    {
        Length = code.Length;
        size = (nuint)(code.Length + Environment.SystemPageSize - 1 & -Environment.SystemPageSize);
        pages = Map(0, size, Read | Write, Private | Anonymous, -1, 0);
        if (pages == -1) throw new InsufficientMemoryException("no memory for machine code");
        code.CopyTo(new Span<byte>((void*)pages, code.Length));
        if (Protect(pages, size, Read | Execute) != 0) throw new InvalidOperationException("memory can't be made executable");
    }

    ~KernelCode()
    {
        if (pages is not (0 or -1)) Unmap(pages, size);
    }

    public nint Address => pages;

    /// <summary>Bytes of code.</summary>
    public int Length { get; }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Unmap(nint address, nuint length);
}

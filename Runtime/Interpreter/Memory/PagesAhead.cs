using TieredPy.Runtime.Modules.Mmap;

namespace TieredPy.Runtime.Interpreter;

/// <summary>
/// Has Linux make the memory ready that the program's next objects will lie in, on another processor, just before they are made: all objects of a young
/// program lie in memory that nobody has touched yet, and page faults were a third of its time (docs/decisions/0018).
/// </summary>
/// <remarks>
/// The collector hands out a heap's memory from low to high addresses. So where the program's last object lies, which the program tells at each poll, says where
/// the next ones will; how far it has come since it told last says how much of it will be needed before it tells again. Nothing depends on it: memory
/// that isn't the collector's (any more) isn't changed by being made ready, or it is refused.
/// </remarks>
internal static class PagesAhead
{
    /// <summary>MADV_POPULATE_WRITE of madvise(2), Linux 5.14: as if each page had been written to.</summary>
    private const int PopulateWrite = 23;

    /// <summary>Bytes that are made ready at once: few enough that who changes the map of the memory meanwhile doesn't wait long.</summary>
    private const int Piece = 256 << 10;

    /// <summary>How far ahead of the program it is at least and at most, in bytes, and of how many times what the program took since it told.</summary>
    private const long Least = 1 << 20, Most = 32 << 20, Times = 8;

    /// <summary>Objects nearer to one another than this lie in one heap.</summary>
    private const long HeapSize = 1L << 30;

    /// <summary>A heap's last object, and the address up to which its memory is ready.</summary>
    private struct Heap
    {
        public long Last, Ready;
    }

    private static long told;

    /// <summary>Whether the system can do it. Advice about nothing fails where it isn't known.</summary>
    internal static bool IsKnown => OperatingSystem.IsLinux() && MappingLibc.madvise(0, 0, PopulateWrite) == 0;

    /// <summary>On the program's thread: tells where its objects are made.</summary>
    public static void Tell()
    {
        var young = new object();
        Tell(Unsafe.As<object, nint>(ref young));
    }

    internal static void Tell(long at) => Volatile.Write(ref told, at);

    /// <summary>On another thread: makes ready what the program will need, as long as it's young.</summary>
    public static void Run(Func<bool> isYoung)
    {
        if (!IsKnown || Environment.ProcessorCount == 1) return;
        Heap heap = default, other = default;
        long end = 0;
        while (isYoung())
        {
            long at = Volatile.Read(ref told);
            if (at != heap.Last)
            {
                if (Math.Abs(at - heap.Last) > HeapSize) (heap, other) = (other, heap);
                long taken = at - heap.Last;
                // A collection has moved the program back to the heap's begin, or it has run past what was ready.
                if (taken < 0 || at > heap.Ready) heap.Ready = at & -Piece;
                heap.Last = at;
                end = at + Math.Clamp(taken < HeapSize ? taken * Times : 0, Least, Most);
            }
            if (heap.Ready < end)
            {
                if (MappingLibc.madvise((nint)heap.Ready, Piece, PopulateWrite) == 0)
                {
                    heap.Ready += Piece;
                    continue;
                }
                // The collector hasn't asked for what lies here.
                end = 0;
            }
            Thread.Sleep(1);
        }
    }
}

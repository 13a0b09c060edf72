namespace TieredPy.Runtime.Modules.Compression;

/// <summary>
/// Output of unknown length, in blocks of CPython's sizes: where a call stops because its block is full, how the output is cut into
/// results depends on them.
/// </summary>
internal sealed class OutputBlocks
{
    private const int KiB = 1 << 10, MiB = 1 << 20;

    private static readonly int[] Sizes =
    [
        32 * KiB, 64 * KiB, 256 * KiB, 1 * MiB, 4 * MiB, 8 * MiB, 16 * MiB, 16 * MiB, 32 * MiB, 32 * MiB, 32 * MiB, 32 * MiB,
        64 * MiB, 64 * MiB, 128 * MiB, 128 * MiB, 256 * MiB,
    ];

    private readonly long limit;
    private readonly List<byte[]> blocks = [];
    private long allocated;

    /// <param name="limit">The most bytes to make; negative for any number.</param>
    public OutputBlocks(long limit)
    {
        this.limit = limit;
        Grow();
    }

    /// <summary>The block that is being filled.</summary>
    public byte[] Block { get; private set; } = [];

    /// <summary>True when the blocks hold all that is wanted, <paramref name="free"/> bytes being left in the last one.</summary>
    public bool IsFull(long free) => allocated - free == limit;

    public void Grow()
    {
        long size = Sizes[Math.Min(blocks.Count, Sizes.Length - 1)];
        if (limit >= 0) size = Math.Min(size, limit - allocated);
        Block = GC.AllocateUninitializedArray<byte>((int)size);
        blocks.Add(Block);
        allocated += size;
    }

    /// <summary>All of it but the last <paramref name="free"/> bytes.</summary>
    public PyBytes Finish(long free)
    {
        if (blocks.Count == 1 && free == 0) return PyBytes.Make(Block);
        var all = GC.AllocateUninitializedArray<byte>(checked((int)(allocated - free)));
        int at = 0;
        foreach (var b in blocks)
        {
            int n = Math.Min(b.Length, all.Length - at);
            b.AsSpan(0, n).CopyTo(all.AsSpan(at));
            at += n;
        }
        return PyBytes.Make(all);
    }
}

using System.Runtime.InteropServices;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Modules.Mmap;
using TieredPy.Tests.Command;
using Xunit;

namespace TieredPy.Tests.Interpreting;

/// <summary>The budget that the command sets for young objects.</summary>
public sealed partial class YoungGenerationTests
{
    /// <summary>A program that runs on makes 640 MB, with 64 and more between two collections; the collector's own budget would have it collect 20 times.</summary>
    [Fact]
    public void MuchIsMadeBetweenTwoCollections()
    {
        if (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes < 4L << 30) return;
        var run = Script.Run([], """
            import gc, time
            end = time.monotonic() + 1.5
            while time.monotonic() < end: [None] * 1000
            before = gc.get_count()[0]
            for _ in range(80_000): [None] * 1000
            print(0 < gc.get_count()[0] - before <= 13, gc.get_count()[0] >= gc.get_count()[2])
            """);
        Assert.Equal("True True\n", run.Output + run.Error);
    }

    [Fact]
    public void CollectionsByTheProgramAreCounted()
    {
        var run = Script.Run([], """
            import gc
            before = gc.get_stats()[2]["collections"]
            for _ in range(5): gc.collect()
            print(5 <= gc.get_stats()[2]["collections"] - before <= 10)
            """);
        Assert.Equal("True\n", run.Output + run.Error);
    }

    [Fact]
    public void OnlyAnonymousMemoryThatCanBeWrittenToIsAdvised()
    {
        var maps = """
            1000-2000 r-xp 00000000 fe:00 247270                     /usr/bin/cat
            2000-9000 rw-p 00000000 00:00 0                          [heap]
            10000-14000 rw-p 00000000 00:00 0 
            14000-18000 rw-p 00000000 00:00 0 
            18000-90000 ---p 00000000 00:00 0 
            90000-91000 rw-p 00000000 00:00 0 
            92000-9a000 rw-s 00000000 00:00 0 
            a0000-a9000 rw-p 00000000 00:00 0
            """u8;
        Assert.Equal([(0x10000L, 0x18000L), (0xa0000L, 0xa9000L)], LargePages.Writable(maps, 0x8000));
    }

    /// <summary>Memory that lies ahead of what a program told is ready before it gets there; what lies far ahead of it, or behind, isn't touched.</summary>
    [Fact]
    public unsafe void MemoryAheadIsMadeReady()
    {
        if (!PagesAhead.IsKnown || Environment.ProcessorCount == 1) return;
        const int size = 64 << 20, page = 4096, told = 8 << 20, readAndWrite = 3, privateAndAnonymous = 0x22;
        nint memory = MappingLibc.mmap(0, size, readAndWrite, privateAndAnonymous, -1, 0);
        bool IsReady(int offset)
        {
            byte isThere = 0;
            Assert.Equal(0, mincore((memory & -page) + offset, page, &isThere));
            return (isThere & 1) != 0;
        }
        bool isYoung = true;
        var other = new Thread(() => PagesAhead.Run(() => Volatile.Read(ref isYoung)));
        PagesAhead.Tell(memory + told);
        other.Start();
        for (int n = 0; n < 5000 && !IsReady(told + page); n++) Thread.Sleep(1);
        Volatile.Write(ref isYoung, false);
        other.Join();
        Assert.True(IsReady(told + page));
        Assert.False(IsReady(told - (4 << 20)));
        Assert.False(IsReady(size - page));
        Assert.Equal(0, MappingLibc.munmap(memory, size));
    }

    [LibraryImport("libc")]
    private static unsafe partial int mincore(nint at, nint length, byte* isThere);
}

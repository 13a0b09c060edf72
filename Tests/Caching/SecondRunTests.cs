using TieredPy.Tiers.Caching;
using TieredPy.Tiers.Diagnostics;
using Xunit;
using static TieredPy.Tests.Caching.CachedProgram;

namespace TieredPy.Tests.Caching;

/// <summary>The second run of a program takes what the first one left.</summary>
public sealed class SecondRunTests
{
    [Theory]
    [InlineData(Programs.Rich)]
    [InlineData(Programs.Small)]
    public void LittleIsRecordedAgain(string source)
    {
        using var program = new CachedProgram(source);
        string plain = program.Output(out _, "--tier", "0");
        Assert.Equal(plain, program.Output(out var first));
        Assert.True(Count(first, "cache_entries_written") > 0);
        Assert.Equal(plain, program.Output(out var second));
        Assert.True(Count(second, "cache_hits") > 0);
        Assert.True(Count(second, "traces_recorded") <= Count(first, "traces_recorded") / 2, $"{second}");
        Assert.Equal(0, Drops(second, CacheDrop.Damaged));
        Assert.Equal(0, second.GetProperty("aborts").GetProperty("compiler_fault").GetInt64());
    }

    /// <summary>What is written is what is read, and the same code comes of both.</summary>
    [Theory]
    [InlineData(Programs.Rich)]
    [InlineData(Programs.TwoTypes)]
    public void TheCheckFindsNoDifference(string source)
    {
        using var program = new CachedProgram(source);
        string plain = program.Output(out _, "--tier", "0");
        for (int run = 0; run < 2; run++)
        {
            Assert.Equal(plain, program.Output(out var stats, "--jit", "check_cache"));
            Assert.True(Count(stats, "cache_checks") > 0);
            Assert.Equal(0, Count(stats, "cache_differences"));
        }
    }

    /// <summary>A loop runs with floats and with ints in turn: each run finds a version for both, and leaves them.</summary>
    [Fact]
    public void VersionsForOtherTypesStayApart()
    {
        using var program = new CachedProgram(Programs.TwoTypes);
        string expected = program.Output(out _);
        for (int run = 0; run < 4; run++)
        {
            Assert.Equal(expected, program.Output(out var stats));
            // A first run records ten; how many versions it is seen to need depends on when the machine interrupts it.
            Assert.True(Count(stats, "cache_hits") >= 4, $"{stats}");
            Assert.True(Count(stats, "traces_recorded") <= 6, $"{stats}");
            Assert.True(stats.GetProperty("exits").GetProperty("branch").GetInt64() < 1000, $"{stats}");
        }
    }

    [Fact]
    public void FailingGuardsChangeNothing()
    {
        using var program = new CachedProgram(Programs.Rich);
        string plain = program.Output(out _, "--tier", "0");
        program.Output(out _);
        Assert.Equal(plain, program.Output(out var stats, "--jit", "fail_guards_once"));
        Assert.True(Count(stats, "cache_hits") > 0);
    }

    [Fact]
    public void WhatChangedInTheSourceIsDroppedAlone()
    {
        using var program = new CachedProgram(Programs.Rich);
        program.Output(out _);
        program.Write("# moved\n" + Programs.Rich.Replace("return self.v + k", "return self.v - k").Replace("return -1", "return -2").Replace("scale = 2", "scale = 2.5").Replace("self.y = x + 1", "self.z = self.y = x + 1"));
        string plain = program.Output(out _, "--tier", "0");
        Assert.Equal(plain, program.Output(out var stats));
        Assert.True(Count(stats, "cache_hits") > 0);
        Assert.Equal(plain, program.Output(out _));
    }

    [Fact]
    public void ClassesAndFunctionsMayBeOthers()
    {
        using var program = new CachedProgram(Programs.Small);
        program.Output(out _);
        // The same code meets other objects: a class of the same name with other slots, a function in place of the class's method.
        program.Write(Programs.Small.Replace("def total", "class C(C):\n    __slots__ = 'w'\n    def get(self, k): return k\ndef total"));
        string plain = program.Output(out _, "--tier", "0");
        Assert.Equal(plain, program.Output(out _));
        program.Write(Programs.Small.Replace("def total", "len = lambda s: 7\ndef total"));
        Assert.Equal(program.Output(out _, "--tier", "0"), program.Output(out _));
    }

    [Fact]
    public void ACacheMovesWithItsProgram()
    {
        using var program = new CachedProgram(Programs.Small);
        string expected = program.Output(out _);
        using var moved = new CachedProgram(Programs.Small);
        Directory.Move(program.Cache, moved.Cache);
        Assert.Equal(expected, moved.Output(out var stats));
        Assert.True(Count(stats, "cache_hits") > 0);
    }

    [Fact]
    public void ARunThatBringsNothingNewWritesNothing()
    {
        using var program = new CachedProgram(Programs.Single);
        program.Output(out _);
        byte[] before = File.ReadAllBytes(program.CacheFile);
        program.Output(out var stats);
        Assert.Equal(0, Count(stats, "cache_entries_written"));
        Assert.Equal(before, File.ReadAllBytes(program.CacheFile));
    }

    [Fact]
    public void ShortRunsLeaveNothing()
    {
        using var program = new CachedProgram("print('hello')\n");
        program.Output(out _);
        Assert.False(Directory.Exists(program.Cache));
    }

    [Fact]
    public void CachesAreListedCheckedAndDeleted()
    {
        using var program = new CachedProgram(Programs.Small);
        program.Output(out _);
        Assert.Contains(Path.GetFileName(program.CacheFile), program.Run("--cache-info").Run.Output);
        Assert.Equal(0, program.Run("--cache-verify").Run.ExitCode);
        byte[] bytes = File.ReadAllBytes(program.CacheFile);
        bytes[^1] ^= 1;
        File.WriteAllBytes(program.CacheFile, bytes);
        var run = program.Run("--cache-verify").Run;
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("1 damaged", run.Output);
        Assert.Contains("deleted 1", program.Run("--cache-clear").Run.Output);
        Assert.Empty(Directory.GetFiles(program.Cache));
    }

    [Fact]
    public void ACacheIsMadeAheadOfTime()
    {
        using var program = new CachedProgram("t = 0\nfor i in range(5000): t += i\nprint(t)\n");
        program.Output(out _);
        Assert.False(Directory.Exists(program.Cache));
        program.Output(out _, "--cache-build");
        program.Output(out var stats);
        Assert.True(Count(stats, "cache_hits") > 0);
    }

    [Fact]
    public void OffMeansOff()
    {
        using var program = new CachedProgram(Programs.Small);
        program.Output(out _, "--cache", "off");
        Assert.False(Directory.Exists(program.Cache));
    }

    [Fact]
    public void ManyProcessesShareACache()
    {
        using var program = new CachedProgram(Programs.Small);
        string plain = program.Output(out _, "--tier", "0");
        var outputs = new string[16];
        Parallel.For(0, outputs.Length, n => outputs[n] = program.Output(out _));
        Assert.All(outputs, o => Assert.Equal(plain, o));
        Assert.NotNull(CacheFile.Read(File.ReadAllBytes(program.CacheFile), out _));
        Assert.Empty(Directory.GetFiles(program.Cache, ".*"));
        Assert.Equal(plain, program.Output(out var stats));
        Assert.True(Count(stats, "cache_hits") > 0);
    }
}

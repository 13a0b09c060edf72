using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using TieredPy.Tests.Corpus;
using TieredPy.Tiers.Caching;
using TieredPy.Tiers.Diagnostics;
using Xunit;
using static TieredPy.Tests.Caching.CachedProgram;

namespace TieredPy.Tests.Caching;

/// <summary>Folders and disks that a cache can't do its work in, and processes that end in the middle of it: no program notices.</summary>
public sealed partial class HostilePlaceTests
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int chown(string path, uint user, uint group);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mkfifo(string path, uint mode);

    /// <summary>Whole runs with damage all over a cache: what the library's tests do to each byte, here with the program behind it.</summary>
    [Fact]
    public void DamageChangesNoResult()
    {
        using var program = new CachedProgram(Programs.Small);
        string expected = program.Output(out _);
        string file = program.CacheFile;
        byte[] bytes = File.ReadAllBytes(file);
        long noticed = 0;
        for (int k = 0; k < 12; k++)
        {
            byte[] damaged = (byte[])bytes.Clone();
            damaged[bytes.Length * k / 12] ^= (byte)(1 << k % 8);
            if (k % 4 == 3) damaged = bytes[..(bytes.Length * k / 12)];
            File.WriteAllBytes(file, damaged);
            Assert.Equal(expected, program.Output(out var stats));
            long drops = Drops(stats, CacheDrop.Damaged) + Drops(stats, CacheDrop.OtherBuild);
            noticed += drops;
            // A run looks at the table always, but only at the entries that it comes to.
            if (CacheFile.Read(damaged, out _) is { } readable) Assert.Contains(readable.Entries, e => !e.IsWhole);
            else Assert.True(drops > 0);
        }
        Assert.True(noticed > 0);
    }

    /// <summary>Entries that have changed places are whole and say what is true of other code.</summary>
    [Fact]
    public void SwappedEntriesChangeNoResult()
    {
        using var program = new CachedProgram(Programs.Rich);
        string expected = program.Output(out _);
        var file = CacheFile.Read(File.ReadAllBytes(program.CacheFile), out _)!;
        for (int shift = 1; shift < 4; shift++)
        {
            var swapped = new CacheFile();
            swapped.Codes.UnionWith(file.Codes);
            for (int k = 0; k < file.Entries.Count; k++)
            {
                var (to, from) = (file.Entries[k], file.Entries[(k + shift) % file.Entries.Count]);
                // By turns with the hash that tells, and with one that fits.
                swapped.Entries.Add(k % 2 == 0 ? to with { Bytes = from.Bytes } : CacheEntry.Of(to.Code, to.Pc, from.Bytes.ToArray(), to.Heat));
            }
            File.WriteAllBytes(program.CacheFile, swapped.Write());
            Assert.Equal(expected, program.Output(out var stats));
            Assert.True(Drops(stats, CacheDrop.Damaged) > 0);
        }
    }

    [Fact]
    public void WhatIsAnotherUsersIsRefused()
    {
        using var program = new CachedProgram(Programs.Small);
        string expected = program.Output(out _);
        if (!Environment.IsPrivilegedProcess)
        {
            // Who may not give a file away finds enough of root's.
            Assert.False(CacheFolder.IsOwn("/", out bool exists));
            Assert.True(exists);
            Assert.Null(CacheFolder.Read("/etc/passwd", out var reason));
            Assert.Equal(CacheDrop.Untrusted, reason);
            return;
        }
        foreach (string path in (string[])[program.CacheFile, program.Cache])
        {
            Assert.Equal(0, chown(path, 12345, 12345));
            Assert.Equal(expected, program.Output(out var stats));
            Assert.True(Drops(stats, CacheDrop.Untrusted) > 0);
            Assert.Equal(0, Count(stats, "cache_hits"));
            Assert.Equal(0, chown(path, 0, 0));
        }
    }

    /// <summary>What stands where the file should be: links to nothing, in a circle, to a folder and to a file, a folder, a pipe that nobody writes to.</summary>
    [Fact]
    public void WhatIsNoFileIsNoCache()
    {
        using var program = new CachedProgram(Programs.Small);
        string expected = program.Output(out _);
        string file = program.CacheFile, kept = Path.Combine(program.Cache, "kept");
        File.Move(file, kept);
        byte[] before = File.ReadAllBytes(kept);
        string[] kinds = ["dangling", "circle", "to a folder", "to a file", "folder", "pipe"];
        foreach (string what in kinds)
        {
            Place(what, file);
            Assert.Equal(expected, program.Output(out var stats));
            Assert.Equal(0, Count(stats, "cache_hits"));
            Assert.True(Count(stats, "cache_dropped") > 0, what);
            // A link isn't written through.
            Assert.Equal(before, File.ReadAllBytes(kept));
            Assert.False(File.Exists(Path.Combine(program.Cache, "nothing")));
            if (what == "folder") Directory.Delete(file);
            else File.Delete(file);
        }
        // What the commands say of such a folder is no crash.
        foreach (string what in kinds) Place(what, Path.ChangeExtension(file, null) + what + CacheFolder.Extension);
        foreach (string command in (string[])["--cache-info", "--cache-verify", "--cache-clear"])
        {
            var run = program.Run(command).Run;
            Assert.Equal("", run.Error);
            Assert.InRange(run.ExitCode, 0, 1);
            Assert.Equal(before, File.ReadAllBytes(kept));
        }

        void Place(string what, string path)
        {
            switch (what)
            {
                case "dangling": File.CreateSymbolicLink(path, Path.Combine(program.Cache, "nothing")); break;
                case "circle": File.CreateSymbolicLink(path, path); break;
                case "to a folder": File.CreateSymbolicLink(path, program.Cache); break;
                case "to a file": File.CreateSymbolicLink(path, kept); break;
                case "folder": Directory.CreateDirectory(path); break;
                default: Assert.Equal(0, mkfifo(path, 0x180)); break;
            }
        }
    }

    /// <summary>A limit that the program sets for itself ends the writing of the cache as a full disk does, in the middle.</summary>
    [Fact]
    public void AFullDiskKeepsNothing()
    {
        const string Limit = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))\n";
        using var program = new CachedProgram(Programs.Rich);
        string plain = program.Output(out _, "--tier", "0");
        program.Write(Programs.Rich + Limit);
        Full();
        program.Write(Programs.Rich);
        program.Output(out _);
        byte[] before = File.ReadAllBytes(program.CacheFile);
        // Enough is new to be written in its place.
        program.Write(Programs.Rich.Replace("for r in range(6)", "def more(n):\n    t = 0\n    for i in range(n): t += i % 3 if i & 1 else -i\n    return t\nmore(9000)\nfor r in range(6)") + Limit);
        Full();
        Assert.Equal(before, File.ReadAllBytes(program.CacheFile));

        void Full()
        {
            // The counters go to the standard error: their file would be cut off too.
            string command = RepositoryPaths.Command!;
            var run = ProgramRun.Start(command, ["--cache", program.Cache, "--cache-build", "--jit", "sync,loop_threshold=50,function_threshold=20", "--stats"], program.Script, [], TimeSpan.FromSeconds(60));
            Assert.Equal(0, run.ExitCode);
            Assert.Equal(plain, run.Output);
            Assert.Matches("unwritable +[1-9]", run.Error);
            Assert.Empty(Directory.GetFiles(program.Cache, ".*"));
        }
    }

    [Fact]
    public void AFolderThatIsOnlyReadIsRead()
    {
        using var program = new CachedProgram(Programs.Small);
        string expected = program.Output(out _);
        File.SetUnixFileMode(program.CacheFile, UnixFileMode.UserRead);
        File.SetUnixFileMode(program.Cache, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Assert.Equal(expected, program.Output(out var stats, "--cache-build"));
            Assert.True(Count(stats, "cache_hits") > 0);
        }
        finally
        {
            File.SetUnixFileMode(program.Cache, Owner);
        }
        // Nobody makes folders there, not even root.
        string nowhere = $"/proc/{Environment.ProcessId}/cache";
        var run = ProgramRun.Start(RepositoryPaths.Command!, ["--cache", nowhere, "--jit", "sync,loop_threshold=50", "--stats"], program.Script, [], TimeSpan.FromSeconds(60));
        Assert.Equal((0, expected), (run.ExitCode, run.Output));
        Assert.Matches("unwritable +[1-9]", run.Error);
    }

    /// <summary>Processes are killed when they are about to write, in the midst of it, and behind it.</summary>
    [Fact]
    public void KilledProcessesLeaveNothingHalf()
    {
        // Little to compile: each of its runs writes, whatever it came to.
        using var program = new CachedProgram("t = 0\nfor i in range(5000): t += i\nprint(t)\nprint('end')\n");
        string expected = program.Output(out _, "--tier", "0");
        for (int k = 0; k < 7; k++)
        {
            var start = new ProcessStartInfo(RepositoryPaths.Command!, ["--cache", program.Cache, "--cache-build", "--jit", "sync,loop_threshold=50,function_threshold=20", program.Script]) { RedirectStandardOutput = true };
            start.Environment[AheadCompiler.Variable] = "/none";
            using var process = Process.Start(start)!;
            while (process.StandardOutput.ReadLine() is { } line && line != "end") { }
            Thread.Sleep(TimeSpan.FromMilliseconds(k * 1.7));
            process.Kill();
            process.WaitForExit();
            if (!Directory.Exists(program.Cache)) continue;
            foreach (string file in Directory.GetFiles(program.Cache, "*" + CacheFolder.Extension))
            {
                Assert.True(CacheFile.Read(File.ReadAllBytes(file), out _) is { } whole && whole.Entries.TrueForAll(e => e.IsWhole));
                if (k % 2 == 1) File.Delete(file);
            }
        }
        Assert.Equal(expected, program.Output(out var stats));
        Assert.Equal(0, Drops(stats, CacheDrop.Damaged));
    }
}

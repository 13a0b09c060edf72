using TieredPy.Runtime.Bytecode;
using TieredPy.Tiers.Caching;
using Xunit;
using static TieredPy.Tests.Caching.CachedProgram;

namespace TieredPy.Tests.Caching;

/// <summary>Damaged, foreign and untrusted caches change no result; what is dropped is counted.</summary>
public sealed class DamageTests
{
    [Fact]
    public void EveryFlippedByteIsNoticed()
    {
        using var program = new CachedProgram(Programs.Small);
        program.Output(out _);
        byte[] bytes = File.ReadAllBytes(program.CacheFile);
        Assert.True(Usable(bytes));
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 0x41;
            Assert.False(Usable(bytes), $"byte {i}");
            bytes[i] ^= 0x41;
        }
        for (int length = 0; length < bytes.Length; length++) Assert.False(Usable(bytes[..length]), $"length {length}");
        Assert.False(Usable([.. bytes, 0]));
    }

    private static bool Usable(byte[] bytes) => CacheFile.Read((byte[])bytes.Clone(), out _) is { } file && file.Entries.TrueForAll(e => e.IsWhole);

    [Fact]
    public void ADamagedEntryIsDroppedAlone()
    {
        using var program = new CachedProgram(Programs.Small);
        string expected = program.Output(out _);
        byte[] bytes = File.ReadAllBytes(program.CacheFile);
        bytes[^1] ^= 1;
        File.WriteAllBytes(program.CacheFile, bytes);
        Assert.Equal(expected, program.Output(out var stats));
        Assert.Equal(1, Drops(stats, CacheDrop.Damaged));
        // What was recorded instead is kept.
        Assert.Equal(expected, program.Output(out stats));
        Assert.Equal(0, Count(stats, "cache_dropped"));
    }

    [Fact]
    public void SwappedEntriesAreNoticed()
    {
        using var program = new CachedProgram(Programs.Rich);
        program.Output(out _);
        var file = CacheFile.Read(File.ReadAllBytes(program.CacheFile), out _)!;
        var (a, b) = (file.Entries[0], file.Entries[1]);
        Assert.False((a with { Bytes = b.Bytes }).IsWhole);
        Assert.False((a with { Bytes = b.Bytes, Hash = b.Hash }).IsWhole);
    }

    [Theory]
    [InlineData(0, nameof(CacheDrop.Damaged))]
    [InlineData(8, nameof(CacheDrop.OtherBuild))]
    [InlineData(16, nameof(CacheDrop.Damaged))]
    public void ForeignFilesAreDropped(int changed, string reason)
    {
        using var program = new CachedProgram(Programs.Small);
        string expected = program.Output(out _);
        byte[] bytes = File.ReadAllBytes(program.CacheFile);
        bytes[changed] ^= 1;
        File.WriteAllBytes(program.CacheFile, bytes);
        Assert.Equal(expected, program.Output(out var stats));
        Assert.Equal(1, Drops(stats, Enum.Parse<CacheDrop>(reason)));
        Assert.Equal(0, Count(stats, "cache_hits"));
    }

    /// <summary>Entries that are whole but say what was never seen: a profile is a hint only.</summary>
    [Fact]
    public void LyingProfilesChangeNoResult()
    {
        using var program = new CachedProgram(Programs.Rich);
        string plain = program.Output(out _, "--tier", "0");
        program.Output(out _);
        byte[] bytes = File.ReadAllBytes(program.CacheFile);
        var random = new Random(5);
        for (int round = 0; round < 25; round++)
        {
            var lying = CacheFile.Read(bytes, out _)!;
            for (int n = 0; n < lying.Entries.Count; n++)
            {
                byte[] entry = lying.Entries[n].Bytes.ToArray();
                for (int flips = random.Next(4); flips >= 0; flips--) entry[random.Next(entry.Length)] ^= (byte)(1 << random.Next(8));
                lying.Entries[n] = CacheEntry.Of(lying.Entries[n].Code, lying.Entries[n].Pc, entry, round);
            }
            File.WriteAllBytes(program.CacheFile, lying.Write());
            Assert.Equal(plain, program.Output(out _));
        }
    }

    [Fact]
    public void WhatOthersMayWriteIsRefused()
    {
        using var program = new CachedProgram(Programs.Small);
        string expected = program.Output(out _);
        string file = program.CacheFile;
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Refused();
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetUnixFileMode(program.Cache, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherWrite);
        Refused();
        File.SetUnixFileMode(program.Cache, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string other = file + ".moved";
        File.Move(file, other);
        File.CreateSymbolicLink(file, other);
        Refused();

        void Refused()
        {
            Assert.Equal(expected, program.Output(out var stats));
            Assert.True(Drops(stats, CacheDrop.Untrusted) > 0);
            Assert.Equal(0, Count(stats, "cache_hits"));
        }
    }

    [Fact]
    public void WhereNothingCanBeWrittenTheProgramRuns()
    {
        using var program = new CachedProgram(Programs.Small);
        string plain = program.Output(out _, "--tier", "0");
        File.WriteAllText(program.Cache, "no folder");
        Assert.Equal(plain, program.Output(out var stats));
        Assert.Equal(1, Drops(stats, CacheDrop.Unwritable));
    }

    [Fact]
    public void WhatAKilledProcessLeftIsNoCache()
    {
        using var program = new CachedProgram(Programs.Small);
        string expected = program.Output(out _);
        string left = Path.Combine(program.Cache, $".{Path.GetFileName(program.CacheFile)}.1-0.part");
        File.WriteAllBytes(left, File.ReadAllBytes(program.CacheFile)[..100]);
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddHours(-2));
        File.Delete(program.CacheFile);
        Assert.Equal(expected, program.Output(out var stats));
        Assert.Equal(0, Count(stats, "cache_hits"));
        Assert.False(File.Exists(left));
    }

    [Fact]
    public void ReadersRefuseWhatIsOutOfBounds()
    {
        var random = new Random(7);
        for (int round = 0; round < 2000; round++)
        {
            byte[] noise = new byte[random.Next(64)];
            random.NextBytes(noise);
            var r = new CacheReader(noise);
            try
            {
                while (!r.IsAtEnd) _ = random.Next(4) switch { 0 => r.Text().Length, 1 => r.Count(), 2 => (int)r.Number(), _ => r.Below(1000) };
            }
            catch (InvalidDataException)
            {
            }
        }
    }

    [Fact]
    public void FingerprintsTellWordsApart()
    {
        byte[] bytes = new byte[40];
        var seen = new HashSet<ulong> { Fingerprint.Of(bytes) };
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit >> 3] ^= (byte)(1 << (bit & 7));
            Assert.True(seen.Add(Fingerprint.Of(bytes)));
            bytes[bit >> 3] ^= (byte)(1 << (bit & 7));
        }
        Assert.NotEqual(Fingerprint.Of(bytes), Fingerprint.Of(bytes.AsSpan(1)));
    }
}

using System.Reflection;
using System.Runtime.Loader;
using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Cil.Emitting;
using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Caching;

/// <summary>
/// <c>--jit check_cache</c>: what comes from the cache is compared with what this run makes itself. A difference is told on the standard error and counted, and changes nothing else.
/// </summary>
internal static class CacheCheck
{
    /// <summary>Characters of either text that are told of a difference, and how many of them come before it.</summary>
    private const int Told = 300, Before = 100;

    /// <summary>What was read of an entry, written and read once more; null where that can't be. False: something has no name any more, so that another profile would be written.</summary>
    public static bool Again(RestoredVersion read, KeptRoot root, List<PyFunction> callees, out ProfileNode? found)
    {
        found = null;
        byte[] again = ProfileWriter.Write(read.Profile, read.Target, callees, out var mentioned, out int unnamed);
        if (unnamed > 0) return false;
        mentioned.Add(root.Code);
        found = Read(CacheEntry.Of(read.Entry.Code, root.Pc, again, read.Entry.Heat), root, mentioned);
        return true;
    }

    /// <summary>What another process would find in an entry that this one writes; null where it couldn't read it.</summary>
    /// <param name="mentioned">The code objects that it names.</param>
    public static ProfileNode? Read(CacheEntry entry, KeptRoot root, HashSet<PyCode> mentioned)
    {
        var codes = new KnownCode();
        foreach (var code in mentioned) codes.Add(CodeKey.Of(code), code);
        try
        {
            return ProfileReader.Read(entry, root, codes, []).Profile;
        }
        catch (Exception e) when (e is UnresolvedLinkException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>The CIL that machine code was made of is the CIL that would be compiled in its place.</summary>
    public static void SameCode(string name, MethodText text, ModuleHandle kept, int number)
    {
        string path = Path.GetTempFileName();
        try
        {
            CodeAssembly.Write([text], path);
            // By itself: another assembly of its name is there.
            var context = new AssemblyLoadContext(name, isCollectible: true);
            using var image = new MemoryStream(File.ReadAllBytes(path));
            var own = context.LoadFromStream(image).ManifestModule;
            Compare($"code of {name}", CilText.Of(own.ModuleHandle, 0), CilText.Of(kept, number));
            context.Unload();
        }
        catch (Exception e) when (CacheFolder.IsIo(e) || e is BadImageFormatException)
        {
            Compare($"code of {name}", "", e.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static void Compare(string what, string expected, string found)
    {
        JitStats.Count(Counter.CacheChecks);
        if (expected == found) return;
        JitStats.Count(Counter.CacheDifferences);
        int at = 0;
        while (at < expected.Length && at < found.Length && expected[at] == found[at]) at++;
        at = Math.Max(0, at - Before);
        Console.Error.WriteLine($"tieredpy: check_cache: {what} differs from character {at} on:\n{Part(expected)}\n  and\n{Part(found)}");

        string Part(string s) => at >= s.Length ? "" : s.Substring(at, Math.Min(Told, s.Length - at));
    }
}

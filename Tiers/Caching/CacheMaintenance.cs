using TieredPy.Tiers.Diagnostics;

namespace TieredPy.Tiers.Caching;

/// <summary>What the command says of caches, and does to them.</summary>
internal static class CacheMaintenance
{
    /// <summary>Does <c>info</c>, <c>verify</c> or <c>clear</c>; the result is the exit code: 1 when something is damaged or can't be done.</summary>
    public static int Run(string command, string folder, TextWriter output)
    {
        try
        {
            return command switch
            {
                "clear" => Clear(folder, output),
                _ => List(folder, output, command == "verify"),
            };
        }
        catch (Exception e) when (CacheFolder.IsIo(e))
        {
            output.WriteLine(e.Message);
            return 1;
        }
    }

    private static int List(string folder, TextWriter output, bool verifies)
    {
        long size = 0;
        int damaged = 0;
        var files = CacheFolder.List(folder);
        foreach (var f in files)
        {
            size += f.Length;
            string state = StateOf(f.FullName, verifies, out bool isGood);
            if (!isGood) damaged++;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{f.Length,10:N0}  {f.LastWriteTimeUtc:yyyy-MM-dd HH:mm}  {f.Name}  {state}"));
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size,10:N0}  bytes of {files.Count(f => f.Extension == CacheFolder.Extension)} programs in {folder}"));
        return verifies && damaged > 0 ? 1 : 0;
    }

    private static string StateOf(string path, bool verifies, out bool isGood)
    {
        isGood = false;
        if (CacheFolder.Read(path, out var reason) is not { } bytes) return reason?.ToString().ToLowerInvariant() ?? "gone";
        if (path.EndsWith(CodeImage.Extension, StringComparison.Ordinal))
        {
            if (CodeImage.Read(bytes, out var why) is not { } image) return Useless(why, out isGood);
            isGood = true;
            return string.Create(CultureInfo.InvariantCulture, $"code of {image.Keys.Length} methods");
        }
        if (CacheFile.Read(bytes, out var problem) is not { } file) return Useless(problem, out isGood);
        int whole = file.Entries.Count(e => !verifies || e.IsWhole);
        isGood = whole == file.Entries.Count;
        return string.Create(CultureInfo.InvariantCulture, $"{file.Entries.Count} regions{(isGood ? "" : $", {file.Entries.Count - whole} damaged")}");
    }

    private static string Useless(CacheDrop reason, out bool isGood)
    {
        isGood = reason == CacheDrop.OtherBuild;
        return isGood ? "of another build" : "damaged";
    }

    private static int Clear(string folder, TextWriter output)
    {
        int count = 0;
        foreach (var f in CacheFolder.List(folder))
        {
            f.Delete();
            count++;
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"deleted {count} files of {folder}"));
        return 0;
    }
}

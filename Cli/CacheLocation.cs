using System.Text;
using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Importing;
using TieredPy.Runtime.Modules;
using TieredPy.Tiers.Caching;

namespace TieredPy.Cli;

/// <summary>Which file keeps what runs of a program leave to the next. Loads nothing of the tiers: what it takes from them is a constant.</summary>
internal static class CacheLocation
{
    /// <summary>The environment variable for what <c>--cache</c> says.</summary>
    public const string Variable = "TIEREDPY_CACHE";

    /// <summary>The words that mean no cache and the one in the user's folder.</summary>
    public const string Off = "off", On = "on";

    /// <summary>The folder that the option names, or where it is null the environment; null for none.</summary>
    public static string? Folder(string? option)
    {
        string? said = option ?? (RuntimeOptions.Current.IgnoreEnvironment ? null : Environment.GetEnvironmentVariable(Variable));
        return said is null or "" or Off ? null : said == On ? UserCaches.Folder : Path.GetFullPath(said);
    }

    /// <summary>The file of a program; null for what is read from standard input or typed.</summary>
    /// <param name="folder">The folder of caches.</param>
    /// <param name="program">The program and its arguments, as on the command line.</param>
    public static string? File(string folder, ReadOnlySpan<string> program)
    {
        if (program.Length == 0 || program[0] == "-") return null;
        string first = program[0], key, name;
        // A script is known by its way from the cache's folder, so that both can be moved together.
        if (!first.StartsWith('-')) (key, name) = ("script " + Path.GetRelativePath(folder, Path.GetFullPath(first)), Path.GetFileNameWithoutExtension(first));
        else
        {
            string what = first.Length > 2 ? first[2..] : program.Length > 1 ? program[1] : "";
            if (first.StartsWith("-m", StringComparison.Ordinal)) (key, name) = ("module " + what, what);
            else if (first.StartsWith("-c", StringComparison.Ordinal)) (key, name) = ("text " + what, "c");
            else return null;
        }
        ulong build = Fingerprint.Of(typeof(PyCode).Module.ModuleVersionId.ToByteArray());
        var plain = new StringBuilder();
        foreach (char c in name)
            if (plain.Length < 40) plain.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        return Path.Combine(folder, $"{plain}-{Fingerprint.Of(Encoding.UTF8.GetBytes(key), build):x16}{CacheFolder.Extension}");
    }
}

namespace TieredPy.Runtime.Importing;

/// <summary>The user's folder for what can be made again.</summary>
internal static class UserCaches
{
    /// <summary>This command's part of it, as the XDG base directory specification has it; null where the user has no home.</summary>
    public static string? Folder
    {
        get
        {
            string? caches = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            if (caches is { Length: > 0 } && Path.IsPathRooted(caches)) return Path.Combine(caches, "tieredpy");
            return Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? Path.Combine(home, ".cache", "tieredpy") : null;
        }
    }
}

namespace TieredPy.Runtime.Importing;

/// <summary>The folder the process was started in, which may be gone.</summary>
internal static class WorkingFolder
{
    /// <summary>Null where it was removed or may not be read.</summary>
    public static string? Path
    {
        get
        {
            try
            {
                return Directory.GetCurrentDirectory();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    /// <summary>A file's name from the root on, with no <c>.</c> or <c>..</c> looked up; as it is where there is no folder to start from.</summary>
    public static string Absolute(string name)
    {
        if (System.IO.Path.IsPathRooted(name) || Path is not { } folder) return name;
        return name is "" or "." ? folder : $"{folder}/{name}";
    }
}

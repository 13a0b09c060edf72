namespace TieredPy.Runtime.Modules.Posix;

/// <summary>The locale that the environment asks for.</summary>
internal static class LocaleVariables
{
    /// <summary>The name for a category, such as <c>LC_CTYPE</c>; empty where none is set (setlocale(3)).</summary>
    public static string Of(string category)
    {
        foreach (string variable in (string[])["LC_ALL", category, "LANG"])
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } name) return name;
        return "";
    }
}

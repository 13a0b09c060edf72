namespace TieredPy.Runtime.Bytecode.Symbols;

/// <summary>Private names in classes: <c>__x</c> in class C becomes <c>_C__x</c>.</summary>
internal static class NameMangling
{
    public static string Mangle(string? className, string name)
    {
        if (className == null || !name.StartsWith("__", StringComparison.Ordinal)) return name;
        if (name.EndsWith("__", StringComparison.Ordinal) || name.Contains('.')) return name;
        string stripped = className.TrimStart('_');
        return stripped.Length == 0 ? name : "_" + stripped + name;
    }

    /// <summary>As <see cref="Mangle"/>, but a scope of type parameters mangles only its own.</summary>
    public static string Mangle(string? className, Scope scope, string name) =>
        scope.MangledNames != null && !scope.MangledNames.Contains(name) ? name : Mangle(className, name);
}

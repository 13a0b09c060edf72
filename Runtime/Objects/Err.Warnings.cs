namespace TieredPy.Runtime.Objects;

public static partial class Err
{
    /// <summary>Issues a warning about the running Python code; throws when filters turn it into an error.</summary>
    public static void Warn(PyType category, string message, int stackLevel = 1) => Warnings.Warn(category, message, null, stackLevel);
}

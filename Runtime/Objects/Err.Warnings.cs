namespace TieredPy.Runtime.Objects;

public static partial class Err
{
    /// <summary>Issues a warning: category, text, how many frames up it is reported. Set when the _warnings module is there.</summary>
    internal static Action<PyType, PyStr, int>? WarnHook;

    /// <summary>Issues a warning about the running Python code; throws when filters turn it into an error.</summary>
    public static void Warn(PyType category, string message, int stackLevel = 1) => WarnHook?.Invoke(category, PyStr.Of(message), stackLevel);
}

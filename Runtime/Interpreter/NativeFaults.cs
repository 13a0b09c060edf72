namespace TieredPy.Runtime.Interpreter;

/// <summary>Turns .NET exceptions that escape a built-in into Python exceptions, so that no program ever sees one.</summary>
internal static class NativeFaults
{
    /// <summary>Set by TIEREDPY_NATIVE_TRACE: the .NET trace of such an exception goes to stderr, for developers.</summary>
    private static readonly bool Trace = Environment.GetEnvironmentVariable("TIEREDPY_NATIVE_TRACE") is { Length: > 0 };

    /// <summary>The Python exception for a .NET exception; null when it must not be caught.</summary>
    public static PyBaseException? Translate(Exception e)
    {
        if (Trace) Command.ProcessError.WriteLine(e.ToString());
        return e switch
        {
            InsufficientExecutionStackException => Err.RecursionError("maximum recursion depth exceeded").Value,
            OutOfMemoryException => Err.MemoryError().Value,
            PyException p => p.Value,
            _ => Err.SystemError($"internal error: {e.GetType().Name}: {e.Message}").Value,
        };
    }
}

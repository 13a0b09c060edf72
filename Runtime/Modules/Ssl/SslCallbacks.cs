namespace TieredPy.Runtime.Modules.Ssl;

/// <summary>Running Python code that OpenSSL called for: no exception may pass through its frames.</summary>
internal static class SslCallbacks
{
    /// <summary>False, with what was raised, when it didn't end well.</summary>
    public static bool Run(Action body, out PyBaseException? error)
    {
        error = null;
        try
        {
            body();
            return true;
        }
        catch (PyException e)
        {
            error = e.Value;
        }
        catch (Exception e) when (NativeFaults.Translate(e) is { } translated)
        {
            error = translated;
        }
        return false;
    }
}

namespace TieredPy.Perf;

/// <summary>
/// While it lives, every process that is started keeps its modules' bytecode, whatever the user's own setting is, in a folder of its own apart
/// from the libraries: as a library that was installed is found by its second user.
/// </summary>
internal sealed class CachedBytecode : IDisposable
{
    private const string Off = "PYTHONDONTWRITEBYTECODE";
    private const string Prefix = "PYTHONPYCACHEPREFIX";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tieredpy-perf-");
    private readonly string? off = Environment.GetEnvironmentVariable(Off);
    private readonly string? prefix = Environment.GetEnvironmentVariable(Prefix);

    public CachedBytecode()
    {
        Environment.SetEnvironmentVariable(Off, null);
        Environment.SetEnvironmentVariable(Prefix, folder.FullName);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Off, off);
        Environment.SetEnvironmentVariable(Prefix, prefix);
        folder.Delete(recursive: true);
    }
}

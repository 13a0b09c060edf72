using System.IO.Compression;
using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Importing;

/// <summary>Reads the library's own files before importlib runs: from a directory or a zip, compiled or from the cache.</summary>
internal static class LibrarySource
{
    /// <summary>The code object of a library file.</summary>
    public static PyCode Compile(string lib, string file, string shownName)
    {
        byte[] source = Read(lib, file);
        return Compilation.Compile(source, shownName, CompileMode.Exec);
    }

    private static byte[] Read(string lib, string file)
    {
        if (!lib.EndsWith(".zip", StringComparison.Ordinal)) return File.ReadAllBytes(Path.Combine(lib, file));
        using var zip = ZipFile.OpenRead(lib);
        var entry = zip.GetEntry(file) ?? throw Err.ImportError($"{file} is not in {Path.GetFileName(lib)}");
        using var stream = entry.Open();
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}

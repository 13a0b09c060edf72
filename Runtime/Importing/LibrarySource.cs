using System.Buffers.Binary;
using System.IO.Compression;
using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Importing;

/// <summary>Reads the library's own files before importlib runs: from a directory or a zip, compiled or from the cache.</summary>
internal static class LibrarySource
{
    /// <summary>Bytes before the code in a cached file: magic number, flags, the source's time and size, as in CPython's.</summary>
    private const int HeaderSize = 16;

    /// <summary>The code object of a library file.</summary>
    private static PyCode Compile(string lib, string file, string shownName)
    {
        byte[] source = Read(lib, file);
        return Compilation.Compile(source, shownName, CompileMode.Exec);
    }

    /// <summary>Whether the library has a file; what a zip has is told when it is read.</summary>
    public static bool Exists(string lib, string file) => IsZip(lib) || File.Exists(Path.Combine(lib, file));

    /// <summary>
    /// As <see cref="Compile"/>, but from the file in <c>__pycache__</c> when it belongs to this source; otherwise that is written. Its name is not
    /// the one that importlib would use, as the code shows another file name.
    /// </summary>
    public static PyCode Load(string lib, string file, string shownName)
    {
        if (IsZip(lib)) return Compile(lib, file, shownName);
        string path = Path.Combine(lib, file);
        string cached = CachePath(path);
        try
        {
            if (NativeFile.Status(path) is not { } status) return Compile(lib, file, shownName);
            byte[] header = HeaderOf(status.Modified, status.Size);
            if (NativeFile.TryRead(cached) is { } bytes && bytes.AsSpan().StartsWith(header) && BytecodeCache.Read(bytes.AsSpan(HeaderSize), bytes) is { } code)
                return code;
            var compiled = Compile(lib, file, shownName);
            if (!RuntimeOptions.Current.DontWriteBytecode) Write(cached, [.. header, .. BytecodeCache.Write(compiled)]);
            return compiled;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Compile(lib, file, shownName);
        }
    }

    private static byte[] HeaderOf(long modified, long size)
    {
        byte[] header = new byte[HeaderSize];
        BinaryPrimitives.WriteInt32LittleEndian(header, BytecodeCache.Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), (uint)modified);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(12), (uint)size);
        return header;
    }

    private static string CachePath(string path)
    {
        var o = RuntimeOptions.Current;
        string folder = Path.GetDirectoryName(path)!;
        string? prefix = o.PycachePrefix is { Length: > 0 } asked ? asked : LibraryBytecode.Folder;
        folder = prefix == null ? Path.Combine(folder, "__pycache__") : Path.Combine(prefix, folder.TrimStart('/'));
        string optimization = o.Optimize > 0 ? ".opt-" + o.Optimize : "";
        return Path.Combine(folder, Path.GetFileNameWithoutExtension(path) + ".tieredpy-313.frozen" + optimization + ".pyc");
    }

    /// <summary>Whole or not at all, also when several processes write it; a folder that can't be written costs the next start some time.</summary>
    private static void Write(string path, byte[] bytes)
    {
        string temporary = $"{path}.{Environment.ProcessId}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(temporary)) File.Delete(temporary);
        }
    }

    private static bool IsZip(string lib) => lib.EndsWith(".zip", StringComparison.Ordinal);

    private static byte[] Read(string lib, string file)
    {
        if (!IsZip(lib)) return File.ReadAllBytes(Path.Combine(lib, file));
        return ReadZipped(lib, file);
    }

    private static byte[] ReadZipped(string lib, string file)
    {
        using var zip = ZipFile.OpenRead(lib);
        var entry = zip.GetEntry(file) ?? throw Err.ImportError($"{file} is not in {Path.GetFileName(lib)}");
        using var stream = entry.Open();
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}

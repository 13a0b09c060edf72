using System.Text;
using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Posix;

/// <summary>
/// A file name argument (path_t in posixmodule.c): str, bytes or a PathLike, or an open descriptor where a function allows one.
/// File names that aren't UTF-8 carry surrogate escapes (PEP 383).
/// </summary>
internal sealed class OsPath
{
    private OsPath(Value original, byte[] name, int fd, bool isBytes)
    {
        Original = original;
        Name = name;
        Fd = fd;
        IsBytes = isBytes;
    }

    /// <summary>What errors show.</summary>
    public Value Original { get; }

    /// <summary>The name, ended by a zero.</summary>
    public byte[] Name { get; }

    /// <summary>The descriptor, or -1.</summary>
    public int Fd { get; }

    public bool IsFd => Fd >= 0 || Name.Length == 0;

    /// <summary>True when names found in it are to be bytes.</summary>
    public bool IsBytes { get; }

    public static OsPath Of(Value v, string function, string argument = "path", bool allowFd = false, bool nullable = false)
    {
        if (v.IsMissingOrNone && nullable) return new OsPath(Value.None, ".\0"u8.ToArray(), -1, false);
        if (allowFd && v.Ref is not (PyStr or PyBytes) && !v.IsNone && Ops.HasIndex(v))
        {
            WarnOfBool(v);
            var fd = Args.Big(Ops.Index(v));
            if (fd < int.MinValue || fd > int.MaxValue) throw Err.OverflowError(fd.Sign > 0 ? "fd is greater than maximum" : "fd is less than minimum");
            return new OsPath(v, [], (int)fd, false);
        }
        var p = v;
        if (p.Ref is not (PyStr or PyBytes))
        {
            if (p.IsInt || p.IsFloat || p.IsNone || !Ops.LookupSpecial(p, Slot.Fspath, out var method) || method.IsNone) throw BadType(v, function, argument, allowFd, nullable);
            p = Ops.Call(method);
            if (p.Ref is not (PyStr or PyBytes)) throw Err.TypeError($"expected {Ops.TypeName(v)}.__fspath__() to return str or bytes, not {Ops.TypeName(p)}");
        }
        var bytes = p.Ref is PyStr s ? Encode(s) : ((PyBytes)p.Ref!).Data;
        if (bytes.AsSpan().Contains((byte)0)) throw Err.ValueError(p.Ref is PyStr ? $"{function}: embedded null character in {argument}" : $"{function}: embedded null character in {argument}");
        return new OsPath(p, [.. bytes, 0], -1, p.Ref is PyBytes);
    }

    /// <summary>True and False as descriptors are most likely a mistake.</summary>
    internal static void WarnOfBool(Value fd)
    {
        if (fd.Ref is PyBool) Warnings.Warn(ExcTypes.RuntimeWarning, "bool is used as a file descriptor");
    }

    private static PyException BadType(Value v, string function, string argument, bool allowFd, bool nullable)
    {
        string kinds = allowFd && nullable ? "string, bytes, os.PathLike, integer or None"
            : allowFd ? "string, bytes, os.PathLike or integer"
            : nullable ? "string, bytes, os.PathLike or None" : "string, bytes or os.PathLike";
        return Err.TypeError($"{function}: {argument} should be {kinds}, not {Ops.TypeName(v)}");
    }

    /// <summary>The bytes of a file name.</summary>
    public static byte[] Encode(PyStr s) => Encodings.Utf8(s, "surrogateescape").Data;

    /// <summary>The str of a file name.</summary>
    public static PyStr Decode(ReadOnlySpan<byte> name) => Encodings.DecodeUtf8(name.ToArray(), "surrogateescape", true).Text;

    /// <summary>The bytes of a str or bytes that isn't a file name (PyUnicode_FSConverter), without a zero at the end.</summary>
    public static byte[] FsBytes(Value v)
    {
        var p = Ops.Fspath(v);
        var bytes = p.Ref is PyStr s ? Encode(s) : ((PyBytes)p.Ref!).Data;
        if (bytes.AsSpan().Contains((byte)0)) throw Err.ValueError(p.Ref is PyStr ? "embedded null character" : "embedded null byte");
        return bytes;
    }

    /// <summary>A name found in the file system, as bytes when the directory was named by bytes.</summary>
    public static Value Result(ReadOnlySpan<byte> name, bool asBytes) => asBytes ? new Value(new PyBytes(name)) : new Value(Decode(name));

    public override string ToString() => Encoding.UTF8.GetString(Name);
}

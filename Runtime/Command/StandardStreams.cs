using TieredPy.Runtime.Modules;
using TieredPy.Runtime.Modules.Io;
using TieredPy.Runtime.Modules.Posix;

namespace TieredPy.Runtime.Command;

/// <summary>sys.stdin, stdout and stderr: text streams over the first three descriptors, None where one is closed.</summary>
internal static class StandardStreams
{
    public static void Install()
    {
        var (encoding, errors) = FromEnvironment();
        errors ??= "strict";
        Set("stdin", 0, false, encoding, errors);
        Set("stdout", 1, true, encoding, errors);
        Set("stderr", 2, true, encoding, "backslashreplace");
        Shutdown.AtEnd(OpenWriters.FlushAll);
    }

    private static (string Encoding, string? Errors) FromEnvironment()
    {
        string encoding = "utf-8";
        string? errors = null;
        if (IsLenient) errors = "surrogateescape";
        if (!RuntimeOptions.Current.IgnoreEnvironment && Environment.GetEnvironmentVariable("PYTHONIOENCODING") is { Length: > 0 } text)
        {
            int colon = text.IndexOf(':');
            if (colon != 0) (encoding, errors) = (colon < 0 ? text : text[..colon], null);
            if (colon >= 0 && colon + 1 < text.Length) errors = text[(colon + 1)..];
        }
        return (encoding, errors);
    }

    /// <summary>Bytes that aren't UTF-8 pass through where the locale says nothing of an encoding, as that of most containers, and in UTF-8 mode.</summary>
    private static bool IsLenient =>
        RuntimeOptions.Current.Utf8Mode || LocaleVariables.Of("LC_CTYPE") is var locale && (locale is "" or "C" or "POSIX" or "C.UTF-8" or "C.utf8" or "UTF-8" || !LinuxLibc.HasLocale(locale));

    private static void Set(string name, int fd, bool write, string encoding, string errors)
    {
        var v = Make(name, fd, write, encoding, errors);
        SysState.Set(name, v);
        SysState.Set($"__{name}__", v);
    }

    /// <summary>
    /// True when the descriptor is the one that the process was started with. A closed one may have been taken by .NET for a file of its own:
    /// that has the close-on-exec flag, which no descriptor that lived through exec can have.
    /// </summary>
    internal static bool IsInherited(int fd) => Libc.fcntl(fd, 1, 0) == 0;

    /// <summary>CPython's end where standard input is a directory.</summary>
    private static void RefuseFolder()
    {
        ProcessError.Write($"Fatal Python error: init_sys_streams: <stdin> is a directory, cannot continue\nPython runtime state: core initialized\n\nCurrent thread 0x{Environment.CurrentManagedThreadId:x16} (most recent call first):\n  <no Python frame>\n");
        Environment.Exit(1);
    }

    private static Value Make(string name, int fd, bool write, string encoding, string errors)
    {
        if (!IsInherited(fd)) return Value.None;
        if (fd == 0 && Importing.NativeFile.IsFolder(fd)) RefuseFolder();
        try
        {
            bool unbuffered = write && RuntimeOptions.Current.Unbuffered;
            var raw = PyFileIO.Open(Value.Int(fd), write ? "w" : "r", false, Value.None);
            var label = Value.Str($"<{name}>");
            Ops.SetAttr(new Value(raw), "name", label);
            bool tty = Libc.isatty(fd) != 0;
            var binary = unbuffered ? new Value(raw)
                : write ? new Value(PyBufferedWriter.Over(new Value(raw), IoModule.DefaultBufferSize))
                : new Value(PyBufferedReader.Over(new Value(raw), IoModule.DefaultBufferSize));
            var text = new Value(PyTextIOWrapper.Over(binary, Value.Str(encoding), Value.Str(errors), write ? Value.Str("\n") : Value.None, !unbuffered && (tty || fd == 2), unbuffered));
            ((PyIOBase)text.Ref!).IsStandard = true;
            ((PyIOBase)binary.Ref!).IsStandard = true;
            Ops.SetAttr(text, "mode", Value.Str(write ? "w" : "r"));
            return text;
        }
        catch (PyException e) when (e.Is(ExcTypes.OSError))
        {
            return Value.None;
        }
    }
}

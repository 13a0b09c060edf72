using System.Text;
using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Posix;

/// <summary>faulthandler: tracebacks without running Python code, on demand, after a time, on a signal, or when the process is about to die of one.</summary>
[PyModule("faulthandler", Doc = "faulthandler module.")]
internal static unsafe partial class FaultHandlerModule
{
    private const int MostFrames = 100, Abort = 6, FloatingPoint = 8, Segmentation = 11;

    private sealed record Registration(int Fd, bool All, PosixSignalRegistration Native);

    private static readonly Registration?[] Registered = new Registration?[65];
    private static bool enabled, enabledAll;
    private static int enabledFd = 2;
    private static Timer? later;

    /// <summary>The descriptor of a file argument: an int, an object with fileno(), or sys.stderr.</summary>
    private static int FileDescriptor(Value file)
    {
        if (file.IsMissingOrNone)
        {
            file = SysState.TryGet("stderr");
            if (file.IsMissing) throw Err.RuntimeError("unable to get sys.stderr");
            if (file.IsNone) throw Err.RuntimeError("sys.stderr is None");
        }
        else if (file.IsInt) return file.Bits >= 0 ? (int)file.Bits : throw Err.ValueError("file is not a valid file descripter");
        var fileno = Ops.CallMethod(file, "fileno");
        if (!Ops.HasIndex(fileno)) throw Err.RuntimeError("file.fileno() is not a valid file descriptor");
        int fd = Args.Int(fileno);
        if (fd < 0) throw Err.RuntimeError("file.fileno() is not a valid file descriptor");
        Ops.CallMethod(file, "flush");
        return fd;
    }

    private static void Write(int fd, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* p = bytes)
        {
            nint done = 0;
            while (done < bytes.Length)
            {
                nint n = Libc.write(fd, p + done, bytes.Length - done);
                if (n <= 0) return;
                done += n;
            }
        }
    }

    /// <summary>A thread's frames, innermost first. Another thread's may move on meanwhile: what is read then is skipped.</summary>
    private static void Append(StringBuilder to, PyThread thread)
    {
        int shown = 0;
        for (int d = thread.Depth; d >= 0; d--)
        {
            if (shown++ == MostFrames)
            {
                to.Append("  ...\n");
                return;
            }
            var f = thread.Frames[d];
            if (f.Code is not { IsHidden: false } code) continue;
            to.Append($"  File \"{code.Filename}\", line {code.LineAt(f.CurrentIndex)} in {code.Name}\n");
        }
        if (shown == 0) to.Append("  <no Python frame>\n");
    }

    private static string Traceback(bool all, PyThread? current)
    {
        var to = new StringBuilder();
        if (!all)
        {
            to.Append("Stack (most recent call first):\n");
            if (current != null) Append(to, current);
            return to.ToString();
        }
        bool first = true;
        foreach (var t in PyThread.Live().OrderByDescending(t => t.Id))
        {
            if (t.Depth < 0 && t != current) continue;
            if (!first) to.Append('\n');
            first = false;
            to.Append($"{(t == current ? "Current thread" : "Thread")} 0x{t.Id:x16} (most recent call first):\n");
            Append(to, t);
        }
        return to.ToString();
    }

    [PyFunction("dump_traceback", Doc = "dump_traceback(file=sys.stderr, all_threads=True): dump the traceback of the current thread, or of all threads if all_threads is True, into file")]
    private static void DumpTraceback([Kw, OptNone] Value file, [Kw("all_threads")] bool all = true) => Write(FileDescriptor(file), Traceback(all, PyThread.Current));

    [PyFunction("enable", Doc = "enable(file=sys.stderr, all_threads=True): enable the fault handler")]
    private static void Enable([Kw, OptNone] Value file, [Kw("all_threads")] bool all = true)
    {
        enabledFd = FileDescriptor(file);
        enabledAll = all;
        enabled = true;
    }

    [PyFunction("disable", Doc = "disable(): disable the fault handler")]
    private static bool Disable()
    {
        bool was = enabled;
        enabled = false;
        return was;
    }

    [PyFunction("is_enabled", Doc = "is_enabled()->bool: check if the handler is enabled")] private static bool IsEnabled() => enabled;

    [PyFunction("dump_traceback_later", Doc = "dump_traceback_later(timeout, repeat=False, file=sys.stderrn, exit=False):\ndump the traceback of all threads in timeout seconds,\nor each timeout seconds if repeat is True. If exit is True, call _exit(1) which is not safe.")]
    private static void DumpTracebackLater([Kw] Value timeout, [Kw] bool repeat = false, [Kw, OptNone] Value file = default, [Kw] bool exit = false)
    {
        var ns = TimeConversion.ToNanoseconds(timeout, true);
        if (ns.Sign <= 0) throw Err.ValueError("timeout must be greater than 0");
        if (ns > long.MaxValue) throw Err.OverflowError("timeout value is too large");
        int fd = FileDescriptor(file);
        long ms = Math.Max(1, (long)(ns / 1_000_000));
        if (ms > uint.MaxValue - 2) throw Err.OverflowError("timeout value is too large");
        var span = TimeSpan.FromMicroseconds((double)(ns / 1000));
        string header = $"Timeout ({(span.Days > 0 ? span.Days * 24 + span.Hours : span.Hours)}:{span.Minutes:00}:{span.Seconds:00}{((long)(ns / 1000) % 1_000_000 is > 0 and var us ? $".{us:000000}" : "")})!\n";
        CancelDumpTracebackLater();
        later = new Timer(_ =>
        {
            Write(fd, header + Traceback(true, null));
            if (exit) Libc._exit(1);
        }, null, ms, repeat ? ms : Timeout.Infinite);
    }

    [PyFunction("cancel_dump_traceback_later", Doc = "cancel_dump_traceback_later():\ncancel the previous call to dump_traceback_later().")]
    private static void CancelDumpTracebackLater()
    {
        later?.Dispose();
        later = null;
    }

    private static void CheckSignal(int signal)
    {
        if (signal is 4 or 7 or Abort or FloatingPoint or Segmentation) throw Err.RuntimeError($"signal {signal} cannot be registered, use enable() instead");
        if (signal is < 1 or >= 65) throw Err.ValueError("signal number out of range");
    }

    [PyFunction("register", Doc = "register(signum, file=sys.stderr, all_threads=True, chain=False): register a handler for the signal 'signum': dump the traceback of the current thread, or of all threads if all_threads is True, into file")]
    private static void Register([Kw] int signum, [Kw, OptNone] Value file = default, [Kw("all_threads")] bool all = true, [Kw] bool chain = false)
    {
        CheckSignal(signum);
        int fd = FileDescriptor(file);
        Registered[signum]?.Native.Dispose();
        var main = PyThread.Current;
        try
        {
            var kind = signum switch { 1 => PosixSignal.SIGHUP, 2 => PosixSignal.SIGINT, 3 => PosixSignal.SIGQUIT, 15 => PosixSignal.SIGTERM, _ => (PosixSignal)signum };
            var native = PosixSignalRegistration.Create(kind, context =>
            {
                context.Cancel = !chain;
                Write(fd, Traceback(all, main));
            });
            Registered[signum] = new Registration(fd, all, native);
        }
        catch (Exception e) when (e is IOException or PlatformNotSupportedException or ArgumentException)
        {
            throw OsErrors.Make(OsErrors.EINVAL);
        }
    }

    [PyFunction("unregister", Doc = "unregister(signum): unregister the handler of the signal 'signum' registered by register()")]
    private static bool Unregister(int signum)
    {
        CheckSignal(signum);
        bool was = Registered[signum] != null;
        Registered[signum]?.Native.Dispose();
        Registered[signum] = null;
        return was;
    }

    /// <summary>Ends the process as the signal does, telling where Python code was when that is enabled.</summary>
    private static void Die(int signal, string what)
    {
        if (enabled) Write(enabledFd, $"Fatal Python error: {what}\n\n{(enabledAll ? Traceback(true, PyThread.Current) : Traceback(false, PyThread.Current))}");
        _ = Libc.signal(signal, 0);
        _ = Libc.raise(signal);
    }

    [PyFunction("_sigsegv")] private static void SigSegv([Opt] Value releaseGil) => Die(Segmentation, "Segmentation fault");
    [PyFunction("_read_null")] private static void ReadNull([Opt] Value unused) => Die(Segmentation, "Segmentation fault");
    [PyFunction("_sigfpe")] private static void SigFpe() => Die(FloatingPoint, "Floating-point exception");
    [PyFunction("_sigabrt")] private static void SigAbrt() => Die(Abort, "Aborted");
}

using TieredPy.Runtime.Modules.Time;

namespace TieredPy.Runtime.Modules.Posix;

/// <summary>
/// _signal: handlers in Python code. .NET catches the signals that can be caught safely and calls us on a thread of its own; the handler then runs
/// on the main thread, between instructions.
/// </summary>
[PyModule("_signal", Doc = "This module provides mechanisms to use signal handlers in Python.")]
internal static unsafe partial class SignalModule
{
    private const int Count = 65, Interrupt = 2;
    private static readonly PyObject?[] Handlers = new PyObject?[Count];
    private static readonly PosixSignalRegistration?[] Registrations = new PosixSignalRegistration?[Count];
    private static readonly int[] Arrived = new int[Count];
    private static volatile bool any;
    private static int wakeFd = -1;
    private static Thread? main;
    private static PyType? itimerError;

    /// <summary>The thread that runs handlers.</summary>
    public static bool IsMainThread => main == null || Thread.CurrentThread == main;

    /// <summary>Called by the main thread at start: Ctrl-C raises KeyboardInterrupt from here on.</summary>
    public static void Install()
    {
        main = Thread.CurrentThread;
        DescriptorWait.Prepare();
        Interp.SignalHandler = RunHandlers;
        _ = Libc.signal(13, 1);
        // A file that grows beyond its limit is an error of who writes it.
        _ = Libc.signal(25, 1);
        Handlers[13] = PyInt.Box(1);
        Handlers[25] = PyInt.Box(1);
        Catch(Interrupt);
    }

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        SignalConstants.AddTo(m);
        itimerError = PyType.MakePlain("itimer_error", ExcTypes.OSError, null);
        itimerError.Module = "signal";
        m.Dict.Set(PyStr.Intern("ItimerError"), new Value(itimerError));
        m.Dict.Set(PyStr.Intern("struct_siginfo"), new Value(SignalInfo));
        var handler = m.Dict.TryGet(PyStr.Intern("default_int_handler"));
        Handlers[Interrupt] ??= handler.Ref;
    }

    private static void Catch(int signal)
    {
        if (Registrations[signal] != null) return;
        try
        {
            // The names that PosixSignal has for what it knows; any other signal by its number.
            var kind = signal switch { 1 => PosixSignal.SIGHUP, 2 => PosixSignal.SIGINT, 3 => PosixSignal.SIGQUIT, 15 => PosixSignal.SIGTERM, 17 => PosixSignal.SIGCHLD, 18 => PosixSignal.SIGCONT, 28 => PosixSignal.SIGWINCH, 21 => PosixSignal.SIGTTIN, 22 => PosixSignal.SIGTTOU, 20 => PosixSignal.SIGTSTP, _ => (PosixSignal)signal };
            Registrations[signal] = PosixSignalRegistration.Create(kind, context =>
            {
                context.Cancel = true;
                Notice(signal);
            });
        }
        catch (Exception e) when (e is IOException or PlatformNotSupportedException or ArgumentException)
        {
            throw OsErrors.Make(OsErrors.EINVAL);
        }
    }

    private static void Notice(int signal)
    {
        Interlocked.Increment(ref Arrived[signal]);
        any = true;
        Interp.SignalsWait = true;
        if (wakeFd >= 0)
        {
            byte b = (byte)signal;
            _ = Libc.write(wakeFd, &b, 1);
        }
        Interp.RequestPoll();
        TimeModule.SignalEvent.Set();
        DescriptorWait.Wake();
    }

    /// <summary>
    /// What the process sends to itself and Python handles arrives at once, as it does when a signal interrupts the thread that sends it:
    /// .NET would tell us some time later. False when the signal isn't handled by Python.
    /// </summary>
    internal static bool NoticeOwn(int signal)
    {
        if (signal is < 1 or >= Count || Registrations[signal] == null) return false;
        Notice(signal);
        OsErrors.CheckSignals();
        return true;
    }

    /// <summary>
    /// The main thread is to handle a signal as if it had arrived; nothing where it is ignored or left to the system. Throws ValueError for a number
    /// out of range (signalmodule.c, PyErr_SetInterruptEx).
    /// </summary>
    internal static void Simulate(int signal)
    {
        Check(signal);
        if (Handlers[signal] is PyInt || Handlers[signal] == null && signal != Interrupt) return;
        Notice(signal);
        OsErrors.CheckSignals();
    }

    /// <summary>Ends the process as the interrupt signal does where nobody handles it.</summary>
    internal static void DieOfInterrupt()
    {
        Registrations[Interrupt]?.Dispose();
        _ = Libc.signal(Interrupt, 0);
        _ = Libc.kill(Environment.ProcessId, Interrupt);
    }

    private static bool RunHandlers(PyThread thread)
    {
        // A finalizer isn't interrupted: what a handler raises there would be lost.
        if (!any || !IsMainThread || FinalizerQueue.IsDraining)
        {
            if (any) Interp.RequestPoll();
            return true;
        }
        any = Interp.SignalsWait = false;
        for (int s = 1; s < Count; s++)
        {
            if (Masked[s] || Interlocked.Exchange(ref Arrived[s], 0) == 0) continue;
            var handler = Handlers[s];
            if (handler == null && s == Interrupt)
            {
                Err.Pend(Err.KeyboardInterrupt());
                return false;
            }
            if (handler is null or PyInt) continue;
            var frame = Interp.VisibleFrame(thread, thread.Depth) is { } running ? new Value(Interp.FrameObject(thread, running)) : Value.None;
            var r = Ops.CallRaw(Value.FromHeap(handler), [Value.Int(s), frame], null);
            if (!r.IsError) continue;
            // Those behind it wait for the next occasion.
            any = true;
            return false;
        }
        return true;
    }

    private static void Check(int signal)
    {
        if (signal is < 1 or >= Count) throw Err.ValueError("signal number out of range");
    }

    [PyFunction("signal", Doc = "Set the action for the given signal.\n\nThe action can be SIG_DFL, SIG_IGN, or a callable Python object.\nThe previous action is returned.  See getsignal() for possible return values.\n\n*** IMPORTANT NOTICE ***\nA signal handler function is called with two arguments:\nthe first is the signal number, the second is the interrupted stack frame.")]
    private static Value Signal(int signalnum, Value handler)
    {
        if (!IsMainThread) throw Err.ValueError("signal only works in main thread of the main interpreter");
        Check(signalnum);
        var old = GetSignal(signalnum);
        var number = handler.Ref is PyIntSub ? Value.Int(Ops.AsLong(handler)) : handler;
        if (number.IsInt && number.Bits is 0 or 1 && number.IsInt)
        {
            if (signalnum is 9 or 19) throw OsErrors.Make(OsErrors.EINVAL);
            Registrations[signalnum]?.Dispose();
            Registrations[signalnum] = null;
            _ = Libc.signal(signalnum, (nint)number.Bits);
            Handlers[signalnum] = PyInt.Box(number.Bits);
            CaughtForMask[signalnum] = false;
            if (Masked[signalnum]) Hold(signalnum);
        }
        else
        {
            if (!Ops.Callable(handler)) throw Err.TypeError("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
            Catch(signalnum);
            CaughtForMask[signalnum] = false;
            Handlers[signalnum] = handler.Ref;
        }
        OsErrors.CheckSignals();
        return old;
    }

    [PyFunction("getsignal")]
    private static Value GetSignal(int signalnum)
    {
        Check(signalnum);
        return Handlers[signalnum] is { } h ? Value.FromHeap(h) : Value.Int(0);
    }

    [PyFunction("default_int_handler")]
    private static Value DefaultIntHandler(int signalnum, Value frame) => throw Err.KeyboardInterrupt();

    [PyFunction("raise_signal")]
    private static void RaiseSignal(int signalnum)
    {
        if (signalnum is < 1 or >= Count) throw OsErrors.Make(OsErrors.EINVAL);
        if (NoticeOwn(signalnum)) return;
        if (Libc.raise(signalnum) != 0) throw OsErrors.Last();
        OsErrors.CheckSignals();
    }

    [PyFunction("set_wakeup_fd")]
    private static long SetWakeupFd(int fd, [Kw("warn_on_full_buffer"), KwOnly] bool warn = true)
    {
        if (!IsMainThread) throw Err.ValueError("set_wakeup_fd only works in main thread of the main interpreter");
        if (fd >= 0)
        {
            long flags = OsErrors.Check(Libc.fcntl(fd, 3, 0));
            if ((flags & 0x800) == 0) throw Err.ValueError($"the fd {fd} must be in non-blocking mode");
        }
        int old = wakeFd;
        wakeFd = fd;
        return old;
    }

    [PyFunction("siginterrupt")] private static void SigInterrupt(int signalnum, bool flag) => Check(signalnum);

    [PyFunction("alarm")] private static long Alarm(int seconds) => Libc.alarm((uint)seconds);

    [PyFunction("pause")]
    private static void Pause()
    {
        while (!any) TimeModule.SignalEvent.Wait(1000);
        OsErrors.CheckSignals();
    }

    private static void Fill(long* t, Value seconds, Value interval)
    {
        void Set(int at, double s)
        {
            t[at] = (long)Math.Floor(s);
            t[at + 1] = (long)((s - Math.Floor(s)) * 1e6);
        }
        Set(2, Ops.AsDouble(seconds));
        Set(0, Ops.AsDouble(interval));
    }

    private static Value Timer(long* t) => new(new PyTuple(Value.Float(t[2] + t[3] / 1e6), Value.Float(t[0] + t[1] / 1e6)));

    [PyFunction("setitimer")]
    private static Value SetITimer(int which, Value seconds, [Opt(Show = "0.0")] Value interval)
    {
        long* t = stackalloc long[8];
        Fill(t, seconds, interval.IsMissing ? Value.Float(0) : interval);
        if (Libc.setitimer(which, t, t + 4) != 0) throw Err.Make(itimerError!, Value.Int(Libc.Errno), Value.Str(OsErrors.Text(Libc.Errno)));
        return Timer(t + 4);
    }

    [PyFunction("getitimer")]
    private static Value GetITimer(int which)
    {
        long* t = stackalloc long[4];
        if (Libc.getitimer(which, t) != 0) throw Err.Make(itimerError!, Value.Int(Libc.Errno), Value.Str(OsErrors.Text(Libc.Errno)));
        return Timer(t);
    }

    [PyFunction("valid_signals")]
    private static Value ValidSignals()
    {
        var set = new PySet();
        for (int s = 1; s < Count; s++)
            if (s is not (32 or 33)) set.Add(Value.Int(s));
        return new Value(set);
    }

    [PyFunction("strsignal")]
    private static Value StrSignal(int signalnum)
    {
        Check(signalnum);
        string[] names = ["Hangup", "Interrupt", "Quit", "Illegal instruction", "Trace/breakpoint trap", "Aborted", "Bus error", "Floating point exception", "Killed", "User defined signal 1",
            "Segmentation fault", "User defined signal 2", "Broken pipe", "Alarm clock", "Terminated", "Stack fault", "Child exited", "Continued", "Stopped (signal)", "Stopped", "Stopped (tty input)",
            "Stopped (tty output)", "Urgent I/O condition", "CPU time limit exceeded", "File size limit exceeded", "Virtual timer expired", "Profiling timer expired", "Window changed", "I/O possible",
            "Power failure", "Bad system call"];
        return signalnum <= names.Length ? Value.Str(names[signalnum - 1]) : signalnum >= 34 ? Value.Str($"Real-time signal {signalnum - 34}") : Value.None;
    }

    [PyFunction("pthread_kill")]
    private static void PThreadKill(long thread, int signalnum)
    {
        // Handlers run on the main thread whichever thread the signal is sent to.
        if (signalnum == 0) return;
        RaiseSignal(signalnum);
    }
}

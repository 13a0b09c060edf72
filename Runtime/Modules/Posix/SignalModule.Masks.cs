namespace TieredPy.Runtime.Modules.Posix;

// Blocked signals and waiting for signals. The runtime's own threads would take what the main thread blocks, so the mask is ours: blocked signals are
// caught and kept until they are unblocked or waited for.
internal static unsafe partial class SignalModule
{
    private const int Block = 0, Unblock = 1, SetMask = 2, Kill = 9, Stop = 19;

    private static readonly bool[] Masked = new bool[Count];

    /// <summary>Caught only because they are blocked or waited for: without that they would have their default effect.</summary>
    private static readonly bool[] CaughtForMask = new bool[Count];

    private static PyType? info;

    private static PyType SignalInfo => info ??= StructSequence.NewType("signal.struct_siginfo", ["si_signo", "si_code", "si_errno", "si_pid", "si_uid", "si_status", "si_band"], -1,
        "struct_siginfo: Result from sigwaitinfo or sigtimedwait.\n\nThis object may be accessed either as a tuple of\n(si_signo, si_code, si_errno, si_pid, si_uid, si_status, si_band),\nor via the attributes si_signo, si_code, and so on.");

    internal static List<int> SignalSet(Value signals)
    {
        var all = new List<int>();
        foreach (var v in Ops.Iterate(signals))
        {
            var big = Objects.Arguments.Args.Big(v);
            // -1 is what the C API says of a number that is too large.
            long s = big < long.MinValue || big > long.MaxValue ? -1 : (long)big;
            if (s is < 1 or >= Count) throw Err.ValueError($"signal number {s} out of range [1; {Count - 1}]");
            all.Add((int)s);
        }
        return all;
    }

    private static Value ToSet(Func<int, bool> included)
    {
        var set = new PySet();
        for (int s = 1; s < Count; s++)
            if (included(s)) set.Add(Value.Int(s));
        return new Value(set);
    }

    /// <summary>Keeps a signal from its default effect, where the system allows that.</summary>
    private static void Hold(int signal)
    {
        if (signal is Kill or Stop or 32 or 33 || Registrations[signal] != null || Handlers[signal] is PyInt { Number: 1 }) return;
        try
        {
            Catch(signal);
            CaughtForMask[signal] = true;
        }
        catch (PyException)
        {
            // One that .NET keeps for itself.
        }
    }

    /// <summary>Undoes <see cref="Hold"/>; a signal that came meanwhile has its effect now.</summary>
    private static void Release(int signal)
    {
        if (!CaughtForMask[signal] || Masked[signal]) return;
        CaughtForMask[signal] = false;
        Registrations[signal]?.Dispose();
        Registrations[signal] = null;
        _ = Libc.signal(signal, 0);
        if (Interlocked.Exchange(ref Arrived[signal], 0) > 0) _ = Libc.raise(signal);
    }

    [PyFunction("pthread_sigmask", Doc = "Fetch and/or change the signal mask of the calling thread.")]
    private static Value PThreadSigMask(int how, Value mask)
    {
        var signals = SignalSet(mask);
        if (how is not (Block or Unblock or SetMask)) throw OsErrors.Make(OsErrors.EINVAL);
        if (!IsMainThread) return ThreadMask(how, signals);
        var before = (bool[])Masked.Clone();
        for (int s = 1; s < Count; s++)
        {
            bool now = how switch { Block => Masked[s] || signals.Contains(s), Unblock => Masked[s] && !signals.Contains(s), _ => signals.Contains(s) };
            if (now == Masked[s] || s is Kill or Stop or 32 or 33) continue;
            Masked[s] = now;
            if (now) Hold(s);
            else Release(s);
        }
        any = true;
        OsErrors.CheckSignals();
        return ToSet(s => before[s]);
    }

    private static Value ThreadMask(int how, List<int> signals)
    {
        byte* set = stackalloc byte[128], old = stackalloc byte[128];
        _ = Libc.sigemptyset(set);
        foreach (int s in signals) _ = Libc.sigaddset(set, s);
        int e = Libc.pthread_sigmask(how, set, old);
        if (e != 0) throw OsErrors.Make(e);
        var result = new PySet();
        for (int s = 1; s < Count; s++)
            if (Libc.sigismember(old, s) == 1) result.Add(Value.Int(s));
        return new Value(result);
    }

    [PyFunction("sigpending", Doc = "Examine pending signals.\n\nReturns a set of signal numbers that are pending for delivery to\nthe calling thread.")]
    private static Value SigPending() => ToSet(s => Masked[s] && Volatile.Read(ref Arrived[s]) > 0);

    /// <summary>Takes one of the signals, waiting for it; 0 when the time is over.</summary>
    private static int Take(List<int> signals, long deadline)
    {
        foreach (int s in signals) Hold(s);
        try
        {
            while (true)
            {
                foreach (int s in signals)
                    if (Interlocked.Exchange(ref Arrived[s], 0) > 0) return s;
                int left = DescriptorWait.Left(deadline);
                if (left == 0) return 0;
                Time.TimeModule.SignalEvent.Wait(left < 0 || left > 20 ? 20 : left);
                if (IsMainThread && !signals.Exists(s => Volatile.Read(ref Arrived[s]) > 0)) OsErrors.CheckSignals();
            }
        }
        finally
        {
            foreach (int s in signals) Release(s);
        }
    }

    [PyFunction("sigwait", Doc = "Wait for a signal.\n\nSuspend execution of the calling thread until the delivery of one of the\nsignals specified in the signal set sigset.  The function accepts the signal\nand returns the signal number.")]
    private static int SigWait(Value sigset) => Take(SignalSet(sigset), DescriptorWait.Forever);

    private static Value Info(int signal) => StructSequence.Make(SignalInfo,
        Value.Int(signal), Value.Int(0), Value.Int(0), Value.Int(Environment.ProcessId), Value.Int((uint)Libc.getuid()), Value.Int(0), Value.Int(0));

    [PyFunction("sigwaitinfo", Doc = "Wait synchronously until one of the signals in *sigset* is delivered.\n\nReturns a struct_siginfo containing information about the signal.")]
    private static Value SigWaitInfo(Value sigset) => Info(Take(SignalSet(sigset), DescriptorWait.Forever));

    [PyFunction("sigtimedwait", Doc = "Like sigwaitinfo(), but with a timeout.\n\nThe timeout is specified in seconds, with floating-point numbers allowed.")]
    private static Value SigTimedWait(Value sigset, Value timeout)
    {
        var ns = TimeConversion.ToNanoseconds(timeout, true);
        if (ns.Sign < 0) throw Err.ValueError("timeout must be non-negative");
        int s = Take(SignalSet(sigset), DescriptorWait.Deadline(ns > long.MaxValue ? -1 : (long)ns));
        return s == 0 ? Value.None : Info(s);
    }

    /// <summary>True for a descriptor of this process: of pidfd_open, or of its directory in /proc.</summary>
    private static bool IsOwn(int pidfd)
    {
        string own = Environment.ProcessId.ToString(), entry = $"/proc/self/fdinfo/{pidfd}";
        return File.Exists(entry) && (File.ReadLines(entry).Any(l => l == "Pid:\t" + own) || File.ResolveLinkTarget($"/proc/self/fd/{pidfd}", false)?.FullName == "/proc/" + own);
    }

    [PyFunction("pidfd_send_signal", Doc = "Send a signal to a process referred to by a pid file descriptor.\n\n  pidfd\n    A file descriptor referring to a process\n  signalnum\n    The signal to send.\n  siginfo\n    Must be None\n  flags\n    Must be 0")]
    private static void PidFdSendSignal(int pidfd, int signalnum, [OptNone] Value siginfo, int flags = 0)
    {
        if (!siginfo.IsMissingOrNone) throw Err.TypeError("siginfo must be None");
        // One sent to this process is noticed at once, as in a process that handles its signals on the thread that sends them.
        if (IsOwn(pidfd) && NoticeOwn(signalnum)) return;
        const long PidFdSendSignal = 424;
        OsErrors.Check(LinuxLibc.syscall(PidFdSendSignal, pidfd, signalnum, 0, flags, 0));
    }
}

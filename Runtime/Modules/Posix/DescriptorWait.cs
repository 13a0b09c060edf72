using TieredPy.Runtime.Modules.Time;

namespace TieredPy.Runtime.Modules.Posix;

/// <summary>
/// Waiting for descriptors, ended by signals: .NET's handlers run on a thread of their own, so no call of ours gets EINTR. What the main thread
/// waits for therefore includes a descriptor that becomes readable when a signal has arrived; its Python handler runs then, and the wait goes on (PEP 475).
/// </summary>
internal static unsafe class DescriptorWait
{
    public const short In = 1, Out = 4;

    /// <summary>A deadline that never comes.</summary>
    public const long Forever = long.MaxValue;

    private static readonly int wake = Libc.eventfd(0, 0x80000 | 0x800);

    /// <summary>Makes the descriptor early, so that it doesn't take the number of one that a program has just closed.</summary>
    public static void Prepare() => _ = wake;

    /// <summary>Ends the wait of the main thread; called when a signal has arrived.</summary>
    public static void Wake()
    {
        long one = 1;
        _ = Libc.write(wake, (byte*)&one, 8);
    }

    /// <summary>The time of the monotonic clock that is so many nanoseconds away; negative: never.</summary>
    public static long Deadline(long nanoseconds) =>
        nanoseconds < 0 || nanoseconds > long.MaxValue / 4 ? Forever : TimeModule.Now(1) + nanoseconds;

    /// <summary>Milliseconds until a deadline as poll(2) takes them.</summary>
    public static int Left(long deadline) =>
        deadline == Forever ? -1 : (int)Math.Clamp((deadline - TimeModule.Now(1) + 999_999) / 1_000_000, 0, int.MaxValue);

    /// <summary>Waits for one descriptor; 0 when the time is over, else what happened to it.</summary>
    public static short One(int fd, short events, long deadline)
    {
        PollFd* fds = stackalloc PollFd[2];
        fds[0] = new PollFd { Fd = fd, Events = events };
        return Poll(fds, 1, deadline) > 0 ? fds[0].Returned : (short)0;
    }

    /// <summary>poll(2) until something is ready or the time is over: how many are ready.</summary>
    public static int Many(PollFd[] all, long deadline)
    {
        var room = new PollFd[all.Length + 1];
        all.CopyTo(room, 0);
        int n;
        fixed (PollFd* p = room) n = Poll(p, all.Length, deadline);
        Array.Copy(room, all, all.Length);
        return n;
    }

    /// <summary>Before a read(2) of the main thread that may block: waits where signals are heard of.</summary>
    public static void BeforeRead(int fd)
    {
        if (!SignalModule.IsMainThread || fd < 0) return;
        const int GetFlags = 3, NonBlocking = 0x800;
        var ready = new PollFd { Fd = fd, Events = In };
        if (Libc.poll(&ready, 1, 0) != 0 || (Libc.fcntl(fd, GetFlags, 0) & NonBlocking) != 0) return;
        One(fd, In, Forever);
    }

    /// <summary>As write(2); a write of the main thread that may block waits where signals are heard of.</summary>
    public static nint Write(int fd, byte* bytes, nint count)
    {
        if (!SignalModule.IsMainThread || fd < 0 || count == 0) return Libc.write(fd, bytes, count);
        if (PyThread.Current.TakeAsyncException() is { } pending) throw new PyException(pending);
        nint done = 0;
        while (true)
        {
            nint room;
            try
            {
                room = Room(fd, count - done);
            }
            catch (PyException e) when (done > 0)
            {
                // What was written counts; the exception of the handler comes after it.
                PyThread.Current.SetAsyncException(e.Value);
                return done;
            }
            if (room == 0) return count;
            nint n = Libc.write(fd, bytes + done, room);
            if (n < 0) return done > 0 ? done : n;
            done += n;
            if (done >= count || n < room) return done;
        }
    }

    /// <summary>The program is ending by Ctrl-C: what nobody takes is not waited for any more.</summary>
    public static bool GivesUp { get; set; }

    /// <summary>Raises what a handler raised while a write was under way, for callers that have no use for what was written.</summary>
    public static void RaiseHeld()
    {
        if (SignalModule.IsMainThread && PyThread.Current.TakeAsyncException() is { } pending) throw new PyException(pending);
    }

    /// <summary>How much may be written so that write(2) doesn't block; waits until that is something. 0: it is not worth waiting.</summary>
    private static nint Room(int fd, nint wanted)
    {
        const int GetFlags = 3, NonBlocking = 0x800, GetPipeSize = 1032, PipeBuffer = 4096;
        var ready = new PollFd { Fd = fd, Events = Out };
        int n = Libc.poll(&ready, 1, 0);
        if (n < 0 || (n == 0 || wanted > PipeBuffer) && (Libc.fcntl(fd, GetFlags, 0) & NonBlocking) != 0) return wanted;
        if (n == 0 && GivesUp) return 0;
        if (n == 0) One(fd, Out, Forever);
        return wanted > PipeBuffer && Libc.fcntl(fd, GetPipeSize, 0) > 0 ? PipeBuffer : wanted;
    }

    /// <summary>There must be room for one more behind the last.</summary>
    private static int Poll(PollFd* fds, int count, long deadline)
    {
        bool main = SignalModule.IsMainThread;
        fds[count] = new PollFd { Fd = wake, Events = In };
        while (true)
        {
            int left = Left(deadline);
            bool idle = IdleCollection.IsWanted && left is < 0 or > IdleCollection.Patience;
            int n = Libc.poll(fds, (nuint)(main ? count + 1 : count), idle ? IdleCollection.Patience : left);
            if (n == 0 && idle) IdleCollection.Run();
            if (n < 0)
            {
                if (Libc.Errno != OsErrors.EINTR) throw OsErrors.Last();
                n = 0;
            }
            if (main)
            {
                if (n > 0 && fds[count].Returned != 0)
                {
                    n--;
                    Rest();
                }
                OsErrors.CheckSignals();
            }
            if (n > 0 || left == 0) return n;
        }
    }

    /// <summary>Makes the descriptor wait for the next signal.</summary>
    private static void Rest()
    {
        long count;
        _ = Libc.read(wake, (byte*)&count, 8);
    }
}

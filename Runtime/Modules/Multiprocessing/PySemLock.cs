using TieredPy.Runtime.Modules.Posix;

namespace TieredPy.Runtime.Modules.Multiprocessing;

/// <summary>_multiprocessing.SemLock: a semaphore or recursive mutex that processes share by its name.</summary>
[PyType("_multiprocessing.SemLock", Doc = "Semaphore/Mutex type")]
internal unsafe partial class PySemLock : PyObject
{
    private const int TimedOut = 110, Recursive = 0, Semaphore = 1, Create = 0x40 | 0x80, OwnerOnly = 0x180;

    /// <summary>Milliseconds between two looks at signals.</summary>
    private const int Slice = 50;

    private long owner;
    private long count;

    internal PySemLock(Shape shape) : base(shape) { }

    [PyMember("handle", Doc = "")] private long Handle { get; set; }
    [PyMember("kind", Doc = "")] private long Kind { get; set; }
    [PyMember("maxvalue", Doc = "")] private long MaxValue { get; set; }
    [PyMember("name", Doc = "")] private Value Name { get; set; } = Value.None;

    ~PySemLock()
    {
        if (Handle != 0) _ = SemaphoreLibc.sem_close((nint)Handle);
    }

    /// <summary>A name for the C library.</summary>
    internal static byte[] NameBytes(PyStr name) => [.. OsPath.FsBytes(new Value(name)), 0];

    [PyNew]
    private static Value New(PyType cls, [Kw] int kind, [Kw] int value, [Kw] int maxvalue, [Kw] PyStr name, [Kw] bool unlink)
    {
        if (kind is not (Recursive or Semaphore)) throw Err.ValueError("unrecognized kind");
        fixed (byte* p = NameBytes(name))
        {
            nint handle = SemaphoreLibc.sem_open(p, Create, OwnerOnly, (uint)value);
            if (handle == 0) throw OsErrors.Last();
            var made = Make(cls, handle, kind, maxvalue, unlink ? Value.None : new Value(name));
            if (unlink) OsErrors.Check(SemaphoreLibc.sem_unlink(p));
            return new Value(made);
        }
    }

    [PyClassMethod("_rebuild")]
    private static Value Rebuild(PyType cls, long handle, int kind, int maxvalue, Value name)
    {
        if (name.Ref is not PyStr s) throw Err.TypeError($"_rebuild() argument 4 must be str, not {Ops.TypeName(name)}");
        fixed (byte* p = NameBytes(s))
        {
            nint opened = SemaphoreLibc.sem_open(p, 0, 0, 0);
            return opened != 0 ? new Value(Make(cls, opened, kind, maxvalue, name)) : throw OsErrors.Last();
        }
    }

    private static PySemLock Make(PyType cls, nint handle, int kind, int maxvalue, Value name)
    {
        var s = Allocate(cls);
        (s.Handle, s.Kind, s.MaxValue, s.Name) = (handle, kind, maxvalue, name);
        return s;
    }

    private bool IsMineNow => count > 0 && owner == PyThread.Current.Id;

    [PyMethod("acquire", Doc = "Acquire the semaphore/lock.")]
    private bool Acquire([Kw] bool block = true, [Kw, OptNone] Value timeout = default)
    {
        if (Kind == Recursive && IsMineNow)
        {
            count++;
            return true;
        }
        long end = timeout.IsMissingOrNone ? long.MaxValue : Environment.TickCount64 + (long)Math.Ceiling(Math.Clamp(Ops.AsDouble(timeout), 0, 1e9) * 1000);
        if (!Take(block, end)) return false;
        count++;
        owner = PyThread.Current.Id;
        return true;
    }

    private bool Take(bool block, long end)
    {
        while (SemaphoreLibc.sem_trywait((nint)Handle) < 0)
        {
            if (Libc.Errno == OsErrors.EAGAIN)
            {
                long left = end - Environment.TickCount64;
                if (!block || left <= 0) return false;
                long until = (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks + Math.Min(left, Slice) * TimeSpan.TicksPerMillisecond;
                var time = new TimeSpec { Seconds = until / TimeSpan.TicksPerSecond, Nanoseconds = until % TimeSpan.TicksPerSecond * 100 };
                if (SemaphoreLibc.sem_timedwait((nint)Handle, &time) == 0) return true;
                if (Libc.Errno is not (TimedOut or OsErrors.EINTR)) throw OsErrors.Last();
            }
            else if (Libc.Errno != OsErrors.EINTR) throw OsErrors.Last();
            Interp.PollNow();
        }
        return true;
    }

    [PyMethod("release", Doc = "Release the semaphore/lock.")]
    private void Release()
    {
        if (Kind == Recursive)
        {
            if (!IsMineNow) throw Err.Make(ExcTypes.AssertionError, "attempt to release recursive lock not owned by thread");
            if (count > 1)
            {
                count--;
                return;
            }
        }
        else if (Current() >= MaxValue) throw Err.ValueError("semaphore or lock released too many times");
        OsErrors.Check(SemaphoreLibc.sem_post((nint)Handle));
        count--;
    }

    private int Current()
    {
        int value;
        OsErrors.Check(SemaphoreLibc.sem_getvalue((nint)Handle, &value));
        return value;
    }

    [PyMethod("_count", Doc = "Num of `acquire()`s minus num of `release()`s for this process.")] private long Count() => count;
    [PyMethod("_is_mine", Doc = "Whether the lock is owned by this thread.")] private bool IsMine() => IsMineNow;
    [PyMethod("_get_value", Doc = "Get the value of the semaphore.")] private long GetValue() => Math.Max(0, Current());
    [PyMethod("_is_zero", Doc = "Return whether semaphore has value zero.")] private bool IsZero() => Current() <= 0;
    [PyMethod("_after_fork", Doc = "Rezero the net acquisition count after fork().")] private void AfterFork() => count = 0;
    [PyMethod("__enter__", Doc = "Enter the semaphore/lock.")] private bool Enter() => Acquire();
    [PyMethod("__exit__", Doc = "Exit the semaphore/lock.")] private void Exit([StarArgs] ReadOnlySpan<Value> args) => Release();
}

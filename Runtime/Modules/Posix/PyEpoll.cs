using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Posix;

/// <summary>select.epoll: the descriptor of an epoll instance.</summary>
[PyType("select.epoll", Subclassable = true, Doc = "Returns an epolling object.\n\n  sizehint\n    The expected number of events to be registered.  It must be positive,\n    or -1 to use the default.  It is only used on older systems where\n    epoll_create1() is not available; otherwise it has no effect (though its\n    value is still checked).\n  flags\n    Deprecated and completely ignored.  However, when supplied, its value\n    must be 0 or select.EPOLL_CLOEXEC, otherwise OSError is raised.")]
internal unsafe partial class PyEpoll : PyObject
{
    private const int Register_ = 1, Unregister_ = 2, Modify_ = 3, CloseOnExec = 0x80000;

    private FinalizerToken? token;
    private int fd = -1;
    private byte[] events = [];

    internal PyEpoll(Shape shape) : base(shape) => token = FinalizerToken.OfNative(this);

    private static PyEpoll Make(PyType cls, int fd)
    {
        var e = Allocate(cls);
        e.fd = fd;
        return e;
    }

    [PyNew]
    private static Value New(PyType cls, [Kw] int sizehint = -1, [Kw] int flags = 0)
    {
        if (sizehint != -1 && sizehint <= 0) throw Err.ValueError("negative sizehint");
        if ((flags & ~CloseOnExec) != 0) throw Err.OSError("invalid flags");
        int made = Libc.epoll_create1(CloseOnExec);
        return made < 0 ? throw OsErrors.Last() : new Value(Make(cls, made));
    }

    [PyClassMethod("fromfd")]
    private static Value FromFd(PyType cls, int fd) => new(Make(cls, fd));

    private int Open => fd >= 0 ? fd : throw Err.ValueError("I/O operation on closed epoll object");

    [PyMethod("close")]
    private void Close()
    {
        int old = fd;
        fd = -1;
        if (old >= 0 && Libc.close(old) < 0) throw OsErrors.Last();
    }

    public override void Del() => Close();

    [PyGetter("closed")] private bool Closed => fd < 0;

    [PyMethod("fileno")] private int FileNo() => Open;

    [PyMethod("__enter__")]
    private Value Enter()
    {
        _ = Open;
        return new Value(this);
    }

    [PyMethod("__exit__")] private void Exit([StarArgs] ReadOnlySpan<Value> args) => Close();

    private void Control(int operation, Value target, uint mask)
    {
        int epoll = Open;
        byte* e = stackalloc byte[12];
        int n = PosixModule.Fd(target);
        *(uint*)e = mask;
        *(long*)(e + 4) = n;
        if (Libc.epoll_ctl(epoll, operation, n, e) < 0) throw OsErrors.Last();
    }

    private static uint Mask(Value v) => v.IsMissing ? 1 | 2 | 4 : (uint)Args.Big(v);

    [PyMethod("register")] private void Register([Kw] Value fd, [Kw, Opt(Show = "select.EPOLLIN | select.EPOLLPRI | select.EPOLLOUT")] Value eventmask) => Control(Register_, fd, Mask(eventmask));

    [PyMethod("modify")] private void Modify([Kw] Value fd, [Kw] Value eventmask) => Control(Modify_, fd, Mask(eventmask));

    [PyMethod("unregister")] private void Unregister([Kw] Value fd) => Control(Unregister_, fd, 0);

    [PyMethod("poll")]
    private Value Poll([Kw, OptNone] Value timeout, [Kw] int maxevents = -1)
    {
        int epoll = Open;
        double seconds = timeout.IsMissingOrNone ? -1 : Ops.IsNumber(timeout) ? Ops.AsDouble(timeout) : throw Err.TypeError("timeout must be a float or None");
        if (maxevents == -1) maxevents = 1023;
        else if (maxevents < 1) throw Err.ValueError($"maxevents must be greater than 0, got {maxevents}");
        if (events.Length < maxevents * 12) events = new byte[maxevents * 12];
        int n = Collect(epoll, maxevents);
        if (n == 0 && seconds != 0 && DescriptorWait.One(epoll, DescriptorWait.In, DescriptorWait.Deadline(seconds < 0 ? -1 : (long)(Math.Min(seconds, 9e8) * 1e9))) != 0)
            n = Collect(Open, maxevents);
        var list = new PyList();
        fixed (byte* p = events)
            for (int i = 0; i < n; i++)
                list.Append(new Value(new PyTuple(Value.Int(*(int*)(p + i * 12 + 4)), Value.Int(*(uint*)(p + i * 12)))));
        return new Value(list);
    }

    /// <summary>What has happened, without waiting.</summary>
    private int Collect(int epoll, int most)
    {
        while (true)
        {
            int n;
            fixed (byte* p = events) n = Libc.epoll_wait(epoll, p, most, 0);
            if (n >= 0) return n;
            if (!OsErrors.Interrupted()) throw OsErrors.Last();
        }
    }
}

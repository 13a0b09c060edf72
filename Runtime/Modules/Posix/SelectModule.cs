using TieredPy.Runtime.Modules.Time;
using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Posix;

/// <summary>select: waiting for descriptors.</summary>
[PyModule("select", Doc = "This module supports asynchronous I/O on multiple file descriptors.", Types = [typeof(PyEpoll)])]
internal static unsafe partial class SelectModule
{
    [PyModuleInit]
    private static void Init(PyModule m)
    {
        foreach (var (name, value) in SelectConstants.All)
            m.Dict.Set(PyStr.Intern(name), Value.Int(value));
        m.Dict.Set(PyStr.Intern("error"), new Value(ExcTypes.OSError));
    }

    /// <summary>poll(2) until something is ready or the time is over; signals are handled meanwhile. Negative: for ever.</summary>
    internal static int Poll(PollFd[] fds, double seconds) =>
        DescriptorWait.Many(fds, DescriptorWait.Deadline(seconds < 0 ? -1 : (long)(Math.Min(seconds, 9e8) * 1e9)));

    private static double Timeout(Value v) =>
        v.IsMissingOrNone ? -1 : Ops.IsNumber(v) ? Ops.AsDouble(v) : throw Err.TypeError("timeout must be a float or None");

    /// <summary>The objects to wait for; a list may change while they are asked for their descriptors.</summary>
    private static List<Value> Collect(Value objects, short events, List<PollFd> fds)
    {
        var items = objects.Ref is PyList or PyTuple ? objects : IsIterable(objects) ? new Value(Ops.ToList(objects)) : throw Err.TypeError("arguments 1-3 must be sequences");
        var found = new List<Value>();
        for (int i = 0; i < Ops.Len(items); i++)
        {
            var v = items.Ref is PyList l ? l[i] : ((PyTuple)items.Ref!)[i];
            int fd = PosixModule.Fd(v);
            if (fd is < 0 or >= 1024) throw Err.ValueError(fd < 0 ? $"file descriptor cannot be a negative integer ({fd})" : "filedescriptor out of range in select()");
            fds.Add(new PollFd { Fd = fd, Events = events });
            found.Add(v);
        }
        return found;
    }

    private static bool IsIterable(Value v) => v.Ref != null && !v.IsFloat && (Ops.Has(v, Slot.Iter) || Ops.Has(v, Slot.GetItem));

    [PyFunction("select")]
    private static Value Select(Value rlist, Value wlist, Value xlist, [OptNone] Value timeout)
    {
        double seconds = Timeout(timeout);
        if (!timeout.IsMissingOrNone && seconds < 0) throw Err.ValueError("timeout must be non-negative");
        short[] events = [1 | 0x40 | 0x80, 4 | 0x100, 2];
        short[] ready = [1 | 0x40 | 0x80 | 16 | 8, 4 | 0x100 | 8, 2];
        var fds = new List<PollFd>();
        List<Value>[] lists = [Collect(rlist, events[0], fds), Collect(wlist, events[1], fds), Collect(xlist, events[2], fds)];
        var all = fds.ToArray();
        Poll(all, seconds);
        var result = new Value[3];
        int i = 0;
        for (int k = 0; k < 3; k++)
        {
            var list = new PyList();
            foreach (var v in lists[k])
            {
                if ((all[i].Returned & 32) != 0) throw OsErrors.Make(OsErrors.EBADF);
                if ((all[i++].Returned & ready[k]) != 0) list.Append(v);
            }
            result[k] = new Value(list);
        }
        return new Value(new PyTuple(result));
    }

    [PyFunction("poll")] private static Value MakePoll() => new(new PyPoll());
}

/// <summary>select.poll().</summary>
[PyType("select.poll", Subclassable = false, NoConstructor = true)]
internal sealed partial class PyPoll : PyObject
{
    private readonly Dictionary<int, short> fds = [];

    internal PyPoll() : base(TypeObject.RootShape) { }

    private static short Mask(Value v) => v.IsMissing ? (short)7 : (short)Args.Int(v);

    [PyMethod("register")] private void Register(Value fd, [Opt] Value eventmask) => fds[PosixModule.Fd(fd)] = Mask(eventmask);

    [PyMethod("modify")]
    private void Modify(Value fd, Value eventmask)
    {
        int n = PosixModule.Fd(fd);
        if (!fds.ContainsKey(n)) throw OsErrors.Make(OsErrors.ENOENT);
        fds[n] = Mask(eventmask);
    }

    [PyMethod("unregister")]
    private void Unregister(Value fd)
    {
        int n = PosixModule.Fd(fd);
        if (!fds.Remove(n)) throw Err.KeyError(Value.Int(n));
    }

    [PyMethod("poll")]
    private Value Poll([OptNone] Value timeout)
    {
        var all = fds.Select(p => new PollFd { Fd = p.Key, Events = p.Value }).ToArray();
        double ms = timeout.IsMissingOrNone ? -1 : Ops.AsDouble(timeout);
        SelectModule.Poll(all, ms < 0 ? -1 : ms / 1000);
        var list = new PyList();
        foreach (var p in all)
            if (p.Returned != 0) list.Append(new Value(new PyTuple(Value.Int(p.Fd), Value.Int((ushort)p.Returned))));
        return new Value(list);
    }
}

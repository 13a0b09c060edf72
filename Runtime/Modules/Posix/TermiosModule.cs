using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Posix;

/// <summary>termios: control of terminals.</summary>
[PyModule("termios", Doc = "This module provides an interface to the Posix calls for tty I/O control.\n\nFor a complete description of these calls, see the Posix or Unix manual\npages. It is only available for those Unix versions that support Posix\ntermios style tty I/O control (and then only if configured at installation\ntime).\n\nAll functions in this module take a file descriptor fd as their first\nargument. This can be an integer file descriptor, such as returned by\nsys.stdin.fileno(), or a file object, such as sys.stdin itself.")]
internal static unsafe partial class TermiosModule
{
    /// <summary>ICANON: without it two of the control characters are numbers.</summary>
    private const uint Canonical = 2;

    private const int VTime = 5, VMin = 6;

    private static PyType? error;

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        TermiosConstants.AddTo(m);
        error = PyType.MakePlain("termios.error", ExcTypes.Exception, null);
        m.Dict.Set(PyStr.Intern("error"), new Value(error));
    }

    private static void Check(int result)
    {
        if (result < 0) throw Err.Make(error!, Value.Int(Libc.Errno), Value.Str(OsErrors.Text(Libc.Errno)));
    }

    [PyFunction("tcgetattr")]
    private static Value TcGetAttr(Value fd)
    {
        TerminalAttributes t;
        Check(UsersLibc.tcgetattr(PosixModule.Fd(fd), &t));
        var characters = new PyList();
        for (int i = 0; i < TerminalAttributes.ControlCount; i++)
            characters.Append(i is VTime or VMin && (t.Local & Canonical) == 0 ? Value.Int(t.Characters[i]) : new Value(new PyBytes([t.Characters[i]])));
        return new Value(new PyList([Value.Int(t.Input), Value.Int(t.Output), Value.Int(t.Control), Value.Int(t.Local),
            Value.Int(UsersLibc.cfgetispeed(&t)), Value.Int(UsersLibc.cfgetospeed(&t)), new Value(characters)]));
    }

    [PyFunction("tcsetattr")]
    private static void TcSetAttr(Value fd, int when, Value attributes)
    {
        int n = PosixModule.Fd(fd);
        if (attributes.Ref is not PyList { Count: 7 } list) throw Err.TypeError("tcsetattr, arg 3: must be 7 element list");
        TerminalAttributes t;
        Check(UsersLibc.tcgetattr(n, &t));
        t.Input = (uint)Ops.AsLong(list[0]);
        t.Output = (uint)Ops.AsLong(list[1]);
        t.Control = (uint)Ops.AsLong(list[2]);
        t.Local = (uint)Ops.AsLong(list[3]);
        if (list[6].Ref is not PyList characters || characters.Count != TerminalAttributes.ControlCount)
            throw Err.TypeError($"tcsetattr: attributes[6] must be {TerminalAttributes.ControlCount} element list");
        for (int i = 0; i < TerminalAttributes.ControlCount; i++)
        {
            t.Characters[i] = characters[i].Ref is PyBytes { Count: 1 } b ? b.Data[0]
                : Ops.HasIndex(characters[i]) ? (byte)Ops.AsLong(characters[i])
                : throw Err.TypeError("tcsetattr: elements of attributes must be characters or integers");
        }
        Check(UsersLibc.cfsetispeed(&t, (uint)Ops.AsLong(list[4])));
        Check(UsersLibc.cfsetospeed(&t, (uint)Ops.AsLong(list[5])));
        Check(UsersLibc.tcsetattr(n, when, &t));
    }

    [PyFunction("tcsendbreak")] private static void TcSendBreak(Value fd, int duration) => Check(UsersLibc.tcsendbreak(PosixModule.Fd(fd), duration));
    [PyFunction("tcdrain")] private static void TcDrain(Value fd) => Check(UsersLibc.tcdrain(PosixModule.Fd(fd)));
    [PyFunction("tcflush")] private static void TcFlush(Value fd, int queue) => Check(UsersLibc.tcflush(PosixModule.Fd(fd), queue));
    [PyFunction("tcflow")] private static void TcFlow(Value fd, int action) => Check(UsersLibc.tcflow(PosixModule.Fd(fd), action));

    [PyFunction("tcgetwinsize")]
    private static Value TcGetWinSize(Value fd)
    {
        ushort* size = stackalloc ushort[4];
        Check(Libc.ioctl(PosixModule.Fd(fd), 0x5413, (nint)size));
        return new Value(new PyTuple(Value.Int(size[0]), Value.Int(size[1])));
    }

    [PyFunction("tcsetwinsize")]
    private static void TcSetWinSize(Value fd, Value winsize)
    {
        int n = PosixModule.Fd(fd);
        if (!Ops.Has(winsize, Slot.GetItem) || Ops.Len(winsize) != 2) throw Err.TypeError("tcsetwinsize, arg 2: must be a two-item sequence");
        ushort* size = stackalloc ushort[4];
        Check(Libc.ioctl(n, 0x5413, (nint)size));
        for (int i = 0; i < 2; i++)
        {
            long v = Ops.AsLong(Ops.GetItem(winsize, Value.Int(i)));
            if (v is < 0 or > 0xFFFF) throw Err.OverflowError("winsize value(s) out of range.");
            size[i] = (ushort)v;
        }
        Check(Libc.ioctl(n, 0x5414, (nint)size));
    }
}

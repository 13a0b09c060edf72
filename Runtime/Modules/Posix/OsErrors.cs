namespace TieredPy.Runtime.Modules.Posix;

/// <summary>OSErrors of failed calls of the C library, and what to do when one is interrupted.</summary>
internal static unsafe class OsErrors
{
    public const int EINTR = 4, EAGAIN = 11, EBADF = 9, EMFILE = 24, EISDIR = 21, EINVAL = 22, ENOENT = 2, EEXIST = 17, ENOTDIR = 20, ERANGE = 34, ENOSYS = 38;

    /// <summary>The OSError of errno; takes errno at once.</summary>
    public static PyException Last() => Make(Libc.Errno);

    public static PyException Last(Value file) => Make(Libc.Errno, file, Value.None);

    public static PyException Last(Value file, Value file2) => Make(Libc.Errno, file, file2);

    public static PyException Make(int errno) => Err.OSError(errno, Text(errno));

    public static PyException Make(int errno, Value file) => Make(errno, file, Value.None);

    public static PyException Make(int errno, Value file, Value file2)
    {
        file = Named(file);
        file2 = Named(file2);

        // The number 0 as a file name is not what Err.OSError takes for one: it is passed by hand.
        if (!file.IsInt) return Err.OSError(errno, Text(errno), file, file2);
        return Err.Make(ExcTypes.OSError, Value.Int(errno), Value.Str(Text(errno)), file);
    }

    /// <summary>A PathLike is shown as its text.</summary>
    private static Value Named(Value file) =>
        file.Ref is null or PyStr or PyBytes || file.IsMissingOrNone || file.IsFloat || !Ops.LookupSpecial(file, Slot.Fspath, out var method) ? file : Ops.Call(method);

    public static string Text(int errno) => Marshal.PtrToStringUTF8((nint)Libc.strerror(errno)) ?? $"Unknown error {errno}";

    /// <summary>Runs the handlers of signals that have arrived; throws what they raise.</summary>
    public static void CheckSignals()
    {
        if (Interp.SignalHandler is { } handler && !handler(PyThread.Current)) throw Err.TakePending();
    }

    /// <summary>True when the call that just failed was interrupted and should be made again.</summary>
    public static bool Interrupted()
    {
        if (Libc.Errno != EINTR) return false;
        CheckSignals();
        return true;
    }

    /// <summary>Throws when a call returned -1.</summary>
    public static long Check(long result) => result >= 0 ? result : throw Last();
}

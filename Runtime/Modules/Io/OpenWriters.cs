namespace TieredPy.Runtime.Modules.Io;

/// <summary>The buffered writers that live: at exit what they hold is written, as when CPython tears modules down.</summary>
internal static class OpenWriters
{
    private static readonly Lock Gate = new();
    private static WeakReference<PyIOBase>[] writers = new WeakReference<PyIOBase>[16];
    private static int count;

    public static void Add(PyIOBase writer)
    {
        lock (Gate)
        {
            if (count == writers.Length) MakeRoom();
            writers[count++] = new WeakReference<PyIOBase>(writer, true);
        }
    }

    private static void MakeRoom()
    {
        int kept = 0;
        for (int i = 0; i < count; i++)
            if (writers[i].TryGetTarget(out _)) writers[kept++] = writers[i];
        Array.Clear(writers, kept, count - kept);
        count = kept;
        if (2 * kept > writers.Length) Array.Resize(ref writers, 2 * writers.Length);
    }

    /// <summary>Flushes those that are open; text streams first.</summary>
    public static void FlushAll()
    {
        WeakReference<PyIOBase>[] all;
        lock (Gate) all = writers[..count];
        foreach (bool text in (bool[])[true, false])
            foreach (var w in all)
                if (w.TryGetTarget(out var s) && s is PyTextIOBase == text) Flush(s, text && !s.IsStandard);
    }

    /// <summary>
    /// Before a file is read: what this process wrote to files and holds back goes out, since a file that the program dropped without closing it (CPython
    /// closes it at once) may be the one.
    /// </summary>
    public static void FlushHeldBack()
    {
        bool any = false;
        lock (Gate)
        {
            for (int i = 0; i < count; i++) any |= HeldBack(writers[i]) != null;
        }
        if (any) FlushThose();
    }

    private static PyIOBase? HeldBack(WeakReference<PyIOBase> writer) =>
        writer.TryGetTarget(out var s) && !s.IsStandard && s is (PyTextIOWrapper { HoldsBack: true } or PyBuffered { HoldsBack: true }) ? s : null;

    private static void FlushThose()
    {
        PyIOBase[] held;
        lock (Gate) held = [.. writers.Take(count).Select(HeldBack).OfType<PyIOBase>()];
        foreach (bool text in (bool[])[true, false])
            foreach (var s in held)
                if (s is PyTextIOBase == text) Flush(s, false);
    }

    private static void Flush(PyIOBase s, bool tell)
    {
        try
        {
            if (s is PyBuffered { HasRaw: false } or PyTextIOWrapper { HasBuffer: false }) return;
            if (!Streams.IsClosed(new Value(s))) Ops.CallMethod(new Value(s), Streams.FlushName);
        }
        catch (PyException e)
        {
            // The standard streams are flushed by Shutdown, which reports.
            if (tell) Unraisable.Write(e.Value, new Value(s));
        }
    }
}

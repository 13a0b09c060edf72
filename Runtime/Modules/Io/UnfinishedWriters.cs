using TieredPy.Runtime.Modules.Posix;

namespace TieredPy.Runtime.Modules.Io;

/// <summary>
/// The buffered streams that write to regular files, so that opening such a file again finds what they hold. A program that drops a stream
/// (<c>open(p, 'w').write(s)</c>) has it closed at once by CPython's reference counts, here by a later collection.
/// </summary>
internal static unsafe class UnfinishedWriters
{
    private static readonly Dictionary<(ulong Device, ulong Inode), WeakReference<PyObject>> Open = [];
    private static volatile int count;
    private static int pruneAt = 64;

    /// <summary>A stream was opened for writing to the file.</summary>
    public static void Add((ulong Device, ulong Inode) file, PyObject stream)
    {
        lock (Open)
        {
            if (Open.Count >= pruneAt)
            {
                foreach (var (key, dead) in Open)
                    if (!dead.TryGetTarget(out _)) Open.Remove(key);
                pruneAt = Math.Max(64, Open.Count * 2);
            }
            Open[file] = new WeakReference<PyObject>(stream, true);
            count = Open.Count;
        }
    }

    /// <summary>Called before the file with this path (bytes, as the system wants them) is opened: what was written to it goes there.</summary>
    public static void FlushBefore(byte[] terminatedPath)
    {
        if (count == 0) return;
        StatX st;
        fixed (byte* p = terminatedPath)
            if (Libc.statx(-100, p, 0, 0x7FF, &st) != 0) return;
        PyObject? stream;
        lock (Open)
        {
            if (!Open.TryGetValue((st.Device, st.Inode), out var weak) || !weak.TryGetTarget(out stream)) return;
        }
        try
        {
            if (!Ops.Truth(Ops.GetAttr(new Value(stream), Streams.ClosedName))) Ops.CallMethod(new Value(stream), "flush");
        }
        catch (PyException)
        {
            // A stream that can't be flushed says so to who holds it.
        }
    }
}

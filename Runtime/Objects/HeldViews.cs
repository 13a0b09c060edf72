namespace TieredPy.Runtime.Objects;

/// <summary>What keeps an exporter from being resized: memoryviews, and iterators over what is found in it.</summary>
internal interface IBufferView
{
    /// <summary>True while it shows memory of the object.</summary>
    bool IsOf(PyObject exporter);
}

/// <summary>
/// Whether a program still holds a memoryview of an object. Without reference counts a view that was only part of an expression
/// (<c>bytes(memoryview(buffer)[:n])</c>) is there until the collector finds it, and must not keep its exporter from being resized.
/// </summary>
internal static class HeldViews
{
    /// <summary>True when a variable of a running frame is a view of the object.</summary>
    public static bool Any(PyObject exporter)
    {
        var thread = PyThread.Current;
        for (int d = thread.Depth; d >= 0; d--)
        {
            var f = thread.Frames[d];
            int count = Math.Min(f.Code.NamedEnd, f.Code.RegCount);
            for (int i = 0; i < count; i++)
                if (IsView(f[i], exporter)) return true;
            if (f.Locals is PyDict names && AnyIn(names, exporter)) return true;
            if (f.Locals != null && f.Function.Globals != f.Locals && AnyIn(f.Function.Globals, exporter)) return true;
        }
        return false;
    }

    private static bool AnyIn(PyDict names, PyObject exporter)
    {
        int pos = 0;
        while (names.Next(ref pos, out _, out var v))
            if (IsView(v, exporter)) return true;
        return false;
    }

    private static bool IsView(Value v, PyObject exporter) => v.Ref switch
    {
        IBufferView view => view.IsOf(exporter),
        PyCell cell => cell.Value.Ref is IBufferView view && view.IsOf(exporter),
        _ => false,
    };
}

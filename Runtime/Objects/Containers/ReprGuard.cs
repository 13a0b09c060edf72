namespace TieredPy.Runtime.Objects;

/// <summary>The containers whose repr is being made by this thread: a container met again shows as "[...]" (Py_ReprEnter of CPython).</summary>
internal static class ReprGuard
{
    [ThreadStatic] private static List<PyObject>? active;

    /// <summary>False when <paramref name="o"/> is being shown already; else <see cref="Leave"/> must follow.</summary>
    public static bool Enter(PyObject o)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw Err.RecursionError("maximum recursion depth exceeded while getting the repr of an object");
        var list = active ??= [];
        for (int i = list.Count - 1; i >= 0; i--)
            if (ReferenceEquals(list[i], o)) return false;
        list.Add(o);
        return true;
    }

    public static void Leave(PyObject o)
    {
        var list = active;
        if (list == null) return;
        for (int i = list.Count - 1; i >= 0; i--)
        {
            if (!ReferenceEquals(list[i], o)) continue;
            list.RemoveAt(i);
            return;
        }
    }
}

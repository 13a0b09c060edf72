namespace TieredPy.Runtime.Objects;

/// <summary>The C3 linearisation of bases: Python's method resolution order.</summary>
internal static class C3
{
    /// <summary>The MRO of a type with these bases.</summary>
    public static PyType[] Linearize(PyType type, PyType[] bases)
    {
        foreach (var b in bases)
            if (!b.MroKnown) throw Err.TypeError($"Cannot extend an incomplete type '{b.Name}'");
        if (bases.Length == 1) return [type, .. bases[0].Mro];
        for (int i = 0; i < bases.Length; i++)
            for (int j = i + 1; j < bases.Length; j++)
                if (bases[i] == bases[j]) throw Err.TypeError($"duplicate base class {bases[i].Name}");
        PyType[][] lists = [.. bases.Map(b => b.Mro), bases];
        var at = new int[lists.Length];
        var result = new List<PyType> { type };
        while (true)
        {
            bool empty = true;
            PyType? next = null;
            for (int i = 0; i < lists.Length && next == null; i++)
            {
                if (at[i] >= lists[i].Length) continue;
                empty = false;
                var candidate = lists[i][at[i]];
                if (!InTails(lists, at, candidate)) next = candidate;
            }
            if (empty) return [.. result];
            if (next == null) throw Inconsistent(lists, at);
            result.Add(next);
            for (int i = 0; i < lists.Length; i++)
                if (at[i] < lists[i].Length && lists[i][at[i]] == next) at[i]++;
        }
    }

    private static bool InTails(PyType[][] lists, int[] at, PyType candidate)
    {
        for (int i = 0; i < lists.Length; i++)
            for (int j = at[i] + 1; j < lists[i].Length; j++)
                if (lists[i][j] == candidate) return true;
        return false;
    }

    private static PyException Inconsistent(PyType[][] lists, int[] at)
    {
        var heads = new List<string>();
        var seen = new HashSet<PyType>();
        for (int i = 0; i < lists.Length; i++)
            if (at[i] < lists[i].Length && seen.Add(lists[i][at[i]])) heads.Add(lists[i][at[i]].Name);
        return Err.TypeError("Cannot create a consistent method resolution order (MRO) for bases " + string.Join(", ", heads));
    }
}

namespace TieredPy.Runtime.Modules.Pickle;

/// <summary>Which objects a pickle has already, by identity, and under which number.</summary>
internal sealed class PickleMemo
{
    private const int LeastRoom = 16;

    private Entry[] table = SpareArray<Entry>.Take(LeastRoom);
    private int used;

    // What was looked for last, in vain, and where it would be: most objects are added then.
    private PyObject? missed;
    private int missedAt;

    /// <summary>The next number.</summary>
    public int Count { get; private set; }

    /// <summary>The number of an object; -1 when it isn't there.</summary>
    public int Find(PyObject o)
    {
        var t = table;
        int mask = t.Length - 1;
        for (int i = Start(o, mask); ; i = (i + 1) & mask)
        {
            var key = t[i].Key;
            if (ReferenceEquals(key, o)) return t[i].Number;
            if (key != null) continue;
            (missed, missedAt) = (o, i);
            return -1;
        }
    }

    public bool Has(PyObject o) => Find(o) >= 0;

    /// <summary>Gives an object the next number (and keeps it alive); null stands for an object that nobody else can refer to.</summary>
    public int Add(PyObject? o)
    {
        int number = Count++;
        if (o != null) Set(o, number);
        return number;
    }

    public void Set(PyObject o, int number)
    {
        if (used * 2 >= table.Length) Grow();
        if (ReferenceEquals(missed, o) && table[missedAt].Key == null)
        {
            table[missedAt] = new Entry { Key = o, Number = number };
            used++;
        }
        else if (Place(table, o, number)) used++;
    }

    /// <summary>For a memo filled from outside.</summary>
    public void SetCount(int count) => Count = count;

    public void Clear()
    {
        Close();
        table = new Entry[LeastRoom];
    }

    /// <summary>Nobody asks it any more: the next memo, which most likely is of a pickle like this one, has its room.</summary>
    public void Close()
    {
        // One that is nearly empty takes longer to clear than to make one for such pickles.
        if (used * 16 >= table.Length) SpareArray<Entry>.Give(table, table.Length);
        table = [];
        missed = null;
        used = 0;
        Count = 0;
    }

    public IEnumerable<(PyObject Key, int Number)> Entries()
    {
        foreach (var e in table)
            if (e.Key != null) yield return (e.Key, e.Number);
    }

    public PickleMemo Copy()
    {
        return new PickleMemo { table = (Entry[])table.Clone(), used = used, Count = Count };
    }

    private static bool Place(Entry[] t, PyObject o, int number)
    {
        int mask = t.Length - 1;
        int i = Start(o, mask);
        while (t[i].Key is { } key)
        {
            if (ReferenceEquals(key, o))
            {
                t[i].Number = number;
                return false;
            }
            i = (i + 1) & mask;
        }
        t[i] = new Entry { Key = o, Number = number };
        return true;
    }

    /// <summary>Where an object's place would be. The runtime's own identity hash is slow the first time that it is asked for, which most objects here are.</summary>
    private static int Start(PyObject o, int mask)
    {
        long hash = o.GetType() == typeof(PyStr) ? o.Hash() : Unsafe.IsNullRef(ref o.IdentityRef) ? RuntimeHelpers.GetHashCode(o) : Identities.Of(o);
        return (int)((ulong)hash * 0x9E3779B97F4A7C15UL >> 33) & mask;
    }

    private void Grow()
    {
        var larger = new Entry[table.Length * 4];
        foreach (var e in table)
            if (e.Key != null) Place(larger, e.Key, e.Number);
        table = larger;
        missed = null;
    }

    private struct Entry
    {
        public PyObject? Key;
        public int Number;
    }
}

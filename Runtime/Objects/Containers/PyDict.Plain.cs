namespace TieredPy.Runtime.Objects;

/// <summary>Operations that run no Python code and raise nothing, for compiled code: where that doesn't do, they do nothing. Not beside other threads.</summary>
public partial class PyDict
{
    /// <summary>The value of an exact str key; Missing also where only Python code could tell.</summary>
    internal Value TryGetPlain(PyStr key)
    {
        if (index == null)
        {
            // Names most often are the very key.
            foreach (ref var e in entries.AsSpan(0, Math.Min(used, entries.Length)))
                if (ReferenceEquals(e.Key, key)) return Load(e.Value);
        }
        long hash = key.TextHash;
        int i = DictIndex.FindStr(entries, index, used, key, hash);
        if (i >= 0) return Load(entries[i].Value);
        return live < 0 ? RetryStr(key, hash) : Value.Missing;
    }

    /// <summary>Where the last int key was that was looked for: <c>d[k] += 1</c> looks for it twice.</summary>
    private int lastInt;

    /// <summary>The value of an int key; Missing also where only Python code could tell.</summary>
    internal Value TryGetPlain(long key)
    {
        int i = DictIndex.FindInt(entries, index, used, key, IntOps.HashSmall(key));
        if (i < 0) return Value.Missing;
        lastInt = i;
        return Load(entries[i].Value);
    }

    /// <summary>Whether the entry that was found last has an int key: entries that are gone have none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsLastInt(long key)
    {
        var all = entries;
        int i = lastInt;
        return (uint)i < (uint)all.Length && ReferenceEquals(all[i].Key, IntKey.Tag) && all[i].Hash == key && live > 0;
    }

    /// <summary>The value of a key, or another where the key isn't there; Missing where only Python code could tell.</summary>
    internal Value GetPlain(Value key, Value otherwise)
    {
        int i = FindPlain(key, out _);
        return i >= 0 ? Load(entries[i].Value) : i == DictIndex.NotFound ? otherwise : Value.Missing;
    }

    /// <summary>Sets the value of a key; false where only Python code could tell which.</summary>
    internal bool TrySetPlain(Value key, Value value)
    {
        if (key.Ref == null && IsLastInt(key.Bits))
        {
            Store(ref entries[lastInt].Value, value);
            return true;
        }
        int i = FindPlain(key, out long hash);
        if (i >= 0) Store(ref entries[i].Value, value);
        else if (i == DictIndex.NotFound) Insert(key, hash, value.ToHeap());
        else return false;
        return true;
    }

    /// <summary>The value of a key; when it is missing, <paramref name="value"/>, which is then set. Missing where only Python code could tell.</summary>
    internal Value GetOrAddPlain(Value key, Value value)
    {
        int i = FindPlain(key, out long hash);
        if (i >= 0) return Load(entries[i].Value);
        if (i == DictIndex.AskPython) return Value.Missing;
        Insert(key, hash, value.ToHeap());
        return value;
    }

    /// <summary>Removes a key and returns its value; Missing where it isn't there, or only Python code could tell.</summary>
    internal Value TakePlain(Value key)
    {
        int i = FindPlain(key, out _);
        return i >= 0 ? RemoveAt(i) : Value.Missing;
    }

    /// <summary>The keys are these interned strs, in that order.</summary>
    internal bool HasKeys(PyStr[] names)
    {
        if (Count != names.Length) return false;
        int at = 0;
        foreach (var name in names)
            if (!Next(ref at, out var key, out _) || !ReferenceEquals(key.Ref, name)) return false;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int FindPlain(Value key, out long hash)
    {
        if (!PlainKeys.TryHash(key, out hash)) return DictIndex.AskPython;
        return key.Ref == null && live > 0 ? DictIndex.FindInt(entries, index, used, key.Bits, hash) : FindQuick(key, hash);
    }
}

namespace TieredPy.Runtime.Objects;

/// <content>
/// The dict's operations beside other threads: each looks up and acts with the gate held, so it is one step for the others. The gate is not
/// held while keys are compared by Python code; what was compared then is looked up again.
/// </content>
public partial class PyDict
{
    // A look without the gate counts when no writer was at work before or after it and none came and went meanwhile.
    private Value PeekStr(PyStr key, long hash)
    {
        if (!gate.IsHeld && live >= 0)
        {
            uint version = Volatile.Read(ref keysVersion);
            var ents = Volatile.Read(ref entries);
            int i = DictIndex.FindStr(ents, index, used, key, hash);
            var v = i >= 0 ? Volatile.Read(ref ents[i].Value) : null;
            if (i != DictIndex.AskPython && Stood(ents, version)) return Load(v);
        }
        return TryGetShared(new Value(key), hash);
    }

    private Value PeekInt(long key, long hash)
    {
        if (!gate.IsHeld && live >= 0)
        {
            uint version = Volatile.Read(ref keysVersion);
            var ents = Volatile.Read(ref entries);
            int i = DictIndex.FindInt(ents, index, used, key, hash);
            var v = i >= 0 ? Volatile.Read(ref ents[i].Value) : null;
            if (i != DictIndex.AskPython && Stood(ents, version)) return Load(v);
        }
        return TryGetShared(Value.Int(key), hash);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Stood(DictEntry[] ents, uint version) =>
        !gate.IsHeld && version == Volatile.Read(ref keysVersion) && ReferenceEquals(ents, entries);

    private Value TryGetShared(Value key, long hash)
    {
        bool locked = gate.Enter();
        try
        {
            int i = FindHeld(key, hash, ref locked);
            return i < 0 ? Value.Missing : Load(entries[i].Value);
        }
        finally
        {
            if (locked) gate.Exit();
        }
    }

    private void SetShared(Value key, long hash, Value value)
    {
        bool locked = gate.Enter();
        try
        {
            int i = FindHeld(key, hash, ref locked);
            if (i >= 0) Store(ref entries[i].Value, value);
            else Insert(key, hash, value.ToHeap());
        }
        finally
        {
            if (locked) gate.Exit();
        }
    }

    private Value GetOrAddShared(Value key, long hash, Value value)
    {
        bool locked = gate.Enter();
        try
        {
            int i = FindHeld(key, hash, ref locked);
            if (i >= 0 && Load(entries[i].Value) is { IsMissing: false } there) return there;
            Insert(key, hash, value.ToHeap());
            return value;
        }
        finally
        {
            if (locked) gate.Exit();
        }
    }

    private Value TakeShared(Value key, long hash)
    {
        bool locked = gate.Enter();
        try
        {
            int i = FindHeld(key, hash, ref locked);
            return i < 0 ? Value.Missing : RemoveAt(i);
        }
        finally
        {
            if (locked) gate.Exit();
        }
    }

    /// <summary>Counts a key whose count is a small int; false when it takes more than that.</summary>
    private bool IncrementShared(Value key)
    {
        long hash = Ops.Hash(key);
        bool locked = gate.Enter();
        try
        {
            int i = FindHeld(key, hash, ref locked);
            if (i < 0)
            {
                Insert(key, hash, PyInt.Box(1));
                return true;
            }
            var count = Load(entries[i].Value);
            if (!count.IsInt || count.Bits == long.MaxValue) return false;
            Store(ref entries[i].Value, Value.Int(count.Bits + 1));
            return true;
        }
        finally
        {
            if (locked) gate.Exit();
        }
    }

    private void UpdateShared(PyDict other)
    {
        var source = other.Copy();
        int pos = 0;
        while (source.Next(ref pos, out var k, out var v, out long hash)) SetShared(k, hash, v);
    }

    /// <summary>The entry of a key, or <see cref="DictIndex.NotFound"/>; begun and ended with the gate held, which is left only to compare keys.</summary>
    private int FindHeld(Value key, long hash, ref bool locked)
    {
        int i = FindQuick(key, hash);
        if (i != DictIndex.AskPython) return i;
        List<Value>? unequal = null;
        var equal = Value.Missing;
        while (true)
        {
            i = Candidate(key, hash, unequal, equal, out bool certain);
            if (certain) return i;
            var candidate = entries[i].KeyValue;
            if (locked) gate.Exit();
            locked = false;
            bool same = Ops.Eq(candidate, key);
            locked = gate.Enter();
            if (same) equal = candidate;
            else (unequal ??= []).Add(candidate);
        }
    }

    /// <summary>The entry that is the key or the one known to equal it; else one of the same hash that isn't known to differ (not certain); else NotFound.</summary>
    private int Candidate(Value key, long hash, List<Value>? unequal, Value equal, out bool certain)
    {
        int found = DictIndex.NotFound;
        certain = true;
        int slot = -1;
        while ((slot = NextOfHash(hash, slot, out int n)) >= 0)
        {
            var k = entries[n].KeyValue;
            if (k.Is(key) || !equal.IsMissing && k.Is(equal))
            {
                certain = true;
                return n;
            }
            if (found >= 0 || unequal != null && unequal.Exists(u => u.Is(k))) continue;
            found = n;
            certain = false;
        }
        return found;
    }

    /// <summary>Walks the entries of a hash; <paramref name="step"/> is -1 to begin with, the result its next value, negative at the end.</summary>
    private int NextOfHash(long hash, int step, out int n)
    {
        var table = index;
        if (table == null)
        {
            for (n = step + 1; n < used; n++)
                if (entries[n].Key != null && entries[n].KeyHash == hash) return n;
            return -1;
        }
        uint mask = (uint)DictIndex.Slots(table) - 1;
        ulong perturb = (ulong)hash;
        uint i = (uint)hash & mask;
        for (int probe = 0; ; probe++)
        {
            n = DictIndex.Get(table, i);
            if (n == DictIndex.Empty) return -1;
            if (probe > step && n >= 0 && entries[n].KeyHash == hash) return probe;
            perturb >>= 5;
            i = (i * 5 + (uint)perturb + 1) & mask;
        }
    }
}

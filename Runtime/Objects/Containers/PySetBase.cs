using System.Text;

namespace TieredPy.Runtime.Objects;

/// <summary>What set and frozenset share: the table, lookups, and the operations that make new sets.</summary>
public abstract class PySetBase : PyObject
{
    private protected SetEntry[] table;
    private protected int used;

    /// <summary>Slots that aren't free: keys and deleted ones.</summary>
    private protected int fill;

    private protected int finger;
    private protected Gate gate;
    private uint identity;

    internal override ref uint IdentityRef => ref identity;

    private protected PySetBase(Shape shape) : base(shape) => table = SetTable.Empty;

    public int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => used;
    }

    internal SetEntry[] Table => table;

    // ---- storage

    /// <summary>The slot of a key, or the complement of a free one. May run Python code; starts over when that changes the set.</summary>
    private int Find(Value key, long hash, out SetEntry[] seen)
    {
    restart:
        var t = seen = table;
        int quick = FindQuick(t, key, hash);
        if (quick != SetTable.AskPython) return quick;
        uint mask = (uint)t.Length - 1;
        uint i = (uint)hash & mask;
        ulong perturb = (ulong)hash;
        int step = 0;
        while (true)
        {
            uint slot = SetTable.Probe(ref i, ref perturb, ref step, mask);
            var k = t[slot].Key;
            if (k == null) return ~(int)slot;
            if (!t[slot].TryRead(out var there, out long thereHash) || thereHash != hash) continue;
            if (ReferenceEquals(k, key.Ref)) return (int)slot;
            bool equal = Ops.Eq(there, key);
            if (!ReferenceEquals(table, t) || !ReferenceEquals(t[slot].Key, k)) goto restart;
            if (equal) return (int)slot;
        }
    }

    /// <summary>As <see cref="Find"/>, without running Python code; <see cref="SetTable.AskPython"/> when that doesn't settle it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FindQuick(SetEntry[] table, Value key, long hash) =>
        key.Ref == null ? SetTable.FindInt(table, key.Bits, hash)
        : key.Ref.GetType() == typeof(PyStr) ? SetTable.FindStr(table, Unsafe.As<PyStr>(key.Ref), hash)
        : SetTable.FindOther(table, key, hash);

    /// <summary>Membership of a hashable value.</summary>
    public bool Has(Value key) => Has(key, Ops.Hash(key));

    internal bool Has(Value key, long hash)
    {
        if (!PyThread.MultiThreaded)
        {
            int quick = FindQuick(table, key, hash);
            if (quick != SetTable.AskPython) return quick >= 0;
        }
        while (true)
        {
            bool found = Find(key, hash, out var seen) >= 0;
            if (found || ReferenceEquals(seen, table)) return found;
        }
    }

    /// <summary>Adds a key; false when it was there.</summary>
    public new bool Add(Value key) => Add(key, key.Ref == null ? IntOps.HashSmall(key.Bits) : key.Ref is PyStr { IsExact: true } s ? s.Hash() : Ops.Hash(key));

    internal bool Add(Value key, long hash)
    {
        if (!PyThread.MultiThreaded)
        {
            int slot = Find(key, hash, out _);
            if (slot >= 0) return false;
            Put(~slot, key, hash);
            return true;
        }
        while (true)
        {
            int slot = Find(key, hash, out var seen);
            if (slot >= 0) return false;
            bool locked = gate.Enter();
            try
            {
                if (!ReferenceEquals(seen, table) || seen[~slot].Key != null) continue;
                Put(~slot, key, hash);
                return true;
            }
            finally
            {
                if (locked) gate.Exit();
            }
        }
    }

    private void Put(int slot, Value key, long hash)
    {
        if (ReferenceEquals(table, SetTable.Empty)) table = new SetEntry[SetTable.MinSize];
        ref var e = ref table[slot];
        e.Hash = IntKey.HashFieldOf(key, hash);
        e.Key = IntKey.FieldOf(key);
        fill++;
        used++;
        if (fill * 5L >= (table.Length - 1) * 3L) Resize(used > 50000 ? used * 2L : used * 4L);
    }

    private void Resize(long moreThan)
    {
        var old = table;
        var fresh = SetTable.New(moreThan);
        foreach (ref var e in old.AsSpan())
            if (e.IsKey) SetTable.InsertClean(fresh, e);
        table = fresh;
        fill = used;
    }

    /// <summary>Removes a key; false when it isn't there.</summary>
    public bool Discard(Value key) => Discard(key, Ops.Hash(key));

    internal bool Discard(Value key, long hash)
    {
        while (true)
        {
            int slot = Find(key, hash, out var seen);
            if (!PyThread.MultiThreaded)
            {
                if (slot < 0) return false;
                Kill(slot);
                return true;
            }
            if (slot < 0)
            {
                if (ReferenceEquals(seen, table)) return false;
                continue;
            }
            bool locked = gate.Enter();
            bool there = ReferenceEquals(seen, table) && !ReferenceEquals(seen[slot].Key, SetTable.Dummy);
            if (there) Kill(slot);
            if (locked) gate.Exit();
            if (there) return true;
        }
    }

    private void Kill(int slot)
    {
        ref var e = ref table[slot];
        e.Key = SetTable.Dummy;
        e.Hash = -1;
        used--;
    }

    // What compiled code uses: nothing is done, and the answer is Missing or false, where it may take Python code. Not beside other threads.

    /// <summary>Whether the key is there.</summary>
    internal Value HasPlain(Value key)
    {
        int slot = FindPlain(key, out _);
        return slot == SetTable.AskPython ? Value.Missing : Value.Bool(slot >= 0);
    }

    internal bool TryAddPlain(Value key)
    {
        int slot = FindPlain(key, out long hash);
        if (slot == SetTable.AskPython) return false;
        if (slot < 0) Put(~slot, key, hash);
        return true;
    }

    /// <summary>Whether the key was there.</summary>
    internal Value DiscardPlain(Value key)
    {
        int slot = FindPlain(key, out _);
        if (slot == SetTable.AskPython) return Value.Missing;
        if (slot >= 0) Kill(slot);
        return Value.Bool(slot >= 0);
    }

    private int FindPlain(Value key, out long hash) => PlainKeys.TryHash(key, out hash) ? FindQuick(table, key, hash) : SetTable.AskPython;

    /// <summary>Removes and returns some key; Missing when empty.</summary>
    internal Value TakeAny()
    {
        bool locked = PyThread.MultiThreaded && gate.Enter();
        try
        {
            if (used == 0) return Value.Missing;
            int mask = table.Length - 1;
            int i = finger & mask;
            while (!table[i].IsKey) i = (i + 1) & mask;
            var key = table[i].KeyValue;
            Kill(i);
            finger = i + 1;
            return key;
        }
        finally
        {
            if (locked) gate.Exit();
        }
    }

    private protected void RemoveAll()
    {
        bool locked = PyThread.MultiThreaded && gate.Enter();
        table = SetTable.Empty;
        used = fill = finger = 0;
        if (locked) gate.Exit();
    }

    /// <summary>The next key at or after a slot: C# iteration, begun with 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Next(SetEntry[] table, ref int slot, out Value key, out long hash)
    {
        for (int i = slot; i < table.Length; i++)
        {
            if (!table[i].TryRead(out key, out hash)) continue;
            slot = i + 1;
            return true;
        }
        slot = table.Length;
        key = default;
        hash = 0;
        return false;
    }

    /// <summary>The keys as they are now.</summary>
    public Value[] ToArray()
    {
        var t = StableTable();
        var values = new List<Value>(used);
        int slot = 0;
        while (Next(t, ref slot, out var k, out _)) values.Add(k);
        return [.. values];
    }

    // ---- whole sets

    /// <summary>Adds all items of an iterable.</summary>
    public void Update(Value iterable)
    {
        switch (iterable.Ref)
        {
            case PySetBase s:
                Merge(s);
                return;
            case PyDict d when d.GetType() == typeof(PyDict):
                MergeKeys(d);
                return;
            case PyList l when l.GetType() == typeof(PyList) && !PyThread.MultiThreaded:
                for (int i = 0; i < l.Count; i++)
                    if (ListStore.TryGet(l.Store, i, out var x)) Add(x);
                return;
            case PyTuple t when t.GetType() == typeof(PyTuple):
                foreach (var x in t.AsSpan()) Add(x);
                return;
        }
        foreach (var x in Ops.Iterate(iterable)) Add(x);
    }

    private void Merge(PySetBase other)
    {
        if (ReferenceEquals(other, this) || other.used == 0) return;
        var source = other.StableTable();
        if (!PyThread.MultiThreaded)
        {
            if ((fill + other.used) * 5L >= (table.Length - 1) * 3L) Resize((used + other.used) * 2L);
            if (fill == 0)
            {
                if (ReferenceEquals(table, SetTable.Empty)) table = new SetEntry[SetTable.MinSize];
                if (table.Length == source.Length && other.fill == other.used) source.CopyTo(table, 0);
                else
                {
                    foreach (ref var e in source.AsSpan())
                        if (e.IsKey) SetTable.InsertClean(table, e);
                }
                used = fill = other.used;
                return;
            }
        }
        int slot = 0;
        while (Next(source, ref slot, out var key, out long hash)) Add(key, hash);
    }

    private void MergeKeys(PyDict d)
    {
        if (!PyThread.MultiThreaded && (fill + d.Count) * 5L >= (table.Length - 1) * 3L) Resize((used + d.Count) * 2L);
        if (PyThread.MultiThreaded) d = d.Copy();
        int pos = 0;
        while (d.Next(ref pos, out var k, out _, out long hash)) Add(k, hash);
    }

    /// <summary>The table as it is now; other threads' changes don't reach it.</summary>
    private protected SetEntry[] StableTable()
    {
        if (!PyThread.MultiThreaded || this is PyFrozenSet) return table;
        bool locked = gate.Enter();
        var copy = ReferenceEquals(table, SetTable.Empty) ? table : (SetEntry[])table.Clone();
        if (locked) gate.Exit();
        return copy;
    }

    /// <summary>Removes all items of an iterable.</summary>
    internal void DifferenceUpdate(Value iterable)
    {
        if (ReferenceEquals(iterable.Ref, this))
        {
            RemoveAll();
            return;
        }
        if (iterable.Ref is PySetBase s)
        {
            var source = s.StableTable();
            int slot = 0;
            while (Next(source, ref slot, out var k, out long hash)) Discard(k, hash);
            return;
        }
        foreach (var x in Ops.Iterate(iterable)) Discard(x);
    }

    /// <summary>Keeps what is in exactly one of the two.</summary>
    internal void SymmetricDifferenceUpdate(Value iterable)
    {
        if (ReferenceEquals(iterable.Ref, this))
        {
            RemoveAll();
            return;
        }
        if (iterable.Ref is PyDict d && d.GetType() == typeof(PyDict))
        {
            int pos = 0;
            while (d.Next(ref pos, out var k, out _, out long hash)) Toggle(k, hash);
            return;
        }
        var other = iterable.Ref as PySetBase ?? new PySet(iterable);
        var source = other.StableTable();
        int slot = 0;
        while (Next(source, ref slot, out var k, out long hash)) Toggle(k, hash);
    }

    private void Toggle(Value key, long hash)
    {
        if (!Discard(key, hash)) Add(key, hash);
    }

    /// <summary>An empty set of the same kind (set or frozenset itself, not the subclass).</summary>
    private protected abstract PySetBase NewBase();

    private protected PySetBase CopyBase()
    {
        var copy = NewBase();
        copy.Merge(this);
        return copy;
    }

    private protected PySetBase Intersect(Value other)
    {
        var result = NewBase();
        if (ReferenceEquals(other.Ref, this)) return CopyBase();
        if (other.Ref is PySetBase o)
        {
            var walked = o;
            var asked = this;
            if (o.used > used) (walked, asked) = (asked, walked);
            var source = walked.StableTable();
            int slot = 0;
            while (Next(source, ref slot, out var k, out long hash))
                if (asked.Has(k, hash)) result.Add(k, hash);
            return result;
        }
        foreach (var x in Ops.Iterate(other))
        {
            long hash = Ops.Hash(x);
            if (Has(x, hash)) result.Add(x, hash);
        }
        return result;
    }

    private protected PySetBase Subtract(Value other)
    {
        if (other.Ref is PySetBase o && used >> 2 <= o.used)
        {
            var result = NewBase();
            var source = StableTable();
            int slot = 0;
            while (Next(source, ref slot, out var k, out long hash))
                if (!o.Has(k, hash)) result.Add(k, hash);
            return result;
        }
        if (other.Ref is PyDict d && d.GetType() == typeof(PyDict) && used >> 2 <= d.Count)
        {
            var result = NewBase();
            var source = StableTable();
            int slot = 0;
            while (Next(source, ref slot, out var k, out long hash))
                if (d.TryGetHashed(k, hash).IsMissing) result.Add(k, hash);
            return result;
        }
        var copy = CopyBase();
        copy.DifferenceUpdate(other);
        return copy;
    }

    private protected PySetBase Symmetric(Value other)
    {
        var result = NewBase();
        result.Update(other);
        result.SymmetricDifferenceUpdate(new Value(this));
        return result;
    }

    private protected PySetBase Join(Value other)
    {
        var result = CopyBase();
        result.Update(other);
        return result;
    }

    internal bool SubsetOf(PySetBase other)
    {
        if (used > other.used) return false;
        var source = StableTable();
        int slot = 0;
        while (Next(source, ref slot, out var k, out long hash))
            if (!other.Has(k, hash)) return false;
        return true;
    }

    internal bool DisjointFrom(Value other)
    {
        if (ReferenceEquals(other.Ref, this)) return used == 0;
        if (other.Ref is PySetBase o)
        {
            var walked = o;
            var asked = this;
            if (o.used > used) (walked, asked) = (asked, walked);
            var source = walked.StableTable();
            int slot = 0;
            while (Next(source, ref slot, out var k, out long hash))
                if (asked.Has(k, hash)) return false;
            return true;
        }
        foreach (var x in Ops.Iterate(other))
            if (Has(x)) return false;
        return true;
    }

    /// <summary>Hash of a key for lookup: a set (unhashable) is looked up as the frozenset of its items.</summary>
    private protected static long KeyHash(ref Value key)
    {
        if (key.Ref == null) return IntOps.HashSmall(key.Bits);
        if (key.Ref is not PySet s) return Ops.Hash(key);
        try
        {
            return Ops.Hash(key);
        }
        catch (PyException e) when (e.Is(ExcTypes.TypeError))
        {
            var frozen = new PyFrozenSet();
            frozen.Merge(s);
            key = new Value(frozen);
            return frozen.Hash();
        }
    }

    // ---- special methods of both

    public override long Len() => used;


    public override bool Contains(Value item)
    {
        long hash = KeyHash(ref item);
        return Has(item, hash);
    }

    public override Value Iter() => new(new PySetIterator(this));

    public override Value Compare(CmpOp op, Value other)
    {
        if (other.Ref is not PySetBase o) return Value.NotImplemented;
        Sequences.GuardCompare();
        return Value.Bool(op switch
        {
            CmpOp.Eq => used == o.used && SubsetOf(o),
            CmpOp.Ne => !(used == o.used && SubsetOf(o)),
            CmpOp.Le => SubsetOf(o),
            CmpOp.Ge => o.SubsetOf(this),
            CmpOp.Lt => used < o.used && SubsetOf(o),
            _ => o.used < used && o.SubsetOf(this),
        });
    }

    public override Value Repr()
    {
        string name = Type.Name;
        if (used == 0) return new Value(PyStr.Of($"{name}()"));
        if (!ReprGuard.Enter(this)) return new Value(PyStr.Of($"{name}(...)"));
        try
        {
            var sb = new StringBuilder();
            bool plain = GetType() == typeof(PySet);
            if (!plain) sb.Append(name).Append('(');
            sb.Append('{');
            bool more = false;
            foreach (var x in ToArray())
            {
                if (more) sb.Append(", ");
                more = true;
                Sequences.AppendRepr(sb, x);
            }
            sb.Append(plain ? "}" : "})");
            return Sequences.Text(sb);
        }
        finally
        {
            ReprGuard.Leave(this);
        }
    }

    public override Value And(Value other) => other.Ref is PySetBase ? new Value(Intersect(other)) : Value.NotImplemented;

    public override Value Or(Value other) => other.Ref is PySetBase ? new Value(Join(other)) : Value.NotImplemented;

    public override Value Sub(Value other) => other.Ref is PySetBase ? new Value(Subtract(other)) : Value.NotImplemented;

    public override Value Xor(Value other) => other.Ref is PySetBase ? new Value(Symmetric(other)) : Value.NotImplemented;

    public override Value RAnd(Value other) => other.Ref is PySetBase o ? o.And(new Value(this)) : Value.NotImplemented;

    public override Value ROr(Value other) => other.Ref is PySetBase o ? o.Or(new Value(this)) : Value.NotImplemented;

    public override Value RSub(Value other) => other.Ref is PySetBase o ? o.Sub(new Value(this)) : Value.NotImplemented;

    public override Value RXor(Value other) => other.Ref is PySetBase o ? o.Xor(new Value(this)) : Value.NotImplemented;

    // ---- methods of both

    [PyMethod("union", Doc = "Return a new set with elements from the set and all others.")]
    internal PySetBase UnionMethod([StarArgs] ReadOnlySpan<Value> others)
    {
        var result = CopyBase();
        foreach (var o in others) result.Update(o);
        return result;
    }

    [PyMethod("intersection", Doc = "Return a new set with elements common to the set and all others.")]
    internal PySetBase IntersectionMethod([StarArgs] ReadOnlySpan<Value> others)
    {
        if (others.IsEmpty) return CopyBase();
        var result = this;
        foreach (var o in others) result = result.Intersect(o);
        return result;
    }

    [PyMethod("difference", Doc = "Return a new set with elements in the set that are not in the others.")]
    internal PySetBase DifferenceMethod([StarArgs] ReadOnlySpan<Value> others)
    {
        if (others.IsEmpty) return CopyBase();
        var result = Subtract(others[0]);
        foreach (var o in others[1..]) result.DifferenceUpdate(o);
        return result;
    }

    [PyMethod("symmetric_difference", Doc = "Return a new set with elements in either the set or other but not both.")]
    internal PySetBase SymmetricDifferenceMethod(Value other) => Symmetric(other);

    [PyMethod("isdisjoint", Doc = "Return True if two sets have a null intersection.")]
    internal bool IsDisjoint(Value other) => DisjointFrom(other);

    [PyMethod("issubset", Doc = "Report whether another set contains this set.")]
    internal bool IsSubset(Value other)
    {
        if (other.Ref is PySetBase o) return SubsetOf(o);
        return Intersect(other).used == used;
    }

    [PyMethod("issuperset", Doc = "Report whether this set contains another set.")]
    internal bool IsSuperset(Value other)
    {
        if (other.Ref is PySetBase o) return o.SubsetOf(this);
        foreach (var x in Ops.Iterate(other))
            if (!Has(x)) return false;
        return true;
    }

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    internal PyTuple Reduce() =>
        new(new Value(Type), new Value(new PyTuple(new Value(new PyList(ToArray())))), Ops.CallMethod(new Value(this), "__getstate__"));

    [PyMethod("__sizeof__", Doc = "S.__sizeof__() -> size of S in memory, in bytes.")]
    internal long SizeOf() => 56 + 16L * table.Length;

    public override string ToString() => $"set of {used}";
}

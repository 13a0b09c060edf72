namespace TieredPy.Runtime.Objects;

/// <summary>Operations on whole sets.</summary>
public abstract partial class PySetBase
{
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
            case PyRange r when r.TryCount(out long first, out long step, out int length):
                for (int i = 0; i < length; i++) AddInt(first + i * step);
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
        var source = other.StableStore();
        if (!PyThread.MultiThreaded)
        {
            bool grows = (fill + other.used) * 5L >= (store.Length - 1) * 3L;
            if (grows && used > 0) Resize((used + other.used) * 2L);
            if (grows ? used == 0 : fill == 0)
            {
                // No table of another kind is made first.
                int size = grows ? SetTable.SizeFor(other.used * 2L) : ReferenceEquals(store, SetTable.Empty) ? SetTable.MinSize : store.Length;
                store = size == source.Length && other.fill == other.used ? (Array)source.Clone() : SetStore.Rehash(source, size);
                used = fill = other.used;
                return;
            }
            if (Ints(source) is { } ints)
            {
                MergeInts(ints);
                return;
            }
        }
        int slot = 0;
        while (SetStore.Next(source, ref slot, out var key, out long hash)) Add(key, hash);
    }

    private void MergeKeys(PyDict d)
    {
        if (PyThread.MultiThreaded) d = d.Copy();
        else if ((fill + d.Count) * 5L >= (store.Length - 1) * 3L)
        {
            int start = 0;
            long moreThan = (used + d.Count) * 2L;
            if (used == 0 && d.Next(ref start, out var first, out _, out _)) store = SetStore.New(SetTable.SizeFor(moreThan), first);
            else Resize(moreThan);
        }
        int pos = 0;
        while (d.Next(ref pos, out var k, out _, out long hash)) Add(k, hash);
    }

    /// <summary>The table as it is now; other threads' changes don't reach it.</summary>
    private protected Array StableStore()
    {
        if (!PyThread.MultiThreaded || this is PyFrozenSet) return store;
        bool locked = gate.Enter();
        var copy = ReferenceEquals(store, SetTable.Empty) ? store : (Array)store.Clone();
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
            var source = s.StableStore();
            if (Ints(source) is { } ints)
            {
                RemoveInts(ints);
                return;
            }
            int slot = 0;
            while (SetStore.Next(source, ref slot, out var k, out long hash)) Discard(k, hash);
            return;
        }
        if (iterable.Ref is PyRange r && r.TryCount(out long first, out long step, out int length))
        {
            for (int i = 0; i < length; i++) RemoveInt(first + i * step);
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
        var source = other.StableStore();
        if (Ints(source) is { } ints)
        {
            foreach (long content in ints)
                if (IntSetTable.IsKey(content) && IntSetTable.Flipped(content) is var key && !RemoveInt(key)) AddInt(key);
            return;
        }
        int slot = 0;
        while (SetStore.Next(source, ref slot, out var k, out long hash)) Toggle(k, hash);
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
            var source = walked.StableStore();
            if (Ints(source) is { } ints && Ints(asked.store) is { } others)
            {
                result.Sift(ints, others, true);
                return result;
            }
            int slot = 0;
            while (SetStore.Next(source, ref slot, out var k, out long hash))
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
            var source = StableStore();
            if (Ints(source) is { } ints && Ints(o.store) is { } others)
            {
                result.Sift(ints, others, false);
                return result;
            }
            int slot = 0;
            while (SetStore.Next(source, ref slot, out var k, out long hash))
                if (!o.Has(k, hash)) result.Add(k, hash);
            return result;
        }
        if (other.Ref is PyDict d && d.GetType() == typeof(PyDict) && used >> 2 <= d.Count)
        {
            var result = NewBase();
            var source = StableStore();
            int slot = 0;
            while (SetStore.Next(source, ref slot, out var k, out long hash))
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
        var source = StableStore();
        int slot = 0;
        while (SetStore.Next(source, ref slot, out var k, out long hash))
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
            var source = walked.StableStore();
            int slot = 0;
            while (SetStore.Next(source, ref slot, out var k, out long hash))
                if (asked.Has(k, hash)) return false;
            return true;
        }
        foreach (var x in Ops.Iterate(other))
            if (Has(x)) return false;
        return true;
    }
}

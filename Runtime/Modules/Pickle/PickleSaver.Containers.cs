namespace TieredPy.Runtime.Modules.Pickle;

/// <content>Tuples, lists, dicts and sets.</content>
internal sealed partial class PickleSaver
{
    private void SaveTuple(PyTuple t)
    {
        int n = t.Count;
        if (n == 0)
        {
            if (Binary) writer.Byte(PickleOp.EmptyTuple);
            else writer.Bytes(PickleOp.Mark, PickleOp.Tuple);
            return;
        }
        if (n <= 3 && protocol >= 2)
        {
            foreach (var v in t.AsSpan()) Save(v);
            // A tuple that holds itself through something mutable is in the memo by now.
            int known = Memo.Find(t);
            if (known >= 0)
            {
                for (int i = 0; i < n; i++) writer.Byte(PickleOp.Pop);
                WriteGet(known);
                return;
            }
            writer.Byte((byte)(PickleOp.Tuple1 + n - 1));
        }
        else
        {
            writer.Byte(PickleOp.Mark);
            foreach (var v in t.AsSpan()) Save(v);
            int known = Memo.Find(t);
            if (known >= 0)
            {
                if (Binary) writer.Byte(PickleOp.PopMark);
                else
                    for (int i = 0; i <= n; i++) writer.Byte(PickleOp.Pop);
                WriteGet(known);
                return;
            }
            writer.Byte(PickleOp.Tuple);
        }
        Memoize(t);
    }

    private void SaveList(PyList list)
    {
        bool entered = EnterFast(list);
        if (Binary) writer.Byte(PickleOp.EmptyList);
        else writer.Bytes(PickleOp.Mark, PickleOp.List);
        Memoize(list);
        if (list.Count > 0)
        {
            if (Binary) BatchList(list);
            else BatchItems(Ops.Iter(new Value(list)));
        }
        LeaveFast(list, entered);
    }

    private void BatchList(PyList list)
    {
        if (list.Count == 1)
        {
            Save(list[0]);
            writer.Byte(PickleOp.Append);
            return;
        }
        int i = 0;
        do
        {
            writer.Byte(PickleOp.Mark);
            for (int n = 0; n < BatchSize && list.TryGetFast(i, out var item); n++, i++) Save(item);
            writer.Byte(PickleOp.Appends);
        }
        while (i < list.Count);
    }

    /// <summary>Appends what an iterator gives.</summary>
    private void BatchItems(Value iterator)
    {
        if (!Binary)
        {
            foreach (var item in Ops.Iterate(iterator))
            {
                Save(item);
                writer.Byte(PickleOp.Append);
            }
            return;
        }
        int n;
        do
        {
            var first = Ops.Next(iterator);
            if (first.IsDone) return;
            var next = Ops.Next(iterator);
            if (next.IsDone)
            {
                Save(first);
                writer.Byte(PickleOp.Append);
                return;
            }
            writer.Byte(PickleOp.Mark);
            Save(first);
            n = 1;
            while (!next.IsDone)
            {
                Save(next);
                if (++n == BatchSize) break;
                next = Ops.Next(iterator);
            }
            writer.Byte(PickleOp.Appends);
        }
        while (n == BatchSize);
    }

    private void SaveDict(PyDict d)
    {
        bool entered = EnterFast(d);
        if (Binary) writer.Byte(PickleOp.EmptyDict);
        else writer.Bytes(PickleOp.Mark, PickleOp.Dict);
        Memoize(d);
        if (d.Count > 0)
        {
            if (Binary) BatchDict(d);
            else BatchPairs(Ops.Iter(Ops.CallMethod(new Value(d), "items")));
        }
        LeaveFast(d, entered);
    }

    private void BatchDict(PyDict d)
    {
        int size = d.Count, pos = 0, done = 0;
        if (size == 1)
        {
            d.Next(ref pos, out var key, out var value);
            Save(key);
            Save(value);
            writer.Byte(PickleOp.SetItem);
            return;
        }
        do
        {
            writer.Byte(PickleOp.Mark);
            int n = 0;
            while (n < BatchSize && d.Next(ref pos, out var key, out var value))
            {
                Save(key);
                Save(value);
                n++;
            }
            writer.Byte(PickleOp.SetItems);
            if (d.Count != size) throw Err.RuntimeError("dictionary changed size during iteration");
            done += n;
            if (n < BatchSize) return;
        }
        while (done < size);
    }

    /// <summary>Sets what an iterator of pairs gives.</summary>
    private void BatchPairs(Value iterator)
    {
        if (!Binary)
        {
            foreach (var pair in Ops.Iterate(iterator))
            {
                SavePair(pair);
                writer.Byte(PickleOp.SetItem);
            }
            return;
        }
        int n;
        do
        {
            var first = Ops.Next(iterator);
            if (first.IsDone) return;
            var next = Ops.Next(iterator);
            if (next.IsDone)
            {
                SavePair(first);
                writer.Byte(PickleOp.SetItem);
                return;
            }
            writer.Byte(PickleOp.Mark);
            SavePair(first);
            n = 1;
            while (!next.IsDone)
            {
                SavePair(next);
                if (++n == BatchSize) break;
                next = Ops.Next(iterator);
            }
            writer.Byte(PickleOp.SetItems);
        }
        while (n == BatchSize);
    }

    private void SavePair(Value pair)
    {
        if (pair.Ref is not PyTuple { Count: 2 } t) throw Err.TypeError("dict items iterator must return 2-tuples");
        Save(t[0]);
        Save(t[1]);
    }

    private void SaveSet(PySet set)
    {
        if (protocol < 4)
        {
            SaveReduce(new PyTuple(new Value(PySet.TypeObject), new Value(new PyTuple(new Value(Ops.ToList(new Value(set)))))), new Value(set));
            return;
        }
        writer.Byte(PickleOp.EmptySet);
        Memoize(set);
        int size = set.Count;
        if (size == 0) return;
        var items = set.ToArray();
        int i = 0;
        do
        {
            writer.Byte(PickleOp.Mark);
            for (int n = 0; n < BatchSize && i < items.Length; n++, i++) Save(items[i]);
            writer.Byte(PickleOp.AddItems);
            if (set.Count != size) throw Err.RuntimeError("set changed size during iteration");
        }
        while (i < items.Length);
    }

    private void SaveFrozenSet(PyFrozenSet set)
    {
        if (protocol < 4)
        {
            SaveReduce(new PyTuple(new Value(PyFrozenSet.TypeObject), new Value(new PyTuple(new Value(Ops.ToList(new Value(set)))))), new Value(set));
            return;
        }
        writer.Byte(PickleOp.Mark);
        foreach (var v in set.ToArray()) Save(v);
        int known = Memo.Find(set);
        if (known >= 0)
        {
            writer.Byte(PickleOp.PopMark);
            WriteGet(known);
            return;
        }
        writer.Byte(PickleOp.FrozenSet);
        Memoize(set);
    }
}

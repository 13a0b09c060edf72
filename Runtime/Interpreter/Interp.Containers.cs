using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Interpreter;

/// <summary>What the dispatch loop calls for containers: membership, slices, iterators, displays, cells.</summary>
internal static unsafe partial class Interp
{
    /// <summary>Outcomes of <see cref="NextPair"/>: the two registers are set; the iterator is exhausted; error; it isn't one that makes pairs.</summary>
    private const int PairMade = 0, PairDone = 1, PairError = 2, PairUnknown = 3;

    /// <summary>The In instruction.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Value InSlow(Instr* i, Value container, Value item)
    {
        var o = container.Ref;
        if (o != null)
        {
            bool found;
            if (o.GetType() == typeof(PyDict)) found = !Unsafe.As<PyDict>(o).TryGet(item).IsMissing;
            else if (o.GetType() == typeof(PySet)) found = Unsafe.As<PySet>(o).Contains(item);
            else if (o.GetType() == typeof(PyStr) && Ops.IsExactStr(item)) found = Unsafe.As<PyStr>(o).Contains(Unsafe.As<PyStr>(item.Ref!));
            else if (o.GetType() == typeof(PyTuple)) found = Unsafe.As<PyTuple>(o).Contains(item);
            else found = Ops.Contains(container, item);
            return Value.Bool(found != (i->D != 0));
        }
        return Value.Bool(Ops.Contains(container, item) != (i->D != 0));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Value GetIterSlow(Value v)
    {
        var o = v.Ref;
        if (o != null)
        {
            if (o.GetType() == typeof(PyList)) return new Value(new PyListIterator(Unsafe.As<PyList>(o)));
            if (o.GetType() == typeof(PyGenerator)) return v;
            if (o.GetType() == typeof(PyRange) || o.GetType() == typeof(PyDict)) return o.Iter();
        }
        return Ops.Iter(v);
    }

    /// <summary>The GetSlice instruction; the bounds are at <paramref name="bounds"/> and after it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Value GetSliceSlow(Value o, ref Value bounds)
    {
        var start = bounds;
        var stop = Unsafe.Add(ref bounds, 1);
        if (o.Ref != null && TryBounds(start, stop, out long from, out long to))
        {
            if (o.Ref.GetType() == typeof(PyStr)) return new Value(Unsafe.As<PyStr>(o.Ref).Between(from, to));
            if (o.Ref.GetType() == typeof(PyList)) return new Value(Unsafe.As<PyList>(o.Ref).Between(from, to));
            if (o.Ref.GetType() == typeof(PyTuple)) return new Value(Unsafe.As<PyTuple>(o.Ref).Between(from, to));
        }
        return Ops.GetItemRaw(o, new Value(new PySlice(start, stop, Value.None)));
    }

    /// <summary>The bounds of a slice that are ints or absent (0 and the largest long then).</summary>
    private static bool TryBounds(Value start, Value stop, out long from, out long to)
    {
        from = start.Ref == null ? start.Bits : 0;
        to = stop.Ref == null ? stop.Bits : long.MaxValue;
        return (start.Ref == null || start.IsNone) && (stop.Ref == null || stop.IsNone);
    }

    /// <summary>The next pair of an iterator that would make a tuple of it, put into two registers instead.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int NextPair(PyObject it, ref Value first)
    {
        Value a, b;
        if (it.GetType() == typeof(PyEnumerate))
        {
            var e = Unsafe.As<PyEnumerate>(it);
            if (e.Index64 == long.MaxValue) return PairUnknown;
            b = Ops.NextRaw(new Value(e.Source));
            if (b.IsDone) return PairDone;
            if (b.IsError) return PairError;
            a = Value.Int(e.Index64++);
        }
        else if (it.GetType() == typeof(PyDictItemIterator))
        {
            if (!Unsafe.As<PyDictItemIterator>(it).NextPair(out a, out b, out var end)) return end.IsDone ? PairDone : PairError;
        }
        else if (it.GetType() == typeof(PyZip) && Unsafe.As<PyZip>(it) is { IsStrict: false } zip && zip.Sources is { Length: 2 } sources)
        {
            a = Ops.NextRaw(sources[0]);
            if (a.IsDone) return PairDone;
            if (a.IsError) return PairError;
            b = Ops.NextRaw(sources[1]);
            if (b.IsDone) return PairDone;
            if (b.IsError) return PairError;
        }
        else return PairUnknown;
        Reg.Set(ref first, a);
        Reg.Set(ref Unsafe.Add(ref first, 1), b);
        return PairMade;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PyList MakeList(ref Value first, int n, int room)
    {
        if (n > 0) return new PyList(MemoryMarshal.CreateReadOnlySpan(ref first, n));
        return room == 0 ? new PyList() : MakeRoomy(first, room == 2);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PyTuple MakeTuple(ref Value first, int n)
    {
        var tuple = PyTuple.OfLength(n);
        ref Value to = ref tuple.First;
        for (int i = 0; i < n; i++) Reg.Set(ref Unsafe.Add(ref to, i), Unsafe.Add(ref first, i));
        return tuple;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CopyFreeVars(Frame f, ref Value first, int n)
    {
        var function = f.Function;
        for (int i = 0; i < n; i++) Reg.SetObject(ref Unsafe.Add(ref first, i), function.CellAt(i));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PyCell NewCell(ref Value content) => new(content);
}

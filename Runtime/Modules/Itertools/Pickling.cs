namespace TieredPy.Runtime.Modules.Itertools;

/// <summary>What the <c>__reduce__</c> methods of itertools share; like CPython 3.13's they warn that 3.14 is without them.</summary>
internal static class Pickling
{
    public static void Warn() =>
        Warnings.Deprecation("Pickle, copy, and deepcopy support will be removed from itertools in Python 3.14.");

    public static PyTuple Of(PyObject self, params Value[] args)
    {
        Warn();
        return new PyTuple(new Value(self.Type), new Value(new PyTuple(args)));
    }

    public static PyTuple WithState(PyObject self, Value state, params Value[] args)
    {
        Warn();
        return new PyTuple(new Value(self.Type), new Value(new PyTuple(args)), state);
    }

    public static Value Ints(int[] numbers) => new(new PyTuple(Array.ConvertAll(numbers, n => Value.Int(n))));

    /// <summary>Reads indices back, each kept inside 0..limit-1 (as CPython does, against forged states).</summary>
    public static void ReadIndices(Value state, int[] into, Func<int, int> limit)
    {
        if (state.Ref is not PyTuple t || t.Count != into.Length) throw Err.ValueError("invalid arguments");
        for (int i = 0; i < into.Length; i++) into[i] = (int)Math.Clamp(Ops.AsLong(t[i]), 0, Math.Max(0, limit(i) - 1));
    }

    public static Value EmptyIterator => Ops.Iter(new Value(PyTuple.Empty));
}

internal partial class PyAccumulate
{
    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce()
    {
        if (!initial.IsMissing)
        {
            var chained = Ops.Call(new Value(PyChain.TypeObject), new Value(new PyTuple(initial)), source);
            return Pickling.WithState(this, Value.None, chained, function);
        }
        if (total.IsNone)
        {
            var chained = Ops.Call(new Value(PyChain.TypeObject), new Value(new PyTuple(total)), source);
            var again = Ops.Call(new Value(TypeObject), chained, function);
            Pickling.Warn();
            return new PyTuple(new Value(PyISlice.TypeObject), new Value(new PyTuple(again, Value.Int(1), Value.None)));
        }
        return Pickling.WithState(this, total.IsMissing ? Value.None : total, source, function);
    }

    [PyMethod("__setstate__", Doc = "Set state information for unpickling.")]
    private void SetState(Value state)
    {
        Pickling.Warn();
        total = state.IsNone ? Value.Missing : state;
    }
}

internal partial class PyChain
{
    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce()
    {
        if (sources.IsMissing) return Pickling.Of(this);
        return Pickling.WithState(this, new Value(active.IsMissing ? new PyTuple(sources) : new PyTuple(sources, active)));
    }

    [PyMethod("__setstate__", Doc = "Set state information for unpickling.")]
    private void SetState(Value state)
    {
        Pickling.Warn();
        if (state.Ref is not PyTuple t) throw Err.TypeError("state is not a tuple");
        if (t.Count is not (1 or 2)) throw Err.TypeError($"function missing required argument 'source' (pos 1)");
        if (!Ops.Has(t[0], Slot.Next) || t.Count == 2 && !Ops.Has(t[1], Slot.Next)) throw Err.TypeError("Arguments must be iterators.");
        sources = t[0];
        active = t.Count == 2 ? t[1] : Value.Missing;
        native = null;
    }
}

internal partial class PyZipLongest
{
    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce() =>
        Pickling.WithState(this, fill, Array.ConvertAll(sources, s => s.IsMissing ? new Value(PyTuple.Empty) : s));

    [PyMethod("__setstate__", Doc = "Set state information for unpickling.")]
    private void SetState(Value state)
    {
        Pickling.Warn();
        fill = state;
    }
}

internal partial class PyCompress
{
    [PyMethod("__reduce__", Doc = "Return state information for pickling.")] private PyTuple Reduce() => Pickling.Of(this, data, selectors);
}

internal partial class PyFilterFalse
{
    [PyMethod("__reduce__", Doc = "Return state information for pickling.")] private PyTuple Reduce() => Pickling.Of(this, function, source);
}

internal partial class PyStarMap
{
    [PyMethod("__reduce__", Doc = "Return state information for pickling.")] private PyTuple Reduce() => Pickling.Of(this, function, source);
}

internal partial class PyDropWhile
{
    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce() => Pickling.WithState(this, Value.Int(started ? 1 : 0), function, source);

    [PyMethod("__setstate__", Doc = "Set state information for unpickling.")]
    private void SetState(bool state)
    {
        Pickling.Warn();
        started = state;
    }
}

internal partial class PyTakeWhile
{
    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce() => Pickling.WithState(this, Value.Int(stopped ? 1 : 0), function, source);

    [PyMethod("__setstate__", Doc = "Set state information for unpickling.")]
    private void SetState(bool state)
    {
        Pickling.Warn();
        stopped = state;
    }
}

internal partial class PyCycle
{
    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce()
    {
        if (!source.IsMissing) return Pickling.WithState(this, new Value(new PyTuple(new Value(saved), Value.Bool(false))), source);
        var it = Ops.Iter(new Value(saved));
        if (index != 0) Ops.CallMethod(it, "__setstate__", Value.Int(index));
        return Pickling.WithState(this, new Value(new PyTuple(new Value(saved), Value.Bool(true))), it);
    }

    [PyMethod("__setstate__", Doc = "Set state information for unpickling.")]
    private void SetState(Value state)
    {
        Pickling.Warn();
        if (state.Ref is not PyTuple { Count: 2 } t || t[0].Ref is not PyList list) throw Err.TypeError("state is not a tuple");
        firstPass = Ops.AsLong(t[1]) == 0;
        saved = list;
    }
}

internal partial class PyGroupBy
{
    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce() => target.IsMissing || key.IsMissing || item.IsMissing
        ? Pickling.Of(this, source, function)
        : Pickling.WithState(this, new Value(new PyTuple(item, target, key)), source, function);

    [PyMethod("__setstate__", Doc = "Set state information for unpickling.")]
    private void SetState(Value state)
    {
        Pickling.Warn();
        if (state.Ref is not PyTuple t) throw Err.TypeError("state is not a tuple");
        if (t.Count != 3) throw Err.TypeError($"function takes exactly 3 arguments ({t.Count} given)");
        item = t[0];
        target = t[1];
        key = t[2];
    }

    internal bool IsCurrent(PyGrouper g) => grouper == g;

    internal void Adopt(PyGrouper g) => grouper = g;
}

internal sealed partial class PyGrouper
{
    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce()
    {
        if (parent.IsCurrent(this)) return Pickling.Of(this, new Value(parent), target);
        Pickling.Warn();
        return IteratorPickle.Sequence(PyTuple.Empty, -1);
    }
}

internal partial class PyISlice
{
    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce() => source.IsMissing
        ? Pickling.WithState(this, Value.Int(0), Pickling.EmptyIterator, Value.Int(0))
        : Pickling.WithState(this, Value.Int(position), source, Value.Int(next), stop < 0 ? Value.None : Value.Int(stop), Value.Int(step));

    [PyMethod("__setstate__", Doc = "Set state information for unpickling.")]
    private void SetState(long state)
    {
        Pickling.Warn();
        position = state;
    }
}

internal partial class PyProduct
{
    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce()
    {
        if (ended) return Pickling.Of(this, new Value(PyTuple.Empty));
        var args = Array.ConvertAll(pools, p => new Value(PyTuple.Of(p)));
        return last == null ? Pickling.Of(this, args) : Pickling.WithState(this, Pickling.Ints(indices), args);
    }

    [PyMethod("__setstate__", Doc = "Set state information for unpickling.")]
    private void SetState(Value state)
    {
        Pickling.Warn();
        foreach (var p in pools)
        {
            if (p.Length > 0) continue;
            ended = true;
            return;
        }
        Pickling.ReadIndices(state, indices, i => pools[i].Length);
        last = new Value[pools.Length];
        for (int i = 0; i < last.Length; i++) last[i] = pools[i][indices[i]];
    }
}

internal partial class PyCombinations
{
    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce()
    {
        var size = Value.Int(ended && indices.Length == 0 ? pool.Length + 1 : indices.Length);
        if (ended) return Pickling.Of(this, new Value(PyTuple.Empty), Value.Int(Math.Max(1, size.Bits)));
        return started ? Pickling.WithState(this, Pickling.Ints(indices), new Value(PyTuple.Of(pool)), size) : Pickling.Of(this, new Value(PyTuple.Of(pool)), size);
    }

    [PyMethod("__setstate__", Doc = "Set state information for unpickling.")]
    private void SetState(Value state)
    {
        Pickling.ReadIndices(state, indices, i => i + pool.Length - indices.Length + 1);
        started = true;
    }
}

internal partial class PyCombinationsWithReplacement
{
    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce()
    {
        var size = Value.Int(indices.Length);
        if (ended) return Pickling.Of(this, new Value(PyTuple.Empty), size);
        return started ? Pickling.WithState(this, Pickling.Ints(indices), new Value(PyTuple.Of(pool)), size) : Pickling.Of(this, new Value(PyTuple.Of(pool)), size);
    }

    [PyMethod("__setstate__", Doc = "Set state information for unpickling.")]
    private void SetState(Value state)
    {
        Pickling.ReadIndices(state, indices, _ => pool.Length);
        started = true;
    }
}

internal partial class PyPermutations
{
    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce()
    {
        var size = Value.Int(cycles.Length);
        if (ended) return Pickling.Of(this, new Value(PyTuple.Empty), Value.Int(Math.Max(1, size.Bits)));
        if (!started) return Pickling.Of(this, new Value(PyTuple.Of(pool)), size);
        return Pickling.WithState(this, new Value(new PyTuple(Pickling.Ints(indices), Pickling.Ints(cycles))), new Value(PyTuple.Of(pool)), size);
    }

    [PyMethod("__setstate__", Doc = "Set state information for unpickling.")]
    private void SetState(Value state)
    {
        Pickling.Warn();
        if (state.Ref is not PyTuple { Count: 2 } t) throw Err.ValueError("invalid arguments");
        Pickling.ReadIndices(t[0], indices, _ => pool.Length);
        if (t[1].Ref is not PyTuple c || c.Count != cycles.Length) throw Err.ValueError("invalid arguments");
        for (int i = 0; i < cycles.Length; i++) cycles[i] = (int)Math.Clamp(Ops.AsLong(c[i]), 1, pool.Length - i);
        started = true;
    }
}

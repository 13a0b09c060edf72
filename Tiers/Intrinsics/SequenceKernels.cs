using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Intrinsics;

/// <summary>
/// Operators and slices of lists, tuples and strs, for operands of known classes. A slice's bounds are as in Python: those below 0 count from the end,
/// 0 and the largest long stand for those that aren't given.
/// </summary>
internal static class SequenceKernels
{
    public static Value ListConcat(PyList a, PyList b)
    {
        try { return a.Add(new Value(b)); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value ListOfSame(Value v, long times)
    {
        try { return new Value(PyList.OfSame(v, times)); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value ListRepeat(PyList list, long times)
    {
        try { return list.Mul(Value.Int(times)); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value StrRepeat(PyStr s, long times)
    {
        try { return new Value(s.Repeat(times)); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value ListPart(PyList list, long start, long stop)
    {
        try { return new Value(list.Between(start, stop)); } catch (Exception e) { return Interp.Failed(e); }
    }

    /// <summary>Every so many items of a list: bounds as of a slice, the step isn't 0.</summary>
    public static Value ListSteps(PyList list, long start, long stop, long step)
    {
        try { return new Value(list.Between(start, stop, step)); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value StrPart(PyStr s, long start, long stop)
    {
        try { return new Value(s.Between(start, stop)); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value TuplePart(PyTuple tuple, long start, long stop) => new(tuple.Between(start, stop));

    public static void ListDeletePart(PyList list, long start, long stop) => list.RemovePart(start, stop);
}

using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Modules.Collections;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Intrinsics;

/// <summary>The ends and the items of deques.</summary>
internal static class DequeKernels
{
    public static bool DequeAppend(PyDeque d, Value v)
    {
        try
        {
            d.Append(v);
            return true;
        }
        catch (Exception e)
        {
            Interp.Failed(e);
            return false;
        }
    }

    public static bool DequeAppendLeft(PyDeque d, Value v)
    {
        try
        {
            d.AppendLeft(v);
            return true;
        }
        catch (Exception e)
        {
            Interp.Failed(e);
            return false;
        }
    }

    // Missing, and nothing done, where there is nothing to take.
    public static Value DequePop(PyDeque d) => d.TryPop();

    public static Value DequePopLeft(PyDeque d) => d.TryPopLeft();

    /// <summary>The item at an index; Missing where there is none.</summary>
    public static Value DequeItem(PyDeque d, long index) => d.TryGet(index, out var v) ? v : Value.Missing;

    public static long DequeCount(PyDeque d) => d.Count;
}

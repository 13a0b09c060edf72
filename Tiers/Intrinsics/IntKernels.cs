using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Numbers;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Intrinsics;

/// <summary>
/// Operators on ints in expressions, where the results between are seen by nobody else: the limbs of a long one are used again when the operator that takes
/// it is done. The last operand says which those are.
/// </summary>
internal static class IntKernels
{
    /// <summary>The left operand is only used here, or the right one, or the result by the next such operator.</summary>
    public const long Left = 1, Right = 2, Result = 4;

    public static Value AddPassing(Value a, Value b, long passed)
    {
        try { return Pass(IntOps.Add(a, b), a, b, passed); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value SubPassing(Value a, Value b, long passed)
    {
        try { return Pass(IntOps.Sub(a, b), a, b, passed); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value MulPassing(Value a, Value b, long passed)
    {
        try { return Pass(IntOps.Mul(a, b), a, b, passed); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value FloorDivPassing(Value a, Value b, long passed)
    {
        try { return Pass(IntOps.FloorDiv(a, b), a, b, passed); } catch (Exception e) { return Interp.Failed(e); }
    }

    private static Value Pass(Value result, Value a, Value b, long passed)
    {
        if (result.IsError) return result;
        PyBigInt? big = AsBig(result), left = AsBig(a), right = AsBig(b);
        // Who gets it takes its limbs, so they must be its own.
        if ((passed & Result) != 0 && big != null && (Share(big, left) || Share(big, right))) big = new PyBigInt(BigLimbs.Copy(big.Big));
        if ((passed & Left) != 0 && left != null && !Share(big, left)) BigLimbs.Recycle(left.Big);
        if ((passed & Right) != 0 && right != null && !Share(big, right)) BigLimbs.Recycle(right.Big);
        return big != null ? new Value(big) : result;
    }

    private static PyBigInt? AsBig(Value v) => v.Ref is { } o && o.GetType() == typeof(PyBigInt) ? Unsafe.As<PyBigInt>(o) : null;

    private static bool Share(PyBigInt? a, PyBigInt? b) => a != null && b != null && BigLimbs.Share(a.Big, b.Big);
}

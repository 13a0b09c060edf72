namespace TieredPy.Runtime.Objects;

/// <summary>Comparison of tuples whose items up to the first difference are ints, floats and strs: no Python code runs, and nothing recurses.</summary>
internal static class FlatTuples
{
    /// <summary>1 or 0 where <paramref name="a"/> and <paramref name="b"/> are tuples that are compared by their items, -1 where it takes more to know.</summary>
    public static int TryCompare(CmpOp op, PyObject a, PyObject b) =>
        a is PyTuple x && b is PyTuple y && IsByItems(op, x) && IsByItems(op.Swap(), y) ? Compare(op, x, y) : -1;

    /// <summary>1, 0, or -1 when it takes more to know.</summary>
    public static int Compare(CmpOp op, PyTuple a, PyTuple b)
    {
        var x = a.AsSpan();
        var y = b.AsSpan();
        int n = Math.Min(x.Length, y.Length);
        for (int i = 0; i < n; i++)
        {
            ref readonly var p = ref x[i];
            ref readonly var q = ref y[i];
            if (p.Is(q)) continue;
            if (p.Ref == null && q.Ref == null) return op.Of(p.Bits.CompareTo(q.Bits)) ? 1 : 0;
            if (p.IsFloat && q.IsFloat)
            {
                double f = p.AsFloat, g = q.AsFloat;
                if (f == g) continue;
                return op switch
                {
                    CmpOp.Eq => 0,
                    CmpOp.Ne => 1,
                    // Neither is so for a NaN.
                    CmpOp.Lt or CmpOp.Le => f < g ? 1 : 0,
                    _ => f > g ? 1 : 0,
                };
            }
            if (!Ops.IsExactStr(p) || !Ops.IsExactStr(q)) return -1;
            var (s, t) = (Unsafe.As<PyStr>(p.Ref!), Unsafe.As<PyStr>(q.Ref!));
            if (s.Equals(t)) continue;
            return op switch
            {
                CmpOp.Eq => 0,
                CmpOp.Ne => 1,
                _ => op.Of(s.CompareTo(t)) ? 1 : 0,
            };
        }
        return op.Of(x.Length.CompareTo(y.Length)) ? 1 : 0;
    }

    /// <summary>False where a class derived from tuple has a comparison of its own.</summary>
    private static bool IsByItems(CmpOp op, PyTuple t) =>
        t.GetType() == typeof(PyTuple) || t is PyTuple.Inst && t.Type.FindSlot(op.ToSlot()) == PyType.NativeSlot;
}

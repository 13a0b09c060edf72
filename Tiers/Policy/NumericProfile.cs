using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Policy;

/// <summary>Tells from what was recorded whether a loop is likely to become a kernel: a small one that computes with numbers, arrays of them, and what calls are made of.</summary>
internal static class NumericProfile
{
    /// <summary>Instructions of a loop, the functions that it calls included.</summary>
    private const int MostInstructions = 300;

    public static bool IsLikelyKernel(ProfileNode root)
    {
        int left = MostInstructions;
        return IsNumeric(root, ref left);
    }

    /// <summary>The depth is that to which recordings follow calls.</summary>
    private static bool IsNumeric(ProfileNode node, ref int left)
    {
        foreach (var place in node.At)
        {
            if (place == null) continue;
            if (--left < 0 || place.Raises) return false;
            foreach (var kinds in place.Operands)
                foreach (var k in kinds.Kinds)
                    if (!IsNumeric(k)) return false;
        }
        foreach (var child in node.Children)
            if (!IsNumeric(child, ref left)) return false;
        return true;
    }

    private static bool IsNumeric(Kind k) => k.Tag != KindTag.Object || (k.Detail switch
    {
        Kind.ListKind list => list.Store == typeof(long[]) || list.Store == typeof(double[]),
        ElementsKind or PyFunction or PyBuiltinFunction or PyType or PyModule or Kind.FunctionKind or ClosureKind => true,
        Type c => c == typeof(PyRangeIterator) || c == typeof(PyListIterator) || c == typeof(PyRange) || c == typeof(PyStr) || c == typeof(PyStrIterator)
            || c == typeof(PyBytes) || c == typeof(PyByteArray) || c == typeof(PyBytesIterator) || c == typeof(PyByteArrayIterator),
        _ => false,
    });
}

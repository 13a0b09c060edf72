namespace TieredPy.Runtime.Objects;

/// <summary>
/// Arrays made from others, in place of LINQ where a start of the process passes: LINQ's iterators over our own structs can't be compiled ahead of
/// time, and each costs a millisecond of the JIT.
/// </summary>
internal static class Mapping
{
    public static TResult[] Map<T, TResult>(this T[] items, Func<T, TResult> map)
    {
        var result = new TResult[items.Length];
        for (int i = 0; i < result.Length; i++) result[i] = map(items[i]);
        return result;
    }

    public static TResult[] Map<T, TResult>(this List<T> items, Func<T, TResult> map)
    {
        var result = new TResult[items.Count];
        for (int i = 0; i < result.Length; i++) result[i] = map(items[i]);
        return result;
    }

    /// <summary>The strings as str objects.</summary>
    public static Value[] ToStrs(this string[] items)
    {
        var result = new Value[items.Length];
        for (int i = 0; i < result.Length; i++) result[i] = Value.Str(items[i]);
        return result;
    }
}

namespace TieredPy.Runtime.Objects;

/// <summary>
/// An array that a thread keeps from one use to the next: what is filled only to be copied out of needn't be made each time, which costs clearing and
/// collecting. Taken while in use, so that uses within one another have arrays of their own.
/// </summary>
internal static class SpareArray<T>
{
    /// <summary>A larger one isn't kept.</summary>
    private const int MostBytes = 256 * 1024;

    [ThreadStatic] private static T[]? kept;

    /// <summary>The array kept, or a new one of the length.</summary>
    public static T[] Take(int length)
    {
        var array = kept;
        if (array == null || array.Length < length) return new T[length];
        kept = null;
        return array;
    }

    /// <summary>Keeps an array that nobody uses any more; so many of its items may be other than default.</summary>
    public static void Give(T[] array, int used)
    {
        if ((long)array.Length * Unsafe.SizeOf<T>() > MostBytes) return;
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>()) Array.Clear(array, 0, used);
        kept = array;
    }
}

namespace TieredPy.Tiers;

/// <summary>
/// Compares keys of types of ours in the framework's tables. Its own comparer of a type is made by reflection, which leaves its code, and that of tables of tuples, to be
/// compiled at run time. What every process needs has a <see cref="KeyMap{TKey, TValue}"/>.
/// </summary>
internal sealed class KeyComparer<T> : IEqualityComparer<T> where T : struct, IEquatable<T>
{
    public static readonly KeyComparer<T> Instance = new();

    public bool Equals(T x, T y) => x.Equals(y);

    public int GetHashCode(T key) => key.GetHashCode();
}

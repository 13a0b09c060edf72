using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Building;

/// <summary>
/// Sets of shapes that code tests objects for, each a bit that its shapes have (<see cref="Shape.Sets"/>): one test tells whether an object is of any of them. As
/// many sets as a number has bits are enough for all but programs that make classes all the time.
/// </summary>
internal static class ShapeSets
{
    private const int Most = 63;
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, long> Known = [];

    /// <summary>The bit of a set; 0 where it has none.</summary>
    public static long BitOf(List<Shape> shapes)
    {
        var ids = shapes.ConvertAll(s => s.Id);
        ids.Sort();
        string key = string.Join(' ', ids);
        lock (Gate)
        {
            if (Known.TryGetValue(key, out long bit) || Known.Count == Most) return bit;
            Known[key] = bit = 1L << Known.Count;
            foreach (var s in shapes) s.Sets |= bit;
            return bit;
        }
    }
}

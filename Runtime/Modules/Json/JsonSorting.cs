namespace TieredPy.Runtime.Modules.Json;

/// <summary>The items of a dict by their keys, where these are plain strs: no two are equal, so that values are never compared, and nothing of Python runs.</summary>
internal static class JsonSorting
{
    /// <summary>The items in order; null where sorting is Python's affair.</summary>
    public static (string Text, PyStr Key, Value Value)[]? TryGetSorted(PyDict dict)
    {
        if (dict.GetType() != typeof(PyDict)) return null;
        var items = new (string Text, PyStr Key, Value Value)[dict.Count];
        int n = 0, at = 0;
        while (dict.Next(ref at, out var key, out var value))
        {
            if (n == items.Length || key.Ref is not PyStr { IsExact: true, IsWide: false } s) return null;
            items[n++] = (s.Chars, s, value);
        }
        if (n < items.Length) return null;
        // A char is a code point here, so that strings are in the order of strs.
        Array.Sort(items, static (a, b) => string.CompareOrdinal(a.Text, b.Text));
        return items;
    }
}

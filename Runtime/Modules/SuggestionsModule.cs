namespace TieredPy.Runtime.Modules;

/// <summary>The module _suggestions, by which traceback finds "Did you mean".</summary>
[PyModule("_suggestions")]
internal static partial class SuggestionsModule
{
    [PyFunction("_generate_suggestions", Signature = "($module, candidates, item, /)", Doc = "Returns the candidate in candidates that's closest to item")]
    private static Value Generate(Value candidates, PyStr item)
    {
        if (candidates.Ref is not PyList list) throw Err.TypeError("candidates must be a list");
        var names = new List<string>();
        foreach (var c in list.ToArray())
            names.Add(c.Ref is PyStr s ? s.ToString() : throw Err.TypeError("all elements in 'candidates' must be strings"));
        return Suggestions.Closest(item.ToString(), names) is { } found ? new Value(PyStr.Of(found)) : Value.None;
    }
}

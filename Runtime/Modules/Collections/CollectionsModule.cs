namespace TieredPy.Runtime.Modules.Collections;

/// <summary>The module _collections.</summary>
[PyModule("_collections", Doc = """
    High performance data structures.
    - deque:        ordered collection accessible from endpoints only
    - defaultdict:  dict subclass with a default value factory
    """,
    Types = [typeof(PyDeque), typeof(PyDefaultDict), typeof(PyOrderedDict), typeof(PyDequeIterator), typeof(PyDequeReverseIterator), typeof(PyTupleGetter)])]
internal static partial class CollectionsModule
{
    private static readonly PyStr GetName = PyStr.Intern("get");
    private static readonly PyStr SetItemName = PyStr.Intern("__setitem__");

    [PyFunction("_count_elements", Doc = "Count elements in the iterable, updating the mapping", Signature = "($module, mapping, iterable, /)")]
    private static void CountElements(Value mapping, Value iterable)
    {
        if (mapping.Ref is PyDict d && IsPlain(d, GetName) && IsPlain(d, SetItemName))
        {
            foreach (var x in Ops.Iterate(iterable)) d.Increment(x);
            return;
        }
        var get = Ops.GetAttr(mapping, GetName);
        foreach (var x in Ops.Iterate(iterable))
            Ops.SetItem(mapping, x, Ops.Add(Ops.Call(get, x, Value.Int(0)), Value.Int(1)));
    }

    private static bool IsPlain(PyDict d, PyStr name) => ReferenceEquals(d.Type.Lookup(name), PyDict.TypeObject.Lookup(name));
}

namespace TieredPy.Runtime.Objects;

/// <summary>filter.</summary>
[PyType("filter", Doc = """
    Return an iterator yielding those items of iterable for which function(item)
    is true. If function is None, return the items that are true.
    """)]
public partial class PyFilter : PyObject
{
    private Value function;
    private Value source;

    internal PyFilter(Shape shape) : base(shape) { }

    [PyNew(Signature = "(function, iterable, /)")]
    private static Value New(PyType cls, Value function, Value iterable)
    {
        var f = Allocate(cls);
        f.function = function;
        f.source = Ops.Iter(iterable);
        return new Value(f);
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        while (true)
        {
            var v = Ops.NextRaw(source);
            if (v.IsDone || v.IsError) return v;
            if (function.IsNone || function.Ref == PyBool.TypeObject)
            {
                if (Ops.Truth(v)) return v;
                continue;
            }
            var good = Ops.CallRaw(function, new ReadOnlySpan<Value>(in v), null);
            if (good.IsError) return good;
            if (good.IsTrue || !good.IsFalse && Ops.Truth(good)) return v;
        }
    }

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce() => new(new Value(Type), new Value(new PyTuple(function, source)));
}

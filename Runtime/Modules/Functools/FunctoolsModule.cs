namespace TieredPy.Runtime.Modules.Functools;

/// <summary>The module _functools.</summary>
[PyModule("_functools", Doc = "Tools that operate on functions.", Types = [typeof(PyPartial), typeof(PyLruCache)])]
internal static partial class FunctoolsModule
{
    [PyFunction("reduce", RunsPython = true, Doc = """
        reduce(function, iterable[, initial], /) -> value

        Apply a function of two arguments cumulatively to the items of an iterable, from left to right.

        This effectively reduces the iterable to a single value.  If initial is present,
        it is placed before the items of the iterable in the calculation, and serves as
        a default when the iterable is empty.

        For example, reduce(lambda x, y: x+y, [1, 2, 3, 4, 5])
        calculates ((((1 + 2) + 3) + 4) + 5).
        """)]
    private static Value Reduce(Value function, Value iterable, [Opt] Value initial)
    {
        if (!Sequences.IsIterable(iterable)) throw Err.TypeError("reduce() arg 2 must support iteration");
        var it = Ops.Iter(iterable);
        var total = initial;
        while (true)
        {
            var v = Ops.NextRaw(it);
            if (v.IsError) return v;
            if (v.IsDone) break;
            if (total.IsMissing)
            {
                total = v;
                continue;
            }
            total = Ops.CallRaw(function, [total, v], null);
            if (total.IsError) return total;
        }
        return total.IsMissing ? Err.Pend(Err.TypeError("reduce() of empty iterable with no initial value")) : total;
    }

    [PyFunction("cmp_to_key", Signature = "($module, /, mycmp)", Doc = """
        Convert a cmp= function into a key= function.

          mycmp
            Function that compares two objects.
        """)]
    private static PyKeyWrapper CmpToKey([Kw] Value mycmp) => new(mycmp, Value.Missing);
}

/// <summary>What cmp_to_key returns, and what calling that returns: an object ordered by the comparison function.</summary>
[PyType("functools.KeyWrapper", NoConstructor = true, Subclassable = false)]
internal sealed partial class PyKeyWrapper : PyObject
{
    [PyGetter("__text_signature__")] private static string TextSignature => "(obj)";

    private readonly Value function;
    private Value item;

    internal PyKeyWrapper(Value function, Value item) : base(TypeObject.RootShape)
    {
        this.function = function;
        this.item = item;
    }

    [PyGetter("obj", Doc = "Value wrapped by a key function.")]
    private Value Item => item.IsMissing ? throw Err.AttributeError("object") : item;

    [PySetter("obj")] private void SetItem(Value value) => item = value;

    public override Value Call(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (args.Length != 1 || kw is { Length: > 0 } && kw[0].ToString() != "obj")
            throw Err.TypeError(args.Length == 0 ? "K() missing required argument 'obj' (pos 1)" : $"K() takes at most 1 argument ({args.Length} given)");
        return new Value(new PyKeyWrapper(function, args[0]));
    }

    public override Value Compare(CmpOp op, Value other)
    {
        if (other.Ref is not PyKeyWrapper o) throw Err.TypeError("other argument must be K instance");
        if (item.IsMissing || o.item.IsMissing) throw Err.AttributeError("object");
        var r = Ops.CallRaw(function, [item, o.item], null);
        if (r.IsError) return r;
        return r.IsInt ? Value.Bool(op.Of(r.Bits.CompareTo(0))) : Ops.CompareRaw(op, r, Value.Int(0));
    }
}

namespace TieredPy.Runtime.Interpreter;

/// <summary>Truth and equality that are found without running Python code, for places that meet too much for paths of their own.</summary>
internal static class QuickOperators
{
    private static readonly PyStr EqName = PyStr.Intern("__eq__"), NeName = PyStr.Intern("__ne__");
    private static readonly PyObject EqOfObject = PyObject.TypeObject.Lookup(EqName)!, NeOfObject = PyObject.TypeObject.Lookup(NeName)!;

    /// <summary>Whether a value counts as true; <see cref="Tags.Done"/> where finding out may run Python code, or fail.</summary>
    public static Value Truth(Value v)
    {
        if (v.IsInt) return Value.Bool(v.Bits != 0);
        if (v.IsFloat) return Value.Bool(v.AsFloat != 0);
        switch (v.Ref)
        {
            case null: return Value.Done;
            case PyNone: return Value.False;
            case PyBool: return v;
            case PyStr s when CountDecides(s): return Value.Bool(s.Length != 0);
            case PyTuple t when CountDecides(t): return Value.Bool(t.Count != 0);
            case PyList l when CountDecides(l): return Value.Bool(l.Count != 0);
            case PyDict d when CountDecides(d): return Value.Bool(d.Count != 0);
            case PySetBase set when CountDecides(set): return Value.Bool(set.Count != 0);
        }
        return v.Ref.Type is { IsHeap: true } type && type.FindSlot(Slot.Bool) == null && type.FindSlot(Slot.Len) == null ? Value.True : Value.Done;
    }

    /// <summary>It is a container of a built-in type, or of a class that leaves its truth to that.</summary>
    private static bool CountDecides(PyObject o) =>
        o.Type is var type && (!type.IsHeap || type.FindSlot(Slot.Bool) == null && type.FindSlot(Slot.Len) == PyType.NativeSlot);

    /// <summary>Whether two values are equal; <see cref="Tags.Done"/> where finding out may run Python code.</summary>
    public static Value Equal(Value a, Value b)
    {
        if (a.IsInt && b.IsInt) return Value.Bool(a.Bits == b.Bits);
        if (a.Ref is PyStr { IsExact: true } x && b.Ref is PyStr { IsExact: true } y) return Value.Bool(x.Equals(y));
        bool isA = IsComparedByIdentity(a), isB = IsComparedByIdentity(b);
        if (isA && isB) return Value.Bool(ReferenceEquals(a.Ref, b.Ref));
        return isA && IsPlain(b) || isB && IsPlain(a) ? Value.False : Value.Done;
    }

    /// <summary>Whether two values differ; <see cref="Tags.Done"/> as for <see cref="Equal"/>.</summary>
    public static Value Unequal(Value a, Value b)
    {
        var equal = Equal(a, b);
        return equal.IsDone ? equal : Value.Bool(equal.IsFalse);
    }

    /// <summary>Its class leaves equality to <c>object</c>.</summary>
    public static bool IsComparedByIdentity(PyType type) => type.Lookup(EqName) == EqOfObject && type.Lookup(NeName) == NeOfObject;

    private static bool IsComparedByIdentity(Value v) => v.Ref is { } o && !v.IsFloat && IsComparedByIdentity(o.Type);

    /// <summary>A value that knows nothing of objects of other classes.</summary>
    private static bool IsPlain(Value v) => v.IsInt || v.IsFloat || v.Ref is PyStr { IsExact: true } or PyBool;
}

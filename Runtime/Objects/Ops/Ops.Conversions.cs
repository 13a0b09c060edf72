namespace TieredPy.Runtime.Objects;

/// <summary>Conversions to numbers that C# code needs.</summary>
public static partial class Ops
{
    /// <summary><c>operator.index(v)</c>: an exact int of any size.</summary>
    public static Value Index(Value v)
    {
        if (v.Ref == null) return v;
        if (v.IsFloat) throw Err.TypeError("'float' object cannot be interpreted as an integer");
        var type = v.Ref.Type;
        if (v.Ref is PyIntSub or PyBool or PyBigInt || !type.IsHeap) return Check(v.Ref.Index());
        var d = type.FindSlot(Slot.Index);
        if (d is null or PyNone) throw Err.TypeError($"'{type.FullName}' object cannot be interpreted as an integer");
        if (d == PyType.NativeSlot) return Check(v.Ref.Index());
        var r = Check(CallSpecial(d, v));
        if (r.Ref is null or PyBigInt) return r;
        if (r.Ref is not (PyIntSub or PyBool)) throw Err.TypeError($"__index__ returned non-int (type {TypeName(r)})");
        Err.Warn(ExcTypes.DeprecationWarning, $"__index__ returned non-int (type {TypeName(r)}).  The ability to return an instance of a strict subclass of int is deprecated, and may not be supported in a future version of Python.");
        return Check(r.Ref.Index());
    }

    /// <summary>True when <c>__index__</c> is there.</summary>
    public static bool HasIndex(Value v) => v.Ref == null || (!v.IsFloat && Has(v, Slot.Index));

    /// <summary>A 64-bit int through <c>__index__</c>; OverflowError when it doesn't fit.</summary>
    public static long AsLong(Value v)
    {
        if (v.Ref == null) return v.Bits;
        var i = Index(v);
        return i.IsInt ? i.Bits : throw Err.OverflowError("Python int too large to convert to C ssize_t");
    }

    /// <summary>An index-sized int; IndexError when it doesn't fit (what subscripts raise).</summary>
    public static long AsIndex(Value v)
    {
        if (v.Ref == null) return v.Bits;
        var i = Index(v);
        return i.IsInt ? i.Bits : throw Err.IndexError($"cannot fit '{TypeName(v)}' into an index-sized integer");
    }

    /// <summary>A size or count; OverflowError as <c>PyNumber_AsSsize_t</c> words it.</summary>
    public static long AsSize(Value v)
    {
        if (v.Ref == null) return v.Bits;
        var i = Index(v);
        return i.IsInt ? i.Bits : throw Err.OverflowError($"cannot fit '{TypeName(v)}' into an index-sized integer");
    }

    /// <summary>As slices convert their parts: too large values are cut to the ends of the range.</summary>
    public static long AsIndexClamped(Value v)
    {
        if (v.Ref == null) return v.Bits;
        if (v.IsFloat || !HasIndex(v)) throw Err.TypeError("slice indices must be integers or None or have an __index__ method");
        var i = Index(v);
        if (i.IsInt) return i.Bits;
        return CompareBool(CmpOp.Lt, i, Value.Int(0)) ? long.MinValue : long.MaxValue;
    }

    /// <summary>A double through <c>__float__</c> or <c>__index__</c>.</summary>
    public static double AsDouble(Value v)
    {
        if (v.IsFloat) return v.AsFloat;
        if (v.Ref == null) return v.Bits;
        var type = v.Ref.Type;
        var d = type.FindSlot(Slot.Float);
        if (d is not (null or PyNone))
        {
            var r = Check(d == PyType.NativeSlot ? v.Ref.ToFloat() : CallSpecial(d, v));
            if (r.IsFloat) return r.AsFloat;
            if (r.Ref is PyFloatSub sub)
            {
                Err.Warn(ExcTypes.DeprecationWarning, $"{type.Name}.__float__ returned non-float (type {TypeName(r)}).  The ability to return an instance of a strict subclass of float is deprecated, and may not be supported in a future version of Python.");
                return sub.Number;
            }
            throw Err.TypeError($"{type.FullName}.__float__ returned non-float (type {TypeName(r)})");
        }
        if (!HasIndex(v)) throw Err.TypeError($"must be real number, not {type.FullName}");
        var i = Index(v);
        return i.IsInt ? i.Bits : AsDouble(i);
    }

    /// <summary><c>os.fspath</c>: a str or bytes.</summary>
    public static Value Fspath(Value v)
    {
        if (v.Ref is PyStr or PyBytes) return v;
        if (!LookupSpecial(v, Slot.Fspath, out var method) || method.IsNone)
            throw Err.TypeError($"expected str, bytes or os.PathLike object, not {v.Type.Name}");
        var r = Call(method);
        if (r.Ref is PyStr or PyBytes) return r;
        throw Err.TypeError($"expected {TypeName(v)}.__fspath__() to return str or bytes, not {TypeName(r)}");
    }
}

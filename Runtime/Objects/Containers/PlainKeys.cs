namespace TieredPy.Runtime.Objects;

/// <summary>
/// Keys of dicts and sets whose hash takes no Python code: numbers, strs, bytes, None, classes, functions, instances that hash by identity, and tuples of
/// such. Their equality with a key of the same hash may still take some.
/// </summary>
internal static class PlainKeys
{
    private const int MaxDepth = 8;

    /// <summary>The key's hash; false, with nothing done, where finding it may run Python code or raise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryHash(Value key, out long hash)
    {
        var o = key.Ref;
        if (o == null) hash = IntOps.HashSmall(key.Bits);
        else if (o.GetType() == typeof(PyStr)) hash = Unsafe.As<PyStr>(o).TextHash;
        else return TryHashOther(key, o, out hash);
        return true;
    }

    private static bool TryHashOther(Value key, PyObject o, out long hash)
    {
        if (o.GetType() == typeof(PyTuple) && IsFlat(Unsafe.As<PyTuple>(o)) || IsPlain(key, 0)) hash = key.IsFloat ? FloatOps.Hash(key) : o.Hash();
        else
        {
            hash = 0;
            return false;
        }
        return true;
    }

    /// <summary>A tuple of nothing but ints and strs.</summary>
    private static bool IsFlat(PyTuple t)
    {
        foreach (ref readonly var v in t.AsSpan())
            if (v.Ref != null && v.Ref.GetType() != typeof(PyStr)) return false;
        return true;
    }

    private static bool IsPlain(Value v, int depth)
    {
        var o = v.Ref;
        if (o == null || v.IsFloat || o.GetType() == typeof(PyStr)) return true;
        if (o.GetType() != typeof(PyTuple)) return IsPlain(o);
        if (depth == MaxDepth) return false;
        foreach (var x in Unsafe.As<PyTuple>(o).AsSpan())
            if (!IsPlain(x, depth + 1)) return false;
        return true;
    }

    private static bool IsPlain(PyObject o) => o switch
    {
        _ when o.GetType() == typeof(PyType) => ReferenceEquals(o.Type, PyType.TypeObject),
        _ when PyInstance.Is(o) => o.Type.FindSlot(Slot.Hash) == PyType.NativeSlot,
        PyType t => t.Type == PyType.TypeObject,
        _ => o.GetType() == typeof(PyNone) || o.GetType() == typeof(PyBool) || o.GetType() == typeof(PyBytes) || o.GetType() == typeof(PyBigInt) || o.GetType() == typeof(PyFunction),
    };

    /// <summary>As <see cref="Match(PyObject, Value)"/> for a key as an entry has it: of an int, the hash's place has the int itself.</summary>
    public static int Match(PyObject candidate, long candidateHash, Value key, long hash)
    {
        if (ReferenceEquals(candidate, IntKey.Tag)) return IntOps.HashSmall(candidateHash) == hash ? -1 : 0;
        return candidateHash == hash ? Match(candidate, key) : 0;
    }

    /// <summary>
    /// Whether a key of a dict or set is the same as one with the same hash, plain or not, that is neither an int nor a str: 1, 0, or -1 when it takes more
    /// to know.
    /// </summary>
    private static int Match(PyObject candidate, Value key)
    {
        if (ReferenceEquals(candidate, key.Ref)) return 1;
        var c = candidate.GetType();
        if (key.IsFloat)
            return c == typeof(PyFloat) ? key.Is(Value.FromHeap(candidate)) || key.AsFloat == Unsafe.As<PyFloat>(candidate).Number ? 1 : 0 : c == typeof(PyStr) ? 0 : -1;
        if (key.Ref!.GetType() != typeof(PyTuple)) return -1;
        return c == typeof(PyTuple) ? Ops.EqFlat(Unsafe.As<PyTuple>(candidate), Unsafe.As<PyTuple>(key.Ref)) : c == typeof(PyStr) ? 0 : -1;
    }
}

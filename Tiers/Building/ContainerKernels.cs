using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Building;

/// <summary>The most frequent methods of containers and strs, for operands of known classes.</summary>
internal static class ContainerKernels
{
    public static Value SetHasInt(PySet s, long key)
    {
        try
        {
            int slot = SetTable.FindInt(s.Table, key, IntOps.HashSmall(key));
            return Value.Bool(slot != SetTable.AskPython ? slot >= 0 : s.Has(Value.Int(key)));
        }
        catch (Exception e)
        {
            return Interp.Failed(e);
        }
    }

    public static Value SetHasStr(PySet s, PyStr key)
    {
        try
        {
            int slot = SetTable.FindStr(s.Table, key, key.Hash());
            return Value.Bool(slot != SetTable.AskPython ? slot >= 0 : s.Has(new Value(key)));
        }
        catch (Exception e)
        {
            return Interp.Failed(e);
        }
    }

    /// <summary>Removes a key: whether it was there.</summary>
    public static Value SetDiscard(PySet s, Value key)
    {
        try { return Value.Bool(s.Discard(key)); } catch (Exception e) { return Interp.Failed(e); }
    }

    /// <summary>Removes a key that must be there.</summary>
    public static bool SetRemove(PySet s, Value key)
    {
        try
        {
            if (s.Discard(key)) return true;
            Err.Pend(Err.KeyError(key));
        }
        catch (Exception e)
        {
            Interp.Failed(e);
        }
        return false;
    }

    public static Value DictHas(PyDict d, Value key)
    {
        try { return Value.Bool(!d.TryGet(key).IsMissing); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value DictGetOr(PyDict d, Value key, Value otherwise)
    {
        try
        {
            var v = d.TryGet(key);
            return v.IsMissing ? otherwise : v;
        }
        catch (Exception e)
        {
            return Interp.Failed(e);
        }
    }

    public static Value ListPop(PyList list)
    {
        try { return list.Pop(); } catch (Exception e) { return Interp.Failed(e); }
    }

    /// <summary>The code point at an index that is in range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long CodeAt(PyStr s, long i) => s[(int)i];

    /// <summary>The code point of a str of length 1; -1 for others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long CodeOf(PyStr s) => s.Length == 1 ? s[0] : -1;

    public static bool StrHas(PyStr s, PyStr part) => s.Contains(part);

    /// <summary>For a class that hasn't its own idea of its instances.</summary>
    public static Value IsInstance(Value v, object type)
    {
        var t = Unsafe.As<PyType>(type);
        var own = v.Type;
        if (own == t || own.IsSubtypeOf(t)) return Value.True;
        if (!own.IsHeap) return Value.False;
        try { return Value.Bool(Ops.IsInstance(v, new Value(t))); } catch (Exception e) { return Interp.Failed(e); }
    }
}

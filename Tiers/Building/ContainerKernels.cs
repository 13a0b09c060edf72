using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Building;

/// <summary>The most frequent methods of containers and strs, for operands of known classes.</summary>
internal static class ContainerKernels
{
    // Keys of sets and dicts may have comparisons written in Python, which are left to the interpreter: the result is then Missing.
    public static Value SetHasInt(PySet s, long key)
    {
        int slot = SetTable.FindInt(s.Table, key, IntOps.HashSmall(key));
        return slot != SetTable.AskPython ? Value.Bool(slot >= 0) : Value.Missing;
    }

    public static Value SetHasStr(PySet s, PyStr key)
    {
        int slot = SetTable.FindStr(s.Table, key, key.Hash());
        return slot != SetTable.AskPython ? Value.Bool(slot >= 0) : Value.Missing;
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

    public static Value DictHasInt(PyDict d, long key) => Has(d.GetPlain(Value.Int(key), Value.Done));

    public static Value DictHasStr(PyDict d, PyStr key) => Has(d.GetPlain(new Value(key), Value.Done));

    private static Value Has(Value found) => found.IsMissing ? found : Value.Bool(!found.IsDone);

    public static Value DictGetOrInt(PyDict d, long key, Value otherwise) => d.GetPlain(Value.Int(key), otherwise);

    public static Value DictGetOrStr(PyDict d, PyStr key, Value otherwise) => d.GetPlain(new Value(key), otherwise);

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

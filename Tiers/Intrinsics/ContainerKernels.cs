using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Intrinsics;

/// <summary>The most frequent methods of containers and strs, for operands of known classes, and what identifies objects.</summary>
internal static class ContainerKernels
{
    // Keys of sets and dicts may have comparisons written in Python, which are left to the interpreter: the result is then Missing.
    public static Value SetHasInt(PySet s, long key)
    {
        int slot = SetStore.FindInt(s.Store, key, IntOps.HashSmall(key));
        return slot != SetTable.AskPython ? Value.Bool(slot >= 0) : Value.Missing;
    }

    public static Value SetHasStr(PySet s, PyStr key)
    {
        int slot = SetStore.FindStr(s.Store, key, key.TextHash);
        return slot != SetTable.AskPython ? Value.Bool(slot >= 0) : Value.Missing;
    }

    public static Value SetHas(PySetBase s, Value key) => s.HasPlain(key);

    // Those that change something return false, or Missing, and change nothing, where it is left to the interpreter.
    public static bool SetAdd(PySet s, Value key) => s.TryAddPlain(key);

    public static bool SetDiscard(PySet s, Value key) => !s.DiscardPlain(key).IsMissing;

    /// <summary>Removes a key; false also where it isn't there.</summary>
    public static bool SetRemove(PySet s, Value key) => s.DiscardPlain(key).Is(Value.True);

    public static Value DictSetDefault(PyDict d, Value key, Value v) => IsOwn(d) ? d.GetOrAddPlain(key, v) : Value.Missing;

    /// <summary>Removes a key and returns its value; Missing also where it isn't there.</summary>
    public static Value DictPop(PyDict d, Value key) => IsOwn(d) ? d.TakePlain(key) : Value.Missing;

    public static PyDictKeyIterator DictKeyIterator(PyDict d) => new(d);

    /// <summary>The next key; Missing, with nothing done, at the end, after a change of the dict's size, and beside other threads.</summary>
    public static Value NextKey(PyDictKeyIterator it) => it.TryNext();

    public static bool DictDelete(PyDict d, Value key) => !DictPop(d, key).IsMissing;

    /// <summary>Not an instance's attributes, nor a namespace that compiled code relies on.</summary>
    public static bool IsOwn(PyDict d) => !d.IsView && !d.IsAssumed;

    /// <summary>The value of a key; Done where it isn't there, Missing where only Python code could tell.</summary>
    public static Value DictFindInt(PyDict d, long key) => d.GetPlain(Value.Int(key), Value.Done);

    /// <inheritdoc cref="DictFindInt"/>
    public static Value DictFindStr(PyDict d, PyStr key) => d.GetPlain(new Value(key), Value.Done);

    /// <inheritdoc cref="DictFindInt"/>
    public static Value DictFind(PyDict d, Value key) => d.GetPlain(key, Value.Done);

    public static Value DictGetOrInt(PyDict d, long key, Value otherwise) => d.GetPlain(Value.Int(key), otherwise);

    public static Value DictGetOrStr(PyDict d, PyStr key, Value otherwise) => d.GetPlain(new Value(key), otherwise);

    public static Value DictGetOr(PyDict d, Value key, Value otherwise) => d.GetPlain(key, otherwise);

    /// <summary>Membership of an int, a str or None in a tuple; Missing where it takes more than identity and the comparison of strs.</summary>
    public static Value TupleHas(PyTuple t, Value item)
    {
        bool isStr = item.Ref is PyStr { IsExact: true };
        if (!isStr && item.Ref is not (null or PyNone)) return Value.Missing;
        foreach (var x in t.AsSpan())
        {
            if (x.Is(item)) return Value.True;
            if (x.Ref == null || x.IsNone) continue;
            if (x.Ref.GetType() != typeof(PyStr)) return Value.Missing;
            if (isStr && Unsafe.As<PyStr>(x.Ref).Equals(Unsafe.As<PyStr>(item.Ref!))) return Value.True;
        }
        return Value.False;
    }

    /// <summary>An int's identity number follows from it, if it isn't very large.</summary>
    public static bool HasSmallId(long i) => i << 4 >> 4 == i;

    public static long IdOfInt(long i) => (i << 4) + 1;

    public static long IdOfObject(PyObject o) => Identities.Of(o);

    public static Value Id(Value v) => Addresses.Id(v);

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

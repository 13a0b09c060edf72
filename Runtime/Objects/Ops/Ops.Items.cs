namespace TieredPy.Runtime.Objects;

/// <summary>Length, items and containment.</summary>
public static partial class Ops
{
    /// <summary><c>len(v)</c>.</summary>
    public static long Len(Value v)
    {
        if (v.Ref == null || v.IsFloat) throw Err.NoLen(v);
        var type = v.Ref.Type;
        if (!type.IsHeap) return v.Ref.Len();
        var d = type.FindSlot(Slot.Len) ?? throw Err.NoLen(v);
        if (d == PyType.NativeSlot) return v.Ref.Len();
        if (d is PyNone) throw Err.NoLen(v);
        var n = Index(Check(CallSpecial(d, v)));
        if (!n.IsInt)
        {
            if (CompareBool(CmpOp.Lt, n, Value.Int(0))) throw Err.ValueError("__len__() should return >= 0");
            throw Err.OverflowError("cannot fit 'int' into an index-sized integer");
        }
        return n.Bits >= 0 ? n.Bits : throw Err.ValueError("__len__() should return >= 0");
    }

    /// <summary><c>operator.length_hint(v, fallback)</c>.</summary>
    public static long LengthHint(Value v, long fallback = 0)
    {
        if (Has(v, Slot.Len))
        {
            try
            {
                return Len(v);
            }
            catch (PyException e) when (e.Is(ExcTypes.TypeError))
            {
            }
        }
        if (!LookupSpecial(v, Slot.LengthHint, out var hint)) return fallback;
        Value r;
        try
        {
            r = Call(hint);
        }
        catch (PyException e) when (e.Is(ExcTypes.TypeError))
        {
            return fallback;
        }
        if (r.IsNotImplemented) return fallback;
        if (r.Ref != null && r.Ref is not (PyIntSub or PyBool or PyBigInt))
            throw Err.TypeError($"__length_hint__ must be an integer, not {TypeName(r)}");
        long n = AsLong(r);
        return n >= 0 ? n : throw Err.ValueError("__length_hint__() should return >= 0");
    }

    public static Value GetItem(Value o, Value key) => Check(GetItemRaw(o, key));

    /// <summary><c>o[key]</c>.</summary>
    public static Value GetItemRaw(Value o, Value key)
    {
        if (o.Ref == null || o.IsFloat) return Err.Pend(Err.NotSubscriptable(o));
        var type = o.Ref.Type;
        if (o.Ref is PyType t) return SubscriptType(t, key);
        if (!type.IsHeap) return o.Ref.GetItem(key);
        var d = type.FindSlot(Slot.GetItem);
        if (d is null or PyNone) return Err.Pend(Err.NotSubscriptable(o));
        return d == PyType.NativeSlot ? o.Ref.GetItem(key) : CallSpecial(d, o, key);
    }

    // A metaclass's __getitem__ goes before the class's own __class_getitem__ (PEP 560).
    private static Value SubscriptType(PyType t, Value key)
    {
        if (t.Type.IsHeap)
        {
            var d = t.Type.FindSlot(Slot.GetItem);
            if (d != null && d != PyType.NativeSlot) return CallSpecial(d, new Value(t), key);
        }
        if (t == PyType.TypeObject) return new Value(new PyGenericAlias(new Value(t), key));
        var found = t.Lookup(SlotNames.Names[(int)Slot.ClassGetItem]);
        if (found == null || found is PyNone) throw Err.NotSubscriptable(new Value(t));
        return CallRaw(DescrGet(found, Value.Missing, t), [key], null);
    }

    /// <summary><c>o[key] = value</c>.</summary>
    public static void SetItem(Value o, Value key, Value value)
    {
        if (o.Ref == null || o.IsFloat) throw Err.NoItemAssignment(o);
        var type = o.Ref.Type;
        var d = type.IsHeap ? type.FindSlot(Slot.SetItem) : PyType.NativeSlot;
        if (d == PyType.NativeSlot) o.Ref.SetItem(key, value);
        else if (d is null or PyNone) throw Err.NoItemAssignment(o);
        else Check(CallSpecial(d, o, key, value));
    }

    /// <summary><c>del o[key]</c>.</summary>
    public static void DelItem(Value o, Value key)
    {
        if (o.Ref == null || o.IsFloat) throw Err.NoItemDeletion(o, key);
        var type = o.Ref.Type;
        var d = type.IsHeap ? type.FindSlot(Slot.DelItem) : PyType.NativeSlot;
        if (d == PyType.NativeSlot) o.Ref.DelItem(key);
        else if (d is null or PyNone) throw type.FindSlot(Slot.SetItem) != null && d == null ? Err.AttributeError("__delitem__") : Err.NoItemDeletion(o, key);
        else Check(CallSpecial(d, o, key));
    }

    /// <summary><c>item in container</c>.</summary>
    public static bool Contains(Value container, Value item)
    {
        if (container.Ref == null || container.IsFloat) throw Err.NotAContainer(container);
        var d = container.Ref.Type.FindSlot(Slot.Contains);
        if (d == PyType.NativeSlot) return container.Ref.Contains(item);
        if (d is PyNone) throw Err.TypeError($"'{TypeName(container)}' object is not a container");
        if (d != null) return Truth(Check(CallSpecial(d, container, item)));
        if (!IsIterable(container)) throw Err.NotAContainer(container);
        var it = Iter(container);
        while (true)
        {
            var x = Next(it);
            if (x.IsDone) return false;
            if (Eq(x, item)) return true;
        }
    }

    /// <summary>Whether iter() of the value can work.</summary>
    public static bool IsIterable(Value v)
    {
        var d = v.Type.FindSlot(Slot.Iter);
        return d != null ? d is not PyNone : v.Type.FindSlot(Slot.GetItem) != null;
    }
}

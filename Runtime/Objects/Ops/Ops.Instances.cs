namespace TieredPy.Runtime.Objects;

/// <summary>isinstance and issubclass.</summary>
public static partial class Ops
{
    private static readonly PyStr ClassName = PyStr.Intern("__class__");
    private static readonly PyStr BasesName = PyStr.Intern("__bases__");

    /// <summary><c>isinstance(v, cls)</c>; <paramref name="cls"/> may be a tuple or a union.</summary>
    public static bool IsInstance(Value v, Value cls)
    {
        if (cls.Ref is PyType t)
        {
            if (v.Type == t) return true;
            if (t.Type == PyType.TypeObject) return IsInstanceNoCheck(v, cls);
        }
        var thread = PyThread.Current;
        thread.EnterNative(" in __instancecheck__");
        try
        {
            if (cls.Ref is PyUnion u) return u.AnyInstance(v);
            if (cls.Ref is PyTuple tuple)
            {
                for (int i = 0; i < tuple.Count; i++)
                    if (IsInstance(v, tuple[i])) return true;
                return false;
            }
            var check = cls.Type.FindSlot(Slot.InstanceCheck);
            if (check != null && check != PyType.NativeSlot) return Truth(Check(CallSpecial(check, cls, v)));
            return IsInstanceNoCheck(v, cls);
        }
        finally
        {
            thread.LeaveNative();
        }
    }

    /// <summary>isinstance without <c>__instancecheck__</c>: what <c>type.__instancecheck__</c> does.</summary>
    internal static bool IsInstanceNoCheck(Value v, Value cls)
    {
        var type = v.Type;
        if (cls.Ref is PyType t)
        {
            if (type.IsSubtypeOf(t)) return true;
            // __class__ may lie (proxies, mocks).
            if (!type.LiesAboutClass) return false;
            return TryGetAttr(v, ClassName, out var c) && c.Ref is PyType claimed && claimed != type && claimed.IsSubtypeOf(t);
        }
        if (AbstractBases(cls) == null) throw Err.TypeError("isinstance() arg 2 must be a type, a tuple of types, or a union");
        return TryGetAttr(v, ClassName, out var k) && AbstractIsSubclass(k, cls);
    }

    /// <summary><c>issubclass(v, cls)</c>.</summary>
    public static bool IsSubclass(Value v, Value cls)
    {
        if (cls.Ref is PyType t && t.Type == PyType.TypeObject) return v.Is(cls) || IsSubclassNoCheck(v, cls);
        var thread = PyThread.Current;
        thread.EnterNative(" in __subclasscheck__");
        try
        {
            if (cls.Ref is PyUnion u) return u.AnySubclass(v);
            if (cls.Ref is PyTuple tuple)
            {
                for (int i = 0; i < tuple.Count; i++)
                    if (IsSubclass(v, tuple[i])) return true;
                return false;
            }
            var check = cls.Type.FindSlot(Slot.SubclassCheck);
            if (check != null && check != PyType.NativeSlot) return Truth(Check(CallSpecial(check, cls, v)));
            return IsSubclassNoCheck(v, cls);
        }
        finally
        {
            thread.LeaveNative();
        }
    }

    /// <summary>issubclass without <c>__subclasscheck__</c>: what <c>type.__subclasscheck__</c> does.</summary>
    internal static bool IsSubclassNoCheck(Value v, Value cls)
    {
        if (v.Ref is PyType a && cls.Ref is PyType b) return a.IsSubtypeOf(b);
        if (v.Ref is not PyType && AbstractBases(v) == null) throw Err.TypeError("issubclass() arg 1 must be a class");
        if (cls.Ref is not PyType && AbstractBases(cls) == null)
            throw Err.TypeError("issubclass() arg 2 must be a class, a tuple of classes, or a union");
        return AbstractIsSubclass(v, cls);
    }

    private static PyTuple? AbstractBases(Value cls) => TryGetAttr(cls, BasesName, out var b) ? b.Ref as PyTuple : null;

    private static bool AbstractIsSubclass(Value derived, Value cls)
    {
        var thread = PyThread.Current;
        thread.EnterNative(" in __subclasscheck__");
        try
        {
            if (derived.Is(cls)) return true;
            var bases = AbstractBases(derived);
            if (bases == null) return false;
            for (int i = 0; i < bases.Count; i++)
                if (AbstractIsSubclass(bases[i], cls)) return true;
            return false;
        }
        finally
        {
            thread.LeaveNative();
        }
    }
}

namespace TieredPy.Runtime.Objects;

/// <summary>Comparison, truth, hash, repr and str.</summary>
public static partial class Ops
{
    /// <summary>A rich comparison; the result may be any object.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value CompareRaw(CmpOp op, Value a, Value b)
    {
        if (a.Ref == null && b.Ref == null) return Value.Bool(CompareInts(op, a.Bits, b.Bits));
        if (a.IsFloat && b.IsFloat) return Value.Bool(CompareFloats(op, a.AsFloat, b.AsFloat));
        return CompareSlow(op, a, b);
    }

    /// <inheritdoc cref="CompareRaw"/>
    public static Value Compare(CmpOp op, Value a, Value b) => Check(CompareRaw(op, a, b));

    /// <summary>The truth of a comparison; identical operands are equal without asking (as in containers).</summary>
    public static bool CompareBool(CmpOp op, Value a, Value b)
    {
        if (op == CmpOp.Eq && a.Is(b)) return true;
        if (op == CmpOp.Ne && a.Is(b)) return false;
        return Truth(Compare(op, a, b));
    }

    /// <summary>Equality as containers use it: identity first.</summary>
    public static bool Eq(Value a, Value b)
    {
        if (a.Is(b)) return true;
        if (a.Ref == null && b.Ref == null) return false;
        if (a.Ref != null && b.Ref != null)
        {
            if (a.Ref.GetType() == typeof(PyStr) && b.Ref.GetType() == typeof(PyStr)) return Unsafe.As<PyStr>(a.Ref).Equals(Unsafe.As<PyStr>(b.Ref));
            if (a.Ref.GetType() == typeof(PyTuple) && b.Ref.GetType() == typeof(PyTuple))
            {
                int known = EqFlat(Unsafe.As<PyTuple>(a.Ref), Unsafe.As<PyTuple>(b.Ref));
                if (known >= 0) return known != 0;
            }
        }
        return Truth(Compare(CmpOp.Eq, a, b));
    }

    /// <summary>Equality of tuples of ints and strs, without recursion: 1, 0, or -1 when it takes more to know.</summary>
    internal static int EqFlat(PyTuple a, PyTuple b)
    {
        var x = a.AsSpan();
        var y = b.AsSpan();
        if (x.Length != y.Length) return 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i].Is(y[i])) continue;
            if (x[i].Ref == null && y[i].Ref == null) return 0;
            if (!IsExactStr(x[i]) || !IsExactStr(y[i])) return -1;
            if (!Unsafe.As<PyStr>(x[i].Ref!).Equals(Unsafe.As<PyStr>(y[i].Ref!))) return 0;
        }
        return 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool CompareInts(CmpOp op, long a, long b) => op switch
    {
        CmpOp.Lt => a < b,
        CmpOp.Le => a <= b,
        CmpOp.Eq => a == b,
        CmpOp.Ne => a != b,
        CmpOp.Gt => a > b,
        _ => a >= b,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool CompareFloats(CmpOp op, double a, double b) => op switch
    {
        CmpOp.Lt => a < b,
        CmpOp.Le => a <= b,
        CmpOp.Eq => a == b,
        CmpOp.Ne => a != b,
        CmpOp.Gt => a > b,
        _ => a >= b,
    };

    private static bool CompareStrs(CmpOp op, PyStr a, PyStr b) => op switch
    {
        CmpOp.Eq => a.Equals(b),
        CmpOp.Ne => !a.Equals(b),
        _ => op.Of(a.CompareTo(b)),
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Value CompareSlow(CmpOp op, Value a, Value b)
    {
        if (IsExactStr(a) && IsExactStr(b)) return Value.Bool(CompareStrs(op, Unsafe.As<PyStr>(a.Ref!), Unsafe.As<PyStr>(b.Ref!)));
        if (IsExactInt(a) && IsExactInt(b)) return IntOps.Compare(op, a, b);
        if (a.Ref != null && b.Ref != null && FlatTuples.TryCompare(op, a.Ref, b.Ref) is >= 0 and var known) return Value.Bool(known != 0);
        var thread = PyThread.Current;
        thread.EnterNative(" in comparison");
        try
        {
            PyType ta = a.Type, tb = b.Type;
            bool reversed = false;
            Value r;
            if (ta != tb && tb.IsSubtypeOf(ta))
            {
                reversed = true;
                r = CallCompare(op.Swap(), b, a);
                if (!r.IsNotImplemented) return r;
            }
            r = CallCompare(op, a, b);
            if (!r.IsNotImplemented) return r;
            if (!reversed)
            {
                r = CallCompare(op.Swap(), b, a);
                if (!r.IsNotImplemented) return r;
            }
            return NoneCompares(op, a, b);
        }
        finally
        {
            thread.LeaveNative();
        }
    }

    /// <summary>A comparison whose left operand's method, which went first, has returned NotImplemented.</summary>
    internal static Value CompareRest(CmpOp op, Value a, Value b)
    {
        var thread = PyThread.Current;
        thread.EnterNative(" in comparison");
        try
        {
            var r = CallCompare(op.Swap(), b, a);
            return r.IsNotImplemented ? NoneCompares(op, a, b) : r;
        }
        finally
        {
            thread.LeaveNative();
        }
    }

    private static Value NoneCompares(CmpOp op, Value a, Value b) => op switch
    {
        CmpOp.Eq => Value.Bool(a.Is(b)),
        CmpOp.Ne => Value.Bool(!a.Is(b)),
        _ => Err.Pend(Err.TypeError($"'{op.Symbol()}' not supported between instances of '{a.Type.FullName}' and '{b.Type.FullName}'")),
    };

    /// <summary>One operand's comparison method; NotImplemented when it doesn't know the other.</summary>
    internal static Value CallCompare(CmpOp op, Value self, Value other)
    {
        if (self.Ref == null) return IntOps.Compare(op, self, other);
        if (self.IsFloat) return FloatOps.Compare(op, self, other);
        var type = self.Ref.Type;
        if (type.IsHeap)
        {
            var d = type.FindSlot(op.ToSlot());
            if (d == null) return Value.NotImplemented;
            if (d != PyType.NativeSlot) return d is PyFunction ? CallSpecial(d, self, other) : CallComparison(d, self, other);
        }
        return self.Ref.Compare(op, other);
    }

    /// <summary>A method that can't be bound compares nothing: its error is dropped (typeobject.c, slot_tp_richcompare).</summary>
    private static Value CallComparison(PyObject descriptor, Value self, Value other)
    {
        if (IsUnboundMethod(descriptor)) return CallSpecial(descriptor, self, other);
        Value bound;
        try
        {
            bound = BindSpecial(descriptor, self);
        }
        catch (PyException)
        {
            return Value.NotImplemented;
        }
        return CallRaw(bound, [other], null);
    }

    /// <summary>The truth of a value: <c>__bool__</c>, else <c>__len__</c>, else true.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Truth(Value v)
    {
        if (v.Ref == null) return v.Bits != 0;
        if (v.Ref == PyBool.True) return true;
        if (v.Ref == PyBool.False || v.Ref == PyNone.Instance) return false;
        return TruthSlow(v);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TruthSlow(Value v)
    {
        if (v.IsFloat) return v.AsFloat != 0;
        var o = v.Ref!;
        var type = o.Type;
        var d = type.FindSlot(Slot.Bool);
        if (d == PyType.NativeSlot) return o.Bool();
        if (d != null)
        {
            var r = Check(CallSpecial(d, v));
            if (r.IsTrue) return true;
            if (r.IsFalse) return false;
            throw Err.TypeError($"__bool__ should return bool, returned {TypeName(r)}");
        }
        d = type.FindSlot(Slot.Len);
        if (d == null) return true;
        return d == PyType.NativeSlot ? o.Len() != 0 : Len(v) != 0;
    }

    /// <summary>The hash, as Python's <c>hash()</c>.</summary>
    public static long Hash(Value v)
    {
        if (v.Ref == null) return IntOps.Hash(v);
        if (v.IsFloat) return FloatOps.Hash(v);
        var o = v.Ref;
        var d = o.Type.FindSlot(Slot.Hash);
        if (d == PyType.NativeSlot) return o.Hash();
        if (d is null or PyNone) throw Err.Unhashable(v);
        var r = Check(CallSpecial(d, v));
        if (!r.IsInt)
        {
            if (r.Ref is not (PyBigInt or PyIntSub or PyBool)) throw Err.TypeError("__hash__ method should return an integer");
            r = Index(r);
        }
        long h = r.IsInt ? r.Bits : r.Ref!.Hash();
        return h == -1 ? -2 : h;
    }

    /// <summary><c>repr(v)</c>.</summary>
    public static PyStr Repr(Value v)
    {
        if (v.Ref == null) return Text(IntOps.Repr(v), "__repr__");
        if (v.IsFloat) return Text(FloatOps.Repr(v), "__repr__");
        var thread = PyThread.Current;
        thread.EnterNative(" while getting the repr of an object");
        try
        {
            var type = v.Ref.Type;
            var d = type.IsHeap ? type.FindSlot(Slot.Repr) : PyType.NativeSlot;
            if (d is null or PyNone) return Text(ObjectMethods.Repr(v.Ref), "__repr__");
            return Text(Check(d == PyType.NativeSlot ? v.Ref.Repr() : CallSpecial(d, v)), "__repr__");
        }
        finally
        {
            thread.LeaveNative();
        }
    }

    /// <summary><c>str(v)</c>.</summary>
    public static PyStr Str(Value v)
    {
        if (v.Ref is PyStr s && !s.Type.IsHeap) return s;
        if (v.Ref == null || v.IsFloat) return Repr(v);
        var thread = PyThread.Current;
        thread.EnterNative(" while getting the str of an object");
        try
        {
            var type = v.Ref.Type;
            var d = type.IsHeap ? type.FindSlot(Slot.Str) : PyType.NativeSlot;
            if (d is null) return Repr(v);
            return Text(Check(d == PyType.NativeSlot ? v.Ref.Str() : CallSpecial(d, v)), "__str__");
        }
        finally
        {
            thread.LeaveNative();
        }
    }

    private static PyStr Text(Value v, string method) => v.Ref as PyStr ?? throw Err.TypeError($"{method} returned non-string (type {TypeName(v)})");

    /// <summary><c>ascii(v)</c>: the repr with everything outside ASCII escaped.</summary>
    public static PyStr Ascii(Value v)
    {
        var s = Repr(v);
        int i = 0;
        while (i < s.Length && Ord(s, i) < 128) i++;
        if (i == s.Length) return s;
        var b = new System.Text.StringBuilder();
        for (i = 0; i < s.Length; i++)
        {
            int c = Ord(s, i);
            if (c < 128) b.Append((char)c);
            else if (c < 0x100) b.Append($"\\x{c:x2}");
            else if (c < 0x10000) b.Append($"\\u{c:x4}");
            else b.Append($"\\U{c:x8}");
        }
        return new PyStr(b.ToString());
    }

    /// <summary><c>format(v, spec)</c>.</summary>
    public static PyStr Format(Value v, PyStr spec)
    {
        if (spec.Length == 0)
        {
            if (v.Ref is PyStr s && !s.Type.IsHeap) return s;
            if (v.Ref == null || v.IsFloat) return Repr(v);
        }
        var type = v.Type;
        var found = type.Lookup(SlotNames.Names[(int)Slot.Format]) ?? throw Err.TypeError($"Type {type.FullName} doesn't define __format__");
        var r = Check(CallSpecial(found, v, new Value(spec)));
        return r.Ref as PyStr ?? throw Err.TypeError($"__format__ must return a str, not {TypeName(r)}");
    }
}

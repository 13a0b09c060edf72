namespace TieredPy.Runtime.Objects;

/// <summary>
/// The generic operations on values of unknown type, which honour what Python classes override. <c>X</c> throws on errors; <c>XRaw</c> may
/// instead return <see cref="Value.Error"/> with the error pending.
/// </summary>
public static partial class Ops
{
    /// <summary>Throws the pending error if there is one in place of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Value Check(Value v) => v.IsError ? throw Err.TakePending() : v;

    /// <summary>The name of a value's type, as error messages show it.</summary>
    public static string TypeName(Value v) => v.Type.FullName;

    /// <summary>
    /// Calls what <see cref="PyType.FindSlot"/> found, bound to a value. May return Error.
    /// </summary>
    internal static Value CallSpecial(PyObject descriptor, Value self)
    {
        if (descriptor is PyFunction f) return CallFunction(f, [self], null);
        if (IsUnboundMethod(descriptor)) return descriptor.Call([self], null);
        return CallRaw(BindSpecial(descriptor, self), ReadOnlySpan<Value>.Empty, null);
    }

    /// <inheritdoc cref="CallSpecial(PyObject, Value)"/>
    internal static Value CallSpecial(PyObject descriptor, Value self, Value arg)
    {
        if (descriptor is PyFunction f) return CallFunction(f, [self, arg], null);
        if (IsUnboundMethod(descriptor)) return descriptor.Call([self, arg], null);
        return CallRaw(BindSpecial(descriptor, self), [arg], null);
    }

    /// <inheritdoc cref="CallSpecial(PyObject, Value)"/>
    internal static Value CallSpecial(PyObject descriptor, Value self, Value arg1, Value arg2)
    {
        if (descriptor is PyFunction f) return CallFunction(f, [self, arg1, arg2], null);
        if (IsUnboundMethod(descriptor)) return descriptor.Call([self, arg1, arg2], null);
        return CallRaw(BindSpecial(descriptor, self), [arg1, arg2], null);
    }

    /// <inheritdoc cref="CallSpecial(PyObject, Value)"/>
    internal static Value CallSpecial(PyObject descriptor, Value self, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (descriptor is PyFunction or PyMethodDescriptor or PyWrapperDescriptor) return CallWithSelf(descriptor, self, args, kw);
        return CallRaw(BindSpecial(descriptor, self), args, kw);
    }

    // Callables that take self as their first argument and bind by plain prepending.
    private static bool IsUnboundMethod(PyObject o) => o is PyMethodDescriptor or PyWrapperDescriptor;

    private static Value BindSpecial(PyObject descriptor, Value self) => DescrGet(descriptor, self, self.Type);

    /// <summary>Reads a descriptor (anything else is returned as it is); <paramref name="obj"/> is Missing for a read through the class.</summary>
    public static Value DescrGet(PyObject descriptor, Value obj, PyType? owner)
    {
        if (descriptor is PyFunction f) return obj.IsMissing ? new Value(f) : new Value(new PyMethod(new Value(f), obj));
        var type = descriptor.Type;
        if (!type.IsHeap) return Check(descriptor.DescrGet(obj, owner));
        var get = type.FindSlot(Slot.Get);
        if (get == null) return Value.FromHeap(descriptor);
        if (get == PyType.NativeSlot) return Check(descriptor.DescrGet(obj, owner));
        return Check(CallSpecial(get, new Value(descriptor), obj.IsMissing ? Value.None : obj, owner == null ? Value.None : new Value(owner)));
    }

    /// <summary>Writes through a data descriptor, or deletes when <paramref name="value"/> is Missing.</summary>
    public static void DescrSet(PyObject descriptor, Value obj, Value value)
    {
        var type = descriptor.Type;
        var slot = value.IsMissing ? Slot.Delete : Slot.Set;
        var set = type.IsHeap ? type.FindSlot(slot) : PyType.NativeSlot;
        if (set == PyType.NativeSlot) descriptor.DescrSet(obj, value);
        else if (set == null) throw Err.AttributeError(slot == Slot.Set ? "__set__" : "__delete__");
        else if (value.IsMissing) Check(CallSpecial(set, new Value(descriptor), obj));
        else Check(CallSpecial(set, new Value(descriptor), obj, value));
    }

    /// <summary>Finds a special method on the value's type and binds it; the instance's own attributes don't count.</summary>
    public static bool LookupSpecial(Value o, PyStr name, out Value bound)
    {
        var found = o.Type.Lookup(name);
        bound = found == null ? Value.Missing : DescrGet(found, o, o.Type);
        return found != null;
    }

    /// <inheritdoc cref="LookupSpecial(Value, PyStr, out Value)"/>
    public static bool LookupSpecial(Value o, Slot slot, out Value bound) => LookupSpecial(o, SlotNames.Names[(int)slot], out bound);

    /// <summary>True when the value's type has the special method.</summary>
    public static bool Has(Value o, Slot slot) => o.Type.FindSlot(slot) is { } d && d is not PyNone;

    /// <summary>True for what <c>PyNumber_Check</c> calls a number.</summary>
    public static bool IsNumber(Value v) => v.IsInt || v.IsFloat || Has(v, Slot.Index) || Has(v, Slot.Int) || Has(v, Slot.Float) || v.Ref is PyComplex;

    /// <summary>True for what can be called.</summary>
    public static bool Callable(Value v) => v.Ref != null && !v.IsFloat && v.Type.FindSlot(Slot.Call) != null;

    /// <summary>True for what has an item protocol and isn't a dict (<c>PySequence_Check</c>).</summary>
    public static bool IsSequence(Value v) => v.Ref is not PyDict && !v.IsInt && !v.IsFloat && Has(v, Slot.GetItem);

    /// <summary>The code point at an index.</summary>
    internal static int Ord(PyStr s, long i) => s.IsWide ? s.Wide[i] : s.Chars[(int)i];
}

namespace TieredPy.Runtime.Objects;

/// <summary>
/// + and * where a sequence is the left operand. CPython's sequences have sq_concat and sq_repeat but neither nb_add nor nb_multiply, so
/// what the right operand's class defines as a number goes first (abstract.c, PyNumber_Add, PyNumber_Multiply and those in place).
/// </summary>
public static partial class Ops
{
    /// <summary>True where the right operand's reflected method goes before the left one's, which is a sequence's.</summary>
    private static bool NumberGoesFirst(Slot slot, Value a, Value b)
        => (b.Type.IsHeap || b.Ref is PyWeakProxy) && IsOfSequence(slot, a) && IsDefined(b, slot + 1);

    /// <summary>+= and *= of a sequence that has no method of a number for it: its own way comes after the methods of both as numbers.</summary>
    private static Value SequenceInplace(BinOp op, Slot slot, Value a, Value b)
    {
        bool sequence = IsOfSequence(slot, a);
        var r = !sequence ? BinaryProtocol(slot, a, b) : NumberGoesFirst(slot, a, b) ? CallBinary(slot + 1, b, a) : Value.NotImplemented;
        if (r.IsNotImplemented) r = CallBinary(slot + 2, a, b);
        if (r.IsNotImplemented && sequence) r = CallBinary(slot, a, b);
        return r.IsNotImplemented ? Err.Pend(BinaryError(op, true, a, b)) : r;
    }

    /// <summary>
    /// True where what changes the object in place is sq_inplace_concat or sq_inplace_repeat alone. A class made in Python takes over the
    /// former as its nb_inplace_add, whose wrapper is of the same kind (typeobject.c, update_one_slot).
    /// </summary>
    private static bool ExtendsLast(Slot slot, PyObject o)
        => slot switch { Slot.Add => o.HasSequenceSlots && !o.Type.IsHeap, Slot.Mul => o.HasSequenceSlots && IsNative(o.Type, Slot.IMul), _ => false };

    /// <summary>True where this method of this object is sq_concat or sq_repeat.</summary>
    private static bool IsOfSequence(Slot slot, Value v) => slot is Slot.Add or Slot.Mul && v.Ref is { HasSequenceSlots: true } o && IsNative(o.Type, slot);

    /// <summary>True for what has methods of a sequence, whichever: the only one that *= asks to repeat when it is on the left.</summary>
    private static bool HasSequenceMethods(Value v) => v.Type.IsHeap || Has(v, Slot.Len);

    private static bool IsNative(PyType type, Slot slot) => !type.IsHeap || type.FindSlot(slot) == PyType.NativeSlot;

    private static bool IsDefined(Value v, Slot slot)
        => v.Ref is PyWeakProxy || (v.Type.FindSlot(slot) is { } d && d != PyType.NativeSlot);
}

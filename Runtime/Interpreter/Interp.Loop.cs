using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Interpreter;

/// <summary>
/// The dispatch loop. Op bodies here are the fast paths, written out in intrinsics: RyuJIT stops inlining in a method of this size, so any
/// small helper would be a call. What is rare is in NoInlining helpers; what ops share is behind the labels after the switch. Static fields of other classes are
/// asked of the thread (PyThread.Constants.cs).
/// </summary>
internal static unsafe partial class Interp
{
    /// <summary>The dispatch loop proper. <paramref name="raised"/>: starts by unwinding the pending exception. Without a thread it does nothing, but is counted.</summary>
    private static Value Loop<TMode>(PyThread? t, bool raised) where TMode : struct, ILoopMode
    {
        if (t == null) return default;
        if (raised && !Unwind(t)) return new Value(t.ErrorTag);
        var f = t.Frames[t.Depth];
        Instr* pc = f.Pc;
        ref Register R = ref Unsafe.As<Value, Register>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(f.Regs), f.Base));
        ref Register K = ref Unsafe.As<Value, Register>(ref MemoryMarshal.GetArrayDataReference(f.Code.LoadedConsts));
        Instr* i = pc;
        Value v;
        long n;
        double x;
        bool truth;
        TierAction act;
        PyObject? o;
        ref Register b = ref R;
        ref Register c = ref R;

        while (true)
        {
            i = pc++;
            if (typeof(TMode) == typeof(TracedMode))
            {
                f.Pc = pc;
                int step = TraceStep(t, f);
                if (step == StepError) goto error;
                if (step == StepAgain) return new Value(Reenter);
            }
            if (typeof(TMode) == typeof(RecordMode))
            {
                act = RecordStep(t, f, i);
                if (act != TierAction.GoOn) goto tier;
            }
            switch (i->Op)
            {
                case Op.Nop:
                    continue;
                case Op.MoveCallee:
                    c = ref Unsafe.Add(ref R, (nuint)i->A + 1);
                    if (c.Ref != t.MissingTag) c.Ref = t.MissingTag;
                    goto case Op.Move;
                case Op.Move:
                    b = ref Unsafe.Add(ref R, (nuint)i->B);
                    goto copy;
                case Op.LoadConst:
                    b = ref Unsafe.Add(ref K, ((int*)i)[1]);
                copy:
                    c = ref Unsafe.Add(ref R, (nuint)i->A);
                    if (b.Ref == null) c.Ref = null;
                    else c.Ref = b.Ref;
                    c.Bits = b.Bits;
                    continue;
                case Op.LoadInt:
                    n = ((int*)i)[1];
                    goto setInt;
                case Op.Unbind:
                    o = t.MissingTag;
                    goto setObject;
                case Op.CheckLocal:
                    if (Unsafe.Add(ref R, (nuint)i->A).Ref != t.MissingTag) continue;
                    f.Pc = pc;
                    UnboundLocal(t, f, i->A);
                    goto error;
                case Op.LoadDerefCallee:
                    c = ref Unsafe.Add(ref R, (nuint)i->A + 1);
                    if (c.Ref != t.MissingTag) c.Ref = t.MissingTag;
                    goto case Op.LoadDeref;
                case Op.LoadDeref:
                    o = Unsafe.As<PyCell>(Unsafe.Add(ref R, (nuint)i->B).Ref!).Content;
                    if (o != null) goto setStored;
                    f.Pc = pc;
                    UnboundDeref(t, f, i->B);
                    goto error;
                case Op.StoreDeref:
                    StoreCell(Unsafe.As<PyCell>(Unsafe.Add(ref R, (nuint)i->A).Ref!), Unsafe.As<Register, Value>(ref Unsafe.Add(ref R, (nuint)i->B)));
                    continue;
                case Op.LoadGlobalCallee:
                    c = ref Unsafe.Add(ref R, (nuint)i->A + 1);
                    if (c.Ref != t.MissingTag) c.Ref = t.MissingTag;
                    goto case Op.LoadGlobal;
                case Op.LoadGlobal:
                    {
                        var cache = Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(f.Code.Caches), (nint)((byte*)i - (byte*)f.Code.Start));
                        if (cache != null)
                        {
                            if (cache.GetType() == typeof(GlobalCell))
                            {
                                o = Unsafe.As<GlobalCell>(cache).Slot;
                                if (o != null && Unsafe.As<GlobalCell>(cache).Owner == f.Function.Globals) goto setStored;
                            }
                            else if (cache.GetType() == typeof(BuiltinCache))
                            {
                                var builtin = Unsafe.As<BuiltinCache>(cache);
                                o = builtin.Cell.Slot;
                                if (o != null && builtin.Globals == f.Function.Globals && builtin.GlobalsVersion == builtin.Globals.keysVersion) goto setStored;
                            }
                        }
                        f.Pc = pc;
                        v = LoadGlobalSlow(t, f, i);
                        goto setResult;
                    }
                case Op.GetAttr:
                    {
                        o = Unsafe.Add(ref R, (nuint)i->B).Ref;
                        var cache = Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(f.Code.Caches), (nint)((byte*)i - (byte*)f.Code.Start));
                        if (o != null && cache != null && cache.GetType() == typeof(AttrCache))
                        {
                            var a = Unsafe.As<AttrCache>(cache);
                            while (a.Shape != o.Shape && a.Next != null) a = a.Next;
                            if (a.Shape == o.Shape && a.Version == a.Shape.Type.Version)
                            {
                                if (a.Kind == AttrKind.InlineSlot)
                                {
                                    if (a.Place < PyInstance.MostInline) o = Unsafe.Add(ref Unsafe.As<PyInstance.TwoSlots, PyObject?>(ref Unsafe.As<PyInstance>(o).Inline), a.Place);
                                    else
                                    {
                                        var more = Unsafe.As<PyInstance>(o).more;
                                        o = more != null && (uint)(a.Place - PyInstance.MoreFrom) < (uint)more.Length ? more[a.Place - PyInstance.MoreFrom] : null;
                                    }
                                    if (o != null) goto setStored;
                                }
                                else if (a.Kind == AttrKind.Constant)
                                {
                                    b = ref Unsafe.As<Value, Register>(ref a.Value);
                                    goto copy;
                                }
                                else if (a.Kind == AttrKind.Getter)
                                {
                                    // A property written in Python: its getter is a call like any other.
                                    f.Pc = pc;
                                    var self = Unsafe.As<Register, Value>(ref Unsafe.Add(ref R, (nuint)i->B));
                                    if (PushFrame(t, Unsafe.As<PyFunction>(a.Value.Ref!), new ReadOnlySpan<Value>(in self), null, FrameKind.Call, i->A) == null) goto error;
                                    goto enterTop;
                                }
                            }
                        }
                        else if (o != null && cache != null && cache.GetType() == typeof(ObjectAttrCache) && Unsafe.As<ObjectAttrCache>(cache).Object == o)
                        {
                            var a = Unsafe.As<ObjectAttrCache>(cache);
                            if (a.Cell == null)
                            {
                                if (a.Holds)
                                {
                                    b = ref Unsafe.As<Value, Register>(ref a.Value);
                                    goto copy;
                                }
                            }
                            else if (a.Cell.Slot != null)
                            {
                                o = a.Cell.Slot;
                                if (o != null) goto setStored;
                            }
                        }
                        f.Pc = pc;
                        v = GetAttrSlow(t, f, i, Unsafe.As<Register, Value>(ref Unsafe.Add(ref R, (nuint)i->B)));
                        goto setResult;
                    }
                case Op.SetAttr:
                    {
                        o = Unsafe.Add(ref R, (nuint)i->A).Ref;
                        c = ref Unsafe.Add(ref R, (nuint)i->C);
                        var cache = Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(f.Code.Caches), (nint)((byte*)i - (byte*)f.Code.Start));
                        if (o != null && cache != null && cache.GetType() == typeof(AttrCache))
                        {
                            var a = Unsafe.As<AttrCache>(cache);
                            while (a.Shape != o.Shape && a.Next != null) a = a.Next;
                            if (a.Shape == o.Shape && a.Version == a.Shape.Type.Version)
                            {
                                ref PyObject? slot = ref Unsafe.Add(ref Unsafe.As<PyInstance.TwoSlots, PyObject?>(ref Unsafe.As<PyInstance>(o).Inline), a.Place);
                                if (a.Place >= PyInstance.MostInline)
                                {
                                    if (*t.MultiThreadedAt) goto setAttrSlow;
                                    slot = ref Unsafe.As<PyInstance>(o).MoreSlot(a.Place - PyInstance.MoreFrom);
                                }
                                if (a.Kind == AttrKind.InlineSlot)
                                {
                                    if (c.Ref == null)
                                    {
                                        if (slot != null && slot.GetType() == typeof(HeapSlot.IntCell) && slot.Shape != null) Unsafe.As<HeapSlot.IntCell>(slot).Number = c.Bits;
                                        else slot = HeapSlot.CellFor(slot, c.Bits);
                                    }
                                    else if (c.Ref == t.FloatTag)
                                    {
                                        if (slot != null && slot.GetType() == typeof(HeapSlot.FloatCell)) Unsafe.As<HeapSlot.FloatCell>(slot).Number = BitConverter.Int64BitsToDouble(c.Bits);
                                        else slot = new HeapSlot.FloatCell(BitConverter.Int64BitsToDouble(c.Bits));
                                    }
                                    else slot = c.Ref;
                                    continue;
                                }
                                if (a.Kind == AttrKind.AddSlot && !*t.MultiThreadedAt)
                                {
                                    if (c.Ref == null) slot = HeapSlot.CellOf(c.Bits);
                                    else if (c.Ref == t.FloatTag) slot = new HeapSlot.FloatCell(BitConverter.Int64BitsToDouble(c.Bits));
                                    else slot = c.Ref;
                                    o.Shape = a.NextShape!;
                                    continue;
                                }
                            }
                        }
                    setAttrSlow:
                        f.Pc = pc;
                        if (!SetAttrSlow(t, f, i, Unsafe.As<Register, Value>(ref Unsafe.Add(ref R, (nuint)i->A)), Unsafe.As<Register, Value>(ref c))) goto error;
                        continue;
                    }
                case Op.LoadMethod:
                    {
                        b = ref Unsafe.Add(ref R, (nuint)i->B);
                        o = b.Ref;
                        var cache = Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(f.Code.Caches), (nint)((byte*)i - (byte*)f.Code.Start));
                        if (o != null && cache != null && cache.GetType() == typeof(AttrCache))
                        {
                            var a = Unsafe.As<AttrCache>(cache);
                            while (a.Shape != o.Shape && a.Next != null) a = a.Next;
                            if (a.Kind == AttrKind.Method && a.Shape == o.Shape && a.Version == a.Shape.Type.Version)
                            {
                                // R[A] may be the object's own register.
                                n = b.Bits;
                                c = ref Unsafe.Add(ref R, (nuint)i->A);
                                c.Ref = a.Value.Ref;
                                c = ref Unsafe.Add(ref c, 1);
                                c.Ref = o;
                                c.Bits = n;
                                continue;
                            }
                        }
                        f.Pc = pc;
                        if (!LoadMethodSlow(t, f, i, Unsafe.As<Register, Value>(ref b), ref Unsafe.As<Register, Value>(ref Unsafe.Add(ref R, (nuint)i->A)))) goto error;
                        continue;
                    }
                case Op.GetItemK:
                    c = ref Unsafe.Add(ref K, (nuint)i->C);
                    goto getItem;
                case Op.GetItem:
                    c = ref Unsafe.Add(ref R, (nuint)i->C);
                getItem:
                    b = ref Unsafe.Add(ref R, (nuint)i->B);
                    o = b.Ref;
                    if (o != null && c.Ref == null)
                    {
                        n = c.Bits;
                        if (o.GetType() == typeof(PyList))
                        {
                            int count = Unsafe.As<PyList>(o).count;
                            if (n < 0) n += count;
                            if ((ulong)n < (ulong)count)
                            {
                                var store = Unsafe.As<PyList>(o).store;
                                if (store.GetType() == typeof(PyObject[]))
                                {
                                    if (n < store.Length)
                                    {
                                        o = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Unsafe.As<PyObject[]>(store)), (nint)n);
                                        if (o != null) goto setHeap;
                                    }
                                }
                                else if (store.GetType() == typeof(long[]))
                                {
                                    if (n < store.Length)
                                    {
                                        n = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Unsafe.As<long[]>(store)), (nint)n);
                                        goto setInt;
                                    }
                                }
                                else if (store.GetType() == typeof(double[]) && n < store.Length)
                                {
                                    x = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Unsafe.As<double[]>(store)), (nint)n);
                                    goto setFloat;
                                }
                            }
                        }
                        else if (o.GetType() == typeof(PyTuple))
                        {
                            var tuple = Unsafe.As<PyTuple>(o);
                            if (n < 0) n += tuple.Count;
                            if ((ulong)n < (ulong)tuple.Count)
                            {
                                b = ref Unsafe.As<Value, Register>(ref Unsafe.Add(ref tuple.First, (nint)n));
                                goto copy;
                            }
                        }
                    }
                    f.Pc = pc;
                    if (o != null && PyInstance.IsPlain(o))
                    {
                        int r = PushGetItem(t, i, Unsafe.As<Register, Value>(ref b), Unsafe.As<Register, Value>(ref c));
                        if (r == PushError) goto error;
                        if (r == PushDone) goto enterTop;
                    }
                    v = GetItemSlow(t, Unsafe.As<Register, Value>(ref b), Unsafe.As<Register, Value>(ref c));
                    goto setResult;
                case Op.SetItem:
                    b = ref Unsafe.Add(ref R, (nuint)i->A);
                    c = ref Unsafe.Add(ref R, (nuint)i->C);
                    o = b.Ref;
                    if (o != null && o.GetType() == typeof(PyList) && Unsafe.Add(ref R, (nuint)i->B).Ref == null && !*t.MultiThreadedAt)
                    {
                        int count = Unsafe.As<PyList>(o).count;
                        n = Unsafe.Add(ref R, (nuint)i->B).Bits;
                        if (n < 0) n += count;
                        if ((ulong)n < (ulong)count)
                        {
                            var store = Unsafe.As<PyList>(o).store;
                            if (store.GetType() == typeof(long[]))
                            {
                                if (c.Ref == null)
                                {
                                    Unsafe.As<long[]>(store)[n] = c.Bits;
                                    continue;
                                }
                            }
                            else if (store.GetType() == typeof(double[]))
                            {
                                if (c.Ref == t.FloatTag)
                                {
                                    Unsafe.As<double[]>(store)[n] = BitConverter.Int64BitsToDouble(c.Bits);
                                    continue;
                                }
                            }
                            else if (store.GetType() == typeof(PyObject[]) && n < store.Length && c.Ref != null && c.Ref != t.FloatTag)
                            {
                                Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Unsafe.As<PyObject[]>(store)), (nint)n) = c.Ref;
                                continue;
                            }
                        }
                    }
                    f.Pc = pc;
                    if (o != null && PyInstance.IsPlain(o))
                    {
                        int r = PushSetItem(t, o, Unsafe.As<Register, Value>(ref Unsafe.Add(ref R, (nuint)i->B)), Unsafe.As<Register, Value>(ref c));
                        if (r == PushError) goto error;
                        if (r == PushDone) goto enterTop;
                    }
                    if (!SetItemSlow(t, Unsafe.As<Register, Value>(ref b), Unsafe.As<Register, Value>(ref Unsafe.Add(ref R, (nuint)i->B)), Unsafe.As<Register, Value>(ref c))) goto error;
                    continue;
                case Op.AddK:
                    c = ref Unsafe.Add(ref K, (nuint)i->C);
                    goto add;
                case Op.Add:
                    c = ref Unsafe.Add(ref R, (nuint)i->C);
                add:
                    b = ref Unsafe.Add(ref R, (nuint)i->B);
                    if (b.Ref == null)
                    {
                        if (c.Ref == null)
                        {
                            n = b.Bits + c.Bits;
                            if (((b.Bits ^ n) & (c.Bits ^ n)) >= 0) goto setInt;
                        }
                    }
                    else if (b.Ref == t.FloatTag && c.Ref == t.FloatTag)
                    {
                        x = BitConverter.Int64BitsToDouble(b.Bits) + BitConverter.Int64BitsToDouble(c.Bits);
                        goto setFloat;
                    }
                    goto binarySlow;
                case Op.SubK:
                    c = ref Unsafe.Add(ref K, (nuint)i->C);
                    goto sub;
                case Op.Sub:
                    c = ref Unsafe.Add(ref R, (nuint)i->C);
                sub:
                    b = ref Unsafe.Add(ref R, (nuint)i->B);
                    if (b.Ref == null)
                    {
                        if (c.Ref == null)
                        {
                            n = b.Bits - c.Bits;
                            if (((b.Bits ^ c.Bits) & (b.Bits ^ n)) >= 0) goto setInt;
                        }
                    }
                    else if (b.Ref == t.FloatTag && c.Ref == t.FloatTag)
                    {
                        x = BitConverter.Int64BitsToDouble(b.Bits) - BitConverter.Int64BitsToDouble(c.Bits);
                        goto setFloat;
                    }
                    goto binarySlow;
                case Op.MulK:
                    c = ref Unsafe.Add(ref K, (nuint)i->C);
                    goto mul;
                case Op.Mul:
                    c = ref Unsafe.Add(ref R, (nuint)i->C);
                mul:
                    b = ref Unsafe.Add(ref R, (nuint)i->B);
                    if (b.Ref == null)
                    {
                        if (c.Ref == null)
                        {
                            // Not BigMul here: a variable whose address is taken is in memory in all ops.
                            n = b.Bits * c.Bits;
                            if (b.Bits == (int)b.Bits && c.Bits == (int)c.Bits || ProductFits(b.Bits, c.Bits)) goto setInt;
                        }
                    }
                    else if (b.Ref == t.FloatTag && c.Ref == t.FloatTag)
                    {
                        x = BitConverter.Int64BitsToDouble(b.Bits) * BitConverter.Int64BitsToDouble(c.Bits);
                        goto setFloat;
                    }
                    goto binarySlow;
                case Op.TrueDivK:
                    c = ref Unsafe.Add(ref K, (nuint)i->C);
                    goto truediv;
                case Op.TrueDiv:
                    c = ref Unsafe.Add(ref R, (nuint)i->C);
                truediv:
                    b = ref Unsafe.Add(ref R, (nuint)i->B);
                    if (b.Ref == null)
                    {
                        if (c.Ref == null)
                        {
                            // Exact when both convert to double exactly.
                            if (c.Bits != 0 && (ulong)(b.Bits + (1L << 53)) <= 1UL << 54 && (ulong)(c.Bits + (1L << 53)) <= 1UL << 54)
                            {
                                x = (double)b.Bits / c.Bits;
                                goto setFloat;
                            }
                        }
                    }
                    else if (b.Ref == t.FloatTag && c.Ref == t.FloatTag)
                    {
                        if (BitConverter.Int64BitsToDouble(c.Bits) != 0)
                        {
                            x = BitConverter.Int64BitsToDouble(b.Bits) / BitConverter.Int64BitsToDouble(c.Bits);
                            goto setFloat;
                        }
                    }
                    goto binarySlow;
                case Op.FloorDivK:
                    c = ref Unsafe.Add(ref K, (nuint)i->C);
                    goto floordiv;
                case Op.FloorDiv:
                    c = ref Unsafe.Add(ref R, (nuint)i->C);
                floordiv:
                    b = ref Unsafe.Add(ref R, (nuint)i->B);
                    if (b.Ref == null)
                    {
                        if (c.Ref == null)
                        {
                            if (c.Bits > 0)
                            {
                                n = b.Bits / c.Bits;
                                n += (b.Bits - n * c.Bits) >> 63;
                                goto setInt;
                            }
                        }
                    }
                    goto binarySlow;
                case Op.ModK:
                    c = ref Unsafe.Add(ref K, (nuint)i->C);
                    goto mod;
                case Op.Mod:
                    c = ref Unsafe.Add(ref R, (nuint)i->C);
                mod:
                    b = ref Unsafe.Add(ref R, (nuint)i->B);
                    if (b.Ref == null)
                    {
                        if (c.Ref == null)
                        {
                            if (c.Bits > 0)
                            {
                                n = b.Bits % c.Bits;
                                n += c.Bits & (n >> 63);
                                goto setInt;
                            }
                        }
                    }
                    goto binarySlow;
                case Op.LShiftK:
                    c = ref Unsafe.Add(ref K, (nuint)i->C);
                    goto lshift;
                case Op.LShift:
                    c = ref Unsafe.Add(ref R, (nuint)i->C);
                lshift:
                    b = ref Unsafe.Add(ref R, (nuint)i->B);
                    if (b.Ref == null)
                    {
                        if (c.Ref == null)
                        {
                            if ((ulong)c.Bits < 63)
                            {
                                n = b.Bits << (int)c.Bits;
                                if (n >> (int)c.Bits == b.Bits) goto setInt;
                            }
                        }
                    }
                    goto binarySlow;
                case Op.RShiftK:
                    c = ref Unsafe.Add(ref K, (nuint)i->C);
                    goto rshift;
                case Op.RShift:
                    c = ref Unsafe.Add(ref R, (nuint)i->C);
                rshift:
                    b = ref Unsafe.Add(ref R, (nuint)i->B);
                    if (b.Ref == null)
                    {
                        if (c.Ref == null)
                        {
                            if (c.Bits >= 0)
                            {
                                n = b.Bits >> (int)(c.Bits < 63 ? c.Bits : 63);
                                goto setInt;
                            }
                        }
                    }
                    goto binarySlow;
                case Op.AndK:
                    c = ref Unsafe.Add(ref K, (nuint)i->C);
                    goto and;
                case Op.And:
                    c = ref Unsafe.Add(ref R, (nuint)i->C);
                and:
                    b = ref Unsafe.Add(ref R, (nuint)i->B);
                    if (b.Ref == null)
                    {
                        if (c.Ref == null)
                        {
                            n = b.Bits & c.Bits;
                            goto setInt;
                        }
                    }
                    goto binarySlow;
                case Op.Or:
                    b = ref Unsafe.Add(ref R, (nuint)i->B);
                    c = ref Unsafe.Add(ref R, (nuint)i->C);
                    if (b.Ref != null || c.Ref != null) goto binarySlow;
                    n = b.Bits | c.Bits;
                    goto setInt;
                case Op.Xor:
                    b = ref Unsafe.Add(ref R, (nuint)i->B);
                    c = ref Unsafe.Add(ref R, (nuint)i->C);
                    if (b.Ref != null || c.Ref != null) goto binarySlow;
                    n = b.Bits ^ c.Bits;
                    goto setInt;
                case Op.Pow:
                case Op.MatMul:
                    b = ref Unsafe.Add(ref R, (nuint)i->B);
                    c = ref Unsafe.Add(ref R, (nuint)i->C);
                    goto binarySlow;
                case Op.Neg:
                    b = ref Unsafe.Add(ref R, (nuint)i->B);
                    if (b.Ref == null)
                    {
                        n = -b.Bits;
                        if (n != long.MinValue) goto setInt;
                    }
                    else if (b.Ref == t.FloatTag)
                    {
                        x = -BitConverter.Int64BitsToDouble(b.Bits);
                        goto setFloat;
                    }
                    goto unarySlow;
                case Op.Pos:
                case Op.Invert:
                unarySlow:
                    f.Pc = pc;
                    v = UnarySlow(i->Op, Unsafe.As<Register, Value>(ref Unsafe.Add(ref R, (nuint)i->B)));
                    goto setResult;
                case Op.Not:
                    b = ref Unsafe.Add(ref R, (nuint)i->B);
                    truth = false;
                    if (b.Ref == t.True) goto setBool;
                    truth = true;
                    if (b.Ref == t.False || b.Ref == t.None) goto setBool;
                    {
                        f.Pc = pc;
                        int test = TruthSlow(t, Unsafe.As<Register, Value>(ref b));
                        if (test < 0) goto error;
                        truth = test == 0;
                        goto setBool;
                    }
                case Op.Lt:
                    b = ref Unsafe.Add(ref R, (nuint)i->B);
                    c = ref Unsafe.Add(ref R, (nuint)i->C);
                    if (b.Ref == null && c.Ref == null)
                    {
                        truth = b.Bits < c.Bits;
                        goto setBool;
                    }
                    if (b.Ref == t.FloatTag && c.Ref == t.FloatTag)
                    {
                        truth = BitConverter.Int64BitsToDouble(b.Bits) < BitConverter.Int64BitsToDouble(c.Bits);
                        goto setBool;
                    }
                    goto binarySlow;
                case Op.JumpIfLtK:
                    c = ref Unsafe.Add(ref K, (nuint)i->B);
                    goto jumpIfLt;
                case Op.JumpIfLt:
                    c = ref Unsafe.Add(ref R, (nuint)i->B);
                jumpIfLt:
                    b = ref Unsafe.Add(ref R, (nuint)i->A);
                    if (b.Ref == null && c.Ref == null) truth = b.Bits < c.Bits;
                    else if (b.Ref == t.FloatTag && c.Ref == t.FloatTag) truth = BitConverter.Int64BitsToDouble(b.Bits) < BitConverter.Int64BitsToDouble(c.Bits);
                    else goto compareJumpSlow;
                    if (truth != (i->D != 0)) pc += ((short*)i)[3];
                    continue;
                case Op.Le:
                    b = ref Unsafe.Add(ref R, (nuint)i->B);
                    c = ref Unsafe.Add(ref R, (nuint)i->C);
                    if (b.Ref == null && c.Ref == null)
                    {
                        truth = b.Bits <= c.Bits;
                        goto setBool;
                    }
                    if (b.Ref == t.FloatTag && c.Ref == t.FloatTag)
                    {
                        truth = BitConverter.Int64BitsToDouble(b.Bits) <= BitConverter.Int64BitsToDouble(c.Bits);
                        goto setBool;
                    }
                    goto binarySlow;
                case Op.JumpIfLeK:
                    c = ref Unsafe.Add(ref K, (nuint)i->B);
                    goto jumpIfLe;
                case Op.JumpIfLe:
                    c = ref Unsafe.Add(ref R, (nuint)i->B);
                jumpIfLe:
                    b = ref Unsafe.Add(ref R, (nuint)i->A);
                    if (b.Ref == null && c.Ref == null) truth = b.Bits <= c.Bits;
                    else if (b.Ref == t.FloatTag && c.Ref == t.FloatTag) truth = BitConverter.Int64BitsToDouble(b.Bits) <= BitConverter.Int64BitsToDouble(c.Bits);
                    else goto compareJumpSlow;
                    if (truth != (i->D != 0)) pc += ((short*)i)[3];
                    continue;
                case Op.Eq:
                    b = ref Unsafe.Add(ref R, (nuint)i->B);
                    c = ref Unsafe.Add(ref R, (nuint)i->C);
                    if (b.Ref == null && c.Ref == null)
                    {
                        truth = b.Bits == c.Bits;
                        goto setBool;
                    }
                    if (b.Ref == t.FloatTag && c.Ref == t.FloatTag)
                    {
                        truth = BitConverter.Int64BitsToDouble(b.Bits) == BitConverter.Int64BitsToDouble(c.Bits);
                        goto setBool;
                    }
                    goto binarySlow;
                case Op.JumpIfEqK:
                    c = ref Unsafe.Add(ref K, (nuint)i->B);
                    goto jumpIfEq;
                case Op.JumpIfEq:
                    c = ref Unsafe.Add(ref R, (nuint)i->B);
                jumpIfEq:
                    b = ref Unsafe.Add(ref R, (nuint)i->A);
                    if (b.Ref == null && c.Ref == null) truth = b.Bits == c.Bits;
                    else if (b.Ref == t.FloatTag && c.Ref == t.FloatTag) truth = BitConverter.Int64BitsToDouble(b.Bits) == BitConverter.Int64BitsToDouble(c.Bits);
                    else goto compareJumpSlow;
                    if (truth != (i->D != 0)) pc += ((short*)i)[3];
                    continue;
                case Op.Ne:
                    b = ref Unsafe.Add(ref R, (nuint)i->B);
                    c = ref Unsafe.Add(ref R, (nuint)i->C);
                    if (b.Ref == null && c.Ref == null)
                    {
                        truth = b.Bits != c.Bits;
                        goto setBool;
                    }
                    if (b.Ref == t.FloatTag && c.Ref == t.FloatTag)
                    {
                        truth = BitConverter.Int64BitsToDouble(b.Bits) != BitConverter.Int64BitsToDouble(c.Bits);
                        goto setBool;
                    }
                    goto binarySlow;
                case Op.JumpIfNeK:
                    c = ref Unsafe.Add(ref K, (nuint)i->B);
                    goto jumpIfNe;
                case Op.JumpIfNe:
                    c = ref Unsafe.Add(ref R, (nuint)i->B);
                jumpIfNe:
                    b = ref Unsafe.Add(ref R, (nuint)i->A);
                    if (b.Ref == null && c.Ref == null) truth = b.Bits != c.Bits;
                    else if (b.Ref == t.FloatTag && c.Ref == t.FloatTag) truth = BitConverter.Int64BitsToDouble(b.Bits) != BitConverter.Int64BitsToDouble(c.Bits);
                    else goto compareJumpSlow;
                    if (truth != (i->D != 0)) pc += ((short*)i)[3];
                    continue;
                case Op.Gt:
                    b = ref Unsafe.Add(ref R, (nuint)i->B);
                    c = ref Unsafe.Add(ref R, (nuint)i->C);
                    if (b.Ref == null && c.Ref == null)
                    {
                        truth = b.Bits > c.Bits;
                        goto setBool;
                    }
                    if (b.Ref == t.FloatTag && c.Ref == t.FloatTag)
                    {
                        truth = BitConverter.Int64BitsToDouble(b.Bits) > BitConverter.Int64BitsToDouble(c.Bits);
                        goto setBool;
                    }
                    goto binarySlow;
                case Op.JumpIfGtK:
                    c = ref Unsafe.Add(ref K, (nuint)i->B);
                    goto jumpIfGt;
                case Op.JumpIfGt:
                    c = ref Unsafe.Add(ref R, (nuint)i->B);
                jumpIfGt:
                    b = ref Unsafe.Add(ref R, (nuint)i->A);
                    if (b.Ref == null && c.Ref == null) truth = b.Bits > c.Bits;
                    else if (b.Ref == t.FloatTag && c.Ref == t.FloatTag) truth = BitConverter.Int64BitsToDouble(b.Bits) > BitConverter.Int64BitsToDouble(c.Bits);
                    else goto compareJumpSlow;
                    if (truth != (i->D != 0)) pc += ((short*)i)[3];
                    continue;
                case Op.Ge:
                    b = ref Unsafe.Add(ref R, (nuint)i->B);
                    c = ref Unsafe.Add(ref R, (nuint)i->C);
                    if (b.Ref == null && c.Ref == null)
                    {
                        truth = b.Bits >= c.Bits;
                        goto setBool;
                    }
                    if (b.Ref == t.FloatTag && c.Ref == t.FloatTag)
                    {
                        truth = BitConverter.Int64BitsToDouble(b.Bits) >= BitConverter.Int64BitsToDouble(c.Bits);
                        goto setBool;
                    }
                    goto binarySlow;
                case Op.JumpIfGeK:
                    c = ref Unsafe.Add(ref K, (nuint)i->B);
                    goto jumpIfGe;
                case Op.JumpIfGe:
                    c = ref Unsafe.Add(ref R, (nuint)i->B);
                jumpIfGe:
                    b = ref Unsafe.Add(ref R, (nuint)i->A);
                    if (b.Ref == null && c.Ref == null) truth = b.Bits >= c.Bits;
                    else if (b.Ref == t.FloatTag && c.Ref == t.FloatTag) truth = BitConverter.Int64BitsToDouble(b.Bits) >= BitConverter.Int64BitsToDouble(c.Bits);
                    else goto compareJumpSlow;
                    if (truth != (i->D != 0)) pc += ((short*)i)[3];
                    continue;
                case Op.Is:
                    b = ref Unsafe.Add(ref R, (nuint)i->B);
                    c = ref Unsafe.Add(ref R, (nuint)i->C);
                    truth = (b.Ref == c.Ref && b.Bits == c.Bits) != (i->D != 0);
                    goto setBool;
                case Op.Jump:
                    pc += ((int*)i)[1];
                    continue;
                case Op.LoopHead:
                    if (t.Counts && --((int*)i)[1] == 0)
                    {
                        act = HotLoop(t, f, i);
                        if (act != TierAction.GoOn) goto tier;
                    }
                loopHead:
                    if (!t.Breaker->IsSet) continue;
                    goto poll;
                case Op.LoopEnter:
                    act = EnterLoop(t, f, i);
                    if (act != TierAction.GoOn) goto tier;
                    goto loopHead;
                case Op.ForEnter:
                    act = EnterLoop(t, f, i);
                    if (act != TierAction.GoOn) goto tier;
                    goto forLoop;
                case Op.JumpIfTrue:
                    b = ref Unsafe.Add(ref R, (nuint)i->A);
                    if (b.Ref == t.True) pc += ((int*)i)[1];
                    else if (b.Ref != t.False && b.Ref != t.None)
                    {
                        f.Pc = pc;
                        int test = TruthSlow(t, Unsafe.As<Register, Value>(ref b));
                        if (test < 0) goto error;
                        if (test != 0) pc += ((int*)i)[1];
                    }
                    continue;
                case Op.JumpIfFalse:
                    b = ref Unsafe.Add(ref R, (nuint)i->A);
                    if (b.Ref == t.True) continue;
                    if (b.Ref == t.False || b.Ref == t.None) pc += ((int*)i)[1];
                    else
                    {
                        f.Pc = pc;
                        int test = TruthSlow(t, Unsafe.As<Register, Value>(ref b));
                        if (test < 0) goto error;
                        if (test == 0) pc += ((int*)i)[1];
                    }
                    continue;
                case Op.JumpIfNone:
                    if (Unsafe.Add(ref R, (nuint)i->A).Ref == t.None) pc += ((int*)i)[1];
                    continue;
                case Op.JumpIfNotNone:
                    if (Unsafe.Add(ref R, (nuint)i->A).Ref != t.None) pc += ((int*)i)[1];
                    continue;
                case Op.ForLoop:
                    if (t.Counts && --((byte*)i)[1] == 0)
                    {
                        act = HotLoop(t, f, i);
                        if (act != TierAction.GoOn) goto tier;
                    }
                forLoop:
                    if (t.Breaker->IsSet)
                    {
                        f.Pc = pc - 1;
                        if (!Poll(t))
                        {
                            f.Pc = pc;
                            BlameBody(t, f);
                            goto error;
                        }
                        if (t.ReenterWanted)
                        {
                            t.ReenterWanted = false;
                            f.TraceRetry = typeof(TMode) == typeof(TracedMode);
                            return new Value(Reenter);
                        }
                    }
                    o = Unsafe.Add(ref R, (nuint)i->B).Ref!;
                    if (o.GetType() == typeof(PyRangeIterator))
                    {
                        var range = Unsafe.As<PyRangeIterator>(o);
                        if (range.left <= 0) continue;
                        range.left--;
                        n = range.next;
                        range.next = n + range.step;
                        pc += ((short*)i)[3];
                        goto setInt;
                    }
                    if (o.GetType() == typeof(PyListIterator))
                    {
                        var list = Unsafe.As<PyListIterator>(o).list;
                        n = Unsafe.As<PyListIterator>(o).index;
                        if (list != null && n < list.count)
                        {
                            var store = list.store;
                            if (n < store.Length)
                            {
                                if (store.GetType() == typeof(PyObject[]))
                                {
                                    var item = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Unsafe.As<PyObject[]>(store)), (nint)n);
                                    if (item != null)
                                    {
                                        Unsafe.As<PyListIterator>(o).index = (int)n + 1;
                                        o = item;
                                        pc += ((short*)i)[3];
                                        goto setHeap;
                                    }
                                }
                                else if (store.GetType() != typeof(ListQueue[]))
                                {
                                    Unsafe.As<PyListIterator>(o).index = (int)n + 1;
                                    pc += ((short*)i)[3];
                                    if (store.GetType() == typeof(long[]))
                                    {
                                        n = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Unsafe.As<long[]>(store)), (nint)n);
                                        goto setInt;
                                    }
                                    x = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Unsafe.As<double[]>(store)), (nint)n);
                                    goto setFloat;
                                }
                            }
                        }
                    }
                    else if (o.GetType() == typeof(PyTupleIterator))
                    {
                        var tuple = Unsafe.As<PyTupleIterator>(o).tuple;
                        n = Unsafe.As<PyTupleIterator>(o).index;
                        if (tuple != null && n < tuple.Count)
                        {
                            Unsafe.As<PyTupleIterator>(o).index = (int)n + 1;
                            pc += ((short*)i)[3];
                            b = ref Unsafe.As<Value, Register>(ref Unsafe.Add(ref tuple.First, (nint)n));
                            goto copy;
                        }
                    }
                    else if (o.GetType() == typeof(PyStrIterator))
                    {
                        string? chars = Unsafe.As<PyStrIterator>(o).chars;
                        n = Unsafe.As<PyStrIterator>(o).at;
                        if (chars != null && n < chars.Length && Unsafe.As<PyStrIterator>(o).text != null)
                        {
                            Unsafe.As<PyStrIterator>(o).at = (int)n + 1;
                            pc += ((short*)i)[3];
                            o = PyStr.OfCodePoint(chars[(int)n]);
                            goto setObject;
                        }
                    }
                    else if (o.GetType() == typeof(PyGenerator))
                    {
                        f.Pc = pc;
                        var g = Unsafe.As<PyGenerator>(o);
                        if (g.State != GeneratorState.Suspended)
                        {
                            int s = GeneratorNotResumable(t, g);
                            if (s < 0) goto error;
                            if (s == 0) continue;
                        }
                        if (g.Started) Receive(g, Value.None);
                        var resumed = ResumeFrame(t, g, FrameKind.GenFor, i->A);
                        if (resumed == null) goto error;
                        resumed.Aux = ((short*)i)[3];
                        act = ResumeBody(t, resumed);
                        goto tier;
                    }
                    f.Pc = pc;
                    {
                        // A pair that the body takes apart at once isn't made.
                        var body = pc + ((short*)i)[3];
                        if (typeof(TMode) == typeof(PlainMode) && body->Op == Op.Unpack && body->B == i->A && body->C == 2 && i->A >= f.Code.NamedEnd)
                        {
                            int r = NextPair(o, ref Unsafe.As<Register, Value>(ref Unsafe.Add(ref R, (nuint)body->A)));
                            if (r == PairDone) continue;
                            if (r == PairError) goto error;
                            if (r == PairMade)
                            {
                                pc = body + 1;
                                continue;
                            }
                        }
                    }
                    if (typeof(TMode) != typeof(RecordMode) && PyInstance.IsPlain(o))
                    {
                        int r = PushNext(t, i, o, ((short*)i)[3]);
                        if (r == PushError) goto error;
                        if (r == PushDone) goto enterTop;
                    }
                    v = NextSlow(t, o);
                    if (v.Ref == t.DoneTag) continue;
                    if (v.Ref == t.ErrorTag) goto error;
                    pc += ((short*)i)[3];
                    goto setResult;
                case Op.ForIter:
                    f.Pc = pc;
                    v = NextSlow(t, Unsafe.Add(ref R, (nuint)i->B).Ref!);
                    if (v.Ref == t.DoneTag) continue;
                    if (v.Ref == t.ErrorTag) goto error;
                    pc++;
                    goto setResult;
                case Op.In:
                    f.Pc = pc;
                    o = Unsafe.Add(ref R, (nuint)i->C).Ref;
                    if (o != null && PyInstance.IsPlain(o))
                    {
                        int r = PushContains(t, i, o, Unsafe.As<Register, Value>(ref Unsafe.Add(ref R, (nuint)i->B)));
                        if (r == PushError) goto error;
                        if (r == PushDone) goto enterTop;
                    }
                    v = InSlow(i, Unsafe.As<Register, Value>(ref Unsafe.Add(ref R, (nuint)i->C)), Unsafe.As<Register, Value>(ref Unsafe.Add(ref R, (nuint)i->B)));
                    goto setResult;
                case Op.GetIter:
                    f.Pc = pc;
                    v = GetIterSlow(Unsafe.As<Register, Value>(ref Unsafe.Add(ref R, (nuint)i->B)));
                    goto setResult;
                case Op.GetSlice:
                    f.Pc = pc;
                    v = GetSliceSlow(Unsafe.As<Register, Value>(ref Unsafe.Add(ref R, (nuint)i->B)), ref Unsafe.As<Register, Value>(ref Unsafe.Add(ref R, (nuint)i->C)));
                    goto setResult;
                case Op.BuildList:
                    o = MakeList(ref Unsafe.As<Register, Value>(ref Unsafe.Add(ref R, (nuint)i->B)), i->C, i->D);
                    goto setObject;
                case Op.CopyFreeVars:
                    CopyFreeVars(f, ref Unsafe.As<Register, Value>(ref Unsafe.Add(ref R, (nuint)i->A)), i->B);
                    continue;
                case Op.MakeCell:
                    b = ref Unsafe.Add(ref R, (nuint)i->A);
                    o = NewCell(ref Unsafe.As<Register, Value>(ref b));
                    goto setObject;
                case Op.BuildTuple:
                    o = MakeTuple(ref Unsafe.As<Register, Value>(ref Unsafe.Add(ref R, (nuint)i->B)), i->C);
                    goto setObject;
                case Op.ListAppend:
                    AppendItem(Unsafe.As<PyList>(Unsafe.Add(ref R, (nuint)i->A).Ref!), Unsafe.As<Register, Value>(ref Unsafe.Add(ref R, (nuint)i->B)));
                    continue;
                case Op.Unpack:
                    b = ref Unsafe.Add(ref R, (nuint)i->B);
                    o = b.Ref;
                    c = ref Unsafe.Add(ref R, (nuint)i->A);
                    if (o != null && o.GetType() == typeof(PyTuple))
                    {
                        var tuple = Unsafe.As<PyTuple>(o);
                        if (tuple.Count == i->C)
                        {
                            b = ref Unsafe.As<Value, Register>(ref tuple.First);
                            for (n = i->C; n > 0; n--)
                            {
                                if (b.Ref == null) c.Ref = null;
                                else c.Ref = b.Ref;
                                c.Bits = b.Bits;
                                b = ref Unsafe.Add(ref b, 1);
                                c = ref Unsafe.Add(ref c, 1);
                            }
                            continue;
                        }
                    }
                    f.Pc = pc;
                    if (!UnpackSlow(t, Unsafe.As<Register, Value>(ref b), ref Unsafe.As<Register, Value>(ref c), i->C)) goto error;
                    continue;
                case Op.Call:
                    b = ref Unsafe.Add(ref R, (nuint)i->B);
                    o = b.Ref;
                    if (o != null && o.GetType() == typeof(PyFunction) && f.Regs == t.Slab)
                    {
                        // The usual call: the arguments are what the function takes and become its registers where they are.
                        n = i->C;
                        c = ref Unsafe.Add(ref b, 1);
                        if (c.Ref == t.MissingTag) c = ref Unsafe.Add(ref c, 1);
                        else n++;
                        if (Unsafe.As<PyFunction>(o).SimpleArgCount == (int)n)
                        {
                            int depth = t.Depth + 1;
                            var code = Unsafe.As<PyFunction>(o).Code;
                            int newBase = f.Base + (int)(Unsafe.ByteOffset(ref R, ref c) >> 4);
                            if (depth + t.InlinedDepth < *t.RecursionLimitAt && depth + 2 < t.Frames.Length && newBase + code.RegCount <= t.Slab.Length)
                            {
                                f.Pc = pc;
                                R = ref c;
                                int end = typeof(TMode) == typeof(PlainMode) ? code.ClearEnd : code.NamedEnd;
                                for (; (int)n < end; n++)
                                {
                                    c = ref Unsafe.Add(ref R, (nint)n);
                                    if (c.Ref != t.MissingTag) c.Ref = t.MissingTag;
                                    c.Bits = 0;
                                }
                                f = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(t.Frames), depth);
                                t.Depth = depth;
                                if (f.Function != o) f.Function = Unsafe.As<PyFunction>(o);
                                if (f.Code != code) f.Code = code;
                                if (f.Regs != t.Slab) f.Regs = t.Slab;
                                f.Base = newBase;
                                f.Top = newBase + code.RegCount;
                                f.Kind = FrameKind.Call;
                                f.Dst = i->A;
                                f.Aux = i->B;
                                pc = code.Start;
                                K = ref Unsafe.As<Value, Register>(ref MemoryMarshal.GetArrayDataReference(code.LoadedConsts));
                                if (t.Counts && --code.Heat < 0)
                                {
                                    act = HotFunction(t, f);
                                    if (act != TierAction.GoOn) goto tier;
                                }
                                if (t.Breaker->IsSet) goto poll;
                                continue;
                            }
                        }
                    }
                    {
                        int argBase = i->B + 1, count = i->C;
                        if (Unsafe.Add(ref b, 1).Ref == t.MissingTag) argBase++;
                        else count++;
                        f.Pc = pc;
                        PyFunction? func = null;
                        var kind = FrameKind.Call;
                        if (o != null)
                        {
                            if (o.GetType() == typeof(PyFunction)) func = Unsafe.As<PyFunction>(o);
                            else if (o.GetType() == typeof(PyType) && argBase == i->B + 2)
                            {
                                var cache = Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(f.Code.Caches), (nint)((byte*)i - (byte*)f.Code.Start));
                                if (cache != null && cache.GetType() == typeof(ConstructCache))
                                {
                                    var plan = Unsafe.As<ConstructCache>(cache);
                                    if (plan.Type == o && plan.Version == plan.Type.Version && plan.Init != null && plan.Init.SimpleArgCount > count)
                                    {
                                        // The instance stays in R[B], for the end of its __init__.
                                        func = plan.Init;
                                        kind = FrameKind.Init;
                                        argBase--;
                                        count++;
                                        o = PyInstance.New(plan.Type.RootShape);
                                        b.Ref = o;
                                        c = ref Unsafe.Add(ref b, 1);
                                        c.Ref = o;
                                        c.Bits = 0;
                                    }
                                }
                            }
                        }
                        if (func != null)
                        {
                            int depth = t.Depth + 1;
                            var code = func.Code;
                            int newBase = f.Top;
                            int missing = func.SimpleArgCount - count;
                            if (missing != 0)
                            {
                                // Omitted arguments come from the defaults, if there are as many.
                                var defaults = func.Defaults;
                                if (defaults == null || missing > defaults.Count) missing = -1;
                            }
                            if (missing >= 0 && depth + t.InlinedDepth < *t.RecursionLimitAt && depth + 2 < t.Frames.Length && newBase + code.RegCount <= t.Slab.Length)
                            {
                                c = ref Unsafe.Add(ref R, argBase);
                                if (f.Regs == t.Slab)
                                {
                                    // The arguments become the callee's registers where they are.
                                    newBase = f.Base + argBase;
                                    R = ref c;
                                }
                                else
                                {
                                    R = ref Unsafe.As<Value, Register>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(t.Slab), newBase));
                                    for (n = 0; n < count; n++)
                                    {
                                        ref Register d = ref Unsafe.Add(ref R, (nint)n);
                                        if (c.Ref == null) d.Ref = null;
                                        else d.Ref = c.Ref;
                                        d.Bits = c.Bits;
                                        c = ref Unsafe.Add(ref c, 1);
                                    }
                                }
                                if (missing > 0)
                                {
                                    var defaults = func.Defaults!;
                                    for (n = defaults.Count - missing; n < defaults.Count; n++, count++)
                                    {
                                        c = ref Unsafe.As<Value, Register>(ref Unsafe.Add(ref defaults.First, (nint)n));
                                        ref Register d = ref Unsafe.Add(ref R, count);
                                        if (c.Ref == null) d.Ref = null;
                                        else d.Ref = c.Ref;
                                        d.Bits = c.Bits;
                                    }
                                }
                                missing = typeof(TMode) == typeof(PlainMode) ? code.ClearEnd : code.NamedEnd;
                                for (; count < missing; count++)
                                {
                                    Unsafe.Add(ref R, count).Ref = t.MissingTag;
                                    Unsafe.Add(ref R, count).Bits = 0;
                                }
                                f = t.Frames[depth];
                                t.Depth = depth;
                                if (f.Function != func) f.Function = func;
                                if (f.Code != code) f.Code = code;
                                if (f.Regs != t.Slab) f.Regs = t.Slab;
                                f.Base = newBase;
                                f.Top = newBase + code.RegCount;
                                f.Kind = kind;
                                f.Dst = i->A;
                                f.Aux = i->B;
                                pc = code.Start;
                                K = ref Unsafe.As<Value, Register>(ref MemoryMarshal.GetArrayDataReference(code.LoadedConsts));
                                if (t.Counts && --code.Heat < 0)
                                {
                                    act = HotFunction(t, f);
                                    if (act != TierAction.GoOn) goto tier;
                                }
                                if (t.Breaker->IsSet) goto poll;
                                continue;
                            }
                        }
                        if (kind == FrameKind.Init)
                        {
                            // No room for the fast way: the instance, as a call of its __init__.
                            if (PushFrame(t, func!, MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<Register, Value>(ref Unsafe.Add(ref b, 1)), count), null, kind, i->A) == null) goto error;
                            t.Frames[t.Depth].Aux = i->B;
                            goto enterTop;
                        }
                        if (typeof(TMode) != typeof(TracedMode) && o != null
                            && (o.GetType() == typeof(PyMethodDescriptor) ? Unsafe.As<PyMethodDescriptor>(o).ResumesBody : o.GetType() == typeof(PyBuiltinFunction) && Unsafe.As<PyBuiltinFunction>(o).MayResumeBody))
                        {
                            act = ResumeByCall(t, f, i, o, argBase, count);
                            if (act != TierAction.GoOn) goto tier;
                        }
                        int r = CallSlow(t, f, i, ref Unsafe.As<Register, Value>(ref b), argBase, count);
                        if (r > 0) continue;
                        if (r < 0) goto error;
                        goto enterTop;
                    }
                case Op.Return:
                    b = ref Unsafe.Add(ref R, (nuint)i->A);
                    if (f.NeedsCleanup || f.Kind != FrameKind.Call)
                    {
                        f.Pc = pc;
                        v = Unsafe.As<Register, Value>(ref b);
                        goto doReturn;
                    }
                    n = f.Dst;
                    f = t.Frames[--t.Depth];
                    pc = f.Pc;
                    R = ref Unsafe.As<Value, Register>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(f.Regs), f.Base));
                    K = ref Unsafe.As<Value, Register>(ref MemoryMarshal.GetArrayDataReference(f.Code.LoadedConsts));
                    c = ref Unsafe.Add(ref R, (nint)n);
                    if (b.Ref == null) c.Ref = null;
                    else c.Ref = b.Ref;
                    c.Bits = b.Bits;
                    continue;
                case Op.ReturnNone:
                    if (f.NeedsCleanup || f.Kind != FrameKind.Call)
                    {
                        if (f.Kind == FrameKind.Init && !f.NeedsCleanup)
                        {
                            n = f.Aux;
                            int made = f.Dst;
                            f = t.Frames[--t.Depth];
                            pc = f.Pc;
                            R = ref Unsafe.As<Value, Register>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(f.Regs), f.Base));
                            K = ref Unsafe.As<Value, Register>(ref MemoryMarshal.GetArrayDataReference(f.Code.LoadedConsts));
                            c = ref Unsafe.Add(ref R, made);
                            c.Ref = Unsafe.Add(ref R, (nint)n).Ref;
                            c.Bits = 0;
                            continue;
                        }
                        f.Pc = pc;
                        v = new Value(t.None);
                        goto doReturn;
                    }
                    n = f.Dst;
                    f = t.Frames[--t.Depth];
                    pc = f.Pc;
                    R = ref Unsafe.As<Value, Register>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(f.Regs), f.Base));
                    K = ref Unsafe.As<Value, Register>(ref MemoryMarshal.GetArrayDataReference(f.Code.LoadedConsts));
                    c = ref Unsafe.Add(ref R, (nint)n);
                    c.Ref = t.None;
                    c.Bits = 0;
                    continue;
                case Op.Yield:
                    f.Pc = pc;
                    v = Unsafe.As<Register, Value>(ref Unsafe.Add(ref R, (nuint)i->B));
                    if (f.Kind == FrameKind.GenFor && i->D == 0)
                    {
                        // Straight back into the consuming loop.
                        n = f.Dst;
                        int jump = f.Aux;
                        SuspendFrame(t, f);
                        f = t.Frames[t.Depth];
                        pc = f.Pc + jump;
                        R = ref Unsafe.As<Value, Register>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(f.Regs), f.Base));
                        K = ref Unsafe.As<Value, Register>(ref MemoryMarshal.GetArrayDataReference(f.Code.LoadedConsts));
                        c = ref Unsafe.Add(ref R, (nint)n);
                        if (v.Ref == null) c.Ref = null;
                        else c.Ref = v.Ref;
                        c.Bits = v.Bits;
                        continue;
                    }
                    if (i->D != 0) v = WrapAsyncYield(v);
                    if (YieldSlow(t, f, v)) return t.Transfer;
                    goto enterTop;
                default:
                    {
                        f.Pc = pc;
                        int r = Rare(t, f, i, ref Unsafe.As<Register, Value>(ref R));
                        if (r == RareNext) continue;
                        if (r == RareError) goto error;
                        if (r == RareJump)
                        {
                            pc = f.Pc;
                            continue;
                        }
                        if (r == RareYield && YieldSlow(t, f, t.Transfer)) return t.Transfer;
                        if (r == RareReenter) return new Value(Reenter);
                        goto enterTop;
                    }
            }

        setStored:
            // R[A] = what a HeapSlot holds.
            b = ref Unsafe.Add(ref R, (nuint)i->A);
            if (o.GetType() == typeof(HeapSlot.IntCell))
            {
                b.Ref = null;
                b.Bits = Unsafe.As<HeapSlot.IntCell>(o).Number;
                continue;
            }
            if (o.GetType() == typeof(HeapSlot.FloatCell))
            {
                x = Unsafe.As<HeapSlot.FloatCell>(o).Number;
                goto setFloat;
            }
            b.Ref = o;
            b.Bits = 0;
            continue;

        setHeap:
            // R[A] = what a container holds.
            if (o.GetType() == typeof(PyInt))
            {
                n = Unsafe.As<PyInt>(o).Number;
                goto setInt;
            }
            if (o.GetType() == typeof(PyFloat))
            {
                x = Unsafe.As<PyFloat>(o).Number;
                goto setFloat;
            }

        setObject:
            b = ref Unsafe.Add(ref R, (nuint)i->A);
            b.Ref = o;
            b.Bits = 0;
            continue;

        setInt:
            b = ref Unsafe.Add(ref R, (nuint)i->A);
            b.Ref = null;
            b.Bits = n;
            continue;

        setFloat:
            b = ref Unsafe.Add(ref R, (nuint)i->A);
            if (b.Ref != t.FloatTag) b.Ref = t.FloatTag;
            b.Bits = BitConverter.DoubleToInt64Bits(x);
            continue;

        setBool:
            b = ref Unsafe.Add(ref R, (nuint)i->A);
            b.Ref = truth ? t.True : t.False;
            b.Bits = 0;
            continue;

        binarySlow:
            f.Pc = pc;
            o = b.Ref == null || b.Ref == t.FloatTag ? c.Ref : b.Ref;
            if (o != null && PyInstance.IsPlain(o))
            {
                int r = PushOperator(t, i, Unsafe.As<Register, Value>(ref b), Unsafe.As<Register, Value>(ref c));
                if (r == PushError) goto error;
                if (r == PushDone) goto enterTop;
            }
            v = BinarySlow(i, Unsafe.As<Register, Value>(ref b), Unsafe.As<Register, Value>(ref c));

        setResult:
            if (v.Ref == t.ErrorTag) goto error;
            b = ref Unsafe.Add(ref R, (nuint)i->A);
            if (v.Ref == null) b.Ref = null;
            else b.Ref = v.Ref;
            b.Bits = v.Bits;
            continue;

        compareJumpSlow:
            f.Pc = pc;
            if (b.Ref != null && PyInstance.IsPlain(b.Ref))
            {
                int r = PushOperator(t, i, Unsafe.As<Register, Value>(ref b), Unsafe.As<Register, Value>(ref c));
                if (r == PushError) goto error;
                if (r == PushDone) goto enterTop;
            }
            {
                int test = CompareTruthSlow(i, Unsafe.As<Register, Value>(ref b), Unsafe.As<Register, Value>(ref c));
                if (test < 0) goto error;
                if (test != 0 != (i->D != 0)) pc += ((short*)i)[3];
                continue;
            }

        poll:
            f.Pc = pc;
            if (!Poll(t)) goto error;
            if (t.ReenterWanted)
            {
                t.ReenterWanted = false;
                return new Value(Reenter);
            }
            continue;

        tier:
            if (act == TierAction.Reenter) return new Value(Reenter);
            if (act == TierAction.Raise) goto error;
            if (act == TierAction.Exit) return t.Transfer;
            goto enterTop;

        doReturn:
            if (ReturnSlow(t, f, v, out bool exit))
            {
                if (exit) return t.Transfer;
                goto enterTop;
            }

        error:
            // False: an Entry frame ended with the exception.
            if (!Unwind(t)) return new Value(t.ErrorTag);

        enterTop:
            // The top frame changed: go on where its pc says.
            f = t.Frames[t.Depth];
            pc = f.Pc;
            R = ref Unsafe.As<Value, Register>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(f.Regs), f.Base));
            K = ref Unsafe.As<Value, Register>(ref MemoryMarshal.GetArrayDataReference(f.Code.LoadedConsts));
        }
    }
}

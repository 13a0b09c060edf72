using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Interpreter;

/// <summary>The dispatch loop. Op bodies here are the fast paths; what is rare is in NoInlining helpers, so that the method stays within what RyuJIT optimises.</summary>
internal static unsafe partial class Interp
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref Value At(ref Value r, int i) => ref Unsafe.Add(ref r, (nint)(uint)i);

    /// <summary>
    /// Runs the top frame and all it calls until the nearest Entry frame returns; Error when it ended with an exception (pending).
    /// </summary>
    internal static Value Execute(PyThread t)
    {
        int entry = t.Depth;
        try
        {
            t.EnterNative();
        }
        catch (PyException e)
        {
            PopFrame(t);
            return Err.Pend(e.Value);
        }
        bool raised = false, collect = false;
        while (true)
        {
            try
            {
                var v = Loop(t, raised);
                if (v.Ref == Reenter)
                {
                    raised = false;
                    continue;
                }
                t.LeaveNative();
                return v;
            }
            catch (PyException e)
            {
                t.Pending = e.Value;
            }
            catch (CollectRequest)
            {
                collect = true;
            }
            catch (Exception e) when (NativeFaults.Translate(e) is { } translated)
            {
                t.Pending = translated;
            }
            // What ran between is C# code above the frame that called it: drop what it left.
            Debug.Assert(t.Depth >= entry);
            raised = true;
            if (!collect) continue;
            collect = raised = false;
            FinishCollect(t);
        }
    }

    /// <summary>Returned by the loop when it wants to be entered again (a better compiled version of it may be there).</summary>
    internal static readonly PyObject Reenter = new PySentinel("<reenter>");

    private static void PopFrame(PyThread t)
    {
        var f = t.Frames[t.Depth];
        if (f.NeedsCleanup) Cleanup(t, f);
        t.Depth--;
    }

    /// <summary>The dispatch loop proper. <paramref name="raised"/>: starts by unwinding the pending exception.</summary>
    private static Value Loop(PyThread t, bool raised)
    {
        var f = t.Frames[t.Depth];
        Instr* pc = f.Pc;
        ref Value R = ref f.Register0;
        ref Value K = ref MemoryMarshal.GetArrayDataReference(f.Code.Consts);
        Instr* i;
        Value retval;
        if (raised)
        {
            if (!Unwind(t)) return Value.Error;
            f = t.Frames[t.Depth];
            pc = f.Pc;
            R = ref f.Register0;
            K = ref MemoryMarshal.GetArrayDataReference(f.Code.Consts);
        }

        while (true)
        {
            i = pc++;
            switch (i->Op)
            {
                case Op.Nop:
                    continue;
                case Op.Move:
                    Reg.Copy(ref At(ref R, i->A), ref At(ref R, i->B));
                    continue;
                case Op.LoadConst:
                    Reg.Copy(ref At(ref R, i->A), ref At(ref K, i->BC));
                    continue;
                case Op.LoadInt:
                    Reg.SetInt(ref At(ref R, i->A), i->BC);
                    continue;
                case Op.Unbind:
                    Reg.SetMissing(ref At(ref R, i->A));
                    continue;
                case Op.CheckLocal:
                    if (!At(ref R, i->A).IsMissing) continue;
                    f.Pc = pc;
                    UnboundLocal(t, f, i->A);
                    goto error;
                case Op.LoadDeref:
                    {
                        var v = Unsafe.As<PyCell>(At(ref R, i->B).Ref!).Value;
                        if (v.IsMissing)
                        {
                            f.Pc = pc;
                            UnboundDeref(t, f, i->B);
                            goto error;
                        }
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.StoreDeref:
                    HeapSlot.Store(ref Unsafe.As<PyCell>(At(ref R, i->A).Ref!).Content, At(ref R, i->B));
                    continue;
                case Op.LoadGlobal:
                    {
                        var cache = f.Code.Caches[(int)(i - f.Code.Start)];
                        if (cache != null && cache.GetType() == typeof(GlobalCell))
                        {
                            var slot = Unsafe.As<GlobalCell>(cache).Slot;
                            if (slot != null && Unsafe.As<GlobalCell>(cache).Owner == f.Function.Globals)
                            {
                                Reg.Set(ref At(ref R, i->A), HeapSlot.Load(slot));
                                continue;
                            }
                        }
                        else if (cache != null && cache.GetType() == typeof(BuiltinCache))
                        {
                            var bc = Unsafe.As<BuiltinCache>(cache);
                            var slot = bc.Cell.Slot;
                            if (slot != null && bc.Globals == f.Function.Globals && bc.GlobalsVersion == bc.Globals.KeysVersion)
                            {
                                Reg.Set(ref At(ref R, i->A), HeapSlot.Load(slot));
                                continue;
                            }
                        }
                        f.Pc = pc;
                        var v = LoadGlobalSlow(t, f, i);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.GetAttr:
                    {
                        ref Value o = ref At(ref R, i->B);
                        if (o.Ref != null && f.Code.Caches[(int)(i - f.Code.Start)] is AttrCache c && c.Shape == o.Ref.Shape && c.Version == c.Shape.Type.Version)
                        {
                            if (c.Kind == AttrKind.InlineSlot)
                            {
                                var slot = Unsafe.As<PyInstance>(o.Ref).Slot(c.Slot);
                                if (slot != null)
                                {
                                    Reg.Set(ref At(ref R, i->A), HeapSlot.Load(slot));
                                    continue;
                                }
                            }
                            else if (c.Kind == AttrKind.Constant)
                            {
                                Reg.Set(ref At(ref R, i->A), c.Value);
                                continue;
                            }
                            else if (c.Kind == AttrKind.Getter && t.Depth + 2 < t.Frames.Length && t.Depth + t.NativeDepth < PyThread.RecursionLimit)
                            {
                                // A property written in Python: its getter is a call like any other.
                                f.Pc = pc;
                                var getter = Unsafe.As<PyFunction>(c.Value.Ref!);
                                var self = o;
                                var nf = PushFrame(t, getter, new ReadOnlySpan<Value>(in self), null, FrameKind.Call, i->A);
                                if (nf == null) goto error;
                                f = nf;
                                goto enter;
                            }
                        }
                        f.Pc = pc;
                        var v = GetAttrSlow(t, f, i, o);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.SetAttr:
                    {
                        ref Value o = ref At(ref R, i->A);
                        if (o.Ref != null && f.Code.Caches[(int)(i - f.Code.Start)] is AttrCache c && c.Shape == o.Ref.Shape && c.Version == c.Shape.Type.Version)
                        {
                            if (c.Kind == AttrKind.InlineSlot)
                            {
                                HeapSlot.Store(ref Unsafe.As<PyInstance>(o.Ref).Slot(c.Slot), At(ref R, i->C));
                                continue;
                            }
                            if (c.Kind == AttrKind.AddSlot && !PyThread.MultiThreaded)
                            {
                                HeapSlot.Store(ref Unsafe.As<PyInstance>(o.Ref).Slot(c.Slot), At(ref R, i->C));
                                o.Ref.Shape = c.NextShape!;
                                continue;
                            }
                        }
                        f.Pc = pc;
                        if (!SetAttrSlow(t, f, i, o, At(ref R, i->C))) goto error;
                        continue;
                    }
                case Op.LoadMethod:
                    {
                        ref Value o = ref At(ref R, i->B);
                        if (o.Ref != null && f.Code.Caches[(int)(i - f.Code.Start)] is AttrCache c && c.Shape == o.Ref.Shape && c.Version == c.Shape.Type.Version)
                        {
                            if (c.Kind == AttrKind.Method)
                            {
                                // R[A] may be the object's own register.
                                var self = o.Ref;
                                var selfBits = o.Bits;
                                Reg.SetObject(ref At(ref R, i->A), c.Value.Ref!);
                                Reg.Set(ref At(ref R, i->A + 1), new Value(self, selfBits));
                                continue;
                            }
                        }
                        f.Pc = pc;
                        if (!LoadMethodSlow(t, f, i, o, ref At(ref R, i->A))) goto error;
                        continue;
                    }
                case Op.GetItem:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref R, i->C);
                        if (b.Ref != null && c.Ref == null)
                        {
                            if (b.Ref.GetType() == typeof(PyList))
                            {
                                if (Unsafe.As<PyList>(b.Ref).TryGetFast(c.Bits, out var item))
                                {
                                    Reg.Set(ref At(ref R, i->A), item);
                                    continue;
                                }
                            }
                            else if (b.Ref.GetType() == typeof(PyTuple))
                            {
                                var items = Unsafe.As<PyTuple>(b.Ref).AsSpan();
                                if ((ulong)c.Bits < (ulong)items.Length)
                                {
                                    Reg.Set(ref At(ref R, i->A), items[(int)c.Bits]);
                                    continue;
                                }
                            }
                        }
                        f.Pc = pc;
                        var v = GetItemSlow(t, b, c);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.GetItemK:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref K, i->C);
                        if (b.Ref != null && c.Ref == null)
                        {
                            if (b.Ref.GetType() == typeof(PyList))
                            {
                                if (Unsafe.As<PyList>(b.Ref).TryGetFast(c.Bits, out var item))
                                {
                                    Reg.Set(ref At(ref R, i->A), item);
                                    continue;
                                }
                            }
                            else if (b.Ref.GetType() == typeof(PyTuple))
                            {
                                var items = Unsafe.As<PyTuple>(b.Ref).AsSpan();
                                if ((ulong)c.Bits < (ulong)items.Length)
                                {
                                    Reg.Set(ref At(ref R, i->A), items[(int)c.Bits]);
                                    continue;
                                }
                            }
                        }
                        f.Pc = pc;
                        var v = GetItemSlow(t, b, c);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.SetItem:
                    {
                        ref Value a = ref At(ref R, i->A);
                        ref Value b = ref At(ref R, i->B);
                        if (a.Ref != null && b.Ref == null && a.Ref.GetType() == typeof(PyList) && Unsafe.As<PyList>(a.Ref).TrySetFast(b.Bits, At(ref R, i->C)))
                            continue;
                        f.Pc = pc;
                        if (!SetItemSlow(t, a, b, At(ref R, i->C))) goto error;
                        continue;
                    }
                case Op.Add:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref R, i->C);
                        if (b.Ref == null && c.Ref == null)
                        {
                            long r = b.Bits + c.Bits;
                            if (((b.Bits ^ r) & (c.Bits ^ r)) >= 0)
                            {
                                Reg.SetInt(ref At(ref R, i->A), r);
                                continue;
                            }
                        }
                        else if (b.Ref == Tags.Float && c.Ref == Tags.Float)
                        {
                            Reg.SetFloat(ref At(ref R, i->A), b.AsFloat + c.AsFloat);
                            continue;
                        }
                        f.Pc = pc;
                        var v = AddSlow(b, c, i->D);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.Sub:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref R, i->C);
                        if (b.Ref == null && c.Ref == null)
                        {
                            long r = b.Bits - c.Bits;
                            if (((b.Bits ^ c.Bits) & (b.Bits ^ r)) >= 0)
                            {
                                Reg.SetInt(ref At(ref R, i->A), r);
                                continue;
                            }
                        }
                        else if (b.Ref == Tags.Float && c.Ref == Tags.Float)
                        {
                            Reg.SetFloat(ref At(ref R, i->A), b.AsFloat - c.AsFloat);
                            continue;
                        }
                        f.Pc = pc;
                        var v = SubSlow(b, c, i->D);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.Mul:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref R, i->C);
                        if (b.Ref == null && c.Ref == null)
                        {
                            long hi = Math.BigMul(b.Bits, c.Bits, out long r);
                            if (hi == r >> 63)
                            {
                                Reg.SetInt(ref At(ref R, i->A), r);
                                continue;
                            }
                        }
                        else if (b.Ref == Tags.Float && c.Ref == Tags.Float)
                        {
                            Reg.SetFloat(ref At(ref R, i->A), b.AsFloat * c.AsFloat);
                            continue;
                        }
                        f.Pc = pc;
                        var v = MulSlow(b, c, i->D);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.TrueDiv:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref R, i->C);
                        if (b.Ref == null && c.Ref == null)
                        {
                            // Exact when both convert to double exactly.
                            if (c.Bits != 0 && (ulong)(b.Bits + (1L << 53)) <= 1UL << 54 && (ulong)(c.Bits + (1L << 53)) <= 1UL << 54)
                            {
                                Reg.SetFloat(ref At(ref R, i->A), (double)b.Bits / c.Bits);
                                continue;
                            }
                        }
                        else if (b.Ref == Tags.Float && c.Ref == Tags.Float)
                        {
                            if (c.AsFloat != 0)
                            {
                                Reg.SetFloat(ref At(ref R, i->A), b.AsFloat / c.AsFloat);
                                continue;
                            }
                        }
                        f.Pc = pc;
                        var v = TrueDivSlow(b, c, i->D);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.FloorDiv:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref R, i->C);
                        if (b.Ref == null && c.Ref == null)
                        {
                            if (c.Bits > 0)
                            {
                                long q = Math.DivRem(b.Bits, c.Bits, out long m);
                                Reg.SetInt(ref At(ref R, i->A), q + (m >> 63));
                                continue;
                            }
                        }
                        f.Pc = pc;
                        var v = FloorDivSlow(b, c, i->D);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.Mod:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref R, i->C);
                        if (b.Ref == null && c.Ref == null)
                        {
                            if (c.Bits > 0)
                            {
                                long m = b.Bits % c.Bits;
                                Reg.SetInt(ref At(ref R, i->A), m + (c.Bits & (m >> 63)));
                                continue;
                            }
                        }
                        f.Pc = pc;
                        var v = ModSlow(b, c, i->D);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.LShift:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref R, i->C);
                        if (b.Ref == null && c.Ref == null)
                        {
                            if ((ulong)c.Bits < 63)
                            {
                                long r = b.Bits << (int)c.Bits;
                                if (r >> (int)c.Bits == b.Bits)
                                {
                                    Reg.SetInt(ref At(ref R, i->A), r);
                                    continue;
                                }
                            }
                        }
                        f.Pc = pc;
                        var v = LShiftSlow(b, c, i->D);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.RShift:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref R, i->C);
                        if (b.Ref == null && c.Ref == null)
                        {
                            if (c.Bits >= 0)
                            {
                                Reg.SetInt(ref At(ref R, i->A), b.Bits >> (int)Math.Min(c.Bits, 63));
                                continue;
                            }
                        }
                        f.Pc = pc;
                        var v = RShiftSlow(b, c, i->D);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.And:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref R, i->C);
                        if (b.Ref == null && c.Ref == null)
                        {
                            Reg.SetInt(ref At(ref R, i->A), b.Bits & c.Bits);
                            continue;
                        }
                        f.Pc = pc;
                        var v = AndSlow(b, c, i->D);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.AddK:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref K, i->C);
                        if (b.Ref == null && c.Ref == null)
                        {
                            long r = b.Bits + c.Bits;
                            if (((b.Bits ^ r) & (c.Bits ^ r)) >= 0)
                            {
                                Reg.SetInt(ref At(ref R, i->A), r);
                                continue;
                            }
                        }
                        else if (b.Ref == Tags.Float && c.Ref == Tags.Float)
                        {
                            Reg.SetFloat(ref At(ref R, i->A), b.AsFloat + c.AsFloat);
                            continue;
                        }
                        f.Pc = pc;
                        var v = AddSlow(b, c, i->D);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.SubK:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref K, i->C);
                        if (b.Ref == null && c.Ref == null)
                        {
                            long r = b.Bits - c.Bits;
                            if (((b.Bits ^ c.Bits) & (b.Bits ^ r)) >= 0)
                            {
                                Reg.SetInt(ref At(ref R, i->A), r);
                                continue;
                            }
                        }
                        else if (b.Ref == Tags.Float && c.Ref == Tags.Float)
                        {
                            Reg.SetFloat(ref At(ref R, i->A), b.AsFloat - c.AsFloat);
                            continue;
                        }
                        f.Pc = pc;
                        var v = SubSlow(b, c, i->D);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.MulK:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref K, i->C);
                        if (b.Ref == null && c.Ref == null)
                        {
                            long hi = Math.BigMul(b.Bits, c.Bits, out long r);
                            if (hi == r >> 63)
                            {
                                Reg.SetInt(ref At(ref R, i->A), r);
                                continue;
                            }
                        }
                        else if (b.Ref == Tags.Float && c.Ref == Tags.Float)
                        {
                            Reg.SetFloat(ref At(ref R, i->A), b.AsFloat * c.AsFloat);
                            continue;
                        }
                        f.Pc = pc;
                        var v = MulSlow(b, c, i->D);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.TrueDivK:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref K, i->C);
                        if (b.Ref == null && c.Ref == null)
                        {
                            // Exact when both convert to double exactly.
                            if (c.Bits != 0 && (ulong)(b.Bits + (1L << 53)) <= 1UL << 54 && (ulong)(c.Bits + (1L << 53)) <= 1UL << 54)
                            {
                                Reg.SetFloat(ref At(ref R, i->A), (double)b.Bits / c.Bits);
                                continue;
                            }
                        }
                        else if (b.Ref == Tags.Float && c.Ref == Tags.Float)
                        {
                            if (c.AsFloat != 0)
                            {
                                Reg.SetFloat(ref At(ref R, i->A), b.AsFloat / c.AsFloat);
                                continue;
                            }
                        }
                        f.Pc = pc;
                        var v = TrueDivSlow(b, c, i->D);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.FloorDivK:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref K, i->C);
                        if (b.Ref == null && c.Ref == null)
                        {
                            if (c.Bits > 0)
                            {
                                long q = Math.DivRem(b.Bits, c.Bits, out long m);
                                Reg.SetInt(ref At(ref R, i->A), q + (m >> 63));
                                continue;
                            }
                        }
                        f.Pc = pc;
                        var v = FloorDivSlow(b, c, i->D);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.ModK:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref K, i->C);
                        if (b.Ref == null && c.Ref == null)
                        {
                            if (c.Bits > 0)
                            {
                                long m = b.Bits % c.Bits;
                                Reg.SetInt(ref At(ref R, i->A), m + (c.Bits & (m >> 63)));
                                continue;
                            }
                        }
                        f.Pc = pc;
                        var v = ModSlow(b, c, i->D);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.LShiftK:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref K, i->C);
                        if (b.Ref == null && c.Ref == null)
                        {
                            if ((ulong)c.Bits < 63)
                            {
                                long r = b.Bits << (int)c.Bits;
                                if (r >> (int)c.Bits == b.Bits)
                                {
                                    Reg.SetInt(ref At(ref R, i->A), r);
                                    continue;
                                }
                            }
                        }
                        f.Pc = pc;
                        var v = LShiftSlow(b, c, i->D);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.RShiftK:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref K, i->C);
                        if (b.Ref == null && c.Ref == null)
                        {
                            if (c.Bits >= 0)
                            {
                                Reg.SetInt(ref At(ref R, i->A), b.Bits >> (int)Math.Min(c.Bits, 63));
                                continue;
                            }
                        }
                        f.Pc = pc;
                        var v = RShiftSlow(b, c, i->D);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.AndK:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref K, i->C);
                        if (b.Ref == null && c.Ref == null)
                        {
                            Reg.SetInt(ref At(ref R, i->A), b.Bits & c.Bits);
                            continue;
                        }
                        f.Pc = pc;
                        var v = AndSlow(b, c, i->D);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.Or:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref R, i->C);
                        if (b.Ref == null && c.Ref == null)
                        {
                            Reg.SetInt(ref At(ref R, i->A), b.Bits | c.Bits);
                            continue;
                        }
                        f.Pc = pc;
                        var v = OrSlow(b, c, i->D);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.Xor:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref R, i->C);
                        if (b.Ref == null && c.Ref == null)
                        {
                            Reg.SetInt(ref At(ref R, i->A), b.Bits ^ c.Bits);
                            continue;
                        }
                        f.Pc = pc;
                        var v = XorSlow(b, c, i->D);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.Pow:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref R, i->C);
                        f.Pc = pc;
                        var v = PowSlow(b, c, i->D);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.MatMul:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref R, i->C);
                        f.Pc = pc;
                        var v = MatMulSlow(b, c, i->D);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.Neg:
                    {
                        ref Value b = ref At(ref R, i->B);
                        if (b.Ref == null && b.Bits != long.MinValue)
                        {
                            Reg.SetInt(ref At(ref R, i->A), -b.Bits);
                            continue;
                        }
                        if (b.Ref == Tags.Float)
                        {
                            Reg.SetFloat(ref At(ref R, i->A), -b.AsFloat);
                            continue;
                        }
                        goto unary;
                    }
                case Op.Pos:
                case Op.Invert:
                    goto unary;
                case Op.Not:
                    {
                        ref Value b = ref At(ref R, i->B);
                        if (b.Ref == PyBool.True) Reg.SetBool(ref At(ref R, i->A), false);
                        else if (b.Ref == PyBool.False || b.Ref == PyNone.Instance) Reg.SetBool(ref At(ref R, i->A), true);
                        else
                        {
                            f.Pc = pc;
                            int truth = TruthSlow(t, b);
                            if (truth < 0) goto error;
                            Reg.SetBool(ref At(ref R, i->A), truth == 0);
                        }
                        continue;
                    }
                unary:
                    {
                        f.Pc = pc;
                        var v = UnarySlow(i->Op, At(ref R, i->B));
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.Lt:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref R, i->C);
                        if (b.Ref == null && c.Ref == null)
                        {
                            Reg.SetBool(ref At(ref R, i->A), b.Bits < c.Bits);
                            continue;
                        }
                        if (b.Ref == Tags.Float && c.Ref == Tags.Float)
                        {
                            Reg.SetBool(ref At(ref R, i->A), b.AsFloat < c.AsFloat);
                            continue;
                        }
                        f.Pc = pc;
                        var v = CompareSlow(CmpOp.Lt, b, c);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.Le:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref R, i->C);
                        if (b.Ref == null && c.Ref == null)
                        {
                            Reg.SetBool(ref At(ref R, i->A), b.Bits <= c.Bits);
                            continue;
                        }
                        if (b.Ref == Tags.Float && c.Ref == Tags.Float)
                        {
                            Reg.SetBool(ref At(ref R, i->A), b.AsFloat <= c.AsFloat);
                            continue;
                        }
                        f.Pc = pc;
                        var v = CompareSlow(CmpOp.Le, b, c);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.Eq:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref R, i->C);
                        if (b.Ref == null && c.Ref == null)
                        {
                            Reg.SetBool(ref At(ref R, i->A), b.Bits == c.Bits);
                            continue;
                        }
                        if (b.Ref == Tags.Float && c.Ref == Tags.Float)
                        {
                            Reg.SetBool(ref At(ref R, i->A), b.AsFloat == c.AsFloat);
                            continue;
                        }
                        f.Pc = pc;
                        var v = CompareSlow(CmpOp.Eq, b, c);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.Ne:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref R, i->C);
                        if (b.Ref == null && c.Ref == null)
                        {
                            Reg.SetBool(ref At(ref R, i->A), b.Bits != c.Bits);
                            continue;
                        }
                        if (b.Ref == Tags.Float && c.Ref == Tags.Float)
                        {
                            Reg.SetBool(ref At(ref R, i->A), b.AsFloat != c.AsFloat);
                            continue;
                        }
                        f.Pc = pc;
                        var v = CompareSlow(CmpOp.Ne, b, c);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.Gt:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref R, i->C);
                        if (b.Ref == null && c.Ref == null)
                        {
                            Reg.SetBool(ref At(ref R, i->A), b.Bits > c.Bits);
                            continue;
                        }
                        if (b.Ref == Tags.Float && c.Ref == Tags.Float)
                        {
                            Reg.SetBool(ref At(ref R, i->A), b.AsFloat > c.AsFloat);
                            continue;
                        }
                        f.Pc = pc;
                        var v = CompareSlow(CmpOp.Gt, b, c);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.Ge:
                    {
                        ref Value b = ref At(ref R, i->B);
                        ref Value c = ref At(ref R, i->C);
                        if (b.Ref == null && c.Ref == null)
                        {
                            Reg.SetBool(ref At(ref R, i->A), b.Bits >= c.Bits);
                            continue;
                        }
                        if (b.Ref == Tags.Float && c.Ref == Tags.Float)
                        {
                            Reg.SetBool(ref At(ref R, i->A), b.AsFloat >= c.AsFloat);
                            continue;
                        }
                        f.Pc = pc;
                        var v = CompareSlow(CmpOp.Ge, b, c);
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        continue;
                    }
                case Op.JumpIfLt:
                    {
                        ref Value b = ref At(ref R, i->A);
                        ref Value c = ref At(ref R, i->B);
                        bool truth;
                        if (b.Ref == null && c.Ref == null) truth = b.Bits < c.Bits;
                        else if (b.Ref == Tags.Float && c.Ref == Tags.Float) truth = b.AsFloat < c.AsFloat;
                        else
                        {
                            f.Pc = pc;
                            int r = CompareTruthSlow(t, CmpOp.Lt, b, c);
                            if (r < 0) goto error;
                            truth = r != 0;
                        }
                        if (truth != (i->D != 0)) pc += i->Offset;
                        continue;
                    }
                case Op.JumpIfLtK:
                    {
                        ref Value b = ref At(ref R, i->A);
                        ref Value c = ref At(ref K, i->B);
                        bool truth;
                        if (b.Ref == null && c.Ref == null) truth = b.Bits < c.Bits;
                        else if (b.Ref == Tags.Float && c.Ref == Tags.Float) truth = b.AsFloat < c.AsFloat;
                        else
                        {
                            f.Pc = pc;
                            int r = CompareTruthSlow(t, CmpOp.Lt, b, c);
                            if (r < 0) goto error;
                            truth = r != 0;
                        }
                        if (truth != (i->D != 0)) pc += i->Offset;
                        continue;
                    }
                case Op.JumpIfLe:
                    {
                        ref Value b = ref At(ref R, i->A);
                        ref Value c = ref At(ref R, i->B);
                        bool truth;
                        if (b.Ref == null && c.Ref == null) truth = b.Bits <= c.Bits;
                        else if (b.Ref == Tags.Float && c.Ref == Tags.Float) truth = b.AsFloat <= c.AsFloat;
                        else
                        {
                            f.Pc = pc;
                            int r = CompareTruthSlow(t, CmpOp.Le, b, c);
                            if (r < 0) goto error;
                            truth = r != 0;
                        }
                        if (truth != (i->D != 0)) pc += i->Offset;
                        continue;
                    }
                case Op.JumpIfLeK:
                    {
                        ref Value b = ref At(ref R, i->A);
                        ref Value c = ref At(ref K, i->B);
                        bool truth;
                        if (b.Ref == null && c.Ref == null) truth = b.Bits <= c.Bits;
                        else if (b.Ref == Tags.Float && c.Ref == Tags.Float) truth = b.AsFloat <= c.AsFloat;
                        else
                        {
                            f.Pc = pc;
                            int r = CompareTruthSlow(t, CmpOp.Le, b, c);
                            if (r < 0) goto error;
                            truth = r != 0;
                        }
                        if (truth != (i->D != 0)) pc += i->Offset;
                        continue;
                    }
                case Op.JumpIfEq:
                    {
                        ref Value b = ref At(ref R, i->A);
                        ref Value c = ref At(ref R, i->B);
                        bool truth;
                        if (b.Ref == null && c.Ref == null) truth = b.Bits == c.Bits;
                        else if (b.Ref == Tags.Float && c.Ref == Tags.Float) truth = b.AsFloat == c.AsFloat;
                        else
                        {
                            f.Pc = pc;
                            int r = CompareTruthSlow(t, CmpOp.Eq, b, c);
                            if (r < 0) goto error;
                            truth = r != 0;
                        }
                        if (truth != (i->D != 0)) pc += i->Offset;
                        continue;
                    }
                case Op.JumpIfEqK:
                    {
                        ref Value b = ref At(ref R, i->A);
                        ref Value c = ref At(ref K, i->B);
                        bool truth;
                        if (b.Ref == null && c.Ref == null) truth = b.Bits == c.Bits;
                        else if (b.Ref == Tags.Float && c.Ref == Tags.Float) truth = b.AsFloat == c.AsFloat;
                        else
                        {
                            f.Pc = pc;
                            int r = CompareTruthSlow(t, CmpOp.Eq, b, c);
                            if (r < 0) goto error;
                            truth = r != 0;
                        }
                        if (truth != (i->D != 0)) pc += i->Offset;
                        continue;
                    }
                case Op.JumpIfNe:
                    {
                        ref Value b = ref At(ref R, i->A);
                        ref Value c = ref At(ref R, i->B);
                        bool truth;
                        if (b.Ref == null && c.Ref == null) truth = b.Bits != c.Bits;
                        else if (b.Ref == Tags.Float && c.Ref == Tags.Float) truth = b.AsFloat != c.AsFloat;
                        else
                        {
                            f.Pc = pc;
                            int r = CompareTruthSlow(t, CmpOp.Ne, b, c);
                            if (r < 0) goto error;
                            truth = r != 0;
                        }
                        if (truth != (i->D != 0)) pc += i->Offset;
                        continue;
                    }
                case Op.JumpIfNeK:
                    {
                        ref Value b = ref At(ref R, i->A);
                        ref Value c = ref At(ref K, i->B);
                        bool truth;
                        if (b.Ref == null && c.Ref == null) truth = b.Bits != c.Bits;
                        else if (b.Ref == Tags.Float && c.Ref == Tags.Float) truth = b.AsFloat != c.AsFloat;
                        else
                        {
                            f.Pc = pc;
                            int r = CompareTruthSlow(t, CmpOp.Ne, b, c);
                            if (r < 0) goto error;
                            truth = r != 0;
                        }
                        if (truth != (i->D != 0)) pc += i->Offset;
                        continue;
                    }
                case Op.JumpIfGt:
                    {
                        ref Value b = ref At(ref R, i->A);
                        ref Value c = ref At(ref R, i->B);
                        bool truth;
                        if (b.Ref == null && c.Ref == null) truth = b.Bits > c.Bits;
                        else if (b.Ref == Tags.Float && c.Ref == Tags.Float) truth = b.AsFloat > c.AsFloat;
                        else
                        {
                            f.Pc = pc;
                            int r = CompareTruthSlow(t, CmpOp.Gt, b, c);
                            if (r < 0) goto error;
                            truth = r != 0;
                        }
                        if (truth != (i->D != 0)) pc += i->Offset;
                        continue;
                    }
                case Op.JumpIfGtK:
                    {
                        ref Value b = ref At(ref R, i->A);
                        ref Value c = ref At(ref K, i->B);
                        bool truth;
                        if (b.Ref == null && c.Ref == null) truth = b.Bits > c.Bits;
                        else if (b.Ref == Tags.Float && c.Ref == Tags.Float) truth = b.AsFloat > c.AsFloat;
                        else
                        {
                            f.Pc = pc;
                            int r = CompareTruthSlow(t, CmpOp.Gt, b, c);
                            if (r < 0) goto error;
                            truth = r != 0;
                        }
                        if (truth != (i->D != 0)) pc += i->Offset;
                        continue;
                    }
                case Op.JumpIfGe:
                    {
                        ref Value b = ref At(ref R, i->A);
                        ref Value c = ref At(ref R, i->B);
                        bool truth;
                        if (b.Ref == null && c.Ref == null) truth = b.Bits >= c.Bits;
                        else if (b.Ref == Tags.Float && c.Ref == Tags.Float) truth = b.AsFloat >= c.AsFloat;
                        else
                        {
                            f.Pc = pc;
                            int r = CompareTruthSlow(t, CmpOp.Ge, b, c);
                            if (r < 0) goto error;
                            truth = r != 0;
                        }
                        if (truth != (i->D != 0)) pc += i->Offset;
                        continue;
                    }
                case Op.JumpIfGeK:
                    {
                        ref Value b = ref At(ref R, i->A);
                        ref Value c = ref At(ref K, i->B);
                        bool truth;
                        if (b.Ref == null && c.Ref == null) truth = b.Bits >= c.Bits;
                        else if (b.Ref == Tags.Float && c.Ref == Tags.Float) truth = b.AsFloat >= c.AsFloat;
                        else
                        {
                            f.Pc = pc;
                            int r = CompareTruthSlow(t, CmpOp.Ge, b, c);
                            if (r < 0) goto error;
                            truth = r != 0;
                        }
                        if (truth != (i->D != 0)) pc += i->Offset;
                        continue;
                    }
                case Op.Is:
                    Reg.SetBool(ref At(ref R, i->A), At(ref R, i->B).Is(At(ref R, i->C)) != (i->D != 0));
                    continue;
                case Op.Jump:
                    pc += i->BC;
                    continue;
                case Op.LoopHead:
                    if (!PyThread.EvalBreaker) continue;
                    goto poll;
                case Op.JumpIfTrue:
                    {
                        ref Value b = ref At(ref R, i->A);
                        if (b.Ref == PyBool.True) pc += i->BC;
                        else if (b.Ref != PyBool.False && b.Ref != PyNone.Instance)
                        {
                            f.Pc = pc;
                            int truth = TruthSlow(t, b);
                            if (truth < 0) goto error;
                            if (truth != 0) pc += i->BC;
                        }
                        continue;
                    }
                case Op.JumpIfFalse:
                    {
                        ref Value b = ref At(ref R, i->A);
                        if (b.Ref == PyBool.True) continue;
                        if (b.Ref == PyBool.False || b.Ref == PyNone.Instance) pc += i->BC;
                        else
                        {
                            f.Pc = pc;
                            int truth = TruthSlow(t, b);
                            if (truth < 0) goto error;
                            if (truth == 0) pc += i->BC;
                        }
                        continue;
                    }
                case Op.JumpIfNone:
                    if (At(ref R, i->A).Ref == PyNone.Instance) pc += i->BC;
                    continue;
                case Op.JumpIfNotNone:
                    if (At(ref R, i->A).Ref != PyNone.Instance) pc += i->BC;
                    continue;
                case Op.ForLoop:
                    {
                        if (PyThread.EvalBreaker)
                        {
                            f.Pc = pc - 1;
                            if (!Poll(t)) { f.Pc = pc; goto error; }
                            if (t.ReenterWanted) { t.ReenterWanted = false; return new Value(Reenter); }
                        }
                        var it = At(ref R, i->B).Ref!;
                        if (it.GetType() == typeof(PyRangeIterator))
                        {
                            if (Unsafe.As<PyRangeIterator>(it).TryNextFast(out long n))
                            {
                                Reg.SetInt(ref At(ref R, i->A), n);
                                pc += i->Offset;
                            }
                            continue;
                        }
                        if (it.GetType() == typeof(PyGenerator))
                        {
                            f.Pc = pc;
                            var g = Unsafe.As<PyGenerator>(it);
                            if (g.State != GeneratorState.Suspended)
                            {
                                int s = GeneratorNotResumable(t, g);
                                if (s < 0) goto error;
                                if (s == 0) continue;
                            }
                            var nf = ResumeFrame(t, g, FrameKind.GenFor, i->A);
                            if (nf == null) goto error;
                            nf.Aux = i->Offset;
                            f = nf;
                            goto enter;
                        }
                        {
                            f.Pc = pc;
                            var v = NextSlow(t, it);
                            if (v.IsDone) continue;
                            if (v.IsError) goto error;
                            Reg.Set(ref At(ref R, i->A), v);
                            pc += i->Offset;
                            continue;
                        }
                    }
                case Op.ForIter:
                    {
                        f.Pc = pc;
                        var v = NextSlow(t, At(ref R, i->B).Ref!);
                        if (v.IsDone) continue;
                        if (v.IsError) goto error;
                        Reg.Set(ref At(ref R, i->A), v);
                        pc++;
                        continue;
                    }
                case Op.BuildTuple:
                    Reg.SetObject(ref At(ref R, i->A), MakeTuple(ref At(ref R, i->B), i->C));
                    continue;
                case Op.ListAppend:
                    Unsafe.As<PyList>(At(ref R, i->A).Ref!).Append(At(ref R, i->B));
                    continue;
                case Op.Unpack:
                    {
                        ref Value b = ref At(ref R, i->B);
                        if (b.Ref != null && b.Ref.GetType() == typeof(PyTuple))
                        {
                            var items = Unsafe.As<PyTuple>(b.Ref).AsSpan();
                            if (items.Length == i->C)
                            {
                                ref Value d = ref At(ref R, i->A);
                                for (int n = 0; n < items.Length; n++) Reg.Set(ref Unsafe.Add(ref d, n), items[n]);
                                continue;
                            }
                        }
                        f.Pc = pc;
                        if (!UnpackSlow(t, b, ref At(ref R, i->A), i->C)) goto error;
                        continue;
                    }
                case Op.Call:
                    {
                        ref Value fn = ref At(ref R, i->B);
                        int argBase = i->B + 1, n = i->C;
                        if (At(ref R, argBase).Ref == Tags.Missing) argBase++;
                        else n++;
                        f.Pc = pc;
                        if (fn.Ref != null && fn.Ref.GetType() == typeof(PyFunction))
                        {
                            var func = Unsafe.As<PyFunction>(fn.Ref);
                            int depth = t.Depth + 1;
                            if (func.SimpleArgCount == n && f.Regs == t.Slab && depth + t.NativeDepth <= PyThread.RecursionLimit && depth + 2 < t.Frames.Length)
                            {
                                var code = func.Code;
                                int newBase = f.Base + argBase, newTop = newBase + code.RegCount;
                                if (newTop <= t.Slab.Length)
                                {
                                    int dst = i->A;
                                    R = ref At(ref R, argBase);
                                    for (; n < code.ClearEnd; n++) Reg.SetMissing(ref At(ref R, n));
                                    f = t.Frames[depth];
                                    t.Depth = depth;
                                    if (f.Function != func) f.Function = func;
                                    if (f.Code != code) f.Code = code;
                                    if (f.Regs != t.Slab) f.Regs = t.Slab;
                                    f.Base = newBase;
                                    f.Top = newTop;
                                    f.Kind = FrameKind.Call;
                                    f.Dst = (ushort)dst;
                                    pc = code.Start;
                                    K = ref MemoryMarshal.GetArrayDataReference(code.Consts);
                                    continue;
                                }
                            }
                        }
                        {
                            int r = CallSlow(t, f, i, ref fn, argBase, n);
                            if (r > 0) continue;
                            if (r < 0) goto error;
                            f = t.Frames[t.Depth];
                            goto enter;
                        }
                    }
                case Op.Return:
                    {
                        var v = At(ref R, i->A);
                        if (f.NeedsCleanup || f.Kind != FrameKind.Call)
                        {
                            f.Pc = pc;
                            retval = v;
                            goto doReturn;
                        }
                        int dst = f.Dst;
                        f = t.Frames[--t.Depth];
                        pc = f.Pc;
                        R = ref f.Register0;
                        K = ref MemoryMarshal.GetArrayDataReference(f.Code.Consts);
                        Reg.Set(ref At(ref R, dst), v);
                        continue;
                    }
                case Op.ReturnNone:
                    {
                        if (f.NeedsCleanup || f.Kind != FrameKind.Call)
                        {
                            f.Pc = pc;
                            retval = Value.None;
                            goto doReturn;
                        }
                        int dst = f.Dst;
                        f = t.Frames[--t.Depth];
                        pc = f.Pc;
                        R = ref f.Register0;
                        K = ref MemoryMarshal.GetArrayDataReference(f.Code.Consts);
                        Reg.SetObject(ref At(ref R, dst), PyNone.Instance);
                        continue;
                    }
                case Op.Yield:
                    {
                        f.Pc = pc;
                        var v = At(ref R, i->B);
                        if (f.Kind == FrameKind.GenFor && i->D == 0)
                        {
                            // Straight back into the consuming loop.
                            int dst = f.Dst, jump = f.Aux;
                            SuspendFrame(t, f);
                            f = t.Frames[t.Depth];
                            pc = f.Pc + jump;
                            R = ref f.Register0;
                            K = ref MemoryMarshal.GetArrayDataReference(f.Code.Consts);
                            Reg.Set(ref At(ref R, dst), v);
                            continue;
                        }
                        if (i->D != 0) v = WrapAsyncYield(v);
                        retval = v;
                        goto doYield;
                    }
                default:
                    {
                        f.Pc = pc;
                        int r = Rare(t, f, i, ref R);
                        if (r == RareNext) continue;
                        if (r == RareError) goto error;
                        if (r == RareJump) { pc = f.Pc; continue; }
                        if (r == RareYield) { retval = t.Transfer; goto doYield; }
                        f = t.Frames[t.Depth];
                        goto enter;
                    }
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

        error:
            if (!Unwind(t))
            {
                // An Entry frame ended with the exception.
                return Value.Error;
            }
            f = t.Frames[t.Depth];

        enter:
            // The top frame changed: go on where its pc says.
            pc = f.Pc;
            R = ref f.Register0;
            K = ref MemoryMarshal.GetArrayDataReference(f.Code.Consts);
            continue;

        doReturn:
            if (!ReturnSlow(t, f, retval, out bool exit))
            {
                goto error;
            }
            if (exit) return t.Transfer;
            f = t.Frames[t.Depth];
            goto enter;

        doYield:
            if (YieldSlow(t, f, retval)) return t.Transfer;
            f = t.Frames[t.Depth];
            goto enter;
        }
    }
}

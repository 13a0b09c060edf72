using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Modules.Functools;

namespace TieredPy.Runtime.Interpreter;

/// <summary>The slow paths of the dispatch loop's arithmetic, comparisons, items and calls.</summary>
internal static unsafe partial class Interp
{
    /// <summary>Whether the product fits 64 bits. A call of its own, for the address that <see cref="Math.BigMul(long, long, out long)"/> takes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool ProductFits(long a, long b) => Math.BigMul(a, b, out long low) == low >> 63;

    /// <summary>Register <paramref name="i"/> of a frame whose register 0 is <paramref name="r"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref Value At(ref Value r, int i) => ref Unsafe.Add(ref r, (nint)(uint)i);

    /// <summary>The result of a binary operation or comparison past the numbers of the fast path.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Value BinarySlow(Instr* i, Value a, Value b)
    {
        if (a.Ref == null && b.Ref == Tags.Float || a.Ref == Tags.Float && b.Ref == null)
        {
            var r = MixedNumbers(i->Op, a, b);
            if (!r.IsMissing) return r;
        }
        else if (Ops.IsExactStr(a) && Ops.IsExactStr(b))
        {
            var s = Unsafe.As<PyStr>(a.Ref!);
            var other = Unsafe.As<PyStr>(b.Ref!);
            switch (i->Op)
            {
                case Op.Add or Op.AddK: return new Value(PyStr.Concat(s, other));
                case Op.Eq: return Value.Bool(s.Equals(other));
                case Op.Ne: return Value.Bool(!s.Equals(other));
                case >= Op.Lt and <= Op.Ge: return Value.Bool(((CmpOp)(i->Op - Op.Lt)).Of(s.CompareTo(other)));
            }
        }
        try
        {
            if (a.Ref is { } left && b.Ref is { } right && left != Tags.Float && left is not PyBigInt && left.Type == right.Type && !left.Type.IsHeap && !left.HasSequenceSlots)
            {
                var r = OfOneType(i, left, b);
                if (!r.IsNotImplemented) return r;
            }
            return BinaryOperation(i, a, b);
        }
        catch (PyException e)
        {
            return Err.Pend(e.Value);
        }
    }

    /// <summary>Of two objects of one built-in type, the left one's method is the only one that is asked. NotImplemented: or it is one of the operators that are rare between them.</summary>
    private static Value OfOneType(Instr* i, PyObject left, Value b)
    {
        switch (i->Op)
        {
            case Op.Add or Op.AddK:
                var sum = i->D == 0 ? Value.NotImplemented : left.IAdd(b);
                return sum.IsNotImplemented ? left.Add(b) : sum;
            case Op.Sub or Op.SubK:
                var difference = i->D == 0 ? Value.NotImplemented : left.ISub(b);
                return difference.IsNotImplemented ? left.Sub(b) : difference;
            case Op.Mul or Op.MulK:
                var product = i->D == 0 ? Value.NotImplemented : left.IMul(b);
                return product.IsNotImplemented ? left.Mul(b) : product;
            default:
                return Value.NotImplemented;
        }
    }

    /// <summary>An int that is exactly a float, and a float: the operations that are then the float's; Missing for the others.</summary>
    private static Value MixedNumbers(Op op, Value a, Value b)
    {
        const long Exact = 1L << 53;
        long n = a.Ref == null ? a.Bits : b.Bits;
        if (n is < -Exact or > Exact) return Value.Missing;
        double x = a.Ref == null ? n : a.AsFloat, y = b.Ref == null ? n : b.AsFloat;
        switch (op)
        {
            case Op.Add or Op.AddK: return Value.Float(x + y);
            case Op.Sub or Op.SubK: return Value.Float(x - y);
            case Op.Mul or Op.MulK: return Value.Float(x * y);
            case Op.TrueDiv or Op.TrueDivK when y != 0: return Value.Float(x / y);
            case Op.Lt: return Value.Bool(x < y);
            case Op.Le: return Value.Bool(x <= y);
            case Op.Eq: return Value.Bool(x == y);
            case Op.Ne: return Value.Bool(x != y);
            case Op.Gt: return Value.Bool(x > y);
            case Op.Ge: return Value.Bool(x >= y);
            default: return Value.Missing;
        }
    }

    private static Value BinaryOperation(Instr* i, Value a, Value b) => i->Op switch
    {
        Op.Add or Op.AddK => i->D == 0 ? Ops.AddRaw(a, b) : Ops.IAddRaw(a, b),
        Op.Sub or Op.SubK => i->D == 0 ? Ops.SubRaw(a, b) : Ops.ISubRaw(a, b),
        Op.Mul or Op.MulK => i->D == 0 ? Ops.MulRaw(a, b) : Ops.IMulRaw(a, b),
        Op.TrueDiv or Op.TrueDivK => i->D == 0 ? Ops.TrueDivRaw(a, b) : Ops.ITrueDivRaw(a, b),
        Op.FloorDiv or Op.FloorDivK => i->D == 0 ? Ops.FloorDivRaw(a, b) : Ops.IFloorDivRaw(a, b),
        Op.Mod or Op.ModK => i->D == 0 ? Ops.ModRaw(a, b) : Ops.IModRaw(a, b),
        Op.LShift or Op.LShiftK => i->D == 0 ? Ops.LShiftRaw(a, b) : Ops.ILShiftRaw(a, b),
        Op.RShift or Op.RShiftK => i->D == 0 ? Ops.RShiftRaw(a, b) : Ops.IRShiftRaw(a, b),
        Op.And or Op.AndK => i->D == 0 ? Ops.AndRaw(a, b) : Ops.IAndRaw(a, b),
        Op.Or => i->D == 0 ? Ops.OrRaw(a, b) : Ops.IOrRaw(a, b),
        Op.Xor => i->D == 0 ? Ops.XorRaw(a, b) : Ops.IXorRaw(a, b),
        Op.Pow => i->D == 0 ? Ops.PowRaw(a, b) : Ops.IPowRaw(a, b),
        Op.MatMul => i->D == 0 ? Ops.MatMulRaw(a, b) : Ops.IMatMulRaw(a, b),
        _ => Ops.CompareRaw((CmpOp)(i->Op - Op.Lt), a, b),
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Value UnarySlow(Op op, Value v) => op switch
    {
        Op.Neg => Ops.NegRaw(v),
        Op.Pos => Ops.PosRaw(v),
        _ => Ops.InvertRaw(v),
    };

    /// <summary>The truth of a compare-and-jump's comparison: 1, 0, or -1 with the error pending.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int CompareTruthSlow(Instr* i, Value a, Value b)
    {
        var op = (CmpOp)(i->Op >= Op.JumpIfLtK ? i->Op - Op.JumpIfLtK : i->Op - Op.JumpIfLt);
        Value v;
        if (a.Ref == null && b.Ref == Tags.Float || a.Ref == Tags.Float && b.Ref == null)
        {
            v = MixedNumbers((Op)((int)Op.Lt + (int)op), a, b);
            if (!v.IsMissing) return v.IsTrue ? 1 : 0;
        }
        else if (Ops.IsExactStr(a) && Ops.IsExactStr(b))
        {
            var s = Unsafe.As<PyStr>(a.Ref!);
            var other = Unsafe.As<PyStr>(b.Ref!);
            if (op is CmpOp.Eq or CmpOp.Ne) return s.Equals(other) == (op == CmpOp.Eq) ? 1 : 0;
            return op.Of(s.CompareTo(other)) ? 1 : 0;
        }
        try
        {
            v = Ops.CompareRaw(op, a, b);
            if (v.Ref == PyBool.True) return 1;
            if (v.Ref == PyBool.False) return 0;
            if (v.IsError) return -1;
            return Ops.Truth(v) ? 1 : 0;
        }
        catch (PyException e)
        {
            Err.Pend(e.Value);
            return -1;
        }
    }

    /// <summary>Truth of a value that is no bool and not None.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int TruthSlow(PyThread t, Value v)
    {
        if (v.Ref == null) return v.Bits != 0 ? 1 : 0;
        return Ops.Truth(v) ? 1 : 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Value GetItemSlow(PyThread t, Value o, Value key)
    {
        try
        {
            if (o.Ref != null)
            {
                if (o.Ref.GetType() == typeof(PyDict))
                {
                    var v = Unsafe.As<PyDict>(o.Ref).TryGet(key);
                    return v.IsMissing ? Err.PendKeyError(key) : v;
                }
                else if (key.Ref == null && o.Ref.GetType() == typeof(PyStr))
                {
                    var s = Unsafe.As<PyStr>(o.Ref);
                    long n = key.Bits < 0 ? key.Bits + s.Length : key.Bits;
                    if ((ulong)n < (ulong)s.Length) return new Value(PyStr.OfCodePoint(s[(int)n]));
                }
            }
            return Ops.GetItemRaw(o, key);
        }
        catch (PyException e)
        {
            t.Pending = e.Value;
            return Value.Error;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool SetItemSlow(PyThread t, Value o, Value key, Value v)
    {
        try
        {
            if (o.Ref != null && o.Ref.GetType() == typeof(PyDict)) Unsafe.As<PyDict>(o.Ref).Set(key, v);
            else if (key.Ref == null && o.Ref != null && o.Ref.GetType() == typeof(PyList) && Unsafe.As<PyList>(o.Ref).TrySetFast(key.Bits, v)) return true;
            else Ops.SetItem(o, key, v);
            return true;
        }
        catch (PyException e)
        {
            t.Pending = e.Value;
            return false;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Value NextSlow(PyThread t, PyObject it)
    {
        if (it.GetType() == typeof(PyStrIterator)) return Unsafe.As<PyStrIterator>(it).Next();
        if (!it.Shape.Type.IsHeap) return it.Next();
        return Ops.NextRaw(new Value(it));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreCell(PyCell cell, Value v) => HeapSlot.Store(ref cell.Content, v);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AppendItem(PyList list, Value v) => list.AppendUnshared(v);

    /// <summary>No more room than this on the word of an iterator: the loop may end early. And none for so few that growing costs nothing.</summary>
    private const long MostReserved = 1 << 21, LeastReserved = 64;

    /// <summary>An empty list that is about to get an item for each that the iterator gives; <paramref name="objects"/>: probably not numbers.</summary>
    private static PyList MakeRoomy(Value iterator, bool objects)
    {
        long left = iterator.Ref switch
        {
            PyRangeIterator r => r.left,
            PyListIterator { list: { } l } it => l.count - it.index,
            PyTupleIterator { tuple: { } t } it => t.Count - it.index,
            _ => 0,
        };
        return RoomyFor(left, objects);
    }

    private static PyList RoomyFor(long left, bool objects)
    {
        var list = new PyList();
        if (left >= LeastReserved) list.Reserve((int)Math.Min(left, MostReserved), objects);
        return list;
    }

    /// <summary>
    /// A call that isn't plain Python to Python. 1: the result is in its register; 0: another frame is on top; -1: error.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int CallSlow(PyThread t, Frame f, Instr* i, ref Value fn, int argBase, int n)
    {
        var callee = fn.Ref;
        if (callee == null) return CallOther(t, f, i, ref fn, argBase, n);
        ref Value args = ref Unsafe.Add(ref f.Register0, argBase);
        delegate*<ReadOnlySpan<Value>, PyStr[]?, Value> pointer;
        var consumer = Consumer.None;
        if (callee.GetType() == typeof(PyMethodDescriptor))
        {
            pointer = Unsafe.As<PyMethodDescriptor>(callee).Pointer;
            consumer = Unsafe.As<PyMethodDescriptor>(callee).Consumer;
        }
        else if (callee.GetType() == typeof(PyBuiltinFunction))
        {
            var native = Unsafe.As<PyBuiltinFunction>(callee);
            pointer = native.Pointer;
            consumer = native.Consumer;
            if (native.PassSelf)
            {
                if (argBase != i->B + 2) return CallOther(t, f, i, ref fn, argBase, n);
                // Self goes into the free register below the arguments.
                args = ref Unsafe.Add(ref args, -1);
                Reg.Set(ref args, native.Self);
                n++;
            }
        }
        else return CallOther(t, f, i, ref fn, argBase, n);

        if (consumer != Consumer.None && Consume(t, i, callee, consumer, MemoryMarshal.CreateReadOnlySpan(ref args, n)) is <= 0 and var entered) return entered;

        // Caught here, a .NET exception crosses as few frames as can be.
        try
        {
            var v = pointer(MemoryMarshal.CreateReadOnlySpan(ref args, n), null);
            if (v.Ref == Tags.Error) return -1;
            Reg.Set(ref f.Regs[f.Base + i->A], v);
            return SignalsWait && !Poll(t) ? -1 : 1;
        }
        catch (PyException e)
        {
            t.Pending = e.Value;
            return -1;
        }
    }

    /// <summary>Pushes the frame of what takes a generator in a built-in's place. 0: it is on top; -1: error; 1: C# does the call.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Consume(PyThread t, Instr* i, PyObject callee, Consumer consumer, ReadOnlySpan<Value> args)
    {
        if (t.TraceOn || callee is PyBuiltinFunction { Module: not "builtins" } || Consumers.BodyOf(consumer, args) is not { } body) return 1;
        return PushFrame(t, body, args, null, FrameKind.Call, i->A) == null ? -1 : 0;
    }

    /// <summary>Calls of what isn't a built-in function or method: apart, since it has many more variables for its prologue to clear.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int CallOther(PyThread t, Frame f, Instr* i, ref Value fn, int argBase, int n)
    {
        try
        {
            ref Value args = ref Unsafe.Add(ref f.Register0, argBase);
            ref Value result = ref f.Regs[f.Base + i->A];
            var callee = fn.Ref;
            if (callee == null || callee == Tags.Float) throw Err.NotCallable(fn);
            var span = MemoryMarshal.CreateReadOnlySpan(ref args, n);
            Value v;
            if (n == 1 && callee.GetType() == typeof(PyType) && TryConvert(Unsafe.As<PyType>(callee), args, out v))
            {
                if (v.Ref == Tags.Error) return -1;
                Reg.Set(ref result, v);
                return 1;
            }
            if (callee is PyBuiltinFunction native)
            {
                v = native.Invoke(span, null);
                if (v.Ref == Tags.Error) return -1;
                Reg.Set(ref result, v);
                return 1;
            }
            if (callee is PyMethod bound)
            {
                // Free the register below the arguments for self, where there is one.
                if (argBase == i->B + 2)
                {
                    args = ref Unsafe.Add(ref args, -1);
                    args = bound.Self;
                    argBase--;
                    n++;
                    fn = bound.Function;
                    callee = fn.Ref;
                    span = MemoryMarshal.CreateReadOnlySpan(ref args, n);
                }
            }
            if (callee is PyFunction func)
            {
                if (func.Code.IsGeneratorLike)
                {
                    var made = MakeGenerator(t, func, span, null, f.Pc->Op == Op.GetAwaitable && f.Pc->B == i->A);
                    if (made.IsError) return -1;
                    result = made;
                    return 1;
                }
                return PushFrame(t, func, span, null, FrameKind.Call, i->A) == null ? -1 : 0;
            }
            if (callee is PyType type)
            {
                if (n == 1 && !t.TraceOn && Consumers.BodyOf(type, args) is { } body) return PushFrame(t, body, span, null, FrameKind.Call, i->A) == null ? -1 : 0;
                int r = Construct(t, f, i, type, ref fn, argBase, n);
                if (r >= -1) return r;
                v = type.Type == PyType.TypeObject ? type.Call(span, null) : Ops.CallRaw(fn, span, null);
            }
            else if (t.Recorder == null && callee is PyPartial partial && partial.TryJoin(span, out var whole, out var joined))
                return PushFrame(t, whole, joined, null, FrameKind.Call, i->A) == null ? -1 : 0;
            else v = Ops.CallRaw(fn, span, null);
            if (v.IsError) return -1;
            Reg.Set(ref result, v);
            return SignalsWait && !Poll(t) ? -1 : 1;
        }
        catch (PyException e)
        {
            t.Pending = e.Value;
            return -1;
        }
    }

    /// <summary>Calls of the commonest built-in types with one argument that they convert without asking anybody, or refuse: Error.</summary>
    private static bool TryConvert(PyType type, Value x, out Value v)
    {
        if (type == PyType.TypeObject)
        {
            v = new Value(x.Type);
            return true;
        }
        v = x;
        if (type == PyStr.TypeObject)
        {
            if (Ops.IsExactStr(x)) return true;
            if (x.Ref != null && x.Ref != Tags.Float && x.Ref.Type.IsHeap) return false;
            v = new Value(Ops.Str(x));
            return true;
        }
        if (type == PyInt.TypeObject)
        {
            if (x.Ref != null && x.Ref.GetType() == typeof(PyStr)) v = IntConversion.Parse(x, Unsafe.As<PyStr>(x.Ref), 10);
            return x.Ref == null || x.Ref.GetType() == typeof(PyStr);
        }
        if (type == PyFloat.TypeObject)
        {
            if (x.Ref != null && x.Ref.GetType() == typeof(PyStr))
            {
                v = PyFloat.OfText(x, Unsafe.As<PyStr>(x.Ref));
                return true;
            }
            if (x.Ref == null) v = Value.Float(x.Bits);
            return x.Ref == null || x.Ref == Tags.Float;
        }
        if (type == PyTuple.TypeObject)
        {
            if (x.Ref == null || x.Ref.GetType() != typeof(PyTuple) && x.Ref.GetType() != typeof(PyList)) return false;
            v = new Value(PyTuple.From(x));
            return true;
        }
        if (type == PyList.TypeObject)
        {
            if (x.Ref == null || x.Ref.GetType() != typeof(PyTuple) && x.Ref.GetType() != typeof(PyList)) return false;
            v = new Value(PyList.From(x));
            return true;
        }
        return false;
    }

    /// <summary>Calls a class whose instances are plain, pushing the frame of its <c>__init__</c>; -2 when that shortcut doesn't apply.</summary>
    private static int Construct(PyThread t, Frame f, Instr* i, PyType type, ref Value fn, int argBase, int n)
    {
        if (!type.IsHeap || argBase != i->B + 2) return -2;
        ref object? cache = ref f.Code.Caches[(int)(i - f.Code.Start)];
        if (cache is not ConstructCache c || c.Type != type || c.Version != type.Version)
        {
            uint version = type.Version;
            if (ConstructPlan(type, out var init)) c = new ConstructCache { Type = type, Version = version, Init = init };
            else if (ExceptionPlan(type, out init)) c = new ConstructCache { Type = type, Version = version, IsException = true, Other = init };
            else if (NewPlan(type) is { } make) c = new ConstructCache { Type = type, Version = version, Other = make };
            else return -2;
            cache = c;
        }
        if (c.IsException || c.Other != null) return ConstructOther(t, f, i, c, ref fn, argBase, n);
        if (c.Init == null)
        {
            if (n != 0) return -2;
            f.Regs[f.Base + i->A] = new Value(PyInstance.New(type.RootShape));
            return 1;
        }
        if (c.Init.Code.IsGeneratorLike) return -2;
        var self = PyInstance.New(type.RootShape);
        ref Value args = ref f.Regs[f.Base + argBase - 1];
        args = new Value(self);
        fn = args;
        var frame = PushFrame(t, c.Init, MemoryMarshal.CreateReadOnlySpan(ref args, n + 1), null, FrameKind.Init, i->A);
        if (frame == null) return -1;
        frame.Aux = i->B;
        frame.NeedsCleanup |= false;
        return 0;
    }

    /// <summary>Whether calling the class means: a plain instance, then a Python (or no) <c>__init__</c>.</summary>
    internal static bool ConstructPlan(PyType type, out PyFunction? init)
    {
        init = null;
        if (type.Type != PyType.TypeObject && type.Type.FindSlot(Slot.Call) != PyType.NativeSlot) return false;
        if (type.Solid != PyObject.TypeObject || type.Has(TypeFlags.Abstract | TypeFlags.HasDel)) return false;
        if (type.Lookup(SlotNames.Names[(int)Slot.New]) is not { } n || !ReferenceEquals(n, PyObject.TypeObject.Lookup(SlotNames.Names[(int)Slot.New]))) return false;
        var slot = type.FindSlot(Slot.Init);
        if (slot == PyType.NativeSlot) return true;
        init = slot as PyFunction;
        return init != null;
    }

    /// <summary>
    /// Whether calling the class means: an exception whose <c>args</c> are the arguments, then a Python (or no) <c>__init__</c>.
    /// </summary>
    internal static bool ExceptionPlan(PyType type, out PyFunction? init)
    {
        init = null;
        if (type.Type != PyType.TypeObject || type.Solid != PyBaseException.TypeObject || type.Has(TypeFlags.Abstract | TypeFlags.HasDel)) return false;
        if (type.Lookup(SlotNames.Names[(int)Slot.New]) is not { } n || !ReferenceEquals(n, PyBaseException.TypeObject.Lookup(SlotNames.Names[(int)Slot.New]))) return false;
        var slot = type.Lookup(SlotNames.Names[(int)Slot.Init]);
        if (ReferenceEquals(slot, PyBaseException.TypeObject.Lookup(SlotNames.Names[(int)Slot.Init]))) return true;
        init = slot as PyFunction;
        return init is { Code.IsGeneratorLike: false };
    }

    /// <summary>The Python <c>__new__</c> that is all that calling the class runs, as its <c>__init__</c> is object's; else null.</summary>
    internal static PyFunction? NewPlan(PyType type)
    {
        // What __new__ returns may be of a subclass, whose __init__ runs then.
        if (type.Type != PyType.TypeObject || type.Has(TypeFlags.Abstract | TypeFlags.HasDel) || type.WasSubclassed) return null;
        if (!ReferenceEquals(type.Lookup(SlotNames.Names[(int)Slot.Init]), PyObject.TypeObject.Lookup(SlotNames.Names[(int)Slot.Init]))) return null;
        return type.Lookup(SlotNames.Names[(int)Slot.New]) is PyStaticMethod { Function.Ref: PyFunction { Code.IsGeneratorLike: false } make } ? make : null;
    }

    private static int ConstructOther(PyThread t, Frame f, Instr* i, ConstructCache c, ref Value fn, int argBase, int n)
    {
        ref Value first = ref f.Regs[f.Base + argBase - 1];
        if (!c.IsException)
        {
            fn = new Value(c.Other!);
            first = new Value(c.Type);
            return PushFrame(t, c.Other!, MemoryMarshal.CreateReadOnlySpan(ref first, n + 1), null, FrameKind.Call, i->A) == null ? -1 : 0;
        }
        var made = PyBaseException.Begin(c.Type, n == 0 ? PyTuple.Empty : new PyTuple(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref first, 1), n)));
        if (c.Other == null)
        {
            f.Regs[f.Base + i->A] = new Value(made);
            return 1;
        }
        first = fn = new Value(made);
        var frame = PushFrame(t, c.Other, MemoryMarshal.CreateReadOnlySpan(ref first, n + 1), null, FrameKind.Init, i->A);
        if (frame == null) return -1;
        frame.Aux = i->B;
        return 0;
    }

    private static int CallKeywords(PyThread t, Frame f, Instr* i, ref Value R)
    {
        ref Value fn = ref At(ref R, i->B);
        int argBase = i->B + 1, n = i->C;
        if (At(ref R, argBase).Ref == Tags.Missing) argBase++;
        else n++;
        var plan = PlanOf(f, i);
        var kw = plan.Names;
        f.Pc = i + 2;
        var span = MemoryMarshal.CreateReadOnlySpan(ref At(ref R, argBase), n);
        if (fn.Ref is PyMethod bound && argBase == i->B + 2)
        {
            argBase--;
            At(ref R, argBase) = bound.Self;
            fn = bound.Function;
            span = MemoryMarshal.CreateReadOnlySpan(ref At(ref R, argBase), ++n);
        }
        if (fn.Ref is PyFunction func && !func.Code.IsGeneratorLike)
            return PushFrame(t, func, span, kw, FrameKind.Call, i->A, plan) == null ? RareError : RareFrame;
        if (fn.Ref is PyType type && type.IsHeap && argBase == i->B + 2 && plan.Constructs(type, out var init))
        {
            At(ref R, argBase - 1) = new Value(PyInstance.New(type.RootShape));
            fn = At(ref R, argBase - 1);
            var frame = PushFrame(t, init, MemoryMarshal.CreateReadOnlySpan(ref At(ref R, argBase - 1), n + 1), kw, FrameKind.Init, i->A, plan);
            if (frame == null) return RareError;
            frame.Aux = i->B;
            return RareFrame;
        }
        var v = Ops.CallRaw(fn, span, kw);
        if (v.IsError) return RareError;
        At(ref R, i->A) = v;
        return SignalsWait && !Poll(t) ? RareError : RareJump;
    }

    private static KeywordPlan PlanOf(Frame f, Instr* i)
    {
        ref object? cache = ref f.Code.Caches[(int)(i - f.Code.Start)];
        if (cache is KeywordPlan plan) return plan;
        var tuple = (PyTuple)f.Code.Consts[(i + 1)->A].Ref!;
        var names = new PyStr[tuple.Count];
        for (int k = 0; k < names.Length; k++) names[k] = (PyStr)tuple[k].Ref!;
        plan = new KeywordPlan(names);
        cache = plan;
        return plan;
    }

    private static PyTuple UnpackedArguments(Value fn, Value args)
    {
        if (args.Ref is PyTuple tuple) return tuple;
        if (args.Ref is not PyList && !Ops.IsIterable(args)) throw Err.TypeError($"{FunctionDescription(fn)} argument after * must be an iterable, not {args.Type.FullName}");
        return Ops.ToTuple(args);
    }

    private static int CallUnpacked(PyThread t, Frame f, Instr* i, ref Value R)
    {
        var fn = At(ref R, i->B);
        var argsValue = At(ref R, i->B + 1);
        var args = UnpackedArguments(fn, argsValue);
        var kwargs = At(ref R, i->B + 2);
        PyDict? d = kwargs.IsMissing ? null : (PyDict)kwargs.Ref!;
        if (fn.Ref is PyFunction func && !func.Code.IsGeneratorLike)
        {
            if (d == null || d.Count == 0) return PushFrame(t, func, args.AsSpan(), null, FrameKind.Call, i->A) == null ? RareError : RareFrame;
            var (all, kw) = Ops.Flatten(args.AsSpan(), d);
            return PushFrame(t, func, all, kw, FrameKind.Call, i->A) == null ? RareError : RareFrame;
        }
        var v = Ops.CallRaw(fn, args, d);
        if (v.IsError) return RareError;
        At(ref R, i->A) = v;
        return RareNext;
    }

    private static bool UnpackSlow(PyThread t, Value v, ref Value d, int n)
    {
        if (v.Ref is PyList { Type.IsHeap: false } list)
        {
            var items = list.ToArray();
            if (items.Length == n)
            {
                for (int k = 0; k < n; k++) Unsafe.Add(ref d, k) = items[k];
                return true;
            }
            if (items.Length > n) throw Err.ValueError($"too many values to unpack (expected {n}, got {items.Length})".Replace($", got {items.Length}", ""));
            throw Err.ValueError($"not enough values to unpack (expected {n}, got {items.Length})");
        }
        if (v.Ref is PyTuple { Type.IsHeap: false } tuple)
        {
            if (tuple.Count == n)
            {
                for (int k = 0; k < n; k++) Unsafe.Add(ref d, k) = tuple[k];
                return true;
            }
            if (tuple.Count > n) throw Err.ValueError($"too many values to unpack (expected {n})");
            throw Err.ValueError($"not enough values to unpack (expected {n}, got {tuple.Count})");
        }
        var it = UnpackIter(v);
        var buffer = new Value[n];
        for (int k = 0; k < n; k++)
        {
            var x = Ops.Next(it);
            if (x.IsDone) throw Err.ValueError($"not enough values to unpack (expected {n}, got {k})");
            buffer[k] = x;
        }
        if (!Ops.Next(it).IsDone) throw Err.ValueError($"too many values to unpack (expected {n})");
        for (int k = 0; k < n; k++) Unsafe.Add(ref d, k) = buffer[k];
        return true;
    }

    private static Value UnpackIter(Value v)
    {
        if (!Ops.IsIterable(v)) throw Err.TypeError($"cannot unpack non-iterable {v.Type.FullName} object");
        return Ops.Iter(v);
    }

    private static bool UnpackEx(Value v, ref Value d, int before, int after)
    {
        if (!Ops.IsIterable(v)) throw Err.TypeError($"cannot unpack non-iterable {v.Type.FullName} object");
        if (v.Ref is { } o && (o.GetType() == typeof(PyList) || o.GetType() == typeof(PyTuple))) return UnpackExSequence(o, ref d, before, after);
        var it = Ops.Iter(v);
        var head = new Value[before];
        for (int k = 0; k < before; k++)
        {
            var x = Ops.Next(it);
            if (x.IsDone) throw Err.ValueError($"not enough values to unpack (expected at least {before + after}, got {k})");
            head[k] = x;
        }
        var rest = new List<Value>();
        for (var x = Ops.Next(it); !x.IsDone; x = Ops.Next(it)) rest.Add(x);
        if (rest.Count < after) throw Err.ValueError($"not enough values to unpack (expected at least {before + after}, got {before + rest.Count})");
        for (int k = 0; k < before; k++) Unsafe.Add(ref d, k) = head[k];
        int middle = rest.Count - after;
        Unsafe.Add(ref d, before) = new Value(new PyList(CollectionsMarshal.AsSpan(rest)[..middle]));
        for (int k = 0; k < after; k++) Unsafe.Add(ref d, before + 1 + k) = rest[middle + k];
        return true;
    }

    private static bool UnpackExSequence(PyObject sequence, ref Value d, int before, int after)
    {
        var tuple = sequence as PyTuple;
        var list = tuple != null ? null : PyThread.MultiThreaded ? Unsafe.As<PyList>(sequence).Copy() : Unsafe.As<PyList>(sequence);
        int count = tuple?.Count ?? list!.Count, middle = count - before - after;
        if (middle < 0) throw Err.ValueError($"not enough values to unpack (expected at least {before + after}, got {count})");
        for (int k = 0; k < before; k++) Unsafe.Add(ref d, k) = tuple?[k] ?? list![k];
        for (int k = 0; k < after; k++) Unsafe.Add(ref d, before + 1 + k) = tuple?[before + middle + k] ?? list![before + middle + k];
        Unsafe.Add(ref d, before) = new Value(tuple != null ? new PyList(tuple.AsSpan().Slice(before, middle)) : list!.Part(before, middle));
        return true;
    }

    private static int BeforeWith(PyThread t, Frame f, Instr* i, ref Value R, bool isAsync)
    {
        var manager = At(ref R, i->B);
        string kind = isAsync ? "asynchronous context manager" : "context manager";
        if (!Ops.LookupSpecial(manager, isAsync ? Slot.AEnter : Slot.Enter, out var enter))
        {
            string hint = Ops.LookupSpecial(manager, isAsync ? Slot.Enter : Slot.AEnter, out _) && Ops.LookupSpecial(manager, isAsync ? Slot.Exit : Slot.AExit, out _)
                ? isAsync ? "" : "" : "";
            throw Err.TypeError($"'{manager.Type.FullName}' object does not support the {kind} protocol{hint}");
        }
        if (!Ops.LookupSpecial(manager, isAsync ? Slot.AExit : Slot.Exit, out var exit))
            throw Err.TypeError($"'{manager.Type.FullName}' object does not support the {kind} protocol (missed {(isAsync ? "__aexit__" : "__exit__")} method)");
        if (enter.Ref is PyMethod { Function.Ref: PyFunction { Code.IsGeneratorLike: false } method } bound)
        {
            At(ref R, i->A) = exit;
            return PushFrame(t, method, [bound.Self], null, FrameKind.Call, i->A + 1) == null ? RareError : RareFrame;
        }
        var entered = Ops.CallRaw(enter, [], null);
        if (entered.IsError) return RareError;
        At(ref R, i->A) = exit;
        At(ref R, i->A + 1) = entered;
        return RareNext;
    }
}

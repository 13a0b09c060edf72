using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Modules.Arrays;
using TieredPy.Runtime.Numbers;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Intrinsics;

/// <summary>
/// What compiled code calls. Those that may raise let no .NET exception out: an error is pending and Value.Error returned. Small ones are inlined by RyuJIT.
/// </summary>
internal static class KernelBodies
{
    // ---- numbers

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsFloat(long i) => (ulong)(i + (1L << 53)) <= 1UL << 54;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsInt(double d) => Math.Abs(d) < 9.2e18;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsFinite(double d) => double.IsFinite(d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long TruncateFloat(double d) => (long)d;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double AbsFloat(double d) => Math.Abs(d);

    /// <summary>Negative for the least int, whose magnitude doesn't fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long AbsInt(long i) => i < 0 ? -i : i;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long MinInt(long a, long b) => b < a ? b : a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long MaxInt(long a, long b) => b > a ? b : a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinFloat(double a, double b) => b < a ? b : a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxFloat(double a, double b) => b > a ? b : a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sqrt(double x) => Math.Sqrt(x);

    public static double Sin(double x) => Math.Sin(x);

    public static double Cos(double x) => Math.Cos(x);

    /// <summary>Not finite where Python raises, and in cases that are left to it.</summary>
    public static double PowFloat(double x, double y) => Math.Pow(x, y);

    /// <summary>As <see cref="PowFloat"/> with 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SquareFloat(double x) => QuickPower.Square(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsOwnedCell(HeapSlot.IntCell cell) => cell.IsOwned;

    public static PyComplex NewComplex(double real, double imaginary) => new(real, imaginary);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double RealPart(PyComplex z) => z.Number.Real;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ImaginaryPart(PyComplex z) => z.Number.Imaginary;

    /// <summary>Missing where Python raises.</summary>
    public static Value AbsComplex(PyComplex z)
    {
        double size = ComplexMath.Abs(z.Number, out var error);
        return error == MathError.None ? Value.Float(size) : Value.Missing;
    }

    public static double FloorDivFloat(double x, double y) => FloatOps.FloorDivMod(x, y, out _);

    public static double ModFloat(double x, double y) => FloatOps.Mod(x, y);

    public static Value Add(Value a, Value b)
    {
        try { return Ops.AddRaw(a, b); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value Sub(Value a, Value b)
    {
        try { return Ops.SubRaw(a, b); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value Mul(Value a, Value b)
    {
        try { return Ops.MulRaw(a, b); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value TrueDiv(Value a, Value b)
    {
        try { return Ops.TrueDivRaw(a, b); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value FloorDiv(Value a, Value b)
    {
        try { return Ops.FloorDivRaw(a, b); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value Mod(Value a, Value b)
    {
        try { return Ops.ModRaw(a, b); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value Pow(Value a, Value b)
    {
        try { return Ops.PowRaw(a, b); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value LShift(Value a, Value b)
    {
        try { return Ops.LShiftRaw(a, b); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value RShift(Value a, Value b)
    {
        try { return Ops.RShiftRaw(a, b); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value And(Value a, Value b)
    {
        try { return Ops.AndRaw(a, b); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value Or(Value a, Value b)
    {
        try { return Ops.OrRaw(a, b); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value Xor(Value a, Value b)
    {
        try { return Ops.XorRaw(a, b); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value Reflected(Value a, Value b, long op)
    {
        try
        {
            var o = (BinOp)(op >> 1);
            if (a.Type != b.Type)
            {
                var r = Ops.CallBinary(o.ToSlot() + 1, b, a);
                if (!r.IsNotImplemented) return r;
            }
            return Err.Pend(Ops.BinaryError(o, (op & 1) != 0, a, b));
        }
        catch (Exception e)
        {
            return Interp.Failed(e);
        }
    }

    // ---- strs

    public static Value StrConcat(PyStr a, PyStr b)
    {
        try { return new Value(PyStr.Concat(a, b)); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value StrConcat3(PyStr a, PyStr b, PyStr c)
    {
        try { return new Value(PyStr.Concat([a, b, c])); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value StrConcat4(PyStr a, PyStr b, PyStr c, PyStr d)
    {
        try { return new Value(PyStr.Concat([a, b, c, d])); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value StrConcat5(PyStr a, PyStr b, PyStr c, PyStr d, PyStr e)
    {
        try { return new Value(PyStr.Concat([a, b, c, d, e])); } catch (Exception x) { return Interp.Failed(x); }
    }

    public static Value StrAppend(PyStr a, PyStr b, bool own)
    {
        try { return new Value(PyStr.Append(a, b, own)); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value StrAppendCharacter(PyStr a, long c, bool own)
    {
        try { return new Value(PyStr.Append(a, (int)c, own)); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value StrAppend3(PyStr a, PyStr b, PyStr c, bool own)
    {
        try { return new Value(PyStr.Append([a, b, c], own)); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value StrAppend4(PyStr a, PyStr b, PyStr c, PyStr d, bool own)
    {
        try { return new Value(PyStr.Append([a, b, c, d], own)); } catch (Exception e) { return Interp.Failed(e); }
    }

    public static Value StrAppend5(PyStr a, PyStr b, PyStr c, PyStr d, PyStr e, bool own)
    {
        try { return new Value(PyStr.Append([a, b, c, d, e], own)); } catch (Exception x) { return Interp.Failed(x); }
    }

    /// <summary><c>int(text)</c> of an exact str.</summary>
    public static Value IntOfStr(PyStr text)
    {
        try { return IntConversion.Parse(new Value(text), text, 10); } catch (Exception e) { return Interp.Failed(e); }
    }

    /// <summary><c>float(text)</c> of an exact str.</summary>
    public static Value FloatOfStr(PyStr text)
    {
        try { return PyFloat.OfText(new Value(text), text); } catch (Exception e) { return Interp.Failed(e); }
    }

    /// <summary>What a <c>__str__</c> returned, which must be a str.</summary>
    public static Value StrResult(Value v)
    {
        if (v.Ref is PyStr) return v;
        try { return Err.Pend(Err.TypeError($"__str__ returned non-string (type {v.Type.Name})")); } catch (Exception e) { return Interp.Failed(e); }
    }

    /// <summary><c>str(i)</c>.</summary>
    public static PyStr StrOfInt(long i) => Unsafe.As<PyStr>(IntOps.Repr(Value.Int(i)).Ref!);

    /// <summary><c>str(x)</c>.</summary>
    public static PyStr StrOfFloat(double x) => Unsafe.As<PyStr>(FloatOps.Repr(Value.Float(x)).Ref!);

    /// <summary>Whether all characters have one of the properties (<see cref="Runtime.Text.CharFlags"/>), and there are any.</summary>
    public static bool AllAre(PyStr s, long flags) => s.All((Runtime.Text.CharFlags)flags);

    /// <summary>Whether a character has one of the properties.</summary>
    public static bool CodeIs(long code, long flags) => Runtime.Text.UnicodeInfo.Is((int)code, (Runtime.Text.CharFlags)flags);

    public static bool StrEq(PyStr a, PyStr b) => ReferenceEquals(a, b) || a.Equals(b);

    public static long StrCompare(PyStr a, PyStr b) => a.CompareTo(b);

    public static long StrLength(PyStr s) => s.Length;

    /// <summary>The characters, for who wants some of them; null where each isn't a char, and the first time where putting them into one piece may not pay.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static string? NarrowChars(PyStr s) => s.NarrowChars;

    /// <summary>The code points of a str with characters beyond U+FFFF, in one piece; else null.</summary>
    public static int[]? WideChars(PyStr s) => s.WideChars;

    /// <summary>The characters, for who wants them all; null where each isn't a char.</summary>
    public static string? FlatChars(PyStr s) => s.IsWide ? null : s.Chars;

    public static PyStr Chr(long i) => PyStr.OfCodePoint((int)i);

    // ---- slots and boxes

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value FromSlot(PyObject? o) => HeapSlot.Load(o);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value FromHeap(PyObject o) => Value.FromHeap(o);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject ToHeap(Value v) => v.ToHeap();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool NoneOrShape(Value v, object shape) => v.Ref == PyNone.Instance || v.Ref != null && v.Ref.Shape == shape;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject ClassOfObject(PyObject o) => o.Shape.Type;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject ClassOfValue(Value v) => v.Type;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasShape(PyObject o, object shape) => o.Shape == shape;

    /// <summary>Whether an object's shape is in a set. What instances have numbers in has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasShapeOf(PyObject o, long set) => o.Shape is { } s && (s.Sets & set) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasCode(PyObject o, object code) => o.GetType() == typeof(PyFunction) && Unsafe.As<PyFunction>(o).Code == code;

    public static bool IsBound(PyObject o, object function) => o.GetType() == typeof(PyMethod) && Unsafe.As<PyMethod>(o).Function.Ref == function;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsInt(Value v) => v.Ref == null;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsFloat(Value v) => v.Ref == Tags.Float;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsBool(Value v) => v.Ref == PyBool.True || v.Ref == PyBool.False;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsObject(Value v) => v.Ref != null && v.Ref != Tags.Float && v.Ref != Tags.Missing;

    // ---- making objects

    /// <summary>An attribute slot of an object of any class that has slots.</summary>
    public static Value HeirSlot(PyObject o, long slot) => HeapSlot.Load(o.SlotRef((int)slot));

    public static void StoreHeirSlot(PyObject o, long slot, Value v) => InstanceAttributes.StoreSlot(o, (int)slot, v);

    /// <summary>Adds an attribute to an object whose shape is known, and so the next one.</summary>
    public static void AddHeirAttr(PyObject o, PyStr name, object next, Value v)
    {
        if (!InstanceAttributes.TryAdd(o, o.Shape, Unsafe.As<Shape>(next), v)) InstanceAttributes.Set(o, name, v);
    }

    public static PyBaseException NewException(object type, PyTuple args) => PyBaseException.Begin(Unsafe.As<PyType>(type), args);

    /// <summary><c>BaseException.__init__</c> of an exception of a class that has no fields of its own in C#.</summary>
    public static void InitException(PyBaseException e, PyTuple args) => e.Args = args;

    public static PyTuple NewTupleHeir(object type, PyTuple items) => PyTuple.OfHeir(Unsafe.As<PyType>(type), items);

    public static object InstanceDict(object o) => InstanceAttributes.Dict(Unsafe.As<PyObject>(o));

    public static Value ClassVariable(object type, PyStr name) => Unsafe.As<PyType>(type).Lookup(name) is { } found ? Value.FromHeap(found) : Value.Missing;

    /// <summary>False for what isn't simply another value of a class variable.</summary>
    public static bool SetClassVariable(object type, PyStr name, Value v) => Unsafe.As<PyType>(type).TrySetVariable(name, v);

    /// <summary>The default of a keyword-only parameter; Missing where there is none.</summary>
    public static Value KeywordDefault(PyFunction f, PyStr name) => f.KwDefaults?.TryGetPlain(name) ?? Value.Missing;

    public static PyCell NewCell(Value v) => new(v);
    public static PyCell CellOfClosure(object function, long variable) => Unsafe.As<PyFunction>(function).CellAt((int)variable);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject? ContentOfClosure(object function, long variable) => Unsafe.As<PyFunction>(function).ContentAt((int)variable);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject NewInstance(object shape) => PyInstance.New(Unsafe.As<Shape>(shape));

    public static PyMethod NewMethod(PyObject function, PyObject self) => new(new Value(function), new Value(self));

    public static PyRange NewRange(long start, long stop, long step) => new(start, stop, step);

    public static PyObject RangeIterator(PyRange r) => r.Iter().Ref!;

    /// <summary>Counts up by one between bounds of 32 bits.</summary>
    public static PyRangeIterator CountIterator(long start, long stop) => new(start, 1, Math.Max(stop - start, 0));

    /// <summary>The greatest of the ints that lengths and the counts of small ranges are among.</summary>
    internal const long MostCount = 1L << 31;

    /// <summary>Whether a range from start to stop, whatever its step, has just counts: 0 to 2**31.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSmallRange(long start, long stop) => (ulong)start <= (ulong)MostCount && stop is >= -1 and <= MostCount;

    /// <summary>Whether all that the iterator gives from now on are counts: 0 to 2**31.</summary>
    public static bool GivesCounts(PyRangeIterator it)
    {
        long next = it.next, left = it.left, step = it.step;
        if (left <= 0) return true;
        return (ulong)next <= (ulong)MostCount && step is >= -MostCount and <= MostCount && left <= MostCount && (ulong)(next + (left - 1) * step) <= (ulong)MostCount;
    }

    public static PyListIterator ListIterator(PyList list) => new(list);

    public static PyTupleIterator TupleIterator(PyTuple tuple) => new(tuple);

    public static PyStrIterator StrIterator(PyStr s) => new(s);

    public static PyBytesIterator BytesIterator(PyBytes bytes) => new(bytes);

    public static PyByteArrayIterator ByteArrayIterator(PyByteArray bytes) => new(bytes);

    public static PyArrayIterator ArrayIterator(PyArray array) => new(array);

    /// <summary>Of a view that was just found not to be released.</summary>
    public static PyMemoryIterator MemoryIterator(PyMemoryView view) => new(view);

    public static PyTuple NewTuple1(Value a) => new(a);

    public static PyTuple NewTuple2(Value a, Value b) => new(a, b);

    // Arrays, which are filled item by item: a span would be copied as a block, which waits for the items' halves to have reached memory.
    public static PyTuple NewTuple3(Value a, Value b, Value c) => new((Value[])[a, b, c]);

    public static PyTuple NewTuple4(Value a, Value b, Value c, Value d) => new((Value[])[a, b, c, d]);

    public static PyTuple NewTuple5(Value a, Value b, Value c, Value d, Value e) => new((Value[])[a, b, c, d, e]);

    public static PyTuple NewTuple6(Value a, Value b, Value c, Value d, Value e, Value f) => new((Value[])[a, b, c, d, e, f]);

    public static PyTuple NewTuple7(Value a, Value b, Value c, Value d, Value e, Value f, Value g) => new((Value[])[a, b, c, d, e, f, g]);

    public static PyTuple NewTuple8(Value a, Value b, Value c, Value d, Value e, Value f, Value g, Value h) => new((Value[])[a, b, c, d, e, f, g, h]);

    // ---- containers

    public static void EndListIterator(PyListIterator it) => it.list = null;

    public static void EndTupleIterator(PyTupleIterator it) => it.tuple = null;

    public static void EndStrIterator(PyStrIterator it) => it.text = null;

    public static void EndBytesIterator(PyBytesIterator it) => it.bytes = null;

    public static void EndByteArrayIterator(PyByteArrayIterator it) => it.bytes = null;

    public static void EndArrayIterator(PyArrayIterator it) => it.array = null;

    public static void EndMemoryIterator(PyMemoryIterator it) => it.view = null;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long BytesLength(PyBytes b) => b.Data.Length;

    public static Value ListItem(PyList list, long index) => ListStore.TryGet(list.store, index, out var v) ? v : Value.Missing;

    /// <summary>The items for which a list's storage has room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long IntRoom(long[] store) => store.Length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long FloatRoom(double[] store) => store.Length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AppendInt(PyList list, long i)
    {
        int n = list.count;
        var store = list.store;
        if (store.GetType() == typeof(long[]) && (uint)n < (uint)Unsafe.As<long[]>(store).Length)
        {
            Unsafe.As<long[]>(store)[n] = i;
            list.count = n + 1;
        }
        else AppendOther(list, Value.Int(i));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AppendFloat(PyList list, double d)
    {
        int n = list.count;
        var store = list.store;
        if (store.GetType() == typeof(double[]) && (uint)n < (uint)Unsafe.As<double[]>(store).Length)
        {
            Unsafe.As<double[]>(store)[n] = d;
            list.count = n + 1;
        }
        else AppendOther(list, Value.Float(d));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AppendObject(PyList list, PyObject o)
    {
        int n = list.count;
        var store = list.store;
        if (store.GetType() == typeof(PyObject[]) && (uint)n < (uint)Unsafe.As<PyObject[]>(store).Length)
        {
            ListStore.Put(Unsafe.As<PyObject[]>(store), n, o);
            list.count = n + 1;
        }
        else AppendOther(list, new Value(o));
    }

    /// <summary>Appends what a container holds as it is held there: the box of a number, which nobody changes, is for this list too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AppendBox(PyList list, PyObject box)
    {
        int n = list.count;
        var store = list.store;
        if (store.GetType() == typeof(PyObject[]) && (uint)n < (uint)Unsafe.As<PyObject[]>(store).Length)
        {
            ListStore.Put(Unsafe.As<PyObject[]>(store), n, box);
            list.count = n + 1;
        }
        else AppendOther(list, Value.FromHeap(box));
    }

    /// <summary>The last item of a list of numbers goes; <paramref name="left"/> is how many stay.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void DropLast(PyList list, long left)
    {
        if (PyList.IsRoomy(list.store, left)) list.RemoveLast();
        else list.count = (int)left;
    }

    /// <summary>The last item of a list of objects goes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void DropLastObject(PyList list, long left)
    {
        if (PyList.IsRoomy(list.store, left)) list.RemoveLast();
        else
        {
            ListStore.Put(Unsafe.As<PyObject[]>(list.store), (int)left, null);
            list.count = (int)left;
        }
    }

    /// <summary>Out of line: inlined into a loop, it would cost that registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AppendOther(PyList list, Value v) => list.Append(v);

    public static void AppendValue(PyList list, Value v) => list.Append(v);

    public static long DictCount(PyDict d) => d.Count;

    // Keys of the dict may have comparisons written in Python, which are left to the interpreter.
    public static Value DictGet(PyDict d, Value key) => key.IsInt ? d.TryGetPlain(key.Bits) : d.GetPlain(key, Value.Missing);

    public static Value DictGetStr(PyDict d, PyStr key) => d.TryGetPlain(key);

    public static bool DictSet(PyDict d, Value key, Value v) => ContainerKernels.IsOwn(d) && d.TrySetPlain(key, v);

    public static bool StoreGlobal(GlobalCell cell, Value v) => cell.Store(v);

    public static void StoreDeref(PyCell cell, Value v) => HeapSlot.Store(ref cell.Content, v);
}

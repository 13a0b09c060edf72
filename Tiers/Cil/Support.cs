using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Deopt;
using TieredPy.Tiers.Diagnostics;

namespace TieredPy.Tiers.Cil;

/// <summary>Small pieces of emitted code, written in C#: RyuJIT inlines them into the dynamic method.</summary>
internal static class Support
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)]
    public static PyObject BoolRef(bool b) => b ? PyBool.True : PyBool.False;

    [MethodImpl(Inline)]
    public static ref Value FirstRegister(Frame f) => ref f.Register0;

    [MethodImpl(Inline)]
    public static Value ReadRegister(ref Value first, int r) => Unsafe.Add(ref first, r);

    [MethodImpl(Inline)]
    public static void SpillFloat(ref Value first, int r, double v) => Reg.SetFloat(ref Unsafe.Add(ref first, r), v);

    [MethodImpl(Inline)]
    public static void SpillValue(ref Value first, int r, Value v) => Reg.Set(ref Unsafe.Add(ref first, r), v);

    /// <summary>The frame goes on at an instruction.</summary>
    [MethodImpl(Inline)]
    public static unsafe void SetPc(Frame f, int pc) => f.Pc = f.Code.Start + pc;

    [MethodImpl(Inline)]
    public static Value Result(PyThread t, int k) => t.Results[k];

    /// <summary>True the first time that a guard is reached.</summary>
    public static bool FailsNow(RegionCode region, int guard)
    {
        ref bool failed = ref region.HasFailed[guard];
        if (failed) return false;
        JitStats.Count(ExitReason.Forced);
        return failed = true;
    }

    // ---- tests

    [MethodImpl(Inline)]
    public static bool IsFloat(PyObject? o) => o == Tags.Float;

    /// <summary>An object: no int, float or marker of absence.</summary>
    [MethodImpl(Inline)]
    public static bool IsPlainRef(PyObject? o) => o != null && o != Tags.Float && o != Tags.Missing;

    /// <summary>A slot's content that is the object itself: not empty, no number's cell.</summary>
    [MethodImpl(Inline)]
    public static bool IsObject(PyObject? o) => o != null && o.GetType() != typeof(HeapSlot.IntCell) && o.GetType() != typeof(HeapSlot.FloatCell);

    [MethodImpl(Inline)]
    public static bool IsTrue(PyObject? o) => o == PyBool.True;

    [MethodImpl(Inline)]
    public static bool IsBool(PyObject? o) => o == PyBool.True || o == PyBool.False;

    [MethodImpl(Inline)]
    public static bool HasShape(PyObject? o, object shape) => o != null && o.Shape == shape;

    [MethodImpl(Inline)]
    public static bool HasCode(PyObject? o, object code) => o != null && o.GetType() == typeof(PyFunction) && Unsafe.As<PyFunction>(o).Code == code;

    [MethodImpl(Inline)]
    public static bool Is(Value a, Value b) => a.Is(b);

    // ---- numbers

    [MethodImpl(Inline)]
    public static double FloatOf(long bits) => BitConverter.Int64BitsToDouble(bits);

    /// <summary>Whether <paramref name="r"/> = a + b, wrapped, isn't the sum.</summary>
    [MethodImpl(Inline)]
    public static bool AddOverflows(long a, long b, long r) => ((a ^ r) & (b ^ r)) < 0;

    /// <summary>Whether <paramref name="r"/> = a - b, wrapped, isn't the difference.</summary>
    [MethodImpl(Inline)]
    public static bool SubOverflows(long a, long b, long r) => ((a ^ b) & (a ^ r)) < 0;

    /// <summary>Whether the product fits 64 bits. It isn't returned by reference: a local whose address a call takes lives in memory.</summary>
    [MethodImpl(Inline)]
    public static bool ProductFits(long a, long b) => a == (int)a && b == (int)b || Math.BigMul(a, b, out long low) == low >> 63;

    /// <summary>The quotient of a number that isn't below 0 and one above 0; of 32 bits where both fit, which takes the processor a third of the time.</summary>
    [MethodImpl(Inline)]
    public static long DivOfNonNegative(long a, long b) => (a | b) >> 32 == 0 ? (long)((uint)a / (uint)b) : (long)((ulong)a / (ulong)b);

    [MethodImpl(Inline)]
    public static long ModOfNonNegative(long a, long b) => (a | b) >> 32 == 0 ? (long)((uint)a % (uint)b) : (long)((ulong)a % (ulong)b);

    /// <summary>Floor division by a divisor above 0.</summary>
    [MethodImpl(Inline)]
    public static long FloorDiv(long a, long b)
    {
        long q = a / b;
        return q + ((a - q * b) >> 63);
    }

    /// <summary>Remainder for a divisor above 0.</summary>
    [MethodImpl(Inline)]
    public static long FloorMod(long a, long b)
    {
        long r = a % b;
        return r + (b & (r >> 63));
    }

    /// <summary>Whether a can be shifted left without losing bits, by a count in 0..62.</summary>
    [MethodImpl(Inline)]
    public static bool ShiftLeftFits(long a, long count) => (ulong)count < 63 && a << (int)count >> (int)count == a;

    [MethodImpl(Inline)]
    public static long ShiftRight(long a, long count) => a >> (int)(count < 63 ? count : 63);

    // ---- attribute slots

    [MethodImpl(Inline)]
    public static PyObject? LoadSlot(object o, int place) => Unsafe.Add(ref Unsafe.As<PyInstance.TwoSlots, PyObject?>(ref Unsafe.As<PyInstance>(o).Inline), place);

    /// <summary>A slot past the inline ones, counted from the first of those.</summary>
    [MethodImpl(Inline)]
    public static PyObject? LoadFarSlot(object o, int slot)
    {
        var more = Unsafe.As<PyInstance>(o).more;
        return more != null && (uint)slot < (uint)more.Length ? Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(more), slot) : null;
    }

    /// <summary>What an empty slot holds for a number.</summary>
    [MethodImpl(Inline)]
    public static PyObject CellOfInt(long i) => HeapSlot.CellOf(i);

    [MethodImpl(Inline)]
    public static PyObject CellOfFloat(double d) => new HeapSlot.FloatCell(d);

    [MethodImpl(Inline)]
    public static void StoreSlotInt(object o, int place, long i)
    {
        ref var s = ref Unsafe.As<PyInstance>(o).At(place);
        if (s != null && s.GetType() == typeof(HeapSlot.IntCell) && Unsafe.As<HeapSlot.IntCell>(s).IsOwned) Unsafe.As<HeapSlot.IntCell>(s).Number = i;
        else s = HeapSlot.CellFor(s, i);
    }

    [MethodImpl(Inline)]
    public static void StoreSlotFloat(object o, int place, double d)
    {
        ref var s = ref Unsafe.As<PyInstance>(o).At(place);
        if (s != null && s.GetType() == typeof(HeapSlot.FloatCell)) Unsafe.As<HeapSlot.FloatCell>(s).Number = d;
        else s = new HeapSlot.FloatCell(d);
    }

    [MethodImpl(Inline)]
    public static void StoreSlotRef(object o, int place, object v) => Unsafe.As<PyInstance>(o).At(place) = Unsafe.As<PyObject>(v);

    public static void StoreSlotValue(object o, int place, Value v) => HeapSlot.Store(ref Unsafe.As<PyInstance>(o).At(place), v);

    // ---- storage

    [MethodImpl(Inline)]
    public static ref long FirstInt(object store) => ref MemoryMarshal.GetArrayDataReference(Unsafe.As<long[]>(store));

    [MethodImpl(Inline)]
    public static ref double FirstFloat(object store) => ref MemoryMarshal.GetArrayDataReference(Unsafe.As<double[]>(store));

    /// <summary>A number that a kernel left, by its <see cref="X64.Machine.ValueTag"/>.</summary>
    public static Value ValueFromKernel(long tag, long bits) => tag switch
    {
        X64.Machine.ValueTag.Int => Value.Int(bits),
        X64.Machine.ValueTag.Float => Value.Float(FloatOf(bits)),
        _ => Value.Bool(bits != 0),
    };

    /// <summary>Where kernels take values from and leave them: the numbers of exits are put there later.</summary>
    [MethodImpl(Inline)]
    public static unsafe nint KernelBuffer(PyThread t) => (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(t.ExitNumbers));

    /// <summary>The bytes of stack that a function's kernel may use for a call that is made by <paramref name="inlined"/> frames more than are pushed; 0: it isn't called.</summary>
    public static long RoomFor(PyThread t, RegionCode caller, X64.FunctionKernel kernel, int inlined)
    {
        if (caller.IsInvalid || PyThread.EvalBreaker || !RuntimeHelpers.TryEnsureSufficientExecutionStack()) return 0;
        return kernel.Room(PyThread.RecursionLimit - 1 - t.PythonDepth - inlined);
    }

    public static void KernelFailed(X64.FunctionKernel kernel) => kernel.Fail();

    [MethodImpl(Inline)]
    public static long LoadInt(object store, long i) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Unsafe.As<long[]>(store)), (nint)i);

    [MethodImpl(Inline)]
    public static double LoadFloat(object store, long i) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Unsafe.As<double[]>(store)), (nint)i);

    [MethodImpl(Inline)]
    public static PyObject LoadRef(object store, long i) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Unsafe.As<PyObject[]>(store)), (nint)i);

    [MethodImpl(Inline)]
    public static void StoreInt(object store, long i, long v) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Unsafe.As<long[]>(store)), (nint)i) = v;

    [MethodImpl(Inline)]
    public static void StoreFloat(object store, long i, double v) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Unsafe.As<double[]>(store)), (nint)i) = v;

    [MethodImpl(Inline)]
    public static void StoreRef(object store, long i, object v) =>
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Unsafe.As<PyObject[]>(store)), (nint)i) = Unsafe.As<PyObject>(v);

    [MethodImpl(Inline)]
    public static Value TupleItem(object tuple, long i) => Unsafe.Add(ref Unsafe.As<PyTuple>(tuple).First, (nint)i);

    /// <summary>The item of a tuple that has them all in itself.</summary>
    [MethodImpl(Inline)]
    public static Value InlineItem(object tuple, long i) => Unsafe.Add(ref Unsafe.As<PyTuple>(tuple).FirstInline, (nint)i);

    /// <summary>The item of a tuple that has more items than it has room for in itself.</summary>
    [MethodImpl(Inline)]
    public static Value OuterItem(object tuple, long i) => Unsafe.Add(ref Unsafe.As<PyTuple>(tuple).FirstOuter, (nint)i);

    [MethodImpl(Inline)]
    public static long TupleLength(object tuple) => Unsafe.As<PyTuple>(tuple).Count;
}

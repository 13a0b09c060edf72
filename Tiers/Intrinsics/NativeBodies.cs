using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Intrinsics;

/// <summary>Kernels with a method for each number of operands: calls of built-ins, displays, f-strings.</summary>
internal static class NativeBodies
{
    public static Value Call0(object f) => Interp.NativeCall(f, []);
    public static Value Call1(object f, Value a) => Interp.NativeCall(f, [a]);
    public static Value Call2(object f, Value a, Value b) => Interp.NativeCall(f, [a, b]);
    public static Value Call3(object f, Value a, Value b, Value c) => Interp.NativeCall(f, [a, b, c]);
    public static Value Call4(object f, Value a, Value b, Value c, Value d) => Interp.NativeCall(f, [a, b, c, d]);
    public static Value Call5(object f, Value a, Value b, Value c, Value d, Value e) => Interp.NativeCall(f, [a, b, c, d, e]);
    public static Value Call6(object f, Value a, Value b, Value c, Value d, Value e, Value g) => Interp.NativeCall(f, [a, b, c, d, e, g]);

    public static Value CallUnseen0(PyThread t, PyObject f, long inlined) => Interp.NativeCallUnseen(t, f, inlined, []);
    public static Value CallUnseen1(PyThread t, PyObject f, long inlined, Value a) => Interp.NativeCallUnseen(t, f, inlined, [a]);
    public static Value CallUnseen2(PyThread t, PyObject f, long inlined, Value a, Value b) => Interp.NativeCallUnseen(t, f, inlined, [a, b]);
    public static Value CallUnseen3(PyThread t, PyObject f, long inlined, Value a, Value b, Value c) => Interp.NativeCallUnseen(t, f, inlined, [a, b, c]);
    public static Value CallUnseen4(PyThread t, PyObject f, long inlined, Value a, Value b, Value c, Value d) => Interp.NativeCallUnseen(t, f, inlined, [a, b, c, d]);
    public static Value CallUnseen5(PyThread t, PyObject f, long inlined, Value a, Value b, Value c, Value d, Value e) => Interp.NativeCallUnseen(t, f, inlined, [a, b, c, d, e]);
    public static Value CallUnseen6(PyThread t, PyObject f, long inlined, Value a, Value b, Value c, Value d, Value e, Value g) => Interp.NativeCallUnseen(t, f, inlined, [a, b, c, d, e, g]);

    public static PyGenerator NewBody0(object f, bool awaited) => Interp.NativeMakeGenerator(f, awaited, []);
    public static PyGenerator NewBody1(object f, bool awaited, Value a) => Interp.NativeMakeGenerator(f, awaited, [a]);
    public static PyGenerator NewBody2(object f, bool awaited, Value a, Value b) => Interp.NativeMakeGenerator(f, awaited, [a, b]);
    public static PyGenerator NewBody3(object f, bool awaited, Value a, Value b, Value c) => Interp.NativeMakeGenerator(f, awaited, [a, b, c]);
    public static PyGenerator NewBody4(object f, bool awaited, Value a, Value b, Value c, Value d) => Interp.NativeMakeGenerator(f, awaited, [a, b, c, d]);
    public static PyGenerator NewBody5(object f, bool awaited, Value a, Value b, Value c, Value d, Value e) => Interp.NativeMakeGenerator(f, awaited, [a, b, c, d, e]);
    public static PyGenerator NewBody6(object f, bool awaited, Value a, Value b, Value c, Value d, Value e, Value g) => Interp.NativeMakeGenerator(f, awaited, [a, b, c, d, e, g]);

    public static PyGenerator NewRunningBody0(object f) => Interp.NativeMakeRunning(f, []);
    public static PyGenerator NewRunningBody1(object f, Value a) => Interp.NativeMakeRunning(f, [a]);
    public static PyGenerator NewRunningBody2(object f, Value a, Value b) => Interp.NativeMakeRunning(f, [a, b]);
    public static PyGenerator NewRunningBody3(object f, Value a, Value b, Value c) => Interp.NativeMakeRunning(f, [a, b, c]);
    public static PyGenerator NewRunningBody4(object f, Value a, Value b, Value c, Value d) => Interp.NativeMakeRunning(f, [a, b, c, d]);
    public static PyGenerator NewRunningBody5(object f, Value a, Value b, Value c, Value d, Value e) => Interp.NativeMakeRunning(f, [a, b, c, d, e]);
    public static PyGenerator NewRunningBody6(object f, Value a, Value b, Value c, Value d, Value e, Value g) => Interp.NativeMakeRunning(f, [a, b, c, d, e, g]);

    public static Value CallKw1(object f, object names, Value a) => Interp.NativeCallKw(f, names, [a]);
    public static Value CallKw2(object f, object names, Value a, Value b) => Interp.NativeCallKw(f, names, [a, b]);
    public static Value CallKw3(object f, object names, Value a, Value b, Value c) => Interp.NativeCallKw(f, names, [a, b, c]);
    public static Value CallKw4(object f, object names, Value a, Value b, Value c, Value d) => Interp.NativeCallKw(f, names, [a, b, c, d]);

    public static PyStr Join2(Value a, Value b) => Interp.NativeJoin([a, b]);
    public static PyStr Join3(Value a, Value b, Value c) => Interp.NativeJoin([a, b, c]);
    public static PyStr Join4(Value a, Value b, Value c, Value d) => Interp.NativeJoin([a, b, c, d]);
    public static PyStr Join5(Value a, Value b, Value c, Value d, Value e) => Interp.NativeJoin([a, b, c, d, e]);
    public static PyStr Join6(Value a, Value b, Value c, Value d, Value e, Value f) => Interp.NativeJoin([a, b, c, d, e, f]);
    public static PyStr Join7(Value a, Value b, Value c, Value d, Value e, Value f, Value g) => Interp.NativeJoin([a, b, c, d, e, f, g]);
    public static PyStr Join8(Value a, Value b, Value c, Value d, Value e, Value f, Value g, Value h) => Interp.NativeJoin([a, b, c, d, e, f, g, h]);

    public static PyList NewList0() => new();
    public static PyList NewList1(Value a) => new([a]);
    public static PyList NewList2(Value a, Value b) => new([a, b]);
    public static PyList NewList3(Value a, Value b, Value c) => new([a, b, c]);
    public static PyList NewList4(Value a, Value b, Value c, Value d) => new([a, b, c, d]);

    public static PyList SpreadList0(PyTuple rest) => new(rest.AsSpan());
    public static PyList SpreadList1(PyTuple rest, Value a) => new(Spread(rest, [a]));
    public static PyList SpreadList2(PyTuple rest, Value a, Value b) => new(Spread(rest, [a, b]));
    public static PyList SpreadList3(PyTuple rest, Value a, Value b, Value c) => new(Spread(rest, [a, b, c]));
    public static PyList SpreadList4(PyTuple rest, Value a, Value b, Value c, Value d) => new(Spread(rest, [a, b, c, d]));

    public static PyTuple SpreadTuple1(PyTuple rest, Value a) => rest.Count switch
    {
        0 => new(a),
        1 => new(a, rest[0]),
        _ => new(Spread(rest, [a])),
    };

    public static PyTuple SpreadTuple2(PyTuple rest, Value a, Value b) => rest.Count == 0 ? new(a, b) : new(Spread(rest, [a, b]));
    public static PyTuple SpreadTuple3(PyTuple rest, Value a, Value b, Value c) => new(Spread(rest, [a, b, c]));
    public static PyTuple SpreadTuple4(PyTuple rest, Value a, Value b, Value c, Value d) => new(Spread(rest, [a, b, c, d]));

    /// <summary>The items, and behind them those of the tuple.</summary>
    private static Value[] Spread(PyTuple rest, ReadOnlySpan<Value> items)
    {
        var all = new Value[items.Length + rest.Count];
        items.CopyItemsTo(all);
        rest.AsSpan().CopyItemsTo(all.AsSpan(items.Length));
        return all;
    }

    public static PyTuple NewTuple(long length) => PyTuple.OfLength((int)length);

    /// <summary>Fills a new tuple that nobody else knows.</summary>
    public static void FillTuple(PyTuple tuple, long index, Value v) => tuple.SetNew((int)index, v);

    public static PyFunction NewClosure1(object code, object like, object module, long plain, Value v1)
    {
        var f = Interp.NativeFunctionLike(code, like, module, 1);
        Interp.NativeClose(f, 0, plain, v1);
        return f;
    }

    public static PyFunction NewClosure2(object code, object like, object module, long plain, Value v1, Value v2)
    {
        var f = Interp.NativeFunctionLike(code, like, module, 2);
        Interp.NativeClose(f, 0, plain, v1);
        Interp.NativeClose(f, 1, plain, v2);
        return f;
    }

    public static PyFunction NewClosure3(object code, object like, object module, long plain, Value v1, Value v2, Value v3)
    {
        var f = Interp.NativeFunctionLike(code, like, module, 3);
        Interp.NativeClose(f, 0, plain, v1);
        Interp.NativeClose(f, 1, plain, v2);
        Interp.NativeClose(f, 2, plain, v3);
        return f;
    }

    public static PyFunction NewClosure4(object code, object like, object module, long plain, Value v1, Value v2, Value v3, Value v4)
    {
        var f = Interp.NativeFunctionLike(code, like, module, 4);
        Interp.NativeClose(f, 0, plain, v1);
        Interp.NativeClose(f, 1, plain, v2);
        Interp.NativeClose(f, 2, plain, v3);
        Interp.NativeClose(f, 3, plain, v4);
        return f;
    }

    public static PyFunction NewClosure5(object code, object like, object module, long plain, Value v1, Value v2, Value v3, Value v4, Value v5)
    {
        var f = Interp.NativeFunctionLike(code, like, module, 5);
        Interp.NativeClose(f, 0, plain, v1);
        Interp.NativeClose(f, 1, plain, v2);
        Interp.NativeClose(f, 2, plain, v3);
        Interp.NativeClose(f, 3, plain, v4);
        Interp.NativeClose(f, 4, plain, v5);
        return f;
    }

    public static PyFunction NewClosure6(object code, object like, object module, long plain, Value v1, Value v2, Value v3, Value v4, Value v5, Value v6) =>
        Interp.NativeClosure(code, like, module, plain, [v1, v2, v3, v4, v5, v6]);

    public static PyFunction NewClosure7(object code, object like, object module, long plain, Value v1, Value v2, Value v3, Value v4, Value v5, Value v6, Value v7) =>
        Interp.NativeClosure(code, like, module, plain, [v1, v2, v3, v4, v5, v6, v7]);

    public static PyFunction NewClosure8(object code, object like, object module, long plain, Value v1, Value v2, Value v3, Value v4, Value v5, Value v6, Value v7, Value v8) =>
        Interp.NativeClosure(code, like, module, plain, [v1, v2, v3, v4, v5, v6, v7, v8]);

    public static PyDict NewDict0() => new();
    public static PyDict NewDict1(PyStr name, Value v) => DictOf([new(name), v]);
    public static PyDict NewDict2(PyStr name, Value v, PyStr name2, Value v2) => DictOf([new(name), v, new(name2), v2]);
    public static PyDict NewDict3(PyStr name, Value v, PyStr name2, Value v2, PyStr name3, Value v3) => DictOf([new(name), v, new(name2), v2, new(name3), v3]);
    public static PyDict NewDict4(PyStr name, Value v, PyStr name2, Value v2, PyStr name3, Value v3, PyStr name4, Value v4) =>
        DictOf([new(name), v, new(name2), v2, new(name3), v3, new(name4), v4]);

    private static PyDict DictOf(ReadOnlySpan<Value> items)
    {
        var d = new PyDict();
        for (int k = 0; k < items.Length; k += 2) d.AddNew(Unsafe.As<PyStr>(items[k].Ref)!, items[k + 1]);
        return d;
    }

    /// <summary>The dict's keys are these strs, in that order.</summary>
    public static bool HasNames(PyDict d, object names) => d.HasKeys(Unsafe.As<PyStr[]>(names));

    public static PySet NewSet() => new();

    // ---- what values are

    /// <summary>An instance of a built-in type, not of a class written in Python.</summary>
    public static bool IsBuiltin(Value v) => v.Ref == null || !v.Ref.Shape.Type.IsHeap;

    /// <summary>A number, str, bytes, bool or None: comparing, hashing and combining them runs no Python code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPlain(Value v) => v.Ref == null || v.Ref.GetType() == typeof(PyBool) || IsPlainObject(v.Ref);

    /// <summary>The truth of a plain value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool PlainTruth(Value v) =>
        v.Ref == null ? v.Bits != 0 : v.Ref.GetType() == typeof(PyBool) ? Unsafe.As<PyBool>(v.Ref).Number != 0 : Interp.NativeTruth(v).IsTrue;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsPlainObject(PyObject o)
    {
        if (o == Tags.Float) return true;
        var c = o.GetType();
        return c == typeof(PyStr) || c == typeof(PyBigInt) || c == typeof(PyNone) || c == typeof(PyBytes);
    }

    /// <summary>enumerate() or zip() of iterators over built-in containers only: its next item takes no Python code, now and later.</summary>
    public static bool IteratesPlainly(PyObject it)
    {
        if (it is PyEnumerate e) return IsPlainIterator(e.Source);
        foreach (var source in ((PyZip)it).Sources)
            if (!IsPlainIterator(source)) return false;
        return true;
    }

    private static bool IsPlainIterator(Value v) => v.Ref is { } o && NativeClasses.IsPlainIterator(o.GetType());

    /// <summary>A method, by its entry point, that is bound to an instance of exactly a type.</summary>
    public static unsafe bool IsMethod(PyBuiltinFunction f, long pointer, object owner) => (long)f.Pointer == pointer && f.Self.Type == owner;

    public static Value SelfOf(PyBuiltinFunction f) => f.Self;

    /// <summary>A method bound to an object of its owner's class.</summary>
    public static PyBuiltinFunction BindMethod(object method, object self) => Unsafe.As<PyMethodDescriptor>(method).BindTo(new Value(Unsafe.As<PyObject>(self)));

    /// <summary>An int of any size, float or bool.</summary>
    public static bool IsNumber(Value v) => v.Ref == null || v.Ref == Tags.Float || v.Ref.GetType() == typeof(PyBool) || v.Ref.GetType() == typeof(PyBigInt);
}

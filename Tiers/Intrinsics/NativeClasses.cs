using System.Collections.Concurrent;
using System.Reflection;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Modules.Collections;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Intrinsics;

/// <summary>What is known of built-in classes and callables: which run no Python code, and which look at frames.</summary>
internal static class NativeClasses
{
    private static readonly HashSet<Type> Plain = [typeof(PyStr), typeof(PyBytes), typeof(PyBool), typeof(PyNone), typeof(PyBigInt)];

    /// <summary>Built-in classes whose subclasses in Python have another C# class.</summary>
    private static readonly HashSet<Type> Exact =
    [
        .. Plain, typeof(PyList), typeof(PyTuple), typeof(PyDict), typeof(PySet), typeof(PyFrozenSet), typeof(PyByteArray), typeof(PyRange), typeof(PySlice), typeof(PyComplex),
        typeof(PyRangeIterator), typeof(PyListIterator), typeof(PyTupleIterator), typeof(PyDictKeys), typeof(PyDictValues), typeof(PyDictItems), typeof(PyFunction),
        typeof(PyBuiltinFunction), typeof(PyMethodDescriptor), typeof(PyEnumerate), typeof(PyZip), typeof(PyDeque),
    ];

    /// <summary>Iterators over built-in containers.</summary>
    private static readonly HashSet<Type> PlainIterators =
    [
        typeof(PyStrIterator), typeof(PyBytesIterator), typeof(PyByteArrayIterator), typeof(PyTupleIterator), typeof(PyListIterator), typeof(PyListReverseIterator),
        typeof(PyRangeIterator), typeof(PyLongRangeIterator), typeof(PyDictKeyIterator), typeof(PyDictValueIterator), typeof(PyDictItemIterator),
        typeof(PyDictReverseKeyIterator), typeof(PyDictReverseValueIterator), typeof(PyDictReverseItemIterator), typeof(PySetIterator),
    ];

    /// <summary>Functions that look at the frames of their callers, or that import.</summary>
    private static readonly HashSet<string> Observers =
        ["globals", "locals", "vars", "dir", "eval", "exec", "compile", "__import__", "__build_class__", "input", "breakpoint", "super"];

    private static readonly HashSet<string> Modules =
    [
        "builtins", "math", "cmath", "_operator", "operator", "itertools", "_functools", "_random", "_bisect", "_heapq", "_collections", "_json", "_struct", "binascii", "zlib", "time",
        "_string", "_asyncio", "_sre", "_statistics", "_codecs", "array", "_hashlib", "_md5", "_sha1", "_sha2",
    ];

    private static readonly HashSet<Type> Suspending = [typeof(PyGenerator), typeof(PyCoroutine), typeof(PyAsyncGenerator), typeof(PyFrameLocalsProxy)];

    private static readonly ConcurrentDictionary<Type, PyType?> Types = new();

    /// <summary>The built-in type of instances of a C# class that have no dict, so that methods are found on the type; null for others.</summary>
    public static PyType? TypeOf(Type c) => AnyTypeOf(c) is { } type && !type.Has(TypeFlags.HasDict) ? type : null;

    /// <summary>As <see cref="TypeOf"/>, also of those that have a dict.</summary>
    public static PyType? AnyTypeOf(Type c) => Types.GetOrAdd(c, static c =>
    {
        if (c.GetCustomAttribute<PyTypeAttribute>() == null || Suspends(c)) return null;
        if (c == typeof(PyFunction) || typeof(PyType).IsAssignableFrom(c) || typeof(PyModule).IsAssignableFrom(c)) return null;
        const BindingFlags Declared = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        return c.GetProperty("TypeObject", Declared)?.GetValue(null) as PyType ?? c.GetField("TypeObject", Declared)?.GetValue(null) as PyType;
    });

    public static bool IsExact(Type c) => Exact.Contains(c) || PlainIterators.Contains(c);

    public static bool IsPlain(Type c) => Plain.Contains(c);

    /// <summary>Iterators over ranges, lists and tuples, which compiled code advances itself.</summary>
    public static bool IsSequenceIterator(Type? c) => c == typeof(PyRangeIterator) || c == typeof(PyListIterator) || c == typeof(PyTupleIterator);

    public static bool IsPlainIterator(Type c) => PlainIterators.Contains(c);

    /// <summary>Running them, or changing them, is a matter of frames.</summary>
    public static bool Suspends(Type c) => Suspending.Contains(c);

    /// <summary>Every kind is of a built-in type.</summary>
    public static bool AreBuiltin(KindSet seen)
    {
        if (seen.Count == 0 || seen.Overflowed) return false;
        foreach (var k in seen.Kinds)
            if (k.Tag == KindTag.Missing || k.Shape != null || k.Heir != null || k.Tag == KindTag.Object && k.Class is { } c && (IsInstanceOfSubclass(c) || Suspends(c))) return false;
        return true;
    }

    public static bool ArePlain(KindSet seen)
    {
        if (seen.Count == 0 || seen.Overflowed) return false;
        foreach (var k in seen.Kinds)
            if (k.Tag == KindTag.Missing || k.Tag == KindTag.Object && (k.Class is not { } c || !IsPlain(c))) return false;
        return true;
    }

    public static bool AreNumbers(KindSet seen)
    {
        if (seen.Count == 0 || seen.Overflowed) return false;
        foreach (var k in seen.Kinds)
            if (k.Tag is KindTag.Missing or KindTag.None || k.Tag == KindTag.Object && k.Class != typeof(PyBigInt)) return false;
        return true;
    }

    /// <summary>A class of instances of Python subclasses, which the generator nests in the class of the built-in.</summary>
    private static bool IsInstanceOfSubclass(Type c) => c.IsNested && c.Name == "Inst";

    /// <summary>A built-in that may be called without the frames: nothing in it looks at them.</summary>
    public static bool IsCallable(PyObject callee) => callee switch
    {
        PyMethodDescriptor d => IsOwner(d.Owner),
        PyWrapperDescriptor d => IsOwner(d.Owner) || d.Name is "__setattr__",
        PyBuiltinFunction { Module: { } m } f => Modules.Contains(m) && !Observers.Contains(f.Name),
        PyBuiltinFunction { Self.Ref: PyType type } => !type.IsHeap && IsOwner(type),
        PyBuiltinFunction { Self.IsMissing: false } f => IsOwner(f.Self.Type),
        PyType { IsHeap: false } t => IsOwner(t) && t.Type == PyType.TypeObject && t != PyType.TypeObject && t.Name != "super",
        _ => false,
    };

    public static bool IsOwner(PyType type) =>
        !type.IsHeap && type != PyObject.TypeObject && type.Name is not ("generator" or "coroutine" or "async_generator" or "type" or "function" or "frame" or "FrameLocalsProxy" or "code" or "module" or "super");
}

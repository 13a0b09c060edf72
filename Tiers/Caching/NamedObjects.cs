using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Modules;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Caching;

/// <summary>How a function is kept where its name leads to.</summary>
internal enum Wrapping : byte
{
    None,
    StaticMethod,
    ClassMethod,
    Getter,
    Setter,
}

/// <summary>Finds objects by the names that are the same in every process. Runs no Python code.</summary>
internal static class NamedObjects
{
    private static readonly PyStr ModuleName = PyStr.Intern("__module__");

    /// <summary>Built-in types that no module has under their names.</summary>
    private static readonly PyType[] Unexported =
    [
        PyFunction.TypeObject, PyMethod.TypeObject, PyBuiltinFunction.TypeObject, PyMethodDescriptor.TypeObject, PyWrapperDescriptor.TypeObject, PyModule.TypeObject,
        PyGenerator.TypeObject, PyCoroutine.TypeObject, PyAsyncGenerator.TypeObject, PyCell.TypeObject, PyNone.TypeObject, PyDictKeys.TypeObject, PyDictValues.TypeObject,
        PyDictItems.TypeObject, PyRangeIterator.TypeObject, PyListIterator.TypeObject, PyTupleIterator.TypeObject, PyStrIterator.TypeObject, PyDictKeyIterator.TypeObject,
        PyDictValueIterator.TypeObject, PyDictItemIterator.TypeObject, PySetIterator.TypeObject, PyMappingProxy.TypeObject,
    ];

    private static readonly Type[] Common =
    [
        typeof(PyStr), typeof(PyBytes), typeof(PyBigInt), typeof(PyList), typeof(PyTuple), typeof(PyDict), typeof(PySet), typeof(PyFrozenSet), typeof(PyByteArray),
        typeof(PyRange), typeof(PySlice), typeof(PyComplex), typeof(PyRangeIterator), typeof(PyListIterator), typeof(PyTupleIterator), typeof(PyStrIterator),
        typeof(PyDictKeys), typeof(PyDictValues), typeof(PyDictItems), typeof(PyDictKeyIterator), typeof(PyDictValueIterator), typeof(PyDictItemIterator), typeof(PySetIterator),
        typeof(PyFunction), typeof(PyMethod), typeof(PyBuiltinFunction), typeof(PyMethodDescriptor), typeof(PyEnumerate), typeof(PyZip), typeof(PyGenerator), typeof(PyCoroutine),
        typeof(PyCell), typeof(PyCode), typeof(PyInstance),
    ];

    public static PyModule? Module(string name) => SysState.Modules.TryGetPlain(PyStr.Intern(name)).Ref as PyModule;

    /// <summary>What a module has under a name, or one of its classes under a dotted one; null where there is nothing.</summary>
    public static PyObject? Find(string module, string path)
    {
        foreach (char c in path)
            if (c == '<') return null;
        PyObject? o = Module(module);
        for (int start = 0, end; start <= path.Length; start = end + 1)
        {
            for (end = start; end < path.Length && path[end] != '.';) end++;
            string part = path[start..end];
            var names = o switch
            {
                PyModule m => m.Dict,
                PyType t => t.Dict,
                _ => null,
            };
            o = names?.TryGetPlain(PyStr.Intern(part)).Ref;
            if (o == null) return null;
        }
        return o;
    }

    /// <summary>The function inside what a name leads to.</summary>
    public static PyObject? Unwrap(PyObject? o, Wrapping wrapping) => (wrapping, o) switch
    {
        (Wrapping.None, _) => o,
        (Wrapping.StaticMethod, PyStaticMethod s) => s.Function.Ref,
        (Wrapping.ClassMethod, PyClassMethod c) => c.Function.Ref,
        (Wrapping.Getter, PyProperty p) => p.Getter.Ref,
        (Wrapping.Setter, PyProperty p) => p.Setter.Ref,
        _ => null,
    };

    /// <summary>The names that lead to a function, class or built-in function; false where none do.</summary>
    public static bool TryName(PyObject o, out string module, out string path, out Wrapping wrapping)
    {
        wrapping = Wrapping.None;
        (module, path) = o switch
        {
            PyFunction f => (TextOf(f.Module), f.QualName.ToString()),
            PyType { IsHeap: true } t => (TextOf(t.Dict.TryGetPlain(ModuleName)), t.QualName),
            PyType t => (t.Module, t.QualName),
            PyBuiltinFunction b => (b.Module ?? "builtins", b.Name),
            _ => ("", ""),
        };
        var found = Find(module, path);
        while (true)
        {
            if (ReferenceEquals(Unwrap(found, wrapping), o)) return true;
            if (o is not PyFunction || wrapping == Wrapping.Setter) return false;
            wrapping++;
        }
    }

    /// <summary>The number of a built-in type that no module has; -1 for others.</summary>
    public static int Unnamed(PyType type) => Array.IndexOf(Unexported, type);

    public static PyType? Unnamed(int number) => number < Unexported.Length ? Unexported[number] : null;

    /// <summary>The number of a C# class that profiles have often; -1 for others. Finding one by its name takes long.</summary>
    public static int NumberOf(Type c) => Array.IndexOf(Common, c);

    /// <summary>A C# class by its number + 1, or by the name that follows 0.</summary>
    public static Type? Class(CacheReader r)
    {
        int number = r.Below(Common.Length + 1);
        return number > 0 ? Common[number - 1] : Class(r.Text());
    }

    /// <summary>A C# class of the runtime or the tiers; null where there is none of the name.</summary>
    public static Type? Class(string name) => typeof(PyObject).Assembly.GetType(name) ?? typeof(NamedObjects).Assembly.GetType(name) ?? typeof(object).Assembly.GetType(name);

    /// <summary>The name of the module whose variables these are; null where it isn't one.</summary>
    public static string? ModuleOf(PyDict globals) =>
        globals.TryGetPlain(Interp.Names.Name).Ref is PyStr s && s.ToString() is var name && Module(name)?.Dict == globals ? name : null;

    private static string TextOf(Value v) => v.Ref is PyStr s ? s.ToString() : "";
}

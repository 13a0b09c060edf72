namespace TieredPy.Runtime.Modules;

/// <summary>The module builtins: functions here and in the other files of the class, types and exceptions in <see cref="Init"/>.</summary>
[PyModule("builtins", Doc = "Built-in functions, types, exceptions, and other objects.\n\nThis module provides direct access to all 'built-in'\nidentifiers of Python; for example, builtins.len is\nthe full name for the built-in function len().\n\nThis module is not usually accessed explicitly by most\napplications, but can be useful in modules that provide\nobjects with the same name as a builtin and need the\nbuilt-in of that name.")]
internal static partial class BuiltinsModule
{
    private static PyModule? module;

    /// <summary>The module.</summary>
    public static PyModule Module => module ??= BuiltinModuleLoader.Create("builtins")!;

    /// <summary>Its namespace.</summary>
    public static PyDict Dict => Module.Dict;

    /// <summary>A built-in by name.</summary>
    public static Value Get(string name) => Dict.TryGet(PyStr.Intern(name));

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        var d = m.Dict;
        AddOpen(m);
        Set(d, "None", Value.None);
        Set(d, "Ellipsis", Value.Ellipsis);
        Set(d, "NotImplemented", Value.NotImplemented);
        Set(d, "False", Value.False);
        Set(d, "True", Value.True);
        Set(d, "__debug__", Value.Bool(RuntimeOptions.Current.Optimize == 0));
        foreach (var t in Types()) Set(d, t.Name, new Value(t));
        foreach (var t in ExcTypes.All()) Set(d, t.Name, new Value(t));
        Set(d, "EnvironmentError", new Value(ExcTypes.OSError));
        Set(d, "IOError", new Value(ExcTypes.OSError));
    }

    private static void Set(PyDict d, string name, Value v) => d.Set(PyStr.Intern(name), v);

    private static PyType[] Types() =>
    [
        PyBool.TypeObject, PyMemoryView.TypeObject, PyByteArray.TypeObject, PyBytes.TypeObject, PyClassMethod.TypeObject, PyComplex.TypeObject,
        PyDict.TypeObject, PyEnumerate.TypeObject, PyFilter.TypeObject, PyFloat.TypeObject, PyFrozenSet.TypeObject, PyProperty.TypeObject,
        PyInt.TypeObject, PyList.TypeObject, PyMap.TypeObject, PyObject.TypeObject, PyRange.TypeObject, PyReversed.TypeObject, PySet.TypeObject,
        PySlice.TypeObject, PyStaticMethod.TypeObject, PyStr.TypeObject, PySuper.TypeObject, PyTuple.TypeObject, PyType.TypeObject, PyZip.TypeObject,
    ];
}

namespace TieredPy.Runtime.Objects;

/// <summary>
/// Class variables: attributes of a class that were assigned plain values again and again, as counters are. Caches and compiled code don't rely on their
/// values, so that assigning one gives the class no new version.
/// </summary>
public partial class PyType
{
    private HashSet<PyStr>? variables;

    /// <summary>The name is a class variable of this class or of one that it derives from.</summary>
    internal bool IsVariable(PyStr name)
    {
        foreach (var t in Mro)
            if (t.variables is { } names && names.Contains(name)) return true;
        return false;
    }

    /// <summary>Assigns a class variable of this class's own. False when the name isn't one, or the value isn't plain.</summary>
    internal bool TrySetVariable(PyStr name, Value value)
    {
        if (variables is not { } names || !names.Contains(name) || !IsVariableValue(value.Ref)) return false;
        // A descriptor may have come between.
        if (Dict.TryGet(name) is var old && (old.IsMissing || !IsVariableValue(old.Ref))) return false;
        Dict.Set(name, value);
        return true;
    }

    /// <summary>A plain value takes the place of another one: from now on the name is a variable.</summary>
    private void NoteVariable(PyStr name, PyObject value)
    {
        if (!IsHeap || !IsVariableValue(value) || variables?.Contains(name) == true || IsDunder(name)) return;
        var old = Dict.TryGet(name);
        if (old.IsMissing || !IsVariableValue(old.Ref)) return;
        lock (gate) variables = variables == null ? [name] : [.. variables, name];
    }

    private static bool IsDunder(PyStr name) => name.Length > 4 && name[0] == '_' && name[1] == '_';

    /// <summary>Reading such a value through a class or an instance gives the value, whatever it is.</summary>
    private static bool IsVariableValue(PyObject? v) =>
        v == null || v == Tags.Float || v.GetType() is var c && (c == typeof(PyInt) || c == typeof(PyFloat) || c == typeof(PyBool) || c == typeof(PyStr) || c == typeof(PyBytes)
            || c == typeof(PyNone) || c == typeof(PyBigInt) || c == typeof(PyTuple) || c == typeof(PyList) || c == typeof(PyDict) || c == typeof(PySet));
}

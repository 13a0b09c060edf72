namespace TieredPy.Runtime.Objects;

/// <summary>The errors of operations that a type doesn't support.</summary>
public static partial class Err
{
    public static PyException NoLen(Value o) => TypeError($"object of type '{Ops.TypeName(o)}' has no len()");

    public static PyException NotSubscriptable(Value o) =>
        o.Ref is PyType t ? TypeError($"type '{t.Name}' is not subscriptable") : TypeError($"'{Ops.TypeName(o)}' object is not subscriptable");

    public static PyException NoItemAssignment(Value o) => TypeError($"'{Ops.TypeName(o)}' object does not support item assignment");

    /// <summary>CPython words it by which of its two protocols was asked: that of sequences is, for a key that is an index.</summary>
    public static PyException NoItemDeletion(Value o, Value key)
    {
        bool isSequence = o.Type.IsHeap || o.Type.Has(TypeFlags.Sequence) || o.Ref is PyStr or PyBytes or PySetBase or PyDictView or PyMappingProxy;
        return TypeError($"'{Ops.TypeName(o)}' object {(isSequence && Ops.HasIndex(key) ? "doesn't" : "does not")} support item deletion");
    }

    public static PyException NotAContainer(Value o) => TypeError($"argument of type '{Ops.TypeName(o)}' is not iterable");

    public static PyException NotIterable(Value o) => TypeError($"'{Ops.TypeName(o)}' object is not iterable");

    public static PyException NotAnIterator(Value o) => TypeError($"'{Ops.TypeName(o)}' object is not an iterator");

    public static PyException NotCallable(Value o) => TypeError($"'{Ops.TypeName(o)}' object is not callable" + (o.Ref is PyModule m ? CallableIn(m) : ""));

    /// <summary>What may be meant by calling a module: what it has that goes by its name.</summary>
    private static string CallableIn(PyModule m)
    {
        if (m.Type != PyModule.TypeObject || m.Dict.TryGet(Interpreter.Interp.Names.Name).Ref is not PyStr name) return "";
        return Ops.Callable(m.Dict.TryGet(name)) ? $". Did you mean: '{name}.{name}(...)'?" : "";
    }

    public static PyException Unhashable(Value o) => TypeError($"unhashable type: '{Ops.TypeName(o)}'");

    public static PyException BadUnary(string symbol, Value o) => TypeError($"bad operand type for unary {symbol}: '{Ops.TypeName(o)}'");

    /// <summary>A binary operator (by its symbol, "+" or "+=") that neither operand supports.</summary>
    public static PyException UnsupportedOperand(string symbol, Value a, Value b) =>
        TypeError($"unsupported operand type(s) for {symbol}: '{Ops.TypeName(a)}' and '{Ops.TypeName(b)}'");

    /// <summary>The AttributeError of a failed lookup, with <c>name</c> and <c>obj</c> set.</summary>
    public static PyException NoAttribute(Value o, PyStr name)
    {
        string text = o.Ref switch
        {
            PyType t => $"type object '{t.FullName}' has no attribute '{name}'",
            PyModule m => m.MissingAttributeText(name),
            _ => $"'{Ops.TypeName(o)}' object has no attribute '{name}'",
        };
        return AttributeError(text, o, name);
    }

    /// <summary>As <see cref="NoAttribute"/>, pending.</summary>
    public static Value PendNoAttribute(Value o, PyStr name)
    {
        if (o.Type.IsHeap || o.Ref is PyType or PyModule) return Pend(NoAttribute(o, name));
        return Pend(new PyAttributeError(ExcTypes.AttributeError.RootShape) { Message = new DeferredMessage(MissingOf, o.Type, name), Name = name, Obj = o.ToHeap() });
    }

    private static readonly Func<PyObject, PyObject, PyStr> MissingOf = static (type, name) => PyStr.Of($"'{((PyType)type).FullName}' object has no attribute '{name}'");

    /// <summary>An AttributeError with <c>name</c> and <c>obj</c> set.</summary>
    public static PyException AttributeError(string message, Value obj, PyStr name)
    {
        var e = AttributeError(message);
        if (e.Value is PyAttributeError a)
        {
            a.Name = name;
            a.Obj = obj.ToHeap();
        }
        return e;
    }

    /// <summary>A NameError with <c>name</c> set.</summary>
    public static PyException NameError(string message, PyStr name)
    {
        var e = NameError(message);
        if (e.Value is PyNameError n) n.Name = name;
        return e;
    }

    /// <summary>An ImportError (or ModuleNotFoundError) with <c>name</c> and <c>path</c> set.</summary>
    public static PyException ImportError(PyType type, string message, Value name, Value path)
    {
        var e = Make(type, message);
        if (e.Value is PyImportError i)
        {
            i.Name = name.ToHeap();
            i.Path = path.ToHeap();
        }
        return e;
    }
}

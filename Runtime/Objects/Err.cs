namespace TieredPy.Runtime.Objects;

/// <summary>Makes Python exceptions to throw, one method for each built-in exception type.</summary>
public static partial class Err
{
    public static PyException BaseException(string message) => Make(ExcTypes.BaseException, message);
    public static PyException Exception(string message) => Make(ExcTypes.Exception, message);
    public static PyException TypeError(string message) => Make(ExcTypes.TypeError, message);
    public static PyException ValueError(string message) => Make(ExcTypes.ValueError, message);
    public static PyException IndexError(string message) => Make(ExcTypes.IndexError, message);
    public static PyException LookupError(string message) => Make(ExcTypes.LookupError, message);
    public static PyException RuntimeError(string message) => Make(ExcTypes.RuntimeError, message);
    public static PyException RecursionError(string message) => Make(ExcTypes.RecursionError, message);
    public static PyException NotImplementedError(string message) => Make(ExcTypes.NotImplementedError, message);
    public static PyException PythonFinalizationError(string message) => Make(ExcTypes.PythonFinalizationError, message);
    public static PyException OverflowError(string message) => Make(ExcTypes.OverflowError, message);
    public static PyException ZeroDivisionError(string message) => Make(ExcTypes.ZeroDivisionError, message);
    public static PyException ArithmeticError(string message) => Make(ExcTypes.ArithmeticError, message);
    public static PyException FloatingPointError(string message) => Make(ExcTypes.FloatingPointError, message);
    public static PyException AttributeError(string message) => Make(ExcTypes.AttributeError, message);
    public static PyException AssertionError(string message) => Make(ExcTypes.AssertionError, message);
    public static PyException BufferError(string message) => Make(ExcTypes.BufferError, message);
    public static PyException EOFError(string message) => Make(ExcTypes.EOFError, message);
    public static PyException ImportError(string message) => Make(ExcTypes.ImportError, message);
    public static PyException ModuleNotFoundError(string message) => Make(ExcTypes.ModuleNotFoundError, message);
    public static PyException MemoryError(string message = "") => message == "" ? Make(ExcTypes.MemoryError) : Make(ExcTypes.MemoryError, message);
    public static PyException NameError(string message) => Make(ExcTypes.NameError, message);
    public static PyException UnboundLocalError(string message) => Make(ExcTypes.UnboundLocalError, message);
    public static PyException OSError(string message) => Make(ExcTypes.OSError, message);
    public static PyException ReferenceError(string message) => Make(ExcTypes.ReferenceError, message);
    public static PyException SyntaxError(string message) => Make(ExcTypes.SyntaxError, message);
    public static PyException IndentationError(string message) => Make(ExcTypes.IndentationError, message);
    public static PyException TabError(string message) => Make(ExcTypes.TabError, message);
    public static PyException SystemError(string message) => Make(ExcTypes.SystemError, message);
    public static PyException UnicodeError(string message) => Make(ExcTypes.UnicodeError, message);
    public static PyException KeyboardInterrupt() => Make(ExcTypes.KeyboardInterrupt);
    public static PyException GeneratorExit() => Make(ExcTypes.GeneratorExit);
    public static PyException StopAsyncIteration() => Make(ExcTypes.StopAsyncIteration);
    public static PyException SystemExit(Value code) => Make(ExcTypes.SystemExit, code);
    public static PyException TimeoutError(string message) => Make(ExcTypes.TimeoutError, message);

    /// <summary>KeyError with the key itself as its argument.</summary>
    public static PyException KeyError(Value key) => Make(ExcTypes.KeyError, key);

    public static PyException KeyError(string message) => Make(ExcTypes.KeyError, message);

    /// <summary>StopIteration carrying a value (no argument when it is None).</summary>
    public static PyException StopIteration(Value value) =>
        value.IsMissingOrNone ? Make(ExcTypes.StopIteration) : Make(ExcTypes.StopIteration, value);

    public static PyException StopIteration() => Make(ExcTypes.StopIteration);

    /// <summary>The OSError subclass that belongs to an errno.</summary>
    public static PyException OSError(int errno, string strerror, Value filename = default, Value filename2 = default)
    {
        // default(Value) is the int 0, which no file name is.
        bool hasName = !filename.IsInt && !filename.IsMissingOrNone, hasSecond = !filename2.IsInt && !filename2.IsMissingOrNone;
        var message = new Value(PyStr.Of(strerror));
        if (hasSecond) return Make(ExcTypes.OSError, Value.Int(errno), message, hasName ? filename : Value.None, Value.None, filename2);
        return hasName
            ? Make(ExcTypes.OSError, Value.Int(errno), message, filename)
            : Make(ExcTypes.OSError, Value.Int(errno), message);
    }

    public static PyException UnicodeEncodeError(string encoding, PyStr obj, long start, long end, string reason) =>
        Make(ExcTypes.UnicodeEncodeError, Value.Str(encoding), new Value(obj), Value.Int(start), Value.Int(end), Value.Str(reason));

    public static PyException UnicodeDecodeError(string encoding, PyBytes obj, long start, long end, string reason) =>
        Make(ExcTypes.UnicodeDecodeError, Value.Str(encoding), new Value(obj), Value.Int(start), Value.Int(end), Value.Str(reason));

    public static PyException UnicodeTranslateError(PyStr obj, long start, long end, string reason) =>
        Make(ExcTypes.UnicodeTranslateError, new Value(obj), Value.Int(start), Value.Int(end), Value.Str(reason));

    /// <summary>An exception of a type with a message.</summary>
    public static PyException Make(PyType type, string message) => Make(type, new Value(PyStr.Of(message)));

    /// <summary>An exception of a type, called with arguments.</summary>
    public static PyException Make(PyType type, params ReadOnlySpan<Value> args) => new(PyBaseException.Instantiate(type, args));

    /// <summary>The exception to throw for the operand of a raise: an instance, or a class, which is called.</summary>
    public static PyException FromValue(Value v)
    {
        if (v.Ref is PyBaseException e) return new PyException(e);
        if (v.Ref is PyType t && t.IsSubtypeOf(ExcTypes.BaseException))
        {
            var made = Ops.Call(v);
            if (made.Ref is PyBaseException m) return new PyException(m);
            return TypeError($"calling {Ops.Repr(v)} should have returned an instance of BaseException, not {Ops.Repr(new Value(made.Type))}");
        }
        return TypeError("exceptions must derive from BaseException");
    }

    /// <summary>Stores the error as pending on the thread and returns the sentinel that says so.</summary>
    public static Value Pend(PyException e) => Pend(e.Value);

    /// <summary>Stores the error as pending on the thread and returns the sentinel that says so.</summary>
    public static Value Pend(PyBaseException e)
    {
        PyThread.Current.Pending = e;
        return Value.Error;
    }

    /// <summary>A KeyError, pending.</summary>
    internal static Value PendKeyError(Value key) => Pend(PyBaseException.Begin(ExcTypes.KeyError, key));

    /// <summary>A StopIteration, pending, with a value unless that is None.</summary>
    internal static Value PendStopIteration(Value value)
    {
        var e = new PyStopIteration(ExcTypes.StopIteration.RootShape);
        e.Init(value.IsMissingOrNone ? [] : [value], null);
        return Pend(e);
    }

    /// <summary>An exception of a built-in class without fields of its own, pending.</summary>
    internal static Value Pend(PyType type, PyStr message) => Pend(PyBaseException.Begin(type, new Value(message)));

    /// <summary>Takes the pending error off the thread, to throw it.</summary>
    public static PyException TakePending()
    {
        var thread = PyThread.Current;
        var e = thread.Pending;
        thread.Pending = null;
        return e != null ? new PyException(e) : SystemError("error return without exception set");
    }
}

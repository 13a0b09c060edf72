using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Intrinsics;

/// <summary>
/// Kernels that make the exceptions of built-in operations which are known to fail. What they are asked for is made as that operation makes it; where even
/// that fails (no memory), they make one without details.
/// </summary>
internal static class ExceptionKernels
{
    /// <summary><c>int(text)</c> of an exact str; the marker of an iteration's end where that is an error.</summary>
    public static Value IntOfStrOrDone(PyStr text)
    {
        try
        {
            var v = IntConversion.ParseOrDone(text);
            if (!v.IsError) return v;
            Taken();
            return Value.Done;
        }
        catch (Exception)
        {
            return Value.Done;
        }
    }

    /// <summary>What <c>int(text)</c> raises.</summary>
    public static PyBaseException NewIntError(PyStr text)
    {
        // No limit of digits is as low.
        const int Few = 100;
        try
        {
            if (text.Length < Few) return IntConversion.NoDecimalError(text);
            if (IntConversion.Parse(new Value(text), text, 10).IsError && Taken() is { } e && e.GetType() == typeof(PyBaseException) && e.Type == ExcTypes.ValueError) return e;
        }
        catch (PyException e) when (e.Value.GetType() == typeof(PyBaseException) && e.Value.Type == ExcTypes.ValueError)
        {
            return e.Value;
        }
        catch (Exception)
        {
            // As below.
        }
        return new PyBaseException(ExcTypes.ValueError.RootShape);
    }

    /// <summary>What reading an attribute raises that the object hasn't.</summary>
    public static PyBaseException NewAttributeError(Value o, PyStr name)
    {
        try
        {
            if (Err.PendNoAttribute(o, name).IsError && Taken() is PyAttributeError e && e.Type == ExcTypes.AttributeError) return e;
        }
        catch (Exception)
        {
            // As below.
        }
        return new PyAttributeError(ExcTypes.AttributeError.RootShape);
    }

    /// <summary>The next item of the iterator of a list, tuple or range, which runs no Python code; the marker of the end where there is none; Missing where it can't be had.</summary>
    public static Value NextOrDone(PyObject iterator)
    {
        try { return iterator.Next(); } catch (Exception) { return Value.Missing; }
    }

    /// <summary>What <c>next</c> raises at the end of such an iterator.</summary>
    public static PyBaseException NewStopIteration() => new PyStopIteration(ExcTypes.StopIteration.RootShape);

    private static PyBaseException? Taken()
    {
        var t = PyThread.Current;
        var e = t.Pending;
        t.Pending = null;
        return e;
    }

    /// <summary>The class of the exception that a node makes, and knows of no other subclass; null where it makes none.</summary>
    public static PyType? ClassMadeBy(Node n)
    {
        if (n.Op != IrOp.Call) return null;
        if (n.Data == Kernels.NewException) return n.Args[0] is { Op: IrOp.ConstRef, Data: PyType t } ? t : null;
        return n.Data == Kernels.NewIntError ? ExcTypes.ValueError
            : n.Data == Kernels.NewAttributeError ? ExcTypes.AttributeError
            : n.Data == Kernels.NewStopIteration ? ExcTypes.StopIteration : null;
    }
}

namespace TieredPy.Runtime.Objects;

/// <summary>Calls.</summary>
public static partial class Ops
{
    /// <summary>A call: the last <c>kw.Length</c> of <paramref name="args"/> are the keyword values.</summary>
    public static Value Call(Value f, ReadOnlySpan<Value> args, PyStr[]? kw) => Check(CallRaw(f, args, kw));

    public static Value Call(Value f) => Check(CallRaw(f, ReadOnlySpan<Value>.Empty, null));

    public static Value Call(Value f, Value a) => Check(CallRaw(f, [a], null));

    public static Value Call(Value f, Value a, Value b) => Check(CallRaw(f, [a, b], null));

    public static Value Call(Value f, Value a, Value b, Value c) => Check(CallRaw(f, [a, b, c], null));

    public static Value Call(Value f, params ReadOnlySpan<Value> args) => Check(CallRaw(f, args, null));

    /// <summary>A call with a tuple and a dict, as <c>f(*args, **kwargs)</c>.</summary>
    public static Value Call(Value f, PyTuple args, PyDict? kwargs) => Check(CallRaw(f, args, kwargs));

    /// <inheritdoc cref="Call(Value, PyTuple, PyDict?)"/>
    public static Value CallRaw(Value f, PyTuple args, PyDict? kwargs)
    {
        if (kwargs == null || kwargs.Count == 0) return CallRaw(f, args.AsSpan(), null);
        var (all, kw) = Flatten(args.AsSpan(), kwargs);
        return CallRaw(f, all, kw);
    }

    /// <summary>Positional and keyword arguments as one array, and the keywords' names.</summary>
    internal static (Value[] Args, PyStr[]? Kw) Flatten(ReadOnlySpan<Value> positional, PyDict? kwargs)
    {
        if (kwargs == null || kwargs.Count == 0) return (positional.ToItems(), null);
        int n = (int)kwargs.Count, found = 0, pos = 0;
        var all = new Value[positional.Length + n];
        var kw = new PyStr[n];
        positional.CopyItemsTo(all);
        while (found < n && kwargs.Next(ref pos, out var k, out var v))
        {
            kw[found] = k.Ref as PyStr ?? throw Err.TypeError("keywords must be strings");
            all[positional.Length + found++] = v;
        }
        // Another thread may have taken some away.
        return found == n ? (all, kw) : (all[..(positional.Length + found)], kw[..found]);
    }

    /// <summary>The keywords of a call as a dict; null when there are none.</summary>
    internal static PyDict? KeywordDict(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (kw == null || kw.Length == 0) return null;
        var d = new PyDict();
        for (int i = 0; i < kw.Length; i++) d.Set(kw[i], args[args.Length - kw.Length + i]);
        return d;
    }

    /// <inheritdoc cref="Call(Value, ReadOnlySpan{Value}, PyStr[])"/>
    public static Value CallRaw(Value f, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        // What has handlers of .NET exceptions keeps its variables in memory: apart from what most calls take.
        return f.Ref is PyFunction function ? CallFunction(function, args, kw) : CallOther(f, args, kw);
    }

    private static Value CallOther(Value f, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        var o = f.Ref;
        if (o == null || f.IsFloat) throw Err.NotCallable(f);
        if (o is PyMethod m) return CallMethodObject(m, args, kw);
        var type = o.Type;
        var thread = PyThread.Current;
        thread.EnterNative(" while calling a Python object");
        try
        {
            if (!type.IsHeap) return o.Call(args, kw);
            var d = type.FindSlot(Slot.Call);
            if (d == PyType.NativeSlot) return o.Call(args, kw);
            if (d == null) throw Err.NotCallable(f);
            return CallSpecial(d, f, args, kw);
        }
        finally
        {
            thread.LeaveNative();
        }
    }

    private static Value CallFunction(PyFunction f, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        var thread = PyThread.Current;
        return kw == null && Interp.TryCallCompiled(thread, f, args) ? thread.Transfer : InterpretFunction(thread, f, args, kw);
    }

    private static Value InterpretFunction(PyThread thread, PyFunction f, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        thread.EnterNative();
        try
        {
            return Interp.CallFunctionRaw(f, args, kw);
        }
        finally
        {
            thread.LeaveNative();
        }
    }

    private static Value CallMethodObject(PyMethod m, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        var function = m.Function;
        return function.Ref is PyFunction or PyBuiltinFunction or PyMethodDescriptor
            ? CallWithSelf(function.Ref, m.Self, args, kw)
            : CallRaw(function, Prepend(m.Self, args), kw);
    }

    /// <summary>Calls with <paramref name="self"/> before the other arguments.</summary>
    internal static Value CallWithSelf(PyObject f, Value self, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (args.Length < SelfBuffer.Size)
        {
            var buffer = default(SelfBuffer);
            Span<Value> all = buffer;
            all[0] = self;
            args.CopyItemsTo(all[1..]);
            return CallTarget(f, all[..(args.Length + 1)], kw);
        }
        return CallTarget(f, Prepend(self, args), kw);
    }

    private static Value CallTarget(PyObject f, ReadOnlySpan<Value> args, PyStr[]? kw) =>
        f is PyFunction function ? CallFunction(function, args, kw) : CallRaw(new Value(f), args, kw);

    private static Value[] Prepend(Value self, ReadOnlySpan<Value> args)
    {
        var all = new Value[args.Length + 1];
        all[0] = self;
        args.CopyItemsTo(all.AsSpan(1));
        return all;
    }

    /// <summary>Calls a method without making the bound method.</summary>
    public static Value CallMethod(Value o, PyStr name, params ReadOnlySpan<Value> args) => Check(CallMethodRaw(o, name, args, null));

    /// <inheritdoc cref="CallMethod(Value, PyStr, ReadOnlySpan{Value})"/>
    public static Value CallMethod(Value o, string name, params ReadOnlySpan<Value> args) => Check(CallMethodRaw(o, PyStr.Intern(name), args, null));

    /// <inheritdoc cref="CallMethod(Value, PyStr, ReadOnlySpan{Value})"/>
    public static Value CallMethodRaw(Value o, PyStr name, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        var f = LoadMethod(o, name, out var self);
        return self.IsMissing ? CallRaw(f, args, kw) : CallWithSelf(f.Ref!, self, args, kw);
    }

    [InlineArray(Size)]
    private struct SelfBuffer
    {
        public const int Size = 8;
        private Value first;
    }
}

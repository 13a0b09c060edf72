using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Interpreter;

/// <summary>The interpreter. This part: frames made for calls from C#.</summary>
internal static unsafe partial class Interp
{
    /// <summary>Calls a Python function from C#; may return Error.</summary>
    public static Value CallFunctionRaw(PyFunction f, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        var t = PyThread.Current;
        if (kw == null && TryCallCompiled(t, f, args)) return t.Transfer;
        if (f.Code.IsGeneratorLike) return MakeGenerator(t, f, args, kw);
        var frame = PushFrame(t, f, args, kw, FrameKind.Entry, 0);
        if (frame == null) return Value.Error;
        var action = EnterFunction(t, frame);
        return action == TierAction.Returned ? t.Transfer : Execute(t, action);
    }

    /// <summary>Calls a Python function from C#; throws.</summary>
    public static Value CallFunction(PyFunction f, ReadOnlySpan<Value> args, PyStr[]? kw) => Check(CallFunctionRaw(f, args, kw));

    /// <summary>Turns the Error sentinel into the exception that is pending.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value Check(Value v)
    {
        if (v.IsError) ThrowPending();
        return v;
    }

    [DoesNotReturn]
    internal static void ThrowPending()
    {
        var t = PyThread.Current;
        var e = t.Pending ?? Err.SystemError("error return without exception set").Value;
        t.Pending = null;
        throw new PyException(e);
    }

    /// <summary>Runs a code object with given namespaces (exec, modules): its locals are the mapping.</summary>
    public static Value RunCode(PyCode code, PyDict globals, PyObject locals, PyTuple? closure = null)
    {
        var f = new PyFunction(code, globals, closure);

        // Code with await at its top level is a coroutine; its names are the globals.
        return code.IsGeneratorLike ? Check(MakeGenerator(PyThread.Current, f, [], null)) : RunWithLocals(f, locals);
    }

    /// <summary>Runs a class body with its namespace.</summary>
    public static Value RunClassBody(PyFunction body, PyObject ns) => RunWithLocals(body, ns);

    private static Value RunWithLocals(PyFunction f, PyObject locals)
    {
        var t = PyThread.Current;
        var frame = PushFrame(t, f, [], null, FrameKind.Entry, 0);
        if (frame == null) ThrowPending();
        frame.Locals = locals;
        frame.NeedsCleanup = true;
        return Check(Execute(t));
    }

    /// <summary>
    /// Pushes a frame with bound arguments; null with the error pending when they don't bind or the recursion limit is reached.
    /// <paramref name="args"/> may lie in the caller's registers, where the new frame's registers come to be.
    /// </summary>
    internal static Frame? PushFrame(PyThread t, PyFunction func, ReadOnlySpan<Value> args, PyStr[]? kw, FrameKind kind, int dst, KeywordPlan? plan = null)
    {
        var code = func.Code;
        int top = t.SlabTop;
        if (t.PythonDepth + 1 >= PyThread.RecursionLimit) return Fail(t, Err.RecursionError("maximum recursion depth exceeded"));
        if (t.Depth + 2 >= t.Frames.Length) t.GrowFrames();
        var f = t.Frames[t.Depth + 1];
        if (top + code.RegCount > t.Slab.Length)
        {
            t.SwitchSlab(f, code.RegCount);
            f.NeedsCleanup = true;
            top = 0;
        }
        ref Value r0 = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(t.Slab), top);
        if (kw == null && func.SimpleArgCount == args.Length)
        {
            for (int i = 0; i < args.Length; i++) Unsafe.Add(ref r0, i) = args[i];
        }
        else if (kw == null && code.SimpleArgCount > args.Length && func.Defaults is { } defaults && code.SimpleArgCount - args.Length <= defaults.Count)
        {
            for (int i = 0; i < args.Length; i++) Reg.Set(ref Unsafe.Add(ref r0, i), args[i]);
            var items = defaults.AsSpan();
            for (int i = args.Length, d = items.Length - (code.SimpleArgCount - i); d < items.Length; i++, d++) Reg.Set(ref Unsafe.Add(ref r0, i), items[d]);
        }
        else if (plan == null || !plan.Bind(func, args, t.Slab.AsSpan(top, code.RegCount)))
        {
            if (!BindArguments(t, f, func, args, kw, t.Slab.AsSpan(top, code.RegCount))) return null;
        }
        for (int i = code.ParamCount; i < code.NamedEnd; i++) Unsafe.Add(ref r0, i) = Value.Missing;
        t.Depth++;
        f.Function = func;
        f.Code = code;
        f.Regs = t.Slab;
        f.Base = top;
        f.Top = top + code.RegCount;
        f.Pc = code.Start;
        f.Kind = kind;
        f.Dst = (ushort)dst;
        f.Locals = null;
        f.Generator = null;
        return f;
    }

    /// <summary>The general way to bind arguments to the registers of a new frame; false with the error pending.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool BindArguments(PyThread t, Frame f, PyFunction func, ReadOnlySpan<Value> args, PyStr[]? kw, Span<Value> regs)
    {
        try
        {
            ArgumentBinder.Bind(func, args, kw, regs);
            return true;
        }
        catch (PyException e)
        {
            if (f.NeedsCleanup)
            {
                t.RestoreSlab(f);
                f.NeedsCleanup = false;
            }
            t.Pending = e.Value;
            return false;
        }
    }

    private static Frame? Fail(PyThread t, PyException e)
    {
        t.Pending = e.Value;
        return null;
    }

    /// <summary>Ends the running frame: what the frame object and the slab need when it has <see cref="Frame.NeedsCleanup"/>.</summary>
    internal static void Cleanup(PyThread t, Frame f)
    {
        f.NeedsCleanup = false;
        if (f.Object != null)
        {
            f.Object.Detach(t, f);
            f.Object = null;
        }
        if (f.FormerSlab != null) t.RestoreSlab(f);
        f.Generator = null;
        f.Locals = null;
    }

    /// <summary>The builtins dict that code with these globals uses (<c>__builtins__</c> there, a module or dict, else the builtins module's).</summary>
    internal static PyDict BuiltinsOf(PyDict globals)
    {
        var b = globals.TryGet(Names.Builtins);
        if (b.Ref is PyModule m) return m.Dict;
        if (b.Ref is PyDict d) return d;
        return b.IsMissing ? Modules.BuiltinsNamespace : new MappingBuiltins(b.ToHeap());
    }

    /// <summary>Names the interpreter itself uses.</summary>
    internal static class Names
    {
        public static readonly PyStr Builtins = PyStr.Intern("__builtins__");
        public static readonly PyStr Enter = PyStr.Intern("__enter__");
        public static readonly PyStr Exit = PyStr.Intern("__exit__");
        public static readonly PyStr Name = PyStr.Intern("__name__");
        public static readonly PyStr Annotations = PyStr.Intern("__annotations__");
        public static readonly PyStr All = PyStr.Intern("__all__");
        public static readonly PyStr Dict = PyStr.Intern("__dict__");
        public static readonly PyStr Import = PyStr.Intern("__import__");
        public static readonly PyStr BuildClass = PyStr.Intern("__build_class__");
        public static readonly PyStr Module = PyStr.Intern("__module__");
        public static readonly PyStr Path = PyStr.Intern("__path__");
        public static readonly PyStr File = PyStr.Intern("__file__");
        public static readonly PyStr Throw = PyStr.Intern("throw");
        public static readonly PyStr Close = PyStr.Intern("close");
        public static readonly PyStr Send = PyStr.Intern("send");
        public static readonly PyStr MatchArgs = PyStr.Intern("__match_args__");
        public static readonly PyStr Get = PyStr.Intern("get");
        public static readonly PyStr Format = PyStr.Intern("__format__");
    }
}

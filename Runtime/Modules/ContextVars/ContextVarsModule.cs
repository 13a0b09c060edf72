using System.Collections.Immutable;

namespace TieredPy.Runtime.Modules.ContextVars;

/// <summary>_contextvars: context variables (PEP 567).</summary>
[PyModule("_contextvars", Doc = "Context Variables", Types = [typeof(PyContext), typeof(PyContextVar), typeof(PyContextToken)])]
internal static partial class ContextVarsModule
{
    [PyFunction("copy_context")]
    private static Value CopyContext() => new(new PyContext(PyContext.Current.Variables));
}

/// <summary>A context: the values of variables. It is entered by one thread at a time.</summary>
[PyType("_contextvars.Context", Subclassable = false, Weakrefable = true, Match = "mapping")]
internal sealed partial class PyContext : PyObject
{
    /// <summary>Apart, as the variable of a class that has other statics to set up is slow to reach.</summary>
    private static class Running
    {
        [ThreadStatic] public static PyContext? Context;

        /// <summary>
        /// The main thread's while that is alone and has had one: a thread's variable is slow to reach, and has it once there are others.
        /// </summary>
        public static PyContext? Sole;
    }

    private PyContext? previous;
    private int entered;

    public PyContext(ImmutableDictionary<PyContextVar, PyObject> variables) : base(TypeObject.RootShape) => Variables = variables;

    /// <summary>The running thread's context.</summary>
    public static PyContext Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Running.Sole is { } sole && !PyThread.MultiThreaded ? sole : CurrentSlow();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PyContext CurrentSlow()
    {
        var context = Running.Context ??= new PyContext(ImmutableDictionary<PyContextVar, PyObject>.Empty);
        if (!PyThread.MultiThreaded) Running.Sole = context;
        return context;
    }

    /// <summary>The running thread's context is another one.</summary>
    private static void Switch(PyContext? context)
    {
        if (!PyThread.MultiThreaded) Running.Sole = context;
        else Running.Context = context;
    }

    /// <summary>The main thread is about to start another one.</summary>
    internal static void EndSole()
    {
        if (Running.Sole is not { } context) return;
        Running.Context = context;
        Running.Sole = null;
    }

    public ImmutableDictionary<PyContextVar, PyObject> Variables { get; set; }

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => args.Length > 0 ? throw Err.TypeError("Context() does not accept any arguments") : new(new PyContext(ImmutableDictionary<PyContextVar, PyObject>.Empty));

    [PyMethod("run", RunsPython = true)]
    private Value Run([Opt] Value callable, [StarArgs] ReadOnlySpan<Value> args, [StarKwArgs] PyDict? keywords)
    {
        if (callable.IsMissing) throw Err.TypeError("run() missing 1 required positional argument");
        Enter();
        try
        {
            return keywords == null ? Ops.CallRaw(callable, args, null) : Ops.CallRaw(callable, PyTuple.Of(args), keywords);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>As <c>run</c>, without keywords, where no .NET exception may come out: Error with the error pending.</summary>
    internal Value RunRaw(PyThread t, Value callable, ReadOnlySpan<Value> args)
    {
        Value r;
        try
        {
            Enter();
        }
        catch (PyException e)
        {
            return Err.Pend(e);
        }
        try
        {
            r = callable.Ref is PyCallback callback ? callback.Run(t, args) : Ops.CallRaw(callable, args, null);
        }
        catch (Exception e)
        {
            r = Interp.Failed(e);
        }
        Leave();
        return r;
    }

    /// <summary>Runs C# code in this context.</summary>
    internal void Within(Action action)
    {
        Enter();
        try
        {
            action();
        }
        finally
        {
            Leave();
        }
    }

    private void Enter()
    {
        if ((PyThread.MultiThreaded ? Interlocked.Exchange(ref entered, 1) : entered) != 0) throw IsEntered();
        entered = 1;
        previous = Current;
        Switch(this);
    }

    private PyException IsEntered() => Err.RuntimeError($"cannot enter context: {Ops.Repr(new Value(this))} is already entered");

    private void Leave()
    {
        Switch(previous);
        previous = null;
        Volatile.Write(ref entered, 0);
    }

    [PyMethod("copy", Doc = "Return a shallow copy of the context object.")]
    private Value CopyMethod() => new(new PyContext(Variables));

    private static PyContextVar Key(Value key) =>
        key.Ref as PyContextVar ?? throw Err.TypeError($"a ContextVar key was expected, got {Ops.Repr(key)}");

    public override long Len() => Variables.Count;

    public override bool Bool() => Variables.Count > 0;

    public override bool Contains(Value item) => Variables.ContainsKey(Key(item));

    public override Value GetItem(Value key) => Variables.TryGetValue(Key(key), out var v) ? Value.FromHeap(v) : throw Err.KeyError(key);

    [PyMethod("get", Doc = "Return the value for `key` if `key` has the value in the context object.\n\nIf `key` does not exist, return `default`. If `default` is not given,\nreturn None.")]
    private Value GetMethod(Value key, [OptNone] Value missing) => Variables.TryGetValue(Key(key), out var v) ? Value.FromHeap(v) : missing;

    [PyMethod("keys", Doc = "Return a list of all variables in the context object.")]
    private Value Keys()
    {
        var list = new PyList();
        foreach (var k in Variables.Keys) list.Append(new Value(k));
        return new Value(list);
    }

    [PyMethod("values", Doc = "Return a list of all variables' values in the context object.")]
    private Value Values()
    {
        var list = new PyList();
        foreach (var v in Variables.Values) list.Append(Value.FromHeap(v));
        return new Value(list);
    }

    [PyMethod("items", Doc = "Return all variables and their values in the context object.\n\nThe result is returned as a list of 2-tuples (variable, value).")]
    private Value Items()
    {
        var list = new PyList();
        foreach (var (k, v) in Variables) list.Append(new Value(new PyTuple(new Value(k), Value.FromHeap(v))));
        return new Value(list);
    }

    public override Value Iter() => Ops.Iter(Keys());

    public override long Hash() => throw Err.Unhashable(new Value(this));

    public override Value Compare(CmpOp op, Value other)
    {
        if (op is not (CmpOp.Eq or CmpOp.Ne) || other.Ref is not PyContext c) return Value.NotImplemented;
        bool same = Variables.Count == c.Variables.Count;
        foreach (var (k, v) in Variables)
        {
            if (!same) break;
            same = c.Variables.TryGetValue(k, out var o) && Ops.Eq(Value.FromHeap(v), Value.FromHeap(o));
        }
        return Value.Bool(same == (op == CmpOp.Eq));
    }
}

/// <summary>A context variable.</summary>
[PyType("_contextvars.ContextVar", Subclassable = false, Weakrefable = true)]
internal sealed partial class PyContextVar : PyObject
{
    private readonly PyStr name;
    private readonly Value missing;

    internal PyContextVar(PyStr name, Value missing) : base(TypeObject.RootShape)
    {
        this.name = name;
        this.missing = missing;
    }

    [PyMember("name")] private Value Name => new(name);

    [PyNew]
    private static Value New(PyType cls, Value name, [KwOnly, Opt, Kw("default")] Value missing) =>
        new(new PyContextVar(name.Ref as PyStr ?? throw Err.TypeError("context variable name must be a str"), missing));

    [PyMethod("get", Doc = "Return a value for the context variable for the current context.\n\nIf there is no value for the variable in the current context, the method will:\n * return the value of the default argument of the method, if provided; or\n * return the default value for the context variable, if it was created\n   with one; or\n * raise a LookupError.")]
    private Value GetMethod([Opt] Value fallback)
    {
        if (PyContext.Current.Variables.TryGetValue(this, out var v)) return Value.FromHeap(v);
        if (!fallback.IsMissing) return fallback;
        return missing.IsMissing ? throw Err.Make(ExcTypes.LookupError, new Value(this)) : missing;
    }

    [PyMethod("set", Doc = "Call to set a new value for the context variable in the current context.\n\nThe required *value* argument is the new value for the context variable.\n\nReturns a Token object that can be used to restore the variable to its previous\nvalue via the `ContextVar.reset()` method.")]
    internal Value SetMethod(Value value)
    {
        var context = PyContext.Current;
        var token = new PyContextToken(this, context, context.Variables.TryGetValue(this, out var old) ? Value.FromHeap(old) : Value.Missing);
        context.Variables = context.Variables.SetItem(this, value.ToHeap());
        return new Value(token);
    }

    [PyMethod("reset", Doc = "Reset the context variable.\n\nThe variable is reset to the value it had before the `ContextVar.set()` that\ncreated the token was used.")]
    private void Reset(Value given)
    {
        if (given.Ref is not PyContextToken token) throw Err.TypeError($"expected an instance of Token, got {Ops.Repr(given)}");
        if (token.Used) throw Err.RuntimeError($"{Ops.Repr(given)} has already been used once");
        if (token.Variable != this) throw Err.ValueError($"{Ops.Repr(given)} was created by a different ContextVar");
        var context = PyContext.Current;
        if (token.Context != context) throw Err.ValueError($"{Ops.Repr(given)} was created in a different Context");
        token.Used = true;
        context.Variables = token.Old.IsMissing ? context.Variables.Remove(this) : context.Variables.SetItem(this, token.Old.ToHeap());
    }

    [PyClassMethod("__class_getitem__", Doc = "See PEP 585")]
    private static Value ClassGetItem(PyType cls, Value @object) => new(new PyGenericAlias(new Value(cls), @object));

    public override Value Repr()
    {
        string shown = missing.IsMissing ? "" : $" default={Ops.Repr(missing)}";
        return new Value(PyStr.Of($"<ContextVar name={Ops.Repr(new Value(name))}{shown} at {Addresses.Text(new Value(this))}>"));
    }
}

/// <summary>What ContextVar.set returns.</summary>
[PyType("_contextvars.Token", Subclassable = false, NoConstructor = true)]
internal sealed partial class PyContextToken : PyObject
{
    private static readonly Value NoValue = new(new PyTokenMissing());

    public PyContextToken(PyContextVar variable, PyContext context, Value old) : base(TypeObject.RootShape)
    {
        Variable = variable;
        Context = context;
        Old = old;
    }

    public PyContextVar Variable { get; }
    public PyContext Context { get; }
    public Value Old { get; }
    public bool Used { get; set; }

    [PyConstant("MISSING")] private static Value MissingMarker => NoValue;

    [PyGetter("var")] private Value VariableValue => new(Variable);

    [PyGetter("old_value")] private Value OldValue => Old.IsMissing ? NoValue : Old;

    [PyClassMethod("__class_getitem__", Doc = "See PEP 585")]
    private static Value ClassGetItem(PyType cls, Value @object) => new(new PyGenericAlias(new Value(cls), @object));

    public override Value Repr() =>
        new(PyStr.Of($"<Token{(Used ? " used" : "")} var={Ops.Repr(new Value(Variable))} at {Addresses.Text(new Value(this))}>"));
}

/// <summary>The type of Token.MISSING.</summary>
[PyType("Token.MISSING", Subclassable = false, NoConstructor = true)]
internal sealed partial class PyTokenMissing : PyObject
{
    public PyTokenMissing() : base(TypeObject.RootShape)
    {
    }

    public override Value Repr() => Value.Str("<Token.MISSING>");
}

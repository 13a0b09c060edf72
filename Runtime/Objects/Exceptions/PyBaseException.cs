namespace TieredPy.Runtime.Objects;

/// <summary>BaseException, and every exception whose type has no fields of its own. Attributes live in slots kept here, so no subclass needs a class.</summary>
[PyType("BaseException", HasDict = true, Doc = "Common base class for all exceptions")]
public partial class PyBaseException : PyObject
{
    private static readonly PyStr NotesName = PyStr.Intern("__notes__");

    private PyObject?[]? attributes;
    /// <summary>The tuple of arguments, or the only one, which isn't a tuple, or the <see cref="DeferredMessage"/> that is the only one.</summary>
    private object args = PyTuple.Empty;

    internal PyBaseException(Shape shape) : base(shape) { }

    /// <summary><c>args</c>.</summary>
    public PyTuple Args { get => args as PyTuple ?? Settle(); internal set => args = value; }

    /// <summary>C# has made it, and nobody has seen its arguments.</summary>
    internal bool IsDeferred => args is not PyTuple;

    /// <summary>Makes the tuple, and the message in it. Of threads that do so at once one wins.</summary>
    private PyTuple Settle()
    {
        var deferred = args;
        if (deferred is not PyTuple)
        {
            var only = deferred is DeferredMessage m ? new Value(m.Text()) : Value.FromHeap((PyObject)deferred);
            Interlocked.CompareExchange(ref args, new PyTuple(only), deferred);
        }
        return (PyTuple)args;
    }

    /// <summary><c>__traceback__</c>.</summary>
    public PyTraceback? Traceback { get; internal set; }

    /// <summary><c>__cause__</c>.</summary>
    public PyBaseException? Cause { get; internal set; }

    /// <summary><c>__context__</c>.</summary>
    public PyBaseException? Context { get; internal set; }

    /// <summary><c>__suppress_context__</c>.</summary>
    public bool SuppressContext { get; internal set; }

    /// <summary>The interpreter has chained the context of the raise in progress.</summary>
    internal bool ContextSet;

    internal override bool HasSlots => true;

    internal override ref PyObject? SlotRef(int i)
    {
        return ref SlotArray.At(ref attributes, i);
    }

    /// <summary>True when this is an instance of <paramref name="type"/>.</summary>
    public bool Is(PyType type) => Type.IsSubtypeOf(type);

    /// <summary>A new exception of a built-in type (directly) or of any other (by calling it).</summary>
    internal static PyBaseException Instantiate(PyType type, ReadOnlySpan<Value> args)
    {
        if (type.IsHeap)
        {
            var made = Ops.Call(new Value(type), args, null);
            return made.Ref as PyBaseException
                ?? throw Err.TypeError($"calling {Ops.Repr(new Value(type))} should have returned an instance of BaseException, not {Ops.Repr(new Value(made.Type))}");
        }
        if (type.Solid == PyOSError.TypeObject) return PyOSError.Create(type, args);
        if (type.Solid == PyBaseExceptionGroup.TypeObject) return PyBaseExceptionGroup.Create(type, args);
        if (type.Solid == TypeObject) return new PyBaseException(type.RootShape) { args = TupleOf(args) };
        var e = NewInstance(type);
        if (e is PyOSError os) return os.Filled(args);
        e.args = TupleOf(args);
        e.Init(args, null);
        return e;
    }

    /// <summary>A new instance of a class without fields of its own in C#: what <c>BaseException.__new__</c> does.</summary>
    internal static PyBaseException Begin(PyType cls, PyTuple args) => new(cls.RootShape) { args = args };

    /// <summary>As <see cref="Begin(PyType, PyTuple)"/>, with one argument, whose tuple is made when it is needed.</summary>
    internal static PyBaseException Begin(PyType cls, Value only)
    {
        var o = only.ToHeap();
        return new(cls.RootShape) { args = o is PyTuple ? new PyTuple(only) : o };
    }

    /// <summary>As <see cref="Begin(PyType, PyTuple)"/>, with a message as the argument that is made when it is needed.</summary>
    internal static PyBaseException Begin(PyType cls, DeferredMessage message) => new(cls.RootShape) { args = message };

    /// <summary>Of a new exception: its argument.</summary>
    internal DeferredMessage Message { init => args = value; }

    /// <summary>An instance with the C# layout that the type needs.</summary>
    internal static PyBaseException NewInstance(PyType cls)
    {
        var shape = cls.RootShape;
        var solid = cls.Solid;
        if (solid == TypeObject) return new PyBaseException(shape);
        if (solid == PyAttributeError.TypeObject) return new PyAttributeError(shape);
        if (solid == PyStopIteration.TypeObject) return new PyStopIteration(shape);
        if (solid == PyOSError.TypeObject) return new PyOSError(shape);
        if (solid == PyNameError.TypeObject) return new PyNameError(shape);
        if (solid == PyImportError.TypeObject) return new PyImportError(shape);
        if (solid == PySyntaxError.TypeObject) return new PySyntaxError(shape);
        if (solid == PySystemExit.TypeObject) return new PySystemExit(shape);
        if (solid == PyUnicodeEncodeError.TypeObject) return new PyUnicodeEncodeError(shape);
        if (solid == PyUnicodeDecodeError.TypeObject) return new PyUnicodeDecodeError(shape);
        if (solid == PyUnicodeTranslateError.TypeObject) return new PyUnicodeTranslateError(shape);
        if (solid == PyBaseExceptionGroup.TypeObject) return new PyBaseExceptionGroup(shape);
        // Exceptions of modules that have a class in C#.
        if (solid.IsSubtypeOf(PyOSError.TypeObject) && cls.NewInstance() is PyOSError made) return made;
        throw Err.TypeError($"BaseException.__new__({cls.FullName}) is not safe, use {solid.FullName}.__new__()");
    }

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        var e = NewInstance(cls);
        e.args = TupleOf(args, kw);
        return new Value(e);
    }

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        NoKeywords(kw);
        // The usual __init__ is given what __new__ was.
        if (!IsSame(Args, args)) this.args = TupleOf(args);
    }

    internal void NoKeywords(PyStr[]? kw)
    {
        if (kw is { Length: > 0 }) throw Err.TypeError($"{Type.Name}() takes no keyword arguments");
    }

    private static bool IsSame(PyTuple tuple, ReadOnlySpan<Value> items)
    {
        if (tuple.Count != items.Length) return false;
        for (int k = 0; k < items.Length; k++)
            if (tuple[k].Ref != items[k].Ref || tuple[k].Bits != items[k].Bits) return false;
        return true;
    }

    private static PyTuple TupleOf(ReadOnlySpan<Value> items)
    {
        if (items.IsEmpty) return PyTuple.Empty;
        // One by one: copying references in bulk is dear for the few that there are.
        var all = new Value[items.Length];
        for (int k = 0; k < items.Length; k++) all[k] = items[k];
        return new PyTuple(all);
    }

    /// <summary>The positional arguments of a call as a tuple.</summary>
    internal static PyTuple TupleOf(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        var positional = kw == null ? args : args[..^kw.Length];
        return TupleOf(positional);
    }

    public override Value Repr() => Args.Count == 1
        ? new Value(PyStr.Of($"{Type.Name}({Ops.Repr(Args[0])})"))
        : new Value(PyStr.Of($"{Type.Name}{Ops.Repr(new Value(Args))}"));

    public override Value Str() => Type == ExcTypes.KeyError ? KeyErrorStr() : PlainStr();

    /// <summary><c>BaseException.__str__</c>.</summary>
    internal Value PlainStr() => Args.Count switch
    {
        0 => Value.Str(""),
        1 => new Value(Ops.Str(Args[0])),
        _ => new Value(Ops.Str(new Value(Args))),
    };

    /// <summary>The str of an exception of a built-in class whose only argument is a str, without a look at anything else; else null.</summary>
    internal PyStr? TextOrNull()
    {
        if (GetType() != typeof(PyBaseException) || Type.IsHeap || Type == ExcTypes.KeyError) return null;
        if (args is DeferredMessage m)
        {
            // Of threads that do so at once one wins. Where there is no memory for it, the usual way says so.
            try { Interlocked.CompareExchange(ref args, m.Text(), m); } catch (Exception) { return null; }
        }
        if (args is PyStr { IsExact: true } only) return only;
        return args is PyTuple { Count: 1 } t && t[0].Ref is PyStr { IsExact: true } s ? s : null;
    }

    /// <summary><c>KeyError.__str__</c>: the key's repr, so that an empty key can be seen.</summary>
    internal Value KeyErrorStr() => Args.Count == 1 ? new Value(Ops.Repr(Args[0])) : PlainStr();

    [PyGetter("__dict__")] private Value GetDict() => new(InstanceAttributes.Dict(this));

    [PySetter("__dict__")]
    private void SetDict(Value value) =>
        InstanceAttributes.SetDict(this, value.Ref as PyDict ?? throw Err.TypeError(value.IsMissing ? "cannot delete __dict__" : $"__dict__ must be set to a dictionary, not a '{Ops.TypeName(value)}'"));

    [PyGetter("args")] private Value GetArgs() => new(Args);

    [PySetter("args")]
    private void SetArgs(Value value)
    {
        if (value.IsMissing) throw Err.TypeError("args may not be deleted");
        args = Ops.ToTuple(value);
    }

    [PyGetter("__traceback__")] private Value GetTraceback() => Traceback == null ? Value.None : new Value(Traceback);

    [PySetter("__traceback__")]
    private void SetTraceback(Value value)
    {
        if (value.IsMissing) throw Err.TypeError("__traceback__ may not be deleted");
        if (!value.IsNone && value.Ref is not PyTraceback) throw Err.TypeError("__traceback__ must be a traceback or None");
        Traceback = value.Ref as PyTraceback;
    }

    [PyGetter("__cause__", Doc = "exception cause")] private Value GetCause() => Cause == null ? Value.None : new Value(Cause);

    [PySetter("__cause__")]
    private void SetCause(Value value)
    {
        if (value.IsMissing) throw Err.TypeError("__cause__ may not be deleted");
        if (!value.IsNone && value.Ref is not PyBaseException) throw Err.TypeError("exception cause must be None or derive from BaseException");
        Cause = value.Ref as PyBaseException;
        SuppressContext = true;
    }

    [PyGetter("__context__", Doc = "exception context")] private Value GetContext() => Context == null ? Value.None : new Value(Context);

    [PySetter("__context__")]
    private void SetContext(Value value)
    {
        if (value.IsMissing) throw Err.TypeError("__context__ may not be deleted");
        if (!value.IsNone && value.Ref is not PyBaseException) throw Err.TypeError("exception context must be None or derive from BaseException");
        Context = value.Ref as PyBaseException;
    }

    [PyGetter("__suppress_context__")] private Value GetSuppressContext() => Value.Bool(SuppressContext);

    [PySetter("__suppress_context__")]
    private void SetSuppressContext(Value value)
    {
        if (value.IsMissing) throw Err.TypeError("can't delete numeric/char attribute");
        if (!value.IsTrue && !value.IsFalse) throw Err.TypeError("attribute value type must be bool");
        SuppressContext = value.IsTrue;
    }

    [PyMethod("with_traceback", Doc = "Exception.with_traceback(tb) --\n    set self.__traceback__ to tb and return self.")]
    private Value WithTraceback(Value tb)
    {
        SetTraceback(tb);
        return new Value(this);
    }

    [PyMethod("add_note", Doc = "Exception.add_note(note) --\n    add a note to the exception")]
    private void AddNote(Value note)
    {
        if (note.Ref is not PyStr) throw Err.TypeError($"note must be a str, not '{Ops.TypeName(note)}'");
        if (!Ops.TryGetAttr(new Value(this), NotesName, out var notes))
        {
            notes = new Value(new PyList(ReadOnlySpan<Value>.Empty));
            Ops.SetAttr(new Value(this), NotesName, notes);
        }
        if (notes.Ref is not PyList list) throw Err.TypeError("Cannot add note: __notes__ is not a list");
        list.Append(note);
    }

    [PyMethod("__reduce__")]
    private static Value Reduce(Value self)
    {
        var e = (PyBaseException)self.Ref!;
        return e.ReduceWith(e.Args, ObjectMethods.AttributesOrNull(e));
    }

    /// <summary>The result of __reduce__: type, arguments, and the state when there is some.</summary>
    internal Value ReduceWith(PyTuple arguments, PyDict? state) => state is { Count: > 0 }
        ? new Value(new PyTuple([new Value(Type), new Value(arguments), new Value(state)]))
        : new Value(new PyTuple([new Value(Type), new Value(arguments)]));

    [PyMethod("__setstate__")]
    private void SetState(Value state)
    {
        if (state.IsNone) return;
        if (state.Ref is not PyDict d) throw Err.TypeError("state is not a dictionary");
        int pos = 0;
        while (d.Next(ref pos, out var k, out var v))
        {
            if (k.Ref is not PyStr name) throw Err.TypeError($"attribute name must be string, not '{Ops.TypeName(k)}'");
            Ops.SetAttr(new Value(this), name, v);
        }
    }
}

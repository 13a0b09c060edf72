using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Objects;

/// <summary>A Python function.</summary>
[PyType("function", Subclassable = false, HasDict = true, Weakrefable = true)]
public sealed partial class PyFunction : PyObject
{
    private PyCode code;

    internal PyFunction(PyCode code, PyDict globals, PyTuple? closure = null) : this(code, globals, closure, Interp.BuiltinsOf(globals)) { }

    internal PyFunction(PyCode code, PyDict globals, PyTuple? closure, PyDict builtins) : base(TypeObject.RootShape)
    {
        this.code = code;
        Globals = globals;
        closed = ClosedOver(closure);
        code.Prepare();
        SimpleArgCount = code.SimpleArgCount;
        Builtins = builtins;
    }

    public PyCode Code
    {
        get => code;
        internal set
        {
            value.Prepare();
            // The names are the function's own.
            (Name, QualName) = (Name, QualName);
            code = value;
            SimpleArgCount = value.SimpleArgCount;
        }
    }

    /// <summary>The argument count for which a plain positional call needs no binding, or -1.</summary>
    internal int SimpleArgCount;

    public PyDict Globals { get; }
    public PyDict Builtins { get; }

    public PyTuple? Defaults { get; internal set; }

    private PyObject? module;

    /// <summary><c>__module__</c>; Missing where there was none.</summary>
    internal Value Module
    {
        get => module == null ? Value.Missing : Value.FromHeap(module);
        set => module = value.IsMissing ? null : value.ToHeap();
    }

    /// <summary>What most functions don't have, as closures are made all the time.</summary>
    private sealed class RareParts
    {
        public PyStr? Name, QualName;
        public PyDict? KwDefaults;
        public PyObject? Annotations;
        public Value Doc = Value.Missing;
        public PyTuple? TypeParams;
        public PyTuple? Closure;
    }

    private RareParts? rare;

    private RareParts Rare => rare ??= new RareParts();

    public PyStr Name
    {
        get => rare?.Name ?? code.Name;
        internal set => Rare.Name = value;
    }

    public PyStr QualName
    {
        get => rare?.QualName ?? code.QualName;
        internal set => Rare.QualName = value;
    }

    public PyDict? KwDefaults
    {
        get => rare?.KwDefaults;
        internal set
        {
            if (rare != null || value != null) Rare.KwDefaults = value;
        }
    }

    /// <summary>A tuple (name, value, …) until asked for, then a dict.</summary>
    internal PyObject? Annotations
    {
        get => rare?.Annotations;
        set
        {
            if (rare != null || value != null) Rare.Annotations = value;
        }
    }

    /// <summary>What <c>__doc__</c> was set to; until then it is the code's.</summary>
    internal Value Doc
    {
        get => rare?.Doc ?? Value.Missing;
        set => Rare.Doc = value;
    }

    internal PyTuple? TypeParams
    {
        get => rare?.TypeParams;
        set => Rare.TypeParams = value;
    }

    public override Value Call(ReadOnlySpan<Value> args, PyStr[]? kw) => Interp.CallFunction(this, args, kw);

    public override Value DescrGet(Value obj, PyType? owner) =>
        obj.IsMissing ? new Value(this) : new Value(new PyMethod(new Value(this), obj));

    public override Value Repr() => Value.Str($"<function {QualName} at {ObjectMethods.Address(this)}>");

    public override string ToString() => $"<function {QualName}>";
}

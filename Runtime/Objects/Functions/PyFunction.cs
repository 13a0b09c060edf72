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
        code.Prepare();
        if (builtins != Interp.Modules.BuiltinsNamespace) Rare.Builtins = builtins;
        if (closure != null) CloseOver(closure);
        else if (code.FreeVars.Length > 0) Rare.IsOpen = true;
    }

    public PyCode Code
    {
        get => code;
        internal set
        {
            value.Prepare();
            // The names are the function's own.
            (Name, QualName) = (Name, QualName);
            (Rare.Module, Rare.HasModule) = (module, true);
            code = value;
        }
    }

    /// <summary>The argument count for which a plain positional call needs no binding, or -1.</summary>
    internal int SimpleArgCount
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => code.SimpleArgCount;
    }

    public PyDict Globals { get; }
    public PyDict Builtins => rare?.Builtins ?? Interp.Modules.BuiltinsNamespace;

    public PyTuple? Defaults { get; internal set; }

    /// <summary><c>__module__</c> as slots hold it: most often that of the first function of the code.</summary>
    private PyObject? module => rare is { HasModule: true } r ? r.Module : code.FunctionModule;

    /// <summary><c>__module__</c>; Missing where there was none.</summary>
    internal Value Module
    {
        get => module is { } m ? Value.FromHeap(m) : Value.Missing;
        set => SetModule(value.IsMissing ? null : value.ToHeap());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SetModule(PyObject? value)
    {
        if (value == null || value != code.FunctionModule || rare != null) SetOwnModule(value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SetOwnModule(PyObject? value)
    {
        bool isFirst = value != null && (Interlocked.CompareExchange(ref code.FunctionModule, value, null) ?? value) == value;
        if (isFirst && rare is not { HasModule: true }) return;
        Rare.Module = value;
        rare!.HasModule = true;
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
        public PyDict? Builtins;
        public PyObject? Module;
        public bool HasModule;

        /// <summary>Its code takes variables from outside, but it has none: nobody calls it.</summary>
        public bool IsOpen;
        public PyObject?[]? Slots, Closed;
    }

    private RareParts? rare;

    private RareParts Rare => rare ??= new RareParts();

    internal override bool HasSlots => true;

    internal override ref PyObject? SlotRef(int i) => ref SlotArray.At(ref Rare.Slots, i);

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

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
        Closure = closure;
        Name = code.Name;
        QualName = code.QualName;
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
            code = value;
            SimpleArgCount = value.SimpleArgCount;
        }
    }

    /// <summary>The argument count for which a plain positional call needs no binding, or -1.</summary>
    internal int SimpleArgCount;

    public PyDict Globals { get; }
    public PyDict Builtins { get; }

    /// <summary>Tuple of <see cref="PyCell"/>s, as many as the code's free variables; null for none.</summary>
    public PyTuple? Closure { get; }

    public PyStr Name { get; internal set; }
    public PyStr QualName { get; internal set; }
    public PyTuple? Defaults { get; internal set; }
    public PyDict? KwDefaults { get; internal set; }

    /// <summary>A tuple (name, value, …) until asked for, then a dict.</summary>
    internal PyObject? Annotations;

    /// <summary>What <c>__doc__</c> was set to; until then it is the code's.</summary>
    internal Value Doc = Value.Missing;
    internal Value Module = Value.Missing;
    internal PyTuple? TypeParams;

    public override Value Call(ReadOnlySpan<Value> args, PyStr[]? kw) => Interp.CallFunction(this, args, kw);

    public override Value DescrGet(Value obj, PyType? owner) =>
        obj.IsMissing ? new Value(this) : new Value(new PyMethod(new Value(this), obj));

    public override Value Repr() => Value.Str($"<function {QualName} at {ObjectMethods.Address(this)}>");

    public override string ToString() => $"<function {QualName}>";
}

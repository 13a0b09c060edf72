namespace TieredPy.Runtime.Objects;

/// <summary>What TypeVar, ParamSpec and TypeVarTuple share: a name, variance, a lazily evaluated default.</summary>
public abstract class PyTypeParam : PyObject
{
    private protected PyTypeParam(Shape shape, PyStr name) : base(shape)
    {
        ParamName = name;
        var f = PyThread.Current.TopFrame;
        ModuleName = f == null ? Value.None : f.Function.Module is { IsMissing: false } m ? m : f.Function.Globals.TryGet(Interp.Names.Name) is { IsMissing: false } n ? n : Value.None;
    }

    internal PyStr ParamName { get; }
    internal Value ModuleName { get; set; }
    internal bool Covariant { get; init; }
    internal bool Contravariant { get; init; }
    internal bool InferVariance { get; init; }
    internal Value EvaluateDefault { get; set; } = Value.Missing;
    internal Value DefaultValue { get; set; } = Value.Missing;

    /// <summary>Attributes set by programs.</summary>
    private PyObject?[]? slots;

    internal override bool HasSlots => true;

    internal override ref PyObject? SlotRef(int i)
    {
        return ref SlotArray.At(ref slots, i);
    }

    internal Value Default
    {
        get
        {
            if (!DefaultValue.IsMissing) return DefaultValue;
            if (EvaluateDefault.IsMissing) return new Value(PyNoDefault.Instance);
            return DefaultValue = Ops.Call(EvaluateDefault);
        }
    }

    internal bool HasDefault => !EvaluateDefault.IsMissing || !DefaultValue.IsMissing && DefaultValue.Ref != PyNoDefault.Instance;

    public override Value Repr()
    {
        if (InferVariance) return new Value(ParamName);
        return Value.Str((Covariant ? "+" : Contravariant ? "-" : "~") + ParamName);
    }

    internal static void CheckVariance(bool covariant, bool contravariant, bool infer)
    {
        if (covariant && contravariant) throw Err.ValueError("Bivariant types are not supported.");
        if (infer && (covariant || contravariant)) throw Err.ValueError("Variance cannot be specified with infer_variance.");
    }

    internal static Value Union(Value a, Value b) => TypingLibrary.Call("Union", "__getitem__", new Value(new PyTuple(a, b)));
}

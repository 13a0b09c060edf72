namespace TieredPy.Runtime.Interpreter;

/// <summary>What the compiler's type parameter syntax makes (PEP 695, 696).</summary>
internal static class TypeParams
{
    /// <summary>Kinds as in Op.MakeTypeParam: 0 TypeVar, 1 with bound, 2 with constraints, 3 ParamSpec, 4 TypeVarTuple.</summary>
    public static Value Make(int kind, Value name, Value evaluator)
    {
        var n = (PyStr)name.Ref!;
        return kind switch
        {
            0 => new Value(new PyTypeVar(n) { InferVariance = true }),
            1 => new Value(new PyTypeVar(n) { InferVariance = true, EvaluateBound = evaluator }),
            2 => new Value(new PyTypeVar(n) { InferVariance = true, EvaluateConstraints = evaluator }),
            3 => new Value(new PyParamSpec(n) { InferVariance = true }),
            _ => new Value(new PyTypeVarTuple(n)),
        };
    }

    /// <summary>Sets the lazily evaluated default; the result is the parameter.</summary>
    public static Value SetDefault(Value param, Value evaluator)
    {
        ((PyTypeParam)param.Ref!).EvaluateDefault = evaluator;
        return param;
    }

    public static Value MakeAlias(Value name, Value typeParams, Value evaluator) =>
        new(new PyTypeAlias((PyStr)name.Ref!, typeParams.Ref as PyTuple ?? PyTuple.Empty, evaluator));

    /// <summary><c>Generic[params]</c>, with type variable tuples unpacked.</summary>
    public static Value SubscriptGeneric(Value typeParams)
    {
        var items = ((PyTuple)typeParams.Ref!).ToArray();
        for (int i = 0; i < items.Length; i++)
            if (items[i].Ref is PyTypeVarTuple) items[i] = TypingLibrary.Call("Unpack", "__getitem__", items[i]);
        return TypingLibrary.Function("_generic_class_getitem", new Value(TypingTypes.Generic), new Value(new PyTuple(items)));
    }
}

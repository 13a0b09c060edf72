using System.Reflection;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Cil;
using TieredPy.Tiers.Cil.Emitting;
using TieredPy.Tiers.Deopt;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.X64;

namespace TieredPy.Tiers.Interpreting;

/// <summary>
/// What stands where a region's compiled code would: methods of the same signatures, which do nothing but call <see cref="InterpretedRegion"/>. So whoever enters
/// or calls a region needn't know how it is executed.
/// </summary>
internal static class InterpretedMethods
{
    /// <summary>Prepares a region, and makes its way in from the interpreter; of a function also the body that code calls.</summary>
    public static (CompiledMethod Entry, CompiledMethod? Body) Make(Region region, RegionCode target, List<KernelPlan> kernels)
    {
        var interpreted = new InterpretedRegion(region, target, kernels);
        if (region.Function == null) return (Entry(interpreted, nameof(InterpretedRegion.EnterLoop), CilCompiler.LoopEntry), null);
        var body = Body(interpreted, region.Function);
        interpreted.IsBehind(body);
        return (Entry(interpreted, nameof(InterpretedRegion.EnterFunction), CilCompiler.FunctionEntry), body);
    }

    /// <summary>A method that hands its arguments on, with the region before them.</summary>
    private static CompiledMethod Entry(InterpretedRegion region, string way, Type[] parameters)
    {
        var handed = typeof(InterpretedRegion).GetMethod(way)!;
        if (!handed.GetParameters().Skip(1).Select(p => p.ParameterType).SequenceEqual(parameters)) throw new InvalidOperationException($"{way} isn't entered so");
        var e = Emit.NewDynamicMethod(typeof(int), parameters, $"tieredpy-ir:{region.Region.Name}", typeof(InterpretedMethods).Module);
        e.LoadObjectConstant(region).AssumeClass<InterpretedRegion>();
        for (int k = 0; k < parameters.Length; k++) e.LoadArgument(k);
        e.Call(handed).Return();
        return e.Compile();
    }

    private static CompiledMethod Body(InterpretedRegion region, CallTarget function)
    {
        var e = Emit.NewDynamicMethod(CilCompiler.ClrType(function.Result), CilCompiler.SignatureOf(function), $"tieredpy-ir:{region.Region.Name}", typeof(InterpretedMethods).Module);
        var args = e.DeclareLocal<NodeValue[]>();
        e.LoadConstant(function.Parameters.Length).Call(Method(nameof(NewArguments))).StoreLocal(args);
        for (int k = 0; k < function.Parameters.Length; k++)
            e.LoadLocal(args).LoadConstant(k).LoadArgument(k + 2).Call(Method("Put" + function.Parameters[k]));
        e.LoadObjectConstant(region).AssumeClass<InterpretedRegion>().LoadArgument(0).LoadArgument(1).LoadLocal(args).Call(Method("Call" + function.Result)).Return();
        return e.Compile();
    }

    private static MethodInfo Method(string name) => typeof(InterpretedMethods).GetMethod(name)!;

    public static NodeValue[] NewArguments(int count) => new NodeValue[count];

    public static void PutInt(NodeValue[] args, int k, long v) => args[k] = new NodeValue(v);

    public static void PutFloat(NodeValue[] args, int k, double v) => args[k] = new NodeValue(v);

    public static void PutBool(NodeValue[] args, int k, bool v) => args[k] = new NodeValue(v);

    public static void PutRef(NodeValue[] args, int k, object? v) => args[k] = new NodeValue(v, 0);

    public static void PutVal(NodeValue[] args, int k, Value v) => args[k] = new NodeValue(v);

    public static long CallInt(InterpretedRegion region, PyThread t, object function, NodeValue[] args) => InterpretedRegion.Call(region, t, function, args).Bits;

    public static double CallFloat(InterpretedRegion region, PyThread t, object function, NodeValue[] args) => InterpretedRegion.Call(region, t, function, args).AsFloat;

    public static bool CallBool(InterpretedRegion region, PyThread t, object function, NodeValue[] args) => InterpretedRegion.Call(region, t, function, args).AsBool;

    public static object? CallRef(InterpretedRegion region, PyThread t, object function, NodeValue[] args) => InterpretedRegion.Call(region, t, function, args).Ref;

    public static Value CallVal(InterpretedRegion region, PyThread t, object function, NodeValue[] args) => InterpretedRegion.Call(region, t, function, args).AsValue;
}

using System.Reflection;

namespace TieredPy.Tiers.Cil.Emitting;

/// <summary>Emits a method with a delegate's signature.</summary>
internal sealed class Emit<TDelegate> : Emit
    where TDelegate : Delegate
{
    private static readonly MethodInfo Invoke = typeof(TDelegate).GetMethod("Invoke")!;
    private static readonly Type[] Parameters = Array.ConvertAll(Invoke.GetParameters(), p => p.ParameterType);

    private Emit(string name, Module owner, bool listing)
        : base(name, Invoke.ReturnType, Parameters, owner, listing)
    {
    }

    /// <summary>Begins a method that may use internal and private members.</summary>
    /// <param name="owner">The module whose code it counts as.</param>
    /// <param name="listing">Whether <see cref="Emit.Instructions"/> is wanted.</param>
    public static Emit<TDelegate> NewDynamicMethod(string name, Module owner, bool listing = false) => new(name, owner, listing);

    /// <summary>Ends the method; its machine code is made at the first call. The delegate doesn't keep <see cref="Emit.Constants"/> alive.</summary>
    public TDelegate CreateDelegate() => (TDelegate)CreateDelegate(typeof(TDelegate));
}

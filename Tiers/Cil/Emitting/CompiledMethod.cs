using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace TieredPy.Tiers.Cil.Emitting;

/// <summary>
/// Machine code and what it needs to stay valid. Whoever calls <see cref="Pointer"/> keeps this object alive until the call is over
/// (<see cref="GC.KeepAlive"/>): when it is dropped, the code and its constants are freed.
/// </summary>
internal sealed class CompiledMethod
{
    private readonly DynamicMethod method;

    internal CompiledMethod(DynamicMethod method, ConstantTable constants, int instructionCount)
    {
        this.method = method;
        Constants = constants;
        InstructionCount = instructionCount;
        var handle = GetMethodDescriptor(method);
        RuntimeHelpers.PrepareMethod(handle);
        Pointer = handle.GetFunctionPointer();
    }

    /// <summary>A managed function pointer of the method's signature, to call through <c>calli</c>.</summary>
    public nint Pointer { get; }

    public string Name => method.Name;

    /// <summary>The length of the method's IL, in instructions.</summary>
    public int InstructionCount { get; }

    public ConstantTable Constants { get; }

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern RuntimeMethodHandle GetMethodDescriptor(DynamicMethod method);
}

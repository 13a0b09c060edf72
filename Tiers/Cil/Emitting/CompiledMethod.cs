using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace TieredPy.Tiers.Cil.Emitting;

/// <summary>
/// Machine code and what it needs to stay valid. Whoever calls <see cref="Pointer"/> keeps this object alive until the call is over
/// (<see cref="GC.KeepAlive"/>): when it is dropped, the code and its constants are freed.
/// </summary>
internal sealed class CompiledMethod
{
    private readonly object kept;

    internal CompiledMethod(DynamicMethod method, ConstantTable constants, int instructionCount)
    {
        kept = method;
        Name = method.Name;
        Constants = constants;
        InstructionCount = instructionCount;
        var handle = GetMethodDescriptor(method);
        RuntimeHelpers.PrepareMethod(handle);
        Pointer = handle.GetFunctionPointer();
    }

    /// <summary>Code that was there before.</summary>
    /// <param name="data">What it needs beside its constants.</param>
    internal CompiledMethod(string name, RuntimeMethodHandle method, object data, ConstantTable constants, int instructionCount)
    {
        IsKept = true;
        kept = data;
        Name = name;
        Constants = constants;
        InstructionCount = instructionCount;
        RuntimeHelpers.PrepareMethod(method);
        Pointer = method.GetFunctionPointer();
    }

    /// <summary>A managed function pointer of the method's signature, to call through <c>calli</c>.</summary>
    public nint Pointer { get; }

    public string Name { get; }

    /// <summary>The length of the method's IL, in instructions.</summary>
    public int InstructionCount { get; }

    public ConstantTable Constants { get; }

    /// <summary>It was made ahead of time, in another process.</summary>
    public bool IsKept { get; }

    /// <summary>Keeps what the code needs.</summary>
    internal object Kept => kept;

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern RuntimeMethodHandle GetMethodDescriptor(DynamicMethod method);
}

namespace TieredPy.Tiers.X64.Machine;

/// <summary>Which registers of the processor a value may be in.</summary>
internal enum RegisterClass : byte
{
    /// <summary>A general register: ints, truth values and addresses.</summary>
    General,

    /// <summary>The low part of a vector register: a float.</summary>
    Float,

    /// <summary>A whole vector register.</summary>
    Vector,
}

/// <summary>A value of a kernel, before registers are allocated. It may be assigned at several places.</summary>
internal sealed class VirtualRegister(int id, RegisterClass registerClass)
{
    /// <summary>Its place in the kernel's list.</summary>
    public int Id { get; } = id;
    public RegisterClass Class { get; } = registerClass;

    public override int GetHashCode() => Id;

    public override string ToString() => $"{(Class == RegisterClass.General ? 'r' : Class == RegisterClass.Float ? 'f' : 'y')}{Id}";
}

/// <summary>What an instruction reads: a register, or an immediate of 32 bits.</summary>
internal readonly record struct Operand(VirtualRegister? Register, long Immediate)
{
    public bool IsImmediate => Register == null;

    public static Operand Of(long immediate) => new(null, immediate);

    public static implicit operator Operand(VirtualRegister r) => new(r, 0);

    public override string ToString() => Register?.ToString() ?? Immediate.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An address: <c>base + index * scale + displacement</c>.</summary>
internal sealed record MemoryAddress(VirtualRegister Base, VirtualRegister? Index, int Scale, int Displacement)
{
    public override string ToString() => $"[{Base}{(Index == null ? "" : $" + {Index}*{Scale}")}{(Displacement == 0 ? "" : $" + {Displacement}")}]";
}

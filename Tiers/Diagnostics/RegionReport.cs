using TieredPy.Runtime.Bytecode;

namespace TieredPy.Tiers.Diagnostics;

/// <summary>What a compiled region is to those who watch: the arguments of PyPy's compile hook.</summary>
/// <param name="Code">The code object that it begins in.</param>
/// <param name="Offset">The instruction that it begins at.</param>
/// <param name="Kind">What it grew from.</param>
/// <param name="Number">The region's number, from 1; the same when it is compiled anew.</param>
/// <param name="Guard">The exit that made it be compiled anew, for <see cref="RegionKind.Exit"/>.</param>
/// <param name="Address">Where its machine code begins; 0 where that isn't known.</param>
/// <param name="Length">Bytes of machine code; 0 where that isn't known.</param>
/// <param name="Operations">Its operations, made when they are asked for.</param>
public sealed record RegionReport(PyCode Code, int Offset, RegionKind Kind, int Number, int Guard, long Address, int Length, Func<IReadOnlyList<OperationReport>> Operations);

/// <summary>An operation of a region.</summary>
/// <param name="Name">The operation's name.</param>
/// <param name="Text">The operation as it is printed.</param>
/// <param name="IsGuard">True when compiled code may be left there.</param>
public sealed record OperationReport(string Name, string Text, bool IsGuard);

/// <summary>What made a region be compiled.</summary>
public enum RegionKind
{
    /// <summary>A loop's header was hot.</summary>
    Loop,

    /// <summary>A function's entry was hot.</summary>
    Function,

    /// <summary>An exit was hot, and joined the region that it left.</summary>
    Exit,
}

using TieredPy.Runtime.Bytecode;

namespace TieredPy.Tiers.Ir;

/// <summary>
/// A function that compiled code calls directly: its frame is pushed by the callee, its arguments and result aren't boxed. The code behind it may be
/// replaced by code of the same signature.
/// </summary>
internal sealed class CallTarget(PyCode code, IrType[] parameters, IrType result, bool observesFrames)
{
    public PyCode Code { get; } = code;
    public IrType[] Parameters { get; } = parameters;
    public IrType Result { get; } = result;

    /// <summary>The function may run code that looks at its callers' frames: they must be in memory during the call.</summary>
    public bool ObservesFrames { get; } = observesFrames;

    /// <summary>The code; 0 when there is none any more.</summary>
    public nint Pointer;

    /// <summary>The code is on its way: who calls it meanwhile leaves its own.</summary>
    public bool IsAwaited { get; set; }

    /// <summary>The functions that the code calls directly.</summary>
    public CallTarget[] Callees { get; set; } = [];

    /// <summary>What keeps the code alive.</summary>
    public object? Owner;

    public bool Matches(CallTarget other) => Result == other.Result && ObservesFrames == other.ObservesFrames && Parameters.AsSpan().SequenceEqual(other.Parameters);

    public override string ToString() => $"{Code.QualName}({string.Join(", ", Parameters)}): {Result}";
}

using TieredPy.Runtime.Bytecode;

namespace TieredPy.Tiers.Ir;

/// <summary>
/// A function that compiled code calls directly: its frame is pushed by the callee, its arguments and result aren't boxed. The code behind it may be
/// replaced by code of the same signature.
/// </summary>
internal sealed class CallTarget(PyCode code, IrType[] parameters, IrType result, FrameUse frames)
{
    public PyCode Code { get; } = code;
    public IrType[] Parameters { get; } = parameters;
    public IrType Result { get; } = result;

    /// <summary>What becomes of its callers' frames during a call.</summary>
    public FrameUse Frames { get; } = frames;

    /// <summary>The code; 0 when there is none any more.</summary>
    public nint Pointer;

    /// <summary>The code is on its way: who calls it meanwhile leaves its own.</summary>
    public bool IsAwaited { get; set; }

    /// <summary>The functions that the code calls directly.</summary>
    public CallTarget[] Callees { get; set; } = [];

    /// <summary>What keeps the code alive.</summary>
    public object? Owner;

    public bool Matches(CallTarget other) => Result == other.Result && Frames == other.Frames && Parameters.AsSpan().SequenceEqual(other.Parameters);

    public override string ToString() => $"{Code.QualName}({string.Join(", ", Parameters)}): {Result}";
}

using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Cil;

/// <summary>
/// Functions whose code nobody sees running: they call no Python code and raise nothing, so that their frame is missed by nobody before an exit. Their code is
/// entered without a frame record; an exit pushes it.
/// </summary>
internal static class BareFunctions
{
    public static bool Includes(Region region) =>
        region.Function is { Frames: FrameUse.None } && region.Blocks.TrueForAll(b => b.Nodes.TrueForAll(IsUnseen));

    private static bool IsUnseen(Node n) =>
        (n.Effects & (Effects.Raises | Effects.RunsPython)) == 0
        && n.Op is not (IrOp.ReloadRegister or IrOp.Reload or IrOp.WasRaised)
        && !n.ShowsFrames
        && !(n.Op == IrOp.Call && ((Kernel)n.Data!).TakesThread);
}

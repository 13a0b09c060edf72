using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.X64.Allocating;

namespace TieredPy.Tiers.X64.Selecting;

/// <summary>
/// Which functions become kernels: those that compute one number of others, by calling nothing but themselves, and change nothing. As they have no effects,
/// a computation that turns out not to be possible (a sum needs more than 64 bits, or there are too many calls) is given up as a whole and done by tier 1.
/// </summary>
internal static class FunctionSelection
{
    private const int MostNodes = 200;

    /// <summary>The region is of a function that calls itself.</summary>
    public static bool CallsItself(Region region) => region.Function is { } f && region.Blocks.Exists(b => b.Nodes.Exists(n => n.Op == IrOp.CallDirect && n.Data == f));

    public static KernelRefusal? Refuse(Region region, NumericLoop whole)
    {
        var self = region.Function!;
        if (whole.Places.Count > MostNodes || self.Parameters.Length > RegisterAllocation.Arguments.Length) return KernelRefusal.TooLarge;
        if (!IsNumber(self.Result) || !Array.TrueForAll(self.Parameters, IsNumber)) return KernelRefusal.References;
        if (self.Frames != FrameUse.None) return KernelRefusal.Interprets;
        if (CalleeOf(region) is not { } function) return KernelRefusal.Calls;
        foreach (var b in whole.Blocks)
        {
            if (whole.Flow.IsIn(b, b)) return KernelRefusal.Inner;
            if (b.End is EndKind.Finish || b.Params.Exists(p => !IsNumber(p.Type))) return KernelRefusal.References;
            foreach (var n in b.Nodes)
            {
                if (n.Op == IrOp.CallDirect)
                {
                    if (n.Data != self || n.Spilled != null) return KernelRefusal.Calls;
                    continue;
                }
                if (IsKnown(n, region, function)) continue;
                if (n.Op is IrOp.StoreField or IrOp.StoreItem or IrOp.LoadField or IrOp.LoadItem) return KernelRefusal.Objects;
                if (LoopSelection.Refuse(n, whole) is { } why) return why;
            }
        }
        return null;
    }

    /// <summary>The function object that all calls are of; null where they differ.</summary>
    private static PyFunction? CalleeOf(Region region)
    {
        PyFunction? function = null;
        foreach (var b in region.Blocks)
            foreach (var n in b.Nodes)
            {
                if (n.Op != IrOp.CallDirect) continue;
                if (n.Args[0] is not { Op: IrOp.ConstRef, Data: PyFunction f } || function != null && f != function) return null;
                function = f;
            }
        return function;
    }

    /// <summary>
    /// Asking for the function's globals, which are what is expected of them: the kernel is called where <paramref name="function"/> is called, and by itself.
    /// </summary>
    public static bool IsKnown(Node n, Region region, PyFunction function) =>
        IsGlobals(n, region) || n.Op == IrOp.GuardIs && IsGlobals(n.Args[0], region) && n.Data == function.Globals;

    /// <summary>Whether a node only asks for the function's globals.</summary>
    public static bool IsAboutGlobals(Node n, Region region) => IsGlobals(n, region) || n.Op == IrOp.GuardIs && IsGlobals(n.Args[0], region);

    private static bool IsGlobals(Node n, Region region) => n.Op == IrOp.LoadField && n.Args[0] == region.Parameters[0] && Equals(n.Data, Intrinsics.Fields.FunctionGlobals);

    private static bool IsNumber(IrType t) => t is IrType.Int or IrType.Float or IrType.Bool;
}

using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Optimizing;
using TieredPy.Tiers.X64.Lowering;

namespace TieredPy.Tiers.X64.Selecting;

/// <summary>Finds the loop nests of a region whose nodes all have machine instructions, from the outermost inwards.</summary>
internal static class LoopSelection
{
    /// <summary>Nodes beyond which registers no longer suffice and compiling takes long.</summary>
    private const int MaxNodes = 400;

    public static List<NumericLoop> Choose(Region region)
    {
        var chosen = new List<NumericLoop>();
        var flow = new ControlFlow(region);
        foreach (var head in flow.Order)
        {
            if (!flow.IsIn(head, head) || chosen.Exists(c => c.Members.Contains(head))) continue;
            var loop = new NumericLoop(flow, head);
            if (Refuse(loop) is { } why) JitStats.Count(why);
            else chosen.Add(loop);
        }
        return chosen;
    }

    private static KernelRefusal? Refuse(NumericLoop loop)
    {
        if (loop.Places.Count > MaxNodes) return KernelRefusal.TooLarge;
        loop.Count = EntryCount.Of(loop);
        foreach (var outer in loop.Flow.Order)
            if (loop.Count == null && outer != loop.Head && loop.Flow.IsIn(outer, outer) && loop.Flow.IsIn(loop.Head, outer)) return KernelRefusal.Inner;
        foreach (var b in loop.Blocks)
        {
            foreach (var n in b.Nodes)
                if (Refuse(n, loop) is { } why) return why;
        }
        return null;
    }

    /// <summary>Values of any type are only passed on and chosen from: what asks for their type or contents isn't done in kernels.</summary>
    private static bool AsksOfValues(Node n) =>
        n.Op is not (IrOp.ToValue or IrOp.Choose or IrOp.LoadItem or IrOp.StoreItem or IrOp.LoadElement or IrOp.StoreElement or IrOp.LoadField or IrOp.StoreField) && Array.Exists(n.Args, a => a.Type is IrType.Ref or IrType.Val);

    /// <summary>Why a node has no machine code; null where it has.</summary>
    internal static KernelRefusal? Refuse(Node n, NumericLoop loop)
    {
        switch (n.Op)
        {
            case IrOp.Interpret or IrOp.Reload or IrOp.ReloadRegister or IrOp.WasRaised: return KernelRefusal.Interprets;
            case IrOp.CallDirect: return KernelRefusal.Calls;
            case IrOp.Call: return NumericKernels.Has((Kernel)n.Data!) ? null : KernelRefusal.Calls;
            case not (IrOp.LoadField or IrOp.StoreField or IrOp.LoadSlot or IrOp.StoreSlot or IrOp.LoadCell or IrOp.StoreCell) when AsksOfValues(n): return KernelRefusal.References;
            case IrOp.Poll: return n.IsQuick ? null : KernelRefusal.Polls;
            case IrOp.GuardTrue or IrOp.GuardFalse or IrOp.Count or IrOp.CheckIndex: return null;
            case >= IrOp.AddInt and <= IrOp.OrBool: return null;
            case IrOp.IntToFloat or IrOp.BoolToInt or IrOp.Choose: return null;
            case IrOp.ToValue: return n.Args[0].Type == IrType.Ref && loop.Makes(n.Args[0]) && n.Args[0].Op != IrOp.Param ? KernelRefusal.References : null;
            case IrOp.LoadItem or IrOp.StoreItem when !loop.Makes(n.Args[0]):
                return (n.Op == IrOp.LoadItem ? n.Type : n.Args[2].Type) is IrType.Int or IrType.Float ? null : KernelRefusal.References;
            case IrOp.LoadElement or IrOp.StoreElement: return loop.Makes(n.Args[0]) ? KernelRefusal.References : null;
            case IrOp.LoadField or IrOp.StoreField when !loop.Makes(n.Args[0]):
                return (n.Op == IrOp.LoadField ? n.Type : n.Args[1].Type) is IrType.Int or IrType.Float or IrType.Bool && IsPlain((System.Reflection.FieldInfo)n.Data!) ? null : KernelRefusal.Objects;
            case IrOp.LoadCell or IrOp.StoreCell or IrOp.LoadSlot or IrOp.StoreSlot or IrOp.LoadField or IrOp.StoreField: return KernelRefusal.Objects;
            default: return KernelRefusal.References;
        }
    }

    private static bool IsPlain(System.Reflection.FieldInfo f) =>
        f.FieldType == typeof(long) || f.FieldType == typeof(int) || f.FieldType == typeof(double) || f.FieldType == typeof(bool);
}

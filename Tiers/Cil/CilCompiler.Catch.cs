using TieredPy.Tiers.Cil.Emitting;
using TieredPy.Tiers.Deopt;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Cil;

/// <summary>Operations whose exceptions are caught in the region: a flag tells the code behind them whether they raised.</summary>
internal sealed partial class CilCompiler
{
    /// <param name="Stub">Where the operation goes with its exception pending.</param>
    /// <param name="Behind">Behind the operation.</param>
    /// <param name="Raised">Whether it raised, and the exception was caught.</param>
    private sealed record CatchSite(Label Stub, Label Behind, Local Raised);

    /// <summary>What the region catches that nobody else sees; null where it catches nothing.</summary>
    private UnseenExceptions.Found? unseen;

    private CatchSite BeginCatch(Node n)
    {
        var site = new CatchSite(e.DefineLabel(), e.DefineLabel(), e.DeclareLocal<bool>());
        catches[n] = site;
        exits[ExitId(n.Exit!)].CaughtAt = n.CaughtAt;
        e.LoadConstant(false).StoreLocal(site.Raised);
        return site;
    }

    /// <summary>Where an operation goes that failed with its exception pending.</summary>
    private Label RaisedAt(Node n)
    {
        if (catches.TryGetValue(n, out var site)) return site.Stub;
        var (id, isNew) = (ExitId(n.Exit!), NewExceptions.AreRaisedBy(n, region));
        // Others may raise there, too.
        exits[id].RaisesNew = isNew && (exits[id].RaisesNew || !stubs.ContainsKey(new StubKey(id, true)));
        return Stub(n.Exit!, true);
    }

    private void EmitCatches()
    {
        if (catches.Count == 0) return;
        foreach (var (n, site) in catches)
        {
            // The interpreter unwinds where it raised.
            if (n.Op == IrOp.Interpret) continue;
            int id = ExitId(n.Exit!);
            e.MarkLabel(site.Stub);
            if (n.Exit!.Frames.Length == 1 && n.Exit.Writes.Length == 0)
            {
                var elsewhere = e.DefineLabel();
                e.LoadArgument(0).LoadObjectConstant(target).AssumeClass<RegionCode>().LoadConstant(id);
                if (unseen?.All.Contains(n) == true) e.LoadConstant(NewExceptions.AreMadeBy(n)).LoadConstant(!unseen.Ending.Contains(n)).Call(Methods.CatchUnseen);
                else e.Call(Methods.CatchInRoot);
                e.BranchIfFalse(elsewhere);
                e.LoadConstant(true).StoreLocal(site.Raised).Branch(site.Behind);
                e.MarkLabel(elsewhere);
            }
            LeaveBehind(exits[id].Left);
            action ??= e.DeclareLocal<int>();
            e.LoadArgument(0).LoadObjectConstant(target).AssumeClass<RegionCode>().LoadConstant(id).Call(Methods.Catch).StoreLocal(action);
            LeaveUnlessCaught(site);
        }
    }

    /// <summary>Goes on behind the operation when the action is <see cref="Exits.Caught"/>, else leaves the region with it.</summary>
    private void LeaveUnlessCaught(CatchSite site)
    {
        var leave = e.DefineLabel();
        e.LoadLocal(action!).LoadConstant(Exits.Caught).UnsignedBranchIfNotEqual(leave);
        e.LoadConstant(true).StoreLocal(site.Raised).Branch(site.Behind);
        e.MarkLabel(leave);
        if (region.Function == null)
        {
            e.LoadLocal(action!).Return();
            return;
        }
        e.LoadArgument(0).LoadLocal(action!).Call(Methods.FinishDirect);
        ReturnNothing();
    }
}

using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Cil.Emitting;
using TieredPy.Tiers.Deopt;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Cil;

/// <summary>Exits: what they leave behind for <see cref="Exits"/>, and the call that leaves.</summary>
internal sealed partial class CilCompiler
{
    /// <summary>The number of the exit that was taken, among those that leave by the same code.</summary>
    private Local? taken;

    private int ExitId(Snapshot s)
    {
        if (exitIds.TryGetValue(s, out int id)) return id;
        id = exits.Count;
        exits.Add(new ResumeData(s, order));
        interpreted.Add(null);
        return exitIds[s] = id;
    }

    private Label Stub(Snapshot s, bool raised)
    {
        int id = ExitId(s);
        var key = new StubKey(id, raised);
        if (!stubs.TryGetValue(key, out var label)) stubs[key] = label = e.DefineLabel();
        return label;
    }

    private Label ExitOf(Node n) => Stub(n.Exit!, false);

    /// <summary>For tests: leaves by the node's exit the first time that it is reached.</summary>
    private void FailOnce(Node n)
    {
        // Where only an exception leaves there is nothing to go back to.
        if ((n.Effects & Effects.Exits) == 0 || n.Wraps || n.IsOutcome) return;
        e.LoadObjectConstant(target).AssumeClass<RegionCode>().LoadConstant(failing++).Call(Methods.FailsNow).BranchIfTrue(ExitOf(n));
    }

    /// <summary>Exits share the code that leaves behind what they have in common, which is told which of them was taken.</summary>
    private void EmitStubs()
    {
        foreach (bool isRaised in (bool[])[false, true])
        {
            var tree = new ExitTree();
            foreach (var ((id, raised), label) in stubs)
                if (raised == isRaised) tree.Add(exits[id], id, label);
            if (tree.Root is { Exits.Count: 0, Before.Count: 0 }) continue;
            taken ??= e.DeclareLocal<int>();
            EmitPaths(ExitTree.PathsTo(tree.Root), tree.Root.Exits);
            Leave(isRaised);
        }
    }

    /// <summary>All paths that lead to a joint of the tree, and the exits that begin there; what comes next in the code goes on from the joint.</summary>
    private void EmitPaths(List<ExitTree.Path> paths, List<(int Exit, Label Label)> begin)
    {
        var here = e.DefineLabel();
        int left = paths.Count + begin.Count;
        foreach (var path in paths)
        {
            EmitPaths(path.Leading, path.Exits);
            LeaveBehind(path.Values);
            if (--left > 0) e.Branch(here);
        }
        foreach (var (exit, label) in begin)
        {
            e.MarkLabel(label);
            e.LoadConstant(exit).StoreLocal(taken!);
            if (--left > 0) e.Branch(here);
        }
        e.MarkLabel(here);
    }

    private void Leave(bool isRaised)
    {
        if (isBare) e.LoadArgument(0).LoadArgument(1).LoadObjectConstant(region.Function!.Code).Call(Methods.PushBare);
        e.LoadArgument(0).LoadObjectConstant(target).AssumeClass<RegionCode>().LoadLocal(taken!);
        if (region.Function == null) e.Call(isRaised ? Methods.Raise : Methods.Leave).Return();
        else
        {
            e.Call(isRaised ? Methods.RaiseDirect : Methods.LeaveDirect);
            ReturnNothing();
        }
    }

    /// <summary>Stores what an exit needs where the frame rebuilder finds it.</summary>
    private void LeaveBehind(List<Node> values)
    {
        var numbers = values.FindAll(ResumeData.LeavesNumber);
        var references = values.FindAll(ResumeData.LeavesReference);
        Batch(numbers.Count, k => PushNumber(numbers[k]), Methods.Numbers);
        Batch(references.Count, k => PushRef(references[k]), Methods.References);
    }

    private void PushNumber(Node n)
    {
        switch (n.Type)
        {
            case IrType.Int: Push(n); break;
            case IrType.Float:
                Push(n);
                e.Call(Methods.FloatBits);
                break;
            case IrType.Bool:
                Push(n);
                e.Convert<long>();
                break;
            default:
                e.LoadLocalAddress(LocalOf(n)).LoadField(ValueBits);
                break;
        }
    }

    private void Batch(int count, Action<int> push, System.Reflection.MethodInfo[] by)
    {
        for (int k = 0; k < count;)
        {
            int n = Math.Min(count - k, by.Length);
            e.LoadArgument(0);
            for (int m = 0; m < n; m++) push(k + m);
            e.Call(by[n - 1]);
            k += n;
        }
    }
}

using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Cil.Emitting;
using TieredPy.Tiers.Deopt;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Cil;

/// <summary>Exits: what they leave behind for <see cref="Exits"/>, and the call that leaves.</summary>
internal sealed partial class CilCompiler
{
    /// <summary>What an exit leaves behind: equal where the values are, one after the other.</summary>
    private readonly struct LeftBehind(ResumeData data, bool isRaised) : IEquatable<LeftBehind>
    {
        public ResumeData Data => data;

        public bool IsRaised => isRaised;

        public bool Equals(LeftBehind other) => IsRaised == other.IsRaised && AreSame(Data.Numbers, other.Data.Numbers) && AreSame(Data.References, other.Data.References);

        public override bool Equals(object? obj) => obj is LeftBehind other && Equals(other);

        public override int GetHashCode()
        {
            int hash = IsRaised ? 1 : 0;
            foreach (var n in Data.Numbers) hash = hash * 31 + n.Id;
            foreach (var n in Data.References) hash = hash * 37 + n.Id;
            return hash;
        }

        private static bool AreSame(List<Node> a, List<Node> b)
        {
            if (a.Count != b.Count) return false;
            for (int k = 0; k < a.Count; k++)
                if (a[k] != b[k]) return false;
            return true;
        }
    }

    /// <summary>The number of the exit that was taken, among those that leave by the same code.</summary>
    private Local? taken;

    private int ExitId(Snapshot s)
    {
        if (exitIds.TryGetValue(s, out int id)) return id;
        id = exits.Count;
        exits.Add(new ResumeData(s));
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

    /// <summary>Exits that leave the same values behind have one piece of code for that, which is told which of them was taken.</summary>
    private void EmitStubs()
    {
        var alike = new KeyMap<LeftBehind, List<(int Exit, Label Label)>>();
        foreach (var ((id, raised), label) in stubs)
        {
            var left = new LeftBehind(exits[id], raised);
            if (!alike.TryGetValue(left, out var group)) alike[left] = group = [];
            group.Add((id, label));
        }
        foreach (var (left, group) in alike)
        {
            if (group is [var only])
            {
                e.MarkLabel(only.Label);
                Leave(left, () => e.LoadConstant(only.Exit));
                continue;
            }
            taken ??= e.DeclareLocal<int>();
            var together = e.DefineLabel();
            foreach (var (exit, label) in group)
            {
                e.MarkLabel(label);
                e.LoadConstant(exit).StoreLocal(taken).Branch(together);
            }
            e.MarkLabel(together);
            Leave(left, () => e.LoadLocal(taken));
        }
    }

    private void Leave(LeftBehind left, Action loadExit)
    {
        LeaveBehind(left.Data);
        if (isBare) e.LoadArgument(0).LoadArgument(1).LoadObjectConstant(region.Function!.Code).Call(Methods.PushBare);
        e.LoadArgument(0).LoadObjectConstant(target).AssumeClass<RegionCode>();
        loadExit();
        if (region.Function == null) e.Call(left.IsRaised ? Methods.Raise : Methods.Leave).Return();
        else
        {
            e.Call(left.IsRaised ? Methods.RaiseDirect : Methods.LeaveDirect);
            ReturnNothing();
        }
    }

    /// <summary>Stores what an exit needs where the frame rebuilder finds it.</summary>
    private void LeaveBehind(ResumeData data)
    {
        Batch(data.Numbers.Count, k => PushNumber(data.Numbers[k]), Methods.Numbers);
        Batch(data.References.Count, k => PushRef(data.References[k]), Methods.References);
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

using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Cil.Emitting;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.X64;
using TieredPy.Tiers.X64.Machine;

namespace TieredPy.Tiers.Cil;

/// <summary>
/// Tier 2's kernels: what comes to the head of such a loop puts the values that the loop needs into the buffer, pins its arrays, calls the kernel, and goes on
/// where that says, with the values that the loop made in their locals.
/// </summary>
internal sealed partial class CilCompiler
{
    private readonly Dictionary<Block, KernelPlan> kernels = [];
    private readonly HashSet<Block> inKernels = [];
    private Local? buffer, way;

    private void Add(KernelPlan plan)
    {
        kernels[plan.Loop.Head] = plan;
        inKernels.UnionWith(plan.Loop.Members);
    }

    private void EmitKernel(KernelPlan plan)
    {
        buffer ??= e.DeclareLocal<nint>();
        way ??= e.DeclareLocal<int>();
        e.LoadArgument(0).Call(Methods.KernelBuffer).StoreLocal(buffer);
        var pinned = new List<Local>();
        for (int k = 0; k < plan.Machine.Inputs.Count; k++)
        {
            var input = plan.Machine.Inputs[k];
            e.LoadLocal(buffer).LoadConstant(8 * k).Add();
            if (input.Kind == InputKind.Value) PutValue(input.Node);
            else
            {
                var type = input.Field?.FieldType ?? (input.Node.Class == typeof(long[]) ? typeof(long) : typeof(double));
                var pin = e.DeclarePinned(type);
                pinned.Add(pin);
                if (input.Field is { } field)
                {
                    PushAs(input.Node, field.DeclaringType!);
                    e.LoadFieldAddress(field);
                }
                else
                {
                    Push(input.Node);
                    e.Call(type == typeof(long) ? Methods.FirstInt : Methods.FirstFloat);
                }
                e.StoreLocal(pin).LoadLocal(pin).AddressAsInt().StoreIndirect<long>();
            }
        }
        // The code lives as long as the method, whose constants it is one of.
        e.Constants.AddressOf(plan.Code);
        e.LoadLocal(buffer).LoadConstant(plan.Code.Address).CallNative(typeof(int), typeof(nint)).StoreLocal(way);
        foreach (var pin in pinned) e.Unpin(pin);
        var exits = plan.Machine.Exits;
        var ways = new Label[exits.Count];
        for (int k = 0; k < ways.Length; k++) ways[k] = e.DefineLabel();
        if (ways.Length > 1) e.LoadLocal(way).Switch(ways);
        e.Branch(ways[0]);
        for (int k = 0; k < ways.Length; k++)
        {
            e.MarkLabel(ways[k]);
            for (int v = 0; v < exits[k].Values.Count; v++) TakeValue(exits[k].Values[v].Node, v);
            if (exits[k].Edge is { } edge)
            {
                Pass(edge);
                e.Branch(labels[edge.Target]);
            }
            else e.Branch(Stub(exits[k].Snapshot!, false));
        }
    }

    private void PutValue(Node n)
    {
        Push(n);
        if (n.Type == IrType.Float)
        {
            e.StoreIndirect<double>();
            return;
        }
        if (n.Type == IrType.Bool) e.Convert<long>();
        e.StoreIndirect<long>();
    }

    private void TakeValue(Node n, int place)
    {
        e.LoadLocal(buffer!).LoadConstant(8 * place).Add();
        switch (n.Type)
        {
            case IrType.Float: e.LoadIndirect<double>(); break;
            case IrType.Bool: e.LoadIndirect<bool>(); break;
            default: e.LoadIndirect<long>(); break;
        }
        Pop(n);
    }
}

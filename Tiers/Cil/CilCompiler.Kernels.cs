using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Cil.Emitting;
using TieredPy.Tiers.Deopt;
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
    private readonly Dictionary<Block, Label> kernelLabels = [];

    /// <summary>The blocks that tier 1 has no code of.</summary>
    private readonly HashSet<Block> onlyInKernels = [];
    private Local? buffer, way, room;

    /// <summary>The kernel of the function that the region is.</summary>
    private X64.FunctionKernel? recursion;

    private void Add(KernelPlan plan)
    {
        kernels[plan.Loop.Head] = plan;
        kernelLabels[plan.Loop.Head] = e.DefineLabel();
        if (plan.Loop.Count == null) onlyInKernels.UnionWith(plan.Loop.Members);
    }

    /// <summary>Where control goes from a block: who comes to a kernel's loop from outside enters the kernel.</summary>
    private Label LabelFrom(Block from, Block to) => kernels.TryGetValue(to, out var plan) && !plan.Loop.Members.Contains(from) ? kernelLabels[to] : labels[to];

    private void EmitKernel(KernelPlan plan)
    {
        e.MarkLabel(kernelLabels[plan.Loop.Head]);
        if (plan.Loop.Count is { Least: > 0 } count)
        {
            // A difference that doesn't fit is as good as small.
            Push(count.Limit);
            Push(count.Low);
            e.Subtract().LoadConstant((long)count.Least).BranchIfLess(labels[plan.Loop.Head]);
        }
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
                var type = input.Field?.FieldType ?? (input.Node.Class == typeof(long[]) ? typeof(long) : input.Node.Class == typeof(byte[]) || input.Node.Class == typeof(int[]) ? typeof(byte) : input.Node.Class == typeof(string) ? typeof(char) : typeof(double));
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
                    e.Call(type == typeof(long) ? Methods.FirstInt : type == typeof(byte) ? Methods.FirstByte : type == typeof(char) ? Methods.FirstChar : Methods.FirstFloat);
                }
                e.StoreLocal(pin).LoadLocal(pin).AddressAsInt().StoreIndirect<long>();
            }
        }
        // The code lives as long as the method, whose constants it is one of.
        e.Constants.Add(plan.Code);
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
            TakeValues(exits[k], plan.Machine.Outsiders);
            if (exits[k].Edge is { } edge)
            {
                Pass(edge);
                e.Branch(LabelFrom(plan.Loop.Head, edge.Target));
            }
            else e.Branch(Stub(exits[k].Snapshot!, false));
        }
    }

    /// <summary>
    /// A call that the function makes of itself: the kernel computes all of it. Where it can't, or gives up, control comes behind this, where the call is made as usual.
    /// </summary>
    private void CallKernel(Node n, X64.FunctionKernel kernel, int inlined, Label done)
    {
        buffer ??= e.DeclareLocal<nint>();
        room ??= e.DeclareLocal<long>();
        var (usual, failed) = (e.DefineLabel(), e.DefineLabel());
        e.LoadArgument(0).LoadObjectConstant(target).AssumeClass<RegionCode>().LoadObjectConstant(kernel).AssumeClass<X64.FunctionKernel>().LoadConstant(inlined).Call(Methods.RoomFor).StoreLocal(room);
        e.LoadLocal(room).BranchIfFalse(usual);
        e.LoadArgument(0).Call(Methods.KernelBuffer).StoreLocal(buffer);
        for (int k = 1; k < n.Args.Length; k++)
        {
            e.LoadLocal(buffer).LoadConstant(8 * (k - 1)).Add();
            PutValue(n.Args[k]);
        }
        e.LoadLocal(buffer).LoadConstant(8 * X64.FunctionKernel.RoomPlace).Add().LoadLocal(room).StoreIndirect<long>();
        e.LoadLocal(buffer).LoadConstant(kernel.Code.Address).CallNative(typeof(int), typeof(nint)).BranchIfTrue(failed);
        LoadLeft(0, ClrType(n.Type));
        Pop(n);
        e.Branch(done);
        e.MarkLabel(failed);
        e.LoadObjectConstant(kernel).AssumeClass<X64.FunctionKernel>().Call(Methods.KernelFailed);
        e.MarkLabel(usual);
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

    /// <summary>
    /// Stores what a kernel left into the values' locals. Values of any type may be others that came in: all are known before the first local is stored to.
    /// </summary>
    private void TakeValues(KernelExit exit, List<Node> outsiders)
    {
        var taken = new List<(Node Node, Local Local)>();
        for (int k = 0; k < exit.Values.Count; k++)
        {
            var n = exit.Values[k].Node;
            if (n.Type is IrType.Val or IrType.Ref) taken.Add((n, TakeAny(n, exit.Values[k], exit.Values[++k], outsiders)));
        }
        for (int k = 0; k < exit.Values.Count; k++)
        {
            var n = exit.Values[k].Node;
            if (n.Type is IrType.Val or IrType.Ref)
            {
                k++;
                continue;
            }
            LoadLeft(exit.Values[k], ClrType(n.Type));
            Pop(n);
        }
        foreach (var (n, local) in taken)
        {
            e.LoadLocal(local);
            Pop(n);
        }
    }

    private void LoadLeft(int place, Type type) => e.LoadLocal(buffer!).LoadConstant(8 * place).Add().LoadIndirect(type);

    private void LoadLeft(ExitValue v, Type type)
    {
        if (v.Constant is { } constant)
        {
            if (type == typeof(bool)) e.LoadConstant((int)constant);
            else e.LoadConstant(constant);
            return;
        }
        LoadLeft(v.Place, type);
        if (v.Addend != 0) e.LoadConstant(v.Addend).Add();
    }

    private Local TakeAny(Node n, ExitValue tag, ExitValue bits, List<Node> outsiders)
    {
        var result = e.DeclareLocal(ClrType(n.Type));
        var done = e.DefineLabel();
        for (int k = 0; k < outsiders.Count; k++)
        {
            var from = outsiders[k];
            if (n.Type == IrType.Ref && from.Type != IrType.Ref) continue;
            var next = e.DefineLabel();
            LoadLeft(tag, typeof(long));
            e.LoadConstant((long)(ValueTag.FirstOutsider + k)).UnsignedBranchIfNotEqual(next);
            if (n.Type == IrType.Val) PushValue(from);
            else Push(from);
            e.StoreLocal(result).Branch(done).MarkLabel(next);
        }
        if (n.Type == IrType.Val)
        {
            LoadLeft(tag, typeof(long));
            LoadLeft(bits, typeof(long));
            e.Call(Methods.ValueFromKernel);
        }
        else e.LoadNull();
        e.StoreLocal(result).MarkLabel(done);
        return result;
    }
}

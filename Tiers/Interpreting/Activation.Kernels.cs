using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Cil;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.X64;
using TieredPy.Tiers.X64.Machine;

namespace TieredPy.Tiers.Interpreting;

/// <summary>Tier 2's kernels: who comes to such a loop from outside runs its machine code, and goes on where that says.</summary>
internal sealed unsafe partial class Activation
{
    /// <summary>Follows an edge, through kernels, to the block to execute next; null where one of them left the region.</summary>
    private Block? Next(Block from, Edge edge)
    {
        var to = Follow(edge);
        while (region.KernelAt(to) is { } plan && !plan.Loop.Members.Contains(from))
        {
            var exit = plan.Machine.Exits[RunKernel(plan)];
            Take(exit, plan.Machine.Outsiders);
            if (exit.Edge == null)
            {
                Leave(exit.Snapshot!);
                return null;
            }
            from = plan.Loop.Head;
            to = Follow(exit.Edge);
        }
        return to;
    }

    /// <summary>The number of the exit that was taken.</summary>
    private int RunKernel(KernelPlan plan)
    {
        region.KernelRuns?.Invoke();
        int exit = PutInputs(plan, 0);
        GC.KeepAlive(plan);
        return exit;
    }

    /// <summary>Puts the inputs from one on into the buffer, each array pinned while the kernel runs, and calls it. The depth is the number of arrays.</summary>
    private int PutInputs(KernelPlan plan, int from)
    {
        long* buffer = (long*)Support.KernelBuffer(t);
        var inputs = plan.Machine.Inputs;
        for (int k = from; k < inputs.Count; k++)
        {
            var v = Get(inputs[k].Node);
            if (inputs[k].Kind == InputKind.Value)
            {
                buffer[k] = v.Bits;
                continue;
            }
            fixed (byte* first = &First(v.Ref!))
            {
                buffer[k] = (long)first;
                return PutInputs(plan, k + 1);
            }
        }
        return ((delegate* unmanaged<nint, int>)plan.Code.Address)((nint)buffer);
    }

    private static ref byte First(object store)
    {
        if (store is string text) return ref Unsafe.As<char, byte>(ref MemoryMarshal.GetReference(text.AsSpan()));
        return ref MemoryMarshal.GetArrayDataReference((Array)store);
    }

    /// <summary>Sets what a kernel left, all at once: values of any type may be others that came in.</summary>
    private void Take(KernelExit exit, List<Node> outsiders)
    {
        long* buffer = (long*)Support.KernelBuffer(t);
        var taken = new List<(Node Node, NodeValue Value)>();
        for (int k = 0; k < exit.Values.Count; k++)
        {
            var n = exit.Values[k].Node;
            long left = Left(exit.Values[k]);
            if (n.Type is not (IrType.Val or IrType.Ref))
            {
                taken.Add((n, new NodeValue(left)));
                continue;
            }
            long tag = left, bits = Left(exit.Values[++k]);
            if (tag < ValueTag.FirstOutsider)
            {
                taken.Add((n, new NodeValue(Support.ValueFromKernel(tag, bits))));
                continue;
            }
            var outsider = outsiders[(int)tag - ValueTag.FirstOutsider];
            var v = Get(outsider);
            taken.Add((n, n.Type == IrType.Val ? new NodeValue(v.ToValue(outsider.Type)) : v));
        }
        foreach (var (n, v) in taken) Set(n, v);

        long Left(ExitValue v) => v.Constant ?? buffer[v.Place] + v.Addend;
    }
}

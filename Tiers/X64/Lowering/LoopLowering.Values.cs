using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.X64.Machine;

namespace TieredPy.Tiers.X64.Lowering;

/// <summary>The operands of instructions.</summary>
internal sealed partial class LoopLowering
{
    /// <summary>Amounts up to which a sum with a constant is kept apart: they must fit an address, scaled, several of them added up.</summary>
    private const long MostAddend = 1 << 20;

    /// <summary>Finds the comparisons that are made only where they are asked for.</summary>
    private void FindFused()
    {
        var asked = new NodeMap<int>();
        foreach (var b in loop.Blocks)
        {
            foreach (var n in b.Nodes)
            {
                foreach (var a in n.Args) Count(uses, a);
                if (n.Op is IrOp.GuardTrue or IrOp.GuardFalse or IrOp.NotBool) Count(asked, n.Args[0]);
                if (n.Exit != null)
                    foreach (var v in n.Exit.Values()) Count(uses, v);
            }
            foreach (var e in b.Edges)
            {
                foreach (var a in e.Args) Count(uses, a);
                if (loop.Members.Contains(e.Target)) continue;
                foreach (var v in live.At(e.Target)) Count(uses, v);
            }
            if (b.Condition == null) continue;
            Count(uses, b.Condition);
            Count(asked, b.Condition);
        }
        foreach (var b in loop.Blocks)
            foreach (var n in b.Nodes)
            {
                if (n.Type == IrType.Bool && IsTest(n) && asked.GetValueOrDefault(n) == uses.GetValueOrDefault(n)) fused.Add(n);
                if (fused.Contains(n) && MaskOf(n) is { } mask && uses[mask] == 1 && b.Nodes.Contains(mask)) fused.Add(mask);
            }

        static void Count(NodeMap<int> counts, Node n) => counts[n] = counts.GetValueOrDefault(n) + 1;
    }

    private static bool IsTest(Node n) =>
        n.Op is (>= IrOp.LtInt and <= IrOp.NeInt) or (>= IrOp.LtFloat and <= IrOp.NeFloat) or IrOp.NotBool || n.Op == IrOp.Call && NumericKernels.Of((Kernel)n.Data!) is NumericKernel.FitsInt or NumericKernel.IsFinite;

    /// <summary>Of a comparison of common bits with 0: the node that has those bits.</summary>
    private static Node? MaskOf(Node n) =>
        n is { Op: IrOp.EqInt or IrOp.NeInt, Args: [{ Op: IrOp.AndInt } mask, { Op: IrOp.ConstInt, Imm: 0 }] } ? mask : null;

    /// <summary>What stands for a node.</summary>
    private Lowered Use(Node n)
    {
        if (values.TryGetValue(n, out var v) || outside.TryGetValue(n, out v)) return v;
        if (n.Op is IrOp.ConstInt or IrOp.ConstBool) return new(FitsImmediate(n.Imm) ? Operand.Of(n.Imm) : ConstantRegister(n.Imm), 0);
        if (n.Op == IrOp.ConstFloat) return FloatConstant(n.Imm);
        if (rounds != null && rounds.Sums.TryGetValue(n, out var sum)) return Based(new(values[sum.Variable].Operand, values[sum.Variable].Addend + sum.Offset), sum.Base!);
        if (loop.Makes(n)) throw new InvalidOperationException($"{n} ({n.Op}) is used before it is made");
        var r = kernel.NewRegister(ClassOf(n.Type));
        kernel.Inputs.Add(new KernelInput(InputKind.Value, n, null, r));
        return outside[n] = r;
    }

    private static bool FitsImmediate(long v) => v == (int)v;

    private VirtualRegister ConstantRegister(long v) => Constant(constants, v, RegisterClass.General);

    private VirtualRegister FloatConstant(long bits) => Constant(floatConstants, bits, RegisterClass.Float);

    /// <summary>A register that has a constant from the kernel's beginning.</summary>
    private VirtualRegister Constant(Dictionary<long, VirtualRegister> known, long bits, RegisterClass c)
    {
        if (function != null)
        {
            // A function has no beginning that is worth it.
            var local = kernel.NewRegister(c);
            Emit(new MachineInstruction(MachineOp.Constant, local) { Constant = bits });
            return local;
        }
        if (known.TryGetValue(bits, out var r)) return r;
        known[bits] = r = kernel.NewRegister(c);
        entry.Instructions.Add(new MachineInstruction(MachineOp.Constant, r) { Constant = bits });
        return r;
    }

    private VirtualRegister Float(Node n) => Use(n).Operand.Register!;

    /// <summary>An int or truth value in a register.</summary>
    private VirtualRegister Int(Node n)
    {
        var v = Use(n);
        if (v.IsConstant) return ConstantRegister(v.Operand.Immediate + v.Addend);
        return v.Addend == 0 ? v.Operand.Register! : SumOf(v);
    }

    private VirtualRegister SumOf(Lowered v)
    {
        if (sums.TryGetValue(v, out var sum)) return sum;
        Emit(new MachineInstruction(MachineOp.AddConstant, sum = kernel.NewRegister(RegisterClass.General), v.Operand) { Constant = v.Addend });
        return sums[v] = sum;
    }

    /// <summary>An int in a register, or an immediate.</summary>
    private Operand IntOrImmediate(Node n) => Use(n) is { IsConstant: true } v && FitsImmediate(v.Operand.Immediate + v.Addend) ? Operand.Of(v.Operand.Immediate + v.Addend) : Int(n);

    /// <summary>The register that a node's result goes to: where a loop's test is repeated, the same as before.</summary>
    private VirtualRegister Define(Node n)
    {
        if (values.TryGetValue(n, out var v) && v is { IsConstant: false, Addend: 0 }) return v.Operand.Register!;
        var r = kernel.NewRegister(ClassOf(n.Type));
        values[n] = r;
        return r;
    }

    /// <summary>The address of a storage array's elements, or of a field.</summary>
    private VirtualRegister Address(Node o, System.Reflection.FieldInfo? field)
    {
        if (addresses.TryGetValue(new(o, field), out var r)) return r;
        addresses[new(o, field)] = r = kernel.NewRegister(RegisterClass.General);
        kernel.Inputs.Add(new KernelInput(field == null ? InputKind.Elements : InputKind.Field, o, field, r));
        return r;
    }

    /// <summary>Where the element is that a node reads or writes.</summary>
    private MemoryAddress Element(Node n) =>
        Element(n.Args[0], n.Args[1], n.Op is IrOp.LoadElement or IrOp.StoreElement ? Runtime.Objects.ElementFormats.SizeOf((Runtime.Objects.ElementFormat)n.Imm) : 8);

    /// <param name="size">Bytes of an element.</param>
    private MemoryAddress Element(Node store, Node index, int size)
    {
        if (FastElement(store, index, size) is { } fast) return fast;
        var start = Address(store, null);
        var i = Use(index);
        return i.IsConstant
            ? i.Operand.Immediate + i.Addend is >= 0 and < 1 << 27 and var at ? new MemoryAddress(start, null, 1, (int)at * size) : new MemoryAddress(start, ConstantRegister(i.Operand.Immediate + i.Addend), size, 0)
            : new MemoryAddress(start, i.Operand.Register, size, (int)i.Addend * size);
    }
}

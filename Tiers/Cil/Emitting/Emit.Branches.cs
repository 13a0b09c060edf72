using System.Reflection.Emit;

namespace TieredPy.Tiers.Cil.Emitting;

/// <summary>Branches and returns. Those that compare take two values: <c>a; b; BranchIfLess(l)</c> branches when a is less than b.</summary>
internal partial class Emit
{
    public Emit Branch(Label label)
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Br, label);
            Own(label);
            stack.BranchTo(label);
            stack.EndBlock();
        }
        return Write(OpCodes.Br, label);
    }

    /// <summary>Branches when the int isn't 0 or the reference isn't null.</summary>
    public Emit BranchIfTrue(Label label) => BranchIf(OpCodes.Brtrue, label);

    public Emit BranchIfFalse(Label label) => BranchIf(OpCodes.Brfalse, label);

    public Emit BranchIfEqual(Label label) => BranchIf(OpCodes.Beq, label, identity: true);

    /// <summary>Branches when the values differ (floats: or are unordered). The CLI has it as unsigned only.</summary>
    public Emit UnsignedBranchIfNotEqual(Label label) => BranchIf(OpCodes.Bne_Un, label, identity: true);

    public Emit BranchIfLess(Label label) => BranchIf(OpCodes.Blt, label, identity: false);

    public Emit BranchIfLessOrEqual(Label label) => BranchIf(OpCodes.Ble, label, identity: false);

    public Emit BranchIfGreater(Label label) => BranchIf(OpCodes.Bgt, label, identity: false);

    public Emit BranchIfGreaterOrEqual(Label label) => BranchIf(OpCodes.Bge, label, identity: false);

    /// <summary>Compares ints as unsigned; floats branch also when they are unordered. So do the three that follow.</summary>
    public Emit UnsignedBranchIfLess(Label label) => BranchIf(OpCodes.Blt_Un, label, identity: false);

    public Emit UnsignedBranchIfLessOrEqual(Label label) => BranchIf(OpCodes.Ble_Un, label, identity: false);

    public Emit UnsignedBranchIfGreater(Label label) => BranchIf(OpCodes.Bgt_Un, label, identity: false);

    public Emit UnsignedBranchIfGreaterOrEqual(Label label) => BranchIf(OpCodes.Bge_Un, label, identity: false);

    /// <summary>Branches to the label that the int on the stack numbers, from 0; goes on when there is none.</summary>
    public Emit Switch(params ReadOnlySpan<Label> targets)
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Switch);
            stack.PopIndex();
            foreach (var target in targets)
            {
                Own(target);
                stack.BranchTo(target);
            }
        }
        InstructionCount++;
        if (listing != null) List(OpCodes.Switch, string.Join(", ", targets.ToArray().AsEnumerable()));
        var table = new int[targets.Length];
        for (var i = 0; i < table.Length; i++) table[i] = targets[i].Index;
        text.Add(OpCodes.Switch, CilOperand.Switch, 0, table);
        return this;
    }

    public Emit Return()
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Ret);
            stack.ReturnFrom(returnType);
        }
        return Write(OpCodes.Ret);
    }

    /// <summary>Throws the exception on the stack.</summary>
    public Emit Throw()
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Throw);
            stack.PopObject();
            stack.EndBlock();
        }
        return Write(OpCodes.Throw);
    }

    private Emit BranchIf(OpCode op, Label label)
    {
        if (Emission.Verified)
        {
            stack.Begin(op, label);
            Own(label);
            stack.PopCondition();
            stack.BranchTo(label);
        }
        return Write(op, label);
    }

    private Emit BranchIf(OpCode op, Label label, bool identity)
    {
        if (Emission.Verified)
        {
            stack.Begin(op, label);
            Own(label);
            stack.Comparison(identity);
            stack.BranchTo(label);
        }
        return Write(op, label);
    }
}

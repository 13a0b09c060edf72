using System.Reflection.Emit;

namespace TieredPy.Tiers.Cil.Emitting;

/// <summary>Instructions on arguments, locals and the stack itself.</summary>
internal partial class Emit
{
    public Emit LoadArgument(int index)
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Ldarg, index);
            stack.Push(Parameter(index));
        }
        return Argument(OpCodes.Ldarg, OpCodes.Ldarg_S, index);
    }

    public Emit LoadArgumentAddress(int index)
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Ldarga, index);
            stack.Push(StackType.ByRef(Parameter(index)));
        }
        return Argument(OpCodes.Ldarga, OpCodes.Ldarga_S, index);
    }

    public Emit StoreArgument(int index)
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Starg, index);
            stack.PopInto(Parameter(index));
        }
        return Argument(OpCodes.Starg, OpCodes.Starg_S, index);
    }

    public Emit LoadLocal(Local local)
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Ldloc, local);
            Own(local);
            stack.Push(local.Type);
        }
        return Variable(OpCodes.Ldloc, local);
    }

    public Emit LoadLocalAddress(Local local)
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Ldloca, local);
            Own(local);
            stack.Push(StackType.ByRef(local.Type));
        }
        return Variable(OpCodes.Ldloca, local);
    }

    public Emit StoreLocal(Local local)
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Stloc, local);
            Own(local);
            stack.PopInto(local.Type);
        }
        return Variable(OpCodes.Stloc, local);
    }

    /// <summary>Lets the object go to which a pinned pointer points.</summary>
    public Emit Unpin(Local pinned)
    {
        if (Emission.Verified) Own(pinned);
        Write(OpCodes.Ldc_I4_0);
        Write(OpCodes.Conv_U);
        return Variable(OpCodes.Stloc, pinned);
    }

    /// <summary>Takes a managed pointer, to a pinned object, and pushes its address as a long.</summary>
    public Emit AddressAsInt()
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Conv_U8);
            if (stack.Pop().Kind is not (StackKind.ByRef or StackKind.Any)) stack.Fail("AddressAsInt finds no address");
            stack.Push(StackType.Int64);
        }
        Write(OpCodes.Conv_U);
        return Write(OpCodes.Conv_U8);
    }

    public Emit Duplicate()
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Dup);
            var top = stack.Pop();
            stack.Push(top);
            stack.Push(top);
        }
        return Write(OpCodes.Dup);
    }

    public Emit Pop()
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Pop);
            stack.Pop();
        }
        return Write(OpCodes.Pop);
    }

    private Type Parameter(int index)
    {
        if ((uint)index >= (uint)parameterTypes.Length) stack.Fail($"the method has {parameterTypes.Length} arguments");
        return parameterTypes[index];
    }

    private Emit Argument(OpCode op, OpCode shortForm, int index)
    {
        InstructionCount++;
        VariableAccessCount++;
        if (listing != null) List(op, index);
        if (op == OpCodes.Ldarg && index < 4)
            text.Add(index switch { 0 => OpCodes.Ldarg_0, 1 => OpCodes.Ldarg_1, 2 => OpCodes.Ldarg_2, _ => OpCodes.Ldarg_3 });
        else if (index <= byte.MaxValue)
            text.Add(shortForm, CilOperand.Byte, index);
        else
            text.Add(op, CilOperand.Int16, index);
        return this;
    }

    private Emit Variable(OpCode op, Local local)
    {
        InstructionCount++;
        VariableAccessCount++;
        if (listing != null) List(op, local);
        text.Add(op, CilOperand.Local, local.Index);
        return this;
    }
}

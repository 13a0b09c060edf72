using System.Reflection.Emit;

namespace TieredPy.Tiers.Cil.Emitting;

/// <summary>Instructions that load constants.</summary>
internal partial class Emit
{
    public Emit LoadConstant(int value)
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Ldc_I4, value);
            stack.Push(StackType.Int32);
        }
        InstructionCount++;
        if (listing != null) List(OpCodes.Ldc_I4, value);
        switch (value)
        {
            case -1: text.Add(OpCodes.Ldc_I4_M1); break;
            case 0: text.Add(OpCodes.Ldc_I4_0); break;
            case 1: text.Add(OpCodes.Ldc_I4_1); break;
            case 2: text.Add(OpCodes.Ldc_I4_2); break;
            case 3: text.Add(OpCodes.Ldc_I4_3); break;
            case 4: text.Add(OpCodes.Ldc_I4_4); break;
            case 5: text.Add(OpCodes.Ldc_I4_5); break;
            case 6: text.Add(OpCodes.Ldc_I4_6); break;
            case 7: text.Add(OpCodes.Ldc_I4_7); break;
            case 8: text.Add(OpCodes.Ldc_I4_8); break;
            case >= sbyte.MinValue and <= sbyte.MaxValue: text.Add(OpCodes.Ldc_I4_S, CilOperand.SByte, value); break;
            default: text.Add(OpCodes.Ldc_I4, CilOperand.Int32, value); break;
        }
        return this;
    }

    public Emit LoadConstant(bool value) => LoadConstant(value ? 1 : 0);

    public Emit LoadConstant(long value)
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Ldc_I8, value);
            stack.Push(StackType.Int64);
        }
        InstructionCount++;
        if (listing != null) List(OpCodes.Ldc_I8, value);
        text.Add(OpCodes.Ldc_I8, CilOperand.Int64, value);
        return this;
    }

    public Emit LoadConstant(double value)
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Ldc_R8, value);
            stack.Push(StackType.Float);
        }
        InstructionCount++;
        if (listing != null) List(OpCodes.Ldc_R8, value.ToString("R"));
        text.Add(OpCodes.Ldc_R8, CilOperand.Float, BitConverter.DoubleToInt64Bits(value));
        return this;
    }

    /// <summary>Loads an address or a function pointer, which is another one in each process.</summary>
    public Emit LoadConstant(nint value)
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Ldc_I8, value);
            stack.Push(StackType.Native);
        }
        InstructionCount += 2;
        if (listing != null) List(OpCodes.Ldc_I8, value);
        text.AddAddress(value);
        return this;
    }

    public Emit LoadNull()
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Ldnull);
            stack.Push(StackType.Null);
        }
        return Write(OpCodes.Ldnull);
    }

    /// <summary>Loads the object from its slot in <see cref="Constants"/>, at an address that is part of the code.</summary>
    public Emit LoadObjectConstant(object value)
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Ldind_Ref, value);
            stack.Push(StackType.Object(value.GetType()));
        }
        InstructionCount += 3;
        int number = Constants.Add(value);
        if (listing != null) List(OpCodes.Ldind_Ref, $"constant {number}");
        text.Add(OpCodes.Ldind_Ref, CilOperand.Constant, number);
        return this;
    }
}

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
            case -1: il.Emit(OpCodes.Ldc_I4_M1); break;
            case 0: il.Emit(OpCodes.Ldc_I4_0); break;
            case 1: il.Emit(OpCodes.Ldc_I4_1); break;
            case 2: il.Emit(OpCodes.Ldc_I4_2); break;
            case 3: il.Emit(OpCodes.Ldc_I4_3); break;
            case 4: il.Emit(OpCodes.Ldc_I4_4); break;
            case 5: il.Emit(OpCodes.Ldc_I4_5); break;
            case 6: il.Emit(OpCodes.Ldc_I4_6); break;
            case 7: il.Emit(OpCodes.Ldc_I4_7); break;
            case 8: il.Emit(OpCodes.Ldc_I4_8); break;
            case >= sbyte.MinValue and <= sbyte.MaxValue: il.Emit(OpCodes.Ldc_I4_S, (sbyte)value); break;
            default: il.Emit(OpCodes.Ldc_I4, value); break;
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
        il.Emit(OpCodes.Ldc_I8, value);
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
        il.Emit(OpCodes.Ldc_R8, value);
        return this;
    }

    /// <summary>Loads a native int, such as an address or a function pointer.</summary>
    public Emit LoadConstant(nint value)
    {
        LoadConstant((long)value);
        return Convert<nint>();
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
        LoadConstant(Constants.AddressOf(value));
        if (Emission.Verified)
        {
            var type = value.GetType();
            stack.Begin(OpCodes.Ldind_Ref, type);
            stack.PopAddress(typeof(object));
            stack.Push(StackType.Object(type));
        }
        return Write(OpCodes.Ldind_Ref);
    }
}

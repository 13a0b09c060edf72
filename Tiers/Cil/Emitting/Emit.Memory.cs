using System.Reflection;
using System.Reflection.Emit;

namespace TieredPy.Tiers.Cil.Emitting;

/// <summary>Fields, array elements, and variables by their address.</summary>
internal partial class Emit
{
    /// <summary>Loads a field of the object or address on the stack; of a static one, takes nothing.</summary>
    public Emit LoadField(FieldInfo field, bool isVolatile = false)
    {
        if (isVolatile) Write(OpCodes.Volatile);
        var op = field.IsStatic ? OpCodes.Ldsfld : OpCodes.Ldfld;
        if (Emission.Verified)
        {
            stack.Begin(op, field);
            if (!field.IsStatic) stack.PopOwner(field.DeclaringType!, read: true);
            stack.Push(field.FieldType);
        }
        return Write(op, field);
    }

    public Emit LoadFieldAddress(FieldInfo field)
    {
        var op = field.IsStatic ? OpCodes.Ldsflda : OpCodes.Ldflda;
        if (Emission.Verified)
        {
            stack.Begin(op, field);
            if (!field.IsStatic) stack.PopOwner(field.DeclaringType!, read: false);
            stack.Push(StackType.ByRef(field.FieldType));
        }
        return Write(op, field);
    }

    /// <summary>Takes the object or address (unless the field is static), then the value.</summary>
    public Emit StoreField(FieldInfo field, bool isVolatile = false)
    {
        if (isVolatile) Write(OpCodes.Volatile);
        var op = field.IsStatic ? OpCodes.Stsfld : OpCodes.Stfld;
        if (Emission.Verified)
        {
            stack.Begin(op, field);
            stack.PopInto(field.FieldType);
            if (!field.IsStatic) stack.PopOwner(field.DeclaringType!, read: false);
        }
        return Write(op, field);
    }

    /// <summary>Takes an array and pushes its length, a native unsigned int.</summary>
    public Emit LoadLength()
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Ldlen);
            stack.PopArray();
            stack.Push(StackType.Native);
        }
        return Write(OpCodes.Ldlen);
    }

    /// <summary>Takes an array and an index.</summary>
    public Emit LoadElement(Type type)
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Ldelem, type);
            stack.PopIndex();
            stack.PopArray(type);
            stack.Push(type);
        }
        return Write(OpCodes.Ldelem, type);
    }

    public Emit LoadElement<T>() => LoadElement(typeof(T));

    public Emit LoadElementAddress(Type type)
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Ldelema, type);
            stack.PopIndex();
            stack.PopArray(type);
            stack.Push(StackType.ByRef(type));
        }
        return Write(OpCodes.Ldelema, type);
    }

    public Emit LoadElementAddress<T>() => LoadElementAddress(typeof(T));

    /// <summary>Takes an array, an index and a value.</summary>
    public Emit StoreElement(Type type)
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Stelem, type);
            stack.PopInto(type);
            stack.PopIndex();
            stack.PopArray(type);
        }
        return Write(OpCodes.Stelem, type);
    }

    public Emit StoreElement<T>() => StoreElement(typeof(T));

    /// <summary>Takes an array length, and pushes an array.</summary>
    public Emit NewArray(Type element)
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Newarr, element);
            stack.PopIndex();
            stack.Push(StackType.Object(element.MakeArrayType()));
        }
        return Write(OpCodes.Newarr, element);
    }

    public Emit NewArray<T>() => NewArray(typeof(T));

    /// <summary>Takes an address and loads the number, reference or struct there.</summary>
    public Emit LoadIndirect(Type type)
    {
        var op = IndirectLoad(type);
        if (Emission.Verified)
        {
            stack.Begin(op, type);
            stack.PopAddress(type);
            stack.Push(type);
        }
        return op == OpCodes.Ldobj ? Write(op, type) : Write(op);
    }

    public Emit LoadIndirect<T>() => LoadIndirect(typeof(T));

    /// <summary>Takes an address and a value.</summary>
    public Emit StoreIndirect(Type type)
    {
        var op = IndirectStore(type);
        if (Emission.Verified)
        {
            stack.Begin(op, type);
            stack.PopInto(type);
            stack.PopAddress(type);
        }
        return op == OpCodes.Stobj ? Write(op, type) : Write(op);
    }

    public Emit StoreIndirect<T>() => StoreIndirect(typeof(T));

    /// <summary>Takes an address and loads the value there.</summary>
    public Emit LoadObject<T>()
        where T : struct => LoadIndirect(typeof(T));

    /// <summary>Takes an address and a value.</summary>
    public Emit StoreObject<T>()
        where T : struct => StoreIndirect(typeof(T));

    /// <summary>Takes an address and clears the value there.</summary>
    public Emit InitializeObject(Type type)
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Initobj, type);
            stack.PopAddress(type);
        }
        return Write(OpCodes.Initobj, type);
    }

    public Emit InitializeObject<T>() => InitializeObject(typeof(T));

    private static OpCode IndirectLoad(Type type)
    {
        if (!type.IsValueType) return OpCodes.Ldind_Ref;
        if (type == typeof(nint) || type == typeof(nuint)) return OpCodes.Ldind_I;
        return Type.GetTypeCode(type) switch
        {
            TypeCode.SByte => OpCodes.Ldind_I1,
            TypeCode.Byte or TypeCode.Boolean => OpCodes.Ldind_U1,
            TypeCode.Int16 => OpCodes.Ldind_I2,
            TypeCode.UInt16 or TypeCode.Char => OpCodes.Ldind_U2,
            TypeCode.Int32 => OpCodes.Ldind_I4,
            TypeCode.UInt32 => OpCodes.Ldind_U4,
            TypeCode.Int64 or TypeCode.UInt64 => OpCodes.Ldind_I8,
            TypeCode.Single => OpCodes.Ldind_R4,
            TypeCode.Double => OpCodes.Ldind_R8,
            _ => OpCodes.Ldobj,
        };
    }

    private static OpCode IndirectStore(Type type)
    {
        if (!type.IsValueType) return OpCodes.Stind_Ref;
        if (type == typeof(nint) || type == typeof(nuint)) return OpCodes.Stind_I;
        return Type.GetTypeCode(type) switch
        {
            TypeCode.SByte or TypeCode.Byte or TypeCode.Boolean => OpCodes.Stind_I1,
            TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Char => OpCodes.Stind_I2,
            TypeCode.Int32 or TypeCode.UInt32 => OpCodes.Stind_I4,
            TypeCode.Int64 or TypeCode.UInt64 => OpCodes.Stind_I8,
            TypeCode.Single => OpCodes.Stind_R4,
            TypeCode.Double => OpCodes.Stind_R8,
            _ => OpCodes.Stobj,
        };
    }
}

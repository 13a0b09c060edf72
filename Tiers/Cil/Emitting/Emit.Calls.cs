using System.Reflection;
using System.Reflection.Emit;

namespace TieredPy.Tiers.Cil.Emitting;

/// <summary>Calls, objects made, and casts.</summary>
internal partial class Emit
{
    /// <summary>Takes the object or address (unless the method is static) and the arguments, first to last.</summary>
    public Emit Call(MethodInfo called) => Call(OpCodes.Call, called);

    /// <summary>Calls the override that the object's class has; null is refused with NullReferenceException.</summary>
    public Emit CallVirtual(MethodInfo called) => Call(OpCodes.Callvirt, called);

    /// <summary>Calls the method that is being emitted.</summary>
    public Emit CallSelf()
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Call, Name);
            for (var i = parameterTypes.Length - 1; i >= 0; i--) stack.PopInto(parameterTypes[i]);
            stack.Push(returnType);
        }
        InstructionCount++;
        if (listing != null) List(OpCodes.Call, Name);
        text.Add(OpCodes.Call, CilOperand.Self);
        return this;
    }

    /// <summary>Takes the arguments, first to last, then a managed function pointer.</summary>
    public Emit CallIndirect(Type returned, params Type[] parameters)
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Calli, returned);
            stack.PopInto(StackType.Native);
            for (var i = parameters.Length - 1; i >= 0; i--) stack.PopInto(parameters[i]);
            stack.Push(returned);
        }
        InstructionCount++;
        if (listing != null) List(OpCodes.Calli, returned.Name);
        text.Add(OpCodes.Calli, CilOperand.Managed, 0, new CilSignature(returned, parameters));
        return this;
    }

    /// <summary>
    /// Takes the arguments, then the address of a C function. The collector may run meanwhile: what the function points into is pinned.
    /// </summary>
    public Emit CallNative(Type returned, params Type[] parameters)
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Calli, returned);
            stack.PopInto(StackType.Native);
            for (var i = parameters.Length - 1; i >= 0; i--) stack.PopInto(parameters[i]);
            stack.Push(returned);
        }
        InstructionCount++;
        if (listing != null) List(OpCodes.Calli, "native " + returned.Name);
        text.Add(OpCodes.Calli, CilOperand.Native, 0, new CilSignature(returned, parameters));
        return this;
    }

    /// <summary>Loads a pointer to a static method, for <see cref="CallIndirect"/>.</summary>
    public Emit LoadFunctionPointer(MethodInfo target)
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Ldftn, target);
            stack.Push(StackType.Native);
        }
        return Write(OpCodes.Ldftn, target);
    }

    /// <summary>Takes a reference that isn't null, and pushes whether its class is this one and none that derives from it.</summary>
    public Emit IsExactly(Type type)
    {
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Ceq, type);
            stack.PopObject();
            stack.Push(StackType.Int32);
        }
        InstructionCount += 3;
        if (listing != null) List(OpCodes.Ceq, type.Name);
        text.Add(OpCodes.Ceq, CilOperand.Class, 0, type);
        return this;
    }

    /// <summary>Takes the constructor's arguments and pushes the new object or struct.</summary>
    public Emit NewObject(ConstructorInfo constructor)
    {
        var type = constructor.DeclaringType!;
        if (Emission.Verified)
        {
            stack.Begin(OpCodes.Newobj, type);
            PopArguments(constructor);
            stack.Push(type);
        }
        InstructionCount++;
        if (listing != null) List(OpCodes.Newobj, type.Name);
        text.Add(OpCodes.Newobj, CilOperand.Constructor, 0, constructor);
        return this;
    }

    /// <summary>Takes a reference and pushes it; InvalidCastException when it isn't of the class.</summary>
    public Emit CastClass(Type type) => Cast(OpCodes.Castclass, type);

    public Emit CastClass<T>()
        where T : class => CastClass(typeof(T));

    /// <summary>Takes a reference and pushes it, or null when it isn't of the class.</summary>
    public Emit IsInstance(Type type) => Cast(OpCodes.Isinst, type);

    public Emit IsInstance<T>()
        where T : class => IsInstance(typeof(T));

    private Emit Call(OpCode op, MethodInfo called)
    {
        if (Emission.Verified)
        {
            stack.Begin(op, called);
            PopArguments(called);
            if (!called.IsStatic) stack.PopOwner(called.DeclaringType!, read: false);
            stack.Push(called.ReturnType);
        }
        return Write(op, called);
    }

    private Emit Cast(OpCode op, Type type)
    {
        if (Emission.Verified)
        {
            stack.Begin(op, type);
            stack.PopObject();
            stack.Push(StackType.Object(type));
        }
        return Write(op, type);
    }

    private void PopArguments(MethodBase called)
    {
        var parameters = called.GetParameters();
        for (var i = parameters.Length - 1; i >= 0; i--) stack.PopInto(parameters[i].ParameterType);
    }
}

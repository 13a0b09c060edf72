using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using TieredPy.Tiers.Cil.Emitting;

namespace TieredPy.Tiers.Caching;

/// <summary>
/// Methods as an assembly, for a compiler that works ahead of time. Each has another one beside it that takes the addresses of its objects' slots and of its addresses.
/// </summary>
internal static class CodeAssembly
{
    public const string Name = "TieredPy.Kept";

    private static readonly new MethodInfo GetType = typeof(object).GetMethod(nameof(GetType))!;
    private static readonly MethodInfo TypeFromHandle = typeof(Type).GetMethod(nameof(Type.GetTypeFromHandle))!, SameType = typeof(Type).GetMethod("op_Equality")!;

    private const MethodAttributes PublicStatic = MethodAttributes.Public | MethodAttributes.Static;

    /// <summary>The token of a method, by its number, and of what binds it.</summary>
    public static int TokenOf(int number) => 0x06000001 + 2 * number;

    public static int BinderOf(int number) => TokenOf(number) + 1;

    public static void Write(List<MethodText> methods, string path)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(Name), typeof(object).Assembly);
        var allows = typeof(IgnoresAccessChecksToAttribute).GetConstructor([typeof(string)])!;
        foreach (var of in new[] { typeof(Runtime.Objects.PyObject), typeof(CodeAssembly), typeof(object) })
            assembly.SetCustomAttribute(new CustomAttributeBuilder(allows, [of.Assembly.GetName().Name!]));
        var type = assembly.DefineDynamicModule(Name).DefineType(Name, TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit);
        for (int number = 0; number < methods.Count; number++) Write(type, methods[number], number);
        type.CreateType();
        assembly.Save(path);
    }

    /// <summary>What tells a written assembly from any other.</summary>
    public static Guid IdOf(string path)
    {
        using var image = new PEReader(File.OpenRead(path));
        var metadata = image.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }

    private static void Write(TypeBuilder type, MethodText text, int number)
    {
        var objects = type.DefineField($"Objects{number}", typeof(nint), FieldAttributes.Public | FieldAttributes.Static);
        var addresses = type.DefineField($"Addresses{number}", typeof(nint), FieldAttributes.Public | FieldAttributes.Static);
        var method = type.DefineMethod($"Run{number}", PublicStatic, text.Returned, text.Parameters);
        method.InitLocals = false;
        var il = method.GetILGenerator();
        // Read once, so that it may be in a register.
        var slots = il.DeclareLocal(typeof(nint));
        il.Emit(OpCodes.Ldsfld, objects);
        il.Emit(OpCodes.Stloc, slots);
        text.WriteTo(il, method, (il, i) =>
        {
            if (i.Kind == CilOperand.Class)
            {
                il.Emit(OpCodes.Callvirt, GetType);
                il.Emit(OpCodes.Ldtoken, (Type)i.Object!);
                il.Emit(OpCodes.Call, TypeFromHandle);
                il.Emit(OpCodes.Call, SameType);
                return;
            }
            if (i.Kind == CilOperand.Constant) il.Emit(OpCodes.Ldloc, slots);
            else il.Emit(OpCodes.Ldsfld, addresses);
            if (i.Number != 0)
            {
                il.Emit(OpCodes.Ldc_I4, IntPtr.Size * (int)i.Number);
                il.Emit(OpCodes.Add);
            }
            il.Emit(i.Kind == CilOperand.Constant ? OpCodes.Ldind_Ref : OpCodes.Ldind_I);
        });
        il = type.DefineMethod($"Bind{number}", PublicStatic, typeof(void), [typeof(nint), typeof(nint)]).GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Stsfld, objects);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Stsfld, addresses);
        il.Emit(OpCodes.Ret);
    }
}

using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.InteropServices;

namespace TieredPy.Tiers.Cil.Emitting;

/// <summary>
/// A method as data, with what differs from process to process (objects, addresses) told apart: what machine code is made of, here or ahead of time.
/// </summary>
internal sealed class MethodText(Type returned, Type[] parameters)
{
    private readonly List<CilInstruction> instructions = new(256);
    private readonly List<(Type Type, bool Pinned)> locals = [];
    private readonly List<nint> addresses = [];
    private int labels;

    public Type Returned => returned;

    public Type[] Parameters => parameters;

    public List<(Type Type, bool Pinned)> Locals => locals;

    public ReadOnlySpan<CilInstruction> Instructions => instructions.AsSpan();

    /// <summary>The values of <see cref="CilOperand.Address"/> operands.</summary>
    public List<nint> Addresses => addresses;

    public int DefineLabel() => labels++;

    public int DeclareLocal(Type type, bool pinned)
    {
        locals.Add((type, pinned));
        return locals.Count - 1;
    }

    public void Add(OpCode op, CilOperand kind = CilOperand.None, long number = 0, object? operand = null) => instructions.Add(new(op, kind, number, operand));

    public void AddAddress(nint value)
    {
        Add(OpCodes.Ldc_I8, CilOperand.Address, addresses.Count);
        addresses.Add(value);
    }

    /// <summary>Writes the method.</summary>
    /// <param name="self">What its calls of itself call.</param>
    /// <param name="constants">Writes how an object or an address is loaded, and a class asked for.</param>
    public void WriteTo(ILGenerator il, MethodInfo self, Action<ILGenerator, CilInstruction> constants)
    {
        var variables = locals.ConvertAll(l => il.DeclareLocal(l.Type, l.Pinned));
        var places = new System.Reflection.Emit.Label[labels];
        for (int k = 0; k < places.Length; k++) places[k] = il.DefineLabel();
        foreach (ref readonly var i in Instructions)
        {
            switch (i.Kind)
            {
                case CilOperand.None: il.Emit(i.Op); break;
                case CilOperand.SByte: il.Emit(i.Op, (sbyte)i.Number); break;
                case CilOperand.Byte: il.Emit(i.Op, (byte)i.Number); break;
                case CilOperand.Int16: il.Emit(i.Op, (short)i.Number); break;
                case CilOperand.Int32: il.Emit(i.Op, (int)i.Number); break;
                case CilOperand.Int64: il.Emit(i.Op, i.Number); break;
                case CilOperand.Float: il.Emit(i.Op, BitConverter.Int64BitsToDouble(i.Number)); break;
                case CilOperand.Type: il.Emit(i.Op, (Type)i.Object!); break;
                case CilOperand.Field: il.Emit(i.Op, (FieldInfo)i.Object!); break;
                case CilOperand.Method: il.Emit(i.Op, (MethodInfo)i.Object!); break;
                case CilOperand.Constructor: il.Emit(i.Op, (ConstructorInfo)i.Object!); break;
                case CilOperand.Label: il.Emit(i.Op, places[i.Number]); break;
                case CilOperand.Mark: il.MarkLabel(places[i.Number]); break;
                case CilOperand.Switch: il.Emit(i.Op, Array.ConvertAll((int[])i.Object!, k => places[k])); break;
                case CilOperand.Local: il.Emit(i.Op, variables[(int)i.Number]); break;
                case CilOperand.Self: il.Emit(i.Op, self); break;
                case CilOperand.Managed:
                    var managed = (CilSignature)i.Object!;
                    il.EmitCalli(i.Op, CallingConventions.Standard, managed.Returned, managed.Parameters, null);
                    break;
                case CilOperand.Native:
                    var native = (CilSignature)i.Object!;
                    il.EmitCalli(i.Op, CallingConvention.Cdecl, native.Returned, native.Parameters);
                    break;
                default: constants(il, i); break;
            }
        }
    }
}

namespace TieredPy.Runtime.Bytecode;

/// <summary>One instruction, 8 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 2)]
public readonly struct Instr
{
    public readonly Op Op;

    /// <summary>Small operand or flags.</summary>
    public readonly byte D;

    public readonly ushort A;
    public readonly ushort B;
    public readonly ushort C;

    public Instr(Op op, int a = 0, int b = 0, int c = 0, int d = 0)
    {
        Op = op;
        D = checked((byte)d);
        A = checked((ushort)a);
        B = checked((ushort)b);
        C = checked((ushort)c);
    }

    /// <summary>An instruction with a 32-bit operand in B and C.</summary>
    public static Instr Wide(Op op, int a, int operand) => new(op, a, operand & 0xFFFF, (int)((uint)operand >> 16));

    /// <summary>The 32-bit operand in B and C (signed).</summary>
    public int BC { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => B | C << 16; }

    /// <summary>C as a signed jump offset.</summary>
    public int Offset { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => (short)C; }
}

namespace TieredPy.Runtime.Bytecode.Compiling;

/// <summary>An instruction before assembly: jumps name labels, registers are virtual (<see cref="VReg"/>).</summary>
internal struct Ins
{
    public Op Op;
    public byte D;

    /// <summary>Marked for removal by a pass of the assembler.</summary>
    public bool Dead;

    /// <summary>Operands; those of 32 bits are in B.</summary>
    public int A, B, C;

    /// <summary>The label it jumps to, or -1.</summary>
    public int Target;

    /// <summary>The handler region it lies in (index into <see cref="CodeUnit.Regions"/>), or -1.</summary>
    public int Region;
    public Position Pos;
}

/// <summary>Register numbers until the number of locals is known: each kind counts from a base of its own.</summary>
internal static class VReg
{
    public const int CellBase = 0x100000;
    public const int FreeBase = 0x200000;
    public const int TempBase = 0x300000;

    public static bool IsTemp(int r) => r >= TempBase;

    public static bool IsLocal(int r) => r < CellBase;
}

/// <summary>A handler: where the code goes on and the register that gets the exception.</summary>
internal readonly record struct Region(int Handler, int Reg);

/// <summary>Facts about operations that the passes need.</summary>
internal static class OpInfo
{
    public static bool IsFusedJump(Op op) => op is >= Op.JumpIfLt and <= Op.JumpIfGeK;

    public static bool IsFusedJumpK(Op op) => op is >= Op.JumpIfLtK and <= Op.JumpIfGeK;

    /// <summary>Never goes on with the next instruction.</summary>
    public static bool IsEnd(Op op) => op is Op.Jump or Op.Return or Op.ReturnNone or Op.Raise or Op.Reraise;

    /// <summary>Cannot raise.</summary>
    public static bool IsSafe(Op op) => op is Op.Nop or Op.Ext or Op.Move or Op.MoveCallee or Op.LoadConst or Op.LoadInt or Op.Unbind or Op.MakeCell or Op.CopyFreeVars or
        Op.StoreDeref or Op.Jump or Op.JumpIfNone or Op.JumpIfNotNone or Op.PopExc or Op.PushExc or Op.Is or Op.BuildTuple or Op.BuildList;

    /// <summary>Does the operation write R[A]?</summary>
    public static bool WritesA(Op op) => Writes[(int)op] != 0;

    /// <summary>How many registers from R[A] the operation writes: C of them is -1.</summary>
    public static int WriteCount(Op op) => Writes[(int)op];

    private static readonly sbyte[] Writes = MakeWrites();

    private static sbyte[] MakeWrites()
    {
        var w = new sbyte[256];
        // Bytes that are no operation have no format. Each start of the process comes here: the enum's members would be looked up by reflection.
        for (int op = 0; op < w.Length; op++)
        {
            string f = OpFormats.Of((Op)op);
            w[op] = f.StartsWith("A<", StringComparison.Ordinal) ? (sbyte)1
                : f.StartsWith("An<", StringComparison.Ordinal) ? (sbyte)-1
                : f.StartsWith("A2<", StringComparison.Ordinal) ? (sbyte)2 : (sbyte)0;
        }
        w[(int)Op.LoadLocals] = w[(int)Op.LoadBuildClass] = w[(int)Op.LoadAssertionError] = 1;
        return w;
    }
}

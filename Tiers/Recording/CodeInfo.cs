using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Bytecode.Compiling;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Recording;

/// <summary>What the tiers need to know of a code object: the registers each instruction reads and writes, and which are alive where.</summary>
internal sealed class CodeInfo
{
    private static readonly ConditionalWeakTable<PyCode, CodeInfo> All = [];

    private readonly ulong[][] live;

    private CodeInfo(PyCode code)
    {
        Code = code;
        int n = code.Code.Length;
        hotExits = new bool[n];
        Reads = new int[n][];
        Writes = new int[n][];
        for (int pc = 0; pc < n; pc++) (Reads[pc], Writes[pc]) = Operands.Of(code, pc);
        live = Liveness.Of(this);
        MentionsFrames = Array.Exists(code.Names, FrameNames.Contains);
    }

    /// <summary>What gives code the frames of its callers: functions of sys, inspect, traceback and the debugger, and a frame's own attribute.</summary>
    private static readonly HashSet<PyStr> FrameNames =
    [
        .. new[]
        {
            "_getframe", "_current_frames", "f_back", "settrace", "setprofile", "inspect", "currentframe", "getouterframes",
            "extract_stack", "format_stack", "print_stack", "walk_stack", "breakpoint", "set_trace",
        }.Select(PyStr.Intern),
    ];

    public PyCode Code { get; }

    /// <summary>Registers that each instruction reads.</summary>
    public int[][] Reads { get; }

    /// <summary>Registers that each instruction writes.</summary>
    public int[][] Writes { get; }

    /// <summary>
    /// It names something that looks at callers' frames: they must be in memory when it is called, even where no recording has come to that place yet, as
    /// the interpreter runs it when code is left there.
    /// </summary>
    public bool MentionsFrames { get; }

    /// <summary>Registers that a program can look at by name at any time: locals, cells, free variables. They are always alive.</summary>
    public int NamedCount => Code.NamedEnd;

    public static CodeInfo Of(PyCode code) => All.GetValue(code, c => new CodeInfo(c));

    /// <summary>Whether a register may be read at or after an instruction, or be looked at by name.</summary>
    public bool IsLive(int pc, int register) => register < NamedCount || (live[pc][register >> 6] & 1UL << register) != 0;

    /// <summary>As <see cref="IsLive"/>, while the instruction before <paramref name="pc"/> may yet raise: what its handlers read counts too.</summary>
    public bool IsLiveBehind(int pc, int register)
    {
        if (IsLive(pc, register)) return true;
        foreach (var h in Code.Handlers)
            if (h.Start < pc && pc <= h.End && h.Reg != register && IsLive(h.Handler, register)) return true;
        return false;
    }

    /// <summary>Whether an instruction may read a register before one writes it, from here on: that it has a name doesn't count.</summary>
    public bool IsReadLater(int pc, int register) => (live[pc][register >> 6] & 1UL << register) != 0;

    private readonly bool[] hotExits;

    /// <summary>An exit at an instruction is so hot that it is recorded, in whatever context: what that says of the objects that come there is true of all.</summary>
    public void NoteHotExit(int pc) => hotExits[pc] = true;

    public bool HadHotExit(int pc) => hotExits[pc];

    private Dictionary<int, bool>? constantCells;

    /// <summary>Whether the cell that is made of a parameter in a register keeps that value: neither the function nor those within it store to the variable.</summary>
    public bool IsConstantCell(int register)
    {
        lock (live)
        {
            constantCells ??= [];
            if (!constantCells.TryGetValue(register, out bool constant)) constantCells[register] = constant = !IsStored(register);
            return constant;
        }
    }

    private bool IsStored(int register)
    {
        int cell = Array.IndexOf(Code.CellRegs, register);
        return cell < 0 || Stores(Code, register) || IsStoredWithin(Code, Code.CellVars[cell]);
    }

    private static bool Stores(PyCode code, int register) => Array.Exists(code.Code, i => i.Op is Op.StoreDeref or Op.DeleteDeref && i.A == register);

    /// <summary>Whether code within stores to a variable that it takes from outside; code is nested no deeper than the compiler allows.</summary>
    private static bool IsStoredWithin(PyCode code, PyStr name)
    {
        foreach (var v in code.Consts)
        {
            if (v.Ref is not PyCode inner) continue;
            int free = Array.FindIndex(inner.FreeVars, f => f.Equals(name));
            if (free >= 0 && (Stores(inner, inner.FreeReg + free) || IsStoredWithin(inner, name))) return true;
        }
        return false;
    }

    /// <summary>The instruction behind one, past its operand word.</summary>
    public int Next(int pc) => pc + (pc + 1 < Code.Code.Length && Code.Code[pc + 1].Op == Op.Ext ? 2 : 1);

    /// <summary>Where a jump goes; -1 for what isn't one.</summary>
    public int Target(int pc)
    {
        var i = Code.Code[pc];
        return i.Op switch
        {
            Op.Jump or Op.JumpIfTrue or Op.JumpIfFalse or Op.JumpIfNone or Op.JumpIfNotNone or Op.EndAsyncFor => pc + 1 + i.BC,
            Op.ForLoop => pc + 1 + i.Offset,
            Op.ForIter => pc + 2,
            _ when OpInfo.IsFusedJump(i.Op) => pc + 1 + i.Offset,
            _ => -1,
        };
    }
}

namespace TieredPy.Runtime.Bytecode;

/// <summary>Source extent of an instruction: lines from 1, columns in UTF-8 bytes from 0; -1 where there is none (line 0: no line).</summary>
public readonly record struct Position(int Line, int Col, int EndLine, int EndCol);

/// <summary>An error in [Start, End) puts the exception into register Reg and goes on at Handler. Inner entries come first.</summary>
public readonly record struct HandlerEntry(int Start, int End, int Handler, int Reg);

/// <summary>CPython's co_flags.</summary>
[Flags]
public enum CodeFlags
{
    None = 0,
    Optimized = 1,
    NewLocals = 2,
    VarArgs = 4,
    VarKeywords = 8,
    Nested = 16,
    Generator = 32,
    Coroutine = 128,
    IterableCoroutine = 256,
    AsyncGenerator = 512,
    FutureAnnotations = 0x1000000,
    FutureBarryAsBdfl = 0x400000,
    HasDocstring = 0x4000000,
    Method = 0x8000000,
}

/// <summary>
/// A code object. Everything is immutable but the caches that running it fills. What only running or inspecting it needs is its body, which
/// cached code reads on first use (<see cref="PendingBody"/>).
/// </summary>
[PyType("code", Subclassable = false, Weakrefable = true, NoConstructor = true, Doc = "Create a code object.  Not for the faint of heart.")]
public sealed partial class PyCode : PyObject
{
    public PyCode() : base(TypeObject.RootShape) { }

    /// <summary>Without a body; it is filled in when it is asked for.</summary>
    [SetsRequiredMembers]
    internal PyCode(PendingBody body) : base(TypeObject.RootShape)
    {
        (Name, QualName, Filename, FreeVars) = (PyStr.Empty, PyStr.Empty, PyStr.Empty, []);
        (VarNames, CellVars, Names, CellRegs, Consts, Code, Handlers, Positions) = (null!, null!, null!, null!, null!, null!, null!, null!);
        pending = body;
    }

    public required PyStr Name { get; init; }
    public required PyStr QualName { get; init; }
    public required PyStr Filename { get; set; }
    public required int FirstLine { get; init; }

    /// <summary>Positional parameters, positional-only ones included.</summary>
    public required int ArgCount { get; init; }
    public required int PosOnlyCount { get; init; }
    public required int KwOnlyCount { get; init; }
    public required CodeFlags Flags { get; init; }

    /// <summary>Names of the registers of locals, parameters first (co_varnames).</summary>
    public required PyStr[] VarNames
    {
        get
        {
            Load();
            return varNames;
        }
        init => varNames = value;
    }

    /// <summary>Names of cell variables; those that are parameters or locals have their cell in that register (co_cellvars).</summary>
    public required PyStr[] CellVars
    {
        get
        {
            Load();
            return cellVars;
        }
        init => cellVars = value;
    }

    /// <summary>Names of free variables (co_freevars).</summary>
    public required PyStr[] FreeVars { get; init; }

    /// <summary>The register of each cell variable.</summary>
    public required int[] CellRegs
    {
        get
        {
            Load();
            return cellRegs;
        }
        init => cellRegs = value;
    }

    /// <summary>The register of the first free variable; the others follow.</summary>
    public required int FreeReg { get; init; }

    /// <summary>Names used by attribute, global and import instructions.</summary>
    public required PyStr[] Names
    {
        get
        {
            Load();
            return names;
        }
        init => names = value;
    }

    public required Value[] Consts
    {
        get
        {
            Load();
            return LoadedConsts;
        }
        init => LoadedConsts = value;
    }

    public required Instr[] Code
    {
        get
        {
            Load();
            return code;
        }
        init => code = value;
    }

    /// <summary>Registers of a frame, temporaries included.</summary>
    public required int RegCount { get; init; }
    public required HandlerEntry[] Handlers
    {
        get
        {
            Load();
            return handlers;
        }
        init => handlers = value;
    }

    /// <summary>One for each instruction.</summary>
    public required Position[] Positions
    {
        get
        {
            Load();
            return positions ?? LoadPositions();
        }
        init => positions = KeepsColumns || value == null ? value : LinesOf(value);
    }

    /// <summary>Number of parameter registers: positional, keyword-only, *args, **kwargs.</summary>
    public int ParamCount => ArgCount + KwOnlyCount + (Has(CodeFlags.VarArgs) ? 1 : 0) + (Has(CodeFlags.VarKeywords) ? 1 : 0);

    public bool Has(CodeFlags f) => (Flags & f) != 0;
}

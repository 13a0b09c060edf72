using TieredPy.Runtime.Bytecode.Symbols;

namespace TieredPy.Runtime.Bytecode.Compiling;

/// <summary>What kind of code a <see cref="CodeUnit"/> is.</summary>
internal enum UnitKind : byte
{
    Module,
    Class,
    Function,
    AsyncFunction,
    Lambda,
    Comprehension,

    /// <summary>Type parameters, type alias values, bounds and defaults.</summary>
    Annotation,
}

/// <summary>The code of one scope while it is being compiled: instructions, labels, registers, names and constants.</summary>
internal sealed class CodeUnit(CodeUnit? parent, Scope scope, UnitKind kind, string name, string qualName, int firstLine, string? privateName)
{
    private readonly Dictionary<string, int> names = [];
    private readonly Dictionary<object, int> consts = new(ConstantComparer.Instance);
    private int top;

    public CodeUnit? Parent { get; } = parent;
    public Scope Scope { get; } = scope;
    public UnitKind Kind { get; } = kind;
    public string Name { get; } = name;
    public string QualName { get; } = qualName;
    public int FirstLine { get; } = firstLine;

    /// <summary>The class whose name mangles private names.</summary>
    public string? Private { get; set; } = privateName;

    public List<Ins> Code { get; } = new(32);

    /// <summary>The instruction index of each label; -1 until marked.</summary>
    public List<int> Labels { get; } = [];
    public List<Region> Regions { get; } = new(4);

    /// <summary>The region in force, or -1.</summary>
    public int Region { get; set; } = -1;
    public List<string> NameList { get; } = [];
    public List<object?> ConstList { get; } = [];

    /// <summary>Names of local registers; a comprehension's variable that hides another local has a register and an entry of its own.</summary>
    public List<string> LocalNames { get; } = [];

    /// <summary>Register of each local.</summary>
    public Dictionary<string, int> Locals { get; } = [];

    /// <summary>Names and registers of the cell variables.</summary>
    public List<string> CellNames { get; } = [];
    public List<int> CellRegs { get; } = [];
    public List<string> FreeNames { get; } = [];
    public Dictionary<string, int> Frees { get; } = [];
    public int ParamCount { get; set; }
    public int ArgCount { get; set; }
    public int PosOnlyCount { get; set; }
    public int KwOnlyCount { get; set; }
    public int MaxTemps { get; private set; }
    /// <summary>Those of the statements around; made by the first, since most modules at a start have none.</summary>
    public List<FrameBlock> Blocks => blocks ??= [];

    private List<FrameBlock>? blocks;

    /// <summary>The handlers that are still to be emitted, of the inlined comprehensions so far.</summary>
    public List<ComprehensionCleanup>? Cleanups { get; set; }

    /// <summary>The innermost inlined comprehension being compiled.</summary>
    public InlinedComprehension? Comp { get; set; }

    /// <summary>Attributes assigned through `self` in the methods of a class.</summary>
    public HashSet<string>? StaticAttributes { get; set; }
    public bool HasDocstring { get; set; }

    /// <summary>Number of temporaries in use; setting it back frees those above.</summary>
    public int Top
    {
        get => top;
        set
        {
            top = value;
            if (value > MaxTemps) MaxTemps = value;
        }
    }

    /// <summary>Takes <paramref name="count"/> consecutive temporaries.</summary>
    public int Temp(int count = 1)
    {
        int r = VReg.TempBase + top;
        Top += count;
        return r;
    }

    public int NewLabel()
    {
        Labels.Add(-1);
        return Labels.Count - 1;
    }

    public void Mark(int label) => Labels[label] = Code.Count;

    public int NewRegion(int handler, int reg)
    {
        Regions.Add(new Region(handler, reg));
        return Regions.Count - 1;
    }

    public void Emit(Position pos, Op op, int a = 0, int b = 0, int c = 0, int d = 0, int target = -1) =>
        Code.Add(new Ins { Op = op, A = a, B = b, C = c, D = (byte)d, Target = target, Region = Region, Pos = pos });

    public int NameIndex(string name)
    {
        if (names.TryGetValue(name, out int i)) return i;
        names[name] = i = NameList.Count;
        NameList.Add(name);
        return i;
    }

    public int ConstIndex(object? value)
    {
        object key = value ?? ConstantComparer.NoneKey;
        if (consts.TryGetValue(key, out int i)) return i;
        consts[key] = i = ConstList.Count;
        ConstList.Add(value);
        return i;
    }

    /// <summary>A register for a local of that name (another one when the name has one already and <paramref name="fresh"/>).</summary>
    public int Local(string name, bool fresh = false)
    {
        if (!fresh && Locals.TryGetValue(name, out int r)) return r;
        r = LocalNames.Count;
        LocalNames.Add(name);
        Locals.TryAdd(name, r);
        return r;
    }

    public int NewCell(string name)
    {
        int count = 0;
        foreach (int r in CellRegs)
        {
            if (r >= VReg.CellBase) count++;
        }
        AddCell(name, VReg.CellBase + count);
        return VReg.CellBase + count;
    }

    public void AddCell(string name, int reg)
    {
        CellNames.Add(name);
        CellRegs.Add(reg);
    }

    /// <summary>The register of a cell, or -1.</summary>
    public int CellOf(string name)
    {
        for (int i = 0; i < CellNames.Count; i++)
        {
            if (CellNames[i] == name) return CellRegs[i];
        }
        return -1;
    }
}

/// <summary>The variables of a comprehension that is compiled inside another unit's code (PEP 709).</summary>
internal sealed class InlinedComprehension(InlinedComprehension? parent, Scope scope)
{
    public InlinedComprehension? Parent { get; } = parent;
    public Scope Scope { get; } = scope;
    public Dictionary<string, Variable> Variables { get; } = [];
}

/// <summary>Where an exception that leaves an inlined comprehension lands: its variables are unbound, then it is raised again.</summary>
/// <param name="Handler">The handler's label.</param>
/// <param name="Exception">The register that gets the exception.</param>
/// <param name="OuterRegion">The region around the comprehension.</param>
/// <param name="Registers">The comprehension's variables and cells.</param>
/// <param name="Position">Of the comprehension.</param>
internal readonly record struct ComprehensionCleanup(int Handler, int Exception, int OuterRegion, int[] Registers, Position Position);

/// <summary>How a name is reached.</summary>
internal enum VariableKind : byte
{
    /// <summary>A register.</summary>
    Fast,

    /// <summary>A cell in a register.</summary>
    Deref,

    /// <summary>A free variable in a class body or an annotation scope in one: the class's namespace first.</summary>
    ClassDeref,

    /// <summary>The locals mapping, globals, builtins.</summary>
    Name,
    Global,

    /// <summary>In an annotation scope in a class: the class's namespace, globals, builtins.</summary>
    ClassGlobal,
}

/// <summary>A resolved name.</summary>
internal readonly record struct Variable(VariableKind Kind, int Reg);

/// <summary>Kinds of <see cref="FrameBlock"/>.</summary>
internal enum BlockKind : byte
{
    WhileLoop,
    ForLoop,
    AsyncForLoop,
    TryExcept,
    FinallyTry,
    FinallyEnd,
    With,
    AsyncWith,
    HandlerCleanup,
    ExceptStar,
}

/// <summary>A statement around the code being compiled that `break`, `continue` or `return` must leave properly.</summary>
internal sealed class FrameBlock(BlockKind kind)
{
    public BlockKind Kind { get; } = kind;

    /// <summary>Where break and continue of a loop go.</summary>
    public int Break { get; init; } = -1;
    public int Continue { get; init; } = -1;

    /// <summary>The region in force outside.</summary>
    public int OuterRegion { get; init; } = -1;

    /// <summary>Register: of the exception pair (HandlerCleanup, FinallyEnd) or of the exit function (With).</summary>
    public int Reg { get; init; }

    /// <summary>The `finally` body.</summary>
    public Syntax.Stmt[] Body { get; init; } = [];

    /// <summary>The name of `except ... as name`.</summary>
    public string? Name { get; init; }

    public Position Pos { get; init; }
}

namespace TieredPy.Runtime.Bytecode;

/// <summary>Code that stands for a built-in: programs don't see its frames.</summary>
public sealed partial class PyCode
{
    /// <summary>Frames of this code are in no traceback and no chain of frame objects, and aren't traced.</summary>
    internal bool IsHidden { get; private init; }

    /// <summary>Of a generator's code: the built-ins' bodies that were given such generators, by <see cref="Consumer"/>.</summary>
    internal PyFunction?[]? Consumers;

    /// <summary>The same code as a new, hidden code object, with counters, caches and compiled code of its own.</summary>
    internal PyCode CopyHidden() => new()
    {
        IsHidden = true,
        ArgCount = ArgCount,
        PosOnlyCount = PosOnlyCount,
        KwOnlyCount = KwOnlyCount,
        RegCount = RegCount,
        Flags = Flags,
        FirstLine = FirstLine,
        Code = Code,
        Consts = Consts,
        Names = Names,
        VarNames = VarNames,
        FreeVars = FreeVars,
        CellVars = CellVars,
        Filename = Filename,
        Name = Name,
        QualName = QualName,
        CellRegs = CellRegs,
        FreeReg = FreeReg,
        Handlers = Handlers,
        Positions = Positions,
    };
}

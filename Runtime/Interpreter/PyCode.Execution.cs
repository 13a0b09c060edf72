using TieredPy.Runtime.Interpreter;

namespace TieredPy.Runtime.Bytecode;

/// <summary>What the interpreter keeps of a code object: pinned instructions and the inline caches beside them.</summary>
public sealed unsafe partial class PyCode
{
    private readonly Lock prepareGate = new();
    private Instr[]? pinned;

    /// <summary>The first instruction; null until <see cref="Prepare"/>.</summary>
    internal Instr* Start;

    /// <summary>The inline cache of each instruction that has one, by instruction index.</summary>
    internal object?[] Caches = [];

    /// <summary>Number of positional parameters when a call with just as many positional arguments needs nothing but its frame, else -1.</summary>
    internal int SimpleArgCount = -1;

    /// <summary>Registers from the parameters up to here start as Missing; the cells of free variables, which follow, are set by the first instruction.</summary>
    internal int ClearEnd;

    /// <summary>The registers with names, and those of cells, are below; temporaries from here on.</summary>
    internal int NamedEnd;

    internal bool IsGeneratorLike => (Flags & (CodeFlags.Generator | CodeFlags.Coroutine | CodeFlags.AsyncGenerator)) != 0;

    /// <summary>Pins the instructions. Must have run before the code does.</summary>
    internal void Prepare()
    {
        if (Start != null) return;
        lock (prepareGate)
        {
            if (Start != null) return;
            pinned = GC.AllocateArray<Instr>(Code.Length, pinned: true);
            Code.CopyTo(pinned, 0);
            Caches = new object?[Code.Length];
            ClearEnd = VarNames.Length;
            foreach (int r in CellRegs) ClearEnd = Math.Max(ClearEnd, r + 1);
            NamedEnd = Math.Max(ClearEnd, FreeReg + FreeVars.Length);
            if (KwOnlyCount == 0 && (Flags & (CodeFlags.VarArgs | CodeFlags.VarKeywords)) == 0 && !IsGeneratorLike)
                SimpleArgCount = ArgCount;
            Start = (Instr*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
        }
    }

    /// <summary>The line of an instruction; the function's first line before the first one.</summary>
    internal int LineAt(int index) => index < 0 ? FirstLine : index < Positions.Length ? Positions[index].Line : FirstLine;

    /// <summary>Replaces the file name here and in the code objects inside that have the same: what importlib does when cached code was moved.</summary>
    internal void RenameFile(PyStr path)
    {
        var old = Filename;
        var todo = new Stack<PyCode>([this]);
        while (todo.TryPop(out var c))
        {
            if (!c.Filename.Equals(old)) continue;
            c.Filename = path;
            foreach (var k in c.Consts)
                if (k.Ref is PyCode inner) todo.Push(inner);
        }
    }
}

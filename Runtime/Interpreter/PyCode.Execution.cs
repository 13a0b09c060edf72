using TieredPy.Runtime.Interpreter;

namespace TieredPy.Runtime.Bytecode;

/// <summary>What the interpreter keeps of a code object: pinned instructions and the inline caches beside them.</summary>
public sealed unsafe partial class PyCode
{
    private byte[]? pinned;

    // By pointer: inlined here it would be compiled at run time.
    private static readonly delegate*<int, bool, byte[]> AllocatePinned = &GC.AllocateUninitializedArray<byte>;

    /// <summary>The first instruction; null until <see cref="Prepare"/>.</summary>
    internal Instr* Start;

    /// <summary>The inline cache of each instruction that has one, by instruction index.</summary>
    internal object?[] Caches = [];

    /// <summary>Number of positional parameters when a call with just as many positional arguments needs nothing but its frame, else -1.</summary>
    internal int SimpleArgCount = -1;

    /// <summary><c>__module__</c> of the first function that was made of the code, and of those that have no other.</summary>
    internal PyObject? FunctionModule;

    /// <summary>Registers from the parameters up to here start as Missing; the cells of free variables, which follow, are set by the first instruction.</summary>
    internal int ClearEnd;

    /// <summary>The registers with names, and those of cells, are below; temporaries from here on.</summary>
    internal int NamedEnd;

    /// <summary>Calls left before the function counts as hot; stays below zero once code is compiled for it.</summary>
    internal int Heat = CompilingTier.FunctionThreshold;

    /// <summary>What is compiled for the function's entry.</summary>
    internal CompiledCode? Compiled;

    /// <summary>Times each for loop's 8-bit counter still has to run out, by instruction index; null while it never had to.</summary>
    private int[]? loopRounds;

    internal bool IsGeneratorLike => (Flags & (CodeFlags.Generator | CodeFlags.Coroutine | CodeFlags.AsyncGenerator)) != 0;

    internal bool IsPrepared => Start != null;

    /// <summary>Pins the instructions. Must have run before the code does.</summary>
    internal void Prepare()
    {
        if (Start != null) return;
        lock (this)
        {
            if (Start != null) return;
            Load();
            pinned = AllocatePinned(Code.Length * sizeof(Instr), true);
            Code.CopyTo(MemoryMarshal.Cast<byte, Instr>(pinned.AsSpan()));
            Caches = new object?[Code.Length];
            ClearEnd = VarNames.Length;
            foreach (int r in CellRegs) ClearEnd = Math.Max(ClearEnd, r + 1);
            NamedEnd = Math.Max(ClearEnd, FreeReg + FreeVars.Length);
            if (KwOnlyCount == 0 && (Flags & (CodeFlags.VarArgs | CodeFlags.VarKeywords)) == 0 && !IsGeneratorLike)
                SimpleArgCount = ArgCount;
            var first = (Instr*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
            for (int k = 0; k < Code.Length; k++)
                if (first[k].Op is Op.LoopHead or Op.ForLoop) SetCounter(first + k, CompilingTier.LoopThreshold);
            Start = first;
            CompilingTier.Foresight?.Prepared(this);
        }
    }

    /// <summary>What is known of the code from a former run of the program; null when nothing is.</summary>
    internal object? Foreseen;

    /// <summary>The tier is asked sooner than the thresholds say: at a loop's head (by instruction index) or, with an index that isn't above 0, at the entry or a body's resumption.</summary>
    internal void Expect(int index, int count)
    {
        if (index <= 0) Heat = count - 1;
        else SetCounter(Start + index, count);
    }

    // A LoopHead counts in its 32 operand bits, a ForLoop, whose operands are in use, in its 8-bit D. The compiler's thread may be patching it just now.
    private static void SetCounter(Instr* head, int count)
    {
        if (head->Op is Op.ForLoop or Op.ForEnter) ((byte*)head)[1] = (byte)Math.Min(count, byte.MaxValue);
        else ((int*)head)[1] = count;
    }

    /// <summary>A loop head's counter has run out: starts it anew.</summary>
    internal void ResetLoopCounter(Instr* head) => SetCounter(head, CompilingTier.LoopThreshold);

    /// <summary>For a ForLoop whose 8 bits ran out: true when its rounds make up the threshold.</summary>
    internal bool CountForRound(Instr* head)
    {
        if (CompilingTier.LoopThreshold <= byte.MaxValue) return true;
        loopRounds ??= new int[Code.Length];
        ref int rounds = ref loopRounds[head - Start];
        if (++rounds * byte.MaxValue < CompilingTier.LoopThreshold) return false;
        rounds = 0;
        return true;
    }

    /// <summary>What is compiled for a patched loop head.</summary>
    internal CompiledCode? CompiledAt(Instr* head) => CompiledAt((int)(head - Start));

    /// <inheritdoc cref="CompiledAt(Instr*)"/>
    internal CompiledCode? CompiledAt(int index) => compiledLoops?.GetValueOrDefault(index);

    private volatile Dictionary<int, CompiledCode>? compiledLoops;

    /// <summary>Makes a loop head (by instruction index) enter compiled code, or with null the interpreter again.</summary>
    internal void Patch(int index, CompiledCode? compiled)
    {
        lock (this)
        {
            // Readers have no lock: the table is replaced.
            var table = compiledLoops == null ? [] : new Dictionary<int, CompiledCode>(compiledLoops);
            if (compiled == null) table.Remove(index);
            else table[index] = compiled;
            compiledLoops = table;
            bool isFor = Code[index].Op == Op.ForLoop;
            var op = compiled == null ? Code[index].Op : isFor ? Op.ForEnter : Op.LoopEnter;
            Volatile.Write(ref *(byte*)(Start + index), (byte)op);
            if (compiled == null) ResetLoopCounter(Start + index);
        }
    }

    /// <summary>The line of an instruction; the function's first line before the first one.</summary>
    internal int LineAt(int index) => index < 0 ? FirstLine : index < Positions.Length ? Positions[index].Line : FirstLine;

    /// <summary>Replaces the file name here and in the code objects inside that have the same: what importlib does when cached code was moved.</summary>
    internal void RenameFile(PyStr path)
    {
        var old = Filename;
        if (old.Equals(path)) return;
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

using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Recording;

/// <summary>What was seen at one instruction of one inlined context.</summary>
internal sealed class PcProfile
{
    public int Count;

    /// <summary>Kinds of the registers that the instruction reads, in the order of <see cref="CodeInfo.Reads"/>.</summary>
    public KindSet[] Operands = [];

    /// <summary>Kinds of the registers that it wrote, in the order of <see cref="CodeInfo.Writes"/>.</summary>
    public KindSet[] Results = [];

    /// <summary>At a loop head: the kinds of all registers.</summary>
    public KindSet[]? Registers;

    /// <summary>Of an instruction that unpacks arguments: what it unpacked.</summary>
    public ArgumentParts? Parts;

    /// <summary>Times that an exit here was so hot that it was recorded.</summary>
    public int HotExits;

    /// <summary>Recording its exits doesn't cure them: the interpreter does this instruction.</summary>
    public bool IsHopeless => HotExits > 3 || HotExits > 0 && HasGone;

    /// <summary>What comes next will be as new as what was met, and as soon gone.</summary>
    private bool HasGone
    {
        get
        {
            foreach (var set in Operands)
                if (set.HasGone) return true;
            return false;
        }
    }

    /// <summary>An exception that was raised here, or in C# that was called from here, reached a handler.</summary>
    public bool Raises;

    /// <summary>A guard that was moved out of a loop from here failed: leave it in the loop.</summary>
    public bool KeepGuards;

    public void NoteOperands(Frame f, int[] registers) => Note(f, registers, ref Operands);

    public void NoteResults(Frame f, int[] registers) => Note(f, registers, ref Results);

    private static void Note(Frame f, int[] registers, ref KindSet[] sets)
    {
        if (registers.Length == 0) return;
        if (sets.Length == 0)
        {
            var made = new KindSet[registers.Length];
            for (int k = 0; k < made.Length; k++) made[k] = new KindSet();
            sets = made;
        }
        for (int k = 0; k < registers.Length; k++) sets[k].Add(f[registers[k]]);
    }
}

/// <summary>A code object in one calling context: the tree of these is what a region is built from.</summary>
internal sealed class ProfileNode(PyFunction function, ProfileNode? parent, int callPc)
{
    // Most contexts call nothing.
    private List<ProfileNode>? children;
    private KeyMap<CallKey, ProfileNode>? byCall;

    private readonly record struct CallKey(int Pc, PyCode Code);

    /// <summary>The function first seen here; others with the same code may run here too. In place of one with a closure, one without.</summary>
    public PyFunction Function { get; } = ClosureKind.StandIn(function);
    public PyCode Code { get; } = function.Code;
    public CodeInfo Info { get; } = CodeInfo.Of(function.Code);
    public ProfileNode? Parent { get; } = parent;

    /// <summary>Index of the calling instruction in the parent.</summary>
    public int CallPc { get; } = callPc;

    public int Depth { get; } = parent == null ? 0 : parent.Depth + 1;

    /// <summary>
    /// Of a region's root: so deep within one another calls were part of it at most, without recursion, as all else made it too large; -1: none was. Null: nothing did.
    /// </summary>
    public int? MostJoined { get; set; }

    /// <summary>The code's names are those of the module: it has no namespace of its own.</summary>
    public bool NamesAreGlobals { get; init; }

    /// <summary>A handler of the code was reached. Its frame is then seen by tracebacks, so that such code is called, never made part of its caller.</summary>
    public bool Catches { get; set; }

    /// <summary>By instruction index; null where nothing was seen.</summary>
    public PcProfile?[] At { get; } = new PcProfile?[function.Code.Code.Length];

    /// <summary>Whether values of the same types as a frame's came in where recordings began at an instruction.</summary>
    public bool Takes(Frame f, int pc)
    {
        if (pc < 0 || At[pc]?.Registers is not { } seen) return true;
        for (int r = 0; r < seen.Length; r++)
            if (seen[r] is { Count: > 0, Overflowed: false } set && !set.HasTag(Kind.Of(f[r]).Tag)) return false;
        return true;
    }

    /// <summary>What came in where recordings began at an instruction, by register.</summary>
    public string Entering(int pc) =>
        pc < 0 || At[pc]?.Registers is not { } seen ? "" : string.Join(", ", seen.Select((set, r) => (set, r)).Where(x => x.set.Count > 0 || x.set.Overflowed).Select(x => $"{x.r}={x.set}"));

    public ProfileNode? Child(int pc, PyCode code) => byCall?.GetValueOrDefault(new CallKey(pc, code));

    /// <summary>The contexts that were entered from here.</summary>
    public IEnumerable<ProfileNode> Children => children ?? [];

    /// <summary>Of a generator's body: the instructions at which it was made to go on.</summary>
    public SortedSet<int> Resumed { get; } = [];

    /// <summary>The one code object that was entered at an instruction; null when there are none or several.</summary>
    public ProfileNode? OnlyChild(int pc)
    {
        ProfileNode? only = null;
        foreach (var child in children ?? [])
        {
            if (child.CallPc != pc) continue;
            if (only != null) return null;
            only = child;
        }
        return only;
    }

    public ProfileNode GetChild(int pc, PyFunction function)
    {
        byCall ??= new();
        if (!byCall.TryGetValue(new CallKey(pc, function.Code), out var c))
        {
            byCall[new CallKey(pc, function.Code)] = c = new ProfileNode(function, this, pc);
            (children ??= []).Add(c);
        }
        return c;
    }

    /// <summary>
    /// Forgets classes and functions that are gone. What isn't lives as long as the result, which who reads the profile keeps until that is over: nothing may go meanwhile.
    /// </summary>
    public List<object> KeepAlive()
    {
        var held = new List<object>();
        if (!WeakDetail.Exist) return held;
        var left = new Stack<ProfileNode>([this]);
        while (left.TryPop(out var node))
        {
            foreach (var child in node.children ?? []) left.Push(child);
            foreach (var place in node.At)
            {
                if (place == null) continue;
                foreach (var set in place.Operands) set.Prune(held);
                foreach (var set in place.Results) set.Prune(held);
                foreach (var set in place.Registers ?? []) set.Prune(held);
            }
        }
        return held;
    }

    /// <summary>How often the code is on the path to here.</summary>
    public int Nesting(PyCode code)
    {
        int n = 0;
        for (var p = this; p != null; p = p.Parent)
            if (p.Code == code) n++;
        return n;
    }
}

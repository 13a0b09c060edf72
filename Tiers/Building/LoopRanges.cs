using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Bytecode.Compiling;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>
/// Which loops of a code object an instruction is in. A body that goes on in the middle of a loop enters it by another way than its head: what runs from
/// there to the head is a copy of those instructions, and the loop keeps its one entry. Copies are named by the head that is still to be passed.
/// </summary>
internal sealed class LoopRanges
{
    /// <summary>No copy: the instructions themselves.</summary>
    public const int None = -1;

    private readonly List<(int Head, int Start, int End)> ranges = [];

    private LoopRanges(CodeInfo info)
    {
        var code = info.Code.Code;
        for (int pc = 0; pc < code.Length; pc++)
        {
            if (code[pc].Op == Op.ForLoop) ranges.Add((pc, info.Target(pc), pc));
            if (code[pc].Op == Op.LoopHead) ranges.Add(RangeOf(info, pc));
        }
        // From the innermost outwards.
        ranges.Sort((a, b) => (a.End - a.Start).CompareTo(b.End - b.Start));
    }

    /// <summary>
    /// The loop of a LoopHead: it begins there and ends with the last jump back, or its condition comes last, behind the body that is jumped over at first.
    /// </summary>
    private static (int Head, int Start, int End) RangeOf(CodeInfo info, int head)
    {
        int entry = 0;
        while (entry < head && info.Target(entry) != head) entry++;
        int start = entry < head && LastTo(info, head, entry + 1) > head ? entry + 1 : head;
        return (head, start, LastTo(info, head, start));
    }

    /// <summary>The last instruction behind another that jumps to a place; that other where there is none.</summary>
    private static int LastTo(CodeInfo info, int behind, int target)
    {
        int last = behind;
        for (int from = behind + 1; from < info.Code.Code.Length; from++)
            if (info.Target(from) == target) last = from;
        return last;
    }

    private static readonly ConditionalWeakTable<CodeInfo, LoopRanges> Known = [];

    public static LoopRanges Of(CodeInfo info) => Known.GetValue(info, static i => new LoopRanges(i));

    /// <summary>The copy in which a body goes on at an instruction: that of the innermost loop around it.</summary>
    public int Around(int pc)
    {
        foreach (var (head, start, end) in ranges)
            if (pc >= start && pc <= end && pc != head) return head;
        return None;
    }

    /// <summary>The copy that an instruction is in when control comes to it in a copy.</summary>
    public int Next(int copy, int pc)
    {
        for (; copy != None; copy = Outer(copy))
        {
            if (pc == copy) return Outer(copy);
            var range = ranges.Find(r => r.Head == copy);
            if (pc >= range.Start && pc <= range.End) return copy;
        }
        return None;
    }

    private int Outer(int head)
    {
        var inner = ranges.Find(r => r.Head == head);
        foreach (var r in ranges)
            if (r.Head != head && r.Start <= inner.Start && r.End >= inner.End) return r.Head;
        return None;
    }
}

using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Interpreter;

/// <summary>
/// Where a debugger may move a frame (assignment to f_lineno): to the start of a line at which every temporary that is needed there is one
/// that is needed where the frame is, and means the same.
/// </summary>
internal sealed class FrameJump
{
    private enum Kind { Object, Iterator, Exception }

    private readonly PyCode code;
    private readonly int firstTemp, words;
    private readonly ulong[][] live;

    private FrameJump(PyCode code)
    {
        this.code = code;
        firstTemp = code.FreeReg + code.FreeVars.Length;
        words = (Math.Max(0, code.RegCount - firstTemp) + 63) / 64;
        live = new ulong[code.Code.Length + 1][];
        for (int i = 0; i < live.Length; i++) live[i] = new ulong[words];
        while (Backwards()) { }
    }

    /// <summary>Moves a frame that is at the start of a line to another line.</summary>
    public static unsafe void To(PyThread t, Frame f, int line)
    {
        var code = f.Code;
        if (line < code.FirstLine) throw Err.ValueError($"line {line} comes before the current code block");
        int from = f.CurrentIndex, first = int.MaxValue;
        foreach (var p in code.Positions)
            if (p.Line >= line) first = Math.Min(first, p.Line);
        if (first == int.MaxValue) throw Err.ValueError($"line {line} comes after the current code block");
        var jump = new FrameJump(code);
        int best = -1, depth = -1;
        string? problem = null;
        for (int i = 0; i < code.Code.Length; i++)
        {
            if (code.Positions[i].Line != first || code.Code[i].Op == Op.Ext || i > 0 && code.Positions[i - 1].Line == first) continue;
            if (jump.Problem(from, i) is { } p) problem = p;
            else if (jump.Count(i) > depth) (best, depth) = (i, jump.Count(i));
        }
        if (best < 0) throw Err.ValueError(problem ?? "can't jump into an exception handler, or code may be unreachable");
        BindLocals(f);
        jump.LeaveHandlers(t, f, from, best);
        f.Pc = code.Start + best + 1;
    }

    /// <summary>Locals that have no value get None, since checks may have been left out.</summary>
    private static void BindLocals(Frame f)
    {
        int count = 0;
        for (int r = 0; r < f.Code.VarNames.Length; r++)
            if (f[r].IsMissing) count++;
        if (count == 0) return;
        Warnings.Warn(ExcTypes.RuntimeWarning, $"assigning None to {count} unbound local{(count == 1 ? "" : "s")}", null, 0);
        for (int r = 0; r < f.Code.VarNames.Length; r++)
            if (f[r].IsMissing) f[r] = Value.None;
    }

    private bool IsLive(int at, int register) => (live[at][(register - firstTemp) >> 6] >> (register - firstTemp) & 1) != 0;

    private int Count(int at) => live[at].Sum(w => System.Numerics.BitOperations.PopCount(w));

    /// <summary>Why the frame can't go from one instruction to another; null when it can.</summary>
    private string? Problem(int from, int to)
    {
        string? problem = null;
        for (int r = firstTemp; r < code.RegCount; r++)
        {
            if (!IsLive(to, r)) continue;
            var kind = KindOf(to, r);
            if (IsLive(from, r) && KindOf(from, r) == kind) continue;
            problem = kind switch
            {
                Kind.Exception => "can't jump into an 'except' block as there's no exception",
                Kind.Iterator => "can't jump into the body of a for loop",
                _ => "incompatible stacks",
            };
        }
        return problem;
    }

    /// <summary>What a temporary holds at an instruction, by what wrote it last in the text of the code.</summary>
    private Kind KindOf(int at, int register)
    {
        for (int i = at; i >= 0; i--)
        {
            foreach (var h in code.Handlers)
                if (h.Handler == i && h.Reg == register) return Kind.Exception;
            if (i == at || !Writes(code.Code[i], register)) continue;
            return code.Code[i].Op switch
            {
                Op.GetIter or Op.GetAIter => Kind.Iterator,
                Op.PushExc => Kind.Exception,
                _ => Kind.Object,
            };
        }
        return Kind.Object;
    }

    /// <summary>Handlers that are left no longer handle their exceptions.</summary>
    private void LeaveHandlers(PyThread t, Frame f, int from, int to)
    {
        for (int i = 0; i < from; i++)
        {
            if (code.Code[i].Op != Op.PushExc) continue;
            int saved = code.Code[i].A + 1;
            if (!IsLive(from, saved) || KindOf(from, saved) != Kind.Exception || IsLive(to, saved)) continue;
            Interp.RestoreHandled(t, f, f[saved]);
            return;
        }
    }

    private bool Backwards()
    {
        bool changed = false;
        var state = new ulong[words];
        for (int i = code.Code.Length - 1; i >= 0; i--)
        {
            var ins = code.Code[i];
            bool ends = ins.Op is Op.Jump or Op.Return or Op.ReturnNone or Op.Raise or Op.Reraise;
            if (ends) Array.Clear(state);
            else live[i + 1].CopyTo(state, 0);
            if (Disassembler.TargetOf(ins, i) is { } target) Or(state, live[target]);
            if (ins.Op == Op.ForIter) Or(state, live[i + 2]);
            Operands(ins, (r, write) => Set(state, r, false), true);
            foreach (var h in code.Handlers)
            {
                if (i < h.Start || i >= h.End) continue;
                var entry = (ulong[])live[h.Handler].Clone();
                Set(entry, h.Reg, false);
                Or(state, entry);
            }
            Operands(ins, (r, write) => Set(state, r, true), false);
            if (state.AsSpan().SequenceEqual(live[i])) continue;
            state.CopyTo(live[i], 0);
            changed = true;
        }
        return changed;
    }

    private static void Or(ulong[] state, ulong[] other)
    {
        for (int w = 0; w < state.Length; w++) state[w] |= other[w];
    }

    private void Set(ulong[] state, int register, bool value)
    {
        int bit = register - firstTemp;
        if (bit < 0 || bit >= code.RegCount - firstTemp) return;
        if (value) state[bit >> 6] |= 1UL << bit;
        else state[bit >> 6] &= ~(1UL << bit);
    }

    private static bool Writes(Instr i, int register)
    {
        bool found = false;
        Operands(i, (r, _) => found |= r == register, true);
        return found;
    }

    /// <summary>The registers that an instruction writes, or those that it reads, by its format.</summary>
    private static void Operands(Instr i, Action<int, bool> each, bool writes)
    {
        string format = OpFormats.Of(i.Op);
        int arrow = format.IndexOf('<');
        for (int n = 0; n < format.Length; n++)
        {
            char c = format[n];
            if (c is not ('A' or 'B' or 'C') || format == "abc") continue;
            int first = c == 'A' ? i.A : c == 'B' ? i.B : i.C, count = 1;
            if (n + 1 < format.Length && format[n + 1] == 'n')
                count = OpFormats.RangeLength(i);
            else if (n + 1 < format.Length && char.IsDigit(format[n + 1])) count = format[n + 1] - '0';
            bool write = n < arrow || i.Op == Op.Unbind;
            if (i.Op == Op.PushExc) (first, count, write) = writes ? (i.A + 1, 1, true) : (i.A, 1, false);
            if (write != writes && !(i.Op == Op.MatchExcStar && c == 'B')) continue;
            for (int k = 0; k < count; k++) each(first + k, write);
        }
    }
}

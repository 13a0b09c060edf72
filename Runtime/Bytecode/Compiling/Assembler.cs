namespace TieredPy.Runtime.Bytecode.Compiling;

/// <summary>Turns a <see cref="CodeUnit"/> into a code object: threads jumps, drops what isn't reached, assigns real registers, encodes.</summary>
internal sealed class Assembler
{
    private readonly CodeUnit unit;
    private readonly List<Ins> code;
    private readonly int localCount;
    private readonly int cellCount;
    private static readonly HandlerEntry[] NoHandlers = new HandlerEntry[0];

    private Assembler(CodeUnit unit)
    {
        this.unit = unit;
        code = unit.Code;
        localCount = unit.LocalNames.Count;
        foreach (int r in unit.CellRegs)
        {
            if (r >= VReg.CellBase) cellCount++;
        }
    }

    /// <summary>The code object; an exception when a limit of the instruction format is passed.</summary>
    public static PyCode Assemble(CodeUnit unit, CodeFlags flags, PyStr filename)
    {
        var a = new Assembler(unit);
        a.ThreadJumps();
        a.GiveReturnsLines();
        FlowAnalysis.MarkUnreachable(unit);
        FlowAnalysis.RemoveChecks(unit);
        a.FillPositions();
        a.DropNops();
        return a.Encode(flags, filename);
    }

    private int TargetOf(in Ins i) => unit.Labels[i.Target];

    /// <summary>Jumps to jumps go to the end of the chain, unless a line would be lost for tracing; jumps to a return become one.</summary>
    private void ThreadJumps()
    {
        var span = CollectionsMarshal.AsSpan(code);
        for (int n = 0; n < span.Length; n++)
        {
            ref var i = ref span[n];
            if (i.Target < 0 || i.Op == Op.ForLoop) continue;
            for (int hops = 0; hops < 16; hops++)
            {
                int t = TargetOf(i);
                while (t < span.Length && span[t].Op == Op.Nop && span[t].Pos.Line == 0) t++;
                if (t >= span.Length) break;
                ref var next = ref span[t];
                if (next.Op == Op.Jump && t != n && next.Target != i.Target && (next.Pos.Line == 0 || next.Pos.Line == i.Pos.Line))
                {
                    i.Target = next.Target;
                    continue;
                }
                if (i.Op == Op.Jump && next.Op == Op.ReturnNone && next.Pos.Line == 0)
                {
                    i.Op = Op.ReturnNone;
                    i.Target = -1;
                }
                break;
            }
        }
    }

    /// <summary>A conditional jump to a return without a line gets a copy that has the jump's line, as in CPython.</summary>
    private void GiveReturnsLines()
    {
        int end = code.Count;
        for (int n = 0; n < end; n++)
        {
            var i = code[n];
            if (i.Target < 0 || i.Pos.Line == 0 || i.Op is Op.Jump or Op.ForLoop) continue;
            int t = TargetOf(i);
            if (t >= end || code[t].Op != Op.ReturnNone || code[t].Pos.Line != 0) continue;
            int label = unit.NewLabel();
            unit.Mark(label);
            code.Add(new Ins { Op = Op.ReturnNone, Target = -1, Region = code[t].Region, Pos = i.Pos });
            i.Target = label;
            code[n] = i;
        }
    }

    /// <summary>An instruction without a position takes that of the one it follows, when it is reached from there alone.</summary>
    private void FillPositions()
    {
        var isTarget = new bool[code.Count + 1];
        foreach (ref readonly var i in CollectionsMarshal.AsSpan(code))
        {
            if (!i.Dead && i.Target >= 0) isTarget[TargetOf(i)] = true;
        }
        for (int r = 0; r < unit.Regions.Count; r++) isTarget[unit.Labels[unit.Regions[r].Handler]] = true;
        var none = new Position(0, -1, 0, -1);
        var last = none;
        // A function of a docstring alone returns on its first line.
        var first = new Position(unit.FirstLine, 0, unit.FirstLine, 0);
        var span = CollectionsMarshal.AsSpan(code);
        for (int n = 0; n < span.Length; n++)
        {
            ref var i = ref span[n];
            if (i.Dead) continue;
            if (i.Pos.Line == 0) i.Pos = isTarget[n] ? none : i.Op == Op.ReturnNone && last.Line == 0 && unit.Kind is (UnitKind.Function or UnitKind.AsyncFunction) ? first : last;
            last = OpInfo.IsEnd(i.Op) ? none : i.Pos;
        }
    }

    /// <summary>A Nop stays only where it is the only instruction of its line; a jump to the next instruction likewise.</summary>
    private void DropNops()
    {
        var span = CollectionsMarshal.AsSpan(code);
        int previousLine = 0;
        for (int n = 0; n < span.Length; n++)
        {
            ref var i = ref span[n];
            if (i.Dead) continue;
            int next = n + 1;
            while (next < span.Length && span[next].Dead) next++;
            if (i.Op == Op.Jump && TargetOf(i) > n && TargetOf(i) <= next)
            {
                i.Op = Op.Nop;
                i.Target = -1;
            }
            if (i.Op == Op.Nop && (i.Pos.Line == 0 || i.Pos.Line == previousLine || next < span.Length && span[next].Pos.Line == i.Pos.Line))
            {
                i.Dead = true;
                continue;
            }
            previousLine = OpInfo.IsEnd(i.Op) ? 0 : i.Pos.Line;
        }
    }

    /// <summary>The real register of a virtual one; other operands are below every base.</summary>
    private int Real(int r) => r switch
    {
        < VReg.CellBase => r,
        < VReg.FreeBase => r - VReg.CellBase + localCount,
        < VReg.TempBase => r - VReg.FreeBase + localCount + cellCount,
        _ => r - VReg.TempBase + localCount + cellCount + unit.FreeNames.Count,
    };

    private PyCode Encode(CodeFlags flags, PyStr filename)
    {
        var span = CollectionsMarshal.AsSpan(code);
        var far = new bool[span.Length];
        var at = new int[span.Length + 1];
        int scratch = localCount + cellCount + unit.FreeNames.Count + Math.Max(1, unit.MaxTemps);
        bool anyFar = false;
        while (true)
        {
            int pc = 0;
            for (int n = 0; n < span.Length; n++)
            {
                at[n] = pc;
                if (!span[n].Dead) pc += !far[n] ? 1 : span[n].Op == Op.ForLoop ? 3 : OpInfo.IsFusedJumpK(span[n].Op) ? 3 : 2;
            }
            at[span.Length] = pc;
            if (pc < 32000) break;
            bool changed = false;
            for (int n = 0; n < span.Length; n++)
            {
                ref var i = ref span[n];
                if (i.Dead || far[n] || i.Op != Op.ForLoop && !OpInfo.IsFusedJump(i.Op)) continue;
                int offset = at[TargetOf(i)] - at[n] - 1;
                if (offset is >= short.MinValue and <= short.MaxValue) continue;
                far[n] = changed = anyFar = true;
            }
            if (!changed) break;
        }

        var instrs = new Instr[at[span.Length]];
        var positions = new Position[instrs.Length];
        List<HandlerEntry>? handlers = null;
        int region = -1, start = 0;
        for (int n = 0; n < span.Length; n++)
        {
            ref var i = ref span[n];
            if (i.Dead) continue;
            int pc = at[n];
            if (i.Region != region)
            {
                CloseRegion(ref handlers, region, start, pc, at);
                (region, start) = (i.Region, pc);
            }
            int a = Real(i.A), b = Real(i.B), c = Real(i.C);
            if (!far[n])
            {
                positions[pc] = i.Pos;
                instrs[pc] = EncodeOne(i, a, b, c, i.Target < 0 ? 0 : at[TargetOf(i)] - pc - 1);
                continue;
            }
            int size = at[n + 1] - pc;
            for (int k = 0; k < size; k++) positions[pc + k] = i.Pos;
            int target = at[TargetOf(i)];
            if (i.Op == Op.ForLoop)
            {
                instrs[pc] = new Instr(Op.ForIter, a, b);
                instrs[pc + 1] = Instr.Wide(Op.Jump, 0, 1);
                instrs[pc + 2] = Instr.Wide(Op.Jump, 0, target - pc - 3);
                continue;
            }
            bool k2 = OpInfo.IsFusedJumpK(i.Op);
            int right = b;
            if (k2)
            {
                instrs[pc++] = Instr.Wide(Op.LoadConst, scratch, b);
                right = scratch;
            }
            var compare = Op.Lt + (i.Op - (k2 ? Op.JumpIfLtK : Op.JumpIfLt));
            instrs[pc] = new Instr(compare, scratch, a, right);
            instrs[pc + 1] = Instr.Wide(i.D != 0 ? Op.JumpIfFalse : Op.JumpIfTrue, scratch, target - pc - 2);
        }
        CloseRegion(ref handlers, region, start, instrs.Length, at);

        int freeReg = localCount + cellCount;
        return new PyCode
        {
            Name = ConstantValues.NameOf(unit.Name),
            QualName = ConstantValues.NameOf(unit.QualName),
            Filename = filename,
            FirstLine = unit.FirstLine,
            ArgCount = unit.ArgCount,
            PosOnlyCount = unit.PosOnlyCount,
            KwOnlyCount = unit.KwOnlyCount,
            Flags = flags,
            VarNames = Names(unit.LocalNames),
            CellVars = Names(unit.CellNames),
            FreeVars = Names(unit.FreeNames),
            CellRegs = RealRegs(unit.CellRegs),
            FreeReg = freeReg,
            Names = Names(unit.NameList),
            Consts = Values(unit.ConstList),
            Code = instrs,
            RegCount = scratch + (anyFar ? 1 : 0),
            Handlers = handlers == null ? NoHandlers : handlers.ToArray(),
            Positions = positions,
        };
    }

    private void CloseRegion(ref List<HandlerEntry>? handlers, int region, int start, int end, int[] at)
    {
        if (region < 0 || start == end) return;
        var r = unit.Regions[region];
        (handlers ??= []).Add(new HandlerEntry(start, end, at[unit.Labels[r.Handler]], Real(r.Reg)));
    }

    private static Instr EncodeOne(in Ins i, int a, int b, int c, int offset)
    {
        switch (i.Op)
        {
            case Op.LoadConst or Op.LoadInt: return Instr.Wide(i.Op, a, i.B);
            case Op.Jump or Op.JumpIfTrue or Op.JumpIfFalse or Op.JumpIfNone or Op.JumpIfNotNone or Op.EndAsyncFor: return Instr.Wide(i.Op, a, offset);
            case Op.ForLoop: return new Instr(i.Op, a, b, offset & 0xFFFF, i.D);
            default: return OpInfo.IsFusedJump(i.Op) ? new Instr(i.Op, a, b, offset & 0xFFFF, i.D) : new Instr(i.Op, a, b, c, i.D);
        }
    }

    private static PyStr[] Names(List<string> names)
    {
        var result = new PyStr[names.Count];
        for (int i = 0; i < result.Length; i++) result[i] = ConstantValues.NameOf(names[i]);
        return result;
    }

    private int[] RealRegs(List<int> regs)
    {
        var result = new int[regs.Count];
        for (int i = 0; i < result.Length; i++) result[i] = Real(regs[i]);
        return result;
    }

    private static Value[] Values(List<object?> constants)
    {
        var result = new Value[constants.Count];
        for (int i = 0; i < result.Length; i++) result[i] = ConstantValues.ToValue(constants[i]);
        return result;
    }
}

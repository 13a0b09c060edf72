namespace TieredPy.Runtime.Bytecode;

/// <summary>Checks that a code object is well formed: registers, constants and names in range, jumps and handlers at instructions.</summary>
internal static class CodeVerifier
{
    /// <summary>Throws when the code is malformed; in Debug builds and tests.</summary>
    [Conditional("DEBUG")]
    public static void VerifyInDebug(PyCode code)
    {
        if (Verify(code) is { } problem) throw new InvalidOperationException($"{code.QualName} ({code.Filename}:{code.FirstLine}): {problem}");
    }

    /// <summary>What is wrong, or null. Nested code objects are not looked at.</summary>
    public static string? Verify(PyCode code)
    {
        var instrs = code.Code;
        if (instrs.Length == 0) return "no instructions";
        if (code.Positions.Length != instrs.Length) return "positions and instructions differ in number";
        for (int pc = 0; pc < instrs.Length; pc++)
        {
            if (instrs[pc].Op == Op.Ext) continue;
            if (VerifyOne(code, instrs, pc) is { } problem) return $"at {pc}: {instrs[pc].Op}: {problem}";
        }
        if (!IsEnd(instrs[^1].Op)) return "control falls off the end";
        foreach (var h in code.Handlers)
        {
            if (h.Start < 0 || h.End > instrs.Length || h.Start >= h.End) return $"handler range {h.Start}..{h.End}";
            if (h.Handler < 0 || h.Handler >= instrs.Length || instrs[h.Handler].Op == Op.Ext) return $"handler at {h.Handler}";
            if (h.Reg < 0 || h.Reg >= code.RegCount) return $"handler register {h.Reg}";
        }
        return null;
    }

    private static bool IsEnd(Op op) => op is Op.Jump or Op.Return or Op.ReturnNone or Op.Raise or Op.Reraise;

    private static string? VerifyOne(PyCode code, Instr[] instrs, int pc)
    {
        var i = instrs[pc];
        string format = OpFormats.Of(i.Op);
        if (format.Length == 0) return "no format";
        if (i.Op is Op.CallKw or Op.MatchClass && (pc + 1 >= instrs.Length || instrs[pc + 1].Op != Op.Ext)) return "Ext is missing";
        int operand = 0;
        for (int n = 0; n < format.Length; n++)
        {
            char c = format[n];
            switch (c)
            {
                case 'A' or 'B' or 'C':
                    {
                        int first = c == 'A' ? i.A : c == 'B' ? i.B : i.C;
                        int count = 1;
                        if (n + 1 < format.Length && format[n + 1] == 'n')
                        {
                            n++;
                            count = OpFormats.RangeLength(i);
                        }
                        else if (n + 1 < format.Length && char.IsDigit(format[n + 1]))
                        {
                            count = format[++n] - '0';
                        }
                        if (count > 0 && first + count > code.RegCount) return $"register {first}+{count} of {code.RegCount}";
                        operand = c - 'A' + 1;
                        break;
                    }
                case 'k':
                    {
                        bool wide = format.AsSpan(n).StartsWith("k32");
                        int index = wide ? i.BC : operand == 2 ? i.C : i.B;
                        if (index < 0 || index >= code.Consts.Length) return $"constant {index}";
                        if (wide) n += 2;
                        break;
                    }
                case 'i': n += 2; break;
                case 'j':
                    {
                        int target = pc + 1 + (format.AsSpan(n).StartsWith("j16") ? i.Offset : i.BC);
                        if (target < 0 || target >= instrs.Length || instrs[target].Op == Op.Ext) return $"jump to {target}";
                        n += 2;
                        break;
                    }
                case 'n' when format.AsSpan(n).StartsWith("name"):
                    {
                        int index = NameOperand(i);
                        if (index >= code.Names.Length) return $"name {index}";
                        n += 3;
                        break;
                    }
            }
        }
        return null;
    }

    /// <summary>Which operand is the index of a name.</summary>
    public static int NameOperand(Instr i) => i.Op switch
    {
        Op.GetAttr or Op.LoadMethod or Op.LoadSuperAttr or Op.LoadClassDeref or Op.ImportName or Op.ImportFrom => i.C,
        _ => i.B,
    };
}

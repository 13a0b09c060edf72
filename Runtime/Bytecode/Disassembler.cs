using System.Text;

namespace TieredPy.Runtime.Bytecode;

/// <summary>Code objects as text, for <c>--dump</c>, tests and people.</summary>
internal static class Disassembler
{
    /// <summary>The instructions of a code object and, after them, of those nested in it.</summary>
    public static string Disassemble(PyCode code, bool nested = true)
    {
        var text = new StringBuilder();
        var work = new Queue<PyCode>();
        work.Enqueue(code);
        while (work.TryDequeue(out var c))
        {
            One(text, c);
            if (!nested) break;
            foreach (var k in c.Consts)
            {
                if (k.Ref is PyCode inner) work.Enqueue(inner);
            }
        }
        return text.ToString();
    }

    private static void One(StringBuilder text, PyCode c)
    {
        text.Append($"{c.QualName}: {c.ParamCount} parameters, {c.RegCount} registers\n");
        var targets = new SortedSet<int>();
        for (int pc = 0; pc < c.Code.Length; pc++)
        {
            if (TargetOf(c.Code[pc], pc) is { } t) targets.Add(t);
        }
        foreach (var h in c.Handlers) targets.Add(h.Handler);
        int line = -1;
        for (int pc = 0; pc < c.Code.Length; pc++)
        {
            string number = c.Positions[pc].Line != line ? c.Positions[pc].Line.ToString() : "";
            line = c.Positions[pc].Line;
            text.Append($"{number,5} {(targets.Contains(pc) ? ">>" : "  ")} {pc,4}  {Text(c, pc)}\n");
        }
        foreach (var h in c.Handlers) text.Append($"      {h.Start}..{h.End} -> {h.Handler} [{RegisterName(c, h.Reg)}]\n");
        text.Append('\n');
    }

    /// <summary>The instruction a jump goes to.</summary>
    public static int? TargetOf(Instr i, int pc)
    {
        string f = OpFormats.Of(i.Op);
        return f.EndsWith("j16", StringComparison.Ordinal) ? pc + 1 + i.Offset : f.EndsWith("j32", StringComparison.Ordinal) ? pc + 1 + i.BC : null;
    }

    /// <summary>One instruction: "Add x, y, 1".</summary>
    public static string Text(PyCode c, int pc)
    {
        var i = c.Code[pc];
        var parts = new List<string>();
        string f = OpFormats.Of(i.Op);
        int operand = 0;
        for (int n = 0; n < f.Length; n++)
        {
            switch (f[n])
            {
                case 'A' or 'B' or 'C':
                    {
                        int first = f[n] == 'A' ? i.A : f[n] == 'B' ? i.B : i.C;
                        operand = f[n] - 'A' + 1;
                        string name = RegisterName(c, first);
                        if (n + 1 < f.Length && f[n + 1] == 'n')
                        {
                            n++;
                            name += $"..+{(i.Op == Op.UnpackEx ? $"{i.C}+1+{i.D}" : i.C)}";
                        }
                        else if (n + 1 < f.Length && char.IsDigit(f[n + 1]))
                        {
                            n++;
                        }
                        parts.Add(name);
                        break;
                    }
                case 'k':
                    {
                        bool wide = f.AsSpan(n).StartsWith("k32");
                        int index = wide ? i.BC : operand == 2 ? i.C : i.B;
                        parts.Add(index < c.Consts.Length ? Ops.Repr(c.Consts[index]).ToString() : $"const {index}");
                        if (wide) n += 2;
                        break;
                    }
                case 'i':
                    parts.Add(i.BC.ToString());
                    n += 2;
                    break;
                case 'j':
                    parts.Add($"-> {TargetOf(i, pc)}");
                    n += 2;
                    break;
                case 'n' when f.AsSpan(n).StartsWith("name"):
                    {
                        int index = CodeVerifier.NameOperand(i);
                        parts.Add(index < c.Names.Length ? $"'{c.Names[index]}'" : $"name {index}");
                        n += 3;
                        break;
                    }
                case 'n': parts.Add(i.B.ToString()); break;
                case 'a': parts.Add($"{i.A} {i.B} {i.C}"); n = f.Length; break;
            }
        }
        string d = i.D != 0 && i.Op != Op.UnpackEx ? $"  /{i.D}" : "";
        return $"{i.Op} {string.Join(", ", parts)}{d}";
    }

    private static string RegisterName(PyCode c, int r)
    {
        if (r < c.VarNames.Length) return c.VarNames[r].ToString();
        int cell = Array.IndexOf(c.CellRegs, r);
        if (cell >= 0) return $"cell {c.CellVars[cell]}";
        if (r >= c.FreeReg && r < c.FreeReg + c.FreeVars.Length) return $"free {c.FreeVars[r - c.FreeReg]}";
        return $"t{r - c.FreeReg - c.FreeVars.Length}";
    }
}

using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Interpreter;

/// <summary>
/// Inline cache of a call with keywords: their names, and for the code called last which parameter each of them is. Replaced parts are immutable,
/// so that racing threads see whole ones.
/// </summary>
internal sealed class KeywordPlan(PyStr[] names)
{
    private Targets? targets;
    private ConstructCache? construct;

    public PyStr[] Names { get; } = names;

    private sealed class Targets(PyCode code, int[]? registers)
    {
        public readonly PyCode Code = code;

        /// <summary>The parameter register of each keyword; null when the general way must bind this code's arguments.</summary>
        public readonly int[]? Registers = registers;
    }

    /// <summary>True for a class whose instances are plain and made by a Python <c>__init__</c>.</summary>
    public bool Constructs(PyType type, [NotNullWhen(true)] out PyFunction? init)
    {
        var c = construct;
        if (c == null || c.Type != type || c.Version != type.Version)
        {
            uint version = type.Version;
            if (!Interp.ConstructPlan(type, out var found)) found = null;
            if (found is { Code.IsGeneratorLike: true }) found = null;
            construct = c = new ConstructCache { Type = type, Version = version, Init = found };
        }
        init = c.Init;
        return init != null;
    }

    /// <summary>
    /// Binds arguments, whose last ones are the keywords' values, to parameter registers, which they must not overlap unless they start at the
    /// same place. False when the general way must do it or find the error; nothing is lost then if the arguments don't overlap.
    /// </summary>
    public bool Bind(PyFunction f, ReadOnlySpan<Value> args, Span<Value> regs)
    {
        var code = f.Code;
        var t = targets;
        if (t == null || t.Code != code) targets = t = new Targets(code, Resolve(code));
        if (t.Registers is not { } to) return false;
        int npos = args.Length - to.Length, total = code.ArgCount + code.KwOnlyCount;
        if (npos > code.ArgCount) return false;
        for (int i = 0; i < npos; i++) Reg.Set(ref regs[i], args[i]);
        for (int i = npos; i < total; i++) Reg.SetMissing(ref regs[i]);
        int given = npos;
        for (int k = 0; k < to.Length; k++)
        {
            if (to[k] < npos) return false;
            Reg.Set(ref regs[to[k]], args[npos + k]);
            given++;
        }
        if (given == total) return true;
        var defaults = f.Defaults;
        int required = code.ArgCount - (defaults?.Count ?? 0);
        for (int i = npos; i < code.ArgCount; i++)
        {
            if (!regs[i].IsMissing) continue;
            if (i < required || required < 0) return false;
            Reg.Set(ref regs[i], defaults![i - required]);
        }
        for (int i = code.ArgCount; i < total; i++)
        {
            if (!regs[i].IsMissing) continue;
            var d = f.KwDefaults?.TryGet(code.VarNames[i]) ?? Value.Missing;
            if (d.IsMissing) return false;
            Reg.Set(ref regs[i], d);
        }
        return true;
    }

    private int[]? Resolve(PyCode code)
    {
        if (code.Has(CodeFlags.VarArgs | CodeFlags.VarKeywords)) return null;
        var to = new int[Names.Length];
        for (int k = 0; k < to.Length; k++)
        {
            int found = -1;
            for (int i = code.PosOnlyCount; i < code.ArgCount + code.KwOnlyCount && found < 0; i++)
                if (code.VarNames[i].Equals(Names[k])) found = i;
            if (found < 0 || Array.IndexOf(to, found, 0, k) >= 0) return null;
            to[k] = found;
        }
        return to;
    }
}

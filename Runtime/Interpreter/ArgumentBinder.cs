using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Interpreter;

/// <summary>Binds call arguments to the parameters of a Python function (language reference, "Calls"), with CPython's messages.</summary>
internal static class ArgumentBinder
{
    /// <summary>
    /// Fills the parameter registers, which <paramref name="args"/> must not overlap. The last <c>kw.Length</c> arguments are keywords.
    /// </summary>
    public static void Bind(PyFunction f, ReadOnlySpan<Value> args, PyStr[]? kw, Span<Value> regs)
    {
        var code = f.Code;
        int nkw = kw?.Length ?? 0, npos = args.Length - nkw;
        int argc = code.ArgCount, total = argc + code.KwOnlyCount;
        int bound = Math.Min(npos, argc);
        args[..bound].CopyItemsTo(regs);
        for (int i = bound; i < total; i++) regs[i] = Value.Missing;

        int next = total;
        if (code.Has(CodeFlags.VarArgs))
            regs[next++] = new Value(npos > argc ? new PyTuple(args[argc..npos]) : PyTuple.Empty);
        PyDict? kwargs = null;
        if (code.Has(CodeFlags.VarKeywords)) regs[next] = new Value(kwargs = new PyDict());

        for (int k = 0; k < nkw; k++) BindKeyword(f, kw![k], args[npos + k], regs, total, kwargs, kw);

        if (npos > argc && !code.Has(CodeFlags.VarArgs)) throw TooManyPositional(f, npos, regs);
        if (bound < argc) FillDefaults(f, npos, regs);
        if (code.KwOnlyCount > 0) FillKwDefaults(f, regs);
    }

    private static void BindKeyword(PyFunction f, PyStr name, Value v, Span<Value> regs, int total, PyDict? kwargs, PyStr[] kw)
    {
        var code = f.Code;
        var names = code.VarNames;
        int found = -1;
        for (int i = code.PosOnlyCount; i < total; i++)
            if (ReferenceEquals(names[i], name)) { found = i; break; }
        if (found < 0)
            for (int i = code.PosOnlyCount; i < total; i++)
                if (names[i].Equals(name)) { found = i; break; }
        if (found < 0)
        {
            if (kwargs == null) throw UnexpectedKeyword(f, name, kw);
            kwargs.Set(name, v);
            return;
        }
        if (!regs[found].IsMissing) throw Err.TypeError($"{f.QualName}() got multiple values for argument '{name}'");
        regs[found] = v;
    }

    private static void FillDefaults(PyFunction f, int npos, Span<Value> regs)
    {
        var code = f.Code;
        int argc = code.ArgCount, ndefaults = f.Defaults?.Count ?? 0, m = argc - ndefaults;
        List<string>? missing = null;
        for (int i = npos; i < m; i++)
            if (regs[i].IsMissing) (missing ??= []).Add(code.VarNames[i].ToString());
        if (missing != null) throw Missing(f, missing, "positional");
        for (int i = Math.Max(m, 0); i < argc; i++)
            if (regs[i].IsMissing) regs[i] = f.Defaults![i - m];
    }

    private static void FillKwDefaults(PyFunction f, Span<Value> regs)
    {
        var code = f.Code;
        List<string>? missing = null;
        for (int i = code.ArgCount; i < code.ArgCount + code.KwOnlyCount; i++)
        {
            if (!regs[i].IsMissing) continue;
            var d = f.KwDefaults?.TryGet(code.VarNames[i]) ?? Value.Missing;
            if (d.IsMissing) (missing ??= []).Add(code.VarNames[i].ToString());
            else regs[i] = d;
        }
        if (missing != null) throw Missing(f, missing, "keyword-only");
    }

    private static PyException Missing(PyFunction f, List<string> names, string kind)
    {
        string list = names.Count switch
        {
            1 => $"'{names[0]}'",
            2 => $"'{names[0]}' and '{names[1]}'",
            _ => string.Join(", ", names.SkipLast(1).Select(n => $"'{n}'")) + $", and '{names[^1]}'",
        };
        return Err.TypeError($"{f.QualName}() missing {names.Count} required {kind} argument{(names.Count == 1 ? "" : "s")}: {list}");
    }

    private static PyException TooManyPositional(PyFunction f, int given, Span<Value> regs)
    {
        var code = f.Code;
        int kwonlyGiven = 0;
        for (int i = code.ArgCount; i < code.ArgCount + code.KwOnlyCount; i++)
            if (!regs[i].IsMissing) kwonlyGiven++;
        int ndefaults = f.Defaults?.Count ?? 0;
        bool plural = ndefaults > 0 || code.ArgCount != 1;
        string sig = ndefaults > 0 ? $"from {code.ArgCount - ndefaults} to {code.ArgCount}" : code.ArgCount.ToString();
        string kwonly = kwonlyGiven > 0
            ? $" positional argument{(given != 1 ? "s" : "")} (and {kwonlyGiven} keyword-only argument{(kwonlyGiven != 1 ? "s" : "")})"
            : "";
        return Err.TypeError($"{f.QualName}() takes {sig} positional argument{(plural ? "s" : "")} but {given}{kwonly} {(given == 1 && kwonlyGiven == 0 ? "was" : "were")} given");
    }

    private static PyException UnexpectedKeyword(PyFunction f, PyStr name, PyStr[] kw)
    {
        var code = f.Code;
        var posonly = new List<string>();
        for (int i = 0; i < code.PosOnlyCount; i++)
            foreach (var k in kw)
                if (code.VarNames[i].Equals(k)) posonly.Add(k.ToString());
        if (posonly.Count > 0)
            return Err.TypeError($"{f.QualName}() got some positional-only arguments passed as keyword arguments: '{string.Join(", ", posonly)}'");
        string? suggestion = Suggestions.Closest(name.ToString(),
            code.VarNames.Skip(code.PosOnlyCount).Take(code.ArgCount + code.KwOnlyCount - code.PosOnlyCount).Select(n => n.ToString()));
        return Err.TypeError($"{f.QualName}() got an unexpected keyword argument '{name}'" + (suggestion == null ? "" : $". Did you mean '{suggestion}'?"));
    }
}

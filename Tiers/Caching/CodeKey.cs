using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Caching;

/// <summary>
/// What a code object is known by in another process: its name and what it does, not the file and the line where it stands, nor what is in functions within
/// it. Two code objects with one key may take each other's profile, which is a hint only.
/// </summary>
internal static class CodeKey
{
    private static readonly ConditionalWeakTable<PyCode, StrongBox<ulong>> Known = [];

    /// <summary>A quick look at the code: what has another number here has another key.</summary>
    public static uint Quick(PyCode code)
    {
        uint h = 2166136261;
        foreach (char c in code.QualName.ToString()) h = (h ^ c) * 16777619;
        h = (h ^ (uint)code.Code.Length) * 16777619;
        return (h ^ (uint)code.RegCount) * 16777619;
    }

    public static ulong Of(PyCode code) => Known.GetValue(code, static c => new StrongBox<ulong>(Compute(c))).Value;

    private static ulong Compute(PyCode code)
    {
        var w = new CacheWriter();
        w.Text(code.QualName.ToString());
        foreach (int n in (ReadOnlySpan<int>)[code.ArgCount, code.PosOnlyCount, code.KwOnlyCount, (int)code.Flags, code.RegCount, code.FreeReg]) w.Number(n);
        w.Flag(code.IsHidden);
        foreach (var list in (ReadOnlySpan<PyStr[]>)[code.VarNames, code.CellVars, code.FreeVars, code.Names])
        {
            w.Number(list.Length);
            foreach (var s in list) w.Text(s.ToString());
        }
        foreach (int r in code.CellRegs) w.Number(r);
        w.Bytes(MemoryMarshal.AsBytes(code.Code.AsSpan()));
        foreach (var h in code.Handlers)
            foreach (int n in (ReadOnlySpan<int>)[h.Start, h.End, h.Handler, h.Reg]) w.Number(n);
        foreach (var c in code.Consts) Constant(w, c);
        return Fingerprint.Of(w.Written);
    }

    private static void Constant(CacheWriter w, Value v)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (v.IsInt || v.IsFloat)
        {
            w.Flag(v.IsInt);
            w.Fixed64((ulong)v.Bits);
            return;
        }
        w.Text(v.Ref!.GetType().Name);
        switch (v.Ref)
        {
            case PyBool: w.Flag(v.IsTrue); break;
            case PyStr s: w.Text(s.ToString()); break;
            case PyBytes b: w.Bytes(b.AsSpan()); break;
            case PyBigInt b: w.Bytes(b.Big.ToByteArray()); break;
            case PyCode c: w.Text(c.QualName.ToString()); break;
            case PyFrozenSet f: w.Number(f.Count); break;
            case PyTuple t:
                w.Number(t.Count);
                foreach (var x in t.AsSpan()) Constant(w, x);
                break;
        }
    }
}

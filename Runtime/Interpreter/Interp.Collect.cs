using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Interpreter;

/// <summary>Unwinds the dispatch loop so that <c>gc.collect()</c> runs without the loop's own stack, which would keep alive what it last touched.</summary>
internal sealed class CollectRequest : Exception
{
    public static readonly CollectRequest Instance = new();
}

/// <summary>Collections asked for by the program.</summary>
internal static unsafe partial class Interp
{
    /// <summary>True when <c>gc.collect</c> was called by an instruction of the running frame, to which a <see cref="CollectRequest"/> then returns.</summary>
    internal static bool CalledByInstruction(string module, string name)
    {
        if (PyThread.Current.TopFrame is not { } f || f.Regs == null) return false;
        var i = f.Pc - 1;
        return i >= f.Code.Start && i->Op == Op.Call && f[i->B].Ref is PyBuiltinFunction { } b && b.Module == module && b.Name == name;
    }

    // The call's own registers and those above it are dead; older temporaries are in use.
    private static void FinishCollect(PyThread t)
    {
        var f = t.Frames[t.Depth];
        var i = f.Pc - 1;
        for (int r = i->B; r < f.Code.RegCount; r++) f[r] = Value.Missing;
        f[i->A] = Value.Int(GcModule.CollectNow());
    }
}

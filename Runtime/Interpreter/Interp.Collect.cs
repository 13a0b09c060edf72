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
        if (i < f.Code.Start || i->Op != Op.Call) return false;
        return f[i->B].Ref switch
        {
            PyBuiltinFunction b => b.Module == module && b.Name == name,
            PyMethodDescriptor d => d.Owner.Module == module && d.Name == name,
            _ => false,
        };
    }

    /// <summary>
    /// Forgets what a frame no longer needs: registers above those of the call it is in (with them, when the callee is a Python frame that has
    /// taken its arguments over), and inline caches that keep classes alive.
    /// </summary>
    internal static void ForgetDead(Frame f, Frame? above)
    {
        if (f.Regs == null || f.Code == null) return;
        var caches = f.Code.Caches;
        for (int k = 0; k < caches.Length; k++)
            if (caches[k] is AttrCache or ObjectAttrCache or ConstructCache) caches[k] = null;
        var i = f.Pc - 1;
        if (i < f.Code.Start || i->Op is not (Op.Call or Op.CallKw)) return;
        int dead = above is { Kind: FrameKind.Call } ? i->B : i->B + 2 + i->C;
        // The callee's registers may begin at its arguments, among this frame's own.
        int end = above != null && above.Regs == f.Regs ? Math.Min(f.Code.RegCount, above.Base - f.Base) : f.Code.RegCount;
        if (dead < end) f.Regs.AsSpan(f.Base + dead, end - dead).Fill(Value.Missing);
    }

    // The call's own registers and those above it are dead; older temporaries are in use.
    private static void FinishCollect(PyThread t)
    {
        var f = t.Frames[t.Depth];
        var i = f.Pc - 1;
        for (int r = i->B; r < f.Code.RegCount; r++) f[r] = Value.Missing;
        t.ForgetExits();
        f[i->A] = Value.Int(GcModule.CollectNow());
    }
}

using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Bytecode.Compiling;

namespace TieredPy.Tiers.Recording;

/// <summary>The backward analysis of which registers may still be read.</summary>
internal static class Liveness
{
    /// <summary>For each instruction a bit set: the registers alive just before it.</summary>
    public static ulong[][] Of(CodeInfo info)
    {
        var code = info.Code;
        int n = code.Code.Length, words = (code.RegCount + 63) / 64 + 1;
        var live = new ulong[n][];
        for (int pc = 0; pc < n; pc++) live[pc] = new ulong[words];
        var now = new ulong[words];
        for (bool changed = true; changed;)
        {
            changed = false;
            for (int pc = n - 1; pc >= 0; pc--)
            {
                var op = code.Code[pc].Op;
                if (op == Op.Ext) continue;
                Array.Clear(now);
                int next = info.Next(pc);
                if (!OpInfo.IsEnd(op) && next < n) Join(now, live[next]);
                int target = info.Target(pc);
                if (target >= 0) Join(now, live[target]);
                foreach (int r in info.Writes[pc]) now[r >> 6] &= ~(1UL << r);
                // What a handler reads is alive wherever it protects.
                foreach (var h in code.Handlers)
                {
                    if (pc < h.Start || pc >= h.End) continue;
                    bool had = (now[h.Reg >> 6] & 1UL << h.Reg) != 0;
                    Join(now, live[h.Handler]);
                    if (!had) now[h.Reg >> 6] &= ~(1UL << h.Reg);
                }
                foreach (int r in info.Reads[pc]) now[r >> 6] |= 1UL << r;
                if (!now.AsSpan().SequenceEqual(live[pc]))
                {
                    now.CopyTo(live[pc], 0);
                    changed = true;
                }
            }
        }
        return live;
    }

    private static void Join(ulong[] into, ulong[] from)
    {
        for (int w = 0; w < into.Length; w++) into[w] |= from[w];
    }
}

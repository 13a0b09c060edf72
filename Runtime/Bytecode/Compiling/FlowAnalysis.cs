namespace TieredPy.Runtime.Bytecode.Compiling;

/// <summary>Reachability, and definite assignment of locals: which CheckLocals can never fail.</summary>
internal static class FlowAnalysis
{
    /// <summary>Marks as dead what no path from the start reaches; a handler is reached from what it protects.</summary>
    public static void MarkUnreachable(CodeUnit unit)
    {
        var span = CollectionsMarshal.AsSpan(unit.Code);
        var reached = new bool[span.Length];
        var regionReached = new bool[unit.Regions.Count];
        var work = new List<int>(4) { 0 };
        while (work.Count > 0)
        {
            int n = work[^1];
            work.RemoveAt(work.Count - 1);
            while (n < span.Length && !reached[n])
            {
                reached[n] = true;
                ref readonly var i = ref span[n];
                if (i.Region >= 0 && !regionReached[i.Region] && !OpInfo.IsSafe(i.Op))
                {
                    regionReached[i.Region] = true;
                    work.Add(unit.Labels[unit.Regions[i.Region].Handler]);
                }
                if (i.Target >= 0) work.Add(unit.Labels[i.Target]);
                if (OpInfo.IsEnd(i.Op)) break;
                n++;
            }
        }
        for (int n = 0; n < span.Length; n++) span[n].Dead |= !reached[n];

        // A region whose every protected instruction is safe has an unreached handler: leave it.
        for (int n = 0; n < span.Length; n++)
        {
            ref var i = ref span[n];
            if (!i.Dead && i.Region >= 0 && !regionReached[i.Region]) i.Region = -1;
        }
    }

    /// <summary>Removes the CheckLocals of locals that are assigned on every path.</summary>
    public static void RemoveChecks(CodeUnit unit)
    {
        var span = CollectionsMarshal.AsSpan(unit.Code);

        // Only locals with checks need tracking; a parameter only when something unbinds it.
        var bit = new int[unit.LocalNames.Count];
        for (int n = 0; n < bit.Length; n++) bit[n] = -1;
        var unbound = new bool[bit.Length];
        foreach (ref readonly var i in span)
        {
            if (i.Op == Op.Unbind && VReg.IsLocal(i.A) && !i.Dead) unbound[i.A] = true;
        }
        int bits = 0;
        foreach (ref var i in span)
        {
            if (i.Op != Op.CheckLocal || i.Dead) continue;
            if (i.A < unit.ParamCount && !unbound[i.A]) i.Dead = true;
            else if (bit[i.A] < 0) bit[i.A] = bits++;
        }
        if (bits == 0) return;
        new Assignment(unit, bit, bits).Run();
    }

    /// <summary>A forward "assigned on all paths" analysis over basic blocks.</summary>
    private sealed class Assignment
    {
        private readonly CodeUnit unit;
        private readonly int[] bit;
        private readonly int words;

        /// <summary>The block that starts at an instruction, or -1.</summary>
        private readonly int[] blockAt;
        private readonly List<int> starts = [];
        private readonly ulong[]?[] entry;
        private readonly Stack<int> work = new();
        private readonly bool[] queued;

        public Assignment(CodeUnit unit, int[] bit, int bits)
        {
            this.unit = unit;
            this.bit = bit;
            words = (bits + 63) / 64;
            var span = CollectionsMarshal.AsSpan(unit.Code);
            var leader = new bool[span.Length + 1];
            leader[0] = true;
            for (int n = 0; n < span.Length; n++)
            {
                if (span[n].Dead) continue;
                if (span[n].Target >= 0) leader[unit.Labels[span[n].Target]] = leader[n + 1] = true;
                else if (OpInfo.IsEnd(span[n].Op)) leader[n + 1] = true;
            }
            foreach (var r in unit.Regions) leader[unit.Labels[r.Handler]] = true;
            blockAt = new int[span.Length + 1];
            for (int n = 0; n < blockAt.Length; n++) blockAt[n] = -1;
            for (int n = 0; n < span.Length; n++)
            {
                if (!leader[n]) continue;
                blockAt[n] = starts.Count;
                starts.Add(n);
            }
            entry = new ulong[starts.Count][];
            queued = new bool[starts.Count];
        }

        public void Run()
        {
            var first = new ulong[words];
            for (int r = 0; r < unit.ParamCount; r++)
            {
                if (bit[r] >= 0) first[bit[r] >> 6] |= 1UL << bit[r];
            }
            Flow(0, first);
            var state = new ulong[words];
            while (work.TryPop(out int b))
            {
                queued[b] = false;
                entry[b]!.CopyTo(state, 0);
                Walk(starts[b], state, false);
            }
            for (int b = 0; b < starts.Count; b++)
            {
                if (entry[b] is not { } e) continue;
                e.CopyTo(state, 0);
                Walk(starts[b], state, true);
            }
        }

        /// <summary>Goes through the block at <paramref name="n"/>; at the end passes the state on, or, when all is known, removes checks.</summary>
        private void Walk(int n, ulong[] state, bool remove)
        {
            var span = CollectionsMarshal.AsSpan(unit.Code);
            int first = n, told = -2;
            for (; n < span.Length; n++)
            {
                if (n != first && blockAt[n] >= 0)
                {
                    if (!remove) Flow(n, state);
                    return;
                }
                ref var i = ref span[n];
                if (i.Dead) continue;
                if (!remove && i.Region >= 0 && i.Region != told)
                {
                    Flow(unit.Labels[unit.Regions[i.Region].Handler], state);
                    told = i.Region;
                }
                if (i.Op == Op.CheckLocal)
                {
                    if (remove && (state[bit[i.A] >> 6] & 1UL << bit[i.A]) != 0) i.Dead = true;
                    Set(state, i.A);
                }
                else if (i.Op == Op.Unbind)
                {
                    if (VReg.IsLocal(i.A) && bit[i.A] >= 0)
                    {
                        state[bit[i.A] >> 6] &= ~(1UL << bit[i.A]);
                        told = -2;
                    }
                }
                else if (i.Op == Op.ForLoop)
                {
                    if (!remove)
                    {
                        if (n + 1 < span.Length) Flow(n + 1, state);
                        Set(state, i.A);
                        Flow(unit.Labels[i.Target], state);
                    }
                    return;
                }
                else if (OpInfo.WriteCount(i.Op) is var count and not 0)
                {
                    int total = count >= 0 ? count : i.Op == Op.UnpackEx ? i.C + 1 + i.D : i.C;
                    for (int k = 0; k < total; k++) Set(state, i.A + k);
                }
                if (i.Target >= 0 && !remove) Flow(unit.Labels[i.Target], state);
                if (OpInfo.IsEnd(i.Op)) return;
            }
        }

        private void Set(ulong[] state, int reg)
        {
            if (VReg.IsLocal(reg) && bit[reg] >= 0) state[bit[reg] >> 6] |= 1UL << bit[reg];
        }

        /// <summary>Meets <paramref name="state"/> with what is known at the block of instruction <paramref name="n"/>.</summary>
        private void Flow(int n, ulong[] state)
        {
            while (n < blockAt.Length && blockAt[n] < 0) n++;
            if (n >= blockAt.Length) return;
            int b = blockAt[n];
            bool changed = false;
            if (entry[b] is not { } e)
            {
                entry[b] = (ulong[])state.Clone();
                changed = true;
            }
            else
            {
                for (int w = 0; w < words; w++)
                {
                    ulong met = e[w] & state[w];
                    changed |= met != e[w];
                    e[w] = met;
                }
            }
            if (changed && !queued[b])
            {
                queued[b] = true;
                work.Push(b);
            }
        }
    }
}

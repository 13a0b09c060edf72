using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Tiers.Building;
using TieredPy.Tiers.Deopt;
using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Policy;

/// <summary>Where code is put into the program, what it relies upon, and how it is taken out again.</summary>
internal sealed unsafe partial class Tier1
{
    private void Depend(CompiledRegion region, IEnumerable<object> things)
    {
        lock (gate)
            foreach (var thing in things) dependents.GetOrCreateValue(thing).Add(new WeakReference<CompiledRegion>(region));
    }

    /// <summary>Remembers that a region would rather call these functions directly, once they have code.</summary>
    private void Want(RegionVersion version, HashSet<PyCode> codes)
    {
        lock (gate)
            foreach (var code in codes)
                if (code != version.Root.Code) wanting.GetOrCreateValue(code).Add(version);
    }

    /// <summary>A function's code isn't called any more: who did call it waits for other code of the function.</summary>
    private void Retire(CallTarget target)
    {
        target.Pointer = 0;
        foreach (var caller in callers.Take(target)) Want(caller, [target.Code]);
    }

    /// <summary>A function got its first code, or code of another signature: regions that call it are compiled again.</summary>
    private void Satisfy(PyCode code)
    {
        HashSet<RegionVersion>? versions;
        lock (gate)
        {
            if (!wanting.TryGetValue(code, out versions)) return;
            wanting.Remove(code);
        }
        foreach (var v in versions)
        {
            if (v.Region is { IsInvalid: true } || v.Region == null && !v.IsGivenUp || v.Root.IsCompiling || v.Root.IsOrdered || v.Root.Compiles > JitOptions.Current.MaxRecompiles) continue;
            v.IsGivenUp = v.Root.IsGivenUp = false;
            // Other functions that it calls may get code meanwhile.
            Order(v, urgent: false);
        }
    }

    private static void Install(RegionVersion version, CompiledRegion region)
    {
        var (root, former) = (version.Root, version.Region);
        version.Region = region;
        if (former != null)
        {
            // A function's code calls itself: what runs now would go on in it, and leave it by the exits for which there is new code. A loop may run for long yet.
            if (root.IsFunction || former.IsKept && !region.IsKept) former.Invalidate();
            return;
        }
        if (root.IsFunction || root.IsBody)
        {
            root.Code.Compiled ??= new RegionEntry(root);
            root.Code.Heat = root.IsBody ? FunctionThreshold : 0;
        }
        else if (root.Code.CompiledAt(root.Pc) == null) root.Code.Patch(root.Pc, new RegionEntry(root));
    }

    /// <summary>What is to hold a region's code, told already when something changes that the region relies upon.</summary>
    private CompiledRegion Watched(RegionVersion version, BuiltRegion built, CallTarget[] callees)
    {
        var region = new CompiledRegion(this, version, built.Region.MaxInlineDepth) { Callees = callees };
        Depend(region, built.Types);
        Depend(region, built.Globals);
        return region;
    }

    /// <summary>Has the kernels of a loop run until it has code, where they can.</summary>
    private void InstallEarly(Compilation c)
    {
        if (!EarlyKernel.MayRun(c.Built.Region, c.Region.Callees, c.Kernels)) return;
        var region = Watched(c.Version, c.Built, []);
        if (EarlyKernel.Of(c.Built.Region, region, c.Kernels) is not { } interpreted) return;
        region.Complete(interpreted);
        c.Early = region;
        Install(c.Version, region);
        c.Times.End("kernels installed");
    }

    private void Invalidate(CompiledRegion region, bool isPassing = false)
    {
        region.Invalidate();
        Interlocked.Increment(ref DirectCalls.Epoch);
        if (region.Version.Target is { } target) Retire(target);
        JitStats.Count(Counter.RegionsInvalidated);
        Drop(region, isPassing);
    }

    /// <summary>Takes a region that must not be entered any more out of its root. Who invalidates it and who installs it both come here: one of them finds it in place.</summary>
    private void Drop(CompiledRegion region, bool isPassing = false)
    {
        var version = region.Version;
        if (version.Region != region) return;
        var root = version.Root;
        lock (gate)
        {
            if (Array.IndexOf(root.Versions, version) < 0) return;
            root.Versions = Array.FindAll(root.Versions, v => v != version);
        }
        if (!isPassing && ++root.Invalidations > MaxInvalidations) root.IsGivenUp = true;
        if (Array.Exists(root.Versions, v => v.Region != null)) return;
        if (root.IsFunction || root.IsBody)
        {
            root.Code.Compiled = null;
            root.Code.Heat = FunctionThreshold;
        }
        else root.Code.Patch(root.Pc, null);
        if (!root.IsGivenUp) (root.Code.Foreseen as Caching.ForeseenCode)?.Lost(root.Code, root.Pc);
    }
}

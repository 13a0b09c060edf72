using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Building;
using TieredPy.Tiers.Cil;
using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.Interpreting;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Ir.Text;
using TieredPy.Tiers.Optimizing;
using TieredPy.Tiers.X64;

namespace TieredPy.Tiers.Policy;

/// <summary>How a region's code is made. The first half makes the region and its kernels, the second has RyuJIT compile the code around them, which takes most of the time.</summary>
internal sealed unsafe partial class Tier1
{
    /// <summary>Regions until the compiler's own code is there, so that it takes no longer than is worth waiting for.</summary>
    private const int WarmAfter = 4;

    /// <summary>Frames beyond which the program's own stack isn't used for compiling.</summary>
    private const int MostFramesBelow = 200;

    /// <summary>One compilation at a time, on whichever thread.</summary>
    private readonly Lock compiling = new();
    private int compiled;

    /// <summary>Makes code of what was recorded, and installs it.</summary>
    internal void Compile(RegionVersion version)
    {
        lock (compiling)
            if (Begin(version) is { } begun) Finish(begun);
    }

    /// <summary>It may be for <see cref="MakesKernelsAtOnce"/>.</summary>
    private bool IsLikelyKernelAtOnce(RegionVersion version) =>
        JitOptions.Current.MaxTier >= 2 && version is { Root: { IsFunction: false, IsBody: false }, Region: null } && compiled >= WarmAfter && queue.Length == 0 && NumericProfile.IsLikelyKernel(version.Profile);

    /// <summary>
    /// Of a loop that is likely to become a kernel, the program's own thread makes it, and enters it at once: to wake the compiler's thread may take longer than that, and
    /// a kernel makes good for the wait in no time. The code around it is left to that thread. False: nothing was done.
    /// </summary>
    private bool MakesKernelsAtOnce(PyThread t, RegionVersion version)
    {
        if (t.Depth > MostFramesBelow || !RuntimeHelpers.TryEnsureSufficientExecutionStack()) return false;
        if (!compiling.TryEnter()) return false;
        Compilation? begun;
        try
        {
            begun = Begin(version);
        }
        finally
        {
            compiling.Exit();
        }
        if (begun != null)
            queue.Add(() =>
            {
                lock (compiling) Finish(begun);
            }, CompileQueue.Hot);
        return true;
    }

    /// <summary>The first half; null when it comes to nothing.</summary>
    private Compilation? Begin(RegionVersion version)
    {
        var c = new Compilation(version);
        bool goesOn = false;
        try
        {
            goesOn = Prepare(c);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Fail(c, e);
        }
        finally
        {
            Spent(c);
            if (!goesOn) version.Root.IsCompiling = false;
        }
        return goesOn ? c : null;
    }

    private void Finish(Compilation c)
    {
        c.Times.Resume();
        try
        {
            MakeCode(c);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Fail(c, e);
        }
        finally
        {
            Spent(c);
            c.Root.IsCompiling = false;
            Interlocked.Increment(ref compiled);
        }
    }

    private void Spent(Compilation c)
    {
        long spent = c.Times.Spent;
        effort.Compiled(spent);
        JitStats.Count(Counter.CompileMicroseconds, (long)Stopwatch.GetElapsedTime(0, spent).TotalMicroseconds);
    }

    private void Fail(Compilation c, Exception e)
    {
        JitHooks.ReportAborted(c.Root.Code, c.Root.Pc, e is NotInterpretableException ? AbortReason.NotInterpretable : AbortReason.CompilerFault);
        c.Version.IsGivenUp = true;
        if (c.Early != null) Invalidate(c.Early);
        if (DumpLog.Wants('r', c.Root.Code)) DumpLog.Write('r', $"{c.Root.Code.QualName}: compiler fault", e.ToString());
    }

    /// <summary>Builds the region, makes its kernels, and has them run until the rest is there. False: there will be no code.</summary>
    private bool Prepare(Compilation c)
    {
        var (version, root) = (c.Version, c.Root);
        for (int disturbances = 0; ;)
        {
            c.FunctionChanges = Volatile.Read(ref functionChanges);
            uint typesBefore = PyType.LastVersion;
            if (Optimize(c) is not { } built) return false;
            c.Built = built;
            if (!version.IsAwaited && !Pays(built))
            {
                // Until functions that it calls have code of their own, perhaps.
                GiveUp(version);
                Want(version, built.Wanted);
                return false;
            }
            c.Region = Watched(version, built, DirectCallees(built.Region));
            // A store to a global that was on its way when the region began to rely on it is seen now, or reports itself.
            if (built.Globals.Count > 0) Interlocked.MemoryBarrierProcessWide();
            if (Volatile.Read(ref functionChanges) == c.FunctionChanges && !built.Types.Any(type => type.ChangedSince(typesBefore)) && built.Globals.All(g => g.IsConstant)) break;
            if (++disturbances < MaxDisturbances) continue;
            JitHooks.ReportAborted(root.Code, root.Pc, AbortReason.AssumptionBroken);
            return false;
        }
        Want(version, c.Built.Wanted);
        if (JitOptions.Current.MaxTier >= 2) (c.Kernels, c.Recursion) = KernelCompiler.Compile(c.Built.Region);
        c.Times.End("kernels");
        if (!JitOptions.Current.Sync && version.Region == null && !root.IsBody) InstallEarly(c);
        return true;
    }

    private BuiltRegion? Optimize(Compilation c)
    {
        var root = c.Root;
        var built = RegionBuilder.Build(c.Version.Profile, root.Pc, this);
        c.Times.End("building");
        if (built == null)
        {
            JitHooks.ReportAborted(root.Code, root.Pc, AbortReason.TooLarge);
            c.Version.IsGivenUp = true;
            return null;
        }
        Passes.Run(built.Region, JitOptions.Current.DisabledPasses, (pass, r) =>
        {
            if (DumpLog.Wants('p', root.Code)) DumpLog.Write('p', $"{r.Name} after {pass}", IrPrinter.Print(r));
            Passed?.Invoke(pass, r);
            if (JitOptions.Current.RereadIr) IrParser.Reread(r);
        });
        if (JitOptions.Current.RereadIr) built = built with { Region = IrParser.Reread(built.Region) };
        if (DumpLog.Wants('r', root.Code)) DumpLog.Write('r', built.Region.Name, IrPrinter.Print(built.Region));
        if (IrVerifier.Enabled) IrVerifier.Verify(built.Region);
        Optimized?.Invoke(root.Code, built.Region);
        c.Times.End("passes");
        return built;
    }

    /// <summary>Has RyuJIT compile the region, and installs the code.</summary>
    private void MakeCode(Compilation c)
    {
        var (version, root, built, region) = (c.Version, c.Root, c.Built, c.Region);
        var (entry, body) = JitOptions.Current.InterpretIr
            ? InterpretedMethods.Make(built.Region, region, c.Kernels.FindAll(InterpretedRegion.CanRun))
            : CilCompiler.CompileAll(built.Region, region, DumpLog.Wants('c', root.Code) ? text => DumpLog.Write('c', built.Region.Name, text) : null, c.Kernels, c.Recursion, !version.WantsNewCode);
        region.Target = built.Region.Function;
        region.Complete(entry, body);
        if (!JitOptions.Current.InterpretIr) region.ReleaseNodes();
        c.Times.End("code");
        bool replaces = false;
        if (body != null)
        {
            region.Target!.Callees = region.Callees;
            root.Kept.Add(body);
            replaces = SetTarget(version, region.Target!, body);
        }
        callers.Note(version, region.Callees);
        JitStats.Count(Counter.CilInstructions, (body ?? entry).InstructionCount);
        foreach (var b in built.Region.Blocks)
            foreach (var n in b.Nodes)
                if (n.Exit != null) JitStats.Count(Counter.Guards);
        if (version.Number == 0) version.Number = Interlocked.Increment(ref numbers);
        CompileReport.Tell(version, region, built.Region, c.Kernels, c.Recursion);
        root.Compiles++;
        JitStats.Count(version.Compiles++ == 0 ? Counter.RegionsCompiled : Counter.RegionsRecompiled);
        bool first = version.Region == null || version.Region == c.Early;
        Install(version, region);
        c.Times.End("installing");
        if (DumpLog.Wants('t', root.Code)) DumpLog.Write('t', $"compiled {built.Region.Name}", $"{c.Times}");
        // What changed while RyuJIT worked has told those regions only that were there.
        if (Volatile.Read(ref functionChanges) != c.FunctionChanges) Invalidate(region);
        if (region.IsDropped) Drop(region);
        if ((first || replaces) && root.IsFunction) Satisfy(root.Code);
    }
}

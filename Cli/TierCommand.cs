using System.Runtime.CompilerServices;
using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Command;
using TieredPy.Runtime.Importing;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Modules;
using TieredPy.Tiers;
using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.Options;
using TieredPy.Tiers.Policy.Warming;

namespace TieredPy.Cli;

/// <summary>
/// The tiers' part of the command. Methods that touch Tiers are apart and not inlined, so that its assembly is loaded by the runs that need it.
/// </summary>
internal sealed class TierCommand : CommandExtension
{
    private TierOptions? options;
    private string? cacheOption, cacheCommand;

    /// <summary>The file that keeps what runs of the program leave to the next; null when nothing does.</summary>
    private string? cacheFile;

    /// <summary>What makes the tiers ready while the program begins; null where that is no use.</summary>
    private TierWarmUp? warmUp;

    /// <summary>Milliseconds of a short program's run before it is worth to make the tiers ready: most are over by then.</summary>
    private const int WarmUpDelay = 5;

    /// <summary>Bytes of text from which a program is expected to run for longer.</summary>
    private const int LongProgram = 1024;

    private bool isLong;

    public override string Help => TierOptions.Help;

    public override OptionOutcome Take(OptionReader option, out string problem)
    {
        problem = "";
        if (option.Name == "--cache") return TakeCache(option, out problem);
        if (option.Name is "--cache-info" or "--cache-verify" or "--cache-clear" or "--cache-build")
        {
            cacheCommand = option.Name[8..];
            return OptionOutcome.Taken;
        }
        return TierOptions.IsOne(option.Name) ? (options ??= new TierOptions()).Take(option, out problem) : OptionOutcome.Unknown;
    }

    public override bool RunInstead(ReadOnlySpan<string> arguments, ReadOnlySpan<string> program, out int exit)
    {
        exit = 0;
        isLong = IsLong(program);
        if (cacheCommand != null) cacheOption ??= CacheLocation.Folder(null) ?? CacheLocation.On;
        if (CacheLocation.Folder(cacheOption) is { } folder)
        {
            if (cacheCommand is not (null or "build"))
            {
                exit = Maintain(cacheCommand, folder);
                return true;
            }
            cacheFile = CacheLocation.File(folder, program);
            if (cacheCommand != null) (options ??= new TierOptions()).CachesAll = true;
        }
        return options != null && options.Compare(arguments, program, out exit);
    }

    public override void AddModules() => BuiltinModuleLoader.Add("pypyjit", () =>
    {
        warmUp?.Finish();
        return CreatePypyJit();
    });

    public override void Start()
    {
        if (options != null) Shutdown.AtEnd(() => warmUp?.Finish());
        if (!(options?.Start() ?? RunsByDefault)) return;
        if (options is { ChangesCompiling: true } || cacheFile != null && File.Exists(cacheFile))
        {
            // The compiler's thread begins at once where a former run has left something.
            TierWarmUp.InitializeShared();
            StartTiers(cacheFile);
        }
        else CountOnly();
    }

    internal override void Ending()
    {
        if (cacheFile != null && CompilingTier.Installed is not (null or DeferredTier)) Save();
    }

    private OptionOutcome TakeCache(OptionReader option, out string problem)
    {
        cacheOption = option.Value();
        problem = cacheOption.Length == 0 ? "--cache needs a folder, on or off" : "";
        return problem.Length == 0 ? OptionOutcome.Taken : OptionOutcome.Refused;
    }

    /// <summary>A constant of Tiers, which asking for doesn't load.</summary>
    private static bool RunsByDefault => JitOptions.DefaultMaxTier > 0;

    /// <summary>Counts with the default thresholds; the tier itself comes when something is hot.</summary>
    private void CountOnly()
    {
        CompilingTier.LoopThreshold = JitOptions.DefaultLoopThreshold;
        CompilingTier.FunctionThreshold = JitOptions.DefaultFunctionThreshold;
        // One processor has no time beside the program.
        if (Environment.ProcessorCount > 1) warmUp = new TierWarmUp(MakeReady, isLong ? 0 : WarmUpDelay);
        CompilingTier.Install(new DeferredTier(() => StartTiers(cacheFile), warmUp));
    }

    /// <param name="program">The program and its arguments, as on the command line.</param>
    private static bool IsLong(ReadOnlySpan<string> program)
    {
        if (program.Length == 0) return false;
        string first = program[0];
        if (first.StartsWith("-m", StringComparison.Ordinal)) return true;
        if (first.StartsWith("-c", StringComparison.Ordinal)) return first.Length + (program.Length > 1 ? program[1].Length : 0) >= LongProgram;
        return NativeFile.Status(first) is { Size: >= LongProgram };
    }

    internal override void ProgramCompiled(PyCode code)
    {
        if (options != null) DumpBytecode(code);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StartTiers(string? cacheFile)
    {
        JitOptions.Current.CacheFile = cacheFile;
        TierRuntime.Install(JitOptions.Current);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void MakeReady(TierWarmUp warmUp) => WarmCompiler.Run(() => warmUp.IsAwaited);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Runtime.Objects.PyModule CreatePypyJit() => Tiers.Modules.BuiltinModules.Create("pypyjit")!;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Maintain(string command, string folder) => Tiers.Caching.CacheMaintenance.Run(command, folder, Console.Out);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Save() => TierRuntime.Ending();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void DumpBytecode(PyCode program)
    {
        var work = new Queue<PyCode>([program]);
        while (work.TryDequeue(out var code))
        {
            if (DumpLog.Wants('b', code)) DumpLog.Write('b', code.QualName.ToString(), Disassembler.Disassemble(code, nested: false));
            foreach (var constant in code.Consts)
                if (constant.Ref is PyCode inner) work.Enqueue(inner);
        }
    }
}

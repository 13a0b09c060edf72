using System.Runtime.CompilerServices;
using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Command;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Modules;
using TieredPy.Tiers;
using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.Policy;

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

    public override void AddModules() => BuiltinModuleLoader.Add("pypyjit", static () => Tiers.Modules.BuiltinModules.Create("pypyjit")!);

    public override void Start()
    {
        if (options != null) options.Start(cacheFile);
        else if (!RunsByDefault) return;
        else if (cacheFile != null && File.Exists(cacheFile)) StartTiers(cacheFile);
        else CountOnly(cacheFile);
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
    private static void CountOnly(string? cacheFile)
    {
        CompilingTier.LoopThreshold = JitOptions.DefaultLoopThreshold;
        CompilingTier.FunctionThreshold = JitOptions.DefaultFunctionThreshold;
        CompilingTier.Install(new DeferredTier(() => StartTiers(cacheFile)));
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

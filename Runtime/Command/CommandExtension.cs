using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Command;

/// <summary>
/// What stands above the runtime and takes part in the command: it has options of its own and is told when the program starts.
/// The runtime knows none but through this.
/// </summary>
public abstract class CommandExtension
{
    /// <summary>The command's extension, if it has one.</summary>
    internal static CommandExtension? Current { get; set; }

    /// <summary>Lines of the help text that tell its options.</summary>
    public abstract string Help { get; }

    /// <summary>Sees each option that begins with two dashes before the runtime's own are tried.</summary>
    /// <param name="option">The option; its value may be taken from it.</param>
    /// <param name="problem">What is wrong with it, where the result is <see cref="OptionOutcome.Refused"/>.</param>
    public abstract OptionOutcome Take(OptionReader option, out string problem);

    /// <summary>Called when the command line is complete. True: the program isn't to be run, and <paramref name="exit"/> is the exit code.</summary>
    /// <param name="options">The arguments before the program.</param>
    /// <param name="program">The program and its arguments, <c>-c</c> or <c>-m</c> included; empty where nothing was named.</param>
    /// <param name="exit">The exit code.</param>
    public abstract bool RunInstead(ReadOnlySpan<string> options, ReadOnlySpan<string> program, out int exit);

    /// <summary>Adds its built-in modules, by <see cref="Modules.BuiltinModuleLoader.Add"/>. Called before sys is made.</summary>
    public abstract void AddModules();

    /// <summary>Called when sys is set up, before anything of Python runs.</summary>
    public abstract void Start();

    /// <summary>The main program's code, before it runs.</summary>
    internal abstract void ProgramCompiled(PyCode code);

    /// <summary>The program and its exit functions have run; what it made is still there.</summary>
    internal abstract void Ending();
}

/// <summary>What a <see cref="CommandExtension"/> did with an option.</summary>
public enum OptionOutcome
{
    /// <summary>It isn't one of its options.</summary>
    Unknown,

    /// <summary>It is, and the command line goes on.</summary>
    Taken,

    /// <summary>It said what was asked for: the command ends without error.</summary>
    Done,

    /// <summary>Its value is wrong.</summary>
    Refused,
}

/// <summary>One option <c>--name</c> or <c>--name=value</c> among the arguments.</summary>
public sealed class OptionReader(string[] args, int index)
{
    private readonly int equals = args[index].IndexOf('=');

    /// <summary>The name with its dashes, without the value.</summary>
    public string Name => equals < 0 ? args[index] : args[index][..equals];

    /// <summary>The value after '='; null where there is none.</summary>
    public string? Attached => equals < 0 ? null : args[index][(equals + 1)..];

    /// <summary>The argument after the option; null at the end.</summary>
    public string? Following => index + 1 < args.Length ? args[index + 1] : null;

    /// <summary>Where the option stands among the arguments.</summary>
    public int Index => index;

    /// <summary>Arguments of the option after its own.</summary>
    public int ExtraArguments { get; private set; }

    /// <summary>The attached value, or else the following argument, which then belongs to the option; empty where there is neither.</summary>
    public string Value()
    {
        if (Attached is { } value) return value;
        if (Following is not { } next) return "";
        ExtraArguments = 1;
        return next;
    }
}

using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Importing;
using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Command;

/// <summary>What to run.</summary>
internal enum CommandKind
{
    Interactive,
    Stdin,
    Script,
    Code,
    Module,
}

/// <summary>The command line after parsing: what to run, and its arguments. Options are in <see cref="RuntimeOptions"/>.</summary>
internal sealed class CommandLine
{
    public CommandKind Kind { get; private set; } = CommandKind.Interactive;

    /// <summary>The script's path, the code of -c or the module's name.</summary>
    public string Target { get; private set; } = "";

    /// <summary>sys.argv[1:].</summary>
    public string[] Arguments { get; private set; } = [];

    /// <summary>How many arguments stand before the one that says what to run.</summary>
    public int OptionCount { get; private set; }

    private static string Hint =>
        $"usage: {RuntimeOptions.Current.Executable} [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `{RuntimeOptions.Current.Executable} -h' for more information.";

    /// <summary>False when there is nothing to run; then <paramref name="exit"/> is the exit code.</summary>
    public static bool Parse(string[] args, out CommandLine command, out int exit)
    {
        command = new CommandLine();
        exit = 0;
        args = RawArguments.Of(args);
        var o = RuntimeOptions.Current = new RuntimeOptions { OrigArgv = [RawArguments.OwnName, .. args], Executable = NativeFile.LinkTarget("/proc/self/exe") ?? Environment.ProcessPath ?? "" };
        string? stdlib = null;
        int i = 0;
        for (; i < args.Length; i++)
        {
            string a = args[i];
            command.OptionCount = i;
            if (a == "-")
            {
                command.Kind = CommandKind.Stdin;
                i++;
                break;
            }
            if (a.StartsWith("--", StringComparison.Ordinal))
            {
                if (!TakeLong(args, ref i, ref stdlib, ref exit)) return false;
                continue;
            }
            if (a.Length < 2 || a[0] != '-')
            {
                command.Kind = CommandKind.Script;
                command.Target = a;
                i++;
                break;
            }
            if (!TakeShort(command, o, args, ref i, ref exit)) return false;
            if (command.Kind is CommandKind.Code or CommandKind.Module)
            {
                i++;
                break;
            }
        }
        if (command.Kind == CommandKind.Interactive) command.OptionCount = args.Length;
        command.Arguments = args[Math.Min(i, args.Length)..];
        if (command.Kind == CommandKind.Interactive && Modules.Posix.Libc.isatty(0) != 1 && !o.Interactive) command.Kind = CommandKind.Stdin;
        ReadEnvironment(o, ref stdlib);
        o.Stdlib = StdlibLocator.Find(stdlib);
        return true;
    }

    /// <summary>An option that begins with two dashes. False ends the command.</summary>
    private static bool TakeLong(string[] args, ref int i, ref string? stdlib, ref int exit)
    {
        string a = args[i];
        var option = new OptionReader(args, i);
        string problem = "";
        switch (CommandExtension.Current?.Take(option, out problem))
        {
            case OptionOutcome.Taken:
                i += option.ExtraArguments;
                return true;
            case OptionOutcome.Done:
                return false;
            case OptionOutcome.Refused:
                return Fail($"{problem}\n{Hint}", out exit);
        }
        string? value = null;
        int eq = a.IndexOf('=');
        string name = eq < 0 ? a : a[..eq];
        if (eq >= 0) value = a[(eq + 1)..];
        string Next(ref int k) => value ?? (k + 1 < args.Length ? args[++k] : "");
        switch (name)
        {
            case "--version":
                Tell("Python 3.13.0");
                return false;
            case "--help":
                Tell(HelpText.Text);
                return false;
            case "--help-env":
                Tell(HelpText.Environment);
                return false;
            case "--help-xoptions":
                Tell(HelpText.XOptions);
                return false;
            case "--help-all":
                Tell($"{HelpText.Text}\n\n{HelpText.Environment}\n\n{HelpText.XOptions}");
                return false;
            case "--stdlib":
                stdlib = Next(ref i);
                return true;
            case "--check-hash-based-pycs":
                string check = Next(ref i);
                if (check is not ("always" or "default" or "never"))
                    return Fail("--check-hash-based-pycs must be one of 'default', 'always', or 'never'\n" + Hint, out exit);
                return true;
            default:
                return Fail($"unknown option {a}\n{Hint}", out exit);
        }
    }

    /// <summary>An argument of one-letter options. False ends the command.</summary>
    private static bool TakeShort(CommandLine command, RuntimeOptions o, string[] args, ref int i, ref int exit)
    {
        string a = args[i];
        bool stop = false;
        for (int j = 1; j < a.Length && !stop; j++)
        {
            char c = a[j];
            switch (c)
            {
                case 'c' or 'm':
                    string rest = a[(j + 1)..];
                    if (rest.Length == 0 && ++i >= args.Length) return Fail($"Argument expected for the -{c} option\n{Hint}", out exit);
                    command.Kind = c == 'c' ? CommandKind.Code : CommandKind.Module;
                    command.Target = rest.Length > 0 ? rest : args[i];
                    stop = true;
                    break;
                case 'W' or 'X':
                    string value = a[(j + 1)..];
                    if (value.Length == 0 && ++i >= args.Length) return Fail($"Argument expected for the -{c} option\n{Hint}", out exit);
                    if (value.Length == 0) value = args[i];
                    if (c == 'W') o.WarnOptions.Add(value);
                    else if (!AddX(o, value, out exit)) return false;
                    stop = true;
                    break;
                case 'b': o.BytesWarning++; break;
                case 'B': o.DontWriteBytecode = true; break;
                case 'd': break;
                case 'E': o.IgnoreEnvironment = true; break;
                case 'h' or '?':
                    Tell(HelpText.Text);
                    return false;
                case 'i': o.Inspect = o.Interactive = true; break;
                case 'I': o.Isolated = o.IgnoreEnvironment = o.NoUserSite = o.SafePath = true; break;
                case 'J': return Fail("-J is reserved for Jython\n" + Hint, out exit);
                case 'O': o.Optimize++; break;
                case 'P': o.SafePath = true; break;
                case 'q': o.Quiet = true; break;
                case 's': o.NoUserSite = true; break;
                case 'S': o.NoSite = true; break;
                case 'u': o.Unbuffered = true; break;
                case 'v': o.Verbose++; break;
                case 'x': o.SkipFirstLine = true; break;
                case 'R' or 't': break;
                case 'V':
                    Tell(a.AsSpan(j + 1).Contains('V') ? $"Python {SysModule.Version}" : "Python 3.13.0");
                    return false;
                default:
                    return Fail($"Unknown option: -{c}\n{Hint}", out exit);
            }
        }
        return true;
    }

    private static bool AddX(RuntimeOptions o, string value, out int exit)
    {
        exit = 0;
        int eq = value.IndexOf('=');
        string name = eq < 0 ? value : value[..eq];
        string? v = eq < 0 ? null : value[(eq + 1)..];
        o.XOptions.Add(value);
        switch (name)
        {
            case "dev": o.DevMode = true; break;
            case "faulthandler": o.FaultHandler = true; break;
            case "importtime": o.ImportTime = true; break;
            case "frozen_modules":
                if (v is not (null or "" or "on" or "off"))
                    return Fail("Fatal Python error: bad value for option -X frozen_modules (expected \"on\" or \"off\")\nPython runtime state: preinitialized\n", out exit, 1);
                o.FrozenModules = v != "off";
                break;
            case "no_debug_ranges": PyCode.KeepsColumns = false; break;
            case "warn_default_encoding": o.WarnDefaultEncoding = true; break;
            case "utf8":
                if (v is not (null or "" or "0" or "1")) return Fail("Fatal Python error: preconfig_init_utf8_mode: invalid -X utf8 option value\nPython runtime state: preinitializing\n", out exit, 1);
                o.Utf8Mode = v != "0";
                break;
            case "pycache_prefix": o.PycachePrefix = v; break;
            case "int_max_str_digits":
                if (!int.TryParse(v, out int digits) || digits != 0 && digits < 640)
                    return Fail("Fatal Python error: config_init_int_max_str_digits: -X int_max_str_digits: invalid limit; must be >= 640 or 0 for unlimited.", out exit, 1);
                o.IntMaxStrDigits = digits;
                break;
        }
        return true;
    }

    private static void ReadEnvironment(RuntimeOptions o, ref string? stdlib)
    {
        stdlib ??= Environment.GetEnvironmentVariable("TIEREDPY_STDLIB");
        if (o.IgnoreEnvironment) return;
        static string? Env(string n) => Environment.GetEnvironmentVariable(n) is { Length: > 0 } v ? v : null;
        if (Env("PYTHONOPTIMIZE") is { } opt) o.Optimize = Math.Max(o.Optimize, Number(opt, 1));
        if (Env("PYTHONDONTWRITEBYTECODE") != null) o.DontWriteBytecode = true;
        if (Env("PYTHONUNBUFFERED") != null) o.Unbuffered = true;
        if (Env("PYTHONVERBOSE") is { } v) o.Verbose = Math.Max(o.Verbose, Number(v, 1));
        if (Env("PYTHONINSPECT") != null) o.Inspect = true;
        if (Env("PYTHONNOUSERSITE") != null) o.NoUserSite = true;
        if (Env("PYTHONSAFEPATH") != null) o.SafePath = true;
        if (Env("PYTHONDEVMODE") != null) o.DevMode = true;
        if (Env("PYTHONUTF8") == "1" && !NamesX(o, "utf8")) o.Utf8Mode = true;
        if (Env("PYTHONFAULTHANDLER") != null) o.FaultHandler = true;
        if (Env("PYTHON_FROZEN_MODULES") == "off" && !NamesX(o, "frozen_modules")) o.FrozenModules = false;
        if (Env("PYTHONNODEBUGRANGES") != null) PyCode.KeepsColumns = false;
        if (Env("PYTHONPROFILEIMPORTTIME") != null) o.ImportTime = true;
        if (Env("PYTHONWARNDEFAULTENCODING") != null) o.WarnDefaultEncoding = true;
        if (Env("PYTHONPYCACHEPREFIX") is { } prefix) o.PycachePrefix ??= prefix;
        if (Env("PYTHONINTMAXSTRDIGITS") is { } d) o.IntMaxStrDigits = Number(d, o.IntMaxStrDigits);
        if (Env("PYTHONWARNINGS") is { } w) o.WarnOptions.InsertRange(0, w.Split(','));
    }

    // Apart, so that a start without such variables loads no number parsing.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Number(string text, int otherwise) => int.TryParse(text, out int n) ? n : otherwise;

    /// <summary>Whether an option -X has the name, with a value or without: it goes before the environment's variable.</summary>
    private static bool NamesX(RuntimeOptions o, string name)
    {
        foreach (string option in o.XOptions)
            if (option.StartsWith(name, StringComparison.Ordinal) && (option.Length == name.Length || option[name.Length] == '=')) return true;
        return false;
    }

    /// <summary>Writes a line to standard output, or not where that is closed or full: the command ends with 0 either way.</summary>
    private static void Tell(string line)
    {
        if (!StandardStreams.IsInherited(1)) return;
        try
        {
            Console.WriteLine(line);
        }
        catch (IOException)
        {
        }
    }

    private static bool Fail(string message, out int exit, int code = 2)
    {
        ProcessError.WriteLine(message);
        exit = code;
        return false;
    }
}

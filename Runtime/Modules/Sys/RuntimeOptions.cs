namespace TieredPy.Runtime.Modules;

/// <summary>What the command line and the environment said; <c>sys.flags</c> shows it.</summary>
internal sealed class RuntimeOptions
{
    /// <summary>The options in force.</summary>
    public static RuntimeOptions Current { get; set; } = new();

    public int Optimize { get; set; }
    public bool DontWriteBytecode { get; set; }
    public bool NoUserSite { get; set; }
    public bool NoSite { get; set; }
    public bool IgnoreEnvironment { get; set; }
    public bool Isolated { get; set; }
    public bool SafePath { get; set; }

    /// <summary>Off, the library's modules that are frozen come from their files (-X frozen_modules=off).</summary>
    public bool FrozenModules { get; set; } = true;

    /// <summary>What <c>sys.path</c> began with for the program's sake: the script's folder, the current one, or "" for whichever is current; null for none.</summary>
    public string? FirstPath { get; set; }

    public int Verbose { get; set; }
    public int BytesWarning { get; set; }
    public bool Quiet { get; set; }
    public bool Inspect { get; set; }
    public bool Interactive { get; set; }
    public bool Unbuffered { get; set; }
    public bool DevMode { get; set; }
    public bool Utf8Mode { get; set; }
    public bool WarnDefaultEncoding { get; set; }

    /// <summary>How many decimal digits conversions between int and text accept; 0 for any.</summary>
    public int IntMaxStrDigits
    {
        get => IntOps.MaxStrDigits;
        set => IntOps.MaxStrDigits = Syntax.NumberLiteral.MaxDigits = value;
    }

    /// <summary>-x.</summary>
    public bool SkipFirstLine { get; set; }
    public bool FaultHandler { get; set; }
    public bool ImportTime { get; set; }
    public List<string> WarnOptions { get; } = [];
    /// <summary>-X options as they were given: a name, or name=value.</summary>
    public List<string> XOptions { get; } = [];

    /// <summary>Where the standard library's Python files are; null when none was found.</summary>
    public string? Stdlib { get; set; }

    /// <summary>The command's own file.</summary>
    public string Executable { get; set; } = "";
    public string[] OrigArgv { get; set; } = [];
    public string? PycachePrefix { get; set; }
}

namespace TieredPy.Tiers.Options;

/// <summary>
/// What the user asked of the tiers. The numbers, their defaults and meanings are listed in <see cref="JitKnobs"/>, which is what
/// <c>--jit</c> and <c>pypyjit.set_param</c> go by.
/// </summary>
public sealed class JitOptions
{
    /// <summary>The options in force. Replaced as a whole or changed in place; what reads one reads it each time.</summary>
    public static JitOptions Current { get; set; } = new();

    /// <summary>The highest tier that may run code where nothing is said.</summary>
    public const int DefaultMaxTier = 2;

    /// <summary>The thresholds where nothing is said: constants, so that counting by them doesn't load this assembly.</summary>
    public const int DefaultLoopThreshold = 1000, DefaultFunctionThreshold = 500;

    /// <summary>The highest tier that may run code; 0: the interpreter only.</summary>
    public int MaxTier { get; set; } = DefaultMaxTier;

    /// <summary>False: nothing new is recorded or compiled.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Compile on the thread that runs the program, which waits: the same program then compiles the same code each time.</summary>
    public bool Sync { get; set; }

    /// <summary>Back edges to a loop's header before it is recorded.</summary>
    public int LoopThreshold { get; set; } = DefaultLoopThreshold;

    /// <summary>Calls of a function before it is recorded from its entry.</summary>
    public int FunctionThreshold { get; set; } = DefaultFunctionThreshold;

    /// <summary>Times that compiled code is left by one exit before that exit is recorded and joins the region.</summary>
    public int ExitThreshold { get; set; } = 50;

    /// <summary>Exits from a region, per hundred instructions of its code, before it is compiled again with what was recorded at its exits.</summary>
    public int RecompilePatience { get; set; } = 200;

    /// <summary>Iterations of a loop that one recording watches.</summary>
    public int RecordIterations { get; set; } = 4;

    /// <summary>Bytecode instructions after which a recording is given up.</summary>
    public int TraceLimit { get; set; } = 6000;

    /// <summary>Python frames within one another that a recording follows into calls.</summary>
    public int InlineDepth { get; set; } = 8;

    /// <summary>Times that one region may be compiled anew.</summary>
    public int MaxRecompiles { get; set; } = 20;

    /// <summary>Percent of a program's time that recording may take.</summary>
    public int RecordPercent { get; set; } = 5;

    /// <summary>Percent of a program's time that compiling may take, on its own thread, before what has code already waits to be compiled again.</summary>
    public int CompilePercent { get; set; } = 100;

    /// <summary>
    /// For each second that was spent compiling, as far as that is all that was done: how many times more often than the thresholds say code must have run before it is recorded.
    /// </summary>
    public int DemandPerSecond { get; set; } = 30;

    /// <summary>Regions that may wait for their code before nothing else is recorded.</summary>
    public int MaxWaiting { get; set; } = 16;

    /// <summary>The file that keeps what runs of this program leave to the next; null when nothing does.</summary>
    public string? CacheFile { get; set; }

    /// <summary>Write the file also when little is new: it is made ahead of time.</summary>
    public bool CachesAll { get; set; }

    /// <summary>Bytes that the folder of that file may have: what was used least recently goes first.</summary>
    public long CacheLimit { get; set; } = 256 << 20;

    /// <summary>Rounds that a loop is sure to go, when it is entered, from which its kernel runs and not tier 1's code; 0: always the kernel.</summary>
    public int KernelRounds { get; set; } = 16;

    /// <summary>A mode for tests: each guard is made to fail the first time it is reached.</summary>
    public bool FailGuardsOnce { get; set; }

    /// <summary>A mode for tests: each region is printed and read again, and code is made of what was read.</summary>
    public bool RereadIr { get; set; }

    /// <summary>For tests: polls are asked for again and again, so many microseconds apart on average; 0: only when there is something to see to.</summary>
    public int PollMicroseconds { get; set; }

    /// <summary>A mode for tests: what comes from the cache is compared with what this run makes itself; differences are told on the standard error.</summary>
    public bool ChecksCache { get; set; }

    /// <summary>
    /// A mode for tests, where everything is hot at once: times that a place in the standard library is found hot and not recorded. What modules run while they are
    /// imported would take most of the time otherwise, the same in each program.
    /// </summary>
    public int LibraryPatience { get; set; }

    /// <summary>A mode for tests: regions aren't compiled, but executed node by node.</summary>
    public bool InterpretIr { get; set; }

    /// <summary>Names of optimiser passes that don't run.</summary>
    public System.Collections.Generic.HashSet<string> DisabledPasses { get; } = new(StringComparer.Ordinal);

    /// <summary>What to dump: b bytecode, t traces, r regions as built, p regions after each pass, c CIL, m machine code.</summary>
    public string DumpLetters { get; set; } = "";

    /// <summary>Where dumps go; null: standard error.</summary>
    public string? DumpFile { get; set; }

    /// <summary>Dump only functions of this name (or qualified name, with <c>*</c> for any text); null: all.</summary>
    public string? DumpFilter { get; set; }
}

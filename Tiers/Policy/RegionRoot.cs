using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Modules;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Policy;

/// <summary>A place where compiled code may begin (a loop head, a function's entry, or the points at which a generator is resumed), with all that is known of it.</summary>
internal sealed class RegionRoot(PyCode code, int pc, PyFunction function, bool hasNoNamespace)
{
    public RegionRoot(int pc, Frame frame) : this(frame.Code, pc, frame.Function, HasNoNamespace(frame)) { }

    public PyCode Code { get; } = code;
    public int Pc { get; } = pc;

    /// <summary>True for a function's entry, false for a loop's head.</summary>
    public bool IsFunction => Pc == 0 && !Code.IsGeneratorLike;

    /// <summary>Instead of an instruction's index: the body of a generator, from wherever it is resumed.</summary>
    public const int Body = -1;

    public bool IsBody => Pc == Body;

    /// <summary>The function that was first seen to run here.</summary>
    public PyFunction Function { get; } = ClosureKind.StandIn(function);

    /// <summary>What is compiled, each for other types of the values that come in; the first is tried first. Replaced as a whole.</summary>
    public RegionVersion[] Versions { get; set; } = [];

    /// <summary>The globals that names mean; compiled code isn't entered for a function with others.</summary>
    public PyDict Globals { get; } = function.Globals;

    /// <summary>
    /// The loop of a module's own code, whose names are globals to compiled code: it isn't entered where the same code runs with a namespace of its own, as
    /// <c>exec</c> can make it.
    /// </summary>
    public bool NamesAreGlobals { get; } = pc > 0 && HasNames(code) && hasNoNamespace;

    /// <summary>Whether compiled code may be entered by a frame.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Fits(Frame f) => f.Function.Globals == Globals && (!NamesAreGlobals || HasNoNamespace(f));

    private static bool HasNames(PyCode code) => Array.Exists(code.Code, i => Interp.PlainOp(i.Op) is Op.LoadName or Op.StoreName);

    private static bool HasNoNamespace(Frame f) => f.Locals == null || f.Locals == f.Function.Globals;

    /// <summary>Code that may still run somewhere down the stack.</summary>
    public List<object> Kept { get; } = [];

    public int Compiles { get; set; }
    public int Invalidations { get; set; }

    /// <summary>Times that it was found hot; below zero those that don't count.</summary>
    private int found = JitOptions.Current.LibraryPatience > 0 && IsOfLibrary(code) ? -JitOptions.Current.LibraryPatience : 0;

    private static bool IsOfLibrary(PyCode code) =>
        code.Filename.Chars.StartsWith("<frozen ", StringComparison.Ordinal) || RuntimeOptions.Current.Stdlib is { } library && code.Filename.Chars.StartsWith(library, StringComparison.Ordinal);

    /// <summary>It was found hot. False: it isn't to be recorded before it was found so more often.</summary>
    public bool IsDue(int demand)
    {
        if (found < 0)
        {
            found++;
            return false;
        }
        // What has begun to be recorded goes on.
        return Array.Exists(Versions, v => v.Recordings > 0 && v.Region == null) || ++found >= demand;
    }

    /// <summary>Code is being made of what was recorded: nothing is recorded meanwhile.</summary>
    public bool IsCompiling { get; set; }

    /// <summary>It waits for the compiler: what is recorded meanwhile will be in the code.</summary>
    public bool IsOrdered { get; set; }

    /// <summary>No more versions are made: one of them didn't pay.</summary>
    public bool IsGivenUp { get; set; }
}

/// <summary>One specialisation of a root: a profile of its own, and the code made of it.</summary>
internal sealed class RegionVersion(RegionRoot root, ProfileNode profile)
{
    public RegionVersion(RegionRoot root) : this(root, new ProfileNode(root.Function, null, 0) { NamesAreGlobals = root.NamesAreGlobals }) { }

    public RegionRoot Root { get; } = root;
    public ProfileNode Profile { get; } = profile;

    /// <summary>The entry of the cache that the profile was read from, if it was.</summary>
    public Caching.CacheEntry? Restored { get; init; }

    /// <summary>The code is on its way, and in a former run it had the signature of the target.</summary>
    public bool IsAwaited => Restored != null && Region == null && !IsGivenUp;

    /// <summary>The code; null while the first recording is under way.</summary>
    public CompiledRegion? Region { get; set; }

    /// <summary>Of a function: what compiled code calls it through; kept when the code is replaced by code of the same signature.</summary>
    public CallTarget? Target { get; set; }

    /// <summary>The target that was there before the code: callers wait for it.</summary>
    public CallTarget? Declared { get; init; }

    /// <summary>Of a loop that other types of values came to, or that a former run left: what its values must be to enter it.</summary>
    public EntryTypes? Types { get; set; }

    /// <summary>More was recorded than the code was made of.</summary>
    public bool IsStale { get; set; }

    /// <summary>Compiling doesn't pay or doesn't work.</summary>
    public bool IsGivenUp { get; set; }

    public int Recordings { get; set; }

    /// <summary>When its first recording began, as <see cref="Stopwatch"/> counts.</summary>
    public long HotSince { get; set; }

    /// <summary>It runs so much that code of a former run, which is slower than what is made here, won't do.</summary>
    public bool WantsNewCode { get; set; }

    /// <summary>Times that <see cref="Sampler"/> found it running.</summary>
    public int Samples;

    /// <summary>Recordings in a row that saw nothing new.</summary>
    public int QuietRecordings { get; set; }

    /// <summary>Recordings under way, which write the profile: nothing may be built from it meanwhile. Counted with <see cref="Interlocked"/>.</summary>
    public int Recording;

    /// <summary>1 while an exit adds to the profile, which takes no time: who wants to compile it waits.</summary>
    public int Noting;

    public int Compiles { get; set; }

    /// <summary>The number by which the compile hook knows it, from 1; 0 before it has code.</summary>
    public int Number { get; set; }

    /// <summary>Times that its code was entered from the interpreter, while <see cref="Diagnostics.JitHooks.CountsRuns"/>.</summary>
    public long Runs;
}

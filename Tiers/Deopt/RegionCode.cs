using TieredPy.Runtime.Interpreter;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Deopt;

/// <summary>What a region's code needs to know of itself where it is left: its exits, and whether it may go on.</summary>
/// <param name="inlineDepth">Frames that it may hold inlined above its own.</param>
internal abstract class RegionCode(int inlineDepth)
{
    private volatile bool invalid;
    private readonly int inlineDepth = inlineDepth;

    /// <summary>
    /// Whether <paramref name="frames"/> more, and those that the code inlines, are below the limit of recursion: who is nearer to it is left to the interpreter.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool HasDepth(PyThread t, int frames) => t.PythonDepth + frames + inlineDepth < PyThread.RecursionLimit;

    /// <summary>The resume data by exit number. A region that is executed node by node makes them when an exit is about to be taken.</summary>
    public ResumeData[] Exits { get; set; } = [];

    /// <summary>What the interpreter does at those exits that go on.</summary>
    public InterpretInfo?[] Interpreted { get; set; } = [];

    /// <summary>For tests: the guards that were made to fail.</summary>
    public bool[] HasFailed { get; set; } = [];

    /// <summary>What the code relies upon no longer holds: it must be left at the next opportunity and not be entered again.</summary>
    public bool IsInvalid
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => invalid || PyThread.MultiThreaded;
    }

    public void Invalidate()
    {
        invalid = true;
        Interp.RequestPoll();
    }

    /// <summary><see cref="Invalidate"/> was called.</summary>
    public bool IsDropped => invalid;

    /// <summary>An exit was taken, and the frames are up to date.</summary>
    public abstract TierAction Left(PyThread t, int exit);

    /// <summary>An exit was taken with an exception pending.</summary>
    public abstract TierAction Raised(PyThread t, int exit);

    /// <summary>An exception came to a handler that isn't in the region, in the frame so many above the root one, which is the top frame now.</summary>
    public abstract TierAction Caught(PyThread t, int exit, int depth);
}

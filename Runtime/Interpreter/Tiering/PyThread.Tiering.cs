namespace TieredPy.Runtime.Interpreter;

/// <summary>What compiled code keeps of a thread.</summary>
public sealed partial class PyThread
{
    /// <summary>
    /// This thread counts loops and calls. The counters are beside the instructions, which all threads read: where several run, nobody writes them.
    /// </summary>
    internal bool Counts = CompilingTier.Installed != null && !MultiThreaded;

    /// <summary>Who sees each instruction of the loop that runs now; null when nothing is recorded.</summary>
    internal InstructionRecorder? Recorder;

    /// <summary>Calls on the way that recordings skip.</summary>
    internal int SkippedCalls;

    /// <summary>The compiled code that was entered last and not left yet; it may have called other code since.</summary>
    internal object? Running;

    /// <summary>The numbers (ints and the bits of floats) that compiled code leaves behind at an exit.</summary>
    internal readonly long[] ExitNumbers = GC.AllocateUninitializedArray<long>(1024, pinned: true);

    /// <summary>The references that compiled code leaves behind at an exit.</summary>
    internal readonly PyObject?[] ExitRefs = new PyObject?[1024];

    /// <summary>What the interpreter computed for compiled code.</summary>
    internal Value[] Results = new Value[64];

    /// <summary>How the last direct call from compiled code to compiled code ended, where it isn't by an ordinary return.</summary>
    internal CallStatus CallStatus;

    /// <summary>Python frames that compiled code keeps inlined below the top frame: they count for the recursion limit.</summary>
    internal int InlinedDepth;

    /// <summary>The place of the top frame among those that count for the recursion limit.</summary>
    internal int PythonDepth
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Depth + InlinedDepth;
    }

    internal int ExitNumberCount, ExitRefCount;

    /// <summary>Inlined frames that are still in memory, as a program holds the frame object of one: the exit that is about to be taken goes on with them.</summary>
    internal int HeldFrames;

    /// <summary>Drops what was handed over and taken already, so that it keeps no object alive.</summary>
    internal void ForgetResults()
    {
        Transfer = default;
        StopValue = Value.None;
        Array.Clear(ExitRefs);
        Array.Clear(Results);
    }
}

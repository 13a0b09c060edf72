using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Interpreter;

/// <summary>What the dispatch loop does after it asked a compiling tier.</summary>
internal enum TierAction
{
    /// <summary>Execute the instruction as if nothing had been asked.</summary>
    GoOn,

    /// <summary>Frames or registers changed: go on where the top frame's pc says.</summary>
    Resume,

    /// <summary>An exception is pending, raised by the instruction before the top frame's pc.</summary>
    Raise,

    /// <summary>Leave the loop and enter it again: the thread's mode changed (a recording starts).</summary>
    Reenter,

    /// <summary>The function ran to its end: its frame is gone, and <see cref="PyThread.Transfer"/> has its value.</summary>
    Returned,

    /// <summary>The generator was suspended: its frame is gone, and <see cref="PyThread.Transfer"/> has what it yielded.</summary>
    Yielded,

    /// <summary>A frame that C# had called is gone: the dispatch loop returns <see cref="PyThread.Transfer"/>.</summary>
    Exit,
}

/// <summary>
/// The seam between the interpreter and what compiles hot code: the interpreter counts and asks, and knows nothing of who answers.
/// Instructions of a code object that begin compiled code are patched (<see cref="Op.LoopEnter"/>, <see cref="Op.ForEnter"/>) and have their
/// <see cref="CompiledCode"/> in the inline cache.
/// </summary>
internal abstract unsafe class CompilingTier
{
    /// <summary>The tier that runs in this process; null when only the interpreter does. Set before any code runs.</summary>
    internal static CompilingTier? Installed { get; private set; }

    /// <summary>What a former run of the program left; null when there is nothing.</summary>
    internal static Foresight? Foresight;

    /// <summary>Puts a tier in; the threads there are begin to count.</summary>
    internal static void Install(CompilingTier tier)
    {
        Installed = tier;
        foreach (var t in PyThread.Live()) t.Counts = !PyThread.MultiThreaded;
    }

    /// <summary>Back edges of a loop before <see cref="LoopIsHot"/> is asked; counted anew after each answer.</summary>
    internal static int LoopThreshold = int.MaxValue;

    /// <summary>Calls of a function before <see cref="FunctionIsHot"/> is asked.</summary>
    internal static int FunctionThreshold = int.MaxValue;

    /// <summary>It is compiling, on a processor that others need too.</summary>
    public virtual bool IsBusy => false;

    /// <summary>Asked at a loop's head (a LoopHead or ForLoop instruction, which is the next to be executed).</summary>
    public abstract TierAction LoopIsHot(PyThread t, Frame f, Instr* head);

    /// <summary>Asked when a frame was pushed for a function and nothing of it has run.</summary>
    public abstract TierAction FunctionIsHot(PyThread t, Frame f);

    /// <summary>Asked when a generator's frame was pushed to go on.</summary>
    public abstract TierAction BodyIsHot(PyThread t, Frame f);

    /// <summary>A class, or one that it derives from, changed: code that relied on it must go.</summary>
    public abstract void TypeChanged(PyType type);

    /// <summary>A function was given other code.</summary>
    public abstract void FunctionChanged();

    /// <summary>A global that code relies on was given another value, or deleted.</summary>
    public abstract void GlobalChanged(object cell);

    /// <summary>A second thread is about to start: code that assumed there is one must go.</summary>
    public abstract void ThreadsStarted();
}

/// <summary>Knows from a former run of the program which code will be hot.</summary>
internal abstract class Foresight
{
    /// <summary>The code was made ready to run; nothing of it has run.</summary>
    public abstract void Prepared(PyCode code);
}

/// <summary>What a recorder says of an instruction.</summary>
internal enum RecordingStep
{
    /// <summary>It is executed, and the next one is asked for.</summary>
    GoOn,

    /// <summary>The frame is no part of the recording: it may run to its end without being asked for.</summary>
    Skip,

    /// <summary>The recording is over.</summary>
    End,
}

/// <summary>Sees every instruction before it is executed, while it is a thread's <see cref="PyThread.Recorder"/>.</summary>
internal abstract unsafe class InstructionRecorder
{
    /// <summary>Before instruction <paramref name="i"/> of the top frame <paramref name="f"/>.</summary>
    public abstract RecordingStep Step(PyThread t, Frame f, Instr* i);

    /// <summary>The loop that was recorded in returns to C#.</summary>
    public abstract void Leave();
}

/// <summary>Compiled code that starts at one instruction.</summary>
internal abstract class CompiledCode
{
    /// <summary>Runs from the top frame's pc (an instruction that was patched for this code).</summary>
    public abstract TierAction Enter(PyThread t, Frame f);

    /// <summary>
    /// Calls a function that no frame was pushed for, with as many arguments as it has parameters: the value, or Error, is in
    /// <see cref="PyThread.Transfer"/>. False: nothing was done.
    /// </summary>
    public virtual bool TryCall(PyThread t, PyFunction f, ref Value arguments) => false;

    /// <summary>As <see cref="TryCall"/>, where the callers' frames aren't in memory: nothing is done by code that may look at them.</summary>
    public virtual bool TryCallUnseen(PyThread t, PyFunction f, ref Value arguments) => false;
}

/// <summary>Calls <see cref="InstructionRecorder.Step"/> before each instruction.</summary>
internal readonly struct RecordMode : ILoopMode;

namespace TieredPy.Runtime.Interpreter;

/// <summary>The interpreter's state of one thread: its frames, its slab of registers, the pending and the handled exception.</summary>
public sealed partial class PyThread
{
    /// <summary>Values in one slab. A frame that doesn't fit makes its thread's slab grow by another array.</summary>
    private const int SlabSize = 1 << 16;

    /// <summary>Those of the first slab: enough for the frames of most programs, and each page of it costs the start some time.</summary>
    private const int FirstSlabSize = 1 << 14;

    [ThreadStatic] private static PyThread? current;

    internal Frame[] Frames = new Frame[64];

    /// <summary>Index of the running frame in <see cref="Frames"/>; -1 when none runs.</summary>
    internal int Depth = -1;

    /// <summary>Registers of the frames; frames above the end live in later slabs.</summary>
    internal Value[] Slab = new Value[FirstSlabSize];

    /// <summary>The exception that is on its way; set exactly when <see cref="Value.Error"/> was returned.</summary>
    public PyBaseException? Pending;

    /// <summary>The exception being handled (<c>sys.exception()</c>), or null.</summary>
    public PyBaseException? Handled;

    /// <summary>
    /// What compiled code handles and nobody may ever see, so that its traceback has no entry yet of the frame that caught it, which is the top one:
    /// whoever leaves that code adds it first (<see cref="Interp.FinishUnseen"/>).
    /// </summary>
    internal PyBaseException? Unseen;

    /// <summary>The instruction of the entry that <see cref="Unseen"/> lacks.</summary>
    internal int UnseenAt;

    /// <summary>What was handled, as unseen as <see cref="Unseen"/>, when that was raised in the same frame; and its instruction.</summary>
    internal PyBaseException? UnseenOuter;

    internal int UnseenOuterAt;

    /// <summary>
    /// The pending exception, <see cref="Unseen"/> or <see cref="UnseenOuter"/>, when its traceback lacks the entries of frames that it has left.
    /// </summary>
    internal PyBaseException? Passing;

    /// <summary>Those frames; null before there were any.</summary>
    internal PassedFrames? PassedFrames;

    /// <summary>The value of the last StopIteration that ended an iteration (<c>return value</c> of a generator).</summary>
    public Value StopValue = Value.None;

    /// <summary>The pending exception was raised again: no traceback entry for the frame that raises it.</summary>
    internal bool KeepTraceback;

    /// <summary>A value on its way between helper and dispatch loop.</summary>
    internal Value Transfer;

    /// <summary>The body of a generator that C# resumed has just yielded; it didn't end.</summary>
    internal bool Yielded;

    /// <summary>The dispatch loop should be entered anew, to get at a better compiled version of itself.</summary>
    internal bool ReenterWanted;

    /// <summary>sys.set_asyncgen_hooks.</summary>
    internal Value AsyncGenFirstIter = Value.None, AsyncGenFinalizer = Value.None;

    private PyBaseException? asyncException;

    /// <summary>An exception that another thread wants raised here.</summary>
    internal PyBaseException? TakeAsyncException() => asyncException == null ? null : Interlocked.Exchange(ref asyncException, null);

    internal void SetAsyncException(PyBaseException? e)
    {
        asyncException = e;
        EvalBreaker = true;
    }

    /// <summary>How deep C# is in calls through Python objects: bounded by <see cref="NativeLimit"/>.</summary>
    internal int NativeDepth;

    /// <summary>How deep C# may recurse through Python objects, whatever the recursion limit: CPython's Py_C_RECURSION_LIMIT.</summary>
    internal const int NativeLimit = 10_000;

    private Value[]? spareSlab;

    private PyThread() => Id = Interlocked.Increment(ref nextId);

    private static long nextId;

    /// <summary>Small number, unique in the process.</summary>
    public long Id { get; }

    /// <summary>sys.getrecursionlimit().</summary>
    public static int RecursionLimit { get => recursionLimit; set => recursionLimit = value; }

    private static int recursionLimit = 1000;

    /// <summary>
    /// True from the start of the second thread on, until the main one is alone again (<see cref="Sharing"/>): containers then lock. It becomes false
    /// between two instructions of the main thread, so that what began locked must end by what it remembers, not by asking again.
    /// </summary>
    public static bool MultiThreaded { get => multiThreaded; internal set => multiThreaded = value; }

    private static bool multiThreaded;

    /// <summary>Set when the dispatch loops must leave their fast path: signals, pending calls, finalizers, tracing.</summary>
    internal static volatile bool EvalBreaker;

    /// <summary>This thread's state.</summary>
    public static PyThread Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => current ?? Create();
    }

    internal Frame? TopFrame => Depth < 0 ? null : Frames[Depth];

    /// <summary>First free slab index above the running frame.</summary>
    internal int SlabTop => Depth < 0 ? 0 : Frames[Depth].Top;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PyThread Create()
    {
        var t = new PyThread();
        for (int i = 0; i < t.Frames.Length; i++) t.Frames[i] = new Frame();
        current = t;
        Register(t);
        return t;
    }

    private static readonly Lock AllGate = new();
    private static WeakReference<PyThread>[] all = new WeakReference<PyThread>[4];
    private static int allCount;

    private static void Register(PyThread t)
    {
        lock (AllGate)
        {
            int kept = 0;
            for (int i = 0; i < allCount; i++)
                if (all[i].TryGetTarget(out _)) all[kept++] = all[i];
            if (kept == all.Length) Array.Resize(ref all, 2 * kept);
            all[kept] = new WeakReference<PyThread>(t);
            allCount = kept + 1;
        }
    }

    /// <summary>The states of the threads that live.</summary>
    internal static List<PyThread> Live()
    {
        var live = new List<PyThread>();
        lock (AllGate)
            for (int i = 0; i < allCount; i++)
                if (all[i].TryGetTarget(out var t)) live.Add(t);
        return live;
    }

    /// <summary>
    /// Call at every C# entry that may recurse through Python objects (repr, comparison, calls from C#); throws RecursionError past a
    /// limit of its own (the recursion limit is for Python's frames) or near the end of the C# stack. Pair with <see cref="LeaveNative"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void EnterNative(string where = "")
    {
        byte here = 0;
        if (++NativeDepth > NativeLimit || (nint)Unsafe.AsPointer(ref here) < stackKnown) CheckStack(where);
    }

    /// <summary>Where the stack may grow down to without asking: a part of what is known to be free.</summary>
    private nint stackKnown = nint.MaxValue;

    private const int StackPart = 32 * 1024;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private unsafe void CheckStack(string where)
    {
        byte here = 0;
        if (NativeDepth > NativeLimit || !RuntimeHelpers.TryEnsureSufficientExecutionStack()) TooDeep(where);
        stackKnown = (nint)Unsafe.AsPointer(ref here) - StackPart;
    }

    /// <summary>Whether there is C# stack left to go on in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal unsafe bool HasStack()
    {
        byte here = 0;
        return (nint)Unsafe.AsPointer(ref here) >= stackKnown || FindStack();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private unsafe bool FindStack()
    {
        byte here = 0;
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) return false;
        stackKnown = (nint)Unsafe.AsPointer(ref here) - StackPart;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void LeaveNative() => NativeDepth--;

    [DoesNotReturn]
    private void TooDeep(string where)
    {
        NativeDepth--;
        throw Err.RecursionError("maximum recursion depth exceeded" + where);
    }

    internal void GrowFrames()
    {
        int old = Frames.Length;
        Array.Resize(ref Frames, old * 2);
        for (int i = old; i < Frames.Length; i++) Frames[i] = new Frame();
    }

    /// <summary>
    /// Makes room for a frame of <paramref name="count"/> registers that doesn't fit the current slab: switches to another slab and remembers
    /// the former one in the frame.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void SwitchSlab(Frame f, int count)
    {
        f.FormerSlab = Slab;
        var next = spareSlab;
        spareSlab = null;
        if (next == null || next.Length < count * 2) next = new Value[Math.Max(SlabSize, count * 2)];
        Slab = next;
    }

    /// <summary>Back to the slab before <see cref="SwitchSlab"/>, when the frame that caused it ends.</summary>
    internal void RestoreSlab(Frame f)
    {
        spareSlab = Slab;
        Slab = f.FormerSlab!;
        f.FormerSlab = null;
    }

    /// <summary>Forgets what dead registers still refer to, so that a collection finds only what the program can reach.</summary>
    internal void ClearDeadRegisters()
    {
        int top = SlabTop;
        Slab.AsSpan(top).Clear();
        // Records of frames that ended name the function that ran last there.
        for (int d = Depth + 1; d < Frames.Length; d++) Frames[d].Function = null!;
        for (int d = Depth; d >= 0; d--) Interp.ForgetDead(Frames[d], d < Depth ? Frames[d + 1] : null);
    }
}

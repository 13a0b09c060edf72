using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Interpreter;

/// <summary>
/// Makes a tier ready on a thread of its own, beside the program, so that what it has to load is there when the program's first hot code comes. The tier's classes belong
/// to that thread alone meanwhile: two threads may not initialise classes that need one another.
/// </summary>
internal sealed class TierWarmUp
{
    private const int Waiting = 0, Running = 1, Over = 2;

    private readonly Action<TierWarmUp> work;
    private readonly Thread thread;
    private int stage;

    /// <param name="work">What makes the tier ready. What is only of use to some programs it leaves out once <see cref="IsAwaited"/>.</param>
    /// <param name="delay">Milliseconds before it begins: a program that has ended by then does without.</param>
    public TierWarmUp(Action<TierWarmUp> work, int delay)
    {
        this.work = work;
        InitializeShared();
        thread = new Thread(() => Run(delay), 16 << 20) { IsBackground = true, Name = "TieredPy warm-up" };
        thread.Start();
    }

    /// <summary>Whether the program's thread may use the tier. If it asks before the work has begun, there won't be any.</summary>
    public bool IsOver => Interlocked.CompareExchange(ref stage, Over, Waiting) != Running;

    /// <summary>Code of the program's is hot already.</summary>
    public bool IsAwaited
    {
        get => Volatile.Read(ref isAwaited);
        set => Volatile.Write(ref isAwaited, value);
    }

    private bool isAwaited;

    /// <summary>Waits until the program's thread may use the tier.</summary>
    public void Finish()
    {
        if (IsOver) return;
        IsAwaited = true;
        thread.Join();
    }

    /// <summary>
    /// Initialises the classes of the runtime that the work needs and that a program's beginning may be about to initialise: none is left to be initialised on the work's
    /// thread. What the work needs is seen where the program waits for it to end (events of precompiled methods, <c>.cctor</c>).
    /// </summary>
    internal static void InitializeShared()
    {
        RuntimeHelpers.RunClassConstructor(typeof(PyCode).TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(BinOps).TypeHandle);
        _ = PyCode.TypeObject;
        _ = PyFunction.TypeObject;
    }

    private void Run(int delay)
    {
        if (delay > 0) Thread.Sleep(delay);
        if (Interlocked.CompareExchange(ref stage, Running, Waiting) != Waiting) return;
        try
        {
            work(this);
        }
        finally
        {
            Volatile.Write(ref stage, Over);
        }
    }
}

namespace TieredPy.Runtime.Objects;

/// <summary>
/// Lives as long as an object of which something is to be done when it is dropped: one with <c>__del__</c>, a suspended generator, a pending task. When the
/// collector finds both dead it hands over the object. A class of its own, since objects with finalizers are dear: those of objects that came to an end before
/// they were dropped are used again.
/// </summary>
internal sealed class FinalizerToken
{
    /// <summary>An old token keeps its object until old objects are collected, so there is a bound to how many there are.</summary>
    private const int MaxFree = 32768;

    [ThreadStatic] private static Stack<FinalizerToken>? free;

    /// <summary>Those of the main thread while it is alone: a thread's variable is slow to reach.</summary>
    private static readonly Stack<FinalizerToken> SoleFree = new();

    private static Stack<FinalizerToken> Free => PyThread.MultiThreaded ? free ??= new() : SoleFree;

    private PyObject? instance;
    private bool isSpent;

    public FinalizerToken(PyObject instance)
    {
        this.instance = instance;
        if (instance.Type.IsHeap) FinalizerQueue.InUse = true;
    }

    /// <summary>
    /// The token of an object that C# code finalizes. Null where the class has a <c>__del__</c> in Python: its instances have a token for that, and are
    /// handed over once (PEP 442).
    /// </summary>
    public static FinalizerToken? OfNative(PyObject instance) => instance.Type.Has(TypeFlags.HasDel) ? null : new FinalizerToken(instance);

    /// <summary>As <see cref="OfNative"/>, for objects whose token is released as a rule.</summary>
    public static FinalizerToken? Take(PyObject instance)
    {
        if (instance.Type.Has(TypeFlags.HasDel)) return null;
        if (instance.Type.IsHeap || !Free.TryPop(out var token)) return new FinalizerToken(instance);
        token.instance = instance;
        return token;
    }

    /// <summary>Nothing is to be done any more when the object is dropped, which doesn't use the token from here on.</summary>
    public void Release()
    {
        instance = null;
        // The collector knows of one that has been handed over no more.
        if (isSpent) return;
        var kept = Free;
        if (kept.Count < MaxFree) kept.Push(this);
        else GC.SuppressFinalize(this);
    }

    ~FinalizerToken()
    {
        isSpent = true;
        if (instance is { } o and not PyGenerator { State: not GeneratorState.Suspended }) FinalizerQueue.Enqueue(o);
    }
}

namespace TieredPy.Runtime.Objects;

/// <summary>
/// The lock of one container: one word in the container itself, entered with one atomic instruction and left with a plain store. Taken only while
/// <see cref="PyThread.MultiThreaded"/>, and never while Python code runs. A thread that has it may enter again; only the outermost leaves.
/// </summary>
internal struct Gate
{
    private int owner;

    /// <summary>True while some thread is inside.</summary>
    public bool IsHeld
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Volatile.Read(ref owner) != 0;
    }

    /// <summary>True when the caller must <see cref="Exit"/>; false when this thread already has the gate.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Enter()
    {
        int me = Environment.CurrentManagedThreadId;
        return Interlocked.CompareExchange(ref owner, me, 0) == 0 || Wait(me);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Exit() => Volatile.Write(ref owner, 0);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Wait(int me)
    {
        if (Volatile.Read(ref owner) == me) return false;
        var spin = new SpinWait();
        do spin.SpinOnce(MaxYields);
        while (Volatile.Read(ref owner) != 0 || Interlocked.CompareExchange(ref owner, me, 0) != 0);
        return true;
    }

    /// <summary>Spins and yields before a waiter sleeps: who has a gate keeps it for some nanoseconds, unless its time slice ended.</summary>
    private const int MaxYields = 200;
}

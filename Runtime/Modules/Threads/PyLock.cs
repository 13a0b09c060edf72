namespace TieredPy.Runtime.Modules;

/// <summary>threading.Lock: a mutex that any thread may release.</summary>
[PyType("_thread.lock", Subclassable = false, Weakrefable = true)]
public sealed partial class PyLock : PyObject
{
    private readonly SemaphoreSlim semaphore = new(1, 1);

    internal PyLock() : base(TypeObject.RootShape) { }

    [PyNew] private static Value New(PyType cls) => new(new PyLock());

    /// <summary>Milliseconds of a timeout argument; -1 waits for ever.</summary>
    internal static int Timeout(bool blocking, double timeout)
    {
        if (!blocking && timeout != -1) throw Err.ValueError("can't specify a timeout for a non-blocking call");
        if (timeout < 0 && timeout != -1) throw Err.ValueError("timeout value must be a non-negative number");
        if (timeout > 9223372036.0) throw Err.OverflowError("timeout value is too large");
        if (!blocking) return 0;
        return timeout == -1 ? -1 : (int)Math.Min(Math.Ceiling(timeout * 1000), int.MaxValue);
    }

    [PyMethod("acquire")]
    private bool Acquire([Kw] bool blocking = true, [Kw] double timeout = -1) => Wait(semaphore, Timeout(blocking, timeout));

    [PyMethod("acquire_lock")]
    private bool AcquireLock([Kw] bool blocking = true, [Kw] double timeout = -1) => Wait(semaphore, Timeout(blocking, timeout));

    /// <summary>Waits in slices, so that signals reach the main thread meanwhile.</summary>
    internal static bool Wait(SemaphoreSlim s, int milliseconds)
    {
        if (s.Wait(0)) return true;
        if (milliseconds == 0) return false;
        long start = Environment.TickCount64, end = milliseconds < 0 ? long.MaxValue : start + milliseconds;
        while (true)
        {
            if (IdleCollection.IsWanted && Environment.TickCount64 - start > IdleCollection.Patience) IdleCollection.Run();
            long left = end - Environment.TickCount64;
            if (left <= 0) return false;
            if (s.Wait((int)Math.Min(left, 50))) return true;
            Interp.PollNow();
        }
    }

    [PyMethod("release")]
    private void Release()
    {
        try
        {
            semaphore.Release();
        }
        catch (SemaphoreFullException)
        {
            throw Err.RuntimeError("release unlocked lock");
        }
    }

    [PyMethod("release_lock")] private void ReleaseLock() => Release();
    [PyMethod("locked")] private bool Locked() => semaphore.CurrentCount == 0;
    [PyMethod("locked_lock")] private bool LockedLock() => Locked();
    [PyMethod("__enter__")] private bool Enter() => Wait(semaphore, -1);
    [PyMethod("__exit__")] private void Exit([StarArgs] ReadOnlySpan<Value> args) => Release();

    [PyMethod("_at_fork_reinit")]
    private void AtForkReinit()
    {
        if (semaphore.CurrentCount == 0) semaphore.Release();
    }

    public override Value Repr() =>
        Value.Str($"<{(Locked() ? "locked" : "unlocked")} _thread.lock object at {ObjectMethods.Address(this)}>");
}

/// <summary>threading.RLock: the owner may acquire it again.</summary>
[PyType("_thread.RLock", Weakrefable = true)]
public partial class PyRLock : PyObject
{
    private readonly SemaphoreSlim semaphore = new(1, 1);
    private long owner;
    private long count;

    internal PyRLock(Shape shape) : base(shape) { }

    /// <summary>Arguments are for an heir's <c>__init__</c>.</summary>
    [PyNew(MakesOnly = true), RawCall] private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    private bool Take(int milliseconds)
    {
        long me = PyThread.Current.Id;
        if (Volatile.Read(ref owner) == me)
        {
            count++;
            return true;
        }
        if (!PyLock.Wait(semaphore, milliseconds)) return false;
        Volatile.Write(ref owner, me);
        count = 1;
        return true;
    }

    [PyMethod("acquire")]
    private bool Acquire([Kw] bool blocking = true, [Kw] double timeout = -1) => Take(PyLock.Timeout(blocking, timeout));

    [PyMethod("release")]
    private void Release()
    {
        if (count == 0 || owner != PyThread.Current.Id) throw Err.RuntimeError("cannot release un-acquired lock");
        if (--count > 0) return;
        Volatile.Write(ref owner, 0);
        semaphore.Release();
    }

    [PyMethod("__enter__")] private bool Enter() => Take(-1);
    [PyMethod("__exit__")] private void Exit([StarArgs] ReadOnlySpan<Value> args) => Release();
    [PyMethod("_is_owned")] private bool IsOwned() => Volatile.Read(ref owner) == PyThread.Current.Id;
    [PyMethod("_recursion_count")] private long RecursionCount() => IsOwned() ? count : 0;

    [PyMethod("_release_save")]
    private PyTuple ReleaseSave()
    {
        if (count == 0) throw Err.RuntimeError("cannot release un-acquired lock");
        var saved = new PyTuple(Value.Int(count), Value.Int(owner));
        count = 0;
        Volatile.Write(ref owner, 0);
        semaphore.Release();
        return saved;
    }

    [PyMethod("_acquire_restore")]
    private void AcquireRestore(PyTuple state)
    {
        PyLock.Wait(semaphore, -1);
        count = state[0].Bits;
        Volatile.Write(ref owner, state[1].Bits);
    }

    [PyMethod("_at_fork_reinit")]
    private void AtForkReinit()
    {
        count = 0;
        owner = 0;
        if (semaphore.CurrentCount == 0) semaphore.Release();
    }

    public override Value Repr() =>
        Value.Str($"<{(count > 0 ? "locked" : "unlocked")} {Type.Module}.{Type.QualName} object owner={owner} count={count} at {ObjectMethods.Address(this)}>");
}

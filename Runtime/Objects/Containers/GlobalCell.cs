namespace TieredPy.Runtime.Objects;

/// <summary>
/// The value of a dict entry that compiled code reads directly (a module global or a builtin). It stays the entry's value while the key is
/// in the dict; <see cref="Slot"/> becomes null when the key is deleted, and the cell is then dead.
/// </summary>
internal sealed class GlobalCell(PyDict owner) : PyObject(PyObject.TypeObject.RootShape)
{
    /// <summary>The dict whose entry it is.</summary>
    public readonly PyDict Owner = owner;

    /// <summary>The value, read and written only through <see cref="HeapSlot"/>.</summary>
    public PyObject? Slot;

    public Value Value => HeapSlot.Load(Slot);

    private bool dead;
    private volatile bool assumed;
    private byte changes;

    /// <summary>The value was never replaced since the cell was made.</summary>
    public bool IsConstant => Volatile.Read(ref changes) == 0;

    /// <summary>The compiler is about to rely on the value: it hears of a change from now on.</summary>
    public void Assume()
    {
        assumed = true;
        Owner.IsAssumed = true;
    }

    /// <summary>The value was replaced, or will be by code that doesn't say so.</summary>
    public void Changed()
    {
        if (changes != byte.MaxValue) changes++;
        if (assumed) Interpreter.CompilingTier.Installed?.GlobalChanged(this);
    }

    /// <summary>Puts a value into the cell; false when the key was deleted, maybe just now: then it must be set in the dict.</summary>
    public bool Store(Value v)
    {
        HeapSlot.Store(ref Slot, v);
        Changed();
        if (!Volatile.Read(ref dead)) return true;
        Slot = null;
        return false;
    }

    /// <summary>The key is deleted: caches that have the cell find nothing in it.</summary>
    public void Die()
    {
        dead = true;

        // A store on its way either gets here before the slot is emptied, or sees that the cell is dead.
        if (PyThread.MultiThreaded) Interlocked.MemoryBarrierProcessWide();
        Slot = null;
        Changed();
    }
}

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
}

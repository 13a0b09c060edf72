namespace TieredPy.Runtime.Objects;

/// <summary>
/// The storage of a list from whose front items are taken, as an array of one of these: plain storage whose items begin somewhere behind its front, so that
/// <c>pop(0)</c> and <c>del l[0]</c> move nothing. A list becomes one there and goes back to plain storage wherever the place of the items matters
/// (<see cref="PyList.Settle"/>). Made and changed only while there is one thread: to others it is a constant.
/// </summary>
internal sealed class ListQueue(Array items, int start)
{
    /// <summary>Lists shorter than this move their items: that is as quick.</summary>
    public const int LeastItems = 32;

    /// <summary>Plain storage, of which the places before the start and behind the list's items are unused.</summary>
    public readonly Array Items = items;

    /// <summary>The place of the list's first item.</summary>
    public int Start = start;

    /// <summary>Items read by index since one was taken from the front.</summary>
    public int Reads;

    /// <summary>The queue that storage is, or null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ListQueue? Of(Array store) => store.GetType() == typeof(ListQueue[]) ? Unsafe.As<ListQueue[]>(store)[0] : null;

    /// <summary>True when there is a place for one more item behind <paramref name="count"/>.</summary>
    public bool HasRoom(int count, int more = 1) => Start + count <= Items.Length - more;

    /// <summary>Takes items from the front. The list has more than those.</summary>
    public void Drop(int length)
    {
        Clear(0, length);
        Start += length;
        Reads = 0;
    }

    /// <summary>Lets go of objects that are no items any more.</summary>
    public void Clear(int from, int length)
    {
        if (Items.GetType() == typeof(PyObject[])) Unsafe.As<PyObject?[]>(Items).AsSpan(Start + from, length).Clear();
    }
}

namespace TieredPy.Runtime.Objects;

/// <summary>Attribute slots in an array that grows.</summary>
internal static class SlotArray
{
    public static ref PyObject? At(ref PyObject?[]? slots, int i)
    {
        var array = slots;
        if (array == null || (uint)i >= (uint)array.Length)
        {
            Array.Resize(ref array, Math.Max(4, i + 1 + i / 2));
            slots = array;
        }
        return ref array[i];
    }
}

/// <summary>Lives as long as an instance whose class has <c>__del__</c>; when the collector finds both dead it hands over the instance.</summary>
internal sealed class FinalizerToken(PyObject instance)
{
    ~FinalizerToken() => FinalizerQueue.Enqueue(instance);
}

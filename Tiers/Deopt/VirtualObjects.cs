using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Deopt;

/// <summary>An object that an exit makes: what it is, where its contents are, and which reference it becomes.</summary>
internal sealed record ResumeObject(VirtualObject What, Source[] Contents, int Reference);

/// <summary>Makes the objects that compiled code did without and an exit needs.</summary>
internal static class VirtualObjects
{
    /// <summary>Those that others contain come first.</summary>
    public static void Rebuild(PyThread t, List<ResumeObject> objects)
    {
        foreach (var o in objects) t.ExitRefs[o.Reference] = o.What.Kind == Allocation.Tuple ? Tuple(t, o) : Instance(t, o);
    }

    private static PyTuple Tuple(PyThread t, ResumeObject o)
    {
        var items = new Value[o.Contents.Length];
        for (int k = 0; k < items.Length; k++) items[k] = FrameRebuilder.Read(t, o.Contents[k]);
        return new PyTuple(items);
    }

    private static PyInstance Instance(PyThread t, ResumeObject o)
    {
        var made = new PyInstance(o.What.Shape!);
        for (int k = 0; k < o.Contents.Length; k++) HeapSlot.Store(ref made.Slot(o.What.Slots[k]), FrameRebuilder.Read(t, o.Contents[k]));
        return made;
    }
}

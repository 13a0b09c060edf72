using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Modules.Arrays;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Deopt;

/// <summary>An object that an exit makes: what it is, where its contents are, and which reference it becomes.</summary>
/// <param name="Number">Of a value that isn't always an object: which number it becomes; else -1.</param>
internal sealed record ResumeObject(VirtualObject What, Source[] Contents, int Reference, int Number);

/// <summary>Makes the objects that compiled code did without and an exit needs.</summary>
internal static class VirtualObjects
{
    /// <summary>Those that others contain come first.</summary>
    public static void Rebuild(PyThread t, List<ResumeObject> objects)
    {
        for (int k = 0; k < objects.Count; k++)
        {
            var o = objects[k];
            if (o.Number >= 0) Choose(t, o);
            else
            {
                // The array's class needs no look.
                Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(t.ExitRefs), o.Reference) = o.What.Kind switch
                {
                    Allocation.Tuple => Tuple(t, o),
                    Allocation.Character => PyStr.OfCodePoint((int)FrameRebuilder.Read(t, o.Contents[0]).Bits),
                    Allocation.List => new PyList(Items(t, o)),
                    Allocation.Dict => Dict(t, o),
                    Allocation.Range => Range(t, o),
                    Allocation.Complex => new PyComplex(FrameRebuilder.Read(t, o.Contents[0]).AsFloat, FrameRebuilder.Read(t, o.Contents[1]).AsFloat),
                    Allocation.Slice => new PySlice(FrameRebuilder.Read(t, o.Contents[0]), FrameRebuilder.Read(t, o.Contents[1]), FrameRebuilder.Read(t, o.Contents[2])),
                    Allocation.Iterator => Iterator(t, o),
                    Allocation.Existing => FrameRebuilder.Read(t, o.Contents[0]) is { IsNone: false } there ? there.Ref : FrameRebuilder.Read(t, o.Contents[1]).Ref,
                    Allocation.Cell => new PyCell(FrameRebuilder.Read(t, o.Contents[0])),
                    Allocation.ClosureCell => ((PyFunction)FrameRebuilder.Read(t, o.Contents[0]).Ref!).CellAt((int)FrameRebuilder.Read(t, o.Contents[1]).Bits),
                    Allocation.Function => Function(t, o),
                    Allocation.Method => new PyMethod(FrameRebuilder.Read(t, o.Contents[0]), FrameRebuilder.Read(t, o.Contents[1])),
                    Allocation.BuiltinMethod => ((PyMethodDescriptor)Part(t, o, 0)).BindTo(FrameRebuilder.Read(t, o.Contents[1])),
                    Allocation.Body => Interp.NativeMakeGenerator(Part(t, o, 0), Part(t, o, 1) == PyBool.True, Items(t, o).AsSpan(2)),
                    Allocation.RunningBody => Interp.NativeMakeRunning(Part(t, o, 0), Items(t, o).AsSpan(1)),
                    _ => Instance(t, o),
                };
            }
        }
    }

    /// <summary>The first content says of what: a list, a tuple, a str, bytes, a bytearray, an array, a memoryview, or the step of a range; then come the fields that move.</summary>
    private static PyObject Iterator(PyThread t, ResumeObject o)
    {
        var (of, first) = (FrameRebuilder.Read(t, o.Contents[0]), FrameRebuilder.Read(t, o.Contents[1]).Bits);
        return of.Ref switch
        {
            PyList list => new PyListIterator(list) { index = (int)first },
            PyTuple tuple => new PyTupleIterator(tuple) { index = (int)first },
            PyStr text => new PyStrIterator(text) { at = (int)first },
            PyBytes bytes => new PyBytesIterator(bytes) { at = (int)first },
            PyByteArray bytes => new PyByteArrayIterator(bytes) { at = (int)first },
            PyArray array => new PyArrayIterator(array) { index = first },
            PyMemoryView view => new PyMemoryIterator(view) { at = first },
            _ => new PyRangeIterator(first, of.Bits, FrameRebuilder.Read(t, o.Contents[2]).Bits),
        };
    }

    private static PyRange Range(PyThread t, ResumeObject o) =>
        new(FrameRebuilder.Read(t, o.Contents[0]).Bits, FrameRebuilder.Read(t, o.Contents[1]).Bits, FrameRebuilder.Read(t, o.Contents[2]).Bits);

    private static void Choose(PyThread t, ResumeObject o)
    {
        var v = FrameRebuilder.Read(t, o.Contents[FrameRebuilder.Read(t, o.Contents[0]).Ref == PyBool.True ? 2 : 1]);
        (t.ExitRefs[o.Reference], t.ExitNumbers[o.Number]) = (v.Ref, v.Bits);
    }

    private static PyObject Part(PyThread t, ResumeObject o, int n) => FrameRebuilder.Read(t, o.Contents[n]).Ref!;

    private static PyFunction Function(PyThread t, ResumeObject o)
    {
        if (o.Contents.Length == 3) return Interp.NativePlainFunction(Part(t, o, 0), Part(t, o, 1), Part(t, o, 2));
        return Interp.NativeClosure(Part(t, o, 0), Part(t, o, 1), Part(t, o, 2), FrameRebuilder.Read(t, o.Contents[3]).Bits, Items(t, o).AsSpan(4));
    }

    private static PyTuple Tuple(PyThread t, ResumeObject o) => new(Items(t, o));

    private static Value[] Items(PyThread t, ResumeObject o)
    {
        var items = new Value[o.Contents.Length];
        for (int k = 0; k < items.Length; k++) items[k] = FrameRebuilder.Read(t, in o.Contents[k]);
        return items;
    }

    private static PyDict Dict(PyThread t, ResumeObject o)
    {
        var d = new PyDict();
        for (int k = 0; k < o.Contents.Length; k += 2) d.Set(FrameRebuilder.Read(t, o.Contents[k]), FrameRebuilder.Read(t, o.Contents[k + 1]));
        return d;
    }

    private static PyInstance Instance(PyThread t, ResumeObject o)
    {
        var made = PyInstance.New(o.What.Shape!);
        for (int k = 0; k < o.Contents.Length; k++) HeapSlot.Store(ref made.At(o.What.Places[k]), FrameRebuilder.Read(t, o.Contents[k]));
        return made;
    }
}

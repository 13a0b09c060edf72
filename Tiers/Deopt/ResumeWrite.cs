using System.Reflection;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Modules.Arrays;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Deopt;

/// <summary>The position of an iterator, or the count of a list, that compiled code had in a register, and an exit puts into the object.</summary>
internal sealed record ResumeWrite(Source Object, FieldInfo Field, Source Value)
{
    public static void Apply(PyThread t, ResumeWrite[] writes)
    {
        foreach (var w in writes)
        {
            var o = FrameRebuilder.Read(t, w.Object).Ref;
            long v = FrameRebuilder.Read(t, w.Value).Bits;
            switch (o)
            {
                case PyRangeIterator range when w.Field.Name == nameof(PyRangeIterator.left):
                    range.left = v;
                    break;
                case PyRangeIterator range:
                    range.next = v;
                    break;
                case PyList list:
                    list.count = (int)v;
                    break;
                case PyListIterator iterator:
                    iterator.index = (int)v;
                    break;
                case PyTupleIterator tuple:
                    tuple.index = (int)v;
                    break;
                case PyStrIterator text:
                    text.at = (int)v;
                    break;
                case PyBytesIterator bytes:
                    bytes.at = (int)v;
                    break;
                case PyByteArrayIterator bytes:
                    bytes.at = (int)v;
                    break;
                case PyArrayIterator array:
                    array.index = v;
                    break;
                case PyMemoryIterator view:
                    view.at = v;
                    break;
                default:
                    throw new InvalidOperationException($"{w.Field.DeclaringType!.Name} has no position");
            }
        }
    }
}

namespace TieredPy.Runtime.Modules;

/// <summary>
/// _testlimitedcapi: the few functions of CPython's C API that its own tests of bytes reach through this module, over our operations,
/// so that those tests run at all.
/// </summary>
[PyModule("_testlimitedcapi")]
internal static partial class TestLimitedCapiModule
{
    /// <summary>PySequence_GetItem.</summary>
    [PyFunction("sequence_getitem")]
    private static Value GetItem(Value sequence, long index) => Ops.GetItem(sequence, Value.Int(FromEnd(sequence, index)));

    /// <summary>PySequence_SetItem.</summary>
    [PyFunction("sequence_setitem")]
    private static long SetItem(Value sequence, long index, Value item)
    {
        Ops.SetItem(sequence, Value.Int(FromEnd(sequence, index)), item);
        return 0;
    }

    /// <summary>PySequence_DelItem.</summary>
    [PyFunction("sequence_delitem")]
    private static long DelItem(Value sequence, long index)
    {
        Ops.DelItem(sequence, Value.Int(FromEnd(sequence, index)));
        return 0;
    }

    /// <summary>The C functions add the length to a negative index once; one that is still negative is out of range.</summary>
    private static long FromEnd(Value sequence, long index)
    {
        if (index >= 0) return index;
        long length = Ops.Len(sequence);
        return index + length < 0 ? length : index + length;
    }
}

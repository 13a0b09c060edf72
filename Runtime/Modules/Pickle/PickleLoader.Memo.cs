namespace TieredPy.Runtime.Modules.Pickle;

/// <content>The memo: objects by number.</content>
internal sealed partial class PickleLoader
{
    private const int DenseLimit = 1 << 20;

    private PyObject?[] memo = SpareArray<PyObject?>.Take(32);
    private Dictionary<long, PyObject>? sparse;
    private int memoSize;

    // No object has a number in the array from here on.
    private int memoEnd;

    private Value MemoGet(long i)
    {
        var o = i >= 0 && i < memo.Length ? memo[i] : sparse?.GetValueOrDefault(i);
        return o != null ? Value.FromHeap(o) : throw Fail($"Memo value not found at index {i}");
    }

    private void MemoPut(long i, Value v)
    {
        if (i >= memo.Length)
        {
            // Only memos that fill up have an array.
            if (i > Math.Max(DenseLimit, memo.Length * 2L))
            {
                sparse ??= [];
                if (sparse.TryAdd(i, v.ToHeap())) memoSize++;
                else sparse[i] = v.ToHeap();
                return;
            }
            Array.Resize(ref memo, (int)Math.Max(i + 1, memo.Length * 2L));
        }
        if (i >= memoEnd) memoEnd = (int)i + 1;
        ref var slot = ref memo[i];
        if (slot == null) memoSize++;
        slot = v.ToHeap();
    }

    private void LoadPut()
    {
        long i = IndexLine(input.Line());
        var v = Top();
        if (i < 0) throw Err.ValueError("negative PUT argument");
        MemoPut(i, v);
    }

    public void ClearMemo()
    {
        memo = new PyObject?[32];
        sparse = null;
        memoSize = memoEnd = 0;
    }

    public void CopyMemo(PickleLoader from)
    {
        memo = (PyObject?[])from.memo.Clone();
        sparse = from.sparse == null ? null : new Dictionary<long, PyObject>(from.sparse);
        memoSize = from.memoSize;
        memoEnd = from.memoEnd;
    }

    public PyDict MemoDict()
    {
        var d = new PyDict();
        for (int i = 0; i < memo.Length; i++)
            if (memo[i] is { } o) d.Set(Value.Int(i), Value.FromHeap(o));
        if (sparse != null)
            foreach (var (i, o) in sparse) d.Set(Value.Int(i), Value.FromHeap(o));
        return d;
    }

    public void SetMemo(PyDict d)
    {
        var fresh = new PickleLoader(input, fixImports, encoding, errors, buffers);
        int pos = 0;
        while (d.Next(ref pos, out var key, out var value))
        {
            if (!IntOps.TryGetSmall(key, out long i)) throw Err.TypeError("memo key must be integers");
            if (i < 0) throw Err.ValueError("memo key must be positive integers.");
            fresh.MemoPut(i, value);
        }
        CopyMemo(fresh);
    }
}

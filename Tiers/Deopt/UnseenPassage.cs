using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Deopt;

/// <summary>The frames that <see cref="PyThread.Passing"/> has left, as what its exits left behind: frame objects are made of that when somebody may look.</summary>
internal sealed class UnseenPassage : PassedFrames
{
    /// <summary>A frame, and those that were inlined in it.</summary>
    /// <param name="At">The instruction that raised, where the frame caught the exception and raised it again; else negative.</param>
    private record struct Passed(ResumeData Data, PyFunction Function, int At, int Numbers, int References);

    private Passed[] passed = new Passed[16];
    private long[] numbers = new long[64];
    private PyObject?[] references = new PyObject?[64];
    private int count, numberCount, referenceCount;

    /// <summary>The frames that are made, from the outermost one on, and where they were left.</summary>
    private PyFrame[] made = new PyFrame[16];
    private int[] left = new int[16];
    private int madeCount;

    /// <summary>Of so many exceptions at least one is tried: who catches them may have better code by then.</summary>
    private const int MaxPause = 1024;

    /// <summary>
    /// The pending exception leaves the top frame and those that are inlined in it, none of which has a handler. False: not here, as somebody may know it or look at it.
    /// </summary>
    public static bool TryLeave(PyThread t, ResumeData data)
    {
        var e = t.Pending!;
        var root = t.Frames[t.Depth];
        if (root.Object != null || e.Traceback != null || t.UnseenOuter != null) return false;
        if (t.Passing == null && data.Pause > 0)
        {
            data.Pause--;
            return false;
        }
        int at = -1;
        if (t.KeepTraceback)
        {
            if (t.Unseen != e || t.Passing != null && t.Passing != e || data.Frames.Length > 1) return false;
            at = t.UnseenAt;
            t.KeepTraceback = false;
            t.Unseen = null;
        }
        else
        {
            if (t.Unseen != null || (t.Passing == null ? !data.RaisesNew : t.Passing != e)) return false;
            Interp.Chain(t, e);
        }
        ((UnseenPassage)(t.PassedFrames ??= new UnseenPassage())).Add(t, data, root.Function, at);
        t.Passing = e;
        Unwinding.Pop(t, root);
        t.ExitNumberCount = t.ExitRefCount = 0;
        return true;
    }

    private void Add(PyThread t, ResumeData data, PyFunction function, int at)
    {
        if (count == passed.Length) Array.Resize(ref passed, 2 * count);
        passed[count++] = new Passed(data, function, at, numberCount, referenceCount);
        int n = t.ExitNumberCount, r = t.ExitRefCount;
        if (numberCount + n > numbers.Length) Array.Resize(ref numbers, 2 * (numberCount + n));
        if (referenceCount + r > references.Length) Array.Resize(ref references, 2 * (referenceCount + r));
        for (int k = 0; k < n; k++) numbers[numberCount++] = t.ExitNumbers[k];
        ref var to = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(references), referenceCount);
        for (int k = 0; k < r; k++) Unsafe.Add(ref to, k) = t.ExitRefs[k];
        referenceCount += r;
    }

    public override void Forget(PyThread t)
    {
        passed[0].Data.NextPause = 0;
        Clear(t);
    }

    private void Clear(PyThread t)
    {
        Array.Clear(references, 0, referenceCount);
        Array.Clear(passed, 0, count);
        count = numberCount = referenceCount = 0;
        t.Passing = null;
    }

    public override void AddToTraceback(PyThread t)
    {
        var e = t.Passing!;
        t.Passing = null;
        var first = passed[0].Data;
        first.Pause = first.NextPause;
        first.NextPause = Math.Min(2 * first.NextPause + 1, MaxPause);
        // Another exit may be about to be taken, whose values are where ours are wanted.
        long[] otherNumbers = t.ExitNumberCount == 0 ? [] : t.ExitNumbers.AsSpan(0, t.ExitNumberCount).ToArray();
        PyObject?[] otherReferences = t.ExitRefCount == 0 ? [] : t.ExitRefs.AsSpan(0, t.ExitRefCount).ToArray();
        var caller = PyFrame.BackOf(t, t.Depth + 1);
        for (int k = count - 1; k >= 0; k--) caller = MakeFrames(t, k, caller);
        for (int k = madeCount - 1; k >= 0; k--) e.Traceback = new PyTraceback(e.Traceback, made[k], left[k], -1);
        Array.Clear(made, 0, madeCount);
        madeCount = 0;
        otherNumbers.CopyTo(t.ExitNumbers, 0);
        otherReferences.CopyTo(t.ExitRefs, 0);
        Clear(t);
    }

    /// <summary>The result is the innermost frame.</summary>
    private PyFrame? MakeFrames(PyThread t, int n, PyFrame? caller)
    {
        var (data, function, raisedAt, number, reference) = passed[n];
        bool isLast = n == count - 1;
        Array.Copy(numbers, number, t.ExitNumbers, 0, (isLast ? numberCount : passed[n + 1].Numbers) - number);
        Array.Copy(references, reference, t.ExitRefs, 0, (isLast ? referenceCount : passed[n + 1].References) - reference);
        if (data.Objects.Count > 0) VirtualObjects.Rebuild(t, data.Objects);
        for (int d = 0; d < data.Frames.Length; d++)
        {
            var r = data.Frames[d];
            if (r.Code.IsHidden) continue;
            var of = d == 0 ? function : (PyFunction)FrameRebuilder.Read(t, in r.Function).Ref!;
            int index = Unwinding.IndexIn(data, d);
            var frame = new PyFrame(of, r.Code);
            frame.End(index, Unwinding.Variables(t, r, of), caller);
            if (madeCount == made.Length)
            {
                Array.Resize(ref made, 2 * madeCount);
                Array.Resize(ref left, 2 * madeCount);
            }
            left[madeCount] = raisedAt >= 0 ? raisedAt : index;
            made[madeCount++] = frame;
            caller = frame;
        }
        return caller;
    }
}

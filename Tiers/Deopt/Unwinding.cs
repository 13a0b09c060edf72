using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Deopt;

/// <summary>
/// Lets the pending exception leave the inlined frames of an exit, and the root frame if need be, without bringing them into memory: the frame objects that
/// its traceback needs are made with the variables that the exit left behind.
/// </summary>
internal static unsafe class Unwinding
{
    /// <summary>No frame is a generator's body, and no variable is written elsewhere: <see cref="Leave"/> will do.</summary>
    public static bool IsPlain(ResumeData data) => data.Writes.Length == 0 && Array.TrueForAll(data.Frames, f => !f.IsBody);

    /// <summary>None of the frames has a handler for what is raised at the exit.</summary>
    public static bool IsUncaught(ResumeData data)
    {
        for (int d = 0; d < data.Frames.Length; d++)
        {
            var f = data.Frames[d];
            int at = IndexIn(data, d);
            foreach (var h in f.Code.Handlers)
                if (at >= h.Start && at < h.End) return false;
        }
        return true;
    }

    /// <summary>The exception leaves all frames but the root one, or that one too, which is then popped; it stays pending then.</summary>
    public static PyBaseException Leave(PyThread t, ResumeData data, bool rootEnds)
    {
        Interp.FinishUnseen(t);
        var e = t.Pending!;
        bool again = t.KeepTraceback;
        t.KeepTraceback = false;
        if (!again) Interp.Chain(t, e);
        if (data.Objects.Count > 0) VirtualObjects.Rebuild(t, data.Objects);
        var root = t.Frames[t.Depth];
        root.Pc = root.Code.Start + (IndexIn(data, 0) + 1);
        PyFrame first;
        if (rootEnds)
        {
            first = root.Object ?? new PyFrame(t, root);
            first.End(IndexIn(data, 0), Variables(t, data.Frames[0], root.Function), t.Depth > 0 ? PyFrame.BackOf(t, t.Depth) : null);
            root.Object = null;
            Pop(t, root);
        }
        else first = Interp.FrameObject(t, root);
        var inner = e.Traceback?.Frame;
        var last = Add(t, data, 0, first, e, again);
        // What was called directly from an inlined frame knows the root frame as its caller only.
        if (inner != null && last != first) inner.ReplaceBack(first, last);
        t.ExitNumberCount = t.ExitRefCount = 0;
        return e;
    }

    /// <summary>The top frame is done with; its object, where it has one, has what it needs.</summary>
    public static void Pop(PyThread t, Frame root)
    {
        root.NeedsCleanup = false;
        root.Generator = null;
        root.Locals = null;
        t.Depth--;
    }

    /// <summary>The root frame, which has an object, returns; its record is still to be popped.</summary>
    public static void Return(PyThread t, ResumeData data)
    {
        if (data.Objects.Count > 0) VirtualObjects.Rebuild(t, data.Objects);
        var root = t.Frames[t.Depth];
        root.Object!.End(data.Frames[0].Pc, Variables(t, data.Frames[0], root.Function), t.Depth > 0 ? PyFrame.BackOf(t, t.Depth) : null);
        root.Object = null;
        t.ExitNumberCount = t.ExitRefCount = 0;
    }

    /// <summary>Adds the traceback entries of a frame and those above it; the innermost frame's object is the result.</summary>
    private static PyFrame Add(PyThread t, ResumeData data, int d, PyFrame frame, PyBaseException e, bool again)
    {
        var (code, innermost) = (data.Frames[d].Code, frame);
        bool last = d == data.Frames.Length - 1;
        if (!last)
        {
            var r = data.Frames[d + 1];
            var callee = frame;
            if (!r.Code.IsHidden)
            {
                var function = (PyFunction)FrameRebuilder.Read(t, in r.Function).Ref!;
                callee = new PyFrame(function, r.Code);
                callee.End(IndexIn(data, d + 1), Variables(t, r, function), frame);
            }
            innermost = Add(t, data, d + 1, callee, e, again);
        }
        if (!code.IsHidden && !(again && last)) e.Traceback = new PyTraceback(e.Traceback, frame, IndexIn(data, d), -1);
        return innermost;
    }

    /// <summary>The instruction that a frame is at: callers are noted with the one behind.</summary>
    public static int IndexIn(ResumeData data, int d) => d == data.Frames.Length - 1 ? data.Frames[d].Pc : data.Frames[d].Pc - 1;

    public static Value[] Variables(PyThread t, ResumeFrame r, PyFunction function)
    {
        int count = r.Code.NamedEnd;
        if (count == 0) return [];
        var all = new Value[count];
        if (!r.HasAllNamed)
            for (int k = 0; k < all.Length; k++) all[k] = Value.Missing;
        r.CopyClosure(function, ref all[0]);
        foreach (var x in r.Registers)
            if (x.Register < count) all[x.Register] = FrameRebuilder.Read(t, r.SourceOf(x));
        return all;
    }
}

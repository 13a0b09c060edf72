using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Deopt;

/// <summary>Brings the interpreter's frames up to date from what an exit left behind.</summary>
internal static unsafe class FrameRebuilder
{
    /// <summary>
    /// Writes the root frame's registers and pc, and pushes the inlined frames where they aren't there already, so that the interpreter can go on at the innermost
    /// one's pc.
    /// </summary>
    public static void Rebuild(PyThread t, ResumeData data)
    {
        var frames = data.Frames;
        Interp.FinishUnseen(t);
        if (data.Writes.Length > 0) ResumeWrite.Apply(t, data.Writes);
        if (data.Objects.Count > 0) VirtualObjects.Rebuild(t, data.Objects);
        int root = t.Depth - t.HeldFrames;
        bool held = t.HeldFrames > 0;
        t.HeldFrames = 0;
        for (int d = 0; d < frames.Length; d++)
        {
            var r = frames[d];
            var f = d == 0 || held ? t.Frames[root + d] : r.IsBody ? PushBody(t, r) : Push(t, r);
            ref Value first = ref f.Register0;
            r.CopyClosure(f.Function, ref first);
            foreach (var x in r.Registers) Write(t, r.SourceOf(x), ref Unsafe.Add(ref first, x.Register));
            f.Pc = r.Code.Start + r.Pc;
        }
        t.ExitNumberCount = t.ExitRefCount = 0;
    }

    /// <summary>Takes inlined frames that were pushed for the interpreter's sake off again.</summary>
    public static void Drop(PyThread t, int count)
    {
        for (; count > 0; count--)
        {
            if (t.Frames[t.Depth].Generator is { } g)
            {
                // Its body goes on in compiled code.
                g.Running = null;
                g.CallerHandled = null;
            }
            Interp.PopFrame(t);
        }
    }

    /// <summary>
    /// Pushes an inlined frame, all variables of which are about to be written, for its callee to see: at the instruction where it goes on, or so many
    /// behind it. The result is its first register.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ref Value PushInlined(PyThread t, object function, ResumeFrame r, int behind)
    {
        var f = Push(t, Unsafe.As<PyFunction>(function), r);
        f.Pc = r.Code.Start + (r.Pc + behind);
        return ref f.Register0;
    }

    /// <summary>As <see cref="PushInlined"/>, with all variables unbound.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ref Value PushCleared(PyThread t, object function, ResumeFrame r, int behind)
    {
        ref Value first = ref PushInlined(t, function, r, behind);
        Clear(ref first, r.Code);
        return ref first;
    }

    /// <summary>All variables are unbound.</summary>
    private static void Clear(ref Value first, PyCode code)
    {
        // The framework's way of filling spans is compiled at run time for values.
        for (int k = code.NamedEnd - 1; k >= 0; k--) Unsafe.Add(ref first, k) = Value.Missing;
    }

    private static Frame Push(PyThread t, ResumeFrame r)
    {
        var f = Push(t, (PyFunction)Read(t, in r.Function).Ref!, r);
        if (!r.HasAllNamed) Clear(ref f.Register0, r.Code);
        return f;
    }

    private static Frame Push(PyThread t, PyFunction function, ResumeFrame r)
    {
        var f = Push(t, function, r.Code, r.Kind);
        f.Dst = (ushort)r.Dst;
        f.Aux = r.Aux;
        f.Generator = null;
        return f;
    }

    /// <summary>Pushes the frame of a function that compiled code called, whose registers and pc are about to be written.</summary>
    public static void PushEntry(PyThread t, PyFunction function, PyCode code) => Push(t, function, code, FrameKind.Entry);

    private static Frame Push(PyThread t, PyFunction function, PyCode code, FrameKind kind)
    {
        int top = t.SlabTop;
        if (t.Depth + 2 >= t.Frames.Length) t.GrowFrames();
        var f = t.Frames[t.Depth + 1];
        if (top + code.RegCount > t.Slab.Length)
        {
            t.SwitchSlab(f, code.RegCount);
            f.NeedsCleanup = true;
            top = 0;
        }
        t.Depth++;
        // A store that changes nothing costs more than the test.
        if (f.Function != function) f.Function = function;
        if (f.Code != code) f.Code = code;
        if (f.Regs != t.Slab) f.Regs = t.Slab;
        f.Base = top;
        f.Top = top + code.RegCount;
        f.Kind = kind;
        f.Locals = null;
        return f;
    }

    /// <summary>Pushes the frame of a generator's body that runs: its registers are the generator's.</summary>
    private static Frame PushBody(PyThread t, ResumeFrame r)
    {
        var g = (PyGenerator)Read(t, in r.Function).Ref!;
        int top = t.SlabTop;
        if (t.Depth + 2 >= t.Frames.Length) t.GrowFrames();
        var f = t.Frames[++t.Depth];
        f.Function = g.Function;
        f.Code = r.Code;
        f.Regs = g.Regs;
        f.Base = 0;
        f.Top = top;
        f.Kind = r.Kind;
        f.Dst = (ushort)r.Dst;
        f.Aux = r.Aux;
        f.Locals = null;
        f.Generator = g;
        f.NeedsCleanup = true;
        f.Object = null;
        g.Running = f;
        g.CallerHandled = t.Handled;
        return f;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(PyThread t, in Source s, ref Value to)
    {
        switch (s.Kind)
        {
            case SourceKind.Int:
                Reg.SetInt(ref to, t.ExitNumbers[s.Number]);
                break;
            case SourceKind.Float:
                Reg.SetFloat(ref to, BitConverter.Int64BitsToDouble(t.ExitNumbers[s.Number]));
                break;
            case SourceKind.Ref:
                {
                    var o = t.ExitRefs[s.Reference]!;
                    // It may be a number's box.
                    if (to.Ref != o) Reg.Set(ref to, Value.FromHeap(o));
                    break;
                }
            case SourceKind.Constant when s.Constant.Ref == to.Ref && s.Constant.Bits == to.Bits:
                break;
            default:
                Reg.Set(ref to, Read(t, in s));
                break;
        }
    }

    internal static Value Read(PyThread t, in Source s) => s.Kind switch
    {
        SourceKind.Constant => s.Constant,
        SourceKind.Int => Value.Int(t.ExitNumbers[s.Number]),
        SourceKind.Float => Value.Float(BitConverter.Int64BitsToDouble(t.ExitNumbers[s.Number])),
        SourceKind.Bool => Value.Bool(t.ExitNumbers[s.Number] != 0),
        SourceKind.Transferred => t.Transfer,
        SourceKind.Ref => Value.FromHeap(t.ExitRefs[s.Reference]!),
        _ => new Value(t.ExitRefs[s.Reference], t.ExitNumbers[s.Number]),
    };
}

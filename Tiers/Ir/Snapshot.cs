using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Ir;

/// <summary>A register and the value it has; a null value is an unbound variable (Missing).</summary>
internal readonly record struct RegisterValue(int Register, Node? Value);

/// <summary>A field that an exit writes.</summary>
internal sealed record FieldWrite(Node Object, System.Reflection.FieldInfo Field, Node Value);

/// <summary>One frame of a snapshot.</summary>
internal sealed class FrameSnapshot
{
    /// <summary>The function that runs in an inlined frame: a node, or null for the root frame, which exists.</summary>
    public Node? Function { get; init; }

    /// <summary>The generator whose body runs in the frame; null for plain frames.</summary>
    public Node? Generator { get; init; }
    public required PyCode Code { get; init; }

    /// <summary>Index of the instruction to go on with; in callers the one behind the call.</summary>
    public required int Pc { get; init; }

    /// <summary>What a return from this frame does.</summary>
    public FrameKind Kind { get; init; }

    /// <summary>The caller's register for the result.</summary>
    public int Dst { get; init; }

    /// <summary>As <see cref="Frame.Aux"/>.</summary>
    public int Aux { get; init; }

    /// <summary>The registers whose values differ from what is in memory (root frame), or all that are alive (inlined frames).</summary>
    public required RegisterValue[] Registers { get; init; }

    /// <summary>The variables from outside are those of the function: whoever makes the frame takes their cells from there.</summary>
    public bool TakesClosure { get; init; }

    /// <summary>The same frame without the cells of the function's variables.</summary>
    public FrameSnapshot WithoutClosure() => new()
    {
        Function = Function,
        Generator = Generator,
        Code = Code,
        Pc = Pc,
        Kind = Kind,
        Dst = Dst,
        Aux = Aux,
        Registers = Array.FindAll(Registers, r => (uint)(r.Register - Code.FreeReg) >= (uint)Code.FreeVars.Length),
        TakesClosure = true,
    };
}

/// <summary>
/// Resume data: the frames, outermost first, as they are just before the instruction at the innermost frame's pc.
/// </summary>
internal sealed class Snapshot
{
    public required FrameSnapshot[] Frames { get; init; }

    /// <summary>Where in the profile the innermost frame is; opaque here, for the recorder that extends a region at a hot exit.</summary>
    public object? Origin { get; init; }

    /// <summary>The state before a loop, where guards that were moved out of it leave.</summary>
    public bool IsLoopEntry { get; set; }

    /// <summary>What comes there is no part of regions (a return, a raise): leaving is no failure.</summary>
    public bool IsEnd { get; set; }


    public FrameSnapshot Top => Frames[^1];

    /// <summary>Fields that hold other values in compiled code than in memory: the exit writes them.</summary>
    public FieldWrite[] Writes { get; init; } = [];

    /// <summary>The same exit without the values in its registers.</summary>
    public Snapshot WithoutValues() => new()
    {
        Frames = Array.ConvertAll(Frames, f => new FrameSnapshot { Code = f.Code, Pc = f.Pc, Kind = f.Kind, Dst = f.Dst, Aux = f.Aux, Registers = [] }),
        Origin = Origin,
        IsLoopEntry = IsLoopEntry,
        IsEnd = IsEnd,
    };

    /// <summary>The same exit with other values, in what it writes too.</summary>
    public Snapshot With(Func<Node, Node> map) => With(map, Array.ConvertAll(Writes, w => new FieldWrite(map(w.Object), w.Field, map(w.Value))));

    /// <summary>The same exit with other values and writes.</summary>
    public Snapshot With(Func<Node, Node> map, FieldWrite[] writes) => new()
    {
        Frames = Array.ConvertAll(Frames, f => new FrameSnapshot
        {
            Function = f.Function == null ? null : map(f.Function),
            Generator = f.Generator == null ? null : map(f.Generator),
            Code = f.Code,
            Pc = f.Pc,
            Kind = f.Kind,
            Dst = f.Dst,
            Aux = f.Aux,
            Registers = Array.ConvertAll(f.Registers, r => new RegisterValue(r.Register, r.Value == null ? null : map(r.Value))),
            TakesClosure = f.TakesClosure,
        }),
        Origin = Origin,
        IsLoopEntry = IsLoopEntry,
        IsEnd = IsEnd,
        Writes = writes,
    };

    /// <summary>The same exit with other frames.</summary>
    public Snapshot With(FrameSnapshot[] frames) => new() { Frames = frames, Origin = Origin, IsLoopEntry = IsLoopEntry, IsEnd = IsEnd, Writes = Writes };

    /// <summary>All values that the frames and the writes have, virtual objects included.</summary>
    public SnapshotValues Held() => new(this, false);

    /// <summary>All values that the exit needs: of virtual objects their contents.</summary>
    public SnapshotValues Values() => new(this, true);

    private object? metBy;

    /// <summary>Notes that a walk over a region has met this exit, which several nodes may share; false when that walk had met it before.</summary>
    /// <param name="walk">Any object that is this walk's own. A region is walked by one pass at a time.</param>
    public bool Meet(object walk)
    {
        if (metBy == walk) return false;
        metBy = walk;
        return true;
    }
}

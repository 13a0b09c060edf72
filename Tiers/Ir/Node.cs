using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Ir;

/// <summary>One operation of a region, and the value it gives: in static single assignment, so a value is the node that makes it.</summary>
internal sealed class Node(int id, IrOp op, IrType type, params Node[] args)
{
    public int Id { get; } = id;
    public IrOp Op { get; } = op;
    public IrType Type { get; } = type;
    public Node[] Args { get; set; } = args;

    /// <summary>The constant, class, shape, field or kernel that the operation names.</summary>
    public object? Data { get; set; }

    /// <summary>The number that the operation names: an int, a float's bits, a slot, a register.</summary>
    public long Imm { get; init; }

    /// <summary>Where the interpreter goes on when the operation leaves the region.</summary>
    public Snapshot? Exit { get; set; }

    /// <summary>Of a CallDirect: where the interpreter goes on when the call left a value of another type, which is then in a register.</summary>
    public Snapshot? AfterExit { get; set; }

    /// <summary>Of what may raise: the handler in the root frame at which the region then goes on; a WasRaised behind it tells.</summary>
    public HandlerEntry? CaughtAt { get; set; }

    /// <summary>
    /// Of what needs the frames in memory: the registers of the root frame that memory doesn't hold yet, as the exit says.
    /// </summary>
    public int[]? Spilled { get; init; }

    /// <summary>Arithmetic whose result is known to fit 64 bits (of a division: whose divisor is known to be above 0), so that it doesn't exit.</summary>
    public bool Wraps { get; set; }

    /// <summary>Of a division or an index: the first operand is known not to be below 0.</summary>
    public bool NonNegative { get; set; }

    /// <summary>Of a store to a slot: nothing was there before. Of a poll: nothing around it runs Python code, so that what the region assumes can only be ended by who also asks for a poll.</summary>
    public bool IsQuick { get; set; }

    /// <summary>
    /// Of a guard: it asks how the work of the node before it came out. That work is done, so that tests can't make it fail without cause: it would be
    /// done again.
    /// </summary>
    public bool IsOutcome { get; init; }

    /// <summary>The exact C# class of the reference, when known.</summary>
    public Type? Class { get; set; }

    /// <summary>The reference may also be of a class that derives from <see cref="Class"/>: reading its fields is all that this allows.</summary>
    public bool AdmitsHeirs { get; set; }

    /// <summary>The reference or value isn't null.</summary>
    public bool NotNull { get; set; }

    /// <summary>The condition that this one is, or is the opposite of: the truth is then the other one.</summary>
    public Node Plain(ref bool truth)
    {
        var v = this;
        for (; v.Op == IrOp.NotBool; v = v.Args[0]) truth = !truth;
        return v;
    }

    /// <summary>Of those that a region may do without, what kind of object it makes.</summary>
    public Allocation Makes => Op == IrOp.Call && !MakesWatched ? ((Kernel)Data!).Allocates : Allocation.None;

    /// <summary>It makes a coroutine that isn't awaited at once: that it is lost before it is awaited, if it is, is warned of, so it exists.</summary>
    public bool MakesWatched => Op == IrOp.Call && ((Kernel)Data!).Allocates == Allocation.Body && Class == typeof(PyCoroutine) && Args[1] is not { Op: IrOp.ConstBool, Imm: not 0 };

    /// <summary>It makes a str of one character, whose code point is its operand.</summary>
    public bool MakesCharacter => Op == IrOp.Call && ((Kernel)Data!).Allocates == Allocation.Character;

    public bool IsConst => Op is IrOp.ConstInt or IrOp.ConstFloat or IrOp.ConstBool or IrOp.ConstRef;

    public double AsFloat => BitConverter.Int64BitsToDouble(Imm);

    /// <summary>The interpreter, a callee or a traceback looks at the frames as the exit has them, so that the objects in them must exist.</summary>
    public bool ShowsFrames => CaughtAt != null || Op == IrOp.Interpret || Spilled != null;

    /// <summary>The op's effects, those of its kernel included.</summary>
    public Effects Effects => Op == IrOp.Call ? ((Kernel)Data!).Effects : IrOps.Of(Op).Effects;

    public override int GetHashCode() => Id;

    public override string ToString() => $"v{Id}";
}

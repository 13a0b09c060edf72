using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>
/// Built-in operations that were seen to fail where a handler in the region catches it: a test tells whether they will, and the exception is made in the
/// region. Where the handler forgets it (<see cref="Optimizing.ForgetExceptions"/>), it isn't made at all.
/// </summary>
internal sealed partial class RegionBuilder
{
    /// <summary>What the instruction raises is caught, and it isn't one of those whose exits go on being taken.</summary>
    private bool FailsHere => Seen.Raises && Seen.HotExits <= 1 && IsCaught;

    /// <summary>Where a condition holds the instruction raises an exception that is made for that.</summary>
    private void FailWhere(Node condition, Func<Node> make)
    {
        var (before, leaving) = (snapshot, leavingLoop);
        Branch(condition, () => Fail(make()), () => { });
        (snapshot, leavingLoop) = (before, leaving);
    }

    /// <summary>The instruction raises a new exception; the block ends.</summary>
    private void Fail(Node made)
    {
        Kernel(Kernels.RaiseExisting, [made]);
        LeaveAt(point.Pc, "failed");
    }

    /// <summary>A new exception of a class, made by a kernel.</summary>
    private Node NewError(PyType type, Kernel maker, Type c, params Node[] args)
    {
        AnchorException();
        var made = Kernel(maker, args, c, true);
        state.Shapes[made] = type.RootShape;
        state.Fresh.Add(made);
        return made;
    }

    /// <summary>An index within a sequence of so many items; a test where it was too large before.</summary>
    private Node IndexOrFail(Node key, Node count, string message)
    {
        if (FailsHere) FailWhere(IntCompare(CmpOp.Ge, key, count), () => NewException(ExcTypes.IndexError, TupleOf([Ref(PyStr.Intern(message))])));
        return Make(IrOp.CheckIndex, IrType.Int, key, count, mayMove: false);
    }

    /// <summary><c>int(text)</c>, where text was no number before; null where it always was.</summary>
    private Node? IntOrFail(Node text)
    {
        if (!FailsHere) return null;
        var v = Kernel(Kernels.IntOfStrOrDone, [text]);
        FailWhere(Pure(IrOp.IsDone, IrType.Bool, v), () => NewError(ExcTypes.ValueError, Kernels.NewIntError, typeof(PyBaseException), text));
        return v;
    }

    /// <summary><c>next</c> of the iterator of a list, tuple or range, which has come to its end before.</summary>
    private Node NextOrFail(Node it)
    {
        var v = Taken(Kernel(Kernels.NextOrDone, [it]));
        var (moved, ended) = ForeseenEffects.Of(it.Class);
        foreach (var field in moved) Kill(field);
        if (ended != null) Kill(ended);
        FailWhere(Pure(IrOp.IsDone, IrType.Bool, v), () => NewError(ExcTypes.StopIteration, Kernels.NewStopIteration, typeof(PyStopIteration)));
        return v;
    }

    /// <summary>An attribute that None, or instances of the class, haven't got; false where it may be there.</summary>
    private bool FailsAttribute(Node o, KindSet seen, PyStr name)
    {
        if (!FailsHere) return false;
        if (seen.Tag == KindTag.None)
        {
            if (PyNone.Instance.Type.Lookup(name) != null) return false;
            o = GuardConst(o, PyNone.Instance);
        }
        else
        {
            if (seen.Single?.Shape is not { DictMode: false } shape || shape.IndexOf(name) >= 0 || !Interp.UsesGenericGetAttr(shape.Type)) return false;
            if (shape.Type.Lookup(name) != null || shape.Type.FindSlot(Slot.GetAttr) != null) return false;
            Types.Add(shape.Type);
            o = GuardShape(o, shape);
        }
        Fail(NewError(ExcTypes.AttributeError, Kernels.NewAttributeError, typeof(PyAttributeError), o, Ref(name)));
        return true;
    }
}

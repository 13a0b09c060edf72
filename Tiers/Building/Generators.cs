using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Which loops over generators, delegations to generators and coroutines, and calls of send() and next() have the body in the region.</summary>
internal static class Generators
{
    /// <summary>The context of the body that a ForLoop, Send or Call resumes, when it is always the same code; null for all else.</summary>
    public static ProfileNode? Body(ProfileNode context, int pc)
    {
        var p = context.At[pc]!;
        if (p.IsHopeless || p.Operands.Length == 0) return null;
        switch (context.Code.Code[pc].Op)
        {
            case Op.ForLoop when p.Operands[0].Class == typeof(PyGenerator):
            case Op.Send when (IsSuspendable(p.Operands[0].Class) || IsMixed(p.Operands[0])) && CanSuspend(context):
            case Op.Call when Resumed(p.Operands) is > 0 and var n && IsSuspendable(p.Operands[n].Class):
                break;
            default:
                return null;
        }
        return context.OnlyChild(pc) is { } child && child.Resumed.Count > 0 ? child : null;
    }

    private static bool HasGenerator(KindSet seen) => Array.Exists(seen.Kinds.ToArray(), k => k.Class == typeof(PyGenerator));

    /// <summary>A Send met generators and one other class of iterators.</summary>
    private static bool IsMixed(KindSet seen) => seen.Count > 1 && !seen.Overflowed && PlainIterator(seen) != null && HasGenerator(seen);

    /// <summary>The one class of plain iterators, generators aside, in what was seen; null where there is another, or none.</summary>
    private static Type? PlainIterator(KindSet seen)
    {
        Type? one = null;
        if (seen.Overflowed) return null;
        foreach (var k in seen.Kinds)
        {
            if (k.Class == typeof(PyGenerator)) continue;
            if (!NativeClasses.IsSequenceIterator(k.Class) || one != null && one != k.Class) return null;
            one = k.Class;
        }
        return one;
    }

    /// <summary>The class of plain iterators that a Send in a body delegates to, beside generators; null where there is none, or it can't be in the region.</summary>
    public static Type? IteratorOf(ProfileNode context, int pc)
    {
        var p = context.At[pc]!;
        return !p.IsHopeless && p.Operands.Length > 0 && CanDelegate(context) ? PlainIterator(p.Operands[0]) : null;
    }

    /// <summary>The operand of a call of send() or next() that is the generator; 0 for other calls.</summary>
    public static int Resumed(KindSet[] operands)
    {
        if (operands.Length != 3) return 0;
        return operands[0].Single?.Object switch
        {
            PyMethodDescriptor { ResumesBody: true } when operands[1].Tag == KindTag.Object => 1,
            PyBuiltinFunction { MayResumeBody: true, PassSelf: false, Module: "builtins" } when operands[1].Tag == KindTag.Missing => 2,
            _ => 0,
        };
    }

    /// <summary>The type of a class of objects with bodies; null for others.</summary>
    public static PyType? TypeOf(Type c) => c == typeof(PyGenerator) ? PyGenerator.TypeObject : c == typeof(PyCoroutine) ? PyCoroutine.TypeObject : null;

    private static bool IsSuspendable(Type? c) => c == typeof(PyGenerator) || c == typeof(PyCoroutine);

    /// <summary>The instructions at which the body was seen to go on, and can be made to.</summary>
    public static IEnumerable<int> ResumePoints(ProfileNode body)
    {
        foreach (int pc in body.Resumed)
        {
            // A Send waits as the next instruction, a Yield as the one before.
            bool afterYield = pc > 0 && body.Code.Code[pc - 1].Op == Op.Yield, atSend = pc > 0 && body.Code.Code[pc].Op == Op.Send;
            if (pc > 0 && afterYield == atSend) continue;
            if (body.At[pc] != null) yield return pc;
        }
    }

    /// <summary>The outermost of the bodies that a yield in this one suspends: the one that a for loop or call resumes; null when that isn't in the region.</summary>
    public static ProfileNode? Consumer(ProfileNode body)
    {
        for (var c = body; c.Parent is { } parent; c = parent)
        {
            if (!IsBody(c)) return null;
            if (parent.Code.Code[c.CallPc].Op is Op.ForLoop or Op.Call) return c;
        }
        return null;
    }

    /// <summary>True for the context of a generator's body that a loop or delegation of its parent resumes.</summary>
    public static bool IsBody(ProfileNode context) => context.Parent is { } parent && context.Code.IsGeneratorLike && Body(parent, context.CallPc) == context;

    /// <summary>A body that a call of send() or next() resumes.</summary>
    public static bool IsCalled(ProfileNode context) => IsBody(context) && context.Parent!.Code.Code[context.CallPc].Op == Op.Call;

    /// <summary>A body whose delegates can yield through it: to a consumer in the region, or out of the region by its root.</summary>
    public static bool CanDelegate(ProfileNode context)
    {
        for (var c = context; CanSuspend(c); c = c.Parent)
            if (c.Parent == null || c.Parent.Code.Code[c.CallPc].Op is Op.ForLoop or Op.Call) return true;
        return false;
    }

    /// <summary>
    /// A body in the region awaits what isn't in it. Not generators: those that delegate to themselves do so many times, and each frame between would be
    /// brought into memory for each item.
    /// </summary>
    public static bool DelegatesByInterpreter(ProfileNode context, int pc) =>
        context.Parent != null && context.At[pc]!.Operands is [var seen, ..] && !HasGenerator(seen) && CanDelegate(context);

    /// <summary>A body that the region can suspend: it is joined to what resumes it, or the region's root.</summary>
    private static bool CanSuspend(ProfileNode context) => context.Parent == null ? context.Code.IsGeneratorLike : IsBody(context);
}

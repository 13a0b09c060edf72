using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Cil;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Interpreting;

/// <summary>Guards.</summary>
internal sealed partial class Activation
{
    /// <summary>Whether an object is of a class as nodes have them, and of none that derives from it: <see cref="PyInstance"/> stands for all plain instances.</summary>
    private static bool IsExactly(object o, Type c) => c == typeof(PyInstance) ? PyInstance.IsPlain(o) : o.GetType() == c;

    private static void FillGuards()
    {
        Guard(IrOp.GuardInt, (v, n) => n.Args[0].Type == IrType.Ref ? v.AsObject?.GetType() == typeof(PyInt) : v.Ref == null, v => v.Ref is PyInt box ? new NodeValue(box.Number) : v);
        Guard(IrOp.GuardFloat, (v, n) => n.Args[0].Type == IrType.Ref ? v.AsObject?.GetType() == typeof(PyFloat) : v.Ref == Tags.Float, v => v.Ref is PyFloat box ? new NodeValue(box.Number) : new NodeValue(null, v.Bits));
        Guard(IrOp.GuardBool, (v, _) => Support.IsBool(v.AsObject), v => new NodeValue(v.Ref == PyBool.True));
        Guard(IrOp.GuardRef, (v, _) => Support.IsPlainRef(v.AsObject), Object);
        Guard(IrOp.GuardObject, (v, _) => Support.IsObject(v.AsObject), Object);
        Guard(IrOp.GuardClass, (v, n) => v.Ref is { } o && IsExactly(o, (Type)n.Data!), Object);
        Guard(IrOp.GuardShape, (v, n) => Support.HasShape(v.AsObject, n.Data!), Object);
        Guard(IrOp.GuardIs, (v, n) => v.Ref == n.Data, Object);
        Guard(IrOp.GuardCode, (v, n) => Support.HasCode(v.AsObject, n.Data!), Object);
        Guard(IrOp.GuardNotNull, (v, _) => v.Ref != null, Object);
        Guard(IrOp.GuardIsNot, (a, n) => a.Get(n.Args[0]).Ref != n.Data);
        Guard(IrOp.GuardBound, (a, n) => a.Get(n.Args[0]).Ref != Tags.Missing);
        Guard(IrOp.GuardTrue, (a, n) => a.Get(n.Args[0]).AsBool);
        Guard(IrOp.GuardFalse, (a, n) => !a.Get(n.Args[0]).AsBool);
    }

    private static NodeValue Object(NodeValue v) => new(v.Ref, 0);
}

using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Building;

/// <summary>Complex numbers: arithmetic on their parts, so that a number that is only calculated with is never made.</summary>
internal sealed partial class RegionBuilder
{
    private Node Complex(Node real, Node imaginary)
    {
        var z = Kernel(Kernels.NewComplex, [real, imaginary], typeof(PyComplex), true);
        state.Facts[new FactKey(IrOp.Call, z, null, Kernels.RealPart, 0)] = (real, null);
        state.Facts[new FactKey(IrOp.Call, z, null, Kernels.ImaginaryPart, 0)] = (imaginary, null);
        return z;
    }

    /// <summary>The parts of a number; of a real one as converting it to complex gives them.</summary>
    private (Node Real, Node Imaginary) Parts(Node v) => v.Class == typeof(PyComplex)
        ? (Kernel(Kernels.RealPart, [v]), Kernel(Kernels.ImaginaryPart, [v]))
        : (As(v, IrType.Float), Float(0));

    /// <summary>Null for what isn't a number, and for operators that a kernel does.</summary>
    private Node? ComplexArithmetic(Op op, Node a, Node b)
    {
        if (op is not (Op.Add or Op.Sub or Op.Mul) || !IsAnyNumber(a) || !IsAnyNumber(b)) return null;
        var (ar, ai) = Parts(a);
        var (br, bi) = Parts(b);
        if (op == Op.Mul)
            return Complex(Binary(IrOp.SubFloat, Binary(IrOp.MulFloat, ar, br), Binary(IrOp.MulFloat, ai, bi)), Binary(IrOp.AddFloat, Binary(IrOp.MulFloat, ar, bi), Binary(IrOp.MulFloat, ai, br)));
        var by = op == Op.Add ? IrOp.AddFloat : IrOp.SubFloat;
        return Complex(Binary(by, ar, br), Binary(by, ai, bi));

        Node Binary(IrOp o, Node x, Node y) => Pure(o, IrType.Float, x, y);
    }

    private static bool IsAnyNumber(Node v) => IsNumber(v) || v.Class == typeof(PyComplex);

    private Node NegativeComplex(Node v)
    {
        var (real, imaginary) = Parts(v);
        return Complex(Pure(IrOp.NegFloat, IrType.Float, real), Pure(IrOp.NegFloat, IrType.Float, imaginary));
    }

    private Node AbsOfComplex(Node v)
    {
        var size = Kernel(Kernels.AbsComplex, [v]);
        Make(IrOp.GuardBound, IrType.None, size, mayMove: false);
        return Guard(IrOp.GuardFloat, IrType.Float, size);
    }
}

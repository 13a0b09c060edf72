using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Arithmetic, comparisons and truth.</summary>
internal sealed partial class RegionBuilder
{
    private Node Arithmetic(Op op, Node a, Node b, KindSet seenA, KindSet seenB, bool inPlace)
    {
        a = Narrow(a, seenA);
        b = Narrow(b, seenB);
        if (IsNumber(a) && IsNumber(b) && !SawBigInt(Result()))
        {
            var r = a.Type == IrType.Float || b.Type == IrType.Float ? FloatArithmetic(op, a, b) : IntArithmetic(op, a, b);
            if (r != null) return r;
        }
        if ((a.Class == typeof(PyComplex) || b.Class == typeof(PyComplex)) && ComplexArithmetic(op, a, b) is { } z) return z;
        if (op == Op.Add && a.Class == typeof(PyStr) && b.Class == typeof(PyStr)) return Kernel(Kernels.StrConcat, [a, b], typeof(PyStr), true);
        if (op == Op.Mul && a.Class == typeof(PyStr) && b.Type == IrType.Int) return Kernel(Kernels.StrRepeat, [a, b], typeof(PyStr), true);
        if (IsPlain(a) && IsPlain(b) && Kernels.Binary(op) is { } k)
        {
            // The kernel's error would name the operator without its equals sign.
            if (inPlace && MayDecline(op, a, b)) return InterpretOne();
            return Kernel(k, [a, b]);
        }
        if (!inPlace && ListArithmetic(op, a, b) is { } list) return list;
        if (BinaryDunder(op, a, b, seenA, seenB, inPlace) is { } dunder) return dunder;
        return NativeArithmetic(a, b, seenA, seenB) ?? InterpretOne();
    }

    /// <summary>Values on which operators can't run Python code: exact numbers and strs.</summary>
    private static bool IsPlain(Node v) => v.Type is IrType.Int or IrType.Float or IrType.Bool || v.Class == typeof(PyStr) || v.Class == typeof(PyBigInt) || v.Class == typeof(PyComplex);

    /// <summary>Whether plain values may refuse an operator.</summary>
    private static bool MayDecline(Op op, Node a, Node b)
    {
        if (a.Class == typeof(PyStr)) return op != Op.Mod && !(op == Op.Mul && IsInteger(b));
        if (b.Class == typeof(PyStr)) return op != Op.Mul || !IsInteger(a);
        bool complex = a.Class == typeof(PyComplex) || b.Class == typeof(PyComplex);
        return op switch
        {
            Op.Add or Op.Sub or Op.Mul or Op.TrueDiv or Op.Pow => false,
            Op.FloorDiv or Op.Mod => complex,
            _ => !(IsInteger(a) && IsInteger(b)),
        };
    }

    private static bool IsInteger(Node v) => v.Type is IrType.Int or IrType.Bool || v.Class == typeof(PyBigInt);

    /// <summary>Ints grew past 64 bits here.</summary>
    private static bool SawBigInt(KindSet seen)
    {
        foreach (var k in seen.Kinds)
            if (k.Class == typeof(PyBigInt)) return true;
        return false;
    }

    private static bool IsNumber(Node v) => v.Type is IrType.Int or IrType.Float or IrType.Bool;

    private Node? IntArithmetic(Op op, Node a, Node b)
    {
        if (a.Type == IrType.Bool && b.Type == IrType.Bool && op is Op.And or Op.Or or Op.Xor) return null;
        a = As(a, IrType.Int);
        b = As(b, IrType.Int);
        if (a.Op == IrOp.ConstInt && b.Op == IrOp.ConstInt && FoldInt(op, a.Imm, b.Imm) is { } folded) return Int(folded);
        switch (op)
        {
            case Op.Add: return Exiting(IrOp.AddInt, a, b);
            case Op.Sub: return Exiting(IrOp.SubInt, a, b);
            case Op.Mul: return Exiting(IrOp.MulInt, a, b);
            case Op.FloorDiv: return Exiting(IrOp.FloorDivInt, a, b);
            case Op.Mod: return Exiting(IrOp.ModInt, a, b);
            case Op.And: return Pure(IrOp.AndInt, IrType.Int, a, b);
            case Op.Or: return Pure(IrOp.OrInt, IrType.Int, a, b);
            case Op.Xor: return Pure(IrOp.XorInt, IrType.Int, a, b);
            case Op.LShift: return Exiting(IrOp.ShlInt, a, b);
            case Op.RShift: return Exiting(IrOp.ShrInt, a, b);
            case Op.TrueDiv:
                // Exact where both convert to float exactly.
                if (!IsSmall(a)) GuardTrue(Kernel(Kernels.FitsFloat, [a]));
                if (!IsSmall(b)) GuardTrue(Kernel(Kernels.FitsFloat, [b]));
                return Exiting(IrOp.DivFloat, As(a, IrType.Float), As(b, IrType.Float), IrType.Float);
            default: return null;
        }
    }

    private static bool IsSmall(Node v) => v.Op == IrOp.ConstInt && Math.Abs(v.Imm) < 1L << 53 || v.Op == IrOp.BoolToInt;

    private static long? FoldInt(Op op, long a, long b)
    {
        try
        {
            return op switch
            {
                Op.Add => checked(a + b),
                Op.Sub => checked(a - b),
                Op.Mul => checked(a * b),
                Op.And => a & b,
                Op.Or => a | b,
                Op.Xor => a ^ b,
                _ => null,
            };
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private Node Exiting(IrOp op, Node a, Node b, IrType type = IrType.Int) => Make(op, type, a, b, mayMove: false);

    private void GuardTrue(Node b)
    {
        if (b.Op == IrOp.ConstBool && b.Imm != 0) return;
        Make(IrOp.GuardTrue, IrType.None, b);
    }

    private Node? FloatArithmetic(Op op, Node a, Node b)
    {
        // An int exponent gives the same float as the equal float.
        a = As(a, IrType.Float);
        b = b.Op == IrOp.ConstInt ? Float(b.Imm) : As(b, IrType.Float);
        switch (op)
        {
            case Op.Add: return Pure(IrOp.AddFloat, IrType.Float, a, b);
            case Op.Sub: return Pure(IrOp.SubFloat, IrType.Float, a, b);
            case Op.Mul: return Pure(IrOp.MulFloat, IrType.Float, a, b);
            case Op.TrueDiv: return Exiting(IrOp.DivFloat, a, b, IrType.Float);
            case Op.Pow:
                {
                    var power = b.Op == IrOp.ConstFloat && b.AsFloat == 2 ? Kernel(Kernels.SquareFloat, [a]) : Kernel(Kernels.PowFloat, [a, b]);
                    GuardTrue(Kernel(Kernels.IsFinite, [power]));
                    return power;
                }
            case Op.FloorDiv: return DivFamily(Kernels.FloorDivFloat, a, b);
            case Op.Mod: return DivFamily(Kernels.ModFloat, a, b);
            default: return null;
        }
    }

    private Node DivFamily(Kernel k, Node a, Node b)
    {
        GuardTrue(Pure(IrOp.NeFloat, IrType.Bool, b, Float(0)));
        return Kernel(k, [a, b]);
    }

    private Node Unary(Op op, Node v)
    {
        v = Narrow(v, Operand(0));
        if (v.Type == IrType.Float && op != Op.Invert) return op == Op.Neg ? Pure(IrOp.NegFloat, IrType.Float, v) : v;
        if (v.Type is IrType.Int || v.Type == IrType.Bool && op != Op.Invert)
        {
            v = As(v, IrType.Int);
            return op switch
            {
                Op.Neg => Make(IrOp.NegInt, IrType.Int, v, mayMove: false),
                Op.Pos => v,
                _ => Pure(IrOp.NotInt, IrType.Int, v),
            };
        }
        if (op == Op.Neg && v.Class == typeof(PyComplex)) return NegativeComplex(v);
        return NativeUnary(op, v, Operand(0)) ?? InterpretOne();
    }

    /// <summary>The truth of a comparison; null when only the interpreter can tell.</summary>
    private Node? Compare(CmpOp op, Node a, Node b, KindSet seenA, KindSet seenB)
    {
        a = Narrow(a, seenA);
        b = Narrow(b, seenB);
        if (IsNumber(a) && IsNumber(b))
        {
            if (a.Type == IrType.Float && b.Type == IrType.Float) return FloatCompare(op, a, b);
            if (a.Type == IrType.Float || b.Type == IrType.Float)
            {
                // Exact as long as the int converts exactly.
                var n = As(a.Type == IrType.Float ? b : a, IrType.Int);
                if (!IsSmall(n)) GuardTrue(Kernel(Kernels.FitsFloat, [n]));
                return FloatCompare(op, As(a, IrType.Float), As(b, IrType.Float));
            }
            return IntCompare(op, As(a, IrType.Int), As(b, IrType.Int));
        }
        if (a.Class == typeof(PyStr) && b.Class == typeof(PyStr) && CompareCharacters(op, a, b) is { } character) return character;
        if (op is CmpOp.Eq or CmpOp.Ne)
        {
            Node? same = null;
            if (a.Class == typeof(PyStr) && b.Class == typeof(PyStr)) same = Kernel(Kernels.StrEq, [a, b]);
            else if (a == None() && IsPlain(b) || b == None() && IsPlain(a)) same = Bool(false);
            if (same != null) return op == CmpOp.Eq ? same : Not(same);
        }
        if (a.Class == typeof(PyStr) && b.Class == typeof(PyStr))
        {
            var order = Kernel(Kernels.StrCompare, [a, b]);
            return IntCompare(op, order, Int(0));
        }
        if (op is CmpOp.Eq or CmpOp.Ne && Identity(a, b, seenA, seenB) is { } identical) return op == CmpOp.Eq ? identical : Not(identical);
        if (CompareDunder(op, a, b, seenA, seenB) is { Type: IrType.Bool } dunder) return dunder;
        return NativeComparison(op, a, b, seenA, seenB);
    }

    private Node IntCompare(CmpOp op, Node a, Node b)
    {
        if (a.Op == IrOp.ConstInt && b.Op == IrOp.ConstInt) return Bool(op.Of(a.Imm.CompareTo(b.Imm)));
        return op switch
        {
            CmpOp.Lt => Pure(IrOp.LtInt, IrType.Bool, a, b),
            CmpOp.Le => Pure(IrOp.LeInt, IrType.Bool, a, b),
            CmpOp.Eq => Pure(IrOp.EqInt, IrType.Bool, a, b),
            CmpOp.Ne => Pure(IrOp.NeInt, IrType.Bool, a, b),
            CmpOp.Gt => Pure(IrOp.LtInt, IrType.Bool, b, a),
            _ => Pure(IrOp.LeInt, IrType.Bool, b, a),
        };
    }

    private Node FloatCompare(CmpOp op, Node a, Node b) => op switch
    {
        CmpOp.Lt => Pure(IrOp.LtFloat, IrType.Bool, a, b),
        CmpOp.Le => Pure(IrOp.LeFloat, IrType.Bool, a, b),
        CmpOp.Eq => Pure(IrOp.EqFloat, IrType.Bool, a, b),
        CmpOp.Ne => Pure(IrOp.NeFloat, IrType.Bool, a, b),
        CmpOp.Gt => Pure(IrOp.LtFloat, IrType.Bool, b, a),
        _ => Pure(IrOp.LeFloat, IrType.Bool, b, a),
    };

    private Node Not(Node b) => b.Op == IrOp.ConstBool ? Bool(b.Imm == 0) : Pure(IrOp.NotBool, IrType.Bool, b);

    /// <summary>Python's <c>is</c>.</summary>
    private Node Same(Node a, Node b)
    {
        if (a == b && a.Type != IrType.Float) return Bool(true);
        if (a.Data is PyType && b.Data is PyType && a.IsConst && b.IsConst) return Bool(false);
        if (a == None() || b == None()) return IsNone(a == None() ? b : a);
        if (a.Type == IrType.Ref && b.Type == IrType.Ref) return Pure(IrOp.RefEq, IrType.Bool, a, b);
        if (a.Type == IrType.Int && b.Type == IrType.Int) return IntCompare(CmpOp.Eq, a, b);
        return Pure(IrOp.ValueIs, IrType.Bool, As(a, IrType.Val), As(b, IrType.Val));
    }

    private Node IsNone(Node v)
    {
        if (v == None() || v.Class == typeof(PyNone)) return Bool(true);
        if (v.Type is IrType.Int or IrType.Float or IrType.Bool || v.Class != null) return Bool(false);
        return Pure(IrOp.IsNone, IrType.Bool, v);
    }

    /// <summary>The truth of a value; null when only the interpreter can tell.</summary>
    private Node? Truth(Node v, KindSet seen)
    {
        v = Narrow(v, seen);
        if (v.Class == typeof(PyNone)) return Bool(false);
        switch (v.Type)
        {
            case IrType.Bool: return v;
            case IrType.Int: return IntCompare(CmpOp.Ne, v, Int(0));
            case IrType.Float: return FloatCompare(CmpOp.Ne, v, Float(0));
        }
        if (v.Class == typeof(PyList)) return IntCompare(CmpOp.Ne, ListCount(v), Int(0));
        if (v.Class == typeof(PyTuple)) return IntCompare(CmpOp.Ne, Pure(IrOp.TupleLength, IrType.Int, v), Int(0));
        if (v.Class == typeof(PyStr)) return IntCompare(CmpOp.Ne, Kernel(Kernels.StrLength, [v]), Int(0));
        if (v.Class == typeof(PyDict)) return IntCompare(CmpOp.Ne, Kernel(Kernels.DictCount, [v]), Int(0));
        if (CountOfElements(v) is { } items) return IntCompare(CmpOp.Ne, items, Int(0));
        if (v.Class != null && v.Class.IsAssignableTo(typeof(PyInstance)) && seen.Single?.Shape is { } shape && HasPlainTruth(shape.Type))
        {
            GuardShape(v, shape);
            Types.Add(shape.Type);
            return Bool(true);
        }
        // An object or None: truth is whether it's there.
        if (v.Type is IrType.Ref or IrType.Val && NoneOrTrue(seen))
        {
            foreach (var k in seen.Kinds)
                if (k.Shape is { } s) Types.Add(s.Type);
            var test = IsNone(v);
            return TruthOfOptional(v, test, seen);
        }
        return NativeTruth(v, seen);
    }

    private static bool HasPlainTruth(PyType type) => type.FindSlot(Slot.Bool) == null && type.FindSlot(Slot.Len) == null;

    private static bool NoneOrTrue(KindSet seen)
    {
        if (seen.Count != 2 || seen.Overflowed) return false;
        bool none = false;
        Shape? shape = null;
        foreach (var k in seen.Kinds)
        {
            if (k.Tag == KindTag.None) none = true;
            else if (k.Shape is { } s && HasPlainTruth(s.Type)) shape = s;
            else return false;
        }
        return none && shape != null;
    }

    private Node TruthOfOptional(Node v, Node isNone, KindSet seen)
    {
        Shape shape = null!;
        foreach (var k in seen.Kinds)
            if (k.Shape is { } s) shape = s;
        // Either None or an instance of the shape: anything else leaves.
        GuardTrue(Kernel(Kernels.NoneOrShape, [As(v, IrType.Val), Ref(shape)]));
        return Not(isNone);
    }
}

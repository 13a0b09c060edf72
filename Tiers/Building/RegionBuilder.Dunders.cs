using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Operators and comparisons that classes define in Python: direct calls of their methods.</summary>
internal sealed partial class RegionBuilder
{
    private static readonly OpTable<string> OperatorNames = new()
    {
        [Op.Add] = "add",
        [Op.Sub] = "sub",
        [Op.Mul] = "mul",
        [Op.TrueDiv] = "truediv",
        [Op.FloorDiv] = "floordiv",
        [Op.Mod] = "mod",
        [Op.Pow] = "pow",
        [Op.MatMul] = "matmul",
        [Op.LShift] = "lshift",
        [Op.RShift] = "rshift",
        [Op.And] = "and",
        [Op.Or] = "or",
        [Op.Xor] = "xor",
    };

    private static BinOp OperatorOf(Op op) => Enum.Parse<BinOp>(op.ToString());

    private static readonly string[] ComparisonNames = ["__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"];

    /// <summary>The value of an operator on an instance whose class defines it in Python; null when that isn't so, or has no code yet.</summary>
    private Node? BinaryDunder(Op op, Node a, Node b, KindSet seenA, KindSet seenB, bool inPlace)
    {
        if (OperatorNames[op] is not { } name) return null;
        if (seenA.Single?.Shape is { } shape)
        {
            var type = shape.Type;
            if (inPlace && type.Lookup(PyStr.Intern($"__i{name}__")) != null || !ImplicitCalls.MayComeSecond(seenB, type)) return null;
            return Dunder(shape, $"__{name}__", a, b, seenA, seenB, (long)OperatorOf(op) << 1 | (inPlace ? 1L : 0L));
        }
        // A number on the left doesn't know the instance: its method is asked.
        if (seenB.Single?.Shape is { } right && IsNumber(a)) return Dunder(right, $"__r{name}__", b, a, seenB, seenA, null);
        return null;
    }

    /// <summary>The value of a comparison of an instance whose class defines it in Python.</summary>
    private Node? CompareDunder(CmpOp op, Node a, Node b, KindSet seenA, KindSet seenB) =>
        seenA.Single?.Shape is { } shape && ImplicitCalls.MayComeSecond(seenB, shape.Type) ? Dunder(shape, ComparisonNames[(int)op], a, b, seenA, seenB, null) : null;

    /// <summary>Whether two instances whose classes say nothing of equality are the same, or an instance is None; null where it isn't that.</summary>
    private Node? Identity(Node a, Node b, KindSet seenA, KindSet seenB)
    {
        bool comparesA = ComparesByIdentity(seenA), comparesB = ComparesByIdentity(seenB);
        if (!comparesA && !comparesB || !comparesA && a != None() || !comparesB && b != None()) return null;
        if (comparesA) a = Guarded(a, seenA);
        if (comparesB) b = Guarded(b, seenB);
        return Pure(IrOp.RefEq, IrType.Bool, a, b);

        Node Guarded(Node v, KindSet seen)
        {
            foreach (var k in seen.Kinds) Types.Add(k.Shape!.Type);
            return seen.Single?.Shape is { } shape ? GuardShape(v, shape) : GuardShapes(v, PossibleShapes(v, seen)!);
        }
    }

    private bool ComparesByIdentity(KindSet seen)
    {
        if (seen.Overflowed || seen.Count == 0) return false;
        var shapes = new List<Shape>();
        foreach (var k in seen.Kinds)
        {
            if (k.Shape is not { } s || !QuickOperators.IsComparedByIdentity(s.Type)) return false;
            shapes.Add(s);
        }
        return InstanceClass(shapes) != null;
    }

    private Node? Dunder(Shape shape, string name, Node self, Node other, KindSet seenSelf, KindSet seenOther, long? reflected)
    {
        if (shape.Type.Lookup(PyStr.Intern(name)) is not PyFunction { SimpleArgCount: 2, Code.IsGeneratorLike: false } f) return null;
        if (Target(f.Code, [seenSelf, seenOther]) is not { } target) return null;
        // Without a way to go on when it says NotImplemented, only results that can't be that.
        if (reflected == null && target.Result is IrType.Ref or IrType.Val) return null;
        Types.Add(shape.Type);
        self = GuardShape(self, shape);
        other = Narrow(other, seenOther);
        if (seenOther.Single?.Shape is { } second)
        {
            other = GuardShape(other, second);
            Types.Add(second.Type);
        }
        int dst = point.Context.Info.Writes[point.Pc] is [var w] ? w : -1;
        if (dst < 0) return null;
        var r = DirectTo(dst, f.Code, Ref(f), [self, other], [seenSelf, seenOther]);
        if (r == null || reflected == null || r.Type is not (IrType.Ref or IrType.Val)) return r;
        return OrReflected(r, self, other, reflected.Value);
    }

    private static readonly PyStr StrName = PyStr.Intern("__str__"), FormatName = PyStr.Intern("__format__");

    /// <summary>Formatting of instances with nothing said but perhaps !s: a direct call of <c>__str__</c>. False when it isn't that.</summary>
    private bool FormatInstance(Instr i)
    {
        var seen = Operand(0);
        if (i.D is not (0 or 1) || seen.Overflowed || seen.Count == 0) return false;
        var shapes = new List<Shape>();
        foreach (var k in seen.Kinds)
        {
            if (k.Shape is not { } s || s.Type.Lookup(StrName) is not PyFunction { SimpleArgCount: 1, Code.IsGeneratorLike: false } f) return false;
            if (i.D == 0 && s.Type.Lookup(FormatName) != PyObject.TypeObject.Lookup(FormatName)) return false;
            if (Target(f.Code, [KindSet.Only(k)]) == null) return false;
            shapes.Add(s);
        }
        Set(i.A, ByShapeCalling(Get(i.B), shapes, TextOf));
        snapshot = null;
        return true;

        Node TextOf(Shape shape, Node instance)
        {
            var f = (PyFunction)shape.Type.Lookup(StrName)!;
            var r = DirectTo(i.A, f.Code, Ref(f), [instance], [KindSet.Only(new Kind(KindTag.Object, shape))])!;
            return Append(new Node(region.NewId(), IrOp.Call, IrType.Val, Convert(r, IrType.Val, block)) { Data = Kernels.StrResult, Exit = Exit });
        }
    }

    /// <summary>The result, or what the right operand's method makes of it when the result is NotImplemented.</summary>
    private Node OrReflected(Node r, Node self, Node other, long op)
    {
        var declined = r.Type == IrType.Ref
            ? Append(new Node(region.NewId(), IrOp.RefEq, IrType.Bool, r, Ref(PyNotImplemented.Instance)))
            : Append(new Node(region.NewId(), IrOp.ValueIs, IrType.Bool, r, As(Ref(PyNotImplemented.Instance), IrType.Val)));
        var (yes, no, join, from) = (NewBlock(CurrentLoop), NewBlock(CurrentLoop), NewBlock(CurrentLoop), block);
        from.End = EndKind.Branch;
        from.Condition = declined;
        from.Then = new Edge(yes, []);
        from.Else = new Edge(no, []);
        block = yes;
        var args = new[] { Convert(self, IrType.Val, yes), Convert(other, IrType.Val, yes), Int(op) };
        var other2 = Append(new Node(region.NewId(), IrOp.Call, IrType.Val, args) { Data = Kernels.Reflected, Exit = Exit });
        var plain = Convert(r, IrType.Val, no);
        region.Blocks.Remove(join);
        region.Blocks.Add(join);
        var param = new Node(region.NewId(), IrOp.Param, IrType.Val) { NotNull = true };
        definedIn[param] = CurrentLoop;
        join.Params.Add(param);
        Jump(yes, join, [other2]);
        Jump(no, join, [plain]);
        block = join;
        return param;
    }
}

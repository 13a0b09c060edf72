using System.Reflection;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Cil;

/// <summary>The instructions of guards: a test and a branch to the exit.</summary>
internal sealed partial class CilCompiler
{
    // What is this common is emitted in place: RyuJIT inlines only so many calls into a method.
    private static readonly FieldInfo FloatTag = typeof(Tags).GetField(nameof(Tags.Float))!, MissingTag = typeof(Tags).GetField(nameof(Tags.Missing))!;
    private static readonly FieldInfo ErrorTag = typeof(Tags).GetField(nameof(Tags.Error))!, DoneTag = typeof(Tags).GetField(nameof(Tags.Done))!;
    private static readonly FieldInfo TrueField = typeof(PyBool).GetField(nameof(PyBool.True))!, FalseField = typeof(PyBool).GetField(nameof(PyBool.False))!;
    private static readonly FieldInfo NoneField = typeof(PyNone).GetField(nameof(PyNone.Instance))!;
    private static readonly FieldInfo BreakerField = typeof(PyThread).GetField(nameof(PyThread.EvalBreaker), BindingFlags.Static | BindingFlags.NonPublic)!;
    private static readonly FieldInfo ShapeField = typeof(PyObject).GetField(nameof(PyObject.Shape))!;

    /// <summary>The guard of a shape that was tested with the guard before.</summary>
    private Node? tested;

    private void Guard(Node n)
    {
        var v = n.Args[0];
        switch (n.Op)
        {
            case IrOp.GuardInt or IrOp.GuardFloat when v.Type == IrType.Ref:
                {
                    var box = n.Op == IrOp.GuardInt ? typeof(PyInt) : typeof(PyFloat);
                    Push(v);
                    e.IsExactly(box).BranchIfFalse(ExitOf(n));
                    PushAs(v, box);
                    e.LoadField(box.GetField(nameof(PyInt.Number))!);
                    Pop(n);
                    break;
                }
            case IrOp.GuardInt:
                PushRef(v);
                e.BranchIfTrue(ExitOf(n));
                e.LoadLocalAddress(LocalOf(v)).LoadField(ValueBits);
                Pop(n);
                break;
            case IrOp.GuardFloat:
                PushRef(v);
                e.LoadField(FloatTag).UnsignedBranchIfNotEqual(ExitOf(n));
                e.LoadLocalAddress(LocalOf(v)).LoadField(ValueBits).Call(Methods.FloatOf);
                Pop(n);
                break;
            case IrOp.GuardBool:
                {
                    var isTrue = e.DefineLabel();
                    PushRef(v);
                    e.LoadField(TrueField).CompareEqual();
                    Pop(n);
                    Push(n);
                    e.BranchIfTrue(isTrue);
                    PushRef(v);
                    e.LoadField(FalseField).UnsignedBranchIfNotEqual(ExitOf(n));
                    e.MarkLabel(isTrue);
                    break;
                }
            case IrOp.GuardRef:
                PushRef(v);
                e.BranchIfFalse(ExitOf(n));
                PushRef(v);
                e.LoadField(FloatTag).BranchIfEqual(ExitOf(n));
                PushRef(v);
                e.LoadField(MissingTag).BranchIfEqual(ExitOf(n));
                PushRef(v);
                Pop(n);
                break;
            case IrOp.GuardObject:
                PushRef(v);
                e.Call(Methods.IsObject).BranchIfFalse(ExitOf(n));
                PushRef(v);
                Pop(n);
                break;
            case IrOp.GuardClass:
                if (v is not { Type: IrType.Ref, NotNull: true })
                {
                    PushAny(v);
                    e.BranchIfFalse(ExitOf(n));
                }
                if (ShapeNext(n) is { } next)
                {
                    PushRef(v);
                    e.LoadField(ShapeField).LoadObjectConstant(next.Data!).UnsignedBranchIfNotEqual(ExitOf(n));
                    tested = next;
                }
                else if (!AreShapesNext(n))
                {
                    PushAny(v);
                    if ((Type)n.Data! == typeof(PyInstance)) e.Call(Methods.IsPlainInstance).BranchIfFalse(ExitOf(n));
                    else e.IsExactly((Type)n.Data!).BranchIfFalse(ExitOf(n));
                }
                PushAny(v);
                Pop(n);
                break;
            case IrOp.GuardShape when n == tested:
                PushRef(v);
                Pop(n);
                break;
            case IrOp.GuardShape:
                if (v is not { Type: IrType.Ref, Class: not null })
                {
                    PushRef(v);
                    e.BranchIfFalse(ExitOf(n));
                }
                PushRef(v);
                e.LoadField(ShapeField).LoadObjectConstant(n.Data!).UnsignedBranchIfNotEqual(ExitOf(n));
                PushRef(v);
                Pop(n);
                break;
            case IrOp.GuardIs:
                PushAny(v);
                e.LoadObjectConstant(n.Data!).UnsignedBranchIfNotEqual(ExitOf(n));
                PushAny(v);
                Pop(n);
                break;
            case IrOp.GuardIsNot:
                PushAny(v);
                e.LoadObjectConstant(n.Data!).BranchIfEqual(ExitOf(n));
                break;
            case IrOp.GuardCode:
                PushRef(v);
                e.LoadObjectConstant(n.Data!).Call(Methods.HasCode).BranchIfFalse(ExitOf(n));
                PushRef(v);
                Pop(n);
                break;
            case IrOp.GuardBound:
                PushRef(v);
                e.LoadField(MissingTag).BranchIfEqual(ExitOf(n));
                break;
            case IrOp.GuardNotNull:
                PushAny(v);
                e.BranchIfFalse(ExitOf(n));
                PushAny(v);
                Pop(n);
                break;
            case IrOp.GuardTrue:
                Push(v);
                e.BranchIfFalse(ExitOf(n));
                if (v is { Op: IrOp.EqInt, Args: [{ Op: IrOp.TupleLength } length, { Op: IrOp.ConstInt } wanted] }) lengths[length.Args[0]] = wanted.Imm;
                break;
            case IrOp.GuardFalse:
                Push(v);
                e.BranchIfTrue(ExitOf(n));
                break;
            default:
                throw new InvalidOperationException($"no CIL for {n.Op}");
        }
    }

    /// <summary>
    /// The guard of the shape that is next, which tells the class: only plain instances have shapes of classes that derive from no other built-in than object.
    /// It is tested in place of the class, as what is between the guards' exits may be decided by that. Any object has a shape.
    /// </summary>
    private Node? ShapeNext(Node n) =>
        (Type)n.Data! == typeof(PyInstance) && !n.IsOutcome && following is { Op: IrOp.GuardShape } f && f.Args[0] == n && ((Shape)f.Data!).Type.Solid == PyObject.TypeObject ? f : null;

    /// <summary>
    /// Whether nothing comes next but tests for shapes, which tell the class as <see cref="ShapeNext"/> says: those of a guard that one of them holds, or of branches
    /// that end in a guard. The guard must go on where the class's would: instructions between may be decided by the class.
    /// </summary>
    private bool AreShapesNext(Node n)
    {
        if ((Type)n.Data! != typeof(PyInstance) || n.IsOutcome || failsGuards) return false;
        var tests = new HashSet<Node>();
        var b = current!;
        for (int k = position + 1; ; k++)
        {
            if (k == b.Nodes.Count)
            {
                if (b.End != EndKind.Branch || b.Condition is not { Op: IrOp.Call } last || !tests.Contains(last)) return false;
                (b, k) = (b.Else!.Target, -1);
                continue;
            }
            var x = b.Nodes[k];
            if (x.Op == IrOp.Call && x.Data == Intrinsics.Kernels.HasShapeOf && x.Args[0] == n
                || x.Op == IrOp.Call && x.Data == Intrinsics.Kernels.HasShape && x.Args[0] == n && x.Args[1].Data is Shape { Type: var type } && type.Solid == PyObject.TypeObject
                || x.Op == IrOp.OrBool && tests.Contains(x.Args[0]) && tests.Contains(x.Args[1])) tests.Add(x);
            else if (x.Op == IrOp.GuardTrue) return tests.Contains(x.Args[0]) && GoOnAtOne(n, x);
            else return tests.Count > 0 && x.Op == IrOp.GuardShape && x.Args[0] == n && ((Shape)x.Data!).Type.Solid == PyObject.TypeObject && GoOnAtOne(n, x);
        }
    }

    /// <summary>Whether two guards with nothing but tests between them leave at one instruction.</summary>
    private static bool GoOnAtOne(Node a, Node b) =>
        a.Exit is { } x && b.Exit is { } y && x.Frames.Length == y.Frames.Length && x.Top.Code == y.Top.Code && x.Top.Pc == y.Top.Pc;

    /// <summary>Pushes the object of a value, or a reference that may be an array.</summary>
    private void PushAny(Node v)
    {
        if (v.Type == IrType.Ref) Push(v);
        else PushRef(v);
    }
}

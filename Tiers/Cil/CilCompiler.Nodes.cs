using System.Reflection;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Modules.ContextVars;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Building;
using TieredPy.Tiers.Cil.Emitting;
using TieredPy.Tiers.Deopt;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Cil;

/// <summary>The instructions of each operation.</summary>
internal sealed partial class CilCompiler
{
    private static readonly FieldInfo ValueRef = typeof(Value).GetField(nameof(Value.Ref))!;
    private static readonly FieldInfo ValueBits = typeof(Value).GetField(nameof(Value.Bits))!;

    /// <summary>The inline slots of instances, by place: the class that has it, the part of it, the slot there.</summary>
    private static readonly InlineField[] InlineFields =
    [
        .. InlineFieldsOf(typeof(PyInstance), nameof(PyInstance.Inline)), .. InlineFieldsOf(typeof(PyInstance4), nameof(PyInstance4.UpToFour)),
        .. InlineFieldsOf(typeof(PyInstance8), nameof(PyInstance8.UpToEight)),
    ];

    private sealed record InlineField(Type Class, FieldInfo Part, FieldInfo Slot);

    private static InlineField[] InlineFieldsOf(Type c, string name)
    {
        var part = c.GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)!;
        var slots = part.FieldType.GetFields(BindingFlags.Instance | BindingFlags.NonPublic);
        Array.Sort(slots, (a, b) => a.MetadataToken.CompareTo(b.MetadataToken));
        return Array.ConvertAll(slots, f => new InlineField(c, part, f));
    }

    /// <summary>As <see cref="PyInstance.New"/>.</summary>
    private static readonly ConstructorInfo NewOfTwo = ConstructorOf(typeof(PyInstance)), NewOfFour = ConstructorOf(typeof(PyInstance4)), NewOfEight = ConstructorOf(typeof(PyInstance8));

    private static ConstructorInfo ConstructorOf(Type c) => c.GetConstructor(BindingFlags.Instance | BindingFlags.NonPublic, [typeof(Shape)])!;

    private void EmitNode(Node n)
    {
        if (n.CaughtAt == null)
        {
            EmitPlain(n);
            return;
        }
        var site = BeginCatch(n);
        EmitPlain(n);
        e.MarkLabel(site.Behind);
    }

    private void EmitPlain(Node n)
    {
        if (failsGuards && n is { Exit: not null, Op: not IrOp.Interpret }) FailOnce(n);
        switch (n.Op)
        {
            case IrOp.LoadRegister:
                LoadRegisterAddress(registers!, (int)n.Imm);
                e.LoadObject<Value>();
                Pop(n);
                break;
            case IrOp.ToValue:
                ToValue(n);
                break;
            case IrOp.IntToFloat:
                Push(n.Args[0]);
                e.Convert<double>();
                Pop(n);
                break;
            case IrOp.BoolToInt:
                Push(n.Args[0]);
                e.Convert<long>();
                Pop(n);
                break;
            case IrOp.BoolToRef:
                Push(n.Args[0]);
                e.Call(Methods.BoolRef);
                Pop(n);
                break;
            case >= IrOp.GuardInt and <= IrOp.GuardObject:
                Guard(n);
                break;
            case IrOp.AddInt or IrOp.SubInt:
                AddOrSubtract(n);
                break;
            case IrOp.Choose:
                {
                    Label otherwise = e.DefineLabel(), end = e.DefineLabel();
                    Push(n.Args[0]);
                    e.BranchIfFalse(otherwise);
                    Push(n.Args[1]);
                    Pop(n);
                    e.Branch(end).MarkLabel(otherwise);
                    Push(n.Args[2]);
                    Pop(n);
                    e.MarkLabel(end);
                    break;
                }
            case IrOp.Count:
                Push(n.Args[0]);
                Pop(n);
                break;
            case IrOp.MulInt:
                Multiply(n);
                break;
            case IrOp.NegInt:
                if (!n.Wraps)
                {
                    Push(n.Args[0]);
                    e.LoadConstant(long.MinValue).BranchIfEqual(ExitOf(n));
                }
                Push(n.Args[0]);
                e.Negate();
                Pop(n);
                break;
            case IrOp.FloorDivInt or IrOp.ModInt:
                Divide(n);
                break;
            case IrOp.AndInt: Binary(n, x => x.And()); break;
            case IrOp.OrInt: Binary(n, x => x.Or()); break;
            case IrOp.XorInt: Binary(n, x => x.Xor()); break;
            case IrOp.NotInt:
                Push(n.Args[0]);
                e.Not();
                Pop(n);
                break;
            case IrOp.ShlInt:
                if (!n.Wraps)
                {
                    Push(n.Args[0]);
                    Push(n.Args[1]);
                    e.Call(Methods.ShiftLeftFits).BranchIfFalse(ExitOf(n));
                }
                Push(n.Args[0]);
                Push(n.Args[1]);
                e.Convert<int>().ShiftLeft();
                Pop(n);
                break;
            case IrOp.ShrInt:
                if (!n.Wraps && n.Args[1] is not { Op: IrOp.ConstInt, Imm: >= 0 })
                {
                    Push(n.Args[1]);
                    e.LoadConstant(0L).BranchIfLess(ExitOf(n));
                }
                Push(n.Args[0]);
                Push(n.Args[1]);
                e.Call(Methods.ShiftRight);
                Pop(n);
                break;
            case IrOp.LtInt or IrOp.LtFloat: Binary(n, x => x.CompareLessThan()); break;
            case IrOp.LeInt: Binary(n, x => x.CompareGreaterThan().LoadConstant(0).CompareEqual()); break;
            // With a NaN "greater, or unordered" is true, and so its negation false.
            case IrOp.LeFloat: Binary(n, x => x.UnsignedCompareGreaterThan().LoadConstant(0).CompareEqual()); break;
            case IrOp.EqInt or IrOp.EqFloat: Binary(n, x => x.CompareEqual()); break;
            case IrOp.NeInt or IrOp.NeFloat: Binary(n, x => x.CompareEqual().LoadConstant(0).CompareEqual()); break;
            case IrOp.AddFloat: Binary(n, x => x.Add()); break;
            case IrOp.SubFloat: Binary(n, x => x.Subtract()); break;
            case IrOp.MulFloat: Binary(n, x => x.Multiply()); break;
            case IrOp.DivFloat:
                if (n.Args[1].Op != IrOp.ConstFloat || n.Args[1].AsFloat == 0)
                {
                    Push(n.Args[1]);
                    e.LoadConstant(0.0).BranchIfEqual(ExitOf(n));
                }
                Binary(n, x => x.Divide());
                break;
            case IrOp.NegFloat:
                Push(n.Args[0]);
                e.Negate();
                Pop(n);
                break;
            case IrOp.NotBool:
                Push(n.Args[0]);
                e.LoadConstant(0).CompareEqual();
                Pop(n);
                break;
            case IrOp.AndBool: Binary(n, x => x.And()); break;
            case IrOp.OrBool: Binary(n, x => x.Or()); break;
            case IrOp.RefEq: Binary(n, x => x.CompareEqual()); break;
            case IrOp.ValueIs:
                Push(n.Args[0]);
                Push(n.Args[1]);
                e.Call(Methods.Is);
                Pop(n);
                break;
            case IrOp.IsNone:
                PushRef(n.Args[0]);
                e.LoadField(NoneField).CompareEqual();
                Pop(n);
                break;
            case IrOp.IsDone:
                PushRef(n.Args[0]);
                e.LoadField(DoneTag).CompareEqual();
                Pop(n);
                break;
            case IrOp.LoadField:
                LoadField(n);
                break;
            case IrOp.StoreField:
                StoreField(n);
                break;
            case IrOp.LoadSlot:
                if (n.Imm < PyInstance.MostInline)
                {
                    var (c, part, slot) = InlineFields[n.Imm];
                    PushAs(n.Args[0], c);
                    e.LoadFieldAddress(part).LoadField(slot);
                    Pop(n);
                    break;
                }
                Push(n.Args[0]);
                e.LoadConstant((int)n.Imm - PyInstance.MoreFrom).Call(Methods.LoadFarSlot);
                Pop(n);
                break;
            case IrOp.StoreSlot when n.Imm < PyInstance.MostInline && n.Args[1].Type == IrType.Ref:
                {
                    var (c, part, slot) = InlineFields[n.Imm];
                    PushAs(n.Args[0], c);
                    e.LoadFieldAddress(part);
                    PushAs(n.Args[1], typeof(PyObject));
                    e.StoreField(slot);
                    break;
                }
            case IrOp.StoreSlot when n.IsQuick && n.Args[1].Type is IrType.Int or IrType.Float:
                {
                    var (c, part, slot) = InlineFields[n.Imm];
                    PushAs(n.Args[0], c);
                    e.LoadFieldAddress(part);
                    Push(n.Args[1]);
                    e.Call(n.Args[1].Type == IrType.Int ? Methods.CellOfInt : Methods.CellOfFloat).StoreField(slot);
                    break;
                }
            case IrOp.StoreSlot:
                Push(n.Args[0]);
                e.LoadConstant((int)n.Imm);
                Push(n.Args[1]);
                e.Call(n.Args[1].Type switch
                {
                    IrType.Int => Methods.StoreSlotInt,
                    IrType.Float => Methods.StoreSlotFloat,
                    IrType.Ref => Methods.StoreSlotRef,
                    _ => Methods.StoreSlotValue,
                });
                break;
            case IrOp.LoadCell:
                {
                    var c = n.Type == IrType.Int ? typeof(HeapSlot.IntCell) : typeof(HeapSlot.FloatCell);
                    PushAs(n.Args[0], c);
                    e.LoadField(c.GetField("Number")!);
                    Pop(n);
                    break;
                }
            case IrOp.StoreCell:
                {
                    var c = n.Args[1].Type == IrType.Int ? typeof(HeapSlot.IntCell) : typeof(HeapSlot.FloatCell);
                    PushAs(n.Args[0], c);
                    Push(n.Args[1]);
                    e.StoreField(c.GetField("Number")!);
                    break;
                }
            case IrOp.CheckIndex:
                CheckIndex(n);
                break;
            case IrOp.LoadItem:
                Push(n.Args[0]);
                Push(n.Args[1]);
                e.Call(n.Type == IrType.Int ? Methods.LoadInt : n.Type == IrType.Float ? Methods.LoadFloat : Methods.LoadRef);
                Pop(n);
                break;
            case IrOp.StoreItem:
                Push(n.Args[0]);
                Push(n.Args[1]);
                Push(n.Args[2]);
                e.Call(n.Args[2].Type == IrType.Int ? Methods.StoreInt : n.Args[2].Type == IrType.Float ? Methods.StoreFloat : Methods.StoreRef);
                break;
            case IrOp.LoadElement:
                Push(n.Args[0]);
                Push(n.Args[1]);
                e.Call(Elements.Load((ElementFormat)n.Imm));
                Pop(n);
                break;
            case IrOp.StoreElement:
                Push(n.Args[0]);
                Push(n.Args[1]);
                Push(n.Args[2]);
                e.Call(Elements.Store((ElementFormat)n.Imm));
                break;
            case IrOp.LoadTupleItem:
                Push(n.Args[0]);
                Push(n.Args[1]);
                e.Call(!lengths.TryGetValue(n.Args[0], out long length) ? Methods.TupleItem : length <= PyTuple.InlineItems ? Methods.InlineItem : Methods.OuterItem);
                Pop(n);
                break;
            case IrOp.TupleLength:
                Push(n.Args[0]);
                e.Call(Methods.TupleLength);
                Pop(n);
                break;
            case IrOp.Call when n.Data == Intrinsics.Kernels.NewInstance && n.Args[0] is { Op: IrOp.ConstRef, Data: Shape shape }:
                e.LoadObjectConstant(shape).AssumeClass<Shape>().NewObject(shape.Inline switch { 2 => NewOfTwo, 4 => NewOfFour, _ => NewOfEight });
                Pop(n);
                break;
            case IrOp.Call:
                CallKernel(n);
                break;
            case IrOp.CallDirect:
                CallDirect(n);
                break;
            case IrOp.Interpret:
                {
                    int id = ExitId(n.Exit!);
                    var info = (InterpretInfo)n.Data!;
                    interpreted[id] = info;
                    bool direct = SpillsDirectly(n);
                    if (info.Kind == InterpretKind.Call)
                    {
                        BringIntoMemory(n);
                        e.LoadArgument(0).LoadObjectConstant(target).AssumeClass<RegionCode>().LoadConstant(id);
                        foreach (var a in n.Args) Push(a);
                        e.Call(n.Args[0] is { Op: IrOp.ConstRef, Data: PyMethodDescriptor { Name: "run" } method } && method.Owner == PyContext.TypeObject ? Methods.RunInContext : Methods.CallInFrames);
                    }
                    else
                    {
                        if (direct) SpillFrames(n, n.Exit!.Frames.Length > 1);
                        else LeaveBehind(exits[id].Left);
                        e.LoadArgument(0).LoadObjectConstant(target).AssumeClass<RegionCode>().LoadConstant(id);
                        e.Call(!direct ? Methods.Interpret : n.Exit!.Frames.Length > 1 ? Methods.InterpretInlined : Methods.InterpretRoot);
                    }
                    var on = e.DefineLabel();
                    if (n.CaughtAt != null)
                    {
                        action ??= e.DeclareLocal<int>();
                        e.StoreLocal(action).LoadLocal(action).BranchIfFalse(on);
                        LeaveUnlessCaught(catches[n]);
                        e.MarkLabel(on);
                        break;
                    }
                    if (region.Function == null)
                    {
                        e.Duplicate().BranchIfFalse(on).Return();
                        e.MarkLabel(on);
                        e.Pop();
                        break;
                    }
                    action ??= e.DeclareLocal<int>();
                    e.Duplicate().StoreLocal(action).BranchIfFalse(on);
                    e.LoadArgument(0).LoadLocal(action).Call(Methods.FinishDirect);
                    ReturnNothing();
                    e.MarkLabel(on);
                    break;
                }
            case IrOp.Reload:
                e.LoadArgument(0).LoadConstant((int)n.Imm).Call(Methods.Result);
                Pop(n);
                break;
            case IrOp.ReloadRegister:
                LoadRegisterAddress(registers!, (int)n.Imm);
                e.LoadObject<Value>();
                Pop(n);
                break;
            case IrOp.WasRaised:
                e.LoadLocal(catches[(Node)n.Data!].Raised);
                Pop(n);
                break;
            case IrOp.Poll:
                e.LoadField(BreakerField, isVolatile: true).BranchIfTrue(ExitOf(n));
                if (!n.IsQuick) e.LoadObjectConstant(target).AssumeClass<RegionCode>().Call(Methods.IsInvalid).BranchIfTrue(ExitOf(n));
                break;
            default:
                throw new InvalidOperationException($"no CIL for {n.Op}");
        }
    }

    private void Binary(Node n, Action<Emit> op)
    {
        Push(n.Args[0]);
        Push(n.Args[1]);
        op(e);
        Pop(n);
    }

    private void ToValue(Node n)
    {
        var a = n.Args[0];
        if (a.Type is IrType.Int or IrType.Ref)
        {
            e.LoadLocalAddress(LocalOf(n));
            if (a.Type == IrType.Int) e.LoadNull();
            else PushAs(a, typeof(PyObject));
            e.StoreField(ValueRef).LoadLocalAddress(LocalOf(n));
            if (a.Type == IrType.Int) Push(a);
            else e.LoadConstant(0L);
            e.StoreField(ValueBits);
            return;
        }
        Push(a);
        switch (a.Type)
        {
            case IrType.Float: e.Call(Methods.OfFloat); break;
            default: e.Call(Methods.OfBool); break;
        }
        Pop(n);
    }

    private void Multiply(Node n)
    {
        if (!n.Wraps)
        {
            Push(n.Args[0]);
            if (n.Args[1] is { Op: IrOp.ConstInt, Imm: > 1 or < -1 and > long.MinValue } k)
            {
                // In bounds: one unsigned comparison. The product that is the least int exits, too.
                long most = long.MaxValue / Math.Abs(k.Imm);
                e.LoadConstant(most).Add().LoadConstant(2 * most).UnsignedBranchIfGreater(ExitOf(n));
            }
            else
            {
                Push(n.Args[1]);
                e.Call(Methods.ProductFits).BranchIfFalse(ExitOf(n));
            }
        }
        Binary(n, x => x.Multiply());
    }

    private void Divide(Node n)
    {
        bool mod = n.Op == IrOp.ModInt;
        if (n.Args[1] is { Op: IrOp.ConstInt, Imm: > 0 } k && System.Numerics.BitOperations.IsPow2(k.Imm))
        {
            Push(n.Args[0]);
            if (mod) e.LoadConstant(k.Imm - 1).And();
            else e.LoadConstant(System.Numerics.BitOperations.Log2((ulong)k.Imm)).ShiftRight();
            Pop(n);
            return;
        }
        if (!n.Wraps && n.Args[1] is not { Op: IrOp.ConstInt, Imm: > 0 })
        {
            Push(n.Args[1]);
            e.LoadConstant(0L).BranchIfLessOrEqual(ExitOf(n));
        }
        Push(n.Args[0]);
        Push(n.Args[1]);
        if (n.NonNegative) e.Call(mod ? Methods.ModOfNonNegative : Methods.DivOfNonNegative);
        else e.Call(mod ? Methods.FloorMod : Methods.FloorDiv);
        Pop(n);
    }

    private void AddOrSubtract(Node n)
    {
        bool add = n.Op == IrOp.AddInt;
        Binary(n, x => _ = add ? x.Add() : x.Subtract());
        if (n.Wraps) return;
        if (n.Args[1] is { Op: IrOp.ConstInt } k)
        {
            // One comparison tells when the other operand is known.
            Push(n);
            Push(n.Args[0]);
            if (k.Imm >= 0 == add) e.BranchIfLess(ExitOf(n));
            else e.BranchIfGreater(ExitOf(n));
            return;
        }
        Push(n.Args[0]);
        Push(n.Args[1]);
        Push(n);
        e.Call(add ? Methods.AddOverflows : Methods.SubOverflows).BranchIfTrue(ExitOf(n));
    }

    private void CheckIndex(Node n)
    {
        var (index, length) = (n.Args[0], n.Args[1]);
        Push(index);
        if (index.Op == IrOp.ConstInt)
        {
            if (index.Imm < 0)
            {
                Push(length);
                e.Add();
            }
            Pop(n);
        }
        else if (n.NonNegative) Pop(n);
        else
        {
            // index + (length if index is negative).
            Push(index);
            e.LoadConstant(63).ShiftRight();
            Push(length);
            e.And().Add();
            Pop(n);
        }
        Push(n);
        Push(length);
        e.UnsignedBranchIfGreaterOrEqual(ExitOf(n));
    }

    private void LoadField(Node n)
    {
        var field = (FieldInfo)n.Data!;
        PushAs(n.Args[0], field.DeclaringType!);
        e.LoadField(field);
        if (n.Type == IrType.Int && field.FieldType != typeof(long)) e.Convert<long>();
        Pop(n);
    }

    private void StoreField(Node n) => StoreField(n.Args[0], (FieldInfo)n.Data!, n.Args[1]);

    private void StoreField(Node o, FieldInfo field, Node v)
    {
        PushAs(o, field.DeclaringType!);
        Push(v);
        if (field.FieldType == typeof(int)) e.Convert<int>();
        else if (!field.FieldType.IsValueType) e.AssumeClass(field.FieldType);
        e.StoreField(field);
    }

    private void CallKernel(Node n)
    {
        var k = (Kernel)n.Data!;
        if (k == Intrinsics.Kernels.HasShape)
        {
            PushRef(n.Args[0]);
            e.LoadField(ShapeField);
            Push(n.Args[1]);
            e.CompareEqual();
            Pop(n);
            return;
        }
        if (k.TakesThread) e.LoadArgument(0);
        for (int i = 0; i < n.Args.Length; i++)
        {
            Push(n.Args[i]);
            var wanted = k.ParameterTypes[i];
            if (n.Args[i].Type == IrType.Ref && wanted != typeof(object)) e.AssumeClass(wanted);
        }
        e.Call(unseen?.Reraised.Contains(n) == true ? Methods.PopReraised : k.Method);
        if (k.FalseFails)
        {
            e.BranchIfFalse((k.Effects & Effects.Raises) != 0 ? RaisedAt(n) : ExitOf(n));
            return;
        }
        if (k.Result == IrType.None) return;
        Pop(n);
        if ((k.Effects & Effects.Raises) == 0) return;
        PushRef(n);
        e.LoadField(ErrorTag).BranchIfEqual(RaisedAt(n));
    }
}

using System.Reflection;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Cil.Emitting;
using TieredPy.Tiers.Deopt;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Cil;

/// <summary>
/// Functions that are called from compiled code: <c>result (PyThread, function, parameters...)</c>. Frame records are pushed and popped (but of
/// <see cref="BareFunctions"/>), registers stay where RyuJIT puts them until an exit needs them in memory.
/// </summary>
internal sealed partial class CilCompiler
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
    private static readonly FieldInfo CallStatusField = typeof(PyThread).GetField(nameof(PyThread.CallStatus), Members)!;
    private static readonly FieldInfo TransferField = typeof(PyThread).GetField(nameof(PyThread.Transfer), Members)!;
    private static readonly FieldInfo InlinedDepthField = typeof(PyThread).GetField(nameof(PyThread.InlinedDepth), Members)!;
    private static readonly FieldInfo PointerField = typeof(CallTarget).GetField(nameof(CallTarget.Pointer))!;
    private static readonly FieldInfo FrameObjectField = typeof(Frame).GetField(nameof(Frame.Object))!;
    private static readonly FieldInfo EpochField = typeof(DirectCalls).GetField(nameof(DirectCalls.Epoch))!;

    /// <summary>The parameters of a region's way in from the interpreter: of a loop's, and of a function's.</summary>
    internal static readonly Type[] LoopEntry = [typeof(PyThread), typeof(Frame)], FunctionEntry = [typeof(PyThread), typeof(object), typeof(Value).MakeByRefType()];

    private Local? frame, epoch, action, pointer;

    internal static Type[] SignatureOf(CallTarget f) => [typeof(PyThread), typeof(object), .. Array.ConvertAll(f.Parameters, ClrType)];

    private void EnterFunction()
    {
        for (int k = 0; k < region.Parameters.Count; k++)
        {
            e.LoadArgument(k + 1);
            Pop(region.Parameters[k]);
        }
        var entered = e.DefineLabel();
        if (isBare)
        {
            e.LoadArgument(0).LoadObjectConstant(target).AssumeClass<RegionCode>().Call(Methods.EnterBare).BranchIfTrue(entered);
            ReturnNothing();
            e.MarkLabel(entered);
            return;
        }
        frame = e.DeclareLocal<Frame>();
        e.LoadArgument(0).LoadArgument(1).LoadObjectConstant(region.Function!.Code).LoadObjectConstant(target).AssumeClass<RegionCode>().LoadConstant(region.Function.Code.RegCount).Call(Methods.PushDirect);
        e.Duplicate().StoreLocal(frame);
        e.BranchIfTrue(entered);
        ReturnNothing();
        e.MarkLabel(entered);
        if (region.Function.Frames != FrameUse.Looks) return;
        epoch = e.DeclareLocal<int>();
        e.LoadField(EpochField).StoreLocal(epoch);
    }

    /// <summary>Returns some value of the result type: the status tells what happened.</summary>
    private void ReturnNothing()
    {
        switch (region.Function!.Result)
        {
            case IrType.Int: e.LoadConstant(0L); break;
            case IrType.Float: e.LoadConstant(0.0); break;
            case IrType.Bool: e.LoadConstant(false); break;
            case IrType.Val: e.LoadConstant(0L).Call(Methods.OfInt); break;
            default: e.LoadNull(); break;
        }
        e.Return();
    }

    private void ReturnFromFunction(Node v, Snapshot? watched)
    {
        if (isBare)
        {
            Push(v);
            e.Return();
            return;
        }
        if (watched != null)
        {
            // The frame's object keeps the variables.
            var unwatched = e.DefineLabel();
            int id = ExitId(watched);
            e.LoadLocal(frame!).LoadField(FrameObjectField).BranchIfFalse(unwatched);
            LeaveBehind(exits[id].Left);
            e.LoadArgument(0).LoadObjectConstant(target).AssumeClass<RegionCode>().LoadConstant(id).Call(Methods.KeepVariables);
            e.MarkLabel(unwatched);
        }
        e.LoadArgument(0).LoadLocal(frame!).Call(Methods.PopDirect);
        if (epoch != null)
        {
            // What the caller's code relies upon may have changed while this ran.
            var same = e.DefineLabel();
            e.LoadField(EpochField).LoadLocal(epoch).BranchIfEqual(same);
            e.LoadArgument(0);
            PushValue(v);
            e.StoreField(TransferField);
            e.LoadArgument(0).LoadConstant((int)CallStatus.Transferred).StoreField(CallStatusField);
            e.MarkLabel(same);
        }
        Push(v);
        e.Return();
    }

    private void PushValue(Node v)
    {
        Push(v);
        switch (v.Type)
        {
            case IrType.Int: e.Call(Methods.OfInt); break;
            case IrType.Float: e.Call(Methods.OfFloat); break;
            case IrType.Bool: e.Call(Methods.OfBool); break;
            case IrType.Ref: e.AssumeClass<PyObject>().NewObject(Methods.OfRef); break;
        }
    }

    private void CallDirect(Node n)
    {
        var callee = (CallTarget)n.Data!;
        int id = ExitId(n.Exit!), inlined = n.Exit!.Frames.Length - 1;
        bool self = callee == region.Function;
        var done = e.DefineLabel();
        if (self && recursion != null) CallKernel(n, recursion, inlined, done);
        if (!self)
        {
            pointer ??= e.DeclareLocal<nint>();
            e.LoadObjectConstant(callee).LoadField(PointerField).Duplicate().StoreLocal(pointer).BranchIfFalse(ExitOf(n));
        }
        if (n.Spilled != null) BringIntoMemory(n);
        else
        {
            if (inlined > 0) AddInlinedDepth(inlined);
            if (NotesPlace(n)) NotePlace(n.Exit.Frames[0].Pc + 1);
        }
        e.LoadArgument(0);
        foreach (var a in n.Args) Push(a);
        if (self) e.CallSelf();
        else e.LoadLocal(pointer!).CallIndirect(ClrType(callee.Result), SignatureOf(callee));
        Pop(n);
        var unfit = e.DefineLabel();
        if (inlined > 0)
        {
            if (n.Spilled != null) Unspill(n, inlined, unfit);
            else AddInlinedDepth(-inlined);
        }
        e.LoadArgument(0).LoadField(CallStatusField).BranchIfFalse(done);
        if (n is { CaughtAt: not null, Spilled: null })
        {
            // It isn't rare where exceptions are caught.
            var other = e.DefineLabel();
            e.LoadArgument(0).LoadField(CallStatusField).LoadConstant((int)CallStatus.Raised).UnsignedBranchIfNotEqual(other);
            e.LoadArgument(0).LoadConstant((int)CallStatus.Returned).StoreField(CallStatusField).Branch(RaisedAt(n));
            e.MarkLabel(other);
        }
        // A callee that had to leave its code still has a value, most often of the right type.
        e.LoadArgument(0).LoadObjectConstant(target).AssumeClass<RegionCode>().LoadConstant((int)callee.Result).Call(Methods.Accepts).BranchIfFalse(unfit);
        TakeTransferred(n);
        e.Branch(done);
        e.MarkLabel(unfit);
        action ??= e.DeclareLocal<int>();
        e.LoadArgument(0).Call(Methods.TakeStatus).StoreLocal(action);
        e.LoadLocal(action).LoadConstant((int)CallStatus.Transferred).BranchIfEqual(Stub(n.AfterExit!, false));
        e.LoadLocal(action).LoadConstant((int)CallStatus.Raised).BranchIfEqual(RaisedAt(n));
        e.Branch(ExitOf(n));
        e.MarkLabel(done);
    }

    /// <summary>Takes inlined frames off again, or leaves the region with them by what the call's status says.</summary>
    private void Unspill(Node n, int inlined, Label leave)
    {
        var dropped = e.DefineLabel();
        e.LoadArgument(0).LoadConstant(inlined).Call(Methods.Unspill).BranchIfFalse(dropped);
        e.LoadArgument(0).LoadField(CallStatusField).BranchIfTrue(leave);
        e.LoadArgument(0);
        PushValue(n);
        e.StoreField(TransferField).Branch(Stub(n.AfterExit!, false));
        e.MarkLabel(dropped);
    }

    private void TakeTransferred(Node n)
    {
        e.LoadArgument(0);
        if (n.Type == IrType.Val) e.LoadField(TransferField);
        else
        {
            e.LoadFieldAddress(TransferField);
            switch (n.Type)
            {
                case IrType.Int: e.LoadField(ValueBits); break;
                case IrType.Float: e.LoadField(ValueBits).Call(Methods.FloatOf); break;
                case IrType.Bool: e.LoadField(ValueRef).LoadField(TrueField).CompareEqual(); break;
                default: e.LoadField(ValueRef); break;
            }
        }
        Pop(n);
    }

    private void AddInlinedDepth(int count) =>
        e.LoadArgument(0).LoadArgument(0).LoadField(InlinedDepthField).LoadConstant(count).Add().StoreField(InlinedDepthField);

    /// <summary>
    /// The way in from the interpreter and from C#, <c>int (PyThread, function, ref first argument)</c>: takes the arguments out of consecutive values. No
    /// frame is pushed for the call, or it was taken off. The result is a <see cref="TierAction"/>: Returned, with the value or Error in
    /// <see cref="PyThread.Transfer"/>, or GoOn where nothing was done, as they are of other types.
    /// </summary>
    public static CompiledMethod CompileEntry(Region region, CompiledMethod body)
    {
        var f = region.Function!;
        var e = Emitting.Emit.NewDynamicMethod(typeof(int), FunctionEntry, $"tieredpy-entry:{region.Name}", typeof(CilCompiler).Module);
        var no = e.DefineLabel();
        var arguments = new Local[f.Parameters.Length];
        for (int k = 0; k < arguments.Length; k++)
        {
            var v = e.DeclareLocal<Value>();
            e.LoadArgument(2).LoadConstant(k).Call(Methods.ReadRegister).StoreLocal(v);
            arguments[k] = f.Parameters[k] == IrType.Val ? v : e.DeclareLocal(ClrType(f.Parameters[k]));
            switch (f.Parameters[k])
            {
                case IrType.Int:
                    e.LoadLocalAddress(v).LoadField(ValueRef).BranchIfTrue(no);
                    e.LoadLocalAddress(v).LoadField(ValueBits).StoreLocal(arguments[k]);
                    break;
                case IrType.Float:
                    e.LoadLocalAddress(v).LoadField(ValueRef).Call(Methods.IsFloat).BranchIfFalse(no);
                    e.LoadLocalAddress(v).LoadField(ValueBits).Call(Methods.FloatOf).StoreLocal(arguments[k]);
                    break;
                case IrType.Bool:
                    e.LoadLocalAddress(v).LoadField(ValueRef).Call(Methods.IsBool).BranchIfFalse(no);
                    e.LoadLocalAddress(v).LoadField(ValueRef).Call(Methods.IsTrue).StoreLocal(arguments[k]);
                    break;
                case IrType.Ref:
                    e.LoadLocalAddress(v).LoadField(ValueRef).Call(Methods.IsPlainRef).BranchIfFalse(no);
                    e.LoadLocalAddress(v).LoadField(ValueRef).StoreLocal(arguments[k]);
                    break;
            }
        }
        e.LoadArgument(0).LoadArgument(1);
        foreach (var a in arguments) e.LoadLocal(a);
        var result = e.DeclareLocal(ClrType(f.Result));
        e.LoadConstant(body.Pointer).CallIndirect(ClrType(f.Result), SignatureOf(f)).StoreLocal(result);
        var failed = e.DefineLabel();
        e.LoadArgument(0).LoadField(CallStatusField).BranchIfTrue(failed);
        e.LoadArgument(0).LoadLocal(result);
        switch (f.Result)
        {
            case IrType.Int: e.Call(Methods.OfInt); break;
            case IrType.Float: e.Call(Methods.OfFloat); break;
            case IrType.Bool: e.Call(Methods.OfBool); break;
            case IrType.Ref: e.AssumeClass<PyObject>().NewObject(Methods.OfRef); break;
        }
        e.StoreField(TransferField).LoadConstant((int)TierAction.Returned).Return();
        e.MarkLabel(failed);
        // A value or an error is in Transfer, or nothing was done.
        e.LoadArgument(0).Call(Methods.TakeStatus).LoadConstant((int)CallStatus.NotEntered).BranchIfEqual(no);
        e.LoadConstant((int)TierAction.Returned).Return();
        e.MarkLabel(no);
        e.LoadConstant((int)TierAction.GoOn).Return();
        return e.Compile();
    }
}

using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Bytecode.Compiling;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>One instruction at a time: which translation it gets.</summary>
internal sealed partial class RegionBuilder
{
    private void Translate()
    {
        var i = point.Instr;
        ranPython = false;
        if (Seen.IsHopeless && TranslateHopeless(i) || EnterImplicit(i)) return;
        switch (i.Op)
        {
            case Op.Nop or Op.LoopHead:
                break;
            case Op.Move:
                Set(i.A, Get(i.B));
                break;
            case Op.MoveCallee:
                Set(i.A, Get(i.B));
                Set(i.A + 1, Missing());
                break;
            case Op.LoadConst:
                Set(i.A, Constant(point.Context.Code.Consts[i.BC]));
                break;
            case Op.LoadInt:
                Set(i.A, Int(i.BC));
                break;
            case Op.Unbind:
                Set(i.A, Missing());
                break;
            case Op.CheckLocal:
                {
                    var v = Get(i.A);
                    if (IsMissing(v))
                    {
                        LeaveAt(point.Pc, "unbound");
                        return;
                    }
                    if (v.Type == IrType.Val) Make(IrOp.GuardBound, IrType.None, v);
                    break;
                }
            case >= Op.Add and <= Op.Xor:
                Set(i.A, Arithmetic(i.Op, Get(i.B), Get(i.C), Operand(0), Operand(1), i.D != 0));
                break;
            case >= Op.AddK and <= Op.AndK:
                Set(i.A, Arithmetic(Unfused(i.Op), Get(i.B), Constant(point.Context.Code.Consts[i.C]), Operand(0), Nothing, i.D != 0));
                break;
            case Op.Neg or Op.Pos or Op.Invert:
                Set(i.A, Unary(i.Op, Get(i.B)));
                break;
            case Op.Not:
                {
                    var truth = Truth(Get(i.B), Operand(0));
                    Set(i.A, truth == null ? InterpretOne() : Not(truth));
                    break;
                }
            case >= Op.Lt and <= Op.Ge:
                {
                    var op = (CmpOp)(i.Op - Op.Lt);
                    var truth = Compare(op, Get(i.B), Get(i.C), Operand(0), Operand(1));
                    if (truth == null && op is CmpOp.Eq or CmpOp.Ne)
                    {
                        EqualityQuickly(i, op);
                        return;
                    }
                    Set(i.A, truth ?? InterpretOne());
                    break;
                }
            case Op.Is:
                {
                    var same = Same(Get(i.B), Get(i.C));
                    Set(i.A, i.D != 0 ? Not(same) : same);
                    break;
                }
            case Op.Jump:
                GoTo(point.Context, point.Context.Info.Target(point.Pc));
                return;
            case Op.JumpIfTrue or Op.JumpIfFalse:
                if (Truth(Get(i.A), Operand(0)) is { } known) JumpOn(known, i.Op == Op.JumpIfTrue);
                else JumpOnTruthQuickly(i);
                return;
            case Op.JumpIfNone or Op.JumpIfNotNone:
                JumpOn(IsNone(Get(i.A)), i.Op == Op.JumpIfNone);
                return;
            case >= Op.JumpIfLt and <= Op.JumpIfGe:
                JumpOnComparison((CmpOp)(i.Op - Op.JumpIfLt), Get(i.A), Get(i.B), Operand(1), i.D == 0);
                return;
            case >= Op.JumpIfLtK and <= Op.JumpIfGeK:
                JumpOnComparison((CmpOp)(i.Op - Op.JumpIfLtK), Get(i.A), Constant(point.Context.Code.Consts[i.B]), Nothing, i.D == 0);
                return;
            case Op.ForLoop:
                ForLoop(i);
                return;
            case Op.Return or Op.ReturnNone:
                Return(i);
                return;
            case Op.Send when Send(i):
                return;
            case Op.Send when IsRootBody || Generators.DelegatesByInterpreter(point.Context, point.Pc):
                SendByInterpreter(i);
                return;
            case Op.Yield when Top.Generator != null || IsRootBody:
                Yield(i);
                return;
            case Op.Raise or Op.Reraise when RaiseNatively(i):
                return;
            case Op.Raise or Op.Reraise when IsCaught:
                RaiseToHandler(i);
                return;
            case Op.Raise or Op.Reraise or Op.Yield or Op.Send or Op.EndAsyncFor or Op.ForIter:
                LeaveAt(point.Pc, i.Op.ToString());
                return;
            case Op.Call or Op.CallKw:
                if (Call(i)) return;
                break;
            case Op.CallEx:
                if (CallUnpacked(i)) return;
                break;
            case Op.GetANext when NextOfAsyncGenerator(i):
                return;
            case Op.LoadGlobal:
                Set(i.A, LoadGlobal(i) ?? InterpretOne());
                break;
            case Op.LoadGlobalCallee:
                Set(i.A, LoadGlobal(i) ?? InterpretOne());
                Set(i.A + 1, Missing());
                break;
            case Op.StoreGlobal:
                if (!StoreGlobal(i)) InterpretOne();
                break;
            case Op.LoadName:
                Set(i.A, (point.Context.NamesAreGlobals ? LoadGlobal(i) : null) ?? InterpretOne());
                break;
            case Op.StoreName:
                if (!point.Context.NamesAreGlobals || !StoreGlobal(i)) InterpretOne();
                break;
            case Op.LoadDeref:
                Set(i.A, LoadDeref(i));
                break;
            case Op.LoadDerefCallee:
                Set(i.A, LoadDeref(i));
                Set(i.A + 1, Missing());
                break;
            case Op.StoreDeref:
                StoreDeref(i);
                break;
            case Op.MakeCell:
                Set(i.A, NewCell(i.A));
                break;
            case Op.CopyFreeVars:
                CopyFreeVars(i);
                break;
            case Op.GetAttr:
                if (GetAttr(i)) return;
                break;
            case Op.SetAttr:
                if (SetAttr(i)) return;
                break;
            case Op.LoadMethod:
                if (LoadMethod(i)) return;
                break;
            case Op.LoadSuperAttr:
                if (LoadSuper(i)) return;
                break;
            case Op.GetItem:
                Set(i.A, GetItem(Get(i.B), Get(i.C), Operand(0), Operand(1)) ?? InterpretOne());
                break;
            case Op.GetItemK:
                Set(i.A, GetItem(Get(i.B), Constant(point.Context.Code.Consts[i.C]), Operand(0), Nothing) ?? InterpretOne());
                break;
            case Op.SetItem:
                SetItem(i);
                break;
            case Op.GetIter:
                Set(i.A, GetIter(Get(i.B), Operand(0)) ?? InterpretOne());
                break;
            case Op.Unpack:
                Unpack(i);
                break;
            case Op.BuildTuple:
                BuildTuple(i);
                break;
            case Op.ListAppend:
                if (PartsOf(Get(i.A)) is { Names: null, Values.Length: < ArgumentParts.Max } list)
                {
                    Set(i.A, NewKnownList([.. list.Values, Get(i.B)]));
                    break;
                }
                if (!AppendNumber(Get(i.A), Get(i.B))) ListAppend(GuardClass(Get(i.A), typeof(PyList)), Get(i.B), Operand(0), Operand(1));
                break;
            default:
                if (!TranslateNative(i)) InterpretAll();
                break;
        }
        CheckValidity();
        GoTo(point.Context, point.Context.Info.Next(point.Pc));
    }

    /// <summary>Instructions that are calls of kernels only; false for those that the interpreter must do.</summary>
    private bool TranslateNative(Instr i)
    {
        switch (i.Op)
        {
            case Op.In:
                if (NativeIn(i) is not { } found) return false;
                Set(i.A, found);
                return true;
            case Op.GetSlice:
                if (NativeGetSlice(i) is not { } part) return false;
                Set(i.A, part);
                return true;
            case Op.DelItem: return NativeDelItem(i);
            case Op.SetSlice: return NativeSetSlice(i);
            case Op.UnpackEx: return NativeUnpackEx(i);
            case Op.FormatValue: return FormatValue(i);
            case Op.BuildSlice:
                Set(i.A, Kernel(NativeKernels.Slice, [Get(i.B), Get(i.B + 1), Get(i.B + 2)], typeof(PySlice), true));
                return true;
            case Op.BuildList:
                BuildList(i);
                return true;
            case Op.BuildMap:
                BuildMap(i);
                return true;
            case Op.BuildSet:
                BuildSet(i);
                return true;
            case Op.BuildString:
                BuildString(i);
                return true;
            case Op.SetAdd:
                SetAdd(i);
                return true;
            case Op.MapAdd:
                MapAdd(i);
                return true;
            case Op.ListExtend:
                ListExtend(i);
                return true;
            case Op.SetUpdate:
                Update(i, typeof(PySet), k => k.SetUpdate);
                return true;
            case Op.DictUpdate:
                Update(i, typeof(PyDict), k => k.DictUpdate);
                return true;
            case Op.DictMerge: return DictMerge(i);
            case Op.GetAwaitable:
                if (Awaitable(i) is not { } awaitable) return false;
                Set(i.A, awaitable);
                return true;
            case Op.BeforeWith: return BeforeWith(i);
            case Op.BeforeAsyncWith: return BeforeAsyncWith(i);
            case Op.PushExc or Op.PopExc or Op.MatchExc: return Handling(i);
            case Op.MakeFunction: return MakeFunction(i);
            case Op.DelAttr: return DelAttr(i);
            case Op.ListToTuple:
                Set(i.A, ListToTuple(Get(i.B)));
                return true;
            default:
                return false;
        }
    }

    /// <summary>An instruction whose guards go on failing is left to the interpreter, in the region. False for what can't be.</summary>
    private bool TranslateHopeless(Instr i)
    {
        switch (i.Op)
        {
            case Op.JumpIfTrue or Op.JumpIfFalse:
                JumpOnTruthQuickly(i);
                return true;
            case >= Op.JumpIfLt and <= Op.JumpIfGeK:
                JumpOn(InterpretTruth(), i.D == 0);
                return true;
            case Op.ForLoop:
                ForLoopByInterpreter(i);
                return true;
            case Op.GetAttr:
                GetAttrQuickly(i);
                return true;
            case Op.LoadMethod:
                LoadMethodQuickly(i);
                return true;
            case Op.SetAttr:
                SetAttrQuickly(i);
                return true;
            case Op.Call when AreFunctions(Operand(0)) && Arguments(i, Seen.Operands) is { } args:
                FinishUnready(i, Get(i.B) is { Type: IrType.Val } callee ? Guard(IrOp.GuardRef, IrType.Ref, callee) : Get(i.B), args, false);
                return true;
            case Op.Nop or Op.LoopHead or Op.Move or Op.MoveCallee or Op.Jump or Op.JumpIfNone or Op.JumpIfNotNone or Op.ForIter:
                return false;
        }
        if (OpInfo.IsEnd(i.Op) || i.Op is Op.Yield or Op.Send or Op.EndAsyncFor) return false;
        // A call that was inlined isn't any more.
        InterpretAll();
        GoTo(point.Context, point.Context.Info.Next(point.Pc));
        return true;
    }

    private static Op Unfused(Op op) => op switch
    {
        Op.AddK => Op.Add,
        Op.SubK => Op.Sub,
        Op.MulK => Op.Mul,
        Op.TrueDivK => Op.TrueDiv,
        Op.FloorDivK => Op.FloorDiv,
        Op.ModK => Op.Mod,
        Op.LShiftK => Op.LShift,
        Op.RShiftK => Op.RShift,
        Op.AndK => Op.And,
        _ => op,
    };

    /// <summary>Goes to the jump's target when the condition is <paramref name="when"/>, else to the next instruction.</summary>
    private void JumpOn(Node condition, bool when)
    {
        var context = point.Context;
        int target = context.Info.Target(point.Pc), next = context.Info.Next(point.Pc);
        if (KnownTruth(condition) is { } known)
        {
            GoTo(context, known == when ? target : next);
            return;
        }
        int yes = when ? target : next, no = when ? next : target;
        // A side that never ran is a guard.
        bool yesSeen = point.To(context, yes) != null;
        bool noSeen = point.To(context, no) != null;
        if (yesSeen != noSeen)
        {
            // The jump is executed again by the interpreter when the guard fails: it has no effects.
            if (interpretedCondition != condition)
            {
                Append(new Node(region.NewId(), yesSeen ? IrOp.GuardTrue : IrOp.GuardFalse, IrType.None, condition) { Exit = Exit });
                NoteTruth(condition, yesSeen);
                GoTo(context, yesSeen ? yes : no);
                return;
            }
        }
        Branch(condition, () => GoTo(context, yes), () => GoTo(context, no));
    }

    private void JumpOnComparison(CmpOp op, Node a, Node b, KindSet seenB, bool when)
    {
        if (Compare(op, a, b, Operand(0), seenB) is { } truth) JumpOn(truth, when);
        else if (op is CmpOp.Eq or CmpOp.Ne) JumpOnEqualityQuickly(op, a, b, when);
        else JumpOn(InterpretTruth(), when);
    }

    private void Return(Instr i)
    {
        var v = i.Op == Op.ReturnNone ? None() : Get(i.A);
        if (state.Frames.Count == 1)
        {
            if (region.Function is { } function) ReturnFrom(function, v);
            else if (IsRootBody) ReturnFromRoot(v);
            else LeaveAt(point.Pc, "return");
            return;
        }
        var frame = Top;
        if (frame.Generator != null)
        {
            ReturnFromBody(v);
            return;
        }
        if (frame.Kind == FrameKind.Init && v != None())
        {
            if (v.Type is IrType.Val or IrType.Ref) GuardConst(v, PyNone.Instance);
            else
            {
                LeaveAt(point.Pc, "init result");
                return;
            }
        }
        if (ReturnToOperator(frame, ref v)) return;
        state.Frames.RemoveAt(state.Frames.Count - 1);
        if (frame.Kind == FrameKind.Init) v = Get(frame.Aux);
        if (frame.Kind != FrameKind.Discard) Set(frame.Dst, v);
        snapshot = null;
        GoTo(Top.Context, Top.ReturnPc);
    }

    // ---- what only the interpreter does

    private Node? interpretedCondition;

    /// <summary>The next work for the interpreter is what other paths leave over.</summary>
    private bool interpretsRest;

    /// <summary>The interpreter executes the instruction; the value it left in its one result register.</summary>
    private Node InterpretOne()
    {
        InterpretAll();
        int[] writes = point.Context.Info.Writes[point.Pc];
        return writes.Length == 0 ? None() : Get(writes[0]);
    }

    /// <summary>The interpreter executes the instruction on registers in memory; what it wrote is read back.</summary>
    private void InterpretAll()
    {
        int[] writes = point.Context.Info.Writes[point.Pc];
        if (state.Frames.Count > 1)
        {
            Interpret(InterpretKind.Instruction, writes);
            for (int k = 0; k < writes.Length; k++)
                Set(writes[k], Append(new Node(region.NewId(), IrOp.Reload, IrType.Val) { Imm = k }));
        }
        else
        {
            Interpret(InterpretKind.Instruction, []);
            foreach (int r in writes)
            {
                var v = Append(new Node(region.NewId(), IrOp.ReloadRegister, IrType.Val) { Imm = r });
                Set(r, v);
                Top.Memory[r] = v;
            }
        }
        snapshot = null;
    }

    /// <summary>The truth of a jump's condition, found by the interpreter.</summary>
    private Node InterpretTruth()
    {
        Interpret(InterpretKind.Condition, []);
        var v = Append(new Node(region.NewId(), IrOp.Reload, IrType.Val));
        return interpretedCondition = Make(IrOp.ValueIs, IrType.Bool, v, As(Bool(true), IrType.Val), mayMove: false);
    }

    /// <summary>
    /// The interpreter does something at this instruction. The registers of the root frame that memory doesn't hold yet are written, and the inlined
    /// frames are pushed.
    /// </summary>
    private void Interpret(InterpretKind kind, int[] results, params Node[] operands)
    {
        Uses(FrameUse.Looks);
        state.Fresh.ExceptWith(Exit.Values());
        int[] spilled = Unspilled(Exit);
        var times = JitStats.Interpreted(!JitStats.IsReported ? "" : $"{point.Context.Code.QualName}:{point.Context.Code.LineAt(point.Pc)} {point.Instr.Op} {string.Join(", ", Seen.Operands.Select(o => o.ToString()))}");
        Append(new Node(region.NewId(), IrOp.Interpret, IrType.None, operands) { Exit = Exit, Data = new InterpretInfo(kind, results, times, interpretsRest), Spilled = spilled });
        interpretsRest = false;
        KillHeap();
        InMemory(Exit);
        // Instructions may consume temporaries that they read: calls put self and arguments in place there.
        if (state.Frames.Count > 1) return;
        foreach (int r in point.Context.Info.Reads[point.Pc])
            if (r >= point.Context.Info.NamedCount) Top.Memory[r] = null;
    }

    /// <summary>The registers of the root frame that memory doesn't hold as a snapshot has them.</summary>
    private int[] Unspilled(Snapshot s)
    {
        var registers = new List<int>();
        var memory = state.Frames[0].Memory;
        foreach (var r in s.Frames[0].Registers)
            if (memory[r.Register] != (r.Value ?? Missing())) registers.Add(r.Register);
        return [.. registers];
    }

    /// <summary>The root frame's registers are in memory as a snapshot says, and other code ran then.</summary>
    private void InMemory(Snapshot s)
    {
        var root = state.Frames[0];
        foreach (var r in s.Frames[0].Registers) root.Memory[r.Register] = r.Value ?? Missing();
        // A call may overwrite or clear the temporaries that are dead behind it.
        var info = root.Context.Info;
        int behind = state.Frames.Count > 1 ? root.ReturnPc : info.Next(point.Pc);
        for (int r = info.NamedCount; r < root.Memory.Length; r++)
            if (!info.IsLive(behind, r)) root.Memory[r] = null;
    }
}

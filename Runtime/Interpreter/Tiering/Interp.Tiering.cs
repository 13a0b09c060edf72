using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Interpreter;

/// <summary>Where the dispatch loop meets compiled code.</summary>
internal static unsafe partial class Interp
{
    /// <summary>A loop head's counter ran out.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TierAction HotLoop(PyThread t, Frame f, Instr* head)
    {
        f.Code.ResetLoopCounter(head);
        if (PlainOp(head->Op) == Op.ForLoop && f.Code.Foreseen == null && !f.Code.CountForRound(head)) return TierAction.GoOn;
        if (CompilingTier.Installed is not { } tier || t.TraceOn || t.Recorder != null) return TierAction.GoOn;
        f.Pc = head;
        return tier.LoopIsHot(t, f, head);
    }

    /// <summary>A function's counter ran out: its frame was just pushed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TierAction HotFunction(PyThread t, Frame f)
    {
        var code = f.Code;
        if (code.Compiled is { } compiled)
        {
            code.Heat = 0;
            if (t.TraceOn || t.Recorder != null || PyThread.EvalBreaker) return TierAction.GoOn;
            f.Pc = code.Start;
            var kind = f.Kind;
            int dst = f.Dst, aux = f.Aux;
            var action = compiled.Enter(t, f);
            return action == TierAction.Returned && kind != FrameKind.Entry ? Deliver(t, kind, dst, aux, t.Transfer) : action;
        }
        code.Heat = CompilingTier.FunctionThreshold;
        if (CompilingTier.Installed is not { } tier || t.TraceOn || t.Recorder != null) return TierAction.GoOn;
        f.Pc = code.Start;
        return tier.FunctionIsHot(t, f);
    }

    /// <summary>
    /// Calls what is compiled for a function's entry; the value, or Error, is in <see cref="PyThread.Transfer"/>. False: nothing was done, and the call takes a
    /// frame.
    /// </summary>
    internal static bool TryCallCompiled(PyThread t, PyFunction f, ReadOnlySpan<Value> args)
    {
        return f.Code.Compiled is { } compiled && MayCallCompiled(t, f, args) && compiled.TryCall(t, f, ref MemoryMarshal.GetReference(args));
    }

    /// <summary>As <see cref="TryCallCompiled"/> with the values of all parameters, in the order of their registers.</summary>
    internal static bool TryCallBound(PyThread t, PyFunction f, ReadOnlySpan<Value> parameters) =>
        f.Code.Compiled is { } compiled && f.Code.ParamCount == parameters.Length && MayEnterCompiled(t) && compiled.TryCall(t, f, ref MemoryMarshal.GetReference(parameters));

    private static bool MayCallCompiled(PyThread t, PyFunction f, ReadOnlySpan<Value> args) => f.SimpleArgCount == args.Length && MayEnterCompiled(t);

    /// <summary>Nothing has to see what is called, and nothing waits for a poll.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool MayEnterCompiled(PyThread t) => t.Counts && !t.TraceOn && t.Recorder == null && !PyThread.EvalBreaker;

    /// <summary>Nothing sees what is called: no tracing, no recording.</summary>
    internal static bool IsUnseen(PyThread t) => !t.TraceOn && t.Recorder == null;

    /// <summary>A patched loop head: runs the code that is compiled for it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TierAction EnterLoop(PyThread t, Frame f, Instr* head)
    {
        // Short code would be left for a request before the interpreter came to see to it, again and again.
        if (t.TraceOn || t.Recorder != null || PyThread.EvalBreaker || f.Code.CompiledAt(head) is not { } compiled) return TierAction.GoOn;
        f.Pc = head;
        if (f.Generator == null) return compiled.Enter(t, f);
        var kind = f.Kind;
        int dst = f.Dst, aux = f.Aux;
        return Settle(t, kind, dst, aux, compiled.Enter(t, f));
    }

    /// <summary>Calls within one another that a recording may skip, each of which takes its part of the stack.</summary>
    private const int MaxSkippedCalls = 50;

    /// <summary>Before each instruction of the recording loop.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TierAction RecordStep(PyThread t, Frame f, Instr* i)
    {
        var step = t.Recorder is { } recorder ? recorder.Step(t, f, i) : RecordingStep.End;
        if (step == RecordingStep.GoOn) return TierAction.GoOn;
        if (step == RecordingStep.Skip && (f.Generator != null || f.Kind == FrameKind.Entry || t.SkippedCalls >= MaxSkippedCalls)) return TierAction.GoOn;
        f.Pc = i;
        if (step == RecordingStep.End)
        {
            t.Recorder = null;
            return TierAction.Reenter;
        }
        t.SkippedCalls++;
        var action = FinishCall(t, f);
        t.SkippedCalls--;
        return action == TierAction.Raise ? action : TierAction.Resume;
    }

    /// <summary>
    /// Executes one instruction of the top frame, whose registers are all in memory, for compiled code: calls run to their end. Not for jumps,
    /// returns and yields. <see cref="TierAction.GoOn"/>: done, the frame's pc is behind it. <see cref="TierAction.Raise"/>: it raised.
    /// <see cref="TierAction.Resume"/>: it must be left to the dispatch loop (the pc is at it).
    /// </summary>
    internal static TierAction RunOne(PyThread t, Frame f, Instr* i)
    {
        f.Pc = i + 1;
        ref Value R = ref f.Register0;
        try
        {
            switch (PlainOp(i->Op))
            {
                case Op.Call:
                    return RunCall(t, f, i, ref R);
                case Op.GetAttr:
                    return Put(ref At(ref R, i->A), GetAttrQuick(t, f, i, At(ref R, i->B)));
                case Op.SetAttr:
                    return SetAttrSlow(t, f, i, At(ref R, i->A), At(ref R, i->C)) ? TierAction.GoOn : TierAction.Raise;
                case Op.LoadMethod:
                    return LoadMethodSlow(t, f, i, At(ref R, i->B), ref At(ref R, i->A)) ? TierAction.GoOn : TierAction.Raise;
                case Op.GetItem:
                    return Put(ref At(ref R, i->A), GetItemSlow(t, At(ref R, i->B), At(ref R, i->C)));
                case Op.GetItemK:
                    return Put(ref At(ref R, i->A), GetItemSlow(t, At(ref R, i->B), f.Code.Consts[i->C]));
                case Op.SetItem:
                    return SetItemSlow(t, At(ref R, i->A), At(ref R, i->B), At(ref R, i->C)) ? TierAction.GoOn : TierAction.Raise;
                case >= Op.Add and <= Op.Xor:
                case >= Op.Lt and <= Op.Ge:
                    return Put(ref At(ref R, i->A), BinarySlow(i, At(ref R, i->B), At(ref R, i->C)));
                case >= Op.AddK and <= Op.AndK:
                    return Put(ref At(ref R, i->A), BinarySlow(i, At(ref R, i->B), f.Code.Consts[i->C]));
                case Op.Neg or Op.Pos or Op.Invert:
                    return Put(ref At(ref R, i->A), UnarySlow(i->Op, At(ref R, i->B)));
                case Op.Not:
                    At(ref R, i->A) = Value.Bool(!Ops.Truth(At(ref R, i->B)));
                    return TierAction.GoOn;
                case Op.Is:
                    At(ref R, i->A) = Value.Bool(At(ref R, i->B).Is(At(ref R, i->C)) != (i->D != 0));
                    return TierAction.GoOn;
                case Op.LoadGlobalCallee:
                    At(ref R, i->A + 1) = Value.Missing;
                    goto case Op.LoadGlobal;
                case Op.LoadGlobal:
                    return Put(ref At(ref R, i->A), LoadGlobalSlow(t, f, i));
                case Op.LoadDerefCallee:
                    At(ref R, i->A + 1) = Value.Missing;
                    goto case Op.LoadDeref;
                case Op.LoadDeref:
                    {
                        var v = Unsafe.As<PyCell>(At(ref R, i->B).Ref!).Value;
                        if (v.IsMissing)
                        {
                            UnboundDeref(t, f, i->B);
                            return TierAction.Raise;
                        }
                        At(ref R, i->A) = v;
                        return TierAction.GoOn;
                    }
                case Op.StoreDeref:
                    StoreCell(Unsafe.As<PyCell>(At(ref R, i->A).Ref!), At(ref R, i->B));
                    return TierAction.GoOn;
                case Op.CheckLocal:
                    if (!At(ref R, i->A).IsMissing) return TierAction.GoOn;
                    UnboundLocal(t, f, i->A);
                    return TierAction.Raise;
                case Op.BuildTuple:
                    At(ref R, i->A) = new Value(MakeTuple(ref At(ref R, i->B), i->C));
                    return TierAction.GoOn;
                case Op.BuildList:
                    At(ref R, i->A) = new Value(MakeList(ref At(ref R, i->B), i->C, i->D));
                    return TierAction.GoOn;
                case Op.MakeCell:
                    At(ref R, i->A) = new Value(NewCell(ref At(ref R, i->A)));
                    return TierAction.GoOn;
                case Op.CopyFreeVars:
                    CopyFreeVars(f, ref At(ref R, i->A), i->B);
                    return TierAction.GoOn;
                case Op.GetSlice:
                    return Put(ref At(ref R, i->A), GetSliceSlow(At(ref R, i->B), ref At(ref R, i->C)));
                case Op.In:
                    return Put(ref At(ref R, i->A), InSlow(i, At(ref R, i->C), At(ref R, i->B)));
                case Op.GetIter:
                    return Put(ref At(ref R, i->A), GetIterSlow(At(ref R, i->B)));
                case Op.ListAppend:
                    AppendItem(Unsafe.As<PyList>(At(ref R, i->A).Ref!), At(ref R, i->B));
                    return TierAction.GoOn;
                case Op.Unpack:
                    return UnpackSlow(t, At(ref R, i->B), ref At(ref R, i->A), i->C) ? TierAction.GoOn : TierAction.Raise;
                case Op.MoveCallee:
                    At(ref R, i->A + 1) = Value.Missing;
                    goto case Op.Move;
                case Op.Move:
                    At(ref R, i->A) = At(ref R, i->B);
                    return TierAction.GoOn;
                case Op.LoadConst:
                    At(ref R, i->A) = f.Code.Consts[i->BC];
                    return TierAction.GoOn;
                case Op.LoadInt:
                    At(ref R, i->A) = Value.Int(i->BC);
                    return TierAction.GoOn;
                case Op.Unbind:
                    At(ref R, i->A) = Value.Missing;
                    return TierAction.GoOn;
                case Op.Nop:
                    return TierAction.GoOn;
            }
            return Rare(t, f, i, ref R) switch
            {
                RareNext or RareJump => TierAction.GoOn,
                RareError => TierAction.Raise,
                RareFrame => FinishCall(t, t.Frames[t.Depth]),
                _ => throw new InvalidOperationException($"{i->Op} can't be executed alone"),
            };
        }
        catch (CollectRequest)
        {
            // The dispatch loop makes the call once more, when the compiled code and all that its stack keeps alive is gone.
            f.Pc = i;
            return TierAction.Resume;
        }
        catch (TraceRequest)
        {
            FinishTraceRequest(t);
            return TierAction.Reenter;
        }
        catch (Exception e)
        {
            Failed(e);
            return TierAction.Raise;
        }
    }

    private static TierAction Put(ref Value a, Value v)
    {
        if (v.IsError) return TierAction.Raise;
        Reg.Set(ref a, v);
        return TierAction.GoOn;
    }

    /// <summary>GetAttr past the first entry of its cache, or with it.</summary>
    private static Value GetAttrQuick(PyThread t, Frame f, Instr* i, Value o)
    {
        if (o.Ref is { } r && f.Code.Caches[(int)(i - f.Code.Start)] is AttrCache a && a.Shape == r.Shape && a.Version == r.Shape.Type.Version)
        {
            if (a.Kind == AttrKind.InlineSlot && Unsafe.As<PyInstance>(r).At(a.Place) is { } stored) return HeapSlot.Load(stored);
            if (a.Kind == AttrKind.Constant) return a.Value;
            if (a.Kind == AttrKind.Getter) return CallFunctionRaw(Unsafe.As<PyFunction>(a.Value.Ref!), new ReadOnlySpan<Value>(in o), null);
        }
        return GetAttrSlow(t, f, i, o);
    }

    /// <summary>How deep compiled code may call through C#; past that, calls are left to the dispatch loop, which needs no stack for them.</summary>
    private const int CompiledNativeDepth = 3000;

    private static TierAction RunCall(PyThread t, Frame f, Instr* i, ref Value R)
    {
        if (t.NativeDepth > CompiledNativeDepth)
        {
            f.Pc = i;
            return TierAction.Resume;
        }
        ref Value fn = ref At(ref R, i->B);
        int argBase = i->B + 1, count = i->C;
        if (At(ref R, argBase).Ref == Tags.Missing) argBase++;
        else count++;
        if (argBase == i->B + 2 && fn.Ref is PyMethod { Function.Ref: PyFunction } method)
        {
            At(ref R, --argBase) = method.Self;
            count++;
            fn = method.Function;
        }
        if (fn.Ref is PyFunction { Code.IsGeneratorLike: false } func)
        {
            var args = MemoryMarshal.CreateReadOnlySpan(ref At(ref R, argBase), count);
            if (TryCallCompiled(t, func, args)) return Put(ref At(ref R, i->A), t.Transfer);
            var frame = PushFrame(t, func, args, null, FrameKind.Entry, 0);
            if (frame == null) return TierAction.Raise;
            var action = EnterFunction(t, frame);
            return Put(ref At(ref R, i->A), action == TierAction.Returned ? t.Transfer : Execute(t, action));
        }
        if (fn.Ref is PyMethodDescriptor or PyBuiltinFunction && ResumeToYield(t, fn.Ref, ref At(ref R, argBase), count) is { IsMissing: false } given) return Put(ref At(ref R, i->A), given);
        int r = CallSlow(t, f, i, ref fn, argBase, count);
        return r > 0 ? TierAction.GoOn : r < 0 ? TierAction.Raise : FinishCall(t, t.Frames[t.Depth]);
    }

    /// <summary>Counts a call from compiled code, and runs what is compiled for the function's entry.</summary>
    private static TierAction EnterFunction(PyThread t, Frame f) => t.Counts && --f.Code.Heat < 0 ? HotFunction(t, f) : TierAction.GoOn;

    /// <summary>Runs the frame that a call pushed to its end and does with the result what its kind says.</summary>
    private static TierAction FinishCall(PyThread t, Frame pushed)
    {
        var kind = pushed.Kind;
        int dst = pushed.Dst, aux = pushed.Aux;
        pushed.Kind = FrameKind.Entry;
        var v = Execute(t);
        if (v.IsError && kind == FrameKind.NextFor && IsStopIteration(t.Pending!))
        {
            t.Pending = null;
            return TierAction.GoOn;
        }
        return Deliver(t, kind, dst, aux, v) == TierAction.Raise ? TierAction.Raise : TierAction.GoOn;
    }

    /// <summary>Hands a call's value to the frame below, as the kind of the frame that ended says.</summary>
    private static TierAction Deliver(PyThread t, FrameKind kind, int dst, int aux, Value v) =>
        v.IsError || !HandBack(t, kind, dst, aux, v) ? TierAction.Raise : TierAction.Resume;

    /// <summary>The op of an instruction whose head was patched.</summary>
    internal static Op PlainOp(Op op) => op switch
    {
        Op.LoopEnter => Op.LoopHead,
        Op.ForEnter => Op.ForLoop,
        _ => op,
    };

    /// <summary>The condition of a jump by truth or comparison: 1 true, 0 false, -1 with the error pending.</summary>
    internal static int JumpCondition(PyThread t, Frame f, Instr* i)
    {
        var v = f[i->A];
        try
        {
            switch (i->Op)
            {
                case >= Op.JumpIfLt and <= Op.JumpIfGe: return CompareTruthSlow(i, v, f[i->B]);
                case >= Op.JumpIfLtK and <= Op.JumpIfGeK: return CompareTruthSlow(i, v, f.Code.Consts[i->B]);
            }
            if (v.Ref == PyBool.True) return 1;
            if (v.Ref == PyBool.False || v.Ref == PyNone.Instance) return 0;
            return TruthSlow(t, v);
        }
        catch (Exception e)
        {
            Failed(e);
            return -1;
        }
    }

    /// <summary>Moves a frame's pc from behind a jump to where it goes, given its condition.</summary>
    internal static void FinishJump(Frame f, Instr* i, bool condition)
    {
        bool fused = i->Op is >= Op.JumpIfLt and <= Op.JumpIfGeK;
        bool jumps = fused ? condition != (i->D != 0) : condition == (i->Op == Op.JumpIfTrue);
        if (jumps) f.Pc += fused ? i->Offset : i->BC;
    }

    /// <summary>Moves a frame's pc from behind a ForLoop to where it goes, given the next item.</summary>
    internal static void FinishForLoop(Frame f, Instr* i, Value item)
    {
        if (item.IsDone) return;
        f[i->A] = item;
        f.Pc += i->Offset;
    }

    /// <summary>The next item for a for loop: Done at the end, Error with the error pending.</summary>
    internal static Value LoopNext(PyThread t, PyObject iterator)
    {
        try
        {
            return NextSlow(t, iterator);
        }
        catch (Exception e)
        {
            return Failed(e);
        }
    }
}

using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Interpreter;

/// <summary>The ops that aren't in the dispatch loop itself: each a few calls to the object model.</summary>
internal static unsafe partial class Interp
{
    /// <summary>Outcomes of <see cref="Rare"/>: go on; unwind; go on at frame.Pc; yield Transfer; another frame is on top.</summary>
    private const int RareNext = 0, RareError = 1, RareJump = 2, RareYield = 3, RareFrame = 4, RareReenter = 5;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Rare(PyThread t, Frame f, Instr* i, ref Value R)
    {
        try
        {
            // The commoner ones apart: RareOp has a large frame.
            switch (i->Op)
            {
                case Op.CallKw:
                    return CallKeywords(t, f, i, ref R);
                case Op.Send:
                    return Send(t, f, i, ref R);
                case Op.FormatValue:
                    Reg.Set(ref At(ref R, i->A), FormatValue(At(ref R, i->B), i->D, (i->D & 4) != 0 ? At(ref R, i->C) : Value.Missing));
                    return RareNext;
                case Op.BuildString:
                    Reg.Set(ref At(ref R, i->A), BuildString(ref At(ref R, i->B), i->C));
                    return RareNext;
                case Op.PushExc:
                    Reg.Set(ref At(ref R, i->A + 1), SavedHandled(t, f));
                    t.Handled = (PyBaseException)At(ref R, i->A).Ref!;
                    return RareNext;
                case Op.PopExc:
                    RestoreHandled(t, f, At(ref R, i->A + 1));
                    return RareNext;
                case Op.MatchExc:
                    Reg.SetBool(ref At(ref R, i->A), ExceptionMatches(At(ref R, i->B), At(ref R, i->C)));
                    return RareNext;
                case Op.MakeFunction:
                    Reg.Set(ref At(ref R, i->A), MakeFunction(f, i, ref R));
                    return RareNext;
                case Op.LoadSuperAttr:
                    return LoadSuper(f, i, ref R);
                default:
                    return RareOp(t, f, i, ref R);
            }
        }
        catch (PyException e)
        {
            t.Pending = e.Value;
            return RareError;
        }
    }

    private static int RareOp(PyThread t, Frame f, Instr* i, ref Value R)
    {
        ref Value a = ref At(ref R, i->A);
        switch (i->Op)
        {
            case Op.DeleteDeref:
                {
                    var cell = (PyCell)a.Ref!;
                    if (cell.Value.IsMissing)
                    {
                        UnboundDeref(t, f, i->A);
                        return RareError;
                    }
                    cell.Value = Value.Missing;
                    return RareNext;
                }
            case Op.LoadClassDeref:
                a = LoadClassDeref(f, i, At(ref R, i->B), i->D != 0 ? a.Ref : f.Locals);
                break;
            case Op.StoreGlobal:
                StoreGlobal(f, i, a);
                return RareNext;
            case Op.DeleteGlobal:
                DeleteGlobal(f, f.Code.Names[i->B]);
                return RareNext;
            case Op.LoadName:
                a = LoadName(t, f, i);
                break;
            case Op.StoreName:
                StoreName(t, f, i, a);
                return RareNext;
            case Op.DeleteName:
                DeleteName(f, f.Code.Names[i->B]);
                return RareNext;
            case Op.LoadClassGlobal:
                a = LoadClassGlobal(t, f, i, a);
                break;
            case Op.LoadLocals:
                a = new Value(f.Locals ?? f.Function.Globals);
                return RareNext;
            case Op.DelAttr:
                Ops.DelAttr(a, f.Code.Names[i->B]);
                return RareNext;
            case Op.DelItem:
                if (a.Ref is { } container && PyInstance.IsPlain(container))
                {
                    int pushed = PushDelItem(t, container, At(ref R, i->B));
                    if (pushed != PushNone) return pushed == PushDone ? RareFrame : RareError;
                }
                Ops.DelItem(a, At(ref R, i->B));
                return RareNext;
            case Op.SetSlice:
                Ops.SetItem(a, new Value(new PySlice(At(ref R, i->B), At(ref R, i->B + 1), Value.None)), At(ref R, i->C));
                return RareNext;
            case Op.BuildSlice:
                a = new Value(new PySlice(At(ref R, i->B), At(ref R, i->B + 1), At(ref R, i->B + 2)));
                return RareNext;
            case Op.UnpackEx:
                return UnpackEx(At(ref R, i->B), ref a, i->C, i->D) ? RareNext : RareError;
            case Op.BuildSet:
                {
                    var set = new PySet();
                    for (int n = 0; n < i->C; n++) set.Add(At(ref R, i->B + n));
                    a = new Value(set);
                    return RareNext;
                }
            case Op.BuildMap:
                {
                    var d = new PyDict();
                    for (int n = 0; n < i->C; n++) d.Set(At(ref R, i->B + 2 * n), At(ref R, i->B + 2 * n + 1));
                    a = new Value(d);
                    return RareNext;
                }
            case Op.ListExtend:
                ListExtend((PyList)a.Ref!, At(ref R, i->B));
                return RareNext;
            case Op.ListToTuple:
                a = new Value(Ops.ToTuple(At(ref R, i->B)));
                return RareNext;
            case Op.SetAdd:
                ((PySet)a.Ref!).Add(At(ref R, i->B));
                return RareNext;
            case Op.SetUpdate:
                foreach (var v in Ops.Iterate(At(ref R, i->B))) ((PySet)a.Ref!).Add(v);
                return RareNext;
            case Op.MapAdd:
                ((PyDict)a.Ref!).Set(At(ref R, i->B), At(ref R, i->C));
                return RareNext;
            case Op.DictUpdate:
                DictUpdate((PyDict)a.Ref!, At(ref R, i->B));
                return RareNext;
            case Op.DictMerge:
                DictMerge((PyDict)a.Ref!, At(ref R, i->B), At(ref R, i->C));
                return RareNext;
            case Op.CallEx:
                return CallUnpacked(t, f, i, ref R);
            case Op.GetYieldFromIter:
                a = GetYieldFromIter(f, At(ref R, i->B));
                break;
            case Op.GetAwaitable:
                a = GetAwaitable(At(ref R, i->B), i->D);
                break;
            case Op.GetAIter:
                a = GetAIter(At(ref R, i->B));
                break;
            case Op.GetANext:
                a = GetANext(At(ref R, i->B));
                break;
            case Op.EndAsyncFor:
                if (((PyBaseException)a.Ref!).Type.IsSubtypeOf(ExcTypes.StopAsyncIteration))
                {
                    f.Pc += i->BC;
                    return RareJump;
                }
                t.Pending = (PyBaseException)a.Ref!;
                t.KeepTraceback = true;
                return RareError;
            case Op.Raise:
                DoRaise(t, i->D, a, At(ref R, i->B));
                return RareError;
            case Op.Reraise:
                t.Pending = (PyBaseException)a.Ref!;
                t.KeepTraceback = true;
                return RareError;
            case Op.MatchExcStar:
                MatchExcStar(ref a, ref At(ref R, i->B), At(ref R, i->C));
                return RareNext;
            case Op.PrepReraiseStar:
                a = ExceptionGroups.PrepReraiseStar(At(ref R, i->B), (PyList)At(ref R, i->C).Ref!);
                return RareNext;
            case Op.BeforeWith:
                return BeforeWith(t, f, i, ref R, false);
            case Op.BeforeAsyncWith:
                return BeforeWith(t, f, i, ref R, true);
            case Op.WithExit:
                {
                    var exc = At(ref R, i->C);
                    var e = (PyBaseException)exc.Ref!;
                    a = Ops.Call(At(ref R, i->B), [new Value(e.Type), exc, e.Traceback == null ? Value.None : new Value(e.Traceback)], null);
                    return RareNext;
                }
            case Op.ImportName:
                a = ImportName(f, f.Code.Names[i->C], At(ref R, i->B), At(ref R, i->B + 1));
                break;
            case Op.ImportFrom:
                a = ImportFrom(At(ref R, i->B), f.Code.Names[i->C]);
                break;
            case Op.ImportStar:
                ImportStar(f, a);
                return RareNext;
            case Op.LoadBuildClass:
                {
                    a = LookupBuiltin(f.Function.Builtins, Names.BuildClass);
                    if (a.IsMissing) throw Err.NameError("__build_class__ not found");
                    return RareNext;
                }
            case Op.LoadAssertionError:
                a = new Value(ExcTypes.AssertionError);
                return RareNext;
            case Op.SetupAnnotations:
                SetupAnnotations(f);
                return RareNext;
            case Op.MatchSequence:
                a = Value.Bool(At(ref R, i->B).Type.Has(TypeFlags.Sequence));
                return RareNext;
            case Op.MatchMapping:
                a = Value.Bool(At(ref R, i->B).Type.Has(TypeFlags.Mapping));
                return RareNext;
            case Op.MatchKeys:
                a = Patterns.MatchKeys(At(ref R, i->B), (PyTuple)At(ref R, i->C).Ref!);
                return RareNext;
            case Op.MatchClass:
                a = Patterns.MatchClass(At(ref R, i->B), At(ref R, i->C), (i + 1)->B, (PyTuple)f.Code.Consts[(i + 1)->A].Ref!);
                f.Pc = i + 2;
                return RareJump;
            case Op.GetLen:
                a = Value.Int(Ops.Len(At(ref R, i->B)));
                return RareNext;
            case Op.CopyMapWithout:
                a = Patterns.CopyWithout(At(ref R, i->B), (PyTuple)At(ref R, i->C).Ref!);
                return RareNext;
            case Op.PrintExpr:
                Ops.Call(SysState.Get("displayhook", "lost sys.displayhook"), a);
                return RareNext;
            case Op.MakeTypeParam:
                a = TypeParams.Make(i->D, At(ref R, i->B), i->D is 1 or 2 ? At(ref R, i->C) : Value.Missing);
                return RareNext;
            case Op.SetTypeParamDefault:
                a = TypeParams.SetDefault(a, At(ref R, i->B));
                return RareNext;
            case Op.MakeTypeAlias:
                a = TypeParams.MakeAlias(At(ref R, i->B), At(ref R, i->B + 1), At(ref R, i->B + 2));
                return RareNext;
            case Op.SubscriptGeneric:
                a = TypeParams.SubscriptGeneric(At(ref R, i->B));
                return RareNext;
            case Op.SetFunctionTypeParams:
                ((PyFunction)a.Ref!).TypeParams = (PyTuple)At(ref R, i->B).Ref!;
                return RareNext;
            case Op.Ext:
                return RareNext;
            default:
                throw Err.SystemError($"unknown opcode {(int)i->Op}");
        }
        return a.IsError ? RareError : RareNext;
    }

    private static Value BuildString(ref Value first, int n)
    {
        if (PyStr.TryJoinNarrow(MemoryMarshal.CreateReadOnlySpan(ref first, n)) is { } joined) return new Value(joined);
        var all = (PyStr)first.Ref!;
        for (int k = 1; k < n; k++) all = PyStr.Concat(all, (PyStr)Unsafe.Add(ref first, k).Ref!);
        return new Value(all);
    }

    private static Value FormatValue(Value v, int d, Value spec)
    {
        switch (d & 3)
        {
            case 1: v = new Value(Ops.Str(v)); break;
            case 2: v = new Value(Ops.Repr(v)); break;
            case 3: v = new Value(Ops.Ascii(v)); break;
        }
        if (spec.IsMissing)
        {
            if (v.Ref != null && v.Ref.GetType() == typeof(PyStr)) return v;
            if (v.IsInt) return new Value(Ops.Str(v));
            return new Value(Ops.Format(v, PyStr.Empty));
        }
        return new Value(Ops.Format(v, (PyStr)spec.Ref!));
    }

    private static void ListExtend(PyList list, Value iterable)
    {
        if (iterable.Ref is not (PyList or PyTuple) && !Ops.IsIterable(iterable))
            throw Err.TypeError($"Value after * must be an iterable, not {iterable.Type.FullName}");
        list.Extend(iterable);
    }

    private static void DictUpdate(PyDict d, Value mapping)
    {
        try
        {
            d.Merge(mapping, unique: false);
        }
        catch (PyException e) when (e.Value.Type.IsSubtypeOf(ExcTypes.AttributeError))
        {
            throw Err.TypeError($"'{mapping.Type.FullName}' object is not a mapping");
        }
    }

    /// <summary>The items after ** in a call. Whoever raises these errors, they are taken to be about the arguments (ceval.c, _PyEval_FormatKwargsError).</summary>
    private static void DictMerge(PyDict d, Value mapping, Value callable)
    {
        try
        {
            d.Merge(mapping, unique: true);
        }
        catch (PyException e) when (e.Value.Type.IsSubtypeOf(ExcTypes.AttributeError))
        {
            throw Err.TypeError($"{FunctionDescription(callable)} argument after ** must be a mapping, not {mapping.Type.FullName}");
        }
        catch (PyException e) when (e.Value.Type.IsSubtypeOf(ExcTypes.KeyError) && e.Value.Args.Count == 1)
        {
            throw Err.TypeError($"{FunctionDescription(callable)} got multiple values for keyword argument '{Ops.Str(e.Value.Args[0])}'");
        }
    }

    /// <summary>The callable's name for messages, as _PyObject_FunctionStr: "module.qualname()", or the str of the object.</summary>
    internal static string FunctionDescription(Value callable)
    {
        if (Ops.TryGetAttr(callable, PyStr.Intern("__qualname__"), out var q) && q.Ref is PyStr qs)
        {
            if (Ops.TryGetAttr(callable, Names.Module, out var m) && m.Ref is PyStr ms && ms.ToString() != "builtins") return $"{ms}.{qs}()";
            return $"{qs}()";
        }
        return Ops.Str(callable).ToString();
    }

    private static Value MakeFunction(Frame f, Instr* i, ref Value R)
    {
        var closure = (i->D & 8) != 0 ? (PyTuple)At(ref R, i->C + 3).Ref! : null;
        var code = (PyCode)f.Code.Consts[i->B].Ref!;
        var func = new PyFunction(code, f.Function.Globals, closure, f.Function.Builtins);
        if ((i->D & 1) != 0) func.Defaults = (PyTuple)At(ref R, i->C).Ref!;
        if ((i->D & 2) != 0) func.KwDefaults = (PyDict)At(ref R, i->C + 1).Ref!;
        if ((i->D & 4) != 0) func.Annotations = At(ref R, i->C + 2).Ref;
        func.Module = ModuleName(f, i);
        return new Value(func);
    }

    /// <summary>What the globals have as <c>__name__</c>.</summary>
    private static Value ModuleName(Frame f, Instr* i)
    {
        var globals = f.Function.Globals;
        ref object? cache = ref f.Code.Caches[(int)(i - f.Code.Start)];
        if (cache is GlobalCell cell && cell.Owner == globals && cell.Slot is { } stored) return HeapSlot.Load(stored);
        if (globals.GetType() == typeof(PyDict) && globals.GetCell(Names.Name) is { } found) cache = found;
        return globals.TryGet(Names.Name);
    }

    private static void SetupAnnotations(Frame f)
    {
        var key = new Value(Names.Annotations);
        if (f.Locals is null or PyDict)
        {
            var d = (PyDict?)f.Locals ?? f.Function.Globals;
            if (d.TryGet(key).IsMissing) d.Set(key, new Value(new PyDict()));
            return;
        }
        var ns = new Value(f.Locals);
        try
        {
            Ops.GetItem(ns, key);
        }
        catch (PyException e) when (e.Is(ExcTypes.KeyError))
        {
            Ops.SetItem(ns, key, new Value(new PyDict()));
        }
    }
}

using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Calls: bodies of Python functions join the region; built-ins are called by their kernels.</summary>
internal sealed partial class RegionBuilder
{
    /// <summary>True when the block was ended (a body was entered).</summary>
    private bool Call(Instr i)
    {
        var context = point.Context;
        if (ResumeByCall(i)) return true;
        var operands = Inlining.Unbound(Seen.Operands);
        if (operands.Length < 2)
        {
            InterpretAll();
            return false;
        }
        if (operands != Seen.Operands) Unbind(i, operands[1].Class!);
        if (Inlining.Callee(context, point.Pc, operands) is { } child && point.To(child, 0) != null)
        {
            EnterCall(i, child, operands);
            return true;
        }
        bool named = i.Op == Op.CallKw;
        if ((named ? NativeCallKw(i) : Builtin(i, operands)) is { } v)
        {
            Set(i.A, v);
            return false;
        }
        if (!named && CallOneOf(i, operands)) return true;
        if ((MakeGenerator(i, operands) ?? ConstructPlain(i, operands)) is { } made)
        {
            Set(i.A, made);
            return false;
        }
        if (CallDirect(i, operands) is { } r)
        {
            Set(i.A, r);
            snapshot = null;
            return false;
        }
        if (!named && (CallByType(i, operands) || CallUnready(i, operands))) return true;
        InterpretAll();
        return false;
    }

    /// <summary>A call of functions of one code, which has none compiled yet. True when the block was ended.</summary>
    private bool CallUnready(Instr i, KindSet[] operands)
    {
        if (operands[0].Code is not { IsGeneratorLike: false, SimpleArgCount: >= 0 } code) return false;
        int count = Inlining.ArgumentCount(point.Context, point.Pc, operands), defaults = Math.Max(Inlining.CommonDefaults(operands[0]), 0);
        if (count < 0 || !MayCallUnseen(code.ParamCount)) return false;
        if (CallBinding.Of(code, defaults, count, null, KnownFunction(operands[0], Get(i.B))) == null || Arguments(i, operands) is not { } args) return false;
        var (function, known) = GuardCallee(i, operands[0], code);
        FinishUnready(i, function, Bind(function, known, code, defaults, args, null), false);
        return true;
    }

    /// <summary>A method bound to an object. It isn't made where it is only called.</summary>
    private Node BoundMethod(PyFunction function, Node self)
    {
        var made = Kernel(Kernels.NewMethod, [Ref(function), self], typeof(PyMethod), true);
        state.Facts[new FactKey(IrOp.LoadField, made, null, Fields.MethodFunction, 0)] = (Ref(function), null);
        state.Facts[new FactKey(IrOp.LoadField, made, null, Fields.MethodSelf, 0)] = (self, null);
        return made;
    }

    /// <summary>Takes a bound method apart: its function is what is called, its object the first argument.</summary>
    private void Unbind(Instr i, Type self)
    {
        var method = GuardClass(Get(i.B), typeof(PyMethod));
        var function = Make(IrOp.LoadField, IrType.Ref, method, data: Fields.MethodFunction, notNull: true);
        var bound = Make(IrOp.LoadField, IrType.Ref, method, data: Fields.MethodSelf, notNull: true);
        if (bound.Class != self || bound.AdmitsHeirs) bound = Make(IrOp.GuardClass, IrType.Ref, bound, data: self, c: self, notNull: true);
        Set(i.B, function);
        Set(i.B + 1, bound);
        snapshot = null;
    }

    /// <summary>A call that only makes a generator: nothing of its body runs.</summary>
    private Node? MakeGenerator(Instr i, KindSet[] operands)
    {
        var callee = operands[0];
        if (callee.Code is not { IsGeneratorLike: true } code || Arguments(i, operands) is not { } args) return null;
        var keywords = Keywords;
        var known = KnownFunction(callee, Get(i.B));
        int defaults = known != null ? known.Defaults?.Count ?? 0 : Math.Max(Inlining.CommonDefaults(callee), 0);
        bool binds = code.ParamCount <= MaxNativeArguments && CallBinding.Of(code, defaults, args.Count, keywords, known) != null;
        if (!binds && (!code.Has(CodeFlags.Generator) || args.Count > (keywords == null ? MaxNativeArguments : MaxNativeKeywordArguments))) return null;
        var (function, _) = GuardCallee(i, callee, code);
        if (!binds && keywords != null) return NativeKernel(k => k.CallKw[args.Count], true, [function, Ref(NamesOf(keywords)), .. args]);
        if (!binds) return NativeKernel(k => k.Call[args.Count], true, [function, .. args]);
        args = Bind(function, known, code, defaults, args, keywords);
        // A coroutine whose loss is to be warned of, unless the next instruction awaits it.
        var next = point.Context.Code.Code[point.Context.Info.Next(point.Pc)];
        bool awaited = next.Op == Op.GetAwaitable && next.B == i.A;
        return NewBody(function, code, args, awaited);
    }

    /// <summary>The arguments of a call, self first where there is one; null when it isn't always or never there.</summary>
    private List<Node>? Arguments(Instr i, KindSet[] operands)
    {
        var args = new List<Node>();
        var self = Get(i.B + 1);
        if (!IsMissing(self))
        {
            if (operands[1].Tag == KindTag.Missing) GuardConst(self, Tags.Missing);
            else
            {
                foreach (var k in operands[1].Kinds)
                    if (k.Tag == KindTag.Missing) return null;
                self = Narrow(self, operands[1]);
                if (self.Type == IrType.Val) Make(IrOp.GuardBound, IrType.None, self);
                args.Add(self);
            }
        }
        for (int n = 0; n < i.C; n++) args.Add(Get(i.B + 2 + n));
        return args;
    }

    private void EnterCall(Instr i, ProfileNode child, KindSet[] operands)
    {
        var callee = operands[0];
        var target = Get(i.B);
        var args = Arguments(i, operands)!;
        if (child.Code.IsHidden)
        {
            GuardConst(target, callee.Single!.Value.Object!);
            EnterConsumer(i, child, args, operands);
            return;
        }
        if (callee.Single?.Object is PyType type)
        {
            GuardConst(target, type);
            EnterConstruction(i, child, type, Classes.Construction(type)!, args, Keywords);
            return;
        }
        var (function, known) = GuardCallee(i, callee, child.Code);
        args = Bind(function, known, child.Code, known != null ? known.Defaults?.Count ?? 0 : Math.Max(Inlining.CommonDefaults(callee), 0), args, Keywords);
        Enter(child, function, known, args, FrameKind.Call, i.A, 0);
    }

    /// <summary>What takes a generator in a built-in's place; its other argument is a start of sum(), or the object whose method is called.</summary>
    private void EnterConsumer(Instr i, ProfileNode child, List<Node> args, KindSet[] operands)
    {
        int first = IsMissing(Get(i.B + 1)) ? 2 : 1;
        for (int n = 0; n < args.Count; n++) args[n] = Narrow(args[n], operands[first + n]);
        Enter(child, Ref(child.Function), child.Function, args, FrameKind.Call, i.A, 0);
    }

    /// <summary>The one function that is called; null when there are several of its code, as one that is made here is another each time.</summary>
    private static PyFunction? KnownFunction(KindSet callee, Node target) =>
        target is { Op: IrOp.ConstRef, Data: PyFunction { Code.KwOnlyCount: 0 } constant } && constant.Code == callee.Code && (constant.Defaults?.Count ?? 0) == Inlining.CommonDefaults(callee) ? constant
        : target.Op == IrOp.Call && KnownCode(target) != null ? null : callee.Single?.Object as PyFunction;

    /// <summary>Enters a body: a frame with its parameters bound, unbound locals after them.</summary>
    private void Enter(ProfileNode child, Node function, PyFunction? known, List<Node> args, FrameKind kind, int dst, int aux)
    {
        var code = child.Code;
        FillDefaults(function, known, code, known?.Defaults?.Count ?? 0, args);
        Top.ReturnPc = point.Context.Info.Next(point.Pc);
        var env = new FrameEnv(child) { Function = function, Kind = kind, Dst = dst, Aux = aux };
        for (int n = 0; n < args.Count; n++) env.Registers[n] = args[n];
        for (int n = args.Count; n < code.NamedEnd; n++) env.Registers[n] = Missing();
        state.Frames.Add(env);
        snapshot = null;
        GoTo(child, 0);
    }

    /// <summary>The name by which <see cref="BuiltinCall"/> knows a built-in; null for other objects.</summary>
    private static string? BuiltinName(PyObject callee) => callee switch
    {
        PyBuiltinFunction { Module: { } m, PassSelf: false } f => $"{m}.{f.Name}",
        PyMethodDescriptor d => $"{d.Owner.Name}.{d.Name}",
        PyWrapperDescriptor d => $"{d.Owner.Name}.{d.Name}",
        PyType { IsHeap: false } t => t.Name,
        _ => null,
    };

    /// <summary>A call of a built-in that has a kernel; null when it hasn't.</summary>
    private Node? Builtin(Instr i, KindSet[] operands)
    {
        if (operands[0].Single?.Detail is Kind.BoundKind bound) return NativeBoundCall(i, bound, operands);
        if (operands[0].Single?.Object is not { } callee) return NativeBoundCall(i, operands);
        string? name = BuiltinName(callee);
        if (name == null && !NativeClasses.IsCallable(callee) || Arguments(i, operands) is not { } args) return null;
        int first = IsMissing(Get(i.B + 1)) ? 2 : 1;
        var seen = new KindSet[args.Count];
        for (int n = 0; n < seen.Length; n++) seen[n] = operands[first + n];
        for (int n = 0; n < seen.Length; n++) args[n] = Narrow(args[n], seen[n]);
        GuardConst(Get(i.B), callee);
        if (callee is PyWrapperDescriptor { Name: "__setattr__" } && args.Count == 3 && SetAttrOfObject(args, seen)) return None();
        return (name == null || Seen.HotExits > 1 ? null : BuiltinCall(name, args, seen)) ?? NativeCall(callee, args, seen);
    }
}

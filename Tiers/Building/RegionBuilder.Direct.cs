using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Knows the functions that have code of their own.</summary>
internal interface ICallTargets
{
    /// <summary>The function's compiled entries, the preferred one first.</summary>
    IEnumerable<CallTarget> Of(PyCode code);
}

/// <summary>Regions that are functions: typed parameters and result, calls from code to code.</summary>
internal sealed partial class RegionBuilder
{
    private readonly ICallTargets targets;

    /// <summary>What becomes of the callers' frames: the interpreter, which has work in the region, may run any code.</summary>
    private FrameUse frameUse;

    private void Uses(FrameUse use)
    {
        if (use > frameUse) frameUse = use;
    }

    /// <summary>The signature for the kinds that were seen at the entry and the returns; null for a generator's function.</summary>
    private static CallTarget? SignatureOf(ProfileNode root, FrameUse frames)
    {
        var code = root.Code;
        if (code.IsGeneratorLike || root.At[0]?.Registers is not { } seen) return null;
        var parameters = new IrType[code.ParamCount];
        for (int k = 0; k < parameters.Length; k++) parameters[k] = TypeOf(seen[k]).Item1;
        IrType? result = null;
        for (int pc = 0; pc < root.At.Length; pc++)
        {
            if (root.At[pc] is not { } p) continue;
            var type = code.Code[pc].Op switch
            {
                Op.Return => p.Operands.Length > 0 ? TypeOf(p.Operands[0]).Item1 : IrType.Val,
                Op.ReturnNone => IrType.Ref,
                _ => IrType.None,
            };
            if (type == IrType.None) continue;
            result = result == null || result == type ? type : IrType.Val;
        }
        return new CallTarget(code, parameters, result ?? IrType.Val, frames);
    }

    private FrameEnv FunctionFrame()
    {
        var root = graph.Entry.Context;
        var function = Parameter(IrType.Ref);
        function.Class = typeof(PyFunction);
        function.NotNull = true;
        var env = new FrameEnv(root) { Function = function };
        for (int k = 0; k < region.Function!.Parameters.Length; k++) env.Registers[k] = Parameter(region.Function.Parameters[k]);
        for (int k = region.Function.Parameters.Length; k < root.Code.ClearEnd; k++) env.Registers[k] = Missing();
        return env;
    }

    private Node Parameter(IrType type)
    {
        var n = new Node(region.NewId(), IrOp.Param, type) { NotNull = true };
        definedIn[n] = null;
        region.Parameters.Add(n);
        return n;
    }

    private void ReturnFrom(CallTarget function, Node v)
    {
        var type = function.Result;
        if (v.Type != type)
        {
            bool fits = type == IrType.Val || v.Type == IrType.Val || type == IrType.Ref && v.Type == IrType.Bool;
            if (!fits)
            {
                // The interpreter returns what the signature can't.
                LeaveAt(point.Pc, "result type");
                return;
            }
            v = v.Type == IrType.Val ? Coerce(v, type, null, Exit, block) : As(v, type);
        }
        // Where a program holds the frame object, the interpreter returns: the object keeps the variables.
        if (function.Frames != FrameUse.None) block.Exit = Exit;
        block.End = EndKind.Return;
        block.Condition = v;
    }

    /// <summary>A call of a Python function or class that has code of its own; null when it hasn't, or not for these arguments.</summary>
    private Node? CallDirect(Instr i, KindSet[] operands)
    {
        var callee = operands[0];
        var keywords = Keywords;
        int count = Inlining.ArgumentCount(point.Context, point.Pc, operands);
        if (count < 0) return null;
        if (callee.Single?.Object is PyType type)
        {
            if (Classes.Construction(type) is not { Function: { } constructor } || ConstructionKinds(type, ArgumentKinds(operands), keywords) is not { } needed || !IsReady(constructor.Code, needed)) return null;
            if (Arguments(i, operands) is not { } passed) return null;
            GuardConst(Get(i.B), type);
            return Construct(i.A, type, passed, ArgumentKinds(operands), keywords);
        }
        if (callee.Code is not { IsGeneratorLike: false } code) return null;
        int defaults = Inlining.CommonDefaults(callee);
        if (CallBinding.Of(code, Math.Max(defaults, 0), count, keywords, KnownFunction(callee, Get(i.B))) is not { } binding) return null;
        var kinds = binding.Kinds(ArgumentKinds(operands), Inlining.DefaultsOf(callee));
        if (!IsReady(code, kinds) || Arguments(i, operands) is not { } args) return null;
        var (function, known) = GuardCallee(i, callee, code);
        return DirectTo(i.A, code, function, Bind(function, known, code, Math.Max(defaults, 0), args, keywords), kinds);
    }

    private bool IsReady(PyCode code, ReadOnlySpan<KindSet> arguments) => Target(code, arguments) != null;

    /// <summary>The entry of a function that takes the kinds of arguments that were seen.</summary>
    private CallTarget? Target(PyCode code, ReadOnlySpan<KindSet> arguments)
    {
        if (region.Function is { } self && self.Code == code && Takes(self, arguments)) return self;
        foreach (var t in targets.Of(code))
            if (Takes(t, arguments)) return t;
        Wanted.Add(code);
        return null;
    }

    /// <summary>What was seen of a call's arguments, self first where there is one.</summary>
    private static ReadOnlySpan<KindSet> ArgumentKinds(KindSet[] operands) => operands.AsSpan(operands[1].Tag == KindTag.Missing ? 2 : 1);

    /// <summary>Functions that the region calls through the interpreter because they have no code of their own yet.</summary>
    public HashSet<PyCode> Wanted { get; } = [];

    /// <param name="instance">Of a constructor: what the call's value is instead of what the function returns.</param>
    private Node? DirectTo(int dst, PyCode code, Node function, List<Node> args, ReadOnlySpan<KindSet> seen, Node? instance = null)
    {
        if (code.ParamCount != args.Count || Target(code, seen) is not { } target) return null;
        var typed = new List<Node>();
        for (int k = 0; k < args.Count; k++)
        {
            var v = k < seen.Length ? Narrow(args[k], seen[k]) : args[k];
            if (v.Type != target.Parameters[k])
            {
                if (v.Type == IrType.Val && target.Parameters[k] is not (IrType.Ref or IrType.Val)) return null;
                if (v.Type is IrType.Int or IrType.Float && target.Parameters[k] != IrType.Val) return null;
                v = As(v, target.Parameters[k]);
            }
            typed.Add(v);
        }
        return CallEntry(dst, target, function, typed, instance);
    }

    /// <summary>Calls an entry with arguments of its parameter types.</summary>
    private Node CallEntry(int dst, CallTarget target, Node function, List<Node> args, Node? instance = null)
    {
        int[]? spilled = null;
        Uses(target.Frames);
        // Inlined frames have records only when they are brought into memory: a traceback's frames must find them.
        if (target.Frames == FrameUse.Looks || target.Frames == FrameUse.Catches && state.Frames.Count > 1)
        {
            state.Fresh.ExceptWith(Exit.Values());
            spilled = Unspilled(Exit);
        }
        var n = Append(new Node(region.NewId(), IrOp.CallDirect, target.Result, [function, .. args]) { Data = target, Exit = Exit, Spilled = spilled });
        KillHeap();
        if (spilled != null) InMemory(Exit);
        var former = Top.Registers[dst];
        Set(dst, instance ?? new Node(region.NewId(), IrOp.Transferred, IrType.Val));
        n.AfterExit = MakeSnapshot(point.Context.Info.Next(point.Pc));
        Top.Registers[dst] = former;
        return n;
    }

    /// <summary>Ends a path on which a call was made: it gave <paramref name="v"/>, or the interpreter does it where that is null.</summary>
    private void FinishCall(int dst, Node? v)
    {
        if (v != null)
        {
            Set(dst, v);
            snapshot = null;
        }
        else InterpretAll();
        CheckValidity();
        GoTo(point.Context, point.Context.Info.Next(point.Pc));
    }

    private static bool Takes(CallTarget target, ReadOnlySpan<KindSet> seen)
    {
        for (int k = 0; k < target.Parameters.Length; k++)
        {
            if (target.Parameters[k] == IrType.Val) continue;
            // Of the new instance nothing is noted yet.
            if (k >= seen.Length || seen[k].Count == 0 ? target.Parameters[k] != IrType.Ref : TypeOf(seen[k]).Item1 != target.Parameters[k]) return false;
        }
        return true;
    }
}

using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Calls with <c>*args</c> and <c>**kwargs</c>: a kernel binds the arguments, or they are known where the tuple was made here.</summary>
internal sealed partial class RegionBuilder
{
    /// <summary>True when the block was ended (a body was entered).</summary>
    private bool CallUnpacked(Instr i)
    {
        var operands = Seen.Operands;
        if (operands.Length == 3 && Inlining.IsUnpacked(operands) && UnpackedArguments(i, operands) is var (tuple, names))
        {
            if (Inlining.CalleeOfUnpacked(point.Context, point.Pc, operands) is { } child && point.To(child, 0) != null)
            {
                EnterUnpacked(i, child, operands[0], tuple, names);
                return true;
            }
            if (CallUnpackedDirect(i, operands[0], tuple, names) is { } r)
            {
                Set(i.A, r);
                snapshot = null;
                return false;
            }
            if (operands[0].Code is { IsGeneratorLike: true } body && body.ParamCount <= MaxNativeArguments)
            {
                var (function, known) = GuardCallee(i, operands[0], body);
                Set(i.A, NewBody(function, body, BindUnpacked(function, known, body, Missing(), tuple, names), false));
                snapshot = null;
                return false;
            }
            if (operands[0].Single?.Object is { } callee and not PyFunction && NativeClasses.IsCallable(callee))
            {
                GuardConst(Get(i.B), callee);
                Set(i.A, NativeKernel(k => k.CallUnpacked, false, Ref(callee), tuple, names));
                return false;
            }
        }
        if (operands.Length == 3 && operands[1].Class == typeof(PyGenerator) && operands[2].Tag == KindTag.Missing)
        {
            // The arguments are computed by it and so can't be computed again: no guard may follow.
            var noNames = GuardConst(Get(i.B + 2), Tags.Missing);
            var args = GuardClass(Get(i.B + 1), typeof(PyGenerator));
            Set(i.A, NativeKernel(k => k.CallIterable, false, Get(i.B), args, noNames));
            return false;
        }
        if (!CallBoundHere(i, operands)) InterpretAll();
        return false;
    }

    /// <summary>
    /// A method that was bound to its object here and may run any code: neither it nor a tuple that is put together here is made, but the frames are in
    /// memory during the call.
    /// </summary>
    private bool CallBoundHere(Instr i, KindSet[] operands)
    {
        if (operands.Length != 3 || operands[1].Class != typeof(PyTuple) || operands[2].Tag != KindTag.Missing) return false;
        if (Get(i.B) is not { Op: IrOp.Call } bound || bound.Data != NativeKernels.BindMethod) return false;
        var rest = GuardClass(Get(i.B + 1), typeof(PyTuple));
        GuardConst(Get(i.B + 2), Tags.Missing);
        var first = Missing();
        if (rest.Op == IrOp.Call && rest.Data == NativeKernels.SpreadTuple[1]) (rest, first) = (rest.Args[0], rest.Args[1]);
        Set(i.B, Missing());
        Set(i.B + 1, Missing());
        snapshot = null;
        Interpret(InterpretKind.Call, [], bound.Args[0], bound.Args[1], As(first, IrType.Val), rest);
        Set(i.A, Append(new Node(region.NewId(), IrOp.Reload, IrType.Val)));
        snapshot = null;
        return true;
    }

    private (Node Tuple, Node Names)? UnpackedArguments(Instr i, KindSet[] operands)
    {
        var tuple = GuardClass(Get(i.B + 1), typeof(PyTuple));
        var names = Get(i.B + 2);
        if (operands[2].Tag == KindTag.Missing) names = GuardConst(names, Tags.Missing);
        else if (IsMissing(names)) return null;
        else names = GuardClass(names, typeof(PyDict));
        return (tuple, names);
    }

    private void EnterUnpacked(Instr i, ProfileNode child, KindSet callee, Node tuple, Node names)
    {
        if (callee.Single?.Object is PyType type)
        {
            var init = Classes.Construction(type)!.Function!;
            GuardConst(Get(i.B), type);
            Types.Add(type);
            var made = NewInstance(type);
            var all = BindUnpacked(Ref(init), init, init.Code, made, tuple, names);
            Set(i.B, made);
            snapshot = null;
            Enter(child, Ref(init), init, all, FrameKind.Init, i.A, i.B);
            return;
        }
        var (function, known) = GuardCallee(i, callee, child.Code);
        Enter(child, function, known, BindUnpacked(function, known, child.Code, Missing(), tuple, names), FrameKind.Call, i.A, 0);
    }

    private (Node Function, PyFunction? Known) GuardCallee(Instr i, KindSet callee, PyCode code)
    {
        var target = Get(i.B);
        var known = KnownFunction(callee, target);
        if (known == null) return (Guard(IrOp.GuardCode, IrType.Ref, target, code, typeof(PyFunction)), null);
        var function = GuardConst(target, known);
        NoteCallee(target, known);
        return (function, known);
    }

    /// <summary>The parameters' values. What is known of the tuple and the dict is taken apart; else C# binds, and raises what is wrong.</summary>
    private List<Node> BindUnpacked(Node function, PyFunction? known, PyCode code, Node self, Node tuple, Node names)
    {
        if (BindParts(function, known, code, self, tuple, names) is { } parameters) return parameters;
        var bound = AsTuple(Kernel(Kernels.BindCall, [function, self, tuple, names]));
        var all = new List<Node>();
        for (int n = 0; n < code.ParamCount; n++) all.Add(n == 0 && !IsMissing(self) ? self : ItemOf(bound, n));
        return all;
    }

    /// <summary>The length of a tuple that was made in the region, or is a constant.</summary>
    private long? LengthOf(Node tuple)
    {
        if (tuple is { Op: IrOp.ConstRef, Data: PyTuple known }) return known.Count;
        return state.Facts.TryGetValue(new FactKey(IrOp.TupleLength, tuple, null, null, 0), out var length) && length.Value.Op == IrOp.ConstInt ? length.Value.Imm : null;
    }

    /// <summary>A call of a function or class that has code of its own, by its preferred entry; null when there is none.</summary>
    private Node? CallUnpackedDirect(Instr i, KindSet callee, Node tuple, Node names)
    {
        if (callee.Single?.Object is PyType type)
        {
            if (Classes.Construction(type) is not { Kind: ConstructionKind.Plain, Function: { Code.IsGeneratorLike: false } init } || !ReturnsNone(init.Code) || PreferredEntry(init.Code) is not { } constructor) return null;
            GuardConst(Get(i.B), type);
            Types.Add(type);
            var made = NewInstance(type);
            var all = AsParameters(constructor, BindUnpacked(Ref(init), init, init.Code, made, tuple, names));
            if (all == null) return null;
            CallEntry(i.A, constructor, Ref(init), all, made);
            return made;
        }
        if (callee.Code is not { IsGeneratorLike: false } code || PreferredEntry(code) is not { } entry) return null;
        var (function, known) = GuardCallee(i, callee, code);
        return AsParameters(entry, BindUnpacked(function, known, code, Missing(), tuple, names)) is { } args ? CallEntry(i.A, entry, function, args) : null;
    }

    private CallTarget? PreferredEntry(PyCode code)
    {
        foreach (var t in Entries(code)) return t;
        Wanted.Add(code);
        return null;
    }

    /// <summary>The values guarded to be of an entry's parameter types; null when one can't be.</summary>
    private List<Node>? AsParameters(CallTarget entry, List<Node> args)
    {
        for (int k = 0; k < args.Count; k++)
            if (args[k].Type != entry.Parameters[k] && args[k].Type != IrType.Val && entry.Parameters[k] != IrType.Val) return null;
        for (int k = 0; k < args.Count; k++)
        {
            if (args[k].Type == entry.Parameters[k]) continue;
            args[k] = entry.Parameters[k] switch
            {
                IrType.Val => As(args[k], IrType.Val),
                IrType.Int => Guard(IrOp.GuardInt, IrType.Int, args[k]),
                IrType.Float => Guard(IrOp.GuardFloat, IrType.Float, args[k]),
                IrType.Bool => Guard(IrOp.GuardBool, IrType.Bool, args[k]),
                _ => Guard(IrOp.GuardRef, IrType.Ref, args[k]),
            };
        }
        return args;
    }
}

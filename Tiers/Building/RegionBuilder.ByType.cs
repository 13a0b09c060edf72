using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Calls whose arguments vary in type: the types choose among the entries that a function has.</summary>
internal sealed partial class RegionBuilder
{
    private const int MaxEntries = 4;

    /// <summary>True when the block was ended: one of the function's entries is called, or the interpreter does the call.</summary>
    private bool CallByType(Instr i, KindSet[] operands)
    {
        var callee = operands[0];
        int count = Inlining.ArgumentCount(point.Context, point.Pc, operands), defaults = Math.Max(Inlining.CommonDefaults(callee), 0);
        if (callee.Code is not { IsGeneratorLike: false, SimpleArgCount: >= 0 } code || count < 0) return false;
        if (CallBinding.Of(code, defaults, count, null, KnownFunction(callee, Get(i.B))) is not { } binding) return false;
        var seen = binding.Kinds(ArgumentKinds(operands), Inlining.DefaultsOf(callee));
        if (EntriesByType(code, seen) is not { Count: > 0 } entries || Arguments(i, operands) is not { } args) return false;
        var (function, known) = GuardCallee(i, callee, code);
        ChooseEntry(i, entries, code, function, Bind(function, known, code, defaults, args, null), seen);
        return true;
    }

    /// <summary>The entries that take some of what was seen, each with the arguments whose types have to be tested.</summary>
    private List<(CallTarget Target, int[] Tested)> EntriesByType(PyCode code, KindSet[] seen)
    {
        var entries = new List<(CallTarget Target, int[] Tested)>();
        foreach (var t in Entries(code))
            if (entries.Count < MaxEntries && Tests(t, seen) is { Length: > 0 } tested) entries.Add((t, tested));
        return entries;
    }

    /// <summary>Calls the entry that takes the arguments; where none does, what has become of the function until then. Ends the block.</summary>
    private void ChooseEntry(Instr i, List<(CallTarget Target, int[] Tested)> entries, PyCode code, Node function, List<Node> args, KindSet[] seen)
    {
        Choose(0);

        void Choose(int k)
        {
            if (k == entries.Count)
            {
                FinishUnready(i, function, args, true);
                return;
            }
            var (target, tested) = entries[k];
            Node? test = null;
            foreach (int n in tested)
            {
                var one = TypeTest(args[n], target.Parameters[n]);
                test = test == null ? one : Append(new Node(region.NewId(), IrOp.AndBool, IrType.Bool, test, one));
            }
            Branch(test!, () => Do(target, tested), () => Choose(k + 1));
        }

        void Do(CallTarget target, int[] tested)
        {
            var kinds = (KindSet[])seen.Clone();
            foreach (int n in tested) kinds[n] = OfType(seen[n], target.Parameters[n]);
            FinishCall(i.A, DirectTo(i.A, code, function, [.. args], kinds));
        }
    }

    private IEnumerable<CallTarget> Entries(PyCode code)
    {
        if (region.Function is { } self && self.Code == code) yield return self;
        foreach (var t in targets.Of(code)) yield return t;
    }

    /// <summary>The arguments whose type has to be tested before the entry can be called; null when it can't be.</summary>
    private static int[]? Tests(CallTarget target, KindSet[] seen)
    {
        var tested = new List<int>();
        for (int n = 0; n < target.Parameters.Length; n++)
        {
            var wanted = target.Parameters[n];
            if (wanted == IrType.Val || TypeOf(seen[n]).Item1 == wanted) continue;
            if (TypeOf(seen[n]).Item1 != IrType.Val || OfType(seen[n], wanted).Count == 0 && !seen[n].Overflowed) return null;
            tested.Add(n);
        }
        return [.. tested];
    }

    private Node TypeTest(Node v, IrType type) => Kernel(type switch
    {
        IrType.Int => Kernels.IsInt,
        IrType.Float => Kernels.IsFloat,
        IrType.Bool => Kernels.IsBool,
        _ => Kernels.IsObject,
    }, [v]);

    /// <summary>The kinds of a representation; some object where none was noted.</summary>
    private static KindSet OfType(KindSet seen, IrType type)
    {
        var set = new KindSet();
        foreach (var k in seen.Kinds)
            if (k.Tag != KindTag.Missing && TypeOf(KindSet.Only(k)).Item1 == type) set.Add(k);
        if (seen.Overflowed)
        {
            // More was met than is known: nothing but the representation.
            set = new KindSet();
            if (type == IrType.Int) set.Add(new Kind(KindTag.Int));
            else if (type == IrType.Float) set.Add(new Kind(KindTag.Float));
            else if (type == IrType.Bool) set.Add(new Kind(KindTag.Bool));
            else
            {
                set.Add(new Kind(KindTag.None));
                set.Add(new Kind(KindTag.Object, typeof(PyObject)));
            }
        }
        return set;
    }
}

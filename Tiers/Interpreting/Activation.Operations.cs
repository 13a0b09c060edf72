using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Cil;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Interpreting;

/// <summary>The table of what each operation does. An entry's result is false when it left the region.</summary>
internal sealed partial class Activation
{
    private static readonly Func<Activation, Node, bool>?[] Table = new Func<Activation, Node, bool>?[Enum.GetValues<IrOp>().Length];

    public static bool Knows(IrOp op) => Table[(int)op] != null;

    static Activation()
    {
        Make(IrOp.LoadRegister, (a, n) => new NodeValue(a.frame[(int)n.Imm]));
        Make(IrOp.ToValue, (a, n) => new NodeValue(a.Get(n.Args[0]).ToValue(n.Args[0].Type)));
        Make(IrOp.IntToFloat, (a, n) => new NodeValue((double)a.Get(n.Args[0]).Bits));
        Make(IrOp.BoolToInt, (a, n) => a.Get(n.Args[0]));
        Make(IrOp.BoolToRef, (a, n) => new NodeValue(Support.BoolRef(a.Get(n.Args[0]).AsBool), 0));
        Make(IrOp.Count, (a, n) =>
        {
            var v = a.Get(n.Args[0]);
            a.Claim(v.Bits is >= 0 and <= 1L << 31, n, $"is a count, not {v.Bits}");
            return v;
        });
        Make(IrOp.Choose, (a, n) => a.Get(a.Get(n.Args[0]).AsBool ? n.Args[1] : n.Args[2]));

        FillGuards();
        FillArithmetic();
        FillMemory();

        Ints(IrOp.LtInt, (x, y) => x < y);
        Ints(IrOp.LeInt, (x, y) => x <= y);
        Ints(IrOp.EqInt, (x, y) => x == y);
        Ints(IrOp.NeInt, (x, y) => x != y);
        Floats(IrOp.LtFloat, (x, y) => x < y);
        Floats(IrOp.LeFloat, (x, y) => x <= y);
        Floats(IrOp.EqFloat, (x, y) => x == y);
        Floats(IrOp.NeFloat, (x, y) => x != y);
        Make(IrOp.NotBool, (a, n) => new NodeValue(!a.Get(n.Args[0]).AsBool));
        Make(IrOp.AndBool, (a, n) => new NodeValue(a.Get(n.Args[0]).AsBool && a.Get(n.Args[1]).AsBool));
        Make(IrOp.OrBool, (a, n) => new NodeValue(a.Get(n.Args[0]).AsBool || a.Get(n.Args[1]).AsBool));
        Make(IrOp.RefEq, (a, n) => new NodeValue(a.Get(n.Args[0]).Ref == a.Get(n.Args[1]).Ref));
        Make(IrOp.ValueIs, (a, n) => new NodeValue(a.Get(n.Args[0]).AsValue.Is(a.Get(n.Args[1]).AsValue)));
        Make(IrOp.IsNone, (a, n) => new NodeValue(a.Get(n.Args[0]).Ref == PyNone.Instance));
        Make(IrOp.IsDone, (a, n) => new NodeValue(a.Get(n.Args[0]).Ref == Tags.Done));

        Do(IrOp.Call, (a, n) => a.CallKernel(n));
        Do(IrOp.CallDirect, (a, n) => a.CallDirect(n));
        Do(IrOp.Interpret, (a, n) => a.Interpret(n));
        Make(IrOp.Reload, (a, n) => new NodeValue(Support.Result(a.t, (int)n.Imm)));
        Make(IrOp.ReloadRegister, (a, n) => new NodeValue(a.frame[(int)n.Imm]));
        Make(IrOp.WasRaised, (a, n) => a.values[a.region.FlagOf((Node)n.Data!)]);
        Guard(IrOp.Poll, (a, n) => !(PyThread.EvalBreaker || !n.IsQuick && a.target.IsInvalid));
    }

    private bool Execute(Node n)
    {
        if (n.CaughtAt != null) values[region.FlagOf(n)] = default;
        if (region.MayFail(n, out int guard) && Support.FailsNow(target, guard)) return Leave(n.Exit!);
        return Table[(int)n.Op]!(this, n);
    }

    private static void Do(IrOp op, Func<Activation, Node, bool> what) => Table[(int)op] = what;

    /// <summary>An operation that only gives a value.</summary>
    private static void Make(IrOp op, Func<Activation, Node, NodeValue> value) => Do(op, (a, n) =>
    {
        a.Set(n, value(a, n));
        return true;
    });

    /// <summary>An operation that leaves by its exit unless something holds.</summary>
    private static void Guard(IrOp op, Func<Activation, Node, bool> holds) => Do(op, (a, n) => holds(a, n) || a.Leave(n.Exit!));

    /// <summary>As <see cref="Guard(IrOp, Func{Activation, Node, bool})"/>, which gives a value of its operand then.</summary>
    private static void Guard(IrOp op, Func<NodeValue, Node, bool> holds, Func<NodeValue, NodeValue> value) => Do(op, (a, n) =>
    {
        var v = a.Get(n.Args[0]);
        if (!holds(v, n)) return a.Leave(n.Exit!);
        a.Set(n, value(v));
        return true;
    });

    private static void Ints(IrOp op, Func<long, long, bool> test) => Make(op, (a, n) => new NodeValue(test(a.Get(n.Args[0]).Bits, a.Get(n.Args[1]).Bits)));

    private static void Floats(IrOp op, Func<double, double, bool> test) => Make(op, (a, n) => new NodeValue(test(a.Get(n.Args[0]).AsFloat, a.Get(n.Args[1]).AsFloat)));
}

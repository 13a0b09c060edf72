using System.Text;
using TieredPy.Runtime.Bytecode;
using TieredPy.Tiers.Intrinsics;

namespace TieredPy.Tiers.Ir.Text;

/// <summary>
/// A region as text: a line a node, blocks with their parameters, exits with the pc they go on at, and at the end the objects that only exits make.
/// Everything that a region says is there, so that <see cref="IrParser"/> makes the same region of it; <c>docs/tier1.md</c> has the grammar.
/// </summary>
internal sealed class IrPrinter
{
    private readonly StringBuilder text = new();
    private readonly IrSymbols symbols;
    private readonly List<Node> virtuals = [];
    private readonly HashSet<Node> listed = [];

    private IrPrinter(IrSymbols symbols) => this.symbols = symbols;

    /// <param name="region">What is printed.</param>
    /// <param name="symbols">Where the names that the text uses are collected; null: they aren't wanted.</param>
    public static string Print(Region region, IrSymbols? symbols = null)
    {
        var p = new IrPrinter(symbols ?? new IrSymbols());
        p.Put(region);
        return p.text.ToString();
    }

    /// <summary>A node as its line in a region's text.</summary>
    public static string Print(Node n)
    {
        var p = new IrPrinter(new IrSymbols());
        p.Line(n);
        return p.text.ToString().Trim();
    }

    /// <summary>A snapshot as it stands in a region's text.</summary>
    public static string Print(Snapshot s)
    {
        var p = new IrPrinter(new IrSymbols());
        p.Put(s);
        return p.text.ToString();
    }

    // ---- regions and blocks

    private void Put(Region region)
    {
        text.Append("region ");
        if (IsPlainTitle(region.Name)) text.Append(region.Name);
        else IrNames.AppendQuoted(text, region.Name, '"');
        text.AppendLine();
        if (region.Function is { } function)
        {
            text.Append("function ");
            Name(function);
            text.Append('(');
            Params(region.Parameters);
            text.Append("): ").Append(function.Result);
            if (function.Frames != FrameUse.None) text.Append(function.Frames == FrameUse.Looks ? " looks" : " catches");
            text.AppendLine();
        }
        if (region.MaxInlineDepth != 0) text.Append("inlines ").Append(region.MaxInlineDepth).AppendLine();
        foreach (var b in region.Blocks)
        {
            text.Append(b).Append('(');
            Params(b.Params);
            text.Append(')');
            if (b.IsLoopHead) text.Append(" loop");
            if (b.LoopDepth > 0) text.Append(" depth ").Append(b.LoopDepth);
            text.AppendLine(":");
            foreach (var n in b.Nodes) Line(n);
            End(b);
        }
        if (virtuals.Count == 0) return;
        text.AppendLine("virtual:");
        for (int k = 0; k < virtuals.Count; k++) Line(virtuals[k]);
    }

    /// <summary>A region's name that stands to the end of its line.</summary>
    private static bool IsPlainTitle(string name) => name.Length > 0 && name[0] != '"' && name.All(c => IrNames.ContinuesName(c) || c is ':' or '-');

    private void Params(List<Node> nodes)
    {
        for (int k = 0; k < nodes.Count; k++)
        {
            if (k > 0) text.Append(", ");
            text.Append(nodes[k]).Append(": ");
            TypeOf(nodes[k]);
        }
    }

    private void End(Block b)
    {
        text.Append("    ");
        switch (b.End)
        {
            case EndKind.Jump:
                text.Append("Jump ");
                Put(b.Then!);
                break;
            case EndKind.Branch:
                text.Append("Branch ");
                Operand(b.Condition!);
                text.Append(' ');
                Put(b.Then!);
                text.Append(' ');
                Put(b.Else!);
                break;
            case EndKind.Return:
                text.Append("Return ");
                Operand(b.Condition!);
                Exit(" exit ", b.Exit);
                break;
            case EndKind.Leave:
                text.Append("Leave ");
                if (b.ExitReason != null) IrNames.Append(text, b.ExitReason);
                else text.Append('-');
                Exit(" exit ", b.Exit);
                break;
            case EndKind.Finish:
                text.Append("Finish ").Append(b.Action);
                break;
            default:
                text.Append("Open");
                break;
        }
        text.AppendLine();
    }

    private void Put(Edge e)
    {
        text.Append(e.Target).Append('(');
        for (int k = 0; k < e.Args.Length; k++)
        {
            if (k > 0) text.Append(", ");
            Operand(e.Args[k]);
        }
        text.Append(')');
    }

    // ---- nodes

    private void Line(Node n)
    {
        text.Append("    ");
        // What another node asks about has a name, too.
        if (n.Type != IrType.None || n.CaughtAt != null)
        {
            text.Append(n).Append(": ");
            TypeOf(n);
            text.Append(" = ");
        }
        text.Append(n.Op);
        if (n.Wraps) text.Append(" wraps");
        if (n.NonNegative) text.Append(" nonnegative");
        if (n.IsQuick) text.Append(" quick");
        if (n.IsOutcome) text.Append(" outcome");
        Names(n);
        foreach (var a in n.Args)
        {
            text.Append(' ');
            Operand(a);
        }
        if (n.Spilled != null) text.Append(" spills(").AppendJoin(' ', n.Spilled).Append(')');
        if (n.CaughtAt is { } h) text.Append(CultureInfo.InvariantCulture, $" caught({h.Start} {h.End} {h.Handler} {h.Reg})");
        Exit(" exit ", n.Exit);
        Exit(" after ", n.AfterExit);
        text.AppendLine();
    }

    private void TypeOf(Node n)
    {
        text.Append(n.Type);
        if (n.Class != null)
        {
            text.Append(':');
            Name(n.Class);
            if (n.AdmitsHeirs) text.Append('+');
        }
        if (n.NotNull && n.Type is IrType.Ref or IrType.Val) text.Append('!');
    }

    /// <summary>What the operation names.</summary>
    private void Names(Node n)
    {
        var names = IrOps.Of(n.Op).Names;
        if (names == Naming.Nothing) return;
        text.Append(' ');
        switch (n.Data)
        {
            case null when names == Naming.Format:
                text.Append((Runtime.Objects.ElementFormat)n.Imm);
                break;
            case null when names == Naming.Number:
                text.Append(n.Imm);
                break;
            case null:
                text.Append('-');
                break;
            case Node asked:
                text.Append(asked);
                break;
            case InterpretInfo work:
                text.Append(work.Kind).Append('(').AppendJoin(' ', work.Results).Append(')');
                if (work.IsRest) text.Append(" rest");
                break;
            case VirtualObject what:
                text.Append(what == VirtualObject.Choice ? "Choice" : what.Kind.ToString());
                if (what.Shape == null) break;
                text.Append(' ');
                Name(what.Shape);
                text.Append('(').AppendJoin(' ', what.Places).Append(')');
                break;
            default:
                if (names == Naming.Object) Object(n.Data);
                else Name(n.Data);
                break;
        }
    }

    private void Operand(Node n)
    {
        switch (n.Op)
        {
            case IrOp.ConstInt: text.Append(n.Imm); break;
            case IrOp.ConstFloat: Float(n); break;
            case IrOp.ConstBool: text.Append(n.Imm != 0 ? "true" : "false"); break;
            case IrOp.ConstRef when n.Data is Runtime.Objects.PyNone: text.Append("None"); break;
            case IrOp.ConstRef: Object(n.Data!); break;
            case IrOp.Transferred: text.Append("transferred"); break;
            default:
                if (n.Op == IrOp.Virtual && listed.Add(n)) virtuals.Add(n);
                text.Append(n);
                break;
        }
    }

    /// <summary>A float as it reads; a NaN of other bits than the usual one by its bits.</summary>
    private void Float(Node n)
    {
        double d = n.AsFloat;
        if (double.IsNaN(d) && n.Imm != BitConverter.DoubleToInt64Bits(double.NaN)) text.Append("0x").Append(n.Imm.ToString("X", CultureInfo.InvariantCulture));
        else text.Append(d.ToString("R", CultureInfo.InvariantCulture));
        text.Append('f');
    }

    /// <summary>An object: a str by its text, others by their names.</summary>
    private void Object(object o)
    {
        if (symbols.LiteralOf(o) is { } literal)
        {
            IrNames.AppendQuoted(text, literal, '"');
            return;
        }
        // Operands may be things of any kind: those that aren't objects say so.
        text.Append('@');
        var kind = Namings.KindOf(o);
        if (kind != Naming.Object) text.Append(kind.ToString().ToLowerInvariant()).Append(':');
        Name(o);
    }

    private void Name(object thing) => IrNames.Append(text, symbols.NameOf(thing));

    // ---- snapshots

    private void Exit(string keyword, Snapshot? s)
    {
        if (s == null) return;
        text.Append(keyword);
        Put(s);
    }

    private void Put(Snapshot s)
    {
        for (int d = 0; d < s.Frames.Length; d++)
        {
            if (d > 0) text.Append('/');
            Put(s.Frames[d], d == 0);
        }
        if (s.Writes.Length > 0)
        {
            text.Append(" writes(");
            for (int k = 0; k < s.Writes.Length; k++)
            {
                if (k > 0) text.Append(' ');
                Name(s.Writes[k].Field);
                text.Append(' ');
                Operand(s.Writes[k].Object);
                text.Append('=');
                Operand(s.Writes[k].Value);
            }
            text.Append(')');
        }
        if (s.IsLoopEntry) text.Append(" entry");
        if (s.IsEnd) text.Append(" end");
        if (s.Origin is not Recording.ProfileNode context || symbols.NameOf(context) is var name && name == symbols.PathOf(s)) return;
        text.Append(" in ");
        IrNames.Append(text, name);
    }

    private void Put(FrameSnapshot f, bool isRoot)
    {
        Name(f.Code);
        text.Append(':').Append(f.Pc);
        if (!isRoot || f.Function != null || f.Generator != null || f.Kind != default || f.Dst != 0 || f.Aux != 0)
        {
            text.Append('(').Append(f.Kind).Append(' ').Append(f.Dst).Append(' ').Append(f.Aux);
            if (f.Function != null)
            {
                text.Append(" of ");
                Operand(f.Function);
            }
            if (f.Generator != null)
            {
                text.Append(" body ");
                Operand(f.Generator);
            }
            text.Append(')');
        }
        text.Append('[');
        if (f.TakesClosure) text.Append("closure");
        for (int k = 0; k < f.Registers.Length; k++)
        {
            if (k > 0 || f.TakesClosure) text.Append(' ');
            text.Append(f.Registers[k].Register).Append('=');
            if (f.Registers[k].Value is { } v) Operand(v);
            else text.Append('-');
        }
        text.Append(']');
    }
}

using System.Text;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Ir;

/// <summary>A region as text: a line a node, blocks with their parameters, exits with the pc they go on at.</summary>
internal static class IrPrinter
{
    public static string Print(Region region)
    {
        var text = new StringBuilder();
        text.Append("region ").AppendLine(region.Name);
        foreach (var b in region.Blocks)
        {
            text.Append(b).Append('(').AppendJoin(", ", b.Params.Select(p => $"{p}: {TypeText(p)}")).Append(')');
            if (b.IsLoopHead) text.Append(" loop");
            if (b.LoopDepth > 0) text.Append(" depth ").Append(b.LoopDepth);
            text.AppendLine(":");
            foreach (var n in b.Nodes) Line(text, n);
            End(text, b);
        }
        return text.ToString();
    }

    /// <summary>A node as its line in a region's text.</summary>
    public static string Print(Node n)
    {
        var text = new StringBuilder();
        Line(text, n);
        return text.ToString().Trim();
    }

    private static void Line(StringBuilder text, Node n)
    {
        text.Append("    ");
        if (n.Type != IrType.None) text.Append(n).Append(": ").Append(TypeText(n)).Append(" = ");
        text.Append(n.Op);
        if (n.Wraps) text.Append(" wraps");
        if (n.NonNegative) text.Append(" nonnegative");
        if (n.IsQuick) text.Append(" quick");
        if (n.Data != null) text.Append(' ').Append(DataText(n.Data));
        if (n.Op is IrOp.LoadRegister or IrOp.LoadSlot or IrOp.StoreSlot or IrOp.Reload) text.Append(' ').Append(n.Imm);
        foreach (var a in n.Args) text.Append(' ').Append(Operand(a));
        if (n.Exit != null) text.Append(" exit ").Append(n.Exit);
        text.AppendLine();
    }

    private static void End(StringBuilder text, Block b)
    {
        text.Append("    ");
        switch (b.End)
        {
            case EndKind.Jump: text.Append("Jump ").Append(EdgeText(b.Then!)); break;
            case EndKind.Branch: text.Append("Branch ").Append(Operand(b.Condition!)).Append(' ').Append(EdgeText(b.Then!)).Append(' ').Append(EdgeText(b.Else!)); break;
            case EndKind.Return: text.Append("Return ").Append(Operand(b.Condition!)); break;
            case EndKind.Leave: text.Append("Leave ").Append(b.ExitReason).Append(" exit ").Append(b.Exit); break;
            case EndKind.Finish: text.Append("Finish ").Append(b.Action); break;
            default: text.Append("open"); break;
        }
        text.AppendLine();
    }

    private static string EdgeText(Edge e) => $"{e.Target}({string.Join(", ", e.Args.Select(Operand))})";

    private static string Operand(Node n) => n.Op switch
    {
        IrOp.ConstInt => n.Imm.ToString(CultureInfo.InvariantCulture),
        IrOp.ConstFloat => n.AsFloat.ToString("R", CultureInfo.InvariantCulture) + "f",
        IrOp.ConstBool => n.Imm != 0 ? "true" : "false",
        IrOp.ConstRef => $"<{DataText(n.Data!)}>",
        _ => n.ToString(),
    };

    private static string TypeText(Node n) => n.Class != null ? $"{n.Type}:{n.Class.Name}" : n.Type.ToString();

    private static string DataText(object data) => data switch
    {
        Type t => t.Name,
        Shape s => $"shape#{s.Id}:{s.Type.Name}",
        System.Reflection.FieldInfo f => $"{f.DeclaringType!.Name}.{f.Name}",
        _ => data.ToString() ?? "",
    };
}

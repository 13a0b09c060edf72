using System.Collections.Generic;
using System.Linq;
using TieredPy.Generator.Model;

namespace TieredPy.Generator.Emit;

/// <summary>
/// Emits the entry points of special methods that a class gets by overriding virtuals. A class from which C# classes may derive also gets a virtual
/// <c>X_Method</c> for each, which derived classes override so that <c>X.__method__(instance)</c> runs X's body and not the most derived one.
/// </summary>
internal sealed class SlotEmitter(CodeWriter w, TypeModel owner)
{
    private static readonly string[] Comparisons = ["Lt", "Le", "Eq", "Ne", "Gt", "Ge"];

    /// <summary>Emits the entry points of one override; returns (dunder, entry point).</summary>
    public IEnumerable<(string Dunder, string Entry)> Emit(SlotOverride slot)
    {
        var made = new List<(string, string)>();
        string target = slot.OwnVirtual ? OwnName(owner.ClassName, slot.Method) : slot.Method;
        for (int i = 0; i < slot.Dunders.Count; i++)
        {
            string dunder = slot.Dunders[i], entry = "S" + Text.Identifier(dunder);
            w.Open($"public static O::Value {entry}({Text.EntryParameters})");
            Body(slot, dunder, target, i);
            w.Close();
            made.Add((dunder, entry));
        }
        w.Line();
        return made;
    }

    /// <summary>Emits, into the class itself, what makes the non-virtual call possible.</summary>
    public static void EmitOwnVirtuals(CodeWriter w, TypeModel owner)
    {
        foreach (var slot in owner.Slots)
        {
            string parameters = string.Join(", ", slot.Parameters.Select(p => $"{p.Type} {p.Name}"));
            string arguments = string.Join(", ", slot.Parameters.Select(p => p.Name));
            if (slot.OwnVirtual)
                w.Line($"private protected virtual {slot.ReturnType} {OwnName(owner.ClassName, slot.Method)}({parameters}) => {slot.Method}({arguments});");
            if (slot.NearestAncestor != null)
                w.Line($"private protected override {slot.ReturnType} {OwnName(slot.NearestAncestor, slot.Method)}({parameters}) => base.{slot.Method}({arguments});");
        }
    }

    private static string OwnName(string className, string method) => $"{className}_{method}";

    private void Body(SlotOverride slot, string dunder, string target, int i)
    {
        switch (slot.Method)
        {
            case "Compare":
                Self(dunder, 1, 1);
                Return(slot, $"self.{target}(O::CmpOp.{Comparisons[i]}, args[1])");
                break;
            case "Call":
                RawSelf(dunder);
                w.Line($"return self.{target}(args.Slice(1), kw);");
                break;
            case "Init":
                RawSelf(dunder);
                w.Line($"self.{target}(args.Slice(1), kw);");
                w.Line("return O::Value.None;");
                break;
            case "GetAttr":
                Self(dunder, 1, 1);
                w.Line($"return A::Results.Attribute(self.{target}(A::Args.AttributeName(args[1])), args);");
                break;
            case "SetAttr":
                Self(dunder, 2, 2);
                w.Line($"self.{target}(A::Args.AttributeName(args[1]), args[2]);");
                w.Line("return O::Value.None;");
                break;
            case "DelAttr":
                Self(dunder, 1, 1);
                w.Line($"self.{target}(A::Args.AttributeName(args[1]));");
                w.Line("return O::Value.None;");
                break;
            case "DescrGet":
                Self(dunder, 1, 2);
                w.Line("A::Args.DescriptorGet(args, out var obj, out var cls);");
                w.Line($"return self.{target}(obj, cls);");
                break;
            case "DescrSet":
                Self(dunder, i == 0 ? 2 : 1, i == 0 ? 2 : 1);
                w.Line($"self.{target}(args[1], {(i == 0 ? "args[2]" : "O::Value.Missing")});");
                w.Line("return O::Value.None;");
                break;
            case "Pow" or "RPow":
                Self(dunder, 1, 2);
                w.Line($"return self.{target}(args[1], args.Length > 2 ? args[2] : O::Value.None);");
                break;
            case "Next":
                Self(dunder, 0, 0);
                w.Line($"return A::Results.Next(self.{target}(), self);");
                break;
            default:
                int n = slot.Parameters.Count;
                Self(dunder, n, n);
                Return(slot, $"self.{target}({string.Join(", ", Enumerable.Range(1, n).Select(k => $"args[{k}]"))})");
                break;
        }
    }

    private void Return(SlotOverride slot, string expression)
    {
        switch (slot.ReturnType)
        {
            case "void":
                w.Line(expression + ";");
                w.Line("return O::Value.None;");
                break;
            case "long" or "int":
                w.Line($"return O::Value.Int({expression});");
                break;
            case "bool":
                w.Line($"return O::Value.Bool({expression});");
                break;
            default:
                w.Line($"return {expression};");
                break;
        }
    }

    private void Self(string dunder, int min, int max)
    {
        string count = min == max ? $"args.Length != {min + 1}" : $"args.Length < {min + 1} || args.Length > {max + 1}";
        w.Line($"if (kw != null || {count}) throw A::ArgErrors.Wrapper({owner.FullName}.TypeObject, {Text.Quote(dunder)}, args, kw, {min}, {max});");
        Cast(dunder);
    }

    private void RawSelf(string dunder)
    {
        w.Line($"if (args.Length <= (kw == null ? 0 : kw.Length)) throw A::ArgErrors.Wrapper({owner.FullName}.TypeObject, {Text.Quote(dunder)}, args, kw, 0, int.MaxValue);");
        Cast(dunder);
    }

    private void Cast(string dunder) =>
        w.Line($"var self = {Text.As("args[0]", owner.FullName)} ?? throw A::ArgErrors.WrongWrapperSelf({owner.FullName}.TypeObject, {Text.Quote(dunder)}, args[0]);");
}

using System.Reflection;
using System.Reflection.Emit;
using System.Text;

namespace TieredPy.Tiers.Caching;

/// <summary>A kept method's CIL as text, in which members have names and not the numbers that differ from assembly to assembly.</summary>
internal static class CilText
{
    private static readonly System.Collections.Generic.Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(o => o.Value);

    /// <param name="number">Of the method, as in <see cref="CodeAssembly.TokenOf"/>.</param>
    public static string Of(ModuleHandle module, int number)
    {
        var method = MethodBase.GetMethodFromHandle(module.ResolveMethodHandle(CodeAssembly.TokenOf(number)))!;
        var body = method.GetMethodBody()!;
        byte[] code = body.GetILAsByteArray()!;
        var text = new StringBuilder();
        text.AppendJoin(", ", method.GetParameters().Select(p => p.ParameterType)).Append(" -> ").Append(((MethodInfo)method).ReturnType).AppendLine();
        foreach (var local in body.LocalVariables) text.Append(local.LocalType).AppendLine(local.IsPinned ? " pinned" : "");
        for (int at = 0; at < code.Length;)
        {
            short value = code[at++];
            if (value == 0xFE) value = (short)(value << 8 | code[at++]);
            var op = OpCodesByValue[value];
            text.Append(op.Name).Append(' ');
            int size = op.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
            if (op.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok or OperandType.InlineSig)
                text.Append(Member(method, op.OperandType, BitConverter.ToInt32(code, at), number));
            else text.Append(Convert.ToHexString(code, at, size));
            text.AppendLine();
            at += size;
        }
        return text.ToString();
    }

    private static string Member(MethodBase method, OperandType kind, int token, int number)
    {
        var module = method.Module;
        // The convention and how many parameters: behind them are numbers of types, as its assembly has them.
        if (kind == OperandType.InlineSig) return Convert.ToHexString(module.ResolveSignature(token), 0, 2);
        var member = module.ResolveMember(token)!;
        // The slots of a method, and itself, bear its number.
        if (member.DeclaringType == method.DeclaringType) return member.Name.Replace(number.ToString(System.Globalization.CultureInfo.InvariantCulture), "", StringComparison.Ordinal);
        return $"{member.DeclaringType}: {member}";
    }
}

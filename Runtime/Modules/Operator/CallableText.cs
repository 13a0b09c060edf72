using System.Text;

namespace TieredPy.Runtime.Modules.Operator;

/// <summary>What the callables that carry arguments have in common: signature and repr.</summary>
internal static class CallableText
{
    /// <summary>The text signature of what takes one operand.</summary>
    public const string OperandSignature = "(obj, /)";

    /// <summary><c>name(args, k=v)</c>; the last of the values belong to the keywords.</summary>
    public static Value Of(PyObject self, string name, ReadOnlySpan<Value> values, PyStr[]? keywords)
    {
        if (!ReprGuard.Enter(self)) return new Value(PyStr.Of($"{name}(...)"));
        try
        {
            var sb = new StringBuilder(name).Append('(');
            int positional = values.Length - (keywords?.Length ?? 0);
            for (int i = 0; i < values.Length; i++)
            {
                if (i > 0) sb.Append(", ");
                if (i >= positional) sb.Append(keywords![i - positional]).Append('=');
                Sequences.AppendRepr(sb, values[i]);
            }
            return Sequences.Text(sb.Append(')'));
        }
        finally
        {
            ReprGuard.Leave(self);
        }
    }
}

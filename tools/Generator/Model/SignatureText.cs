using System.Collections.Generic;

namespace TieredPy.Generator.Model;

/// <summary>Text signatures as Argument Clinic writes them.</summary>
internal static class SignatureText
{
    public static string? Of(Callable call)
    {
        if (call.Signature != null) return call.Signature;
        if (call.Raw) return null;
        string? self = call.Kind switch
        {
            CallKind.Method or CallKind.Wrapper => "$self",
            CallKind.ClassMethod or CallKind.New => "$type",
            CallKind.Function => "$module",
            _ => null,
        };
        return Of(call, self);
    }

    /// <summary>The signature of the type that a <c>__new__</c> makes.</summary>
    public static string? OfType(Callable call) => call.Signature ?? (call.Raw ? null : Of(call, null));

    private static string Of(Callable call, string? self)
    {
        var parts = new List<string>();
        if (self != null) parts.Add(self);
        bool star = false;
        int i = 0;
        foreach (var p in call.Parameters)
        {
            if (p.KeywordOnly && !star)
            {
                parts.Add(call.StarAt >= 0 ? "*" + call.StarName : "*");
                star = true;
            }
            parts.Add(p.Optional ? $"{p.Name}={p.Show}" : p.Name);
            if (++i == call.PositionalOnly) parts.Add("/");
        }
        if (self != null && call.PositionalOnly == 0) parts.Insert(1, "/");
        if (call.StarAt >= 0 && !star) parts.Add("*" + call.StarName);
        if (call.StarKeywords) parts.Add("**kwargs");
        return "(" + string.Join(", ", parts) + ")";
    }
}

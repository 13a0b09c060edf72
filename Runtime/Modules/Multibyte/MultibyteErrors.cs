using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Multibyte;

/// <summary>The argument and the attribute that name an error handler.</summary>
internal static class MultibyteErrors
{
    public const string Doc = "how to treat errors";

    private const string Default = "strict";

    /// <summary>The handler of a call that may do without.</summary>
    public static string Optional(Value errors, string function) => errors.Ref switch
    {
        PyStr s => s.ToString(),
        _ when errors.IsMissingOrNone => Default,
        _ => throw Err.TypeError($"{function}() argument 'errors' must be str or None, not {Ops.TypeName(errors)}"),
    };

    /// <summary>What the attribute is set to.</summary>
    public static string Assigned(Value value)
    {
        if (value.IsMissing) throw Err.AttributeError("cannot delete attribute");
        return value.Ref is PyStr s ? s.ToString() : throw Err.TypeError("errors must be a string");
    }

    /// <summary>A constructor's arguments: errors, after a stream where there is one.</summary>
    public static string Parse(string function, ReadOnlySpan<Value> args, PyStr[]? kw, bool withStream, out Value stream)
    {
        int most = withStream ? 2 : 1, positional = args.Length - (kw?.Length ?? 0);
        stream = Value.Missing;
        if (args.Length > most)
        {
            string kind = positional == 0 ? "keyword " : "";
            throw Err.TypeError($"{function}() takes at most {most} {kind}argument{ArgErrors.Plural(most)} ({args.Length} given)");
        }
        var errors = Value.Missing;
        for (int i = 0; i < positional; i++)
        {
            if (withStream && i == 0) stream = args[i];
            else errors = args[i];
        }
        PyStr? unknown = null;
        for (int i = 0; i < args.Length - positional; i++)
        {
            string name = kw![i].ToString();
            if (name != "errors" && !(withStream && name == "stream"))
            {
                unknown ??= kw[i];
                continue;
            }
            int place = name == "stream" ? 1 : most;
            if (positional >= place) throw Err.TypeError($"argument for {function}() given by name ('{name}') and position ({place})");
            if (name == "stream") stream = args[positional + i];
            else errors = args[positional + i];
        }
        if (withStream && stream.IsMissing) throw Err.TypeError($"{function}() missing required argument 'stream' (pos 1)");
        if (!errors.IsMissing && errors.Ref is not PyStr) throw Err.TypeError($"{function}() argument {most} must be str, not {(errors.IsNone ? "None" : Ops.TypeName(errors))}");
        if (unknown != null) throw Err.TypeError($"{function}() got an unexpected keyword argument '{unknown}'");
        string handler = errors.Ref is PyStr s ? s.ToString() : Default;
        return handler.Contains('\0') ? throw Err.ValueError("embedded null character") : handler;
    }
}

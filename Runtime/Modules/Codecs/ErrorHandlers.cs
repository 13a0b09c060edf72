using TieredPy.Runtime.Text;

namespace TieredPy.Runtime.Modules;

/// <summary>The registry of error handlers (codecs.register_error) and the built-in ones.</summary>
internal static class ErrorHandlers
{
    private static readonly Dictionary<string, Value> Registered = [];

    /// <summary>Names of handlers that codecs do themselves unless they were registered anew.</summary>
    private static readonly string[] BuiltIn = ["strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace", "surrogatepass", "surrogateescape"];

    public static void Register(string name, Value handler)
    {
        CodecRegistry.CheckName(name);
        if (!Ops.Callable(handler)) throw Err.TypeError("handler must be callable");
        lock (Registered) Registered[name] = handler;
    }

    /// <summary>The handler of a name; LookupError when there is none.</summary>
    public static Value Lookup(string name)
    {
        CodecRegistry.CheckName(name);
        lock (Registered)
        {
            if (Registered.TryGetValue(name, out var v)) return v;
        }
        if (Array.IndexOf(BuiltIn, name) >= 0) return Ops.GetAttr(new Value(BuiltinModuleLoader.Create("_codecs")!), name switch
        {
            "strict" => "_strict_errors",
            "ignore" => "_ignore_errors",
            "replace" => "_replace_errors",
            "xmlcharrefreplace" => "_xmlcharrefreplace_errors",
            "backslashreplace" => "_backslashreplace_errors",
            "namereplace" => "_namereplace_errors",
            "surrogatepass" => "_surrogatepass_errors",
            _ => "_surrogateescape_errors",
        });
        throw Err.LookupError($"unknown error handler name '{name}'");
    }

    /// <summary>True when the name's built-in meaning is in force.</summary>
    public static bool IsBuiltIn(string name)
    {
        if (Array.IndexOf(BuiltIn, name) < 0) return false;
        lock (Registered) return !Registered.ContainsKey(name);
    }

    /// <summary>Calls a handler for an encoding error; the replacement is a str or bytes.</summary>
    public static (Value Replacement, int Next) CallEncode(string errors, string encoding, PyStr text, int start, int end, string reason)
    {
        var error = Err.UnicodeEncodeError(encoding, text, start, end, reason);
        if (errors == "strict") throw error;
        var r = Ops.Call(Lookup(errors), new Value(error.Value));
        if (r.Ref is not PyTuple { Count: 2 } t || t[0].Ref is not (PyStr or PyBytes) || !IntOps.IsInt(t[1]))
            throw Err.TypeError("encoding error handler must return (str/bytes, int) tuple");
        return (t[0], Position(t[1], text.Length));
    }

    /// <summary>Calls a handler for a decoding error; it may replace the input.</summary>
    public static (PyStr Replacement, int Next) CallDecode(string errors, string encoding, ref byte[] input, int start, int end, string reason)
    {
        var error = Err.UnicodeDecodeError(encoding, new PyBytes(input), start, end, reason);
        if (errors == "strict") throw error;
        var r = Ops.Call(Lookup(errors), new Value(error.Value));
        if (r.Ref is not PyTuple { Count: 2 } t || t[0].Ref is not PyStr s || !IntOps.IsInt(t[1]))
            throw Err.TypeError("decoding error handler must return (str, int) tuple");
        if (error.Value is PyUnicodeErrorFields { Object: PyBytes changed } && !ReferenceEquals(changed.Data, input)) input = changed.Data;
        return (s, Position(t[1], input.Length));
    }

    private static int Position(Value v, int length)
    {
        long n = Ops.AsLong(v);
        if (n < 0) n += length;
        return n >= 0 && n <= length ? (int)n : throw Err.IndexError($"position {n} from error handler out of bounds");
    }

    /// <summary>The text of xmlcharrefreplace, backslashreplace or namereplace for a run of characters.</summary>
    public static string Escaped(string errors, PyStr text, int start, int end)
    {
        var b = new System.Text.StringBuilder();
        for (int i = start; i < end; i++)
        {
            int c = text[i];
            if (errors == "xmlcharrefreplace") b.Append("&#").Append(c).Append(';');
            else if (errors == "namereplace" && UnicodeNames.Name(c) is { } name) b.Append("\\N{").Append(name).Append('}');
            else if (c < 0x100) b.Append($"\\x{c:x2}");
            else if (c < 0x10000) b.Append($"\\u{c:x4}");
            else b.Append($"\\U{c:x8}");
        }
        return b.ToString();
    }
}

namespace TieredPy.Runtime.Modules;

/// <summary>The codecs that search functions found (codecs.register, codecs.lookup).</summary>
internal static class CodecRegistry
{
    private static readonly Lock Gate = new();
    private static readonly List<Value> SearchFunctions = [];
    private static readonly Dictionary<string, PyTuple> Found = [];
    private static bool loaded;

    public static void Register(Value search)
    {
        if (!Ops.Callable(search)) throw Err.TypeError("argument must be callable");
        lock (Gate) SearchFunctions.Add(search);
    }

    public static void Unregister(Value search)
    {
        lock (Gate)
        {
            SearchFunctions.RemoveAll(f => f.Is(search));
            Found.Clear();
        }
    }

    /// <summary>The CodecInfo of an encoding; LookupError when nobody knows it.</summary>
    public static PyTuple Lookup(string encoding)
    {
        CheckName(encoding);
        string key = Normalize(encoding);
        lock (Gate)
        {
            if (Found.TryGetValue(key, out var known)) return known;
        }
        Load();
        Value[] functions;
        lock (Gate) functions = [.. SearchFunctions];
        foreach (var f in functions)
        {
            var r = Ops.Call(f, new Value(PyStr.Of(key)));
            if (r.IsNone) continue;
            if (r.Ref is not PyTuple { Count: 4 } t) throw Err.TypeError("codec search functions must return 4-tuples");
            lock (Gate) Found[key] = t;
            return t;
        }
        throw Err.LookupError($"unknown encoding: {encoding}");
    }

    /// <summary>The name of a codec or an error handler is a C string in CPython.</summary>
    public static void CheckName(string name)
    {
        foreach (char c in name)
        {
            if (c == '\0') throw Err.ValueError("embedded null character");
            if (char.IsSurrogate(c)) Encodings.Utf8(PyStr.Of(name), "strict");
        }
    }

    /// <summary>Lower case, with one underscore for each run of other characters between ASCII letters, digits and dots.</summary>
    private static string Normalize(string encoding)
    {
        var text = new System.Text.StringBuilder(encoding.Length);
        bool gap = false;
        foreach (char c in encoding)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '.')
            {
                gap = true;
                continue;
            }
            if (gap && text.Length > 0) text.Append('_');
            gap = false;
            text.Append(char.ToLowerInvariant(c));
        }
        return text.ToString();
    }

    /// <summary>As <see cref="Lookup"/>; refuses codecs that don't go between text and bytes.</summary>
    public static PyTuple LookupText(string encoding, string alternative)
    {
        var codec = Lookup(encoding);
        if (codec.Type != PyTuple.TypeObject && Ops.TryGetAttr(new Value(codec), "_is_text_encoding", out var isText) && !Ops.Truth(isText))
            throw Err.LookupError($"'{encoding}' is not a text encoding; use {alternative} to handle arbitrary codecs");
        return codec;
    }

    /// <summary>Calls a codec's encoder (0) or decoder (1); the first item of its result. What it raises gets a note that names the codec.</summary>
    public static Value Call(PyTuple codec, int index, string encoding, Value input, string? errors)
    {
        Value r;
        try
        {
            r = errors == null ? Ops.Call(codec[index], input) : Ops.Call(codec[index], input, new Value(PyStr.Of(errors)));
        }
        catch (PyException e)
        {
            Ops.CallMethod(new Value(e.Value), "add_note", Value.Str($"{(index == 0 ? "encoding" : "decoding")} with '{encoding}' codec failed"));
            throw;
        }
        return r.Ref is PyTuple { Count: 2 } t ? t[0] : throw Err.TypeError($"{(index == 0 ? "encoder" : "decoder")} must return a tuple (object, integer)");
    }

    private static void Load()
    {
        if (loaded) return;
        loaded = true;
        Importing.Importer.Import(PyStr.Intern("encodings"), Value.None, Value.None, 0);
    }
}

namespace TieredPy.Runtime.Modules.Json;

/// <summary>_json.make_encoder: writes Python values as JSON.</summary>
[PyType("_json.Encoder", Doc = "Encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)")]
internal partial class PyJsonEncoder : PyObject
{
    /// <summary>How strs are written: by the module's own functions or by a Python one.</summary>
    private enum Quoting
    {
        Custom,
        Ascii,
        Unicode,
    }

    private Quoting quoting;
    private PyStr keySeparator = PyStr.Empty;
    private PyStr itemSeparator = PyStr.Empty;

    internal PyJsonEncoder(Shape shape) : base(shape) { }

    [PyMember("markers", Doc = "markers")] private Value Markers { get; set; }
    [PyMember("default", Doc = "default")] private Value Default { get; set; }
    [PyMember("encoder", Doc = "encoder")] private Value Encoder { get; set; }
    [PyMember("indent", Doc = "indent")] private Value Indent { get; set; }
    [PyMember("key_separator", Doc = "key_separator")] private Value KeySeparator => new(keySeparator);
    [PyMember("item_separator", Doc = "item_separator")] private Value ItemSeparator => new(itemSeparator);
    [PyMember("sort_keys", Doc = "sort_keys")] private bool SortKeys { get; set; }
    [PyMember("skipkeys", Doc = "skipkeys")] private bool SkipKeys { get; set; }
    private bool AllowNaN { get; set; }

    [PyNew]
    private static Value New(PyType cls, [Kw] Value markers, [Kw] Value @default, [Kw] Value encoder, [Kw] Value indent, [Kw("key_separator")] PyStr keySeparator, [Kw("item_separator")] PyStr itemSeparator, [Kw("sort_keys")] bool sortKeys, [Kw] bool skipkeys, [Kw("allow_nan")] bool allowNaN)
    {
        if (!markers.IsNone && markers.Ref is not PyDict)
            throw Err.TypeError($"make_encoder() argument 1 must be dict or None, not {Ops.TypeName(markers)}");
        var e = Allocate(cls);
        e.Markers = markers;
        e.Default = @default;
        e.Encoder = encoder;
        e.Indent = indent;
        e.keySeparator = keySeparator;
        e.itemSeparator = itemSeparator;
        e.SortKeys = sortKeys;
        e.SkipKeys = skipkeys;
        e.AllowNaN = allowNaN;
        e.quoting = encoder.Ref is PyBuiltinFunction f
            ? f.Name == "encode_basestring_ascii" ? Quoting.Ascii : f.Name == "encode_basestring" ? Quoting.Unicode : Quoting.Custom
            : Quoting.Custom;
        return new Value(e);
    }

    public override Value Call(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (args.Length != 2 || kw is { Length: > 0 }) throw Err.TypeError($"_iterencode() takes exactly 2 arguments ({args.Length} given)");
        var to = PyStrBuilder.ForLong();
        JsonLevel? level = null;
        if (!Indent.IsNone)
        {
            var builder = new PyStrBuilder();
            builder.Append('\n');
            long outer = Ops.AsLong(args[1]);
            for (long i = 0; i < outer; i++) builder.Append(IndentText);
            level = new JsonLevel(builder.ToStr(), IndentText, itemSeparator);
        }
        Write(to, new OpenContainers(), args[0], level, 0);
        return new Value(new PyTuple(new Value(to.Finish())));
    }

    private PyStr IndentText => Indent.Ref as PyStr ?? throw Err.TypeError($"can only concatenate str (not \"{Ops.TypeName(Indent)}\") to str");

    private void Write(PyStrBuilder to, OpenContainers open, Value v, JsonLevel? level, int depth)
    {
        if (v.IsInt)
        {
            AppendInt(to, v.Bits);
            return;
        }
        if (v.IsFloat)
        {
            WriteFloat(to, v, v.AsFloat);
            return;
        }
        if (v.Ref!.GetType() == typeof(PyStr))
        {
            WriteString(to, Unsafe.As<PyStr>(v.Ref));
            return;
        }
        switch (v.Ref)
        {
            case PyNone: to.Append("null"); return;
            case PyBool b: to.Append(b == PyBool.True ? "true" : "false"); return;
            case PyStr s: WriteString(to, s); return;
            case PyInt: to.Append(IntOps.ToString(v)); return;
            case PyFloat: WriteFloat(to, v, Ops.AsDouble(v)); return;
        }
        if (depth > JsonModule.MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw Err.RecursionError("maximum recursion depth exceeded while encoding a JSON object");
        if (v.Ref is PyList or PyTuple)
        {
            WriteList(to, open, v, level, depth + 1);
            return;
        }
        if (v.Ref is PyDict d)
        {
            WriteDict(to, open, d, level, depth + 1);
            return;
        }
        Mark(open, v.Ref!);
        Write(to, open, Ops.Call(Default, v), level, depth + 1);
        Unmark(open);
    }

    private static void AppendInt(PyStrBuilder to, long n)
    {
        Span<char> digits = stackalloc char[20];
        n.TryFormat(digits, out int length, default, System.Globalization.CultureInfo.InvariantCulture);
        to.Append(digits[..length]);
    }

    private void WriteString(PyStrBuilder to, PyStr s)
    {
        if (quoting == Quoting.Custom)
        {
            var encoded = Ops.Call(Encoder, new Value(s));
            to.Append(encoded.Ref as PyStr ?? throw Err.TypeError($"encoder() must return a string, not {Ops.TypeName(encoded)}"));
        }
        else JsonText.AppendQuoted(to, s, quoting == Quoting.Ascii);
    }

    private void WriteFloat(PyStrBuilder to, Value v, double d)
    {
        if (double.IsFinite(d))
        {
            Span<char> text = stackalloc char[32];
            int n = Numbers.FloatFormat.TryRepr(d, text);
            if (n > 0) to.Append(text[..n]);
            else to.Append(Numbers.FloatFormat.Repr(d));
            return;
        }
        if (!AllowNaN) throw Err.ValueError($"Out of range float values are not JSON compliant: {Ops.Repr(v)}");
        to.Append(double.IsNaN(d) ? "NaN" : d > 0 ? "Infinity" : "-Infinity");
    }

    /// <summary>Notes a container as being written; ValueError when it is already.</summary>
    private void Mark(OpenContainers open, PyObject o)
    {
        if (Markers.Ref is PyDict && !open.TryAdd(o)) throw Err.ValueError("Circular reference detected");
    }

    private void Unmark(OpenContainers open)
    {
        if (Markers.Ref is PyDict) open.RemoveLast();
    }

    private void WriteList(PyStrBuilder to, OpenContainers open, Value v, JsonLevel? level, int depth)
    {
        // Python code may change the list while it is written, so its items are asked for one by one.
        var list = v.Ref as PyList;
        var tuple = v.Ref as PyTuple;
        if ((list?.Count ?? tuple!.Count) == 0)
        {
            to.Append("[]");
            return;
        }
        Mark(open, v.Ref!);
        to.Append('[');
        var separator = itemSeparator;
        JsonLevel? inner = null;
        if (level != null)
        {
            inner = level.Inner;
            separator = inner.Separator;
            to.Append(inner.Newline);
        }
        for (int i = 0; ; i++)
        {
            Value item;
            if (list != null)
            {
                if (!list.TryGetFast(i, out item)) break;
            }
            else
            {
                if (i >= tuple!.Count) break;
                item = tuple[i];
            }
            if (i > 0) to.Append(separator);
            Write(to, open, item, inner, depth);
        }
        Unmark(open);
        if (level != null) to.Append(level.Newline);
        to.Append(']');
    }

    private void WriteDict(PyStrBuilder to, OpenContainers open, PyDict dict, JsonLevel? level, int depth)
    {
        if (dict.Count == 0)
        {
            to.Append("{}");
            return;
        }
        Mark(open, dict);
        to.Append('{');
        var separator = itemSeparator;
        JsonLevel? inner = null;
        if (level != null)
        {
            inner = level.Inner;
            separator = inner.Separator;
            to.Append(inner.Newline);
        }
        bool first = true;
        if (SortKeys && JsonSorting.TryGetSorted(dict) is { } sorted)
        {
            foreach (var (_, key, value) in sorted) WriteEntry(to, open, new Value(key), value, separator, inner, depth, ref first);
        }
        else if (SortKeys || dict.GetType() != typeof(PyDict))
        {
            var items = Ops.ToList(Ops.CallMethod(new Value(dict), "items"));
            if (SortKeys) Ops.CallMethod(new Value(items), "sort");
            foreach (var item in items.ToArray())
            {
                if (item.Ref is not PyTuple { Count: 2 } pair) throw Err.ValueError("items must return 2-tuples");
                WriteEntry(to, open, pair[0], pair[1], separator, inner, depth, ref first);
            }
        }
        else
        {
            int at = 0;
            while (dict.Next(ref at, out var key, out var value)) WriteEntry(to, open, key, value, separator, inner, depth, ref first);
        }
        Unmark(open);
        if (level != null) to.Append(level.Newline);
        to.Append('}');
    }

    private void WriteEntry(PyStrBuilder to, OpenContainers open, Value key, Value value, PyStr separator, JsonLevel? inner, int depth, ref bool first)
    {
        PyStr? text = key.Ref as PyStr;
        if (text == null)
        {
            if (key.IsFloat || key.Ref is PyFloat)
            {
                var number = new PyStrBuilder();
                WriteFloat(number, key, Ops.AsDouble(key));
                text = number.ToStr();
            }
            else if (key.IsNone) text = PyStr.Intern("null");
            else if (key.IsTrue) text = PyStr.Intern("true");
            else if (key.IsFalse) text = PyStr.Intern("false");
            else if (IntOps.IsInt(key)) text = new PyStr(IntOps.ToString(key));
            else if (SkipKeys) return;
            else throw Err.TypeError($"keys must be str, int, float, bool or None, not {Ops.TypeName(key)}");
        }
        if (first) first = false;
        else to.Append(separator);
        WriteString(to, text);
        to.Append(keySeparator);
        Write(to, open, value, inner, depth);
    }
}

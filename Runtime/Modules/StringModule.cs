namespace TieredPy.Runtime.Modules;

/// <summary>_string: how string.Formatter reads templates.</summary>
[PyModule("_string", Doc = "string helper module")]
internal static partial class StringModule
{
    [PyFunction("formatter_parser", Doc = "parse the argument as a format string")]
    private static Value FormatterParser(Value s)
    {
        if (s.Ref is not PyStr text) throw Err.TypeError($"expected str, got {Ops.TypeName(s)}");
        return new Value(new PyFormatterIterator(text));
    }

    [PyFunction("formatter_field_name_split", Doc = "split the argument as a field name")]
    private static Value FieldNameSplit(Value s)
    {
        if (s.Ref is not PyStr text) throw Err.TypeError($"expected str, got {Ops.TypeName(s)}");
        var first = FieldName.First(text, out int rest);
        return new Value(new PyTuple([first, new Value(new PyFieldNameIterator(FieldName.Steps(text, rest)))]));
    }
}

/// <summary>What formatter_parser returns: (literal, field, spec, conversion) tuples.</summary>
[PyType("formatteriterator", Subclassable = false, NoConstructor = true)]
internal sealed partial class PyFormatterIterator : PyObject
{
    private readonly PyStr text;
    private FormatTemplate template;

    internal PyFormatterIterator(PyStr text) : base(TypeObject.RootShape)
    {
        this.text = text;
        template = new FormatTemplate(text, 0, text.Length);
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (!template.Next(out var p)) return Value.Done;
        bool field = p.Field != null;
        return new Value(new PyTuple(
        [
            new Value(text.Substring(p.LiteralStart, p.LiteralEnd - p.LiteralStart)),
            field ? new Value(p.Field!) : Value.None,
            field ? new Value(p.Spec!) : Value.None,
            p.Conversion != 0 ? new Value(PyStr.OfCodePoint(p.Conversion)) : Value.None,
        ]));
    }
}

/// <summary>The second part of what formatter_field_name_split returns: (is_attribute, key) tuples.</summary>
[PyType("fieldnameiterator", Subclassable = false, NoConstructor = true)]
internal sealed partial class PyFieldNameIterator : PyObject
{
    private readonly IEnumerator<FieldStep> steps;

    internal PyFieldNameIterator(IEnumerable<FieldStep> steps) : base(TypeObject.RootShape) => this.steps = steps.GetEnumerator();

    public override Value Iter() => new(this);

    public override Value Next() =>
        steps.MoveNext() ? new Value(new PyTuple([Value.Bool(steps.Current.IsAttribute), steps.Current.Key])) : Value.Done;
}

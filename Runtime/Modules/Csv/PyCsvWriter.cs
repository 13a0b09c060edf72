namespace TieredPy.Runtime.Modules.Csv;

/// <summary>csv.writer: writes rows as lines.</summary>
[PyType("_csv.writer", NoConstructor = true, Subclassable = false, Doc = "CSV writer\n\nWriter objects are responsible for generating tabular data\nin CSV format from sequence input.\n")]
internal sealed partial class PyCsvWriter : PyObject
{
    private readonly Value write;
    private readonly PyCsvDialect dialect;

    public PyCsvWriter(Value write, PyCsvDialect dialect) : base(TypeObject.RootShape)
    {
        this.write = write;
        this.dialect = dialect;
    }

    [PyMember("dialect")] private Value Dialect => new(dialect);

    [PyMethod("writerow", RunsPython = true, Doc = "writerow(iterable)\n\nConstruct and write a CSV record from an iterable of fields.  Non-string\nelements will be converted to string.")]
    private Value WriteRow(Value row)
    {
        Value iterator;
        try
        {
            iterator = Ops.Iter(row);
        }
        catch (PyException e) when (e.Is(ExcTypes.TypeError))
        {
            throw CsvModule.Fail($"iterable expected, not {Ops.TypeName(row)}");
        }
        var record = new PyStrBuilder(128);
        var quoting = dialect.Quoting;
        int count = 0;
        bool isNull = false;
        for (var item = Ops.Next(iterator); !item.IsDone; item = Ops.Next(iterator))
        {
            bool quoted = quoting switch
            {
                CsvQuoting.NonNumeric => !IsNumber(item),
                CsvQuoting.All => true,
                CsvQuoting.Strings => item.Ref is PyStr,
                CsvQuoting.NotNull => !item.IsNone,
                _ => false,
            };
            isNull = item.IsNone;
            Append(record, count++, isNull ? null : item.Ref as PyStr ?? Ops.Str(item), quoted, isNull);
        }
        if (count > 0 && record.Length == 0)
        {
            if (quoting == CsvQuoting.None || (isNull && quoting is (CsvQuoting.Strings or CsvQuoting.NotNull)))
                throw CsvModule.Fail("single empty field record must be quoted");
            Append(record, count - 1, null, true, false);
        }
        record.Append(dialect.LineTerminator);
        return Ops.Call(write, new Value(record.ToStr()));
    }

    [PyMethod("writerows", RunsPython = true, Doc = "writerows(iterable of iterables)\n\nConstruct and write a series of iterables to a csv file.  Non-string\nelements will be converted to string.")]
    private void WriteRows(Value rows)
    {
        foreach (var row in Ops.Iterate(rows)) WriteRow(row);
    }

    private static bool IsNumber(Value v) =>
        v.IsInt || v.IsFloat || v.Ref is PyInt or PyFloat or PyComplex || Ops.Has(v, Slot.Index) || Ops.Has(v, Slot.Int) || Ops.Has(v, Slot.Float);

    private void Append(PyStrBuilder record, int index, PyStr? text, bool quoted, bool isNull)
    {
        if (text is not { Length: > 0 } && dialect.Delimiter == ' ' && dialect.SkipInitialSpace)
        {
            if (dialect.Quoting == CsvQuoting.None || (isNull && dialect.Quoting is (CsvQuoting.Strings or CsvQuoting.NotNull)))
                throw CsvModule.Fail("empty field must be quoted if delimiter is a space and skipinitialspace is true");
            quoted = true;
        }
        if (index > 0) record.Append(dialect.Delimiter);
        if (text != null && !quoted) quoted = NeedsQuotes(text);
        if (quoted) record.Append(dialect.QuoteChar);
        for (int i = 0; text != null && i < text.Length; i++)
        {
            int c = text[i];
            if (IsSpecial(c))
            {
                bool escape = false;
                if (dialect.Quoting == CsvQuoting.None) escape = true;
                else if (c == dialect.QuoteChar)
                {
                    if (dialect.DoubleQuote) record.Append(dialect.QuoteChar);
                    else escape = true;
                }
                else if (c == dialect.EscapeChar) escape = true;
                if (escape)
                {
                    if (dialect.EscapeChar == PyCsvDialect.NotSet) throw CsvModule.Fail("need to escape, but no escapechar set");
                    record.Append(dialect.EscapeChar);
                }
            }
            record.Append(c);
        }
        if (quoted) record.Append(dialect.QuoteChar);
    }

    /// <summary>True when a field must be quoted for what it contains.</summary>
    private bool NeedsQuotes(PyStr text)
    {
        if (dialect.Quoting == CsvQuoting.None) return false;
        for (int i = 0; i < text.Length; i++)
        {
            int c = text[i];
            if (IsSpecial(c) && !(c == dialect.QuoteChar ? !dialect.DoubleQuote : c == dialect.EscapeChar)) return true;
        }
        return false;
    }

    private bool IsSpecial(int c) =>
        c == dialect.Delimiter || c == dialect.EscapeChar || c == dialect.QuoteChar || c is '\n' or '\r' || dialect.EndsLine(c);
}

using System.Buffers;

namespace TieredPy.Runtime.Modules.Csv;

/// <summary>csv.reader: makes lists of fields of lines.</summary>
[PyType("_csv.reader", NoConstructor = true, Subclassable = false, Doc = "CSV reader\n\nReader objects are responsible for reading and parsing tabular data\nin CSV format.\n")]
internal sealed partial class PyCsvReader : PyObject
{
    private enum State
    {
        StartRecord,
        StartField,
        Escaped,
        InField,
        InQuoted,
        EscapeInQuoted,
        QuoteInQuoted,
        EatLineEnd,
        AfterEscapedLineEnd,
    }

    /// <summary>What is processed as the end of each line.</summary>
    private const int EndOfLine = -2;

    private readonly Value lines;
    private readonly PyCsvDialect dialect;
    private readonly SearchValues<char> special;
    private readonly PyStrBuilder field = new(64);
    private List<Value> fields = [];
    private State state;
    private bool unquoted = true;

    public PyCsvReader(Value lines, PyCsvDialect dialect) : base(TypeObject.RootShape)
    {
        this.lines = lines;
        this.dialect = dialect;
        Span<char> chars = ['\r', '\n', '\r', '\r', '\r'];
        if (dialect.Delimiter is >= 0 and < 0x10000) chars[2] = (char)dialect.Delimiter;
        if (dialect.QuoteChar is >= 0 and < 0x10000) chars[3] = (char)dialect.QuoteChar;
        if (dialect.EscapeChar is >= 0 and < 0x10000) chars[4] = (char)dialect.EscapeChar;
        special = SearchValues.Create(chars);
    }

    [PyMember("dialect")] private Value Dialect => new(dialect);
    [PyMember("line_num")] private long LineNumber { get; set; }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        fields = [];
        field.Clear();
        state = State.StartRecord;
        unquoted = true;
        do
        {
            var line = Ops.Next(lines);
            if (line.IsDone)
            {
                if (field.Length == 0 && state != State.InQuoted) return Value.Done;
                if (dialect.Strict) throw CsvModule.Fail("unexpected end of data");
                SaveField();
                break;
            }
            if (line.Ref is not PyStr s)
                throw CsvModule.Fail($"iterator should return strings, not {Ops.TypeName(line)} (the file should be opened in text mode)");
            LineNumber++;
            if (s.IsWide)
            {
                foreach (int c in s.WideSpan) Process(c);
            }
            else ProcessChars(s.Span);
            Process(EndOfLine);
        }
        while (state != State.StartRecord);
        return new Value(new PyList(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(fields)));
    }

    private void ProcessChars(ReadOnlySpan<char> chars)
    {
        while (!chars.IsEmpty)
        {
            if (state is State.InField or State.InQuoted)
            {
                int plain = chars.IndexOfAny(special);
                if (plain < 0) plain = chars.Length;
                if (plain > 0)
                {
                    if (field.Length + plain > CsvModule.FieldLimit) throw TooLong();
                    field.Append(chars[..plain]);
                    chars = chars[plain..];
                    continue;
                }
            }
            Process(chars[0]);
            chars = chars[1..];
        }
    }

    private static PyException TooLong() => CsvModule.Fail($"field larger than field limit ({CsvModule.FieldLimit})");

    private void Add(int c)
    {
        if (field.Length >= CsvModule.FieldLimit) throw TooLong();
        field.Append(c);
    }

    private void SaveField()
    {
        var quoting = dialect.Quoting;
        if (unquoted && field.Length == 0 && quoting is (CsvQuoting.NotNull or CsvQuoting.Strings)) fields.Add(Value.None);
        else
        {
            var text = new Value(field.ToStr());
            bool number = unquoted && field.Length > 0 && quoting is (CsvQuoting.NonNumeric or CsvQuoting.Strings);
            fields.Add(number ? Ops.Call(new Value(PyFloat.TypeObject), text) : text);
        }
        field.Clear();
        unquoted = true;
    }

    private void EndField(int c)
    {
        SaveField();
        state = c == EndOfLine ? State.StartRecord : State.EatLineEnd;
    }

    private void Process(int c)
    {
        switch (state)
        {
            case State.StartRecord:
                if (c == EndOfLine) break;
                if (c is '\n' or '\r')
                {
                    state = State.EatLineEnd;
                    break;
                }
                state = State.StartField;
                goto case State.StartField;

            case State.StartField:
                if (c is '\n' or '\r' or EndOfLine) EndField(c);
                else if (c == dialect.QuoteChar && dialect.Quoting != CsvQuoting.None)
                {
                    unquoted = false;
                    state = State.InQuoted;
                }
                else if (c == dialect.EscapeChar) state = State.Escaped;
                else if (c == ' ' && dialect.SkipInitialSpace) break;
                else if (c == dialect.Delimiter) SaveField();
                else
                {
                    Add(c);
                    state = State.InField;
                }
                break;

            case State.Escaped:
                if (c is '\n' or '\r')
                {
                    Add(c);
                    state = State.AfterEscapedLineEnd;
                    break;
                }
                Add(c == EndOfLine ? '\n' : c);
                state = State.InField;
                break;

            case State.AfterEscapedLineEnd:
                if (c == EndOfLine) break;
                goto case State.InField;

            case State.InField:
                if (c is '\n' or '\r' or EndOfLine) EndField(c);
                else if (c == dialect.EscapeChar) state = State.Escaped;
                else if (c == dialect.Delimiter)
                {
                    SaveField();
                    state = State.StartField;
                }
                else Add(c);
                break;

            case State.InQuoted:
                if (c == EndOfLine) break;
                if (c == dialect.EscapeChar) state = State.EscapeInQuoted;
                else if (c == dialect.QuoteChar && dialect.Quoting != CsvQuoting.None)
                    state = dialect.DoubleQuote ? State.QuoteInQuoted : State.InField;
                else Add(c);
                break;

            case State.EscapeInQuoted:
                Add(c == EndOfLine ? '\n' : c);
                state = State.InQuoted;
                break;

            case State.QuoteInQuoted:
                if (dialect.Quoting != CsvQuoting.None && c == dialect.QuoteChar)
                {
                    Add(c);
                    state = State.InQuoted;
                }
                else if (c == dialect.Delimiter)
                {
                    SaveField();
                    state = State.StartField;
                }
                else if (c is '\n' or '\r' or EndOfLine) EndField(c);
                else if (!dialect.Strict)
                {
                    Add(c);
                    state = State.InField;
                }
                else throw CsvModule.Fail($"'{PyStr.OfCodePoint(dialect.Delimiter)}' expected after '{PyStr.OfCodePoint(dialect.QuoteChar)}'");
                break;

            case State.EatLineEnd:
                if (c is '\n' or '\r') break;
                if (c != EndOfLine) throw CsvModule.Fail("new-line character seen in unquoted field - do you need to open the file with newline=''?");
                state = State.StartRecord;
                break;
        }
    }
}

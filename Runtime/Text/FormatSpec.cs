using System.Globalization;

namespace TieredPy.Runtime.Text;

/// <summary>Which Python exception a failed formatting is.</summary>
internal enum FormatErrorKind
{
    None,
    ValueError,
    OverflowError,
}

/// <summary>Why formatting failed.</summary>
internal readonly record struct FormatError(FormatErrorKind Kind, string Message)
{
    public static FormatError Value(string message) => new(FormatErrorKind.ValueError, message);
}

/// <summary>
/// A parsed format specification: [[fill]align][sign][z][#][0][width][grouping][.precision][type] (the standard library's reference,
/// "Format specification mini-language").
/// </summary>
internal struct FormatSpec
{
    public int Fill = ' ';

    /// <summary>One of &lt; &gt; = ^.</summary>
    public char Align;

    /// <summary>One of + - space, or NUL.</summary>
    public char Sign;
    public bool NoNegativeZero;
    public bool Alternate;

    /// <summary>-1 when not given.</summary>
    public long Width = -1;

    /// <summary>A comma, an underscore, or NUL.</summary>
    public char Grouping;

    /// <summary>-1 when not given.</summary>
    public long Precision = -1;

    /// <summary>The presentation type, or NUL.</summary>
    public int Type;

    public FormatSpec()
    {
    }

    /// <summary>Parses a specification; the type's name is for messages.</summary>
    public static bool TryParse(
        TextValue text, string typeName, char defaultType, char defaultAlign, out FormatSpec spec, out FormatError error)
    {
        error = default;
        spec = new FormatSpec { Align = defaultAlign, Type = defaultType };
        int at = 0, end = text.Length;
        bool fillGiven = false, alignGiven = false;
        if (end >= 2 && IsAlign(text[1]))
        {
            spec.Fill = text[0];
            spec.Align = (char)text[1];
            fillGiven = alignGiven = true;
            at = 2;
        }
        else if (end >= 1 && IsAlign(text[0]))
        {
            spec.Align = (char)text[0];
            alignGiven = true;
            at = 1;
        }
        if (at < end && text[at] is ' ' or '+' or '-')
            spec.Sign = (char)text[at++];
        if (at < end && text[at] == 'z')
        {
            spec.NoNegativeZero = true;
            at++;
        }
        if (at < end && text[at] == '#')
        {
            spec.Alternate = true;
            at++;
        }
        if (!fillGiven && at < end && text[at] == '0')
        {
            spec.Fill = '0';
            if (!alignGiven && defaultAlign == '>')
                spec.Align = '=';
            at++;
        }
        if (!TryReadInteger(text, ref at, out spec.Width, ref error))
            return false;
        if (at < end && text[at] == ',')
        {
            spec.Grouping = ',';
            at++;
        }
        if (at < end && text[at] == '_')
        {
            if (spec.Grouping != '\0')
                return Fail("Cannot specify both ',' and '_'.", out error);
            spec.Grouping = '_';
            at++;
        }
        if (at < end && text[at] == ',' && spec.Grouping == '_')
            return Fail("Cannot specify both ',' and '_'.", out error);
        if (at < end && text[at] == '.')
        {
            at++;
            if (!TryReadInteger(text, ref at, out spec.Precision, ref error))
                return false;
            if (spec.Precision < 0)
                return Fail("Format specifier missing precision", out error);
        }
        if (end - at > 1)
            return Fail($"Invalid format specifier '{text.ToUtf16()}' for object of type '{typeName}'", out error);
        if (end - at == 1)
            spec.Type = text[at];

        if (spec.Grouping != '\0')
        {
            var allowed = spec.Type is 'd' or 'e' or 'f' or 'g' or 'E' or 'G' or '%' or 'F' or '\0'
                || spec.Grouping == '_' && spec.Type is 'b' or 'o' or 'x' or 'X' && spec.Grouping == '_';
            if (!allowed)
                return Fail($"Cannot specify '{spec.Grouping}' with '{Show(spec.Type, 33)}'.", out error);
        }
        return true;
    }

    /// <summary>"Unknown format code ..."</summary>
    public static FormatError UnknownType(int type, string typeName) =>
        FormatError.Value($"Unknown format code '{Show(type, 33)}' for object of type '{typeName}'");

    private static string Show(int c, int least) =>
        c >= least && c < 128 ? ((char)c).ToString() : "\\x" + c.ToString("x", CultureInfo.InvariantCulture);

    private static bool IsAlign(int c) => c is '<' or '>' or '=' or '^';

    private static bool Fail(string message, out FormatError error)
    {
        error = FormatError.Value(message);
        return false;
    }

    /// <summary>Reads decimal digits of any script; -1 when there are none.</summary>
    private static bool TryReadInteger(TextValue text, ref int at, out long value, ref FormatError error)
    {
        value = -1;
        for (; at < text.Length; at++)
        {
            var digit = UnicodeInfo.DecimalValue(text[at]);
            if (digit < 0)
                break;
            value = Math.Max(0, value);
            if (value > (long.MaxValue - digit) / 10)
                return Fail("Too many decimal digits in format string", out error);
            value = value * 10 + digit;
        }
        return true;
    }
}

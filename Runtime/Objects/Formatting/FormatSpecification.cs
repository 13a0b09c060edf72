namespace TieredPy.Runtime.Objects;

/// <summary>A parsed format specification: <c>[[fill]align][sign][z][#][0][width][grouping][.precision][type]</c> (library reference, "Format Specification Mini-Language").</summary>
internal struct FormatSpecification
{
    public int Fill;
    public char Align;
    public char Sign;
    public bool NoNegativeZero;
    public bool Alternate;
    public bool ZeroPadded;

    /// <summary>-1 when not given.</summary>
    public int Width;

    /// <summary>NUL, ',' or '_'.</summary>
    public char Grouping;

    /// <summary>-1 when not given.</summary>
    public int Precision;

    /// <summary>The presentation type as given or the default.</summary>
    public int Type;

    /// <summary>Reads a specification for a value of the named type.</summary>
    public static FormatSpecification Parse(PyStr spec, string typeName, char defaultType, char defaultAlign)
    {
        var f = new FormatSpecification { Fill = ' ', Align = defaultAlign, Width = -1, Precision = -1, Type = defaultType };
        int i = 0, n = spec.Length;
        bool fillGiven = false, alignGiven = false;
        if (n >= 2 && IsAlign(spec[1]))
        {
            f.Align = (char)spec[1];
            f.Fill = spec[0];
            fillGiven = alignGiven = true;
            i = 2;
        }
        else if (n >= 1 && IsAlign(spec[0]))
        {
            f.Align = (char)spec[0];
            alignGiven = true;
            i = 1;
        }
        if (i < n && spec[i] is ' ' or '+' or '-') f.Sign = (char)spec[i++];
        if (i < n && spec[i] == 'z')
        {
            f.NoNegativeZero = true;
            i++;
        }
        if (i < n && spec[i] == '#')
        {
            f.Alternate = true;
            i++;
        }
        if (!fillGiven && i < n && spec[i] == '0')
        {
            f.Fill = '0';
            f.ZeroPadded = true;
            if (!alignGiven && defaultAlign == '>') f.Align = '=';
            i++;
        }
        f.Width = Number(spec, ref i);
        if (f.Width > PyStr.MaxLength) throw Err.MemoryError();
        if (i < n && spec[i] == ',')
        {
            f.Grouping = ',';
            i++;
        }
        if (i < n && spec[i] == '_')
        {
            if (f.Grouping != '\0') throw Err.ValueError("Cannot specify both ',' and '_'.");
            f.Grouping = '_';
            i++;
        }
        if (i < n && spec[i] == ',' && f.Grouping == '_') throw Err.ValueError("Cannot specify both ',' and '_'.");
        if (i < n && spec[i] == '.')
        {
            i++;
            f.Precision = Number(spec, ref i);
            if (f.Precision < 0) throw Err.ValueError("Format specifier missing precision");
        }
        if (n - i > 1) throw Err.ValueError($"Invalid format specifier '{spec}' for object of type '{typeName}'");
        if (n - i == 1) f.Type = spec[i];
        if (f.Grouping != '\0') f.CheckGrouping();
        return f;
    }

    private readonly void CheckGrouping()
    {
        switch (Type)
        {
            case 'd' or 'e' or 'f' or 'g' or 'E' or 'G' or '%' or 'F' or '\0':
                return;
            case 'b' or 'o' or 'x' or 'X' when Grouping == '_':
                return;
            case > 32 and < 128:
                throw Err.ValueError($"Cannot specify '{Grouping}' with '{(char)Type}'.");
            default:
                throw Err.ValueError($"Cannot specify '{Grouping}' with '\\x{Type:x}'.");
        }
    }

    private static bool IsAlign(int c) => c is '<' or '>' or '=' or '^';

    /// <summary>Digits as a number; -1 when there are none.</summary>
    private static int Number(PyStr spec, ref int i)
    {
        long value = -1;
        for (; i < spec.Length; i++)
        {
            int digit = spec[i] < 128 ? spec[i] is >= '0' and <= '9' ? spec[i] - '0' : -1 : Text.UnicodeInfo.DecimalValue(spec[i]);
            if (digit < 0) break;
            value = Math.Max(value, 0);
            if (value > (long.MaxValue - digit) / 10) throw Err.ValueError("Too many decimal digits in format string");
            value = value * 10 + digit;
        }
        return (int)Math.Min(value, int.MaxValue);
    }
}

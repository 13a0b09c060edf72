namespace TieredPy.Runtime.Objects;

/// <summary>One literal of a <c>str.format</c> template and the replacement field after it.</summary>
internal readonly record struct FormatPiece(int LiteralStart, int LiteralEnd, PyStr? Field, PyStr? Spec, int Conversion, bool SpecHasFields);

/// <summary>Cuts a <c>str.format</c> template into pieces (PEP 3101).</summary>
internal struct FormatTemplate(PyStr text, int start, int end)
{
    private int at = start;

    /// <summary>The next piece; false at the end.</summary>
    public bool Next(out FormatPiece piece)
    {
        piece = default;
        if (at >= end) return false;
        int from = at;
        bool escaped = false, field = false;
        int c = 0;
        while (at < end)
        {
            c = text[at++];
            if (c is '{' or '}')
            {
                field = true;
                break;
            }
        }
        bool atEnd = at >= end;
        int literalEnd = at;
        if (field)
        {
            if (c == '}' && (atEnd || text[at] != '}')) throw Err.ValueError("Single '}' encountered in format string");
            if (atEnd && c == '{') throw Err.ValueError("Single '{' encountered in format string");
            if (!atEnd)
            {
                if (text[at] == c)
                {
                    // A doubled brace: the literal ends with one.
                    at++;
                    escaped = true;
                }
                else literalEnd--;
            }
        }
        if (!field || escaped)
        {
            piece = new FormatPiece(from, literalEnd, null, null, 0, false);
            return true;
        }
        piece = ReadField(from, literalEnd);
        return true;
    }

    private FormatPiece ReadField(int literalStart, int literalEnd)
    {
        int from = at, c = 0, brackets = 0;
        bool found = false;
        while (at < end)
        {
            c = text[at++];
            if (c == '[') brackets = 1;
            else if (c == ']') brackets = 0;
            else if (c == '{' && brackets == 0) throw Err.ValueError("unexpected '{' in field name");
            else if (c is '}' or ':' or '!' && brackets == 0)
            {
                found = true;
                break;
            }
        }
        var name = text.Substring(from, at - from - (found ? 1 : 0));
        if (!found) throw Err.ValueError("expected '}' before end of string");
        if (c == '}') return new FormatPiece(literalStart, literalEnd, name, PyStr.Empty, 0, false);
        int conversion = 0;
        if (c == '!')
        {
            if (at >= end) throw Err.ValueError("end of string while looking for conversion specifier");
            conversion = text[at++];
            if (at < end)
            {
                c = text[at++];
                if (c == '}') return new FormatPiece(literalStart, literalEnd, name, PyStr.Empty, conversion, false);
                if (c != ':') throw Err.ValueError("expected ':' after conversion specifier");
            }
        }
        int specFrom = at, depth = 1;
        bool nested = false;
        while (at < end)
        {
            c = text[at++];
            if (c == '{')
            {
                nested = true;
                depth++;
            }
            else if (c == '}' && --depth == 0) return new FormatPiece(literalStart, literalEnd, name, text.Substring(specFrom, at - 1 - specFrom), conversion, nested);
        }
        throw Err.ValueError("unmatched '{' in format spec");
    }
}

/// <summary>One step of a field name: <c>.attribute</c> or <c>[item]</c>.</summary>
internal readonly record struct FieldStep(bool IsAttribute, Value Key);

/// <summary>A replacement field's name: the argument, then attributes and items.</summary>
internal static class FieldName
{
    /// <summary>The first part: an int for a position, a str otherwise; and where the rest starts.</summary>
    public static Value First(PyStr field, out int rest)
    {
        rest = 0;
        while (rest < field.Length && field[rest] is not ('.' or '[')) rest++;
        long index = Index(field, 0, rest);
        return index >= 0 ? Value.Int(index) : new Value(field.Substring(0, rest));
    }

    /// <summary>The steps after the first part.</summary>
    public static IEnumerable<FieldStep> Steps(PyStr field, int at)
    {
        while (at < field.Length)
        {
            int c = field[at++];
            int from = at;
            bool attribute = c == '.';
            if (attribute)
            {
                while (at < field.Length && field[at] is not ('.' or '[')) at++;
            }
            else if (c == '[')
            {
                while (at < field.Length && field[at] != ']') at++;
                if (at >= field.Length) throw Err.ValueError("Missing ']' in format string");
            }
            else throw Err.ValueError("Only '.' or '[' may follow ']' in format field specifier");
            if (at == from) throw Err.ValueError("Empty attribute in format string");
            long index = attribute ? -1 : Index(field, from, at);
            var key = index >= 0 ? Value.Int(index) : new Value(field.Substring(from, at - from));
            if (!attribute) at++;
            yield return new FieldStep(attribute, key);
        }
    }

    private static long Index(PyStr s, int from, int to)
    {
        if (from == to) return -1;
        long n = 0;
        for (int i = from; i < to; i++)
        {
            int digit = s[i] < 128 ? s[i] is >= '0' and <= '9' ? s[i] - '0' : -1 : Text.UnicodeInfo.DecimalValue(s[i]);
            if (digit < 0) return -1;
            if (n > (long.MaxValue - digit) / 10) throw Err.ValueError("Too many decimal digits in format string");
            n = n * 10 + digit;
        }
        return n;
    }
}

/// <summary><c>str.format</c> and <c>str.format_map</c>.</summary>
internal sealed class StrFormatter(PyTuple? args, Value kwargs)
{
    private const int MaxNesting = 2;
    private int nextAuto;
    private bool automatic, manual;

    public PyStr Run(PyStr template) => Run(template, MaxNesting);

    private PyStr Run(PyStr template, int depth)
    {
        if (depth == 0) throw Err.ValueError("Max string recursion exceeded");
        var b = new PyStrBuilder(template.Length + 16);
        var pieces = new FormatTemplate(template, 0, template.Length);
        while (pieces.Next(out var p))
        {
            b.Append(template, p.LiteralStart, p.LiteralEnd);
            if (p.Field == null) continue;
            var v = Resolve(p.Field);
            if (v.IsInt && p.Conversion == 0 && p.Spec!.Length == 0)
            {
                b.Append(v.Bits);
                continue;
            }
            if (p.Conversion != 0) v = Convert(v, p.Conversion);
            var spec = p.SpecHasFields ? Run(p.Spec!, depth - 1) : p.Spec!;
            b.Append(Ops.Format(v, spec));
        }
        return b.ToStr();
    }

    private Value Resolve(PyStr field)
    {
        var first = FieldName.First(field, out int rest);
        bool unnamed = rest == 0;
        if (unnamed || first.IsInt)
        {
            if (unnamed ? manual : automatic)
                throw Err.ValueError(unnamed ? "cannot switch from manual field specification to automatic field numbering"
                    : "cannot switch from automatic field numbering to manual field specification");
            automatic |= unnamed;
            manual |= !unnamed;
            if (unnamed) first = Value.Int(nextAuto++);
        }
        Value v;
        if (first.IsInt)
        {
            if (args == null) throw Err.ValueError("Format string contains positional fields");
            if (first.Bits >= args.Count) throw Err.IndexError($"Replacement index {first.Bits} out of range for positional args tuple");
            v = args[(int)first.Bits];
        }
        else if (kwargs.IsMissing) throw Err.KeyError(first);
        else v = Ops.GetItem(kwargs, first);
        foreach (var step in FieldName.Steps(field, rest))
            v = step.IsAttribute ? Ops.GetAttr(v, (PyStr)step.Key.Ref!) : Ops.GetItem(v, step.Key);
        return v;
    }

    private static Value Convert(Value v, int conversion) => conversion switch
    {
        'r' => new Value(Ops.Repr(v)),
        's' => new Value(Ops.Str(v)),
        'a' => new Value(Ops.Ascii(v)),
        > 32 and < 127 => throw Err.ValueError($"Unknown conversion specifier {(char)conversion}"),
        _ => throw Err.ValueError($"Unknown conversion specifier \\x{conversion:x}"),
    };
}

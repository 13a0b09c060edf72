using System.Globalization;
using System.Numerics;
using System.Text;

namespace TieredPy.Runtime.Syntax;

/// <summary>A tree as text in the form of <c>ast.dump</c>, to compare with CPython's.</summary>
internal sealed class AstDump
{
    private readonly StringBuilder _out = new();
    private readonly bool _attributes;

    private AstDump(bool attributes) => _attributes = attributes;

    public static string Dump(Node node, bool includeAttributes = false)
    {
        var dump = new AstDump(includeAttributes);
        dump.Write(node);
        return dump._out.ToString();
    }

    private void Write(Node node)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        var type = node.GetType();
        _out.Append(TypeName(type)).Append('(');
        var first = true;
        foreach (var property in Fields(type))
        {
            var value = property.GetValue(node);
            var name = FieldName(node, property.Name);
            if (Omitted(node, name, value))
                continue;
            Separate(ref first);
            _out.Append(name).Append('=');
            WriteField(node, name, value);
        }
        if (_attributes && HasPlace(node))
        {
            Separate(ref first);
            _out.Append(CultureInfo.InvariantCulture, $"lineno={node.Line}, col_offset={node.Col}, end_lineno={node.EndLine}, end_col_offset={node.EndCol}");
        }
        _out.Append(')');
    }

    private static readonly Dictionary<Type, System.Reflection.PropertyInfo[]> FieldsOf = [];

    private static System.Reflection.PropertyInfo[] Fields(Type type)
    {
        lock (FieldsOf)
        {
            if (!FieldsOf.TryGetValue(type, out var fields))
                FieldsOf[type] = fields = [.. type.GetProperties().Where(property => property.DeclaringType == type)];
            return fields;
        }
    }

    private void Separate(ref bool first)
    {
        if (!first)
            _out.Append(", ");
        first = false;
    }

    private static bool HasPlace(Node node) => node is not (Mod or Arguments or Comprehension or WithItem or MatchCase or TypeIgnore);

    /// <summary>Empty lists and absent optional fields aren't shown.</summary>
    private static bool Omitted(Node node, string name, object? value) => value switch
    {
        null => !(node.Kind is NodeKind.Constant or NodeKind.MatchSingleton && name == "value"),
        Array array => array.Length == 0 && !IsScalar(array),
        _ => false,
    };

    private static string TypeName(Type type) => type.Name switch
    {
        "ExprStmt" => "Expr",
        "Arguments" => "arguments",
        "Arg" => "arg",
        "Keyword" => "keyword",
        "Alias" => "alias",
        "WithItem" => "withitem",
        "MatchCase" => "match_case",
        "Comprehension" => "comprehension",
        var name => name,
    };

    private static string FieldName(Node node, string property)
    {
        if (property is "ArgName")
            return "arg";
        if (property is "StringKind")
            return "kind";
        var name = new StringBuilder();
        foreach (var c in property)
        {
            if (char.IsAsciiLetterUpper(c) && name.Length > 0)
                name.Append('_');
            name.Append(char.ToLowerInvariant(c));
        }
        return name.ToString();
    }

    private void WriteField(Node node, string name, object? value)
    {
        switch (value)
        {
            case Node child:
                Write(child);
                break;
            case Enum member:
                _out.Append(member).Append("()");
                break;
            case Array items when !IsScalar(items):
                _out.Append('[');
                var first = true;
                foreach (var item in items)
                {
                    Separate(ref first);
                    WriteField(node, name, item);
                }
                _out.Append(']');
                break;
            default:
                WriteConstant(value);
                break;
        }
    }

    /// <summary>Arrays that are one value; an array of byte-sized enums is no bytes, though the runtime would say so.</summary>
    private static bool IsScalar(Array array) => array.GetType() == typeof(byte[]) || array.GetType() == typeof(int[]);

    private void WriteConstant(object? value)
    {
        switch (value)
        {
            case null: _out.Append("None"); break;
            case bool b: _out.Append(b ? "True" : "False"); break;
            case int i: _out.Append(i); break;
            case long i: _out.Append(i); break;
            case BigInteger i: _out.Append(i.ToString(CultureInfo.InvariantCulture)); break;
            case double d: _out.Append(Repr(d)); break;
            case Complex c: _out.Append(Repr(c.Imaginary, true)).Append('j'); break;
            case EllipsisConst: _out.Append("Ellipsis"); break;
            case string s: WriteText(s.Select(c => (int)c)); break;
            case int[] points: WriteText(points); break;
            case byte[] bytes:
                _out.Append('b');
                WriteText(bytes.Select(b => (int)b), true);
                break;
        }
    }

    private static string Repr(double value, bool bare = false)
    {
        if (double.IsInfinity(value))
            return "inf";
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var split = text.IndexOf('E');
        var mantissaText = (split < 0 ? text : text[..split]).TrimStart('-');
        var point = mantissaText.IndexOf('.') is var at && at >= 0 ? at : mantissaText.Length;
        var leading = mantissaText.Replace(".", "");
        var zeros = leading.Length - leading.TrimStart('0').Length;
        var exponent = point - 1 - zeros + (split < 0 ? 0 : int.Parse(text.AsSpan(split + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        var digits = leading.Trim('0');
        if (value != 0 && (exponent < -4 || exponent >= 16))
        {
            var mantissa = digits.Length > 1 ? digits[0] + "." + digits[1..] : digits;
            return $"{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }
        var fixedText = text.Contains('E') ? Expand(digits, exponent) : text;
        return bare || fixedText.Contains('.') ? fixedText : fixedText + ".0";
    }

    private static string Expand(string digits, int exponent) => exponent < 0
        ? "0." + new string('0', -exponent - 1) + digits
        : digits.PadRight(exponent + 1, '0').Insert(exponent + 1, ".").TrimEnd('.');

    private void WriteText(IEnumerable<int> points, bool bytes = false)
    {
        var list = points.ToArray();
        var quote = list.Contains('\'') && !list.Contains('"') ? '"' : '\'';
        _out.Append(quote);
        foreach (var c in list)
        {
            switch (c)
            {
                case '\n': _out.Append("\\n"); break;
                case '\r': _out.Append("\\r"); break;
                case '\t': _out.Append("\\t"); break;
                case '\\': _out.Append("\\\\"); break;
                default:
                    if (c == quote)
                        _out.Append('\\').Append(quote);
                    else if (c is >= 32 and < 127)
                        _out.Append((char)c);
                    else if (bytes || c < 0x100)
                        _out.Append(CultureInfo.InvariantCulture, $"\\x{c:x2}");
                    else if (c < 0x10000)
                        _out.Append(CultureInfo.InvariantCulture, $"\\u{c:x4}");
                    else
                        _out.Append(CultureInfo.InvariantCulture, $"\\U{c:x8}");
                    break;
            }
        }
        _out.Append(quote);
    }
}

using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TieredPy.Generator.Model;

/// <summary>Reads a C# method that Python code can call.</summary>
internal static class CallableReader
{
    public static Callable? Read(IMethodSymbol method, CallKind kind, string name, AttributeData attribute, Problems problems)
    {
        bool takesSelf = kind is CallKind.ClassMethod or CallKind.New || (method.IsStatic && kind is CallKind.Method or CallKind.Wrapper);
        if (kind is CallKind.ClassMethod or CallKind.New or CallKind.StaticMethod or CallKind.Function && !method.IsStatic)
        {
            problems.Add(method, "must be static");
            return null;
        }
        var rest = method.Parameters.ToList();
        ConvertedType? self = null;
        if (takesSelf)
        {
            if (rest.Count == 0)
            {
                problems.Add(method, "needs a first parameter for self or cls");
                return null;
            }
            self = rest[0].Type.Converted();
            rest.RemoveAt(0);
        }
        var call = new Callable
        {
            Kind = kind,
            Name = name,
            Doc = attribute.Text("Doc"),
            Signature = attribute.Text("Signature"),
            Target = method.Name,
            TargetClass = method.ContainingType.FullText(),
            IsStatic = method.IsStatic,
            Self = self,
            Result = method.ReturnType.Converted(),
            MakesOnly = attribute.Flag("MakesOnly", false),
        };
        if (call.Result.Kind == Conversion.Unsupported)
        {
            problems.Add(method, $"result type {method.ReturnType} has no conversion");
            return null;
        }
        if (method.Has("RawCall")) return call with { Raw = true };
        return Parameters(call, method, rest, problems);
    }

    private static Callable? Parameters(Callable call, IMethodSymbol method, List<IParameterSymbol> symbols, Problems problems)
    {
        var list = new List<Parameter>();
        int starAt = -1, firstKeyword = -1, marked = 0;
        bool keywordOnly = false, starKeywords = false;
        for (int i = 0; i < symbols.Count; i++)
        {
            var p = symbols[i];
            if (p.Has("StarArgs"))
            {
                starAt = i;
                keywordOnly = true;
                continue;
            }
            if (p.Has("StarKwArgs"))
            {
                starKeywords = true;
                continue;
            }
            keywordOnly |= p.Has("KwOnly");
            var type = p.Type.Converted();
            if (type.Kind is Conversion.Unsupported or Conversion.Void)
            {
                problems.Add(method, $"parameter {p.Name} of type {p.Type} has no conversion");
                return null;
            }
            if (p.Has("Kw") && !keywordOnly && firstKeyword < 0) firstKeyword = list.Count;
            if (p.Has("PosOnly")) marked = list.Count + 1;
            list.Add(One(p, type, keywordOnly));
        }
        int positional = list.Count(p => !p.KeywordOnly);
        int only = PositionalOnlyOf(call.Signature, list) ?? (firstKeyword >= 0 ? firstKeyword : marked > 0 ? marked : positional);
        return call with { Parameters = list, StarAt = starAt, StarName = starAt < 0 ? "args" : SnakeCase(symbols[starAt].Name), StarKeywords = starKeywords, PositionalOnly = only };
    }

    private static Parameter One(IParameterSymbol p, ConvertedType type, bool keywordOnly)
    {
        string name = KeywordName(p) ?? SnakeCase(p.Name);
        bool optNone = p.Has("OptNone");
        var opt = p.Attribute("Opt");
        string? value = null;
        string show = "";
        if (optNone) show = "None";
        else if (opt != null) show = opt.Text("Show") ?? "<unrepresentable>";
        else if (p.HasExplicitDefaultValue) (value, show) = DefaultText(p.ExplicitDefaultValue, type);
        return new Parameter
        {
            Name = name,
            Type = type,
            Optional = optNone || opt != null || p.HasExplicitDefaultValue,
            OptNone = optNone,
            Default = value,
            Show = show,
            KeywordOnly = keywordOnly,
        };
    }

    private static (string CSharp, string Show) DefaultText(object? value, ConvertedType type) => value switch
    {
        null when type.Kind == Conversion.Value => ("default", "0"),
        null => ("null", "None"),
        bool b => b ? ("true", "True") : ("false", "False"),
        string s => (SymbolExtensions.Literal(s), PythonRepr(s)),
        double d when double.IsNaN(d) => ("double.NaN", "nan"),
        double d when double.IsInfinity(d) => (d > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity", d > 0 ? "inf" : "-inf"),
        double d => (d.ToString("R", CultureInfo.InvariantCulture) + "d", Float(d)),
        long n => (n == long.MinValue ? "long.MinValue" : n.ToString(CultureInfo.InvariantCulture) + "L", n == long.MaxValue ? "sys.maxsize" : n.ToString(CultureInfo.InvariantCulture)),
        int n => (n == int.MinValue ? "int.MinValue" : n.ToString(CultureInfo.InvariantCulture), n.ToString(CultureInfo.InvariantCulture)),
        _ => ("default", "<unrepresentable>"),
    };

    private static string? KeywordName(IParameterSymbol p) =>
        p.Attribute("Kw") is { ConstructorArguments.Length: 1 } a ? a.ConstructorArguments[0].Value as string : null;

    private static string Float(double d)
    {
        string s = d.ToString("R", CultureInfo.InvariantCulture).Replace("E-", "e-").Replace("E+", "e+");
        return s.Contains('.') || s.Contains('e') ? s : s + ".0";
    }

    private static string PythonRepr(string s)
    {
        var b = new StringBuilder("'");
        foreach (char c in s)
        {
            if (c is '\\' or '\'') b.Append('\\').Append(c);
            else if (c == '\n') b.Append("\\n");
            else if (c == '\t') b.Append("\\t");
            else if (c == '\r') b.Append("\\r");
            else b.Append(c);
        }
        return b.Append('\'').ToString();
    }

    /// <summary>An explicit text signature also says which parameters are positional-only.</summary>
    private static int? PositionalOnlyOf(string? signature, List<Parameter> parameters)
    {
        if (signature == null || !parameters.Any(p => signature.Contains(p.Name))) return null;
        var parts = signature.Trim('(', ')').Split(',').Select(s => s.Trim()).Where(s => s.Length > 0 && s[0] != '$').ToList();
        int slash = parts.IndexOf("/");
        return slash >= 0 && slash <= parameters.Count ? slash : null;
    }

    private static string SnakeCase(string name)
    {
        var b = new StringBuilder();
        foreach (char c in name)
        {
            if (char.IsUpper(c) && b.Length > 0) b.Append('_');
            b.Append(char.ToLowerInvariant(c));
        }
        return b.ToString();
    }
}

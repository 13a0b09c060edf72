using System.Reflection;
using System.Text;
using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;

namespace TieredPy.Tiers.Ir.Text;

/// <summary>
/// Names of what regions refer to, as far as they follow from the thing itself: of C# classes, fields, kernels and singletons they say which one is meant;
/// others may share one, and <see cref="IrSymbols"/> tells them apart.
/// </summary>
internal static class IrNames
{
    private const int LongestLiteral = 40;

    private static readonly Lazy<Dictionary<string, Type>> Classes = new(CollectClasses);

    private static readonly Lazy<System.Collections.Generic.Dictionary<string, FieldInfo>> FieldsByName = new(() =>
        typeof(Fields).GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Select(f => f.GetValue(null)).OfType<FieldInfo>().Distinct().ToDictionary(Of));

    private static readonly Lazy<System.Collections.Generic.Dictionary<string, PyObject>> Singletons = new(() => new PyObject[]
    {
        Tags.Missing, Tags.Done, Tags.Error, Tags.Float, PyNotImplemented.Instance, PyEllipsis.Instance, PyBool.True, PyBool.False,
    }.ToDictionary(Of));

    /// <summary>The name that a thing would like to have; never empty.</summary>
    public static string Of(object thing)
    {
        string name = thing switch
        {
            Type t => OfClass(t),
            Shape s => $"{s.Type.Name}.{s.Count}",
            FieldInfo f => $"{OfClass(f.DeclaringType!)}.{f.Name}",
            Kernel k => k.Name,
            PyCode c => c.Name.ToString(),
            CallTarget f => f.Code.QualName.ToString(),
            PyFunction f => f.QualName.ToString(),
            PyType t => t.Name.ToString() ?? "",
            PyBuiltinFunction f => f.Name.ToString() ?? "",
            PyBool b => b == PyBool.True ? "True" : "False",
            PyNotImplemented => "NotImplemented",
            PyEllipsis => "Ellipsis",
            _ when thing == Tags.Missing => "missing",
            _ when thing == Tags.Done => "done",
            _ when thing == Tags.Error => "error",
            _ when thing == Tags.Float => "float.tag",
            _ => OfClass(thing.GetType()),
        };
        return name.Length > 0 ? name : "_";
    }

    /// <summary>The thing that a name means by itself, or null.</summary>
    public static object? Find(Naming kind, string name) => kind switch
    {
        Naming.Class => Classes.Value.GetValueOrDefault(name),
        Naming.Field => FieldsByName.Value.GetValueOrDefault(name),
        Naming.Kernel => KernelTable.Find(name),
        Naming.Object => Singletons.Value.GetValueOrDefault(name),
        _ => null,
    };

    /// <summary>The text of a str that is short and plain enough to stand for itself.</summary>
    public static string? LiteralOf(object thing)
    {
        if (thing is not PyStr { IsExact: true, Length: <= LongestLiteral } s) return null;
        string text = s.ToString();
        return text.All(c => c is >= ' ' and <= '~') ? text : null;
    }

    private static string OfClass(Type t)
    {
        if (t.IsArray) return $"{OfClass(t.GetElementType()!)}[]";
        string name = t.IsGenericType ? $"{t.Name.Split('`')[0]}<{string.Join(' ', t.GetGenericArguments().Select(a => a.Name))}>" : t.Name;
        return t.DeclaringType is { IsGenericType: false } outer && !t.IsGenericParameter ? $"{outer.Name}.{name}" : name;
    }

    /// <summary>The runtime's classes, and the arrays that objects keep their contents in; not those that share a name.</summary>
    private static Dictionary<string, Type> CollectClasses()
    {
        var found = new Dictionary<string, Type>(StringComparer.Ordinal);
        foreach (var group in typeof(PyObject).Assembly.GetTypes().Where(t => !t.IsGenericType).GroupBy(OfClass))
            if (group.Count() == 1) found[group.Key] = group.First();
        foreach (var array in new[] { typeof(long[]), typeof(double[]), typeof(bool[]), typeof(byte[]), typeof(int[]), typeof(object[]), typeof(PyObject[]), typeof(Value[]), typeof(string) }) found[OfClass(array)] = array;
        return found;
    }

    /// <summary>Appends a name as it stands in a region's text: quoted where it could be taken for something else.</summary>
    public static void Append(StringBuilder text, string name)
    {
        if (IsBare(name)) text.Append(name);
        else AppendQuoted(text, name, '\'');
    }

    private static bool IsBare(string name)
    {
        int end = name.EndsWith("[]", StringComparison.Ordinal) ? name.Length - 2 : name.Length;
        if (end == 0 || !StartsName(name[0]) || name is "wraps" or "nonnegative" or "quick" or "outcome") return false;
        for (int k = 1; k < end; k++)
            if (!ContinuesName(name[k])) return false;
        return true;
    }

    public static bool StartsName(char c) => char.IsAsciiLetter(c) || c is '_' or '<' || c > '~' && char.IsLetter(c);

    public static bool ContinuesName(char c) => StartsName(c) || char.IsAsciiDigit(c) || c is '.' or '>' or '#';

    /// <summary>Appends text between quotes, with <c>\\</c>, <c>\'</c> and <c>\uXXXX</c> for what can't stand there.</summary>
    public static void AppendQuoted(StringBuilder text, string quoted, char quote)
    {
        text.Append(quote);
        foreach (char c in quoted)
        {
            if (c == quote || c == '\\') text.Append('\\').Append(c);
            else if (char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029') text.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
            else text.Append(c);
        }
        text.Append(quote);
    }
}

using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Where a parameter gets its value from.</summary>
internal enum ParameterSource : byte
{
    /// <summary>The argument with that index.</summary>
    Argument,

    /// <summary>The default with that index in <c>__defaults__</c>.</summary>
    Default,

    /// <summary>The entry of <c>__kwdefaults__</c> under the parameter's name.</summary>
    KeywordDefault,

    /// <summary>A tuple of the positional arguments that are left: <c>*args</c>.</summary>
    Rest,

    /// <summary>A dict of the keywords that are left: <c>**kwargs</c>.</summary>
    Names,
}

/// <summary>
/// What a call whose arguments are counted and whose keywords are constants gives each parameter of a Python function (language reference, "Calls").
/// </summary>
internal sealed class CallBinding
{
    private readonly PyCode code;

    private readonly PyFunction? known;

    private CallBinding(PyCode code, PyFunction? known) => (this.code, this.known) = (code, known);

    /// <summary>By parameter, in the order of the function's registers.</summary>
    public required (ParameterSource Source, int Index)[] Parameters { get; init; }

    /// <summary>The arguments from there on, keywords' values aside, are <c>*args</c>.</summary>
    public int RestFrom { get; private init; }
    public int RestCount { get; private init; }

    /// <summary>What becomes part of <c>**kwargs</c>: the name, and the argument's index.</summary>
    public List<(PyStr Name, int Argument)> Names { get; private init; } = [];

    /// <summary>The name of a parameter.</summary>
    public PyStr NameOf(int parameter) => code.VarNames[parameter];

    /// <summary>Null when the arguments don't fit, which is an error that the interpreter raises.</summary>
    /// <param name="code">The function's code.</param>
    /// <param name="defaults">How many of the positional parameters have defaults.</param>
    /// <param name="count">Arguments, self and the keywords' values (which come last) included.</param>
    /// <param name="keywords">The keywords' names; null without any.</param>
    /// <param name="known">The function, when it is the only one: a keyword-only parameter without argument or default is then found out.</param>
    public static CallBinding? Of(PyCode code, int defaults, int count, PyTuple? keywords, PyFunction? known)
    {
        int named = keywords?.Count ?? 0, positional = count - named, plain = code.ArgCount, total = plain + code.KwOnlyCount;
        bool takesRest = code.Has(CodeFlags.VarArgs), takesNames = code.Has(CodeFlags.VarKeywords);
        if (positional > plain && !takesRest) return null;
        var parameters = new (ParameterSource Source, int Index)[code.ParamCount];
        var isBound = new bool[total];
        for (int k = 0; k < positional && k < plain; k++)
        {
            parameters[k] = (ParameterSource.Argument, k);
            isBound[k] = true;
        }
        var others = new List<(PyStr, int)>();
        for (int k = 0; k < named; k++)
        {
            var name = (PyStr)keywords![k].Ref!;
            int at = Array.IndexOf(code.VarNames, name, code.PosOnlyCount, total - code.PosOnlyCount);
            if (at < 0)
            {
                if (!takesNames) return null;
                others.Add((name, positional + k));
                continue;
            }
            if (isBound[at]) return null;
            parameters[at] = (ParameterSource.Argument, positional + k);
            isBound[at] = true;
        }
        for (int k = 0; k < total; k++)
        {
            if (isBound[k]) continue;
            if (k < plain && k < plain - defaults) return null;
            if (k >= plain && known != null && known.KwDefaults?.TryGet(code.VarNames[k]) is not { IsMissing: false }) return null;
            parameters[k] = k < plain ? (ParameterSource.Default, k - (plain - defaults)) : (ParameterSource.KeywordDefault, 0);
        }
        int next = total;
        if (takesRest) parameters[next++] = (ParameterSource.Rest, 0);
        if (takesNames) parameters[next] = (ParameterSource.Names, 0);
        return new CallBinding(code, known) { Parameters = parameters, RestFrom = plain, RestCount = Math.Max(positional - plain, 0), Names = others };
    }

    /// <summary>What was seen of the values that the parameters get.</summary>
    /// <param name="arguments">What was seen of the arguments; of self, where there is one that isn't among them yet, nothing.</param>
    /// <param name="defaults">The kinds of the function's defaults.</param>
    public KindSet[] Kinds(ReadOnlySpan<KindSet> arguments, Kind[] defaults)
    {
        var all = new KindSet[Parameters.Length];
        for (int k = 0; k < all.Length; k++)
        {
            var (source, index) = Parameters[k];
            all[k] = source switch
            {
                ParameterSource.Argument => arguments[index],
                ParameterSource.Default => KindSet.Only(defaults[index]),
                ParameterSource.Rest => KindSet.Only(new Kind(KindTag.Object, typeof(PyTuple))),
                ParameterSource.Names => KindSet.Only(new Kind(KindTag.Object, typeof(PyDict))),
                _ => known?.KwDefaults?.TryGet(NameOf(k)) is { IsMissing: false } v ? KindSet.Only(Kind.Of(v)) : new KindSet(),
            };
        }
        return all;
    }
}

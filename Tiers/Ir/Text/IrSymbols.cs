using TieredPy.Runtime.Bytecode;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Ir.Text;

/// <summary>
/// The names by which a region's text refers to objects, each name one thing of its kind: collected while a region is printed, or made by hand, and given to
/// the parser. Of things that would share a name, all but the first that is asked for get a number.
/// </summary>
internal sealed class IrSymbols
{
    private readonly Dictionary<object, string> names = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(Naming Kind, string Name), object> things = [];

    /// <summary>Gives a thing a name.</summary>
    public IrSymbols Add(string name, object thing)
    {
        things.Add((Namings.KindOf(thing), name), thing);
        names.Add(thing, name);
        return this;
    }

    /// <summary>The name of a thing, which gets one where it has none.</summary>
    public string NameOf(object thing)
    {
        if (names.TryGetValue(thing, out string? name)) return name;
        var kind = Namings.KindOf(thing);
        string wanted = thing is ProfileNode context ? PathOf(context) : IrNames.Of(thing);
        name = wanted;
        // A name that means something else by itself isn't given away.
        for (int k = 2; things.ContainsKey((kind, name)) || IrNames.Find(kind, name) is { } other && other != thing; k++) name = $"{wanted}#{k}";
        Add(name, thing);
        return name;
    }

    /// <summary>The thing that a name means, or null.</summary>
    public object? Find(Naming kind, string name) => things.GetValueOrDefault((kind, name)) ?? IrNames.Find(kind, name);

    /// <summary>The literal that stands for a str, unless it already stands for another.</summary>
    public string? LiteralOf(object thing)
    {
        if (IrNames.LiteralOf(thing) is not { } text) return null;
        var key = (Naming.Nothing, text);
        if (!things.TryGetValue(key, out var known)) things[key] = known = thing;
        return known == thing ? text : null;
    }

    /// <summary>The str that a literal stands for, or null.</summary>
    public object? FindLiteral(string text) => things.GetValueOrDefault((Naming.Nothing, text));

    /// <summary>The calling context that a snapshot's frames show.</summary>
    public string PathOf(Snapshot s)
    {
        string path = NameOf(s.Frames[0].Code);
        for (int d = 1; d < s.Frames.Length; d++) path = Step(path, s.Frames[d - 1].Pc - 1, s.Frames[d].Code);
        return path;
    }

    private string PathOf(ProfileNode context)
    {
        var steps = new Stack<ProfileNode>();
        for (var c = context; c != null; c = c.Parent) steps.Push(c);
        string path = NameOf(steps.Pop().Code);
        while (steps.TryPop(out var c)) path = Step(path, c.CallPc, c.Code);
        return path;
    }

    private string Step(string path, int call, PyCode code) => $"{path}:{call.ToString(CultureInfo.InvariantCulture)}/{NameOf(code)}";
}

namespace TieredPy.Runtime.Bytecode.Symbols;

/// <summary>A set of names; an empty one is a word. Built of a type that is loaded anyway, for the reason that <see cref="SymbolMap"/> has.</summary>
internal sealed class NameSet
{
    private Dictionary<string, int>? members;

    public NameSet()
    {
    }

    public NameSet(NameSet other)
    {
        if (other.Count > 0) members = new Dictionary<string, int>(other.members!);
    }

    public int Count => members == null ? 0 : members.Count;

    /// <summary>The names, in no order that means anything.</summary>
    public string[] ToArray() => members == null ? [] : [.. members.Keys];

    public bool Contains(string name) => members != null && members.ContainsKey(name);

    public void Add(string name) => (members ??= [])[name] = 0;

    public bool Remove(string name) => members != null && members.Remove(name);

    public void UnionWith(NameSet other)
    {
        if (other.Count > 0) AddAll(other.members!);
    }

    private void AddAll(Dictionary<string, int> others)
    {
        members ??= new Dictionary<string, int>(others.Count);
        foreach (string name in others.Keys) members[name] = 0;
    }
}

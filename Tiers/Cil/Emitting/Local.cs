namespace TieredPy.Tiers.Cil.Emitting;

/// <summary>A local variable of the method that declared it. It isn't cleared at entry: store before the first load.</summary>
internal sealed class Local
{
    internal Local(Emit owner, Type type, int index, string? name)
    {
        Owner = owner;
        Type = type;
        Index = index;
        Name = name ?? "v" + index;
    }

    public string Name { get; }

    public Type Type { get; }

    /// <summary>Its number in the method.</summary>
    public int Index { get; }

    internal Emit Owner { get; }

    public override string ToString() => Name;
}

namespace TieredPy.Tiers.Cil.Emitting;

/// <summary>A place in the method to branch to. It is marked once; all branches to it, and what falls into it, agree on the stack.</summary>
internal sealed class Label
{
    internal Label(Emit owner, int index, string? name)
    {
        Owner = owner;
        Index = index;
        Name = name ?? "L" + index;
    }

    public string Name { get; }

    public bool IsMarked { get; internal set; }

    internal Emit Owner { get; }

    /// <summary>Its number in the method.</summary>
    internal int Index { get; }

    /// <summary>The stack that holds at the label, once something reached it. Kept only where emission is verified.</summary>
    internal StackType[]? Stack { get; set; }

    public override string ToString() => Name;
}

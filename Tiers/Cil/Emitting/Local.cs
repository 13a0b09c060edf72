using System.Reflection.Emit;

namespace TieredPy.Tiers.Cil.Emitting;

/// <summary>A local variable of the method that declared it. It isn't cleared at entry: store before the first load.</summary>
internal sealed class Local
{
    internal Local(Emit owner, LocalBuilder builder, string? name)
    {
        Owner = owner;
        Builder = builder;
        Name = name ?? "v" + builder.LocalIndex;
    }

    public string Name { get; }

    public Type Type => Builder.LocalType;

    public int Index => Builder.LocalIndex;

    internal Emit Owner { get; }

    internal LocalBuilder Builder { get; }

    public override string ToString() => Name;
}

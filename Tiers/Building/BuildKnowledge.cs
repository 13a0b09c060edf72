using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>
/// What one attempt at building a region found out that the next must know: building starts from hopeful assumptions about loops and is
/// repeated until none of them is contradicted.
/// </summary>
internal sealed class BuildKnowledge
{
    private readonly KeyMap<LoopKey, LoopEffects> effects = new();
    private readonly KeyMap<LoopVariable, (IrType Type, Type? Class)> widened = new();

    /// <summary>An assumption was contradicted: build again.</summary>
    public bool Changed { get; set; }

    public LoopEffects EffectsOf(Loop loop)
    {
        var key = new LoopKey(loop.Head.Context, loop.Head.Pc);
        if (!effects.TryGetValue(key, out var e)) effects[key] = e = new LoopEffects();
        return e;
    }

    public void KillAlias(Loop? loop, object alias)
    {
        for (; loop != null; loop = loop.Outer) Changed |= !EffectsOf(loop).All && EffectsOf(loop).Aliases.Add(alias);
    }

    /// <summary>Notes before the first attempt what a loop, and those around it, will change.</summary>
    public void Foresee(Loop? loop, object alias)
    {
        for (; loop != null; loop = loop.Outer) EffectsOf(loop).Aliases.Add(alias);
    }

    public void KillAll(Loop? loop)
    {
        for (; loop != null; loop = loop.Outer)
        {
            var e = EffectsOf(loop);
            Changed |= !e.All;
            e.All = true;
        }
    }

    /// <summary>A loop variable turned out to be of a wider type than hoped.</summary>
    public void Widen(Loop loop, int register, IrType type, Type? c)
    {
        widened[new LoopVariable(loop.Head.Context, loop.Head.Pc, register)] = (type, c);
        Changed = true;
    }

    public (IrType Type, Type? Class)? WidenedTo(Loop loop, int register) =>
        widened.TryGetValue(new LoopVariable(loop.Head.Context, loop.Head.Pc, register), out var w) ? w : null;

    private readonly record struct LoopKey(ProfileNode Context, int Pc)
    {
        public bool Equals(LoopKey other) => Context == other.Context && Pc == other.Pc;

        public override int GetHashCode() => RuntimeHelpers.GetHashCode(Context) * 31 + Pc;
    }

    private readonly record struct LoopVariable(ProfileNode Context, int Pc, int Register)
    {
        public bool Equals(LoopVariable other) => Context == other.Context && Pc == other.Pc && Register == other.Register;

        public override int GetHashCode() => (RuntimeHelpers.GetHashCode(Context) * 31 + Pc) * 31 + Register;
    }
}

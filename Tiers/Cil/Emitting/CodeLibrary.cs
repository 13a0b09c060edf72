namespace TieredPy.Tiers.Cil.Emitting;

/// <summary>Machine code that was made ahead of time, by what it was made of.</summary>
internal abstract class CodeLibrary
{
    /// <summary>What methods are looked for in before they are compiled.</summary>
    public static CodeLibrary? Current { get; set; }

    /// <summary>Does what comes before code is found, so that the first time isn't when a program waits for it.</summary>
    public abstract void Rehearse(MethodText text);

    /// <summary>Code of the method, bound to these constants; null where there is none.</summary>
    public abstract CompiledMethod? Find(string name, MethodText text, ConstantTable constants, int instructions);
}

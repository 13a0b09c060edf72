using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Building;

/// <summary>What calling a class means.</summary>
internal static class Classes
{
    /// <summary>The plan for calling a class whose instances are plain; null when calling it is anything else.</summary>
    public static ConstructCache? Construction(PyType type)
    {
        if (!type.IsHeap || !Interp.ConstructPlan(type, out var init)) return null;
        return new ConstructCache { Type = type, Version = type.Version, Init = init };
    }
}

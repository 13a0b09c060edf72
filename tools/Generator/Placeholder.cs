namespace TieredPy.Generator;

internal static class Placeholder;

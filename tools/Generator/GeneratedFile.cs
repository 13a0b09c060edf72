namespace TieredPy.Generator;

/// <summary>One file of output; for modules also what the list of modules says of it.</summary>
internal sealed record GeneratedFile(string Hint, string Source, string? Module, string? ModuleClass, string? ModuleDoc, string Problems);

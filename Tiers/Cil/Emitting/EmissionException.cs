namespace TieredPy.Tiers.Cil.Emitting;

/// <summary>An instruction that doesn't fit the evaluation stack, a label that was misused, or a method that isn't complete: a bug of the compiler that emits.</summary>
internal sealed class EmissionException(string message) : Exception(message);

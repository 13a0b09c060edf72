using TieredPy.Runtime.Bytecode;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Caching;

/// <summary>One version of a root that a run ended with.</summary>
/// <param name="Code">The root's code.</param>
/// <param name="Pc">Where in it, as an entry says it.</param>
/// <param name="Profile">What is known of it.</param>
/// <param name="Instructions">CIL instructions that were made of it.</param>
/// <param name="Unchanged">The entry that it came from, when nothing was recorded since.</param>
internal readonly record struct KeptVersion(PyCode Code, int Pc, ProfileNode Profile, int Instructions, CacheEntry? Unchanged);

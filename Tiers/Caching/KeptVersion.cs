using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Caching;

/// <summary>A place where compiled code may begin, as entries know it.</summary>
/// <param name="Function">A function that runs there.</param>
/// <param name="Pc">Where in its code.</param>
/// <param name="IsFunction">It is the function's entry.</param>
/// <param name="NamesAreGlobals">Its code is a module's own, whose names are globals.</param>
internal readonly record struct KeptRoot(PyFunction Function, int Pc, bool IsFunction, bool NamesAreGlobals)
{
    public PyCode Code => Function.Code;
}

/// <summary>One version of a root that a run ended with.</summary>
/// <param name="Root">The root.</param>
/// <param name="Profile">What is known of it.</param>
/// <param name="Target">Of a function: its signature.</param>
/// <param name="Callees">What its code calls directly.</param>
/// <param name="Instructions">CIL instructions that were made of it; 0 when it has no code that may be entered.</param>
/// <param name="Samples">Looks at the running program that found it there.</param>
/// <param name="Unchanged">The entry that it came from, when nothing was recorded since.</param>
internal readonly record struct KeptVersion(KeptRoot Root, ProfileNode Profile, CallTarget? Target, CallTarget[] Callees, int Instructions, int Samples, CacheEntry? Unchanged);

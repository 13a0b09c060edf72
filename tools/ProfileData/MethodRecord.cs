namespace TieredPy.ProfileData;

/// <summary>What the runtime counted in one method.</summary>
/// <param name="Name">Namespace, type (nested ones after <c>+</c>) and method, joined by dots.</param>
/// <param name="Signature">The runtime's spelling of the return type and parameters.</param>
/// <param name="IlSize">Bytes of IL, which tells overloads apart.</param>
/// <param name="Entries">The counters, in the order that they were written in.</param>
internal sealed record MethodRecord(string Name, string Signature, int IlSize, List<CounterEntry> Entries)
{
    /// <summary>True when anything was counted.</summary>
    public bool IsCounted => Entries.Exists(e => e.Numbers.Exists(n => n != 0));
}

/// <summary>One counter, or the types seen at one call; kinds are those of <c>PgoInstrumentationKind</c> in the runtime's corjit.h.</summary>
internal sealed record CounterEntry(int Kind, int IlOffset, int Count, int Other)
{
    private const int DataMask = 0xF;
    private const int FourBytes = 1, EightBytes = 2, Type = 3;

    public List<long> Numbers { get; } = [];

    /// <summary>Assembly-qualified names, NULL or UNKNOWN.</summary>
    public List<string> Handles { get; } = [];

    public bool HasNumbers => (Kind & DataMask) is FourBytes or EightBytes;
    public bool HasTypes => (Kind & DataMask) == Type;
}

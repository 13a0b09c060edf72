namespace TieredPy.Tiers.Diagnostics;

/// <summary>Why something of a former run isn't used, or something of this run isn't kept.</summary>
internal enum CacheDrop
{
    /// <summary>The file isn't the user's alone: another's, writable or readable by others, a link, or in a folder that is.</summary>
    Untrusted,

    /// <summary>The file can't be read or written.</summary>
    Unreadable,

    /// <summary>The file is another build's.</summary>
    OtherBuild,

    /// <summary>What was written isn't what is read.</summary>
    Damaged,

    /// <summary>What an entry refers to isn't in this process.</summary>
    Unresolved,

    /// <summary>An object that a profile has seen can't be named in another process.</summary>
    Unnamed,

    /// <summary>The disk has no room, or the folder can't be written to.</summary>
    Unwritable,

    /// <summary>Code can't be kept: the compiler that works ahead of time isn't there.</summary>
    NoCompiler,
}

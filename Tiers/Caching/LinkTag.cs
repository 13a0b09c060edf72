namespace TieredPy.Tiers.Caching;

/// <summary>How an entry names an object of the process that wrote it.</summary>
internal enum LinkTag : byte
{
    /// <summary>A function, class or built-in function: module, dotted path, <see cref="Wrapping"/>.</summary>
    Named,

    /// <summary>A function of a module's code that has no name there: its code and its module.</summary>
    StandIn,

    Module,

    /// <summary>A built-in type that no module has: its number.</summary>
    UnexportedType,

    /// <summary>What a class has in its own dict under a name: class, name.</summary>
    Member,

    /// <summary>Instances' layout: class, slots reserved, dict mode, then the names that were added in order (empty: the slot of <c>__dict__</c>).</summary>
    Shape,

    /// <summary>A C# class by its name.</summary>
    Class,

    /// <summary>A code object: its key.</summary>
    Code,

    /// <summary>What takes a generator in a built-in's place: the generator's code, and which built-in it is.</summary>
    Consumer,
}

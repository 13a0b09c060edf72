using TieredPy.Runtime.Bytecode;

namespace TieredPy.Tiers;

/// <summary>Something for each of some opcodes. An array: the code of the library's tables would have to be compiled for opcodes as keys, in each process.</summary>
internal sealed class OpTable<T>
    where T : class
{
    private readonly T?[] items = new T?[byte.MaxValue + 1];

    /// <summary>All that there is.</summary>
    public IEnumerable<T> Values => items.OfType<T>();

    /// <summary>Null where there is nothing for an opcode.</summary>
    public T? this[Op op]
    {
        get => items[(int)op];
        set => items[(int)op] = value;
    }
}

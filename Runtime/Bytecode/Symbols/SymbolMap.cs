namespace TieredPy.Runtime.Bytecode.Symbols;

/// <summary>
/// Symbols by mangled name, in the order of first appearance. Every compilation makes these, the first of a process too: it is built of types that
/// are loaded anyway, since each further instance of a framework collection costs the start-up a dozen types.
/// </summary>
internal sealed class SymbolMap(int capacity = 4)
{
    private readonly Dictionary<string, int> index = new(capacity);
    private string[] names = new string[capacity];
    private Symbol[] symbols = new Symbol[capacity];

    public int Count { get; private set; }

    public string NameAt(int i) => names[i];

    public ref Symbol At(int i) => ref symbols[i];

    public bool TryGetValue(string name, out Symbol symbol)
    {
        bool found = index.TryGetValue(name, out int i);
        symbol = found ? symbols[i] : default;
        return found;
    }

    public Symbol this[string name]
    {
        get => symbols[index[name]];
        set
        {
            if (!index.TryGetValue(name, out int i))
            {
                i = Count++;
                if (i == names.Length)
                {
                    Array.Resize(ref names, 2 * i + 4);
                    Array.Resize(ref symbols, 2 * i + 4);
                }
                index.Add(name, i);
                names[i] = name;
            }
            symbols[i] = value;
        }
    }

    public void Remove(string name)
    {
        if (!index.Remove(name, out int removed)) return;
        Count--;
        for (int i = removed; i < Count; i++)
        {
            names[i] = names[i + 1];
            symbols[i] = symbols[i + 1];
            index[names[i]] = i;
        }
    }
}

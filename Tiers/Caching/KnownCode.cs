using TieredPy.Runtime.Bytecode;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Caching;

/// <summary>A code object that an entry speaks of: its quick number and its key.</summary>
internal readonly record struct CodeMention(uint Quick, ulong Key);

/// <summary>A key of a code object, as the key of a table. Of a type of its own, so that the table's code is compiled ahead.</summary>
internal readonly record struct CodeName(ulong Key);

/// <summary>The code objects that have been made ready to run, by key. For all threads; keeps none alive.</summary>
internal sealed class KnownCode
{
    private readonly Dictionary<CodeName, WeakReference<PyCode>> known = new(KeyComparer<CodeName>.Instance);

    public void Add(ulong key, PyCode code)
    {
        lock (known)
            if (!known.TryGetValue(new CodeName(key), out var old) || !old.TryGetTarget(out _)) known[new CodeName(key)] = new WeakReference<PyCode>(code);
    }

    public PyCode? Find(ulong key)
    {
        lock (known) return known.TryGetValue(new CodeName(key), out var found) && found.TryGetTarget(out var code) ? code : null;
    }
}

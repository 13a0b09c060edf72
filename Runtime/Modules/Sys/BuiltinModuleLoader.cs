namespace TieredPy.Runtime.Modules;

/// <summary>Makes the modules that are part of the runtime, each once.</summary>
internal static unsafe class BuiltinModuleLoader
{
    private static readonly Lock Gate = new();
    /// <summary>PyModule objects; typed as a dictionary that is loaded anyway.</summary>
    private static readonly Dictionary<string, object> Made = [];

    /// <summary>Modules of what stands above the runtime: their names, and what makes each on first use.</summary>
    private static AddedModule? added;

    private sealed class AddedModule(string name, Func<PyModule> make, AddedModule? next)
    {
        public string Name { get; } = name;
        public Func<PyModule> Make { get; } = make;
        public AddedModule? Next { get; } = next;
    }

    /// <summary>Adds a built-in module. To be called before sys is made, which lists them.</summary>
    public static void Add(string name, Func<PyModule> make) => added = new AddedModule(name, make, added);

    /// <summary>The names of all built-in modules, sorted.</summary>
    public static string[] Names()
    {
        string[] names = BuiltinModules.Names;
        for (var a = added; a != null; a = a.Next) names = With(names, a.Name);
        return names;
    }

    /// <summary>Sorted names with one more in its place.</summary>
    private static string[] With(string[] names, string name)
    {
        var all = new string[names.Length + 1];
        int at = 0;
        while (at < names.Length && Before(names[at], name)) at++;
        Array.Copy(names, all, at);
        all[at] = name;
        Array.Copy(names, at, all, at + 1, names.Length - at);
        return all;
    }

    /// <summary>As string.CompareOrdinal has it, whose code isn't compiled ahead.</summary>
    private static bool Before(string a, string b)
    {
        int i = 0;
        while (i < a.Length && i < b.Length && a[i] == b[i]) i++;
        return i == a.Length ? i < b.Length : i < b.Length && a[i] < b[i];
    }

    public static bool Exists(string name) => BuiltinModules.Find(name) != null || FindAdded(name) != null;

    private static AddedModule? FindAdded(string name)
    {
        var a = added;
        while (a != null && a.Name != name) a = a.Next;
        return a;
    }

    /// <summary>The built-in module of a name, made on first use; null when there is none. It is not put into sys.modules.</summary>
    public static PyModule? Create(string name)
    {
        lock (Gate)
        {
            if (Made.TryGetValue(name, out object? made)) return (PyModule)made;
            var fill = BuiltinModules.Find(name);
            if (fill == null)
            {
                if (FindAdded(name) is not { } found) return null;
                var other = found.Make();
                Made[name] = other;
                return other;
            }
            var m = new PyModule(name, BuiltinModules.Doc(name));
            Made[name] = m;
            try
            {
                fill(m);
            }
            catch (PyException)
            {
                // The next import is to fail as this one.
                Made.Remove(name);
                throw;
            }
            return m;
        }
    }

    /// <summary>As <see cref="Create"/>, entered into sys.modules.</summary>
    public static PyModule? Import(string name)
    {
        var key = PyStr.Intern(name);
        if (SysState.Modules.TryGet(key).Ref is PyModule loaded) return loaded;
        var m = Create(name);
        if (m != null) SysState.Modules.Set(key, new Value(m));
        return m;
    }
}

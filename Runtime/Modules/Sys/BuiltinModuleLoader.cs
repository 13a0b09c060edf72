namespace TieredPy.Runtime.Modules;

/// <summary>Makes the modules that are part of the runtime, each once.</summary>
internal static unsafe class BuiltinModuleLoader
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, PyModule> Made = [];

    /// <summary>Modules of what stands above the runtime: their names, and what makes each on first use.</summary>
    private static readonly List<(string Name, Func<PyModule> Make)> Added = [];

    /// <summary>Adds a built-in module. To be called before sys is made, which lists them.</summary>
    public static void Add(string name, Func<PyModule> make) => Added.Add((name, make));

    /// <summary>The names of all built-in modules, sorted.</summary>
    public static string[] Names()
    {
        if (Added.Count == 0) return BuiltinModules.Names;
        string[] names = [.. BuiltinModules.Names, .. Added.ConvertAll(static a => a.Name)];
        Array.Sort(names, string.CompareOrdinal);
        return names;
    }

    public static bool Exists(string name) => BuiltinModules.Find(name) != null || Added.Exists(a => a.Name == name);

    /// <summary>The built-in module of a name, made on first use; null when there is none. It is not put into sys.modules.</summary>
    public static PyModule? Create(string name)
    {
        lock (Gate)
        {
            if (Made.TryGetValue(name, out var made)) return made;
            var fill = BuiltinModules.Find(name);
            if (fill == null)
            {
                int added = Added.FindIndex(a => a.Name == name);
                return added < 0 ? null : Made[name] = Added[added].Make();
            }
            var m = new PyModule(name, BuiltinModules.Doc(name));
            Made[name] = m;
            fill(m);
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

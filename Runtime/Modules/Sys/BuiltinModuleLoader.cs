namespace TieredPy.Runtime.Modules;

/// <summary>Makes the modules that are part of the runtime, each once.</summary>
internal static unsafe class BuiltinModuleLoader
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, PyModule> Made = [];

    public static bool Exists(string name) => BuiltinModules.Find(name) != null;

    /// <summary>The built-in module of a name, made on first use; null when there is none. It is not put into sys.modules.</summary>
    public static PyModule? Create(string name)
    {
        lock (Gate)
        {
            if (Made.TryGetValue(name, out var made)) return made;
            var fill = BuiltinModules.Find(name);
            if (fill == null) return null;
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

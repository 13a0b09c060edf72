using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Importing;

/// <summary>importlib's two Python files, run as <c>_frozen_importlib</c> and <c>_frozen_importlib_external</c> on first need.</summary>
internal static class ImportLib
{
    private static readonly Lock Gate = new();
    private static PyModule? bootstrap;
    private static PyModule? external;

    /// <summary>True once importlib is in charge.</summary>
    public static bool IsLoaded => bootstrap != null;

    public static PyModule Bootstrap => bootstrap ?? Install();

    public static PyModule External
    {
        get
        {
            Install();
            return external!;
        }
    }

    public static Value GcdImport => Bootstrap.Dict.TryGet(PyStr.Intern("_gcd_import"));

    private static PyModule Install()
    {
        lock (Gate)
        {
            if (bootstrap != null) return bootstrap;
            if (RuntimeOptions.Current.Stdlib == null)
                throw Err.ModuleNotFoundError("the Python standard library was not found: give --stdlib DIR or set TIEREDPY_STDLIB");
            foreach (string name in (string[])["sys", "builtins", "_imp", "_thread", "_warnings", "_weakref", "_io", "marshal", "posix"])
                _ = BuiltinModuleLoader.Import(name) ?? throw Err.ImportError($"the runtime lacks the module {name}");
            var boot = RunBootstrap();
            var sys = new Value(SysState.Module);
            var imp = new Value(BuiltinModuleLoader.Import("_imp")!);
            // importlib looks at sys.modules through the sys it is given; from here on it may import.
            Ops.Call(boot.Dict.TryGet(PyStr.Intern("_install")), sys, imp);
            bootstrap = boot;
            external = (PyModule)Ops.Call(boot.Dict.TryGet(PyStr.Intern("_gcd_import")), Value.Str("_frozen_importlib_external")).Ref!;
            SetMagic(external);
            CachedFiles.Install(external);
            LibraryBytecode.Install(external);
            boot.Dict.Set(PyStr.Intern("_bootstrap_external"), new Value(external));
            Ops.Call(external.Dict.TryGet(PyStr.Intern("_set_bootstrap_module")), new Value(boot));
            var install = external.Dict.TryGet(PyStr.Intern("_install"));
            Ops.Call(install, new Value(boot));
            ZipHook.Install();
            return boot;
        }
    }

    /// <summary>The number that importlib looks for in cached code is CPython's in its source.</summary>
    private static void SetMagic(PyModule external)
    {
        external.Dict.Set(PyStr.Intern("MAGIC_NUMBER"), new Value(new PyBytes(BitConverter.GetBytes(BytecodeCache.Magic))));
        external.Dict.Set(PyStr.Intern("_RAW_MAGIC_NUMBER"), Value.Int((uint)BytecodeCache.Magic));
    }

    private static PyModule RunBootstrap()
    {
        var name = PyStr.Intern("_frozen_importlib");
        var m = new PyModule(name.ToString(), null);
        SysState.Modules.Set(name, new Value(m));
        var code = FrozenModules.Code(name);
        // FrozenImporter takes over what was imported before it was there, and wants to know its original name.
        m.Dict.Set(PyStr.Intern("__origname__"), Value.Str("importlib._bootstrap"));
        m.Dict.Set(PyStr.Intern("__builtins__"), new Value(BuiltinModuleLoader.Import("builtins")!));
        Interp.RunCode(code, m.Dict, m.Dict);
        return m;
    }
}

using TieredPy.Runtime.Importing;
using TieredPy.Runtime.Text;
using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Modules;

/// <summary>_imp: what importlib needs from the runtime. There are no extension modules.</summary>
[PyModule("_imp", Doc = "(Extremely) low-level import machinery bits as used by importlib.")]
internal static partial class ImpModule
{
    private static readonly object ImportLock = new();

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        m.Dict.Set(PyStr.Intern("check_hash_based_pycs"), Value.Str("default"));
        m.Dict.Set(PyStr.Intern("pyc_magic_number_token"), Value.Int(BytecodeCache.Magic));
    }

    [PyFunction("acquire_lock")] private static void AcquireLock() => Monitor.Enter(ImportLock);

    [PyFunction("release_lock")]
    private static void ReleaseLock()
    {
        if (!Monitor.IsEntered(ImportLock)) throw Err.RuntimeError("not holding the import lock");
        Monitor.Exit(ImportLock);
    }

    [PyFunction("lock_held")] private static bool LockHeld() => Monitor.IsEntered(ImportLock);

    [PyFunction("extension_suffixes")] private static PyList ExtensionSuffixes() => new();

    [PyFunction("is_builtin")]
    private static long IsBuiltin(PyStr name) => BuiltinModuleLoader.Exists(name.ToString()) ? name.ToString() is "sys" or "builtins" ? -1 : 1 : 0;

    [PyFunction("is_frozen")] private static bool IsFrozen(PyStr name) => FrozenModules.Exists(name);

    [PyFunction("is_frozen_package")] private static bool IsFrozenPackage(PyStr name) => FrozenModules.IsPackage(name);

    [PyFunction("find_frozen")]
    private static Value FindFrozen(PyStr name, [KwOnly] bool withdata = false) => FrozenModules.Find(name, withdata);

    [PyFunction("get_frozen_object")]
    private static Value GetFrozenObject(PyStr name, [OptNone] Value data)
    {
        if (data.IsNone) return new Value(FrozenModules.Code(name));
        Value v;
        try
        {
            v = new MarshalReader(Buffers.Get(data)).Read();
        }
        catch (PyException)
        {
            throw Err.ImportError(ExcTypes.ImportError, $"Frozen object named {Ops.Repr(new Value(name))} is invalid", new Value(name), Value.None);
        }
        return v.Ref is PyCode ? v : throw Err.TypeError($"frozen object {Ops.Repr(new Value(name))} is not a code object");
    }

    [PyFunction("init_frozen")] private static Value InitFrozen(PyStr name) => Value.None;

    [PyFunction("_frozen_module_names")] private static PyList FrozenModuleNames() => new(FrozenModules.Names.Select(n => Value.Str(n)).ToArray());

    [PyFunction("_override_frozen_modules_for_tests")] private static void OverrideFrozen(int x) => FrozenModules.Overridden = x == 0 ? null : x > 0;
    [PyFunction("_override_multi_interp_extensions_check")] private static long OverrideMultiInterp(int x) => 0;

    [PyFunction("create_builtin")]
    private static Value CreateBuiltin(Value spec)
    {
        var name = Ops.GetAttr(spec, "name").Ref as PyStr ?? throw Err.TypeError("name must be string");
        var m = BuiltinModuleLoader.Create(name.ToString());
        return m == null ? Value.None : new Value(m);
    }

    [PyFunction("exec_builtin")] private static long ExecBuiltin(Value module) => 0;

    [PyFunction("create_dynamic")]
    private static Value CreateDynamic(Value spec, [Opt] Value file) => throw Err.ImportError("TieredPy cannot load C extension modules");

    [PyFunction("exec_dynamic")] private static long ExecDynamic(Value module) => 0;

    [PyFunction("_fix_co_filename")]
    private static void FixCoFilename(PyCode code, PyStr path) => code.RenameFile(path);

    [PyFunction("source_hash")]
    private static PyBytes SourceHash(long key, Value source)
    {
        var hash = SipHash.Hash13((ulong)key, 0, Buffers.Get(source));
        return new PyBytes(BitConverter.GetBytes(hash));
    }
}

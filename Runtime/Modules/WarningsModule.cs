namespace TieredPy.Runtime.Modules;

/// <summary>_warnings: deciding what happens with a warning (warnings.py has the Python twin).</summary>
[PyModule("_warnings", Doc = "_warnings provides basic warning filtering support.\nIt is a helper module to speed up interpreter start-up.")]
internal static partial class WarningsModule
{
    private static PyModule? module;
    private static long version = 1;

    private static readonly PyStr RegistryName = PyStr.Intern("__warningregistry__"), VersionName = PyStr.Intern("version"), NameKey = PyStr.Intern("__name__"),
        FileKey = PyStr.Intern("__file__");

    /// <summary>The registries of globals that have none of their own, of what finalizers warned of.</summary>
    private static readonly ConditionalWeakTable<PyDict, PyDict> Aside = [];

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        module = m;
        var filters = new PyList();
        void Add(string action, PyType category, Value mod) =>
            filters.Append(new Value(new PyTuple(Value.Str(action), Value.None, new Value(category), mod, Value.Int(0))));
        Add("default", ExcTypes.DeprecationWarning, Value.Str("__main__"));
        Add("ignore", ExcTypes.DeprecationWarning, Value.None);
        Add("ignore", ExcTypes.PendingDeprecationWarning, Value.None);
        Add("ignore", ExcTypes.ImportWarning, Value.None);
        Add("ignore", ExcTypes.ResourceWarning, Value.None);
        m.Dict.Set(PyStr.Intern("filters"), new Value(filters));
        m.Dict.Set(PyStr.Intern("_defaultaction"), Value.Str("default"));
        m.Dict.Set(PyStr.Intern("_onceregistry"), new Value(new PyDict()));
    }

    [PyFunction("_filters_mutated_lock_held")] private static void FiltersMutatedLockHeld() => version++;
    [PyFunction("_filters_mutated")] private static void FiltersMutated() => version++;
    [PyFunction("_acquire_lock")] private static void AcquireLock() => Monitor.Enter(Gate);
    [PyFunction("_release_lock")] private static void ReleaseLock() => Monitor.Exit(Gate);

    private static readonly object Gate = new();

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Value> Seen = [];

    /// <summary>An attribute of the warnings module when that has it, else what it last was there, else this module's.</summary>
    private static Value Setting(string name, string own)
    {
        var key = PyStr.Intern(own);
        if (!Seen.TryGetValue(own, out var seen)) seen = module!.Dict.TryGet(key);
        if (SysState.Modules.TryGet(PyStr.Intern("warnings")) is not { IsMissing: false } w || !Ops.TryGetAttr(w, name, out var v)) return seen;
        Seen[own] = v;
        return v;
    }

    [PyFunction("warn")]
    private static void Warn([Kw("message")] Value message, [Kw("category"), OptNone] Value category, [Kw("stacklevel")] int stacklevel = 1,
        [Kw("source"), OptNone] Value source = default, [KwOnly, Kw("skip_file_prefixes"), Opt] Value skipFilePrefixes = default)
    {
        category = Category(message, category);
        if (!skipFilePrefixes.IsMissing && skipFilePrefixes.Ref is not PyTuple)
            throw Err.TypeError($"warn() argument 'skip_file_prefixes' must be tuple, not {Ops.TypeName(skipFilePrefixes)}");
        string[] skip = skipFilePrefixes.Ref is PyTuple t
            ? t.ToArray().Select(x => x.Ref is PyStr s ? s.ToString() : throw Err.TypeError($"Found non-str '{Ops.TypeName(x)}' in skip_file_prefixes.")).ToArray()
            : [];
        if (skip.Length > 0 && stacklevel < 2) stacklevel = 2;
        var thread = PyThread.Current;
        int i = thread.Depth;
        bool IsHidden() => i >= 0 && thread.Frames[i].Code.IsHidden;
        while (IsHidden()) i--;
        bool Skipped(Frame f)
        {
            string file = f.Code.Filename.ToString();
            return skip.Any(p => file.StartsWith(p, StringComparison.Ordinal));
        }
        static bool Internal(Frame f)
        {
            string file = f.Code.Filename.ToString();
            return file.Contains("importlib") && file.Contains("_bootstrap");
        }
        if (stacklevel <= 0 || (i >= 0 && Internal(thread.Frames[i])))
            for (int left = stacklevel; left > 1 && i >= 0; left--)
                do i--;
                while (IsHidden());
        else
            for (int left = stacklevel; left > 1 && i >= 0; left--)
                do i--;
                while (i >= 0 && (IsHidden() || Internal(thread.Frames[i]) || Skipped(thread.Frames[i])));
        PyDict globals;
        PyStr file;
        int line;
        if (i < 0)
        {
            globals = SysState.Dict;
            file = PyStr.Intern("<sys>");
            line = 0;
        }
        else
        {
            var f = thread.Frames[i];
            globals = f.Function.Globals;
            file = f.Code.Filename;
            line = f.Code.LineAt(f.CurrentIndex);
        }
        var registry = globals.TryGet(RegistryName);
        if (registry.IsMissing)
        {
            // A finalizer comes while the program may be in the middle of a loop over these globals.
            bool aside = FinalizerQueue.Interrupts(i);
            registry = new Value(aside ? Aside.GetValue(globals, static _ => new PyDict()) : new PyDict());
            if (!aside) globals.Set(RegistryName, registry);
        }
        var name = globals.TryGet(NameKey);
        if (name.IsMissing) name = Value.Str("<string>");
        Explicit(category, message, file, line, name, registry, Value.None, source);
    }

    private static Value Category(Value message, Value category)
    {
        if (message.Ref is PyBaseException e && e.Type.IsSubtypeOf(ExcTypes.Warning)) return new Value(e.Type);
        if (category.IsNone) return new Value(ExcTypes.UserWarning);
        if (category.Ref is not PyType t || !t.IsSubtypeOf(ExcTypes.Warning))
            throw Err.TypeError($"category must be a Warning subclass, not '{category.Type.FullName}'");
        return category;
    }

    [PyFunction("warn_explicit")]
    private static void WarnExplicit([Kw("message")] Value message, [Kw("category")] Value category, [Kw("filename")] PyStr filename, [Kw("lineno")] int lineno,
        [Kw("module"), Opt] Value mod, [Kw("registry"), OptNone] Value registry, [Kw("module_globals"), OptNone] Value moduleGlobals, [Kw("source"), OptNone] Value source)
    {
        if (!registry.IsNone && registry.Ref is not PyDict) throw Err.TypeError($"'registry' must be a dict or None, not '{registry.Type.FullName}'");
        if (mod.IsMissing)
        {
            string f = filename.ToString();
            mod = Value.Str(f.Length == 0 ? "<unknown>" : f.EndsWith(".py", StringComparison.OrdinalIgnoreCase) ? f[..^3] : f);
        }
        if (message.Ref is PyBaseException e && e.Type.IsSubtypeOf(ExcTypes.Warning)) category = new Value(e.Type);
        else if (category.Ref is not PyType c || !c.IsSubtypeOf(ExcTypes.Warning))
            throw Err.TypeError($"category must be a Warning subclass, not '{Ops.TypeName(category)}'");
        if (!moduleGlobals.IsNone)
        {
            if (moduleGlobals.Ref is not PyDict globals) throw Err.TypeError($"module_globals must be a dict, not '{Ops.TypeName(moduleGlobals)}'");
            CheckSource(globals);
        }
        Explicit(category, message, filename, lineno, mod, registry, Value.None, source);
    }

    // Asks the module's loader for the line, as CPython does, which tells of loaders that can't.
    private static void CheckSource(PyDict globals)
    {
        var loader = Ops.CallMethod(new Value(Importing.ImportLib.External), "_bless_my_loader", new Value(globals));
        if (loader.IsNone || globals.TryGet(NameKey) is not { IsMissing: false } name || !Ops.TryGetAttr(loader, "get_source", out var get)) return;
        var text = Ops.Call(get, name);
        if (text.IsNone) return;
        if (text.Ref is not PyStr) throw Err.TypeError($"must be str, not {Ops.TypeName(text)}");
    }

    private static bool AlreadyWarned(Value registry, Value key, bool set)
    {
        if (registry.Ref is not PyDict d) return false;
        var v = d.TryGet(VersionName);
        if (!v.IsInt || v.Bits != version)
        {
            d.Clear();
            d.Set(VersionName, Value.Int(version));
        }
        else
        {
            var known = d.TryGet(key);
            if (!known.IsMissing && Ops.Truth(known)) return true;
        }
        if (set) d.Set(key, Value.True);
        return false;
    }

    private static bool Matches(Value pattern, Value text)
    {
        if (pattern.IsNone) return true;
        if (pattern.Ref is PyStr) return Ops.Eq(pattern, text);
        return Ops.Truth(Ops.CallMethod(pattern, "match", text));
    }

    private static (string Action, Value Item) Filter(Value category, Value text, int line, Value mod)
    {
        var filters = Setting("filters", "filters");
        if (filters.Ref is not PyList) throw Err.ValueError("_warnings.filters must be a list");
        foreach (var item in Ops.ToArray(filters))
        {
            if (item.Ref is not PyTuple { Count: 5 } f) throw Err.ValueError("warnings.filters item isn't a 5-tuple");
            long ln = Ops.AsLong(f[4]);
            if (Ops.IsSubclass(category, f[2]) && (ln == 0 || ln == line) && Matches(f[1], text) && Matches(f[3], mod))
                return (Ops.Str(f[0]).ToString(), item);
        }
        var action = Setting("defaultaction", "_defaultaction");
        return (action.Ref is PyStr a ? a.ToString() : throw Err.TypeError($"_warnings.defaultaction must be a string, not '{Ops.TypeName(action)}'"), Value.None);
    }

    private static void Explicit(Value category, Value message, PyStr file, int line, Value mod, Value registry, Value sourceLine, Value source)
    {
        if (mod.IsNone) return;
        Value text;
        if (message.Ref is PyBaseException e && e.Type.IsSubtypeOf(ExcTypes.Warning)) text = new Value(Ops.Str(message));
        else
        {
            text = message;
            message = Ops.Call(category, message);
        }
        var key = new Value(new PyTuple(text, category, Value.Int(line)));
        if (AlreadyWarned(registry, key, false)) return;
        var (action, item) = Filter(category, text, line, mod);
        switch (action)
        {
            case "error":
                throw new PyException((PyBaseException)message.Ref!);
            case "ignore":
                return;
            case "once":
                var once = Setting("onceregistry", "_onceregistry");
                if (once.Ref is not PyDict) throw Err.TypeError($"_warnings.onceregistry must be a dict, not '{Ops.TypeName(once)}'");
                if (AlreadyWarned(once, new Value(new PyTuple(text, category, Value.Int(0))), true)) return;
                break;
            case "always" or "all":
                break;
            case "module":
                if (AlreadyWarned(registry, new Value(new PyTuple(text, category, Value.Int(0))), true)) return;
                break;
            case "default":
                AlreadyWarned(registry, key, true);
                break;
            default:
                throw Err.RuntimeError($"Unrecognized action ({action}) in warnings.filters:\n {Ops.Repr(item)}");
        }
        Show(message, text, category, file, line, source);
    }

    private static void Show(Value message, Value text, Value category, PyStr file, int line, Value source)
    {
        if (RuntimeOptions.Current.Stdlib != null)
        {
            var warnings = Ops.Import("warnings");
            if (Ops.TryGetAttr(warnings, "_showwarnmsg", out var show))
            {
                var wm = Ops.Call(Ops.GetAttr(warnings, "WarningMessage"), [message, category, new Value(file), Value.Int(line), Value.None, Value.None, source], null);
                Ops.Call(show, wm);
                return;
            }
        }
        var stderr = SysState.TryGet("stderr");
        if (!stderr.IsMissingOrNone)
            Ops.CallMethod(stderr, "write", new Value(PyStr.Of($"{file}:{line}: {((PyType)category.Ref!).Name}: {Ops.Str(text)}\n")));
    }
}

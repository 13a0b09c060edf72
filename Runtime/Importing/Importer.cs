using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Importing;

/// <summary>
/// The import statement: what is loaded already, and built-in modules, are found here; the rest is the work of importlib's own Python code,
/// loaded on the first import that needs it.
/// </summary>
internal static class Importer
{
    private static readonly PyStr Spec = PyStr.Intern("__spec__");
    private static readonly PyStr Package = PyStr.Intern("__package__");
    private static readonly PyStr Parent = PyStr.Intern("parent");
    private static readonly PyStr Initializing = PyStr.Intern("_initializing");

    /// <summary><c>__import__(name, globals, locals, fromlist, level)</c>.</summary>
    public static Value Import(PyStr name, Value globals, Value fromlist, int level)
    {
        try
        {
            return ImportCore(name, globals, fromlist, level);
        }
        catch (PyException e) when (RuntimeOptions.Current.Verbose == 0)
        {
            TrimTraceback(e.Value);
            throw;
        }
    }

    /// <summary>
    /// Leaves importlib's own frames out of a traceback: all of them for an ImportError, else those that end with a call of
    /// <c>_call_with_frames_removed</c>.
    /// </summary>
    private static void TrimTraceback(PyBaseException e)
    {
        bool always = e.Is(ExcTypes.ImportError);
        bool inside = false;
        // The entry before the chunk of importlib's entries at hand, and before the current one; null for the head.
        PyTraceback? outer = null, previous = null;
        for (var tb = e.Traceback; tb != null; tb = tb.Next_)
        {
            string file = tb.Frame.Code.Filename.ToString();
            bool now = file is "<frozen importlib._bootstrap>" or "<frozen importlib._bootstrap_external>";
            if (now && !inside) outer = previous;
            inside = now;
            if (inside && (always || tb.Frame.Code.Name.ToString() == "_call_with_frames_removed"))
            {
                if (outer == null) e.Traceback = tb.Next_;
                else outer.Next_ = tb.Next_;
                previous = outer;
            }
            else previous = tb;
        }
    }

    private static Value ImportCore(PyStr name, Value globals, Value fromlist, int level)
    {
        if (level < 0) throw Err.ValueError("level must be >= 0");
        PyStr absolute = name;
        if (level > 0) absolute = ResolveRelative(name, globals, level);
        else if (name.Length == 0) throw Err.ValueError("Empty module name");

        var module = FindLoaded(absolute);
        if (module.IsMissing) module = Load(absolute);

        bool hasFrom = !fromlist.IsMissingOrNone && Ops.Truth(fromlist);
        if (hasFrom)
        {
            if (!Ops.TryGetAttr(module, Interp.Names.Path, out _)) return module;
            return Ops.CallMethod(new Value(ImportLib.Bootstrap), "_handle_fromlist", module, fromlist, ImportLib.GcdImport);
        }
        string text = name.ToString();
        int dot = text.IndexOf('.');
        if (level > 0 && text.Length == 0) return module;
        if (dot < 0) return level == 0 ? module : module;
        string front = text[..dot];
        if (level == 0) return ImportTop(PyStr.Intern(front));
        string abs = absolute.ToString();
        return FromModules(PyStr.Intern(abs[..(abs.Length - (text.Length - dot))]));
    }

    private static Value ImportTop(PyStr name)
    {
        var v = FindLoaded(name);
        return v.IsMissing ? Load(name) : v;
    }

    private static Value FromModules(PyStr name)
    {
        var v = Modules_.TryGet(name);
        return v.IsMissing ? throw Err.KeyError($"'{name}' not in sys.modules as expected") : v;
    }

    private static PyDict Modules_ => SysState.TryGet("modules").Ref as PyDict ?? SysState.Modules;

    /// <summary>The module in sys.modules, waiting while another thread initialises it; Missing when it isn't there.</summary>
    private static Value FindLoaded(PyStr name)
    {
        var m = SysModules(name);
        if (m.IsMissing) return m;
        if (m.IsNone) return Value.Missing;
        if (!ImportLib.IsLoaded) return m;
        if (!Ops.TryGetAttr(m, Spec, out var spec) || spec.IsNone) return m;
        if (!Ops.TryGetAttr(spec, Initializing, out var init) || !Ops.Truth(init)) return m;
        Ops.CallMethod(new Value(ImportLib.Bootstrap), "_lock_unlock_module", new Value(name));
        return m;
    }

    internal static Value SysModules(PyStr name)
    {
        var modules = SysState.TryGet("modules");
        if (modules.IsMissing) throw Err.RuntimeError("unable to get sys.modules");
        if (modules.Ref is PyDict { Type.IsHeap: false } d) return d.TryGet(name);
        try
        {
            return Ops.GetItem(modules, new Value(name));
        }
        catch (PyException e) when (e.Is(ExcTypes.KeyError))
        {
            return Value.Missing;
        }
    }

    private static Value Load(PyStr name)
    {
        if (!ImportLib.IsLoaded && BuiltinModuleLoader.Exists(name.ToString()) && SysModules(name).IsMissing)
            return new Value(BuiltinModuleLoader.Import(name.ToString())!);
        if (RuntimeOptions.Current.ImportTime) return ImportTimes.Measure(name, static n => FindAndLoad(n));
        return FindAndLoad(name);
    }

    private static Value FindAndLoad(PyStr name)
    {
        var module = Ops.CallMethod(new Value(ImportLib.Bootstrap), "_find_and_load", new Value(name), ImportLib.GcdImport);
        if (LinecacheLoaded is { } loaded && name.ToString() == "linecache")
        {
            LinecacheLoaded = null;
            loaded(module);
        }
        return module;
    }

    /// <summary>Run once linecache is there, which CPython imports before a program of no file begins.</summary>
    internal static Action<Value>? LinecacheLoaded { get; set; }

    private static PyStr ResolveRelative(PyStr name, Value globals, int level)
    {
        if (globals.Ref is not PyDict g) throw Err.KeyError("'__name__' not in globals");
        var package = g.TryGet(Package);
        var spec = g.TryGet(Spec);
        string pkg;
        if (!package.IsMissingOrNone)
        {
            pkg = (package.Ref as PyStr ?? throw Err.TypeError("package must be a string")).ToString();
        }
        else if (!spec.IsMissingOrNone)
        {
            pkg = (Ops.GetAttr(spec, Parent).Ref as PyStr ?? throw Err.TypeError("__spec__.parent must be a string")).ToString();
        }
        else
        {
            Err.Warn(ExcTypes.ImportWarning, "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__");
            var n = g.TryGet(Interp.Names.Name);
            if (n.IsMissing) throw Err.KeyError("'__name__' not in globals");
            pkg = (n.Ref as PyStr ?? throw Err.TypeError("__name__ must be a string")).ToString();
            if (g.TryGet(Interp.Names.Path).IsMissing)
            {
                int dot = pkg.LastIndexOf('.');
                if (dot < 0) throw Err.ImportError("attempted relative import with no known parent package");
                pkg = pkg[..dot];
            }
        }
        if (pkg.Length == 0) throw Err.ImportError("attempted relative import with no known parent package");
        for (int up = 1; up < level; up++)
        {
            int dot = pkg.LastIndexOf('.');
            if (dot < 0) throw Err.ImportError("attempted relative import beyond top-level package");
            pkg = pkg[..dot];
        }
        return name.Length == 0 ? PyStr.Intern(pkg) : PyStr.Intern(pkg + "." + name);
    }
}

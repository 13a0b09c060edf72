using TieredPy.Runtime.Importing;
using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Interpreter;

/// <summary>The import instructions.</summary>
internal static unsafe partial class Interp
{
    /// <summary>The built-in <c>__import__</c>, to see whether somebody replaced it.</summary>
    internal static Value OriginalImport = Value.Missing;

    private static Value ImportName(Frame f, PyStr name, Value level, Value fromlist)
    {
        var import = LookupBuiltin(f.Function.Builtins, Names.Import);
        if (import.IsMissing) throw Err.ImportError("__import__ not found");
        if (import.Is(OriginalImport)) return Importer.Import(name, new Value(f.Function.Globals), fromlist, (int)level.Bits);
        var locals = f.Locals == null ? Value.None : new Value(f.Locals);
        return Ops.CallRaw(import, [new Value(name), new Value(f.Function.Globals), locals, fromlist, level], null);
    }

    private static Value ImportFrom(Value module, PyStr name)
    {
        if (Ops.TryGetAttr(module, name, out var v)) return v;
        // A submodule being imported circularly is in sys.modules only.
        string? pkg = Ops.TryGetAttr(module, Names.Name, out var n) && n.Ref is PyStr ns ? ns.ToString() : null;
        if (pkg != null)
        {
            var sub = SysState.Modules.TryGet(PyStr.Intern($"{pkg}.{name}"));
            if (!sub.IsMissing) return sub;
        }
        string shown = pkg ?? "<unknown module name>";
        var origin = Ops.TryGetAttr(module, Names.File, out var file) && file.Ref is PyStr fs ? fs.ToString() : null;
        var nameValue = pkg == null ? Value.None : new Value(PyStr.Intern(pkg));
        string message;
        bool initializing = false;
        if (Ops.TryGetAttr(module, PyStr.Intern("__spec__"), out var spec) && !spec.IsNone
            && Ops.TryGetAttr(spec, PyStr.Intern("_initializing"), out var init)) initializing = Ops.Truth(init);
        if (initializing)
            message = $"cannot import name '{name}' from partially initialized module '{shown}' (most likely due to a circular import) ({origin ?? "unknown location"})";
        else message = $"cannot import name '{name}' from '{shown}' ({origin ?? "unknown location"})";
        var e = Err.ImportError(ExcTypes.ImportError, message, nameValue, origin == null ? Value.None : Value.Str(origin));
        Ops.SetAttr(new Value(e.Value), "name_from", new Value(name));
        throw e;
    }

    private static void ImportStar(Frame f, Value module)
    {
        var locals = f.Locals ?? f.Function.Globals;
        bool skipUnderscores = false;
        PyDict? dict = module.Ref is PyModule pm ? pm.Dict : null;
        Value[] names;
        string moduleName = Ops.TryGetAttr(module, Names.Name, out var mn) && mn.Ref is PyStr ms ? ms.ToString() : "?";
        if (Ops.TryGetAttr(module, Names.All, out var all)) names = Ops.ToArray(all);
        else
        {
            if (!Ops.TryGetAttr(module, Names.Dict, out var d)) throw Err.ImportError("from-import-* object has no __dict__ and no __all__");
            names = Ops.ToArray(Ops.CallMethod(d, "keys"));
            skipUnderscores = true;
        }
        foreach (var n in names)
        {
            if (n.Ref is not PyStr s)
                throw Err.TypeError(skipUnderscores
                    ? $"Key in {moduleName}.__dict__ must be str, not {n.Type.Name}"
                    : $"Item in {moduleName}.__all__ must be str, not {n.Type.Name}");
            if (skipUnderscores && s.Length > 0 && s.ToString()[0] == '_') continue;
            var v = Ops.GetAttr(module, s);
            if (locals is PyDict ld && !ld.Type.IsHeap) ld.Set(n, v);
            else Ops.SetItem(new Value(locals), n, v);
        }
    }
}

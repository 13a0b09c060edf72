namespace TieredPy.Runtime.Modules.Pickle;

/// <content>Classes and functions, which are pickled by name.</content>
internal sealed partial class PickleSaver
{
    private static readonly PyStr ModuleName = PyStr.Intern("__module__");
    private static readonly PyStr QualNameName = PyStr.Intern("__qualname__");
    private static readonly PyStr NameName = PyStr.Intern("__name__");
    private static readonly PyStr MainName = PyStr.Intern("__main__");

    /// <summary>A class whose metaclass is type; those of the singletons have no name that finds them.</summary>
    private void SaveType(Value v, PyType type)
    {
        Value singleton;
        if (type == PyNone.Instance.Type) singleton = Value.None;
        else if (type == PyEllipsis.Instance.Type) singleton = Value.Ellipsis;
        else if (type == PyNotImplemented.Instance.Type) singleton = Value.NotImplemented;
        else
        {
            SaveGlobal(v, Value.Missing);
            return;
        }
        SaveReduce(new PyTuple(new Value(PyType.TypeObject), new Value(new PyTuple(singleton))), v);
    }

    private void SaveGlobal(Value v, Value name)
    {
        if (name.IsMissing && !Ops.TryGetAttr(v, QualNameName, out name)) name = Ops.GetAttr(v, NameName);
        var globalName = name.Ref as PyStr ?? Ops.Str(name);
        var path = DottedPath(Value.Missing, globalName);
        var moduleName = WhichModule(v, path);

        Value module;
        try
        {
            module = ImportModule(moduleName);
        }
        catch (PyException)
        {
            throw Fail($"Can't pickle {Ops.Repr(v)}: import of module {Ops.Repr(moduleName)} failed");
        }
        if (!TryDeepAttribute(module, path, out var found, out var parent))
            throw Fail($"Can't pickle {Ops.Repr(v)}: attribute lookup {globalName} on {Ops.Str(moduleName)} failed");
        if (!found.Is(v)) throw Fail($"Can't pickle {Ops.Repr(v)}: it's not the same object as {Ops.Str(moduleName)}.{globalName}");

        if (protocol >= 2 && TrySaveExtension(v, moduleName, new Value(globalName))) return;
        // A path that leads back to the module: the last name is enough.
        if (parent.Is(module))
        {
            globalName = path[^1];
            path = [globalName];
        }
        if (protocol >= 4)
        {
            Save(moduleName);
            Save(new Value(globalName));
            writer.Byte(PickleOp.StackGlobal);
        }
        else
        {
            // As getattr(getattr(..., name1), name2).
            for (int i = 1; i < path.Length; i++)
            {
                Save(PickleLibrary.GetAttrFunction);
                if (protocol < 2) writer.Byte(PickleOp.Mark);
            }
            WriteGlobal(moduleName, new Value(path[0]));
            for (int i = 1; i < path.Length; i++)
            {
                Save(new Value(path[i]));
                writer.Bytes(protocol < 2 ? PickleOp.Tuple : PickleOp.Tuple2, PickleOp.Reduce);
            }
        }
        Memoize(v.Ref);
    }

    private void WriteGlobal(Value moduleName, Value name)
    {
        if (protocol < 3 && fixImports) ToPython2(ref moduleName, ref name);
        var module = NameBytes(moduleName, "module");
        var global = NameBytes(name, "global");
        writer.Byte(PickleOp.Global);
        writer.Bytes(module);
        writer.Byte((byte)'\n');
        writer.Bytes(global);
        writer.Byte((byte)'\n');
    }

    private byte[] NameBytes(Value name, string what)
    {
        var text = name.Ref as PyStr ?? throw Fail($"can't pickle {what} identifier");
        try
        {
            return protocol == 3 ? Encodings.Utf8(text, null).Data : Encodings.Ascii(text, null).Data;
        }
        catch (PyException e) when (e.Is(ExcTypes.UnicodeEncodeError))
        {
            throw Fail($"can't pickle {what} identifier '{text}' using pickle protocol {protocol}");
        }
    }

    private static void ToPython2(ref Value moduleName, ref Value name)
    {
        var library = PickleLibrary.Instance;
        var mapped = library.ReverseNameMapping.TryGet(new Value(new PyTuple(moduleName, name)));
        if (!mapped.IsMissing)
        {
            if (mapped.Ref is not PyTuple { Count: 2 } pair) throw Err.RuntimeError($"_compat_pickle.REVERSE_NAME_MAPPING values should be 2-tuples, not {Ops.TypeName(mapped)}");
            if (pair[0].Ref is not PyStr || pair[1].Ref is not PyStr)
                throw Err.RuntimeError($"_compat_pickle.REVERSE_NAME_MAPPING values should be pairs of str, not ({Ops.TypeName(pair[0])}, {Ops.TypeName(pair[1])})");
            moduleName = pair[0];
            name = pair[1];
            return;
        }
        mapped = library.ReverseImportMapping.TryGet(moduleName);
        if (mapped.IsMissing) return;
        if (mapped.Ref is not PyStr) throw Err.RuntimeError($"_compat_pickle.REVERSE_IMPORT_MAPPING values should be strings, not {Ops.TypeName(mapped)}");
        moduleName = mapped;
    }

    // PEP 307: a number that both sides have agreed on stands for the name.
    private bool TrySaveExtension(Value v, Value moduleName, Value name)
    {
        var registry = PickleLibrary.Instance.ExtensionRegistry;
        if (registry.Count == 0) return false;
        var registered = registry.TryGet(new Value(new PyTuple(moduleName, name)));
        if (registered.IsMissing) return false;
        if (!IntOps.IsInt(registered)) throw Fail($"Can't pickle {Ops.Repr(v)}: extension code {Ops.Repr(registered)} isn't an integer");
        long code = Ops.AsLong(registered);
        if (code is <= 0 or > 0x7fffffff) throw Err.RuntimeError($"Can't pickle {Ops.Repr(v)}: extension code {code} is out of range");
        if (code <= 0xff) writer.Bytes(PickleOp.Ext1, (byte)code);
        else if (code <= 0xffff) writer.Op2(PickleOp.Ext2, (int)code);
        else writer.Op4(PickleOp.Ext4, (int)code);
        return true;
    }

    /// <summary>The parts of a qualified name; AttributeError when it is local to a function.</summary>
    internal static PyStr[] DottedPath(Value on, PyStr name)
    {
        var text = name.ToString();
        if (!text.Contains('.')) return [name];
        var parts = text.Split('.');
        foreach (var part in parts)
            if (part == "<locals>")
                throw Err.AttributeError(on.IsMissing ? $"Can't get local object {Ops.Repr(new Value(name))}" : $"Can't get local attribute {Ops.Repr(new Value(name))} on {Ops.Repr(on)}");
        return Array.ConvertAll(parts, PyStr.Of);
    }

    private static bool TryDeepAttribute(Value o, PyStr[] path, out Value found, out Value parent)
    {
        found = parent = o;
        foreach (var part in path)
        {
            parent = found;
            if (!Ops.TryGetAttr(parent, part, out found)) return false;
        }
        return true;
    }

    /// <summary>The name of the module that an object belongs to: its own word, or the module where its name finds it.</summary>
    private static Value WhichModule(Value v, PyStr[] path)
    {
        if (Ops.TryGetAttr(v, ModuleName, out var own) && !own.IsNone) return own;
        var modules = SysState.TryGet("modules");
        if (modules.IsMissing) throw Err.RuntimeError("unable to get sys.modules");
        foreach (var key in Ops.ToArray(modules))
        {
            if (key.Ref is PyStr s && s.Equals(MainName)) continue;
            var module = Ops.GetItem(modules, key);
            if (module.IsNone || !TryDeepAttribute(module, path, out var found, out _)) continue;
            if (found.Is(v)) return key;
        }
        return new Value(MainName);
    }

    /// <summary>A module by its full name, imported when it isn't there.</summary>
    internal static Value ImportModule(Value name)
    {
        if (name.Ref is not PyStr s) throw Err.TypeError("module name must be a string");
        if (SysState.TryGet("modules").Ref is PyDict modules)
        {
            var loaded = modules.TryGet(name);
            if (!loaded.IsMissing && !loaded.IsNone) return loaded;
        }
        return Ops.Import(s.ToString());
    }
}

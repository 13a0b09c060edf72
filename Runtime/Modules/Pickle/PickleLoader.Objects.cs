namespace TieredPy.Runtime.Modules.Pickle;

/// <content>Classes, instances and their state.</content>
internal sealed partial class PickleLoader
{
    private static readonly PyStr NewName = PyStr.Intern("__new__");
    private static readonly PyStr SetStateName = PyStr.Intern("__setstate__");
    private static readonly PyStr DictName = PyStr.Intern("__dict__");
    private static readonly PyStr FindClassEvent = PyStr.Intern("pickle.find_class");
    private static readonly PyStr GetInitArgsName = PyStr.Intern("__getinitargs__");

    private Value FindClass(Value module, Value name) =>
        FindClassHook.IsMissing ? FindClassDefault(module, name) : Ops.Call(FindClassHook, module, name);

    /// <summary>What a module has under a name.</summary>
    public Value FindClassDefault(Value module, Value name)
    {
        SysModule.Audit(FindClassEvent, [module, name]);
        if (protocol < 3 && fixImports) ToPython3(ref module, ref name);
        var m = PickleSaver.ImportModule(module);
        var text = name.Ref as PyStr ?? throw Err.TypeError("attribute name must be string");
        var found = m;
        PyStr[] path = protocol >= 4 ? PickleSaver.DottedPath(m, text) : [text];
        foreach (var part in path)
            if (!Ops.TryGetAttr(found, part, out found))
                throw Err.AttributeError($"Can't get attribute {Ops.Repr(name)} on {Ops.Repr(m)}");
        return found;
    }

    private static void ToPython3(ref Value module, ref Value name)
    {
        var library = PickleLibrary.Instance;
        var mapped = library.NameMapping.TryGet(new Value(new PyTuple(module, name)));
        if (!mapped.IsMissing)
        {
            if (mapped.Ref is not PyTuple { Count: 2 } pair) throw Err.RuntimeError($"_compat_pickle.NAME_MAPPING values should be 2-tuples, not {Ops.TypeName(mapped)}");
            if (pair[0].Ref is not PyStr || pair[1].Ref is not PyStr)
                throw Err.RuntimeError($"_compat_pickle.NAME_MAPPING values should be pairs of str, not ({Ops.TypeName(pair[0])}, {Ops.TypeName(pair[1])})");
            module = pair[0];
            name = pair[1];
            return;
        }
        mapped = library.ImportMapping.TryGet(module);
        if (mapped.IsMissing) return;
        if (mapped.Ref is not PyStr) throw Err.RuntimeError($"_compat_pickle.IMPORT_MAPPING values should be strings, not {Ops.TypeName(mapped)}");
        module = mapped;
    }

    private Value NameLine()
    {
        var line = input.Line();
        if (line.Length < 2) throw PickleInput.Truncated();
        return new Value(PyStr.Intern(Encodings.DecodeUtf8(line[..^1].ToArray(), "strict", true).Text));
    }

    private void LoadGlobal()
    {
        var module = NameLine();
        var name = NameLine();
        Push(FindClass(module, name));
    }

    private void StackGlobal()
    {
        var name = Pop();
        var module = Pop();
        if (!Ops.IsExactStr(name) || !Ops.IsExactStr(module)) throw Fail("STACK_GLOBAL requires str");
        Push(FindClass(module, name));
    }

    private void Extension(int code)
    {
        if (code <= 0) throw Fail("EXT specifies code <= 0");
        var library = PickleLibrary.Instance;
        var known = library.ExtensionCache.TryGet(Value.Int(code));
        if (!known.IsMissing)
        {
            Push(known);
            return;
        }
        var entry = library.InvertedRegistry.TryGet(Value.Int(code));
        if (entry.IsMissing) throw Err.ValueError($"unregistered extension code {code}");
        if (entry.Ref is not PyTuple { Count: 2 } pair || pair[0].Ref is not PyStr || pair[1].Ref is not PyStr)
            throw Err.ValueError($"_inverted_registry[{code}] isn't a 2-tuple of strings");
        var found = FindClass(pair[0], pair[1]);
        library.ExtensionCache.Set(Value.Int(code), found);
        Push(found);
    }

    private void Reduce()
    {
        var args = Pop();
        var callable = Top();
        if (args.Ref is not PyTuple t) throw Err.TypeError("argument list must be a tuple");
        stack[top - 1] = Ops.Call(callable, t.AsSpan(), null);
    }

    private void NewObject()
    {
        var args = Pop();
        var cls = Pop();
        if (cls.Ref is not PyType type) throw Fail($"NEWOBJ class argument must be a type, not {Ops.TypeName(cls)}");
        if (args.Ref is not PyTuple t) throw Fail($"NEWOBJ args argument must be a tuple, not {Ops.TypeName(args)}");
        Push(Construct(type, t.AsSpan(), null));
    }

    private void NewObjectEx()
    {
        var kwargs = Pop();
        var args = Pop();
        var cls = Pop();
        if (cls.Ref is not PyType type) throw Fail($"NEWOBJ_EX class argument must be a type, not {Ops.TypeName(cls)}");
        if (args.Ref is not PyTuple t) throw Fail($"NEWOBJ_EX args argument must be a tuple, not {Ops.TypeName(args)}");
        if (kwargs.Ref is not PyDict d) throw Fail($"NEWOBJ_EX kwargs argument must be a dict, not {Ops.TypeName(kwargs)}");
        Push(Construct(type, t.AsSpan(), d));
    }

    /// <summary><c>cls.__new__(cls, *args, **kwargs)</c>.</summary>
    private static Value Construct(PyType type, ReadOnlySpan<Value> args, PyDict? kwargs)
    {
        if (args.IsEmpty && kwargs == null && type.Traits.NewIsObjects) return new Value(ObjectMethods.NewObject(type, 0));
        var make = Ops.GetAttr(new Value(type), NewName);
        return Ops.Call(make, new PyTuple([new Value(type), .. args]), kwargs);
    }

    private void LoadObj()
    {
        int mark = Unmark();
        if (top - mark < 1) throw Fail("unpickling stack underflow");
        var args = PyTuple.Of(new ReadOnlySpan<Value>(stack, mark + 1, top - mark - 1));
        var cls = stack[mark];
        top = mark;
        Push(Instantiate(cls, args));
    }

    private void LoadInst()
    {
        int mark = Unmark();
        var args = PyTuple.Of(TakeFrom(mark));
        var module = NameLine();
        var cls = FindClass(module, NameLine());
        Push(Instantiate(cls, args));
    }

    // As Python 2 pickled instances of its old classes.
    private static Value Instantiate(Value cls, PyTuple args)
    {
        if (args.Count == 0 && cls.Ref is PyType type && !Ops.HasAttr(cls, GetInitArgsName)) return Construct(type, [], null);
        return Ops.Call(cls, args, null);
    }

    private Value Persistent(Value id) => PersistentLoad.IsMissing ? throw NoPersistentLoad() : Ops.Call(PersistentLoad, id);

    private void LoadPersId()
    {
        if (PersistentLoad.IsMissing) throw NoPersistentLoad();
        var line = input.Line();
        if (line.Length < 1) throw PickleInput.Truncated();
        Value id;
        try
        {
            id = new Value(Encodings.DecodeAscii(line[..^1].ToArray(), "strict"));
        }
        catch (PyException e) when (e.Is(ExcTypes.UnicodeDecodeError))
        {
            throw Fail("persistent IDs in protocol 0 must be ASCII strings");
        }
        Push(Ops.Call(PersistentLoad, id));
    }

    private void Build()
    {
        if (top - 2 < fence) throw Underflow();
        var state = Pop();
        var target = Top();
        if (target.Ref is PyInstance o && !target.Type.HasAttributeHooks)
        {
            if (target.Type.Lookup(SetStateName) == null && InstanceAttributes.Get(o, SetStateName).IsMissing)
            {
                if (state.Ref is PyDict d && target.Type.Has(TypeFlags.HasDict) && target.Type.SlotMembers.Length == 0)
                {
                    SetAttributes(o, d);
                    return;
                }
                SetState(target, state);
                return;
            }
        }
        if (Ops.TryGetAttr(target, SetStateName, out var setState)) Ops.Call(setState, state);
        else SetState(target, state);
    }

    private static void SetAttributes(PyInstance o, PyDict d)
    {
        int pos = 0;
        while (d.Next(ref pos, out var key, out var value))
        {
            if (key.Ref is PyStr name && name.GetType() == typeof(PyStr)) InstanceAttributes.Set(o, name.IsInterned ? name : PyStr.Intern(name), value);
            else InstanceAttributes.Dict(o).Set(key, value);
        }
    }

    private static void SetState(Value target, Value state)
    {
        var slots = Value.Missing;
        if (state.Ref is PyTuple { Count: 2 } pair)
        {
            state = pair[0];
            slots = pair[1];
        }
        if (!state.IsNone)
        {
            if (state.Ref is not PyDict d) throw Fail("state is not a dictionary");
            var dict = Ops.GetAttr(target, DictName);
            int pos = 0;
            while (d.Next(ref pos, out var key, out var value))
                Ops.SetItem(dict, Ops.IsExactStr(key) ? new Value(PyStr.Intern((PyStr)key.Ref!)) : key, value);
        }
        if (slots.IsMissing) return;
        if (slots.Ref is not PyDict s) throw Fail("slot state is not a dictionary");
        int at = 0;
        while (s.Next(ref at, out var key, out var value))
            Ops.SetAttr(target, key.Ref as PyStr ?? throw Err.TypeError($"attribute name must be string, not '{Ops.TypeName(key)}'"), value);
    }
}

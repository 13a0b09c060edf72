namespace TieredPy.Runtime.Objects;

/// <summary><c>object.__reduce__</c>, <c>__reduce_ex__</c> and <c>__getstate__</c>: how instances are pickled and copied by default.</summary>
internal static class ObjectReducer
{
    private static readonly PyStr ReduceName = PyStr.Intern("__reduce__");
    private static readonly PyStr GetStateName = PyStr.Intern("__getstate__");
    private static readonly PyStr CopyRegName = PyStr.Intern("copyreg");
    private static readonly PyStr DictName = PyStr.Intern("__dict__");
    private static readonly PyStr NewObjName = PyStr.Intern("__newobj__");
    private static readonly PyStr NewObjExName = PyStr.Intern("__newobj_ex__");
    private static readonly PyStr NewArgsName = PyStr.Intern("__getnewargs__");
    private static readonly PyStr NewArgsExName = PyStr.Intern("__getnewargs_ex__");
    private static readonly PyStr SlotNamesName = PyStr.Intern("__slotnames__");

    public static Value ReduceEx(Value self, int protocol)
    {
        // An own __reduce__ goes first.
        var own = self.Type.Lookup(ReduceName);
        if (own != null && !ReferenceEquals(own, PyObject.TypeObject.Lookup(ReduceName))) return Ops.CallMethod(self, ReduceName);
        return Reduce(self, protocol);
    }

    public static Value Reduce(Value self, int protocol)
    {
        var copyreg = CopyReg();
        if (protocol < 2) return Ops.CallMethod(copyreg, "_reduce_ex", self, Value.Int(protocol));
        return ReduceNewObject(self, copyreg);
    }

    // As a rule it is imported long since.
    private static Value CopyReg()
    {
        var loaded = Modules.SysState.Modules.TryGet(CopyRegName);
        return loaded.Ref is PyModule ? loaded : Ops.Import("copyreg");
    }

    private static Value ReduceNewObject(Value self, Value copyreg)
    {
        var type = self.Type;
        if (type.Has(TypeFlags.NoConstructor)) throw Err.TypeError($"cannot pickle '{type.FullName}' object");
        var (args, kwargs) = NewArguments(self);
        Value newObject, newArgs;
        if (kwargs is not { Count: > 0 })
        {
            newObject = Ops.GetAttr(copyreg, NewObjName);
            newArgs = new Value(new PyTuple([new Value(type), .. args == null ? ReadOnlySpan<Value>.Empty : args.AsSpan()]));
        }
        else
        {
            newObject = Ops.GetAttr(copyreg, NewObjExName);
            newArgs = new Value(new PyTuple([new Value(type), new Value(args!), new Value(kwargs)]));
        }
        bool required = args == null && self.Ref is not (PyList or PyDict);
        var state = State(self, required);
        var listItems = self.Ref is PyList ? Ops.Iter(self) : Value.None;
        var dictItems = self.Ref is PyDict ? Ops.Iter(Ops.CallMethod(self, "items")) : Value.None;
        return new Value(new PyTuple([newObject, newArgs, state, listItems, dictItems]));
    }

    private static (PyTuple? Args, PyDict? Kwargs) NewArguments(Value self)
    {
        if (Ops.LookupSpecial(self, NewArgsExName, out var ex))
        {
            var r = Ops.Call(ex);
            if (r.Ref is not PyTuple pair) throw Err.TypeError($"__getnewargs_ex__ should return a tuple, not '{Ops.TypeName(r)}'");
            if (pair.Count != 2) throw Err.ValueError($"__getnewargs_ex__ should return a tuple of length 2, not {pair.Count}");
            if (pair[0].Ref is not PyTuple args) throw Err.TypeError($"first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '{Ops.TypeName(pair[0])}'");
            if (pair[1].Ref is not PyDict kwargs) throw Err.TypeError($"second item of the tuple returned by __getnewargs_ex__ must be a dict, not '{Ops.TypeName(pair[1])}'");
            return (args, kwargs);
        }
        if (Ops.LookupSpecial(self, NewArgsName, out var plain))
        {
            var r = Ops.Call(plain);
            return (r.Ref as PyTuple ?? throw Err.TypeError($"__getnewargs__ should return a tuple, not '{Ops.TypeName(r)}'"), null);
        }
        return (null, null);
    }

    /// <summary>What <c>__getstate__</c> gives, without calling it when it is object's.</summary>
    public static Value State(Value self, bool required)
    {
        var own = self.Type.Lookup(GetStateName);
        bool overridden = !ReferenceEquals(own, PyObject.TypeObject.Lookup(GetStateName)) || ObjectMethods.HasOwnAttribute(self, GetStateName);
        return overridden ? Ops.CallMethod(self, GetStateName) : DefaultState(self, required);
    }

    /// <summary><c>object.__getstate__</c>: the dict, with the values of slots beside it when there are any.</summary>
    public static Value DefaultState(Value self, bool required)
    {
        var type = self.Type;
        if (required && type.Solid != PyObject.TypeObject && self.Ref is not PyBaseException) throw Err.TypeError($"cannot pickle '{type.FullName}' object");
        var state = Value.None;
        if (self.Ref is { HasSlots: true } o && type.Has(TypeFlags.HasDict) && !type.LiesAboutClass && type.SlotMembers.Length == 0)
            return InstanceAttributes.Snapshot(o) is { } d ? new Value(d) : Value.None;
        if (Ops.TryGetAttr(self, DictName, out var dict)) state = dict.Ref is PyDict { Count: 0 } ? Value.None : dict.Ref is PyDict full ? new Value(full.Copy()) : dict;
        if (!type.IsHeap) return state;

        // What was found once, copyreg keeps in the class.
        var names = type.Dict.TryGet(SlotNamesName);
        if (names.Ref is not PyList) names = Ops.CallMethod(CopyReg(), "_slotnames", new Value(type));
        if (names.Ref is not PyList list || list.Count == 0) return state;
        var slots = new PyDict();
        for (int i = 0; i < list.Count; i++)
            if (list[i].Ref is PyStr name && Ops.TryGetAttr(self, name, out var v)) slots.Set(name, v);
        return slots.Count == 0 ? state : new Value(new PyTuple([state, new Value(slots)]));
    }
}

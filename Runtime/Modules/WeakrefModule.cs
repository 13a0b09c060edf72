namespace TieredPy.Runtime.Modules;

/// <summary>The _weakref module.</summary>
[PyModule("_weakref", Doc = "Weak-reference support module.")]
internal static partial class WeakrefModule
{
    [PyModuleInit]
    private static void Init(PyModule m)
    {
        // A proxy of a callable does all that other proxies do.
        var callable = PyCallableWeakProxy.TypeObject;
        int pos = 0;
        while (PyWeakProxy.TypeObject.Dict.Next(ref pos, out var name, out var body))
            if (callable.Dict.TryGet(name).IsMissing) callable.SetOwn((PyStr)name.Ref!, body.ToHeap());
        m.Dict.Set(PyStr.Intern("ref"), new Value(PyWeakRef.TypeObject));
        m.Dict.Set(PyStr.Intern("ReferenceType"), new Value(PyWeakRef.TypeObject));
        m.Dict.Set(PyStr.Intern("ProxyType"), new Value(PyWeakProxy.TypeObject));
        m.Dict.Set(PyStr.Intern("CallableProxyType"), new Value(PyCallableWeakProxy.TypeObject));
    }

    [PyFunction("getweakrefcount", Doc = "Return the number of weak references to 'object'.", Signature = "($module, object, /)")]
    private static long GetWeakrefCount(Value o) => o.Ref == null || o.IsFloat ? 0 : WeakRefs.Of(o.Ref).Count;

    [PyFunction("getweakrefs", Doc = "Return a list of all weak reference objects pointing to 'object'.", Signature = "($module, object, /)")]
    private static Value GetWeakrefs(Value o)
    {
        var list = new PyList(ReadOnlySpan<Value>.Empty);
        if (o.Ref != null && !o.IsFloat)
            foreach (var r in WeakRefs.Of(o.Ref)) list.Append(new Value(r));
        return new Value(list);
    }

    [PyFunction("proxy", Doc = "Create a proxy object that weakly references 'object'.\n\n'callback', if given, is called with a reference to the\nproxy when 'object' is about to be finalized.", Signature = "($module, object, callback=None, /)")]
    private static Value Proxy(Value o, [OptNone] Value callback) => new(PyWeakProxy.Make(o, callback));

    [PyFunction("_remove_dead_weakref", Doc = "Atomically remove key from dict if it points to a dead weakref.", Signature = "($module, dct, key, /)")]
    private static void RemoveDeadWeakref(PyDict dict, Value key)
    {
        var v = dict.TryGet(key);
        if (v.IsMissing) return;
        if (v.Ref is not PyWeakRefBase r) throw Err.TypeError("not a weakref");
        if (r.Target.IsNone) dict.Remove(key);
    }
}

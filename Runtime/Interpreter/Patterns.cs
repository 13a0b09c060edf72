namespace TieredPy.Runtime.Interpreter;

/// <summary>Structural pattern matching (PEP 634).</summary>
internal static class Patterns
{
    /// <summary>The values of the keys in a mapping as a tuple, or None when one is missing.</summary>
    public static Value MatchKeys(Value subject, PyTuple keys)
    {
        var seen = new PySet();
        var values = new Value[keys.Count];
        if (keys.Count == 0) return new Value(PyTuple.Empty);
        var get = Ops.GetAttr(subject, Interp.Names.Get);
        var marker = new Value(new PySentinel("<no value>"));
        for (int i = 0; i < keys.Count; i++)
        {
            if (seen.Has(keys[i])) throw Err.ValueError($"mapping pattern checks duplicate key ({Ops.Repr(keys[i])})");
            seen.Add(keys[i]);
            var v = subject.Ref is PyDict { Type.IsHeap: false } d ? d.TryGet(keys[i]) : Ops.Call(get, keys[i], marker);
            if (v.IsMissing || v.Is(marker)) return Value.None;
            values[i] = v;
        }
        return new Value(new PyTuple(values));
    }

    /// <summary>The attributes that a class pattern binds as a tuple, or None when the subject doesn't match.</summary>
    public static Value MatchClass(Value subject, Value cls, int positional, PyTuple names)
    {
        if (cls.Ref is not PyType type) throw Err.TypeError("called match pattern must be a class");
        if (!Ops.IsInstance(subject, cls)) return Value.None;
        var values = new List<Value>();
        var seen = new HashSet<PyStr>();
        if (positional > 0)
        {
            PyTuple? matchArgs = null;
            bool self = false;
            if (Ops.TryGetAttr(cls, Interp.Names.MatchArgs, out var ma))
                matchArgs = ma.Ref as PyTuple ?? throw Err.TypeError($"{type.FullName}.__match_args__ must be a tuple (got {ma.Type.FullName})");
            else self = type.Has(TypeFlags.MatchSelf);
            int allowed = self ? 1 : matchArgs?.Count ?? 0;
            if (allowed < positional)
                throw Err.TypeError($"{type.FullName}() accepts {allowed} positional sub-pattern{(allowed == 1 ? "" : "s")} ({positional} given)");
            if (self) values.Add(subject);
            else
                for (int i = 0; i < positional; i++)
                {
                    var name = matchArgs![i].Ref as PyStr ?? throw Err.TypeError($"__match_args__ elements must be strings (got {matchArgs[i].Type.FullName})");
                    if (!Attribute(subject, type, name, seen, values)) return Value.None;
                }
        }
        foreach (var n in names.AsSpan())
            if (!Attribute(subject, type, (PyStr)n.Ref!, seen, values)) return Value.None;
        return new Value(new PyTuple([.. values]));
    }

    private static bool Attribute(Value subject, PyType type, PyStr name, HashSet<PyStr> seen, List<Value> values)
    {
        if (!seen.Add(name)) throw Err.TypeError($"{type.FullName}() got multiple sub-patterns for attribute {Ops.Repr(new Value(name))}");
        if (!Ops.TryGetAttr(subject, name, out var v)) return false;
        values.Add(v);
        return true;
    }

    /// <summary>A dict of the mapping without the given keys (<c>**rest</c>).</summary>
    public static Value CopyWithout(Value subject, PyTuple keys)
    {
        var d = new PyDict();
        d.Update(subject);
        foreach (var k in keys.AsSpan()) d.Remove(k);
        return new Value(d);
    }
}

namespace TieredPy.Runtime.Objects;

/// <summary>Type variables in the arguments of generic aliases and unions, and what replaces them on subscription.</summary>
internal static class TypeSubstitution
{
    private static readonly PyStr SubstName = PyStr.Intern("__typing_subst__");
    private static readonly PyStr PrepareName = PyStr.Intern("__typing_prepare_subst__");
    private static readonly PyStr ParametersName = PyStr.Intern("__parameters__");
    private static readonly PyStr UnpackedName = PyStr.Intern("__typing_is_unpacked_typevartuple__");
    private static readonly PyStr UnpackedArgsName = PyStr.Intern("__typing_unpacked_tuple_args__");

    /// <summary>The type variables in arguments, in order of first appearance.</summary>
    public static PyTuple Parameters(PyTuple args)
    {
        var found = new List<Value>();
        for (int i = 0; i < args.Count; i++)
        {
            var arg = args[i];
            if (arg.Ref is PyType) continue;
            if (Ops.TryGetAttr(arg, SubstName, out _))
            {
                AddUnique(found, arg);
                continue;
            }
            if (!Ops.TryGetAttr(arg, ParametersName, out var sub) || sub.Ref is not PyTuple t) continue;
            for (int j = 0; j < t.Count; j++) AddUnique(found, t[j]);
        }
        return found.Count == 0 ? PyTuple.Empty : new PyTuple(found.ToArray());
    }

    private static void AddUnique(List<Value> list, Value v)
    {
        foreach (var x in list)
            if (x.Is(v)) return;
        list.Add(v);
    }

    /// <summary>The arguments with type variables replaced by <paramref name="item"/>, what the alias was subscripted with.</summary>
    public static PyTuple Substitute(Value self, PyTuple args, PyTuple parameters, Value item)
    {
        if (parameters.Count == 0) throw Err.TypeError($"{Ops.Repr(self)} is not a generic class");
        var items = new Value(Unpack(item));
        for (int i = 0; i < parameters.Count; i++)
        {
            if (!Ops.TryGetAttr(parameters[i], PrepareName, out var prepare) || prepare.IsNone) continue;
            var r = Ops.Call(prepare, self, items.Ref is PyTuple ? items : new Value(new PyTuple([items])));
            items = r;
        }
        var given = items.Ref as PyTuple ?? new PyTuple([items]);
        if (given.Count != parameters.Count)
            throw Err.TypeError($"Too {(given.Count > parameters.Count ? "many" : "few")} arguments for {Ops.Repr(self)}; actual {given.Count}, expected {parameters.Count}");
        var result = new List<Value>();
        for (int i = 0; i < args.Count; i++)
        {
            var arg = args[i];
            if (arg.Ref is PyType)
            {
                result.Add(arg);
                continue;
            }
            bool unpack = Ops.TryGetAttr(arg, UnpackedName, out var u) && Ops.Truth(u);
            if (Ops.TryGetAttr(arg, SubstName, out var subst)) arg = Ops.Call(subst, given[IndexOf(parameters, arg)]);
            else arg = SubstituteInside(arg, parameters, given);
            if (unpack)
            {
                if (arg.Ref is not PyTuple t) throw Err.TypeError($"expected __typing_subst__ of {Ops.TypeName(args[i])} objects to return a tuple, not {Ops.TypeName(arg)}");
                result.AddRange(t.AsSpan());
            }
            else result.Add(arg);
        }
        return result.Count == 0 ? PyTuple.Empty : new PyTuple(result.ToArray());
    }

    private static PyTuple Unpack(Value item)
    {
        var source = item.Ref is PyTuple t ? t.AsSpan() : [item];
        var result = new List<Value>();
        foreach (var x in source)
        {
            if (x.Ref is not PyType && Ops.TryGetAttr(x, UnpackedArgsName, out var inner) && inner.Ref is PyTuple parts
                && !(parts.Count > 0 && parts[parts.Count - 1].Ref is PyEllipsis))
            {
                result.AddRange(parts.AsSpan());
                continue;
            }
            result.Add(x);
        }
        return result.Count == 0 ? PyTuple.Empty : new PyTuple(result.ToArray());
    }

    private static int IndexOf(PyTuple t, Value v)
    {
        for (int i = 0; i < t.Count; i++)
            if (t[i].Is(v)) return i;
        return -1;
    }

    private static Value SubstituteInside(Value arg, PyTuple parameters, PyTuple given)
    {
        if (!Ops.TryGetAttr(arg, ParametersName, out var sub) || sub.Ref is not PyTuple { Count: > 0 } inner) return arg;
        var items = new List<Value>();
        for (int i = 0; i < inner.Count; i++)
        {
            int at = IndexOf(parameters, inner[i]);
            if (at < 0) items.Add(inner[i]);
            else if (Ops.Has(inner[i], Slot.Iter) && given[at].Ref is PyTuple several) items.AddRange(several.AsSpan());
            else items.Add(given[at]);
        }
        return Ops.GetItem(arg, new Value(items.Count == 0 ? PyTuple.Empty : new PyTuple(items.ToArray())));
    }

    /// <summary>A type as typing shows it.</summary>
    public static string ReprItem(Value v)
    {
        if (v.Ref is PyEllipsis) return "...";
        if (Ops.TryGetAttr(v, "__origin__", out _) && Ops.TryGetAttr(v, "__args__", out _)) return Ops.Repr(v).ToString();
        if (!Ops.TryGetAttr(v, "__qualname__", out var qualName) || !Ops.TryGetAttr(v, "__module__", out var module) || module.IsNone) return Ops.Repr(v).ToString();
        return module.Ref is PyStr m && m.ToString() == "builtins" ? Ops.Str(qualName).ToString() : $"{Ops.Str(module)}.{Ops.Str(qualName)}";
    }

    /// <summary>An argument of an alias: lists (of parameter specifications) show their items the same way.</summary>
    public static string ReprArgument(Value v) =>
        v.Ref is PyList l ? "[" + string.Join(", ", l.ToArray().Select(ReprItem)) + "]" : ReprItem(v);
}

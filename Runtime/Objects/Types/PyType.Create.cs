namespace TieredPy.Runtime.Objects;

/// <content>Making classes: <c>type.__new__</c>.</content>
public partial class PyType
{
    [PyNew(Doc = "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type"), RawCall]
    private static Value New(PyType meta, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        int n = args.Length - (kw?.Length ?? 0);
        if (n != 3) throw Err.TypeError(n < 3 ? $"type.__new__() takes exactly 3 arguments ({n} given)" : $"type.__new__() takes exactly 3 arguments ({n} given)");
        if (args[0].Ref is not PyStr name) throw Err.TypeError($"type.__new__() argument 1 must be str, not {Ops.TypeName(args[0])}");
        if (args[1].Ref is not PyTuple bases) throw Err.TypeError($"type.__new__() argument 2 must be tuple, not {Ops.TypeName(args[1])}");
        if (args[2].Ref is not PyDict ns) throw Err.TypeError($"type.__new__() argument 3 must be dict, not {Ops.TypeName(args[2])}");

        for (int i = 0; i < bases.Count; i++)
            if (bases[i].Ref is not PyType && Ops.HasAttr(bases[i], ClassBuilder.MroEntriesName))
                throw Err.TypeError("type() doesn't support MRO entry resolution; use types.new_class()");
        var winner = CalculateMetaclass(meta, bases);
        if (winner != meta)
        {
            // Another metaclass with a __new__ of its own is to make the class.
            if (winner.Lookup(NewName) != TypeObject.Lookup(NewName))
                return Ops.Call(Ops.GetAttr(new Value(winner), NewName), [new Value(winner), .. args], kw);
            meta = winner;
        }
        return new Value(new TypeMaker(meta, name, bases, ns).Make(Ops.KeywordDict(args, kw)));
    }

    internal static readonly PyStr NewName = PyStr.Intern("__new__");

    /// <summary>The most derived of a metaclass and those of the bases.</summary>
    internal static PyType CalculateMetaclass(PyType meta, PyTuple bases)
    {
        var winner = meta;
        for (int i = 0; i < bases.Count; i++)
        {
            var t = bases[i].Type;
            if (winner.IsSubtypeOf(t)) continue;
            if (!t.IsSubtypeOf(winner))
                throw Err.TypeError("metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases");
            winner = t;
        }
        return winner;
    }

    /// <summary>The base that decides the layout of instances; refuses bases that can't be combined.</summary>
    internal static PyType BestBase(PyType[] bases)
    {
        PyType? best = null, layout = null;
        foreach (var b in bases)
        {
            if (!b.Has(TypeFlags.Subclassable)) throw Err.TypeError($"type '{b.FullName}' is not an acceptable base type");
            var candidate = b.Layout;
            if (layout == null || (candidate != layout && candidate.IsSubtypeOf(layout)))
            {
                layout = candidate;
                best = b;
            }
            else if (!layout.IsSubtypeOf(candidate)) throw Err.TypeError("multiple bases have instance lay-out conflict");
        }
        return best!;
    }

    /// <summary>
    /// Gives a class its MRO: what the metaclass's <c>mro()</c> says, else C3. False when that Python code gave the class an MRO itself,
    /// by assigning bases: then the newer one stays.
    /// </summary>
    internal bool ComputeMro()
    {
        var before = Mro;
        var made = AskForMro();
        if (Mro != before) return false;
        Mro = made;
        MroKnown = true;
        Modified();
        return true;
    }

    private PyType[] AskForMro()
    {
        if (Type == TypeObject || Type.Lookup(MroName) is not { } method || method == TypeObject.Lookup(MroName)) return C3.Linearize(this, BaseTypes());
        var custom = Ops.ToTuple(Ops.Check(Ops.CallSpecial(method, new Value(this))));
        if (custom.Count == 0) throw Err.TypeError("type MRO must not be empty");
        var list = new PyType[custom.Count];
        for (int i = 0; i < list.Length; i++)
        {
            list[i] = custom[i].Ref as PyType ?? throw Err.TypeError($"mro() returned a non-class ('{Ops.TypeName(custom[i])}')");
            if (!Solid.IsSubtypeOf(list[i].Solid)) throw Err.TypeError($"mro() returned base with unsuitable layout ('{list[i].Name}')");
        }
        return list;
    }

    /// <summary>The bases as types.</summary>
    internal PyType[] BaseTypes()
    {
        var b = Bases;
        var list = new PyType[b.Count];
        for (int i = 0; i < list.Length; i++) list[i] = (PyType)b[i].Ref!;
        return list;
    }

    internal static readonly PyStr MroName = PyStr.Intern("mro");

    /// <summary>Brings the facts that are kept as flags up to date with the dict and the bases.</summary>
    internal void InheritFlags()
    {
        var inherited = TypeFlags.None;
        foreach (var b in BaseTypes())
        {
            inherited |= b.Flags & (TypeFlags.HasDict | TypeFlags.Weakrefable);
            if ((inherited & (TypeFlags.Sequence | TypeFlags.Mapping)) == 0) inherited |= b.Flags & (TypeFlags.Sequence | TypeFlags.Mapping);
            inherited |= b.Flags & TypeFlags.MatchSelf;
        }
        Flags |= inherited;
        UpdateDelFlag();
    }

    /// <summary>A class being given new bases: checks the layout and recomputes the MROs of it and all below it.</summary>
    private void ReplaceBases(PyTuple value)
    {
        var list = new PyType[value.Count];
        for (int i = 0; i < list.Length; i++)
        {
            list[i] = value[i].Ref as PyType ?? throw Err.TypeError($"{Name}.__bases__ must be tuple of classes, not '{Ops.TypeName(value[i])}'");
            if (list[i].IsSubtypeOf(this) || list[i].DerivesThroughBases(this)) throw Err.TypeError("a __bases__ item causes an inheritance cycle");
        }
        var best = BestBase(list);
        if (best.Layout != (Layout == this ? Base!.Layout : Layout) || best.Solid != Solid)
            throw Err.TypeError($"__bases__ assignment: '{best.Name}' object layout differs from '{Base!.Name}'");
        var oldBases = Bases;
        var oldBase = Base;
        Bases = value;
        Base = best;
        var changed = new List<(PyType Type, PyType[] New, PyType[] Old)>();
        try
        {
            RecomputeMro(changed);
        }
        catch (PyException)
        {
            foreach (var (type, newer, old) in changed)
            {
                if (type.Mro != newer) continue;
                type.Mro = old;
                type.Modified();
            }
            if (Bases == value)
            {
                Bases = oldBases;
                Base = oldBase;
            }
            throw;
        }
        // An mro() method may have assigned other bases meanwhile.
        if (Bases != value) return;
        for (int i = 0; i < oldBases.Count; i++) ((PyType)oldBases[i].Ref!).RemoveSubclass(this);
        foreach (var b in list) b.AddSubclass(this);
        InheritFlags();
    }

    /// <summary>What an MRO that is being recomputed doesn't tell yet: following primary bases leads to <paramref name="other"/>.</summary>
    private bool DerivesThroughBases(PyType other)
    {
        for (var t = this; t != null; t = t.Base)
            if (t == other) return true;
        return false;
    }

    private void RecomputeMro(List<(PyType Type, PyType[] New, PyType[] Old)> changed)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var old = Mro;
        if (!ComputeMro()) return;
        changed.Add((this, Mro, old));
        foreach (var s in Subclasses()) s.RecomputeMro(changed);
    }
}

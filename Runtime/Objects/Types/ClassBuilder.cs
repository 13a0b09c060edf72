namespace TieredPy.Runtime.Objects;

/// <summary>What a class statement does (<c>__build_class__</c>).</summary>
internal static class ClassBuilder
{
    internal static readonly PyStr MroEntriesName = PyStr.Intern("__mro_entries__");
    private static readonly PyStr PrepareName = PyStr.Intern("__prepare__");
    private static readonly PyStr MetaclassName = PyStr.Intern("metaclass");
    private static readonly PyStr OriginalBasesName = PyStr.Intern("__orig_bases__");

    /// <summary>Runs the body in the namespace that the metaclass prepares and calls the metaclass.</summary>
    public static Value Build(PyFunction body, PyStr name, PyTuple originalBases, PyDict? keywords)
    {
        var bases = ResolveBases(originalBases);
        PyDict? rest = keywords?.Copy();
        var meta = rest == null ? Value.Missing : rest.Take(new Value(MetaclassName));
        bool isClass = true;
        if (meta.IsMissing) meta = bases.Count == 0 ? new Value(PyType.TypeObject) : new Value(bases[0].Type);
        else isClass = meta.Ref is PyType;
        if (isClass) meta = new Value(PyType.CalculateMetaclass((PyType)meta.Ref!, bases));

        Value ns;
        if (meta.Ref == PyType.TypeObject || !Ops.TryGetAttr(meta, PrepareName, out var prepare)) ns = new Value(new PyDict());
        else
        {
            ns = Ops.Call(prepare, new PyTuple([new Value(name), new Value(bases)]), rest);
            if (!IsMapping(ns))
                throw Err.TypeError($"{(isClass ? ((PyType)meta.Ref!).Name : "<metaclass>")}.__prepare__() must return a mapping, not {Ops.TypeName(ns)}");
        }
        var cell = Interp.RunClassBody(body, ns.ToHeap());
        if (!ReferenceEquals(bases, originalBases)) Ops.SetItem(ns, new Value(OriginalBasesName), new Value(originalBases));
        var cls = Ops.Call(meta, new PyTuple([new Value(name), new Value(bases), ns]), rest);
        if (cls.Ref is PyType && cell.Ref is PyCell c) CheckCell(c, cls, name);
        return cls;
    }

    private static bool IsMapping(Value v) => v.Ref is PyDict || (v.Ref != null && !v.IsFloat && Ops.Has(v, Slot.GetItem));

    private static void CheckCell(PyCell cell, Value cls, PyStr name)
    {
        var content = cell.Value;
        if (content.IsMissing)
            throw Err.RuntimeError($"__class__ not set defining {Ops.Repr(new Value(name))} as {Ops.Repr(cls)}. Was __classcell__ propagated to type.__new__?");
        if (!content.Is(cls)) throw Err.TypeError($"__class__ set to {Ops.Repr(content)} defining {Ops.Repr(new Value(name))} as {Ops.Repr(cls)}");
    }

    /// <summary>Replaces bases that are not classes by what their <c>__mro_entries__</c> says (PEP 560); the same tuple when there are none.</summary>
    internal static PyTuple ResolveBases(PyTuple bases)
    {
        List<Value>? changed = null;
        for (int i = 0; i < bases.Count; i++)
        {
            var b = bases[i];
            if (b.Ref is PyType || !Ops.TryGetAttr(b, MroEntriesName, out var method))
            {
                changed?.Add(b);
                continue;
            }
            if (Ops.Call(method, new Value(bases)).Ref is not PyTuple entries) throw Err.TypeError("__mro_entries__ must return a tuple");
            if (changed == null)
            {
                changed = [];
                for (int j = 0; j < i; j++) changed.Add(bases[j]);
            }
            for (int j = 0; j < entries.Count; j++) changed.Add(entries[j]);
        }
        return changed == null ? bases : changed.Count == 0 ? PyTuple.Empty : new PyTuple(changed.ToArray());
    }
}

namespace TieredPy.Runtime.Objects;

/// <summary>Makes one heap type from the arguments of <c>type.__new__</c>.</summary>
internal sealed class TypeMaker(PyType meta, PyStr name, PyTuple bases, PyDict ns)
{
    private static readonly PyStr SlotsName = PyStr.Intern("__slots__");
    private static readonly PyStr ModuleName = PyStr.Intern("__module__");
    private static readonly PyStr QualNameName = PyStr.Intern("__qualname__");
    private static readonly PyStr DocName = PyStr.Intern("__doc__");
    private static readonly PyStr DictName = PyStr.Intern("__dict__");
    private static readonly PyStr WeakrefName = PyStr.Intern("__weakref__");
    private static readonly PyStr ClassCellName = PyStr.Intern("__classcell__");
    private static readonly PyStr ClassDictCellName = PyStr.Intern("__classdictcell__");
    private static readonly PyStr AssignedName = PyStr.Intern("__static_attributes__");
    private static readonly PyStr AnnotationsName = PyStr.Intern("__annotations__");
    private static readonly PyStr InitSubclassName = PyStr.Intern("__init_subclass__");

    private readonly PyDict dict = ns.Copy();
    private readonly List<PyStr> slots = [];
    private PyType @base = null!;
    private bool addDict;
    private bool addWeakref;

    public PyType Make(PyDict? keywords)
    {
        if (bases.Count == 0) bases = new PyTuple([new Value(PyObject.TypeObject)]);
        var list = new PyType[bases.Count];
        for (int i = 0; i < list.Length; i++) list[i] = bases[i].Ref as PyType ?? throw Err.TypeError("bases must be types");
        @base = PyType.BestBase(list);
        ReadSlots(list);

        string text = name.ToString();
        if (text.Contains('\0')) throw Err.ValueError("type name must not contain null characters");
        PyType.RequireEncodable(name);
        if (dict.TryGet(DocName).Ref is PyStr doc) PyType.RequireEncodable(doc);
        var type = new PyType(meta.RootShape, text) { IsHeap = true, MroKnown = false, Base = @base, Bases = bases, IsLocal = IsInFunction };
        type.Flags = TypeFlags.Subclassable;
        if (addDict) type.Flags |= TypeFlags.HasDict;
        if (addWeakref) type.Flags |= TypeFlags.Weakrefable;
        type.Solid = @base.Solid;
        type.Layout = slots.Count > 0 ? type : @base.Layout;
        type.SlotMembers = [.. @base.SlotMembers, .. slots];
        type.RootShape = Shape.Root(type, type.SlotMembers.Length, InlineSlots(type, list));

        SetNames(type);
        WrapSpecialMethods();
        var classCell = TakeCell(ClassCellName);
        var classDictCell = TakeCell(ClassDictCellName);
        AddMembers(type);
        if (dict.TryGet(DocName).IsMissing) dict.Set(DocName, Value.None);
        if (!dict.TryGet(SlotNames.Names[(int)Slot.Eq]).IsMissing && dict.TryGet(SlotNames.Names[(int)Slot.Hash]).IsMissing)
            dict.Set(SlotNames.Names[(int)Slot.Hash], Value.None);
        type.Dict = dict;
        foreach (var key in dict.Keys())
        {
            if (key.Ref is PyStr) continue;
            Err.Warn(ExcTypes.RuntimeWarning, $"non-string key in the __dict__ of class {type.Name}");
            break;
        }
        if (classCell != null) classCell.Value = new Value(type);
        type.ComputeMro();
        foreach (var b in list) b.AddSubclass(type);
        type.InheritFlags();
        if (classDictCell != null) classDictCell.Value = new Value(dict);
        CallSetNames(type);
        CallInitSubclass(type, keywords);
        return type;
    }

    /// <summary>
    /// How many attributes of an instance are inline: as many as there are <c>__slots__</c> members, and, where it has a <c>__dict__</c>, as others are assigned to by
    /// methods of the class and its bases, or named by annotations.
    /// </summary>
    private int InlineSlots(PyType type, PyType[] list)
    {
        var names = new HashSet<PyObject>();
        if (addDict || Array.Exists(list, b => b.Has(TypeFlags.HasDict)))
        {
            Note(dict);
            foreach (var b in list)
                foreach (var c in b.Mro)
                    if (c.IsHeap) Note(c.Dict);
            names.ExceptWith(type.SlotMembers);
        }
        int n = type.SlotMembers.Length + names.Count;
        return n == 0 ? Shape.UsualInline : n <= 2 ? 2 : n <= 4 ? 4 : PyInstance.MostInline;

        void Note(PyDict d)
        {
            if (d.TryGet(AssignedName).Ref is PyTuple assigned)
                foreach (var name in assigned.AsSpan())
                    if (name.Ref is PyStr) names.Add(name.Ref);
            if (d.TryGet(AnnotationsName).Ref is PyDict annotated)
                foreach (var name in annotated.Keys())
                    if (name.Ref is PyStr) names.Add(name.Ref);
        }
    }

    private static bool IsInFunction => Interpreter.PyThread.Current.TopFrame is { } f && f.Code.Has(Bytecode.CodeFlags.Optimized);

    private void SetNames(PyType type)
    {
        if (dict.TryGet(ModuleName).IsMissing && CallerModule() is { IsMissing: false } module) dict.Set(ModuleName, module);
        var qualName = dict.Take(new Value(QualNameName));
        if (qualName.IsMissing) type.QualName = type.Name;
        else type.QualName = qualName.Ref is PyStr q ? q.ToString() : throw Err.TypeError($"type __qualname__ must be a str, not {Ops.TypeName(qualName)}");
    }

    private static Value CallerModule() =>
        PyThread.Current.TopFrame?.Function.Globals is { } globals ? globals.TryGet(PyStr.Intern("__name__")) : Value.Missing;

    private void WrapSpecialMethods()
    {
        if (dict.TryGet(PyType.NewName).Ref is PyFunction n) dict.Set(PyType.NewName, new Value(new PyStaticMethod(new Value(n))));
        if (dict.TryGet(InitSubclassName).Ref is PyFunction i) dict.Set(InitSubclassName, new Value(new PyClassMethod(new Value(i))));
        var getItem = SlotNames.Names[(int)Slot.ClassGetItem];
        if (dict.TryGet(getItem).Ref is PyFunction g) dict.Set(getItem, new Value(new PyClassMethod(new Value(g))));
    }

    private PyCell? TakeCell(PyStr cellName)
    {
        var v = dict.Take(new Value(cellName));
        if (v.IsMissing) return null;
        return v.Ref as PyCell ?? throw Err.TypeError($"{cellName} must be a nonlocal cell, not {Ops.Repr(new Value(v.Type))}");
    }

    private void AddMembers(PyType type)
    {
        for (int i = 0; i < slots.Count; i++)
            dict.Set(slots[i], new Value(new PyMemberDescriptor(type, slots[i].ToString(), @base.SlotMembers.Length + i)));
        if (addDict && dict.TryGet(DictName).IsMissing) dict.Set(DictName, new Value(InstanceAttributes.DictDescriptor(type)));
        if (addWeakref && dict.TryGet(WeakrefName).IsMissing) dict.Set(WeakrefName, new Value(InstanceAttributes.WeakrefDescriptor(type)));
    }

    private void ReadSlots(PyType[] list)
    {
        bool mayAddDict = !@base.Has(TypeFlags.HasDict) && @base.Solid != PyType.TypeObject;
        bool mayAddWeakref = !@base.Has(TypeFlags.Weakrefable) && !HasVariableSize(@base);
        var given = dict.TryGet(SlotsName);
        if (given.IsMissing)
        {
            addDict = mayAddDict;
            addWeakref = mayAddWeakref;
            return;
        }
        var names = given.Ref is PyStr single ? new PyTuple([new Value(single)]) : Ops.ToTuple(given);
        if (names.Count > 0 && HasVariableSize(@base)) throw Err.TypeError($"nonempty __slots__ not supported for subtype of '{@base.Name}'");
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i].Ref is not PyStr slot) throw Err.TypeError($"__slots__ items must be strings, not '{Ops.TypeName(names[i])}'");
            if (!IsIdentifier(slot)) throw Err.TypeError("__slots__ must be identifiers");
            if (slot.Equals(DictName))
            {
                if (!mayAddDict || addDict) throw Err.TypeError("__dict__ slot disallowed: we already got one");
                addDict = true;
            }
            else if (slot.Equals(WeakrefName))
            {
                if (!mayAddWeakref || addWeakref) throw Err.TypeError("__weakref__ slot disallowed: we already got one");
                addWeakref = true;
            }
            else AddSlot(slot);
        }
        slots.Sort((a, b) => a.CompareTo(b));
        if (list.Length > 1)
        {
            foreach (var b in list)
            {
                if (b == @base) continue;
                if (mayAddDict && b.Has(TypeFlags.HasDict)) addDict = true;
                if (mayAddWeakref && b.Has(TypeFlags.Weakrefable)) addWeakref = true;
            }
        }
    }

    private void AddSlot(PyStr slot)
    {
        slot = PyStr.Intern(Mangle(name.ToString(), slot));
        if (!dict.TryGet(slot).IsMissing && slot.ToString() is not ("__qualname__" or "__classcell__" or "__classdictcell__"))
            throw Err.ValueError($"{Ops.Repr(new Value(slot))} in __slots__ conflicts with class variable");
        slots.Add(slot);
    }

    // Ints, tuples, bytes and types end in an array of variable length, so nothing can follow it.
    private static bool HasVariableSize(PyType t)
    {
        var solid = t.Solid;
        return solid == PyInt.TypeObject || solid == PyTuple.TypeObject || solid == PyBytes.TypeObject || solid == PyType.TypeObject || solid == PyBool.TypeObject;
    }

    /// <summary>Private name mangling (language reference 6.2.1).</summary>
    internal static PyStr Mangle(string className, PyStr identifier)
    {
        string s = identifier.ToString();
        if (!s.StartsWith("__", StringComparison.Ordinal) || s.EndsWith("__", StringComparison.Ordinal) || s.Contains('.')) return identifier;
        string stripped = className.TrimStart('_');
        return stripped.Length == 0 ? identifier : PyStr.Of($"_{stripped}{s}");
    }

    private static bool IsIdentifier(PyStr s)
    {
        string text = s.ToString();
        if (text.Length == 0) return false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool ok = c == '_' || char.IsLetter(c) || c > 0xFF && (char.IsSurrogate(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.LetterNumber)
                || (i > 0 && (char.IsDigit(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark
                    or System.Globalization.UnicodeCategory.SpacingCombiningMark or System.Globalization.UnicodeCategory.ConnectorPunctuation));
            if (!ok) return false;
        }
        return true;
    }

    private static void CallSetNames(PyType type)
    {
        var copy = type.Dict.Copy();
        int pos = 0;
        while (copy.Next(ref pos, out var key, out var value))
        {
            if (value.Ref == null || value.IsFloat || !Ops.LookupSpecial(value, Slot.SetName, out var method)) continue;
            try
            {
                Ops.Call(method, new Value(type), key);
            }
            catch (PyException e)
            {
                Ops.CallMethod(new Value(e.Value), "add_note",
                    new Value(PyStr.Of($"Error calling __set_name__ on '{Ops.TypeName(value)}' instance {Ops.Repr(key)} in '{type.Name}'")));
                throw;
            }
        }
    }

    private static void CallInitSubclass(PyType type, PyDict? keywords)
    {
        for (int i = 1; i < type.Mro.Length; i++)
        {
            var found = type.Mro[i].Dict.TryGet(InitSubclassName);
            if (found.IsMissing) continue;
            if (type.Mro[i] == PyObject.TypeObject && keywords == null) return;
            var bound = Ops.DescrGet(found.ToHeap(), Value.Missing, type);
            Ops.Call(bound, PyTuple.Empty, keywords);
            return;
        }
    }
}

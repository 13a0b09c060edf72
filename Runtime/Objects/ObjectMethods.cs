namespace TieredPy.Runtime.Objects;

/// <summary>What <c>object</c> does: the bodies of special methods that types don't override.</summary>
internal static class ObjectMethods
{
    private static readonly PyStr NotImplementedText = PyStr.Intern("__abstractmethods__");

    /// <summary>The address that reprs show.</summary>
    public static string Address(Value v) => Addresses.Text(v);

    /// <summary><c>object.__repr__</c>.</summary>
    public static Value Repr(Value v)
    {
        var type = v.Type;
        string? module = ModuleOf(type);
        string name = module is null or "builtins" ? type.Name : $"{module}.{type.QualName}";
        return new Value(PyStr.Of($"<{name} object at {Address(v)}>"));
    }

    /// <summary><c>__module__</c> of a type when it is a str.</summary>
    internal static string? ModuleOf(PyType type) =>
        type.IsHeap ? (type.Dict.TryGet(PyStr.Intern("__module__")).Ref as PyStr)?.ToString() : type.Module;

    /// <summary>The hash of an object that defines none.</summary>
    public static long IdentityHash(PyObject o) => RuntimeHelpers.GetHashCode(o);

    /// <summary><c>object</c>'s comparisons: equality is identity, inequality inverts the type's equality, no order.</summary>
    public static Value Compare(Value self, CmpOp op, Value other)
    {
        switch (op)
        {
            case CmpOp.Eq:
                return self.Is(other) ? Value.True : Value.NotImplemented;
            case CmpOp.Ne:
                var eq = Ops.CallCompare(CmpOp.Eq, self, other);
                return eq.IsNotImplemented || eq.IsError ? eq : Value.Bool(!Ops.Truth(eq));
            default:
                return Value.NotImplemented;
        }
    }

    /// <summary>What kind of descriptor an object found on a type is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DescriptorKind KindOf(PyObject o) => o is PyFunction ? DescriptorKind.Get : o.Type.Traits.Descriptor;

    /// <summary><c>object.__getattribute__</c>; Missing when there is no such attribute.</summary>
    public static Value GenericGetAttr(Value self, PyStr name)
    {
        var type = self.Type;
        var found = type.Lookup(name);
        var kind = DescriptorKind.None;
        if (found != null)
        {
            kind = KindOf(found);
            if (kind == DescriptorKind.Data) return Ops.DescrGet(found, self, type);
        }
        if (self.Ref is { HasSlots: true } o)
        {
            var v = InstanceAttributes.Get(o, name);
            if (!v.IsMissing) return v;
        }
        if (found == null) return Value.Missing;
        return kind != DescriptorKind.Get ? Value.FromHeap(found) : Ops.DescrGet(found, self, type);
    }

    /// <summary><c>object.__setattr__</c>, and <c>__delattr__</c> when the value is Missing.</summary>
    public static void GenericSetAttr(Value self, PyStr name, Value value)
    {
        var type = self.Type;
        var found = type.Lookup(name);
        if (found != null && KindOf(found) is DescriptorKind.Data or DescriptorKind.SetOnly)
        {
            Ops.DescrSet(found, self, value);
            return;
        }
        if (self.Ref is { HasSlots: true } o && type.Has(TypeFlags.HasDict))
        {
            if (!value.IsMissing) InstanceAttributes.Set(o, name, value);
            else if (!InstanceAttributes.Delete(o, name)) throw Err.AttributeError($"'{type.FullName}' object has no attribute '{name}'", self, name);
            return;
        }
        if (found != null) throw Err.AttributeError($"'{type.FullName}' object attribute '{name}' is read-only", self, name);
        bool own = type.IsHeap && (type.FindSlot(Slot.SetAttr) != PyType.NativeSlot || type.FindSlot(Slot.DelAttr) != PyType.NativeSlot);
        throw Err.AttributeError($"'{type.FullName}' object has no attribute '{name}'{(own ? "" : " and no __dict__ for setting new attributes")}", self, name);
    }

    /// <summary>True when attributes of the value are looked up by <see cref="GenericGetAttr"/> and nothing else.</summary>
    public static bool UsesGenericGetAttr(Value o) => o.Type.Traits.PlainGetAttr;

    /// <summary>True when the instance itself has the attribute.</summary>
    public static bool HasOwnAttribute(Value o, PyStr name) => o.Ref is { HasSlots: true } x && !InstanceAttributes.Get(x, name).IsMissing;

    /// <summary>The instance's attributes as a new dict; null when there are none.</summary>
    public static PyDict? AttributesOrNull(PyObject o) => o.HasSlots ? InstanceAttributes.Snapshot(o) : null;

    /// <summary>The state that pickling keeps: what <c>__getstate__</c> gives.</summary>
    public static Value GetState(Value self) => ObjectReducer.State(self, false);

    /// <summary><c>object.__new__</c>.</summary>
    public static PyObject NewObject(PyType cls, int argCount)
    {
        if (argCount > 0)
        {
            if (!cls.Traits.NewIsObjects) throw Err.TypeError("object.__new__() takes exactly one argument (the type to instantiate)");
            if (cls.Traits.InitIsObjects) throw Err.TypeError($"{cls.Name}() takes no arguments");
        }
        if (cls.Has(TypeFlags.Abstract)) throw AbstractClass(cls);
        return cls.NewInstance() ?? throw Err.TypeError($"object.__new__({cls.FullName}) is not safe, use {cls.Solid.FullName}.__new__()");
    }

    private static PyException AbstractClass(PyType cls)
    {
        var names = Ops.ToArray(Ops.GetAttr(new Value(cls), NotImplementedText)).Select(v => Ops.Str(v).ToString()).Order(StringComparer.Ordinal).ToArray();
        return Err.TypeError($"Can't instantiate abstract class {cls.Name} without an implementation for abstract method{(names.Length > 1 ? "s" : "")} "
            + string.Join(", ", names.Select(n => $"'{n}'")));
    }

    /// <summary><c>object.__init__</c>: refuses arguments that nobody took.</summary>
    public static void Init(Value self, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (args.Length == 0) return;
        var facts = self.Type.Traits;
        if (!facts.InitIsObjects) throw Err.TypeError("object.__init__() takes exactly one argument (the instance to initialize)");
        if (facts.NewIsObjects) throw Err.TypeError($"{self.Type.FullName}.__init__() takes exactly one argument (the instance to initialize)");
    }

    /// <summary>Adds the names in the dicts of a class and its bases.</summary>
    public static void MergeClassNames(PyDict names, PyType type)
    {
        foreach (var t in type.Mro)
            foreach (var k in t.Dict.Keys()) names.Set(k, Value.None);
    }

    /// <summary>Assignment to <c>__class__</c>.</summary>
    public static void SetClass(Value self, Value value)
    {
        if (value.IsMissing) throw Err.TypeError("can't delete __class__ attribute");
        if (value.Ref is not PyType to) throw Err.TypeError($"__class__ must be set to a class, not '{Ops.TypeName(value)}' object");
        var from = self.Type;
        if (from == to) return;
        bool module = self.Ref is PyModule && to.IsSubtypeOf(PyModule.TypeObject);
        if (!module && (from.Has(TypeFlags.Immutable) || to.Has(TypeFlags.Immutable)))
            throw Err.TypeError("__class__ assignment only supported for mutable types or ModuleType subclasses");
        bool same = from.Solid == to.Solid && from.Has(TypeFlags.HasDict) == to.Has(TypeFlags.HasDict) && from.SlotMembers.Length == to.SlotMembers.Length
            && from.Has(TypeFlags.Weakrefable) == to.Has(TypeFlags.Weakrefable);
        // Classes that add members must add them to the same base.
        same &= from.Layout == to.Layout || from.Layout.Base == to.Layout.Base;
        for (int i = 0; same && i < from.SlotMembers.Length; i++) same = from.SlotMembers[i].Equals(to.SlotMembers[i]);
        if (!same) throw Err.TypeError($"__class__ assignment: '{to.Name}' object layout differs from '{from.Name}'");
        var o = self.Ref!;
        from.GivesInstanceTo(to);
        if (o is PyType cls)
        {
            o.Shape = to.RootShape;
            cls.Modified();
        }
        else InstanceAttributes.ChangeType(o, to);
    }
}

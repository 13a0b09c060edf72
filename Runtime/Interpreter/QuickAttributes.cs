namespace TieredPy.Runtime.Interpreter;

/// <summary>Attributes that are found without running Python code, for places that meet objects of too many shapes for a cache.</summary>
internal static class QuickAttributes
{
    private static readonly PyStr ClassName = PyStr.Intern("__class__");
    private static readonly PyObject NameOfType = PyType.TypeObject.Lookup(PyStr.Intern("__name__"))!, MroOfType = PyType.TypeObject.Lookup(PyStr.Intern("__mro__"))!;
    private static readonly PyObject DocOfType = PyType.TypeObject.Lookup(PyStr.Intern("__doc__"))!, ModuleOfType = PyType.TypeObject.Lookup(PyStr.Intern("__module__"))!;
    private static readonly PyObject ClassOfObject = PyObject.TypeObject.Lookup(ClassName)!;

    /// <summary>The attribute's value; <see cref="Tags.Done"/> where finding it may run Python code, or fail.</summary>
    public static Value Get(Value o, PyStr name) => o.Ref switch
    {
        null => Value.Done,
        PyType type => OfType(type, name),
        PyModule module => OfModule(module, name),
        { } other => OfInstance(other, o, name),
    };

    /// <summary>As <c>getattr</c> with a default; <see cref="Tags.Missing"/> where finding it may run Python code, or fail.</summary>
    public static Value AttributeOr(Value o, PyStr name, Value otherwise) =>
        IsAbsent(o, name) ? otherwise : Get(o, name) is { IsDone: false } found ? found : Value.Missing;

    /// <summary>As <c>hasattr</c>; <see cref="Tags.Missing"/> where finding it may run Python code, or fail.</summary>
    public static Value HasAttribute(Value o, PyStr name)
    {
        if (IsAbsent(o, name)) return Value.False;
        // What a class has without a say in how it is read needs no bound method.
        if (o.Ref is PyType or PyModule || o.Ref is not { } instance || instance is PyFrame || !o.Type.Traits.PlainGetAttr) return Value.Missing;
        if (o.Type.Lookup(name) is { } found && (found is PyFunction or PyMethodDescriptor || ObjectMethods.KindOf(found) == DescriptorKind.None)) return Value.True;
        return Get(o, name).IsDone ? Value.Missing : Value.True;
    }

    /// <summary>True where an instance certainly has no such attribute, neither of its own nor of its class.</summary>
    private static bool IsAbsent(Value o, PyStr name)
    {
        if (o.Ref is null or PyType or PyModule or PyFrame) return false;
        var type = o.Ref.Type;
        return type.Traits.PlainGetAttr && type.Lookup(name) == null && (!o.Ref.HasSlots || InstanceAttributes.GetPlain(o.Ref, name).IsMissing);
    }

    /// <summary>Sets an instance's attribute; <see cref="Tags.Done"/>, and nothing was set, where that may run Python code, or fail.</summary>
    public static Value Set(Value o, PyStr name, Value value)
    {
        // Of other C# classes some have ways of their own to set attributes.
        if (o.Ref == null || !PyInstance.Is(o.Ref)) return Value.Done;
        var type = o.Type;
        if (!type.IsHeap || type.FindSlot(Slot.SetAttr) != PyType.NativeSlot) return Value.Done;
        if (type.Lookup(name) is { } found && ObjectMethods.KindOf(found) is DescriptorKind.Data or DescriptorKind.SetOnly)
        {
            if (found is not PyMemberDescriptor { SlotIndex: >= 0 } member) return Value.Done;
            InstanceAttributes.StoreSlot(o.Ref, member.SlotIndex, value);
            return Value.True;
        }
        return o.Ref.HasSlots && type.Has(TypeFlags.HasDict) && InstanceAttributes.TrySetPlain(o.Ref, name, value) ? Value.True : Value.Done;
    }

    /// <summary>
    /// The function that is called with the object first when its method of the name is; <see cref="Tags.Done"/> where that isn't all there is to it.
    /// </summary>
    public static Value Method(Value o, PyStr name)
    {
        if (o.Ref is null or PyType or PyModule or PyFrame) return Value.Done;
        var type = o.Type;
        if (!type.Traits.PlainGetAttr || type.Lookup(name) is not { } found || found is not (PyFunction or PyMethodDescriptor)) return Value.Done;
        return !o.Ref.HasSlots || InstanceAttributes.GetPlain(o.Ref, name).IsMissing ? new Value(found) : Value.Done;
    }

    /// <summary>
    /// The function that <c>super(after, o).name(...)</c> calls with the object first; <see cref="Tags.Done"/> where that isn't all there is to it.
    /// </summary>
    public static Value MethodAfter(PyType after, Value o, PyStr name)
    {
        var type = o.Type;
        // A class may be an instance of the class, or derive from it.
        if (o.Ref is null or PyType || !type.IsSubtypeOf(after) || ReferenceEquals(name, ClassName)) return Value.Done;
        return PySuper.FindAfter(type, after, name) is { } found && found is PyFunction or PyMethodDescriptor or PyWrapperDescriptor ? new Value(found) : Value.Done;
    }

    private static Value OfType(PyType type, PyStr name)
    {
        if (!Interp.UsesTypesGetAttr(type.Type)) return Value.Done;
        if (type.Type.Lookup(name) is { } ofMeta)
        {
            if (ReferenceEquals(ofMeta, NameOfType)) return new Value(type.NameText);
            if (ReferenceEquals(ofMeta, MroOfType)) return type.MroKnown ? new Value(type.MroTuple) : Value.Done;
            // Of classes written in Python these are what their namespaces have.
            if (ReferenceEquals(ofMeta, DocOfType) || ReferenceEquals(ofMeta, ModuleOfType))
                return type.IsHeap && type.Dict.TryGet(name) is { Ref: PyStr or PyNone } own ? own : Value.Done;
            // A metaclass's own attributes stand behind those of its classes.
            if (ObjectMethods.KindOf(ofMeta) == DescriptorKind.Data) return Value.Done;
        }
        if (type.Lookup(name) is not { } found) return Value.Done;
        return Interp.IsReadAsItIs(found) ? Value.FromHeap(found) : OfWrapper(found, type);
    }

    private static Value OfModule(PyModule module, PyStr name)
    {
        if (module.GetType() != typeof(PyModule) || module.Type.IsHeap || module.Type.Lookup(name) != null || module.Dict.GetType() != typeof(PyDict)) return Value.Done;
        return module.Dict.GetCell(name) is { Slot: { } stored } ? HeapSlot.Load(stored) : Value.Done;
    }

    private static Value OfInstance(PyObject o, Value self, PyStr name)
    {
        var type = o.Type;
        if (!type.Traits.PlainGetAttr || o is PyFrame) return Value.Done;
        var found = type.Lookup(name);
        var kind = found == null ? DescriptorKind.None : ObjectMethods.KindOf(found);
        if (kind == DescriptorKind.Data)
        {
            if (found is PyMemberDescriptor { SlotIndex: >= 0 } member && PyInstance.Is(o)) return Unsafe.As<PyInstance>(o).Slot(member.SlotIndex) is { } stored ? HeapSlot.Load(stored) : Value.Done;
            return ReferenceEquals(found, ClassOfObject) ? new Value(type) : Value.Done;
        }
        if (o.HasSlots)
        {
            var own = InstanceAttributes.GetPlain(o, name);
            if (!own.IsMissing) return own;
        }
        return found switch
        {
            null => Value.Done,
            _ when kind != DescriptorKind.Get => Value.FromHeap(found),
            PyFunction => new Value(new PyMethod(new Value(found), self)),
            PyMethodDescriptor => found.DescrGet(self, type),
            _ => OfWrapper(found, type),
        };
    }

    private static Value OfWrapper(PyObject found, PyType type)
    {
        if (WrappedFunction(found) is not { } f) return Value.Done;
        return found is PyClassMethod ? new Value(new PyMethod(new Value(f), new Value(type))) : new Value(f);
    }

    /// <summary>The Python function that a class method, which binds it to the class, or a static method wraps; null for anything else.</summary>
    public static PyFunction? WrappedFunction(PyObject found) =>
        found.GetType() == typeof(PyClassMethod) || found.GetType() == typeof(PyStaticMethod) ? Unsafe.As<PyFunctionWrapper>(found).Function.Ref as PyFunction : null;
}

using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Interpreter;

/// <summary>Attribute instructions past their inline caches, and the filling of those.</summary>
internal static unsafe partial class Interp
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Value GetAttrSlow(PyThread t, Frame f, Instr* i, Value o)
    {
        var name = f.Code.Names[i->C];
        ref object? cache = ref f.Code.Caches[(int)(i - f.Code.Start)];
        if (cache is AttrCache first && o.Ref != null && first.FindBehind(o.Ref.Shape) is { } other)
        {
            if (other.Kind == AttrKind.InlineSlot && Unsafe.As<PyInstance>(o.Ref).At(other.Place) is { } stored) return HeapSlot.Load(stored);
            if (other.Kind == AttrKind.Constant) return other.Value;
        }
        else if (cache is ObjectAttrCache oc && ReferenceEquals(oc.Object, o.Ref))
        {
            if (oc.Cell != null)
            {
                if (oc.Cell.Slot is { } slot) return HeapSlot.Load(slot);
            }
            else if (oc.Holds) return oc.Value;
        }
        if (o.Ref is PyModule module && module.GetType() == typeof(PyModule) && !module.Type.IsHeap && module.Type.Lookup(name) == null)
        {
            if (module.Dict.GetType() == typeof(PyDict) && module.Dict.GetCell(name) is { } cell)
            {
                cache = new ObjectAttrCache { Object = module, Cell = cell };
                return cell.Value;
            }
        }
        else if (o.Ref is PyType type && UsesTypesGetAttr(type.Type))
        {
            var meta = type.Type;
            uint version = type.Version, metaVersion = meta.Version;
            var attribute = type.Lookup(name);
            // What the metatype has under the name might take precedence; leave that to the general path.
            if (attribute != null && meta.Lookup(name) == null && IsReadAsItIs(attribute) && !type.IsVariable(name))
            {
                var v = Value.FromHeap(attribute);
                cache = new ObjectAttrCache { Object = type, Version = version, Value = v, Meta = meta == PyType.TypeObject ? null : meta, MetaVersion = metaVersion };
                return v;
            }
        }
        else if (o.Ref != null && (cache as AttrCache)?.FindBehind(o.Ref.Shape) == null && FindAttr(o, name) is { } found) cache = found.Before(cache);
        return Ops.GetAttrRaw(o, name);
    }

    /// <summary>A value that reading through a class or instance gives as it is, and that takes no writes: no descriptor, or one (a function) that a class leaves alone.</summary>
    internal static bool IsPlainValue(PyObject found) =>
        found is PyFunction || IsDescriptor(found, DescriptorKind.None);

    /// <summary>As <see cref="IsPlainValue"/>, but that it may take writes: a descriptor with <c>__set__</c> only is hidden by an attribute of the instance.</summary>
    internal static bool IsReadAsItIs(PyObject found) => IsPlainValue(found) || IsDescriptor(found, DescriptorKind.SetOnly);

    /// <summary>
    /// Whether the object is a descriptor of the kind. Who asks may rely on the answer while the class that the object was found in has its version: when the
    /// object's own class becomes one of other descriptors, all classes are given new ones. A module may be given such a class unnoticed.
    /// </summary>
    private static bool IsDescriptor(PyObject found, DescriptorKind kind)
    {
        if (found is PyModule || found.Type is var type && type.Traits.Descriptor != kind) return false;
        type.KeepsDescriptorKind = true;
        return true;
    }

    /// <summary>True when attributes of the classes of this metatype are looked up by the rules of <c>type</c>.</summary>
    internal static bool UsesTypesGetAttr(PyType meta) => meta == PyType.TypeObject || meta.FindSlot(Slot.GetAttribute) == PyType.NativeSlot;

    private static AttrCache? FindAttr(Value o, PyStr name)
    {
        var obj = o.Ref!;
        var shape = obj.Shape;
        var type = shape.Type;
        uint version = type.Version;
        if (!UsesGenericGetAttr(type)) return null;
        var found = type.Lookup(name);
        bool instance = PyInstance.Is(obj);
        if (found is PyMemberDescriptor { SlotIndex: >= 0 } member && instance)
            return new AttrCache { Shape = shape, Version = version, Kind = AttrKind.InlineSlot, Place = shape.PlaceOf(member.SlotIndex) };
        if (PlainGetter(type, found) is { } getter)
            return new AttrCache { Shape = shape, Version = version, Kind = AttrKind.Getter, Value = new Value(getter) };
        if (found == null || found is PyFunction || IsReadAsItIs(found))
        {
            if (instance && !shape.DictMode)
            {
                int slot = shape.IndexOf(name);
                if (slot >= 0) return new AttrCache { Shape = shape, Version = version, Kind = AttrKind.InlineSlot, Place = shape.PlaceOf(slot) };
                if (found != null && found is not PyFunction && !type.IsVariable(name))
                    return new AttrCache { Shape = shape, Version = version, Kind = AttrKind.Constant, Value = Value.FromHeap(found) };
            }
        }
        return null;
    }

    /// <summary>True when attributes of the type's instances are looked up by object's own rules.</summary>
    internal static bool UsesGenericGetAttr(PyType type)
    {
        if (!type.IsHeap) return false;
        return type.FindSlot(Slot.GetAttribute) == PyType.NativeSlot && type.Solid == PyObject.TypeObject;
    }

    /// <summary>
    /// The getter, written in Python, of a property that was found on the type (where <see cref="UsesGenericGetAttr"/> holds), if all that reading it does is to call that:
    /// where the class has <c>__getattr__</c>, the AttributeError of a getter isn't the end of it.
    /// </summary>
    internal static PyFunction? PlainGetter(PyType type, PyObject? found) =>
        found is PyProperty { Getter.Ref: PyFunction { SimpleArgCount: 1 } getter } && type.FindSlot(Slot.GetAttr) == null ? getter : null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool SetAttrSlow(PyThread t, Frame f, Instr* i, Value o, Value v)
    {
        var name = f.Code.Names[i->B];
        if (o.Ref == null || !PyInstance.Is(o.Ref))
        {
            Ops.SetAttr(o, name, v);
            return true;
        }
        var instance = Unsafe.As<PyInstance>(o.Ref);
        var shape = instance.Shape;
        ref object? cache = ref f.Code.Caches[(int)(i - f.Code.Start)];
        if (cache is AttrCache first && first.Find(shape) is { } other)
        {
            if (other.Kind == AttrKind.InlineSlot)
            {
                InstanceAttributes.StorePlace(instance, other.Place, v);
                return true;
            }
            if (other.Kind == AttrKind.AddSlot && InstanceAttributes.TryAdd(instance, shape, other.NextShape!, v)) return true;
        }
        var type = shape.Type;
        uint version = type.Version;
        Ops.SetAttr(o, name, v);
        if (type.FindSlot(Slot.SetAttr) != PyType.NativeSlot || version != type.Version || shape.DictMode) return true;
        var found = type.Lookup(name);
        if (found is PyMemberDescriptor { SlotIndex: >= 0 } member)
        {
            cache = new AttrCache { Shape = shape, Version = version, Kind = AttrKind.InlineSlot, Place = shape.PlaceOf(member.SlotIndex) }.Before(cache);
            return true;
        }
        if (found != null && !IsPlainValue(found)) return true;
        int slot = shape.IndexOf(name);
        // Other threads may be adding attributes too.
        var next = instance.Shape;
        if (slot >= 0) cache = new AttrCache { Shape = shape, Version = version, Kind = AttrKind.InlineSlot, Place = shape.PlaceOf(slot) }.Before(cache);
        else if (!next.DictMode && next.Parent == shape && ReferenceEquals(next.Name, name))
            cache = new AttrCache { Shape = shape, Version = version, Kind = AttrKind.AddSlot, Place = next.PlaceOf(next.Count - 1), NextShape = next }.Before(cache);
        return true;
    }

    /// <summary>LoadMethod past its cache: fills the two registers at <paramref name="a"/>; false with the error pending.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool LoadMethodSlow(PyThread t, Frame f, Instr* i, Value o, ref Value a)
    {
        var name = f.Code.Names[i->C];
        ref object? cache = ref f.Code.Caches[(int)(i - f.Code.Start)];
        if (cache is AttrCache first && o.Ref != null && first.FindBehind(o.Ref.Shape) is { Kind: AttrKind.Method } other)
        {
            a = other.Value;
            Unsafe.Add(ref a, 1) = o;
            return true;
        }
        if (cache is ObjectAttrCache oc && ReferenceEquals(oc.Object, o.Ref))
        {
            var hit = oc.Cell != null ? oc.Cell.Value : oc.Holds ? oc.Value : Value.Missing;
            if (!hit.IsMissing)
            {
                a = hit;
                Unsafe.Add(ref a, 1) = Value.Missing;
                return true;
            }
        }
        if (o.Ref is PyModule or PyType)
        {
            var v = GetAttrSlow2(t, f, i, o, name);
            if (v.IsError) return false;
            a = v;
            Unsafe.Add(ref a, 1) = Value.Missing;
            return true;
        }
        var shape = o.Ref?.Shape;
        var type = o.Type;
        uint version = type.Version;
        var found = Ops.LoadMethod(o, name, out var self);
        if (!self.IsMissing && ReferenceEquals(self.Ref, o.Ref) && shape != null && shape.Type == type && version == type.Version)
        {
            // An instance of this shape has no attribute of the name; in dict mode it may get one without a change of shape.
            if (!shape.DictMode && CachesMethods(o.Ref!))
                cache = new AttrCache { Shape = shape, Version = version, Kind = AttrKind.Method, Value = found }.Before(cache);
        }
        a = found;
        Unsafe.Add(ref a, 1) = self;
        return true;
    }

    private static Value GetAttrSlow2(PyThread t, Frame f, Instr* i, Value o, PyStr name) => GetAttrSlow(t, f, i, o);

    /// <summary>True when an instance can have no attributes but those of its shape.</summary>
    private static bool CachesMethods(PyObject o) => o is not (PyFunction or PyModule or PyType);

    /// <summary>The LoadSuperAttr instruction.</summary>
    private static int LoadSuper(Frame f, Instr* i, ref Value R)
    {
        var super = At(ref R, i->B);
        var cls = At(ref R, i->B + 1);
        var self = At(ref R, i->B + 2);
        var name = f.Code.Names[i->C];
        ref Value a = ref At(ref R, i->A);
        if (super.Ref == PySuper.TypeObject && cls.Ref is PyType start && !ReferenceEquals(name, ClassName))
        {
            var (found, startObject) = PySuper.Find(start, self, name);
            if (found != null)
            {
                if ((i->D & 1) != 0 && found is PyFunction or PyMethodDescriptor or PyWrapperDescriptor && self.Type.IsSubtypeOf(startObject) && (i->D & 1) != 0)
                {
                    a = Value.FromHeap(found);
                    Unsafe.Add(ref a, 1) = self;
                    return RareNext;
                }
            }
        }
        Value made = (i->D & 2) != 0 || super.Ref != PySuper.TypeObject
            ? (i->D & 2) != 0 ? Ops.Call(super, cls, self) : Ops.Call(super)
            : new Value(PySuper.Make(cls, self));
        var v = Ops.GetAttrRaw(made, name);
        if (v.IsError) return RareError;
        a = v;
        if ((i->D & 1) != 0) Unsafe.Add(ref a, 1) = Value.Missing;
        return RareNext;
    }

    private static readonly PyStr ClassName = PyStr.Intern("__class__");
}

namespace TieredPy.Runtime.Objects;

/// <summary>Attribute access.</summary>
public static partial class Ops
{
    public static Value GetAttr(Value o, PyStr name) => Check(GetAttrRaw(o, name));

    /// <summary><c>o.name</c>.</summary>
    public static Value GetAttrRaw(Value o, PyStr name)
    {
        Value r;
        try
        {
            r = FindAttrRaw(o, name);
        }
        catch (PyException e) when (AddContext(e.Value, o, name))
        {
            throw;
        }
        if (r.IsError) AddContext(PyThread.Current.Pending, o, name);
        return r.IsMissing ? Err.PendNoAttribute(o, name) : r;
    }

    /// <summary>The attribute, or Missing when plain lookup finds none; an AttributeError that Python code raised comes out as an error.</summary>
    internal static Value FindAttrRaw(Value o, PyStr name)
    {
        if (o.Ref == null || o.IsFloat) return ObjectMethods.GenericGetAttr(o, name);
        var type = o.Ref.Type;
        return type.IsHeap && type.HasAttributeHooks ? HookedGetAttr(o, type, name) : o.Ref.GetAttr(name);
    }

    // The class defines __getattribute__ or __getattr__.
    private static Value HookedGetAttr(Value o, PyType type, PyStr name)
    {
        var getattribute = type.FindSlot(Slot.GetAttribute);
        var getattr = type.FindSlot(Slot.GetAttr);
        if (getattr is null)
            return getattribute is null || getattribute == PyType.NativeSlot ? o.Ref!.GetAttr(name) : CallSpecial(getattribute, o, new Value(name));
        Value r;
        try
        {
            r = getattribute is null || getattribute == PyType.NativeSlot ? o.Ref!.GetAttr(name) : CallSpecial(getattribute, o, new Value(name));
        }
        catch (PyException e) when (e.Is(ExcTypes.AttributeError))
        {
            r = Value.Missing;
        }
        if (r.IsError)
        {
            var thread = PyThread.Current;
            if (thread.Pending == null || !thread.Pending.Is(ExcTypes.AttributeError)) return r;
            thread.Pending = null;
            r = Value.Missing;
        }
        return r.IsMissing ? CallSpecial(getattr, o, new Value(name)) : r;
    }

    /// <summary>An AttributeError made without <c>name</c> and <c>obj</c> gets those of the access that failed.</summary>
    internal static bool AddContext(PyBaseException? e, Value o, PyStr name)
    {
        if (e is PyAttributeError { Name: null, Obj: null } a)
        {
            a.Name = name;
            a.Obj = o.ToHeap();
        }
        return false;
    }

    /// <summary>Reads an attribute; false when there is none. Swallows AttributeError only.</summary>
    public static bool TryGetAttr(Value o, PyStr name, out Value v)
    {
        try
        {
            v = FindAttrRaw(o, name);
        }
        catch (PyException e) when (e.Is(ExcTypes.AttributeError))
        {
            v = Value.Missing;
            return false;
        }
        if (v.IsMissing) return false;
        if (!v.IsError) return true;
        var thread = PyThread.Current;
        if (thread.Pending == null || !thread.Pending.Is(ExcTypes.AttributeError)) throw Err.TakePending();
        thread.Pending = null;
        v = Value.Missing;
        return false;
    }

    /// <inheritdoc cref="TryGetAttr(Value, PyStr, out Value)"/>
    public static bool TryGetAttr(Value o, string name, out Value v) => TryGetAttr(o, PyStr.Intern(name), out v);

    /// <summary><c>o.name</c>.</summary>
    public static Value GetAttr(Value o, string name) => GetAttr(o, PyStr.Intern(name));

    /// <summary><c>hasattr(o, name)</c>.</summary>
    public static bool HasAttr(Value o, PyStr name) => TryGetAttr(o, name, out _);

    /// <summary><c>o.name = value</c>.</summary>
    public static void SetAttr(Value o, PyStr name, Value value)
    {
        if (o.Ref == null || o.IsFloat)
        {
            ObjectMethods.GenericSetAttr(o, name, value);
            return;
        }
        var type = o.Ref.Type;
        var d = type.IsHeap ? type.FindSlot(Slot.SetAttr) : PyType.NativeSlot;
        if (d is null || d == PyType.NativeSlot) o.Ref.SetAttr(name, value);
        else Check(CallSpecial(d, o, new Value(name), value));
    }

    /// <inheritdoc cref="SetAttr(Value, PyStr, Value)"/>
    public static void SetAttr(Value o, string name, Value value) => SetAttr(o, PyStr.Intern(name), value);

    /// <summary><c>del o.name</c>.</summary>
    public static void DelAttr(Value o, PyStr name)
    {
        if (o.Ref == null || o.IsFloat)
        {
            ObjectMethods.GenericSetAttr(o, name, Value.Missing);
            return;
        }
        var type = o.Ref.Type;
        var d = type.IsHeap ? type.FindSlot(Slot.DelAttr) : PyType.NativeSlot;
        if (d is null || d == PyType.NativeSlot) o.Ref.DelAttr(name);
        else Check(CallSpecial(d, o, new Value(name)));
    }

    /// <summary>
    /// Reads an attribute to call it. When it is a method that binds by prepending, that is returned and <paramref name="self"/> is what to
    /// prepend; otherwise the attribute itself, and <paramref name="self"/> is Missing. Throws when there is none.
    /// </summary>
    public static Value LoadMethod(Value o, PyStr name, out Value self)
    {
        var type = o.Type;
        if (!type.HasAttributeHooks && ObjectMethods.UsesGenericGetAttr(o))
        {
            var found = type.Lookup(name);
            if ((found is PyFunction or PyMethodDescriptor or PyWrapperDescriptor) && !ObjectMethods.HasOwnAttribute(o, name))
            {
                self = o;
                return new Value(found);
            }
            if (found is PyClassMethod && Interpreter.QuickAttributes.WrappedFunction(found) is { } ofClass && !ObjectMethods.HasOwnAttribute(o, name))
            {
                self = new Value(type);
                return new Value(ofClass);
            }
            // As CPython looks methods up: what a descriptor raises stays as it is.
            self = Value.Missing;
            var v = Check(FindAttrRaw(o, name));
            return v.IsMissing ? throw Err.NoAttribute(o, name) : v;
        }
        self = Value.Missing;
        return GetAttr(o, name);
    }
}

namespace TieredPy.Runtime.Objects.Arguments;

/// <summary>The checks that <c>T.__new__(cls, ...)</c> makes before T's constructor runs (CPython's <c>tp_new_wrapper</c>).</summary>
internal static class NewArgs
{
    private static readonly PyStr NewName = PyStr.Intern("__new__");

    /// <summary>True for a subclass with an <c>__init__</c> of its own: keywords are that one's then, where the built-in constructor takes none.</summary>
    public static bool IgnoresKeywords(PyType owner, ReadOnlySpan<Value> args) =>
        args.Length > 0 && args[0].Ref is PyType cls && cls != owner && !ReferenceEquals(cls.FindSlot(Slot.Init), owner.FindSlot(Slot.Init));

    /// <summary>The class to make an instance of.</summary>
    public static PyType Class(PyType owner, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (args.Length - (kw?.Length ?? 0) < 1) throw Err.TypeError($"{owner.FullName}.__new__(): not enough arguments");
        if (args[0].Ref is not PyType cls) throw Err.TypeError($"{owner.FullName}.__new__(X): X is not a type object ({args[0].Type.FullName})");
        if (!cls.IsSubtypeOf(owner)) throw Err.TypeError($"{owner.FullName}.__new__({cls.FullName}): {cls.FullName} is not a subtype of {owner.FullName}");
        var native = cls;
        while (native.IsHeap && native.Base != null) native = native.Base;
        if (native != owner && native.Solid != owner && native.Lookup(NewName) != owner.Lookup(NewName))
            throw Err.TypeError($"{owner.FullName}.__new__({cls.FullName}) is not safe, use {native.FullName}.__new__()");
        return cls;
    }
}

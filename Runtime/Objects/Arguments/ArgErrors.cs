namespace TieredPy.Runtime.Objects.Arguments;

/// <summary>
/// The TypeErrors of wrong calls of built-ins, in CPython's words, which depend on how the C function is declared there. Each method of this
/// class is called when something is known to be wrong, and finds what CPython would complain about first.
/// </summary>
internal static class ArgErrors
{
    /// <summary>A call of a method_descriptor; <paramref name="args"/> with self.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static PyException Method(PyType owner, string name, ReadOnlySpan<Value> args, PyStr[]? kw, int min, int max)
    {
        int given = args.Length - (kw?.Length ?? 0);
        if (given == 0) return Err.TypeError($"unbound method {owner.Name}.{name}() needs an argument");
        if (!args[0].Type.IsSubtypeOf(owner)) return WrongSelf(owner, name, args[0]);
        return Count($"{owner.Name}.{name}", name, given - 1, kw, min, max);
    }

    /// <summary>A call of a wrapper_descriptor; <paramref name="args"/> with self.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static PyException Wrapper(PyType owner, string name, ReadOnlySpan<Value> args, PyStr[]? kw, int min, int max)
    {
        int given = args.Length - (kw?.Length ?? 0);
        if (given == 0) return Err.TypeError($"descriptor '{name}' of '{owner.Name}' object needs an argument");
        if (!args[0].Type.IsSubtypeOf(owner)) return WrongWrapperSelf(owner, name, args[0]);
        if (HasKeywords(kw)) return Err.TypeError($"wrapper {name}() takes no keyword arguments");
        return Err.TypeError((max > 1 ? " " : "") + Expected(given - 1, min, max));
    }

    /// <summary>A call of a class method; <paramref name="args"/> with cls.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static PyException ClassMethod(PyType owner, string name, ReadOnlySpan<Value> args, PyStr[]? kw, int min, int max) =>
        Count($"{owner.Name}.{name}", name, args.Length - (kw?.Length ?? 0) - 1, kw, min, max);

    /// <summary>A call of <c>__new__</c>; <paramref name="args"/> with cls.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static PyException New(PyType owner, ReadOnlySpan<Value> args, PyStr[]? kw, int min, int max)
    {
        NewArgs.Class(owner, args, kw);
        if (HasKeywords(kw)) return Err.TypeError($"{owner.Name}() takes no keyword arguments");
        int given = args.Length - 1;
        return max == 0 ? Err.TypeError($"{owner.Name}() takes no arguments") : Err.TypeError($"{owner.Name} {Expected(given, min, max)}");
    }

    /// <summary>A call of a module's function or a static method; <paramref name="owner"/> is the module's or the type's name.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static PyException Function(string owner, string name, ReadOnlySpan<Value> args, PyStr[]? kw, int min, int max) =>
        Count(owner == "builtins" ? name : $"{owner}.{name}", name, args.Length - (kw?.Length ?? 0), kw, min, max);

    public static PyException WrongSelf(PyType owner, string name, Value self) =>
        Err.TypeError($"descriptor '{name}' for '{owner.FullName}' objects doesn't apply to a '{self.Type.FullName}' object");

    public static PyException WrongWrapperSelf(PyType owner, string name, Value self) =>
        Err.TypeError($"descriptor '{name}' requires a '{owner.FullName}' object but received a '{self.Type.FullName}'");

    /// <summary>A keyword that a function doesn't have, and what may have been meant.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static PyException UnexpectedKeyword(string function, PyStr keyword, IEnumerable<string> known)
    {
        string? meant = Suggestions.Closest(keyword.ToString(), known);
        return Err.TypeError($"{function} got an unexpected keyword argument '{keyword}'" + (meant == null ? "" : $". Did you mean '{meant}'?"));
    }

    /// <summary>An argument of the wrong type (<c>_PyArg_BadArgument</c>).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static PyException BadArgument(string function, string argument, string expected, Value given) =>
        Err.TypeError($"{function}() {argument} must be {expected}, not {(given.IsNone ? "None" : given.Type.FullName)}");

    public static string Plural(int n) => n == 1 ? "" : "s";

    private static bool HasKeywords(PyStr[]? kw) => kw is { Length: > 0 };

    private static PyException Count(string qualified, string name, int given, PyStr[]? kw, int min, int max)
    {
        if (HasKeywords(kw)) return Err.TypeError($"{qualified}() takes no keyword arguments");
        if (max == 0) return Err.TypeError($"{qualified}() takes no arguments ({given} given)");
        if (min == 1 && max == 1) return Err.TypeError($"{qualified}() takes exactly one argument ({given} given)");
        return Err.TypeError($"{name} {Expected(given, min, max)}");
    }

    /// <summary>The words of <c>_PyArg_CheckPositional</c>.</summary>
    private static string Expected(int given, int min, int max)
    {
        if (min == max) return $"expected {min} argument{Plural(min)}, got {given}";
        return given < min ? $"expected at least {min} argument{Plural(min)}, got {given}" : $"expected at most {max} argument{Plural(max)}, got {given}";
    }
}

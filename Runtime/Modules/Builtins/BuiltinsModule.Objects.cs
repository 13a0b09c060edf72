namespace TieredPy.Runtime.Modules;

// Attributes, types, identity, text of objects.
internal static partial class BuiltinsModule
{
    private static readonly PyStr DictName = PyStr.Intern("__dict__");
    private static readonly PyStr DirName = PyStr.Intern("__dir__");

    [PyFunction("callable", Doc = "Return whether the object is callable (i.e., some kind of function).\n\nNote that classes are callable, as are instances of classes with a\n__call__() method.")]
    private static bool Callable(Value obj) => Ops.Callable(obj);

    [PyFunction("id", Doc = "Return the identity of an object.\n\nThis is guaranteed to be unique among simultaneously existing objects.\n(CPython uses the object's memory address.)")]
    private static Value Id(Value obj) => Addresses.Id(obj);

    [PyFunction("hash", Doc = "Return the hash value for the given object.\n\nTwo objects that compare equal must also have the same hash value, but the\nreverse is not necessarily true.", RunsPython = true)]
    private static long Hash(Value obj) => Ops.Hash(obj);

    [PyFunction("repr", Doc = "Return the canonical string representation of the object.\n\nFor many object types, including most builtins, eval(repr(obj)) == obj.", RunsPython = true)]
    private static PyStr Repr(Value obj) => Ops.Repr(obj);

    [PyFunction("ascii", Doc = "Return an ASCII-only representation of an object.\n\nAs repr(), return a string containing a printable representation of an\nobject, but escape the non-ASCII characters in the string returned by\nrepr() using \\\\x, \\\\u or \\\\U escapes. This generates a string similar\nto that returned by repr() in Python 2.", RunsPython = true)]
    private static PyStr Ascii(Value obj) => Ops.Ascii(obj);

    [PyFunction("format", Doc = "Return type(value).__format__(value, format_spec)\n\nMany built-in types implement format_spec according to the\nFormat Specification Mini-language. See help('FORMATTING')\nfor details.", RunsPython = true)]
    private static PyStr Format(Value value, [Opt(Show = "''")] Value formatSpec)
    {
        if (formatSpec.IsMissing) return Ops.Format(value, PyStr.Empty);
        return Ops.Format(value, formatSpec.Ref as PyStr ?? throw Err.TypeError($"format() argument 2 must be str, not {Ops.TypeName(formatSpec)}"));
    }

    [PyFunction("isinstance", Doc = "Return whether an object is an instance of a class or of a subclass thereof.\n\nA tuple, as in ``isinstance(x, (A, B, ...))``, may be given as the target to\ncheck against. This is equivalent to ``isinstance(x, A) or isinstance(x, B)\nor ...`` etc.", RunsPython = true)]
    private static bool IsInstance(Value obj, Value classOrTuple) => Ops.IsInstance(obj, classOrTuple);

    [PyFunction("issubclass", Doc = "Return whether 'cls' is derived from another class or is the same class.\n\nA tuple, as in ``issubclass(x, (A, B, ...))``, may be given as the target to\ncheck against. This is equivalent to ``issubclass(x, A) or issubclass(x, B)\nor ...``.", RunsPython = true)]
    private static bool IsSubclass(Value cls, Value classOrTuple) => Ops.IsSubclass(cls, classOrTuple);

    private static PyStr AttributeName(Value name) =>
        name.Ref as PyStr ?? throw Err.TypeError($"attribute name must be string, not '{Ops.TypeName(name)}'");

    [PyFunction("getattr", Doc = "getattr(object, name[, default]) -> value\n\nGet a named attribute from an object; getattr(x, 'y') is equivalent to x.y.\nWhen a default argument is given, it is returned when the attribute doesn't\nexist; without it, an exception is raised in that case.", RunsPython = true)]
    private static Value GetAttr(Value obj, Value name, [Opt] Value defaultValue)
    {
        var n = AttributeName(name);
        if (defaultValue.IsMissing) return Ops.GetAttrRaw(obj, n);
        return Ops.TryGetAttr(obj, n, out var v) ? v : defaultValue;
    }

    [PyFunction("hasattr", Doc = "Return whether the object has an attribute with the given name.\n\nThis is done by calling getattr(obj, name) and catching AttributeError.", RunsPython = true)]
    private static bool HasAttr(Value obj, Value name) => Ops.TryGetAttr(obj, AttributeName(name), out _);

    [PyFunction("setattr", Doc = "Sets the named attribute on the given object to the specified value.\n\nsetattr(x, 'y', v) is equivalent to ``x.y = v``", RunsPython = true)]
    private static void SetAttr(Value obj, Value name, Value value) => Ops.SetAttr(obj, AttributeName(name), value);

    [PyFunction("delattr", Doc = "Deletes the named attribute from the given object.\n\ndelattr(x, 'y') is equivalent to ``del x.y``", RunsPython = true)]
    private static void DelAttr(Value obj, Value name) => Ops.DelAttr(obj, AttributeName(name));

    [PyFunction("dir", Doc = "dir([object]) -> list of strings\n\nIf called without an argument, return the names in the current scope.\nElse, return an alphabetized list of names comprising (some of) the attributes\nof the given object, and of attributes reachable from it.\nIf the object supplies a method named __dir__, it will be used; otherwise\nthe default dir() logic is used and returns:\n  for a module object: the module's attributes.\n  for a class object:  its attributes, and recursively the attributes\n    of its bases.\n  for any other object: its attributes, its class's attributes, and\n    recursively the attributes of its class's base classes.", RunsPython = true)]
    private static Value Dir([Opt] Value obj)
    {
        Value names;
        if (obj.IsMissing) names = Ops.CallMethod(Locals(), "keys");
        else if (Ops.LookupSpecial(obj, DirName, out var method)) names = Ops.Call(method);
        else throw Err.TypeError("object does not provide __dir__");
        var list = Ops.ToList(names);
        Ops.CallMethod(new Value(list), "sort");
        return new Value(list);
    }

    [PyFunction("vars", Doc = "vars([object]) -> dictionary\n\nWithout arguments, equivalent to locals().\nWith an argument, equivalent to object.__dict__.", RunsPython = true)]
    private static Value Vars([Opt] Value obj)
    {
        if (obj.IsMissing) return Locals();
        return Ops.TryGetAttr(obj, DictName, out var d) ? d : throw Err.TypeError("vars() argument must have __dict__ attribute");
    }

    [PyFunction("globals", Doc = "Return the dictionary containing the current scope's global variables.\n\nNOTE: Updates to this dictionary *will* affect name lookups in the current\nglobal scope and vice-versa.")]
    private static Value Globals() => PyThread.Current.TopFrame is { } f ? new Value(f.Function.Globals) : throw Err.SystemError("globals() without a frame");

    [PyFunction("locals", Doc = "Return a dictionary containing the current scope's local variables.\n\nNOTE: Whether or not updates to this dictionary will affect name lookups in\nthe local scope and vice-versa is *implementation dependent* and not\ncovered by any backwards compatibility guarantees.")]
    private static Value Locals() => PyThread.Current.TopFrame is { } f ? FrameLocals.Locals(f) : throw Err.SystemError("frame does not exist");

    [PyFunction("__build_class__", Doc = "__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class\n\nInternal helper function used by the class statement.", RunsPython = true)]
    private static Value BuildClass(Value func, Value name, [StarArgs] ReadOnlySpan<Value> bases, [StarKwArgs] PyDict? kwds)
    {
        if (func.Ref is not PyFunction body) throw Err.TypeError("__build_class__: func must be a function");
        if (name.Ref is not PyStr n) throw Err.TypeError("__build_class__: name is not a string");
        return ClassBuilder.Build(body, n, bases.Length == 0 ? PyTuple.Empty : new PyTuple(bases.ToArray()), kwds);
    }

    [PyFunction("__import__", Doc = "Import a module.\n\nBecause this function is meant for use by the Python\ninterpreter and not for general use, it is better to use\nimportlib.import_module() to programmatically import a module.\n\nThe globals argument is only used to determine the context;\nthey are not modified.  The locals argument is unused.  The fromlist\nshould be a list of names to emulate ``from name import ...``, or an\nempty list to emulate ``import name``.\nWhen importing a module from a package, note that __import__('A.B', ...)\nreturns package A when fromlist is empty, but its submodule B when\nfromlist is not empty.  The level argument is used to determine whether to\nperform absolute or relative imports: 0 is absolute, while a positive number\nis the number of parent directories to search relative to the current module.", RunsPython = true)]
    private static Value Import([Kw] Value name, [OptNone, Kw] Value globals, [OptNone, Kw] Value locals, [Opt(Show = "()"), Kw] Value fromlist, [Kw] int level = 0)
    {
        if (name.Ref is not PyStr n) throw Err.TypeError($"module name must be a string");
        return Importing.Importer.Import(n, globals, fromlist, level);
    }
}

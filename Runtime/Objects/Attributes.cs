namespace TieredPy.Runtime.Objects;

/// <summary>Marks a partial class as the C# side of a Python type; the generator makes its <c>TypeObject</c> and its method table.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class PyTypeAttribute(string name) : Attribute
{
    /// <summary>The Python name, with its module when that is not builtins ("collections.deque").</summary>
    public string Name { get; } = name;

    /// <summary>The C# class of the Python base; object when null.</summary>
    public Type? Base { get; init; }

    /// <summary>False when Python code may not subclass it (as bool, NoneType, function).</summary>
    public bool Subclassable { get; init; } = true;

    /// <summary>True when instances of the type itself (not of subclasses) have a <c>__dict__</c>.</summary>
    public bool HasDict { get; init; }

    /// <summary>True when instances can be weakly referenced.</summary>
    public bool Weakrefable { get; init; }

    /// <summary>True when instances are made as those of the base are, so that subclasses may have any other base beside it.</summary>
    public bool BaseLayout { get; init; }

    /// <summary>True when the type cannot be instantiated from Python ("cannot create 'x' instances").</summary>
    public bool NoConstructor { get; init; }

    /// <summary>Pattern matching kind (PEP 634): "sequence", "mapping" or null.</summary>
    public new string? Match { get; init; }

    /// <summary>True when class patterns with one positional sub-pattern match the subject itself (int, str, ...).</summary>
    public bool MatchSelf { get; init; }

    /// <summary>True when attributes of the type object itself may be assigned (as heap types defined in C).</summary>
    public bool Mutable { get; init; }

    /// <summary>The docstring.</summary>
    public string? Doc { get; init; }
}

/// <summary>Marks a virtual of <see cref="PyObject"/> as the body of special methods: overriding it gives a type those dunders.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SlotAttribute(params string[] names) : Attribute
{
    public string[] Names { get; } = names;
}

/// <summary>On an override of a slot that only says that the type has no such special method, as the C# class above it has one: it gives no dunders.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AbsentAttribute : Attribute;

/// <summary>
/// Marks a method as a Python method of its type, or as a function of its module. Instance methods take self implicitly; a static method
/// in a [PyType] class takes <c>Value self</c> (or the C# class) as its first parameter. Parameter types say how arguments convert: see docs/contract.md.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class PyMethodAttribute(string name) : Attribute
{
    public string Name { get; } = name;
    public string? Doc { get; init; }

    /// <summary>CPython's text signature without the name, e.g. "($self, iterable=(), /)"; made from the parameters when null.</summary>
    public string? Signature { get; init; }

    /// <summary>Same inputs give the same output and nothing else happens: tiers may fold and move calls.</summary>
    public bool Pure { get; init; }

    /// <summary>May run arbitrary Python code (else: only through its arguments' builtin behaviour).</summary>
    public bool RunsPython { get; init; }

    /// <summary>May raise.</summary>
    public bool Raises { get; init; } = true;
}

/// <summary>A function of a module ([PyModule] class): static method.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class PyFunctionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
    public string? Doc { get; init; }
    public string? Signature { get; init; }
    public bool Pure { get; init; }
    public bool RunsPython { get; init; }
    public bool Raises { get; init; } = true;
}

/// <summary>A class method of a type: static method whose first parameter is <c>PyType cls</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PyClassMethodAttribute(string name) : Attribute
{
    public string Name { get; } = name;
    public string? Doc { get; init; }
    public string? Signature { get; init; }
}

/// <summary>A static method of a type.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PyStaticMethodAttribute(string name) : Attribute
{
    public string Name { get; } = name;
    public string? Doc { get; init; }
    public string? Signature { get; init; }
}

/// <summary>The type's <c>__new__</c>: static, first parameter <c>PyType cls</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PyNewAttribute : Attribute
{
    public string? Doc { get; init; }
    public string? Signature { get; init; }

    /// <summary>It looks at nothing but the class; <c>__init__</c> takes the arguments.</summary>
    public bool MakesOnly { get; init; }
}

/// <summary>A readable attribute (getset descriptor): a property or a method without arguments (static: takes <c>Value self</c>).</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
internal sealed class PyGetterAttribute(string name) : Attribute
{
    public string Name { get; } = name;
    public string? Doc { get; init; }
}

/// <summary>The setter beside a getter: a method with one <c>Value</c>, which is Missing on deletion.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PySetterAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>A read-only member descriptor over a field or property (as PyMemberDef).</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
internal sealed class PyMemberAttribute(string name) : Attribute
{
    public string Name { get; } = name;
    public string? Doc { get; init; }
}

/// <summary>A constant in the type's or module's dict: a static property or field.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
internal sealed class PyConstantAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>Marks a static partial class as a built-in module; the generator makes its table, in the module list.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PyModuleAttribute(string name) : Attribute
{
    public string Name { get; } = name;
    public string? Doc { get; init; }

    /// <summary>C# classes of the types that the module exports under their own names.</summary>
    public Type[] Types { get; init; } = [];
}

/// <summary>Run once when the module is first imported: <c>static void Init(PyModule m)</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PyModuleInitAttribute : Attribute;

/// <summary>Optional argument of type Value/PyObject?: <see cref="Value.Missing"/> (null for a class) when omitted. Shown in signatures as <c>=Show</c>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class OptAttribute : Attribute
{
    public string Show { get; init; } = "<unrepresentable>";
}

/// <summary>Optional argument that is None when omitted (as a Value: <c>Value.None</c>; as a class: null, and None is accepted as null).</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class OptNoneAttribute : Attribute;

/// <summary>This parameter and those after it are keyword-only.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class KwOnlyAttribute : Attribute;

/// <summary>This parameter and those after it may be given by keyword (those before the first such one: positional-only). With a name: the Python keyword name.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class KwAttribute(string? name = null) : Attribute
{
    public string? Name { get; } = name;
}

/// <summary>Collects remaining positional arguments: <c>ReadOnlySpan&lt;Value&gt;</c>, last before keyword-only ones.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class StarArgsAttribute : Attribute;

/// <summary>Collects remaining keyword arguments into a new dict: <c>PyDict?</c> (null when there are none).</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class StarKwArgsAttribute : Attribute;

/// <summary>On a method whose parameters are <c>(…, ReadOnlySpan&lt;Value&gt; args, PyStr[]? kw)</c>: it receives the raw call and parses itself.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RawCallAttribute : Attribute;

/// <summary>This parameter and those before it are positional-only, and those after it may be given by keyword (as <c>/</c> says in Python).</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class PosOnlyAttribute : Attribute;

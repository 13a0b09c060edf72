using System.Collections.Generic;

namespace TieredPy.Generator.Model;

/// <summary>How a parameter's argument, or a result, converts between Python and C#.</summary>
internal enum Conversion
{
    Unsupported,
    Void,
    Value,
    Long,
    Int,
    Double,
    Bool,
    String,
    BigInteger,

    /// <summary>A class derived from PyObject.</summary>
    Object,

    /// <summary>PyObject itself: the heap form of any value.</summary>
    AnyObject,
}

/// <summary>A C# type as parameter or result.</summary>
internal sealed record ConvertedType(Conversion Kind, string CSharp, string PythonName, bool Nullable);

/// <summary>One Python-visible parameter.</summary>
internal sealed record Parameter
{
    public string Name { get; init; } = "";
    public ConvertedType Type { get; init; } = null!;
    public bool Optional { get; init; }

    /// <summary>[OptNone]: None when omitted.</summary>
    public bool OptNone { get; init; }

    /// <summary>C# text of the default; null when the kind of the parameter decides (Missing, None, null).</summary>
    public string? Default { get; init; }

    /// <summary>The default as the text signature shows it.</summary>
    public string Show { get; init; } = "";

    public bool KeywordOnly { get; init; }
}

/// <summary>What a callable is to Python.</summary>
internal enum CallKind
{
    Method,
    Wrapper,
    ClassMethod,
    StaticMethod,
    New,
    Function,
}

/// <summary>One callable made of a C# method.</summary>
internal sealed record Callable
{
    public CallKind Kind { get; init; }
    public string Name { get; init; } = "";
    public string? Doc { get; init; }
    public string? Signature { get; init; }

    /// <summary>The C# method's name.</summary>
    public string Target { get; init; } = "";

    /// <summary>The class that declares the C# method, for static calls.</summary>
    public string TargetClass { get; init; } = "";

    public bool IsStatic { get; init; }

    /// <summary>The first parameter of a static method in a type: self or cls; null for instance methods and functions.</summary>
    public ConvertedType? Self { get; init; }

    /// <summary>The C# method takes the raw <c>(args, kw)</c>.</summary>
    public bool Raw { get; init; }

    /// <summary>Of a type's <c>__new__</c>: it looks at nothing but the class.</summary>
    public bool MakesOnly { get; init; }

    public List<Parameter> Parameters { get; init; } = [];

    /// <summary>Index in the C# parameter list at which the star arguments stand, or -1.</summary>
    public int StarAt { get; init; } = -1;

    public string StarName { get; init; } = "args";

    /// <summary>True when the last C# parameter collects keywords.</summary>
    public bool StarKeywords { get; init; }

    /// <summary>How many leading parameters are positional-only.</summary>
    public int PositionalOnly { get; init; }

    public ConvertedType Result { get; init; } = null!;
}

/// <summary>A special method made by overriding a virtual of PyObject.</summary>
internal sealed record SlotOverride(string Method, List<string> Dunders, string ReturnType, List<(string Type, string Name)> Parameters, string? NearestAncestor, bool OwnVirtual);

/// <summary>A getset or member descriptor.</summary>
internal sealed record Accessor(string Name, string? Doc, string Target, string TargetClass, bool IsStatic, bool IsMethod, ConvertedType Type, string? Setter, string? SetterClass, bool SetterStatic, bool Member, string? SelfClass);

/// <summary>An entry of a dict with a fixed value.</summary>
internal sealed record Constant(string Name, string Target, ConvertedType Type);

/// <summary>What is common to types and modules.</summary>
internal abstract record Container
{
    public string Hint { get; init; } = "";
    public string Namespace { get; init; } = "";

    /// <summary>Declarations of the class and those around it, outermost first ("partial class PyList").</summary>
    public List<string> Declarations { get; init; } = [];

    public string ClassName { get; init; } = "";
    public string FullName { get; init; } = "";

    /// <summary>The Python name, with its module.</summary>
    public string Name { get; init; } = "";

    public string? Doc { get; init; }
    public List<Callable> Callables { get; init; } = [];
    public List<Constant> Constants { get; init; } = [];
}

/// <summary>A class with [PyType].</summary>
internal sealed record TypeModel : Container
{
    public string? Base { get; init; }
    public List<string> Flags { get; init; } = [];
    public bool IsSealed { get; init; }

    /// <summary>PyObject: every value is an instance, and there is no base.</summary>
    public bool IsRoot { get; init; }

    public bool IsMeta { get; init; }
    public bool EmitAllocate { get; init; }
    public bool HasAllocate { get; init; }

    /// <summary>The class itself needs generated attribute slots (HasDict without a SlotRef of its own).</summary>
    public bool EmitOwnSlots { get; init; }

    /// <summary>Inst needs generated attribute slots.</summary>
    public bool EmitInstSlots { get; init; }

    public List<SlotOverride> Slots { get; init; } = [];
    public List<Accessor> Accessors { get; init; } = [];
    public bool HashIsNone { get; init; }
    public string? TypeSignature { get; init; }
}

/// <summary>A class with [PyModule].</summary>
internal sealed record ModuleModel : Container
{
    public List<(string Name, string CSharp)> Types { get; init; } = [];
    public List<string> Inits { get; init; } = [];
}

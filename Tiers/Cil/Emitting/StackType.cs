namespace TieredPy.Tiers.Cil.Emitting;

/// <summary>What the CLI tells apart on the evaluation stack, and the value types by their own.</summary>
internal enum StackKind : byte
{
    /// <summary>Anything: what code that can't be reached finds on the stack.</summary>
    Any,

    /// <summary>Integers up to 32 bits, bool and char.</summary>
    Int32,
    Int64,

    /// <summary>Native ints, unmanaged pointers and function pointers.</summary>
    Native,

    /// <summary>float and double.</summary>
    Float,

    /// <summary>A reference to an object; with no type, null.</summary>
    Object,

    /// <summary>A managed pointer to a variable of the type.</summary>
    ByRef,
    Struct,
}

/// <summary>The type of one entry of the evaluation stack.</summary>
internal readonly record struct StackType(StackKind Kind, Type? Type = null)
{
    public static StackType Any => default;

    public static StackType Int32 => new(StackKind.Int32);

    public static StackType Int64 => new(StackKind.Int64);

    public static StackType Native => new(StackKind.Native);

    public static StackType Float => new(StackKind.Float);

    public static StackType Null => new(StackKind.Object);

    public static StackType Object(Type type) => new(StackKind.Object, type);

    public static StackType ByRef(Type element) => new(StackKind.ByRef, element);

    /// <summary>What a variable of a type becomes when it is loaded.</summary>
    public static StackType Of(Type type)
    {
        if (type.IsByRef) return ByRef(type.GetElementType()!);
        if (type.IsPointer || type.IsFunctionPointer || type == typeof(nint) || type == typeof(nuint)) return Native;
        if (!type.IsValueType) return Object(type);
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean or TypeCode.Char or TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16
                or TypeCode.Int32 or TypeCode.UInt32 => Int32,
            TypeCode.Int64 or TypeCode.UInt64 => Int64,
            TypeCode.Single or TypeCode.Double => Float,
            _ => new StackType(StackKind.Struct, type),
        };
    }

    /// <summary>Whether a value of this type may be stored in a variable of that one.</summary>
    public bool FitsIn(StackType to)
    {
        if (Kind == StackKind.Any || to.Kind == StackKind.Any) return true;
        if (Kind == StackKind.Int32 && to.Kind == StackKind.Native) return true;
        if (Kind != to.Kind) return false;
        return Kind switch
        {
            StackKind.Object => Type == null || (to.Type != null && to.Type.IsAssignableFrom(Type)),
            StackKind.ByRef or StackKind.Struct => SameVariable(Type!, to.Type!),
            _ => true,
        };
    }

    /// <summary>The type that stands for both where two ways meet, or null where there is none.</summary>
    public StackType? Join(StackType other)
    {
        if (Kind == StackKind.Any) return other;
        if (other.Kind == StackKind.Any) return this;
        if (Kind != other.Kind) return null;
        if (FitsIn(other)) return other;
        if (other.FitsIn(this)) return this;
        return Kind == StackKind.Object ? Object(typeof(object)) : null;
    }

    /// <summary>Pointers to int and to uint, or to an enum and its base, are pointers to the same.</summary>
    private static bool SameVariable(Type a, Type b) =>
        a == b || (a.IsPrimitive || a.IsEnum) && (b.IsPrimitive || b.IsEnum) && Width(a) == Width(b) && Of(a).Kind == Of(b).Kind;

    private static int Width(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean or TypeCode.SByte or TypeCode.Byte => 1,
        TypeCode.Char or TypeCode.Int16 or TypeCode.UInt16 => 2,
        TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
        _ => 8,
    };

    public override string ToString() => Kind switch
    {
        StackKind.Any => "any",
        StackKind.Int32 => "int32",
        StackKind.Int64 => "int64",
        StackKind.Native => "native",
        StackKind.Float => "float64",
        StackKind.Object => Type?.Name ?? "null",
        StackKind.ByRef => Type!.Name + "&",
        _ => Type!.Name,
    };
}

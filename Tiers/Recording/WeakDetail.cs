using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Recording;

/// <summary>
/// The detail of what belongs to a class or function that a function made: such are made while a program runs, often to be dropped soon, and a profile must not keep
/// them alive. One for each shape, class or function.
/// </summary>
internal sealed class WeakDetail
{
    private static readonly ConditionalWeakTable<object, WeakDetail> Known = [];
    private static readonly ConditionalWeakTable<Shape, HeirKind> Heirs = [];
    private readonly WeakReference<object> about;
    private readonly Type? heirClass;
    private readonly Kind self;

    private WeakDetail(object about, Type? heirClass, Kind self)
    {
        this.about = new WeakReference<object>(about);
        this.heirClass = heirClass;
        this.self = self;
        Hash = RuntimeHelpers.GetHashCode(about);
        Exist = true;
    }

    /// <summary>There are any.</summary>
    public static bool Exist { get; private set; }

    /// <summary>The hash of the object that it is about.</summary>
    public int Hash { get; }

    /// <summary>The detail; null when what it is about is gone.</summary>
    public object? Target
    {
        get
        {
            if (!about.TryGetTarget(out object? o)) return null;
            if (heirClass != null) return Heirs.GetValue((Shape)o, s => new HeirKind(heirClass, s));
            return o is PyFunction f ? new Kind.MethodKind(f, self) : o;
        }
    }

    /// <summary>The detail of a plain instance.</summary>
    public static object Of(Shape shape) => shape.Type.IsLocal ? Known.GetValue(shape, static s => new WeakDetail(s, null, default)) : shape;

    /// <summary>The detail of a class.</summary>
    public static object Of(PyType type) => type.IsLocal ? Known.GetValue(type, static t => new WeakDetail(t, null, default)) : type;

    /// <summary>The detail of an instance of a class that derives from a built-in one.</summary>
    public static object OfHeir(Type c, Shape shape) => shape.Type.IsLocal ? Known.GetValue(shape, s => new WeakDetail(s, c, default)) : Heirs.GetValue(shape, s => new HeirKind(c, s));

    /// <summary>The detail of a bound function.</summary>
    public static object OfMethod(PyFunction f, Kind self)
    {
        if (!f.Code.Has(Runtime.Bytecode.CodeFlags.Nested)) return new Kind.MethodKind(f, self);
        var known = Known.GetValue(f, f => new WeakDetail(f, null, self));
        return known.self == self ? known : new WeakDetail(f, null, self);
    }
}

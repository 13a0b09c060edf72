using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Caching;

/// <summary>An entry refers to what isn't in this process, or not yet.</summary>
internal sealed class UnresolvedLinkException(string what) : Exception(what);

/// <summary>Finds in this process what an entry refers to. Runs no Python code.</summary>
/// <param name="codes">The code objects that have been made ready to run, by key.</param>
internal sealed class LinkReader(KnownCode codes)
{
    private const int MaxAttributes = 256;

    private object[] found = [];

    /// <summary>Reads and resolves all links.</summary>
    public void Read(CacheReader r)
    {
        found = new object[r.Count()];
        for (int n = 0; n < found.Length; n++) found[n] = One(r, n) ?? throw new UnresolvedLinkException($"link {n}");
    }

    /// <summary>The object that the next number in an entry refers to.</summary>
    public T Next<T>(CacheReader r) where T : class => found[r.Below(found.Length)] as T ?? throw new InvalidDataException("another kind of object");

    private T Earlier<T>(CacheReader r, int n) where T : class => found[r.Below(n)] as T ?? throw new InvalidDataException("another kind of object");

    private object? One(CacheReader r, int n)
    {
        switch ((LinkTag)r.Byte())
        {
            case LinkTag.Named:
                return Named(r, n);
            case LinkTag.StandIn:
                var code = Earlier<PyCode>(r, n);
                return NamedObjects.Module(r.Text()) is { } home ? new PyFunction(code, home.Dict) : null;
            case LinkTag.Module:
                return NamedObjects.Module(r.Text());
            case LinkTag.UnexportedType:
                return NamedObjects.Unnamed(r.Below(int.MaxValue)) ?? throw new InvalidDataException("no such type");
            case LinkTag.Member:
                var owner = Earlier<PyType>(r, n);
                return owner.Dict.TryGetPlain(PyStr.Intern(r.Text())).Ref;
            case LinkTag.Shape:
                return ReadShape(r, Earlier<PyType>(r, n));
            case LinkTag.Class:
                return NamedObjects.Class(r) ?? throw new InvalidDataException("no such class");
            case LinkTag.Code:
                return codes.Find(r.Fixed64());
            case LinkTag.Consumer:
                var generator = Earlier<PyCode>(r, n);
                return Consumers.Of(generator, r.Below(Consumers.Count)) ?? throw new InvalidDataException("no such body");
            default:
                throw new InvalidDataException("unknown link");
        }
    }

    private PyObject? Named(CacheReader r, int n)
    {
        string module = r.Text(), path = r.Text();
        var wrapping = (Wrapping)r.Byte();
        int code = r.Below(n + 1);
        var o = NamedObjects.Unwrap(NamedObjects.Find(module, path), wrapping);
        // Under that name there is something else now.
        if (code > 0 && (o is not PyFunction f || !ReferenceEquals(f.Code, found[code - 1]) && !SameKey(f.Code, found[code - 1]))) return null;
        return o;
    }

    private static bool SameKey(PyCode a, object b) => b is PyCode other && CodeKey.Of(a) == CodeKey.Of(other);

    private static Shape? ReadShape(CacheReader r, PyType type)
    {
        bool dictMode = r.Flag();
        int reserved = r.Below(MaxAttributes), count = r.Below(MaxAttributes);
        var names = new string[count];
        for (int k = 0; k < count; k++) names[k] = r.Text();
        var shape = RootOf(type, dictMode, reserved);
        foreach (string name in names)
        {
            if (shape == null || shape.DictMode) return null;
            shape = name.Length == 0 ? shape.WithView() : shape.With(PyStr.Intern(name));
        }
        return shape;
    }

    /// <summary>The shape that instances of a class begin with; null when they begin otherwise.</summary>
    public static Shape? RootOf(PyType type, bool dictMode, int reserved)
    {
        if (dictMode) return reserved <= type.RootShape.Reserved ? type.DictShape(reserved) : null;
        return type.RootShape.Reserved == reserved ? type.RootShape : null;
    }
}

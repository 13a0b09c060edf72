using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Caching;

/// <summary>Reads what <see cref="KindWriter"/> wrote.</summary>
internal sealed class KindReader(LinkReader links)
{
    private const int MaxKinds = 16;

    private KindSet[] sets = [];

    public void Read(CacheReader r)
    {
        sets = new KindSet[r.Count()];
        for (int n = 0; n < sets.Length; n++) sets[n] = One(r);
    }

    /// <summary>The set with the next number, as one of its own: sets grow.</summary>
    public KindSet Next(CacheReader r)
    {
        var set = sets[r.Below(sets.Length)];
        return KindSet.Restore(set.Kinds, set.Overflowed, set.IsByCode);
    }

    private KindSet One(CacheReader r)
    {
        int count = r.Below(MaxKinds);
        bool overflowed = r.Flag(), byCode = r.Flag();
        var kinds = new Kind[count];
        for (int k = 0; k < count; k++) kinds[k] = Kind(r, 0, overflowed);
        return KindSet.Restore(kinds, overflowed, byCode);
    }

    private Kind Kind(CacheReader r, int depth, bool mayBeVague = false)
    {
        if (depth > KindWriter.MaxDepth) throw new InvalidDataException("kinds too deep");
        var tag = (KindTag)r.Byte();
        var detail = Detail(r, depth);
        // Of more kinds than are told apart no object is kept.
        if (tag > KindTag.Object || tag == KindTag.Object && detail == null && !mayBeVague) throw new InvalidDataException("no such kind");
        return new Kind(tag, detail);
    }

    private object? Detail(CacheReader r, int depth)
    {
        switch ((DetailTag)r.Byte())
        {
            case DetailTag.None:
                return null;
            case DetailTag.Link:
                return links.Next<object>(r) is var o and not PyCode ? o : throw new InvalidDataException("a kind of code");
            case DetailTag.FunctionByCode:
                var code = links.Next<PyCode>(r);
                var defaults = new Kind[r.Count()];
                for (int k = 0; k < defaults.Length; k++) defaults[k] = Kind(r, depth + 1);
                return new Kind.FunctionKind(code, defaults);
            case DetailTag.List:
                return new Kind.ListKind(KindWriter.Stores[r.Below(KindWriter.Stores.Length)]);
            case DetailTag.Bound:
                return Bound(links.Next<PyType>(r), links.Next<PyMethodDescriptor>(r));
            case DetailTag.Method:
                return new Kind.MethodKind(links.Next<PyFunction>(r), Kind(r, depth + 1));
            case DetailTag.Heir:
                return new HeirKind(links.Next<Type>(r), links.Next<Shape>(r));
            case DetailTag.Composed:
                bool two = r.Flag();
                var (first, second) = (Format(r), Format(r));
                return new ComposedKind(links.Next<Type>(r), links.Next<Type>(r), two ? links.Next<Type>(r) : null) { FirstFormat = first, SecondFormat = second };
            case DetailTag.Elements:
                return new ElementsKind(ElementsKind.Classes[r.Below(ElementsKind.Classes.Length)], Format(r));
            default:
                throw new InvalidDataException("no such detail");
        }
    }

    private static ElementFormat Format(CacheReader r) => (ElementFormat)r.Byte() is var f && Enum.IsDefined(f) ? f : throw new InvalidDataException("no such format");

    private static unsafe Kind.BoundKind Bound(PyType owner, PyMethodDescriptor d) => new((nint)d.Pointer, d.Name, owner);
}

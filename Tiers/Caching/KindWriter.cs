using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Caching;

/// <summary>What a kind's detail is, in an entry.</summary>
internal enum DetailTag : byte
{
    None,

    /// <summary>The object itself, a shape or a C# class: a link.</summary>
    Link,

    /// <summary>A function by its code: link of the code, the kinds of its defaults.</summary>
    FunctionByCode,

    /// <summary>A list by its storage: 0 ints, 1 floats, 2 objects.</summary>
    List,

    /// <summary>A built-in method: links of owner and method.</summary>
    Bound,

    /// <summary>A bound function: link of the function, kind of the object.</summary>
    Method,

    /// <summary>Links of the C# class and the shape.</summary>
    Heir,

    /// <summary>A flag says whether there is a third class; formats of what the sources go through; links of the C# classes.</summary>
    Composed,

    /// <summary>An array or memoryview of numbers, or an iterator over one: which, and the numbers' format.</summary>
    Elements,
}

/// <summary>Writes kinds and sets of them. Equal sets are written once.</summary>
internal sealed class KindWriter(LinkWriter links)
{
    /// <summary>How deep kinds are within one another: bound methods of bound methods, defaults that are functions with defaults.</summary>
    public const int MaxDepth = 8;

    public static readonly Type[] Stores = [typeof(long[]), typeof(double[]), typeof(PyObject[])];

    private readonly CacheWriter body = new();
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);

    public void WriteTo(CacheWriter w)
    {
        w.Number(numbers.Count);
        w.Bytes(body.Written);
    }

    /// <summary>The number of a set.</summary>
    public int Of(KindSet set)
    {
        var kinds = new CacheWriter();
        int count = 0;
        foreach (var k in set.Kinds)
        {
            var one = new CacheWriter();
            if (!Kind(one, k, 0)) continue;
            kinds.Bytes(one.Written);
            count++;
        }
        var w = new CacheWriter();
        w.Number(count);
        // Where none of what was seen has a name, it may be anything.
        w.Flag(set.Overflowed || count == 0 && set.Count > 0);
        w.Flag(set.IsByCode);
        w.Bytes(kinds.Written);
        string key = System.Text.Encoding.Latin1.GetString(w.Written);
        if (numbers.TryGetValue(key, out int n)) return n;
        body.Bytes(w.Written);
        return numbers[key] = numbers.Count;
    }

    /// <summary>False when nothing names what the kind is about.</summary>
    private bool Kind(CacheWriter w, Kind k, int depth)
    {
        if (depth > MaxDepth) return false;
        w.Byte((byte)k.Tag);
        switch (k.Detail)
        {
            case null when k.Tag == KindTag.Object:
                return false;
            case null:
                w.Byte((byte)DetailTag.None);
                return true;
            case PyFunction f when !f.HasClosure && links.Of(f) is >= 0 and var number:
                w.Byte((byte)DetailTag.Link);
                w.Number(number);
                return true;
            case PyFunction f:
                return ByCode(w, new Kind.FunctionKind(f), depth);
            case ClosureKind c:
                return ByCode(w, c.General, depth);
            case Kind.FunctionKind f:
                return ByCode(w, f, depth);
            case Kind.ListKind list:
                w.Byte((byte)DetailTag.List);
                w.Number(Array.IndexOf(Stores, list.Store));
                return true;
            case Kind.BoundKind b:
                return Bound(w, b);
            case Kind.MethodKind m:
                w.Byte((byte)DetailTag.Method);
                return Link(w, m.Function) && Kind(w, m.Self, depth + 1);
            case HeirKind h:
                w.Byte((byte)DetailTag.Heir);
                return Link(w, h.Class) && Link(w, h.Shape);
            case WideKind wide:
                w.Byte((byte)DetailTag.Link);
                return Link(w, wide.Class);
            case ElementsKind e:
                w.Byte((byte)DetailTag.Elements);
                w.Number(Array.IndexOf(ElementsKind.Classes, e.Class));
                w.Byte((byte)e.Format);
                return true;
            case ComposedKind c:
                w.Byte((byte)DetailTag.Composed);
                w.Flag(c.Second != null);
                w.Byte((byte)c.FirstFormat);
                w.Byte((byte)c.SecondFormat);
                return Link(w, c.Class) && Link(w, c.First) && (c.Second == null || Link(w, c.Second));
            case var other:
                w.Byte((byte)DetailTag.Link);
                return Link(w, other);
        }
    }

    private bool Link(CacheWriter w, object o)
    {
        int n = links.Of(o);
        if (n < 0) return false;
        w.Number(n);
        return true;
    }

    private bool ByCode(CacheWriter w, Kind.FunctionKind f, int depth)
    {
        w.Byte((byte)DetailTag.FunctionByCode);
        w.Number(links.Of(f.Code));
        w.Number(f.Defaults.Length);
        foreach (var d in f.Defaults)
            if (!Kind(w, d, depth + 1)) return false;
        return true;
    }

    private unsafe bool Bound(CacheWriter w, Kind.BoundKind b)
    {
        // The method that the class of the object has under the name is the one that was bound, or it isn't kept.
        if (b.Owner.Lookup(PyStr.Intern(b.Name)) is not PyMethodDescriptor d || (nint)d.Pointer != b.Pointer) return false;
        w.Byte((byte)DetailTag.Bound);
        return Link(w, b.Owner) && Link(w, d);
    }
}

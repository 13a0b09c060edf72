using TieredPy.Runtime.Modules.Arrays;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Recording;

/// <summary>The coarse class of an observed value.</summary>
internal enum KindTag : byte
{
    Int,
    Float,
    Bool,
    None,

    /// <summary>The marker of an unbound variable or absent self.</summary>
    Missing,

    /// <summary>An object; <see cref="Kind.Detail"/> says which.</summary>
    Object,
}

/// <summary>
/// What was seen of a value. The detail of an object is, from narrow to wide: the object itself for functions, classes, modules and other
/// callables; the shape for plain instances; the storage array's class for lists; else the C# class.
/// </summary>
internal readonly struct Kind(KindTag tag, object? detail = null) : IEquatable<Kind>
{
    private readonly object? detail = detail;

    public KindTag Tag { get; } = tag;

    /// <summary>What there is to say of an object beyond that it is one; null when nothing is, or when what it was about is gone.</summary>
    public object? Detail => detail is WeakDetail weak ? weak.Target : detail;

    /// <summary>What it is about is gone: there will be no such values any more.</summary>
    public bool IsGone => detail is WeakDetail { Target: null };

    public static bool operator ==(Kind x, Kind y) => x.Equals(y);

    public static bool operator !=(Kind x, Kind y) => !x.Equals(y);

    public bool Equals(Kind other) =>
        Tag == other.Tag && (ReferenceEquals(detail, other.detail) || detail != null && other.detail != null && Detail is { } one && one.Equals(other.Detail));

    public override bool Equals(object? o) => o is Kind other && Equals(other);

    /// <summary>The details of functions and instances have equal hashes where they are equal, weak or not.</summary>
    public override int GetHashCode() => HashCode.Combine(Tag, detail switch
    {
        null => 0,
        WeakDetail weak => weak.Hash,
        HeirKind heir => RuntimeHelpers.GetHashCode(heir.Shape),
        MethodKind method => RuntimeHelpers.GetHashCode(method.Function),
        PyObject or Runtime.Objects.Shape => RuntimeHelpers.GetHashCode(detail),
        _ => detail.GetHashCode(),
    });

    /// <summary>The detail of a list by its storage.</summary>
    internal sealed record ListKind(Type Store);

    /// <summary>The detail of a built-in method that is bound to an object: the method, as each object makes its own.</summary>
    internal sealed record BoundKind(nint Pointer, string Name, PyType Owner);

    /// <summary>The detail of a function that is bound to an object: the function, and the kind of the object.</summary>
    internal sealed record MethodKind(PyFunction Function, Kind Self);

    /// <summary>
    /// The detail of a function by its code and the number of its defaults, where several of them were seen: closures differ in what they close over
    /// only. It keeps none of them alive.
    /// </summary>
    internal sealed class FunctionKind(Runtime.Bytecode.PyCode code, Kind[] defaults) : IEquatable<FunctionKind>
    {
        private static readonly ConditionalWeakTable<Runtime.Bytecode.PyCode, FunctionKind> Known = [];

        public FunctionKind(PyFunction first) : this(first.Code, first.Defaults is { } defaults ? Array.ConvertAll(defaults.ToArray(), Kind.Of) : []) { }

        /// <summary>The kind of a function.</summary>
        public static FunctionKind Of(PyFunction f)
        {
            var known = Known.GetValue(f.Code, _ => new FunctionKind(f));
            return known.Defaults.Length == (f.Defaults?.Count ?? 0) ? known : new FunctionKind(f);
        }

        public Runtime.Bytecode.PyCode Code { get; } = code;

        /// <summary>The kinds of the default values of the first that was seen.</summary>
        public Kind[] Defaults { get; } = defaults;

        public bool Equals(FunctionKind? other) => other != null && other.Code == Code && other.Defaults.Length == Defaults.Length;

        public override bool Equals(object? obj) => Equals(obj as FunctionKind);

        public override int GetHashCode() => RuntimeHelpers.GetHashCode(Code);
    }

    private static readonly ListKind Ints = new(typeof(long[])), Floats = new(typeof(double[])), Objects = new(typeof(PyObject[]));

    public static Kind Of(Value v)
    {
        var o = v.Ref;
        if (o == null) return new Kind(KindTag.Int);
        if (v.IsFloat) return new Kind(KindTag.Float);
        if (o is PyBool) return new Kind(KindTag.Bool);
        if (v.IsNone) return new Kind(KindTag.None);
        if (v.IsMissing) return new Kind(KindTag.Missing);
        var c = o.GetType();
        if (PyInstance.Is(o)) return new Kind(KindTag.Object, WeakDetail.Of(o.Shape));
        if (c == typeof(PyList))
        {
            var store = ((PyList)o).store.GetType();
            return new Kind(KindTag.Object, store == typeof(long[]) ? Ints : store == typeof(double[]) ? Floats : store == typeof(PyObject[]) ? Objects : c);
        }
        if ((c == typeof(PyEnumerate) || c == typeof(PyZip)) && !o.Shape.Type.IsHeap && ComposedKind.Of(o) is { } composed) return new Kind(KindTag.Object, composed);
        if (o is PyBuiltinFunction { PassSelf: true } bound && bound.Self.Ref is not (PyType or PyModule)) return new Kind(KindTag.Object, bound.Self.Type.IsLocal ? c : BoundKindOf(bound));
        if ((c == typeof(PyArray) || c == typeof(PyMemoryView) || c == typeof(PyArrayIterator) || c == typeof(PyMemoryIterator)) && ElementsKind.Of(o) is { } elements) return new Kind(KindTag.Object, elements);
        if ((c == typeof(PyStr) || c == typeof(PyStrIterator)) && WideKind.Of(o) is { } wide) return new Kind(KindTag.Object, wide);
        // Profiles keep no closures alive.
        if (o is PyMethod { Function.Ref: PyFunction { Closure: null } function } method) return new Kind(KindTag.Object, WeakDetail.OfMethod(function, Of(method.Self)));
        // What a function makes anew each time it runs is told by its code; where it is a constant to the region, that is known without the profile.
        if (o is PyFunction f && f.Code.Has(Runtime.Bytecode.CodeFlags.Nested)) return new Kind(KindTag.Object, FunctionKind.Of(f));
        if (o is PyType type) return new Kind(KindTag.Object, WeakDetail.Of(type));
        if (o is PyFunction or PyBuiltinFunction or PyMethodDescriptor or PyWrapperDescriptor or PyModule) return new Kind(KindTag.Object, o);
        return new Kind(KindTag.Object, o.Shape.Type.IsHeap ? WeakDetail.OfHeir(c, o.Shape) : c);
    }

    private static unsafe BoundKind BoundKindOf(PyBuiltinFunction f) => new((nint)f.Pointer, f.Name, f.Self.Type);

    /// <summary>The C# class that instances of a shape have (<see cref="PyInstance"/> stands for all plain ones, however many slots they have inline), unless <c>__del__</c> came or went since they were made.</summary>
    public static Type InstanceClass(Shape shape) => shape.Type.Has(TypeFlags.HasDel) ? typeof(PyFinalizableInstance) : typeof(PyInstance);

    /// <summary>The exact C# class of values of this kind; null for numbers.</summary>
    public Type? Class => Tag != KindTag.Object ? null : Detail switch
    {
        Runtime.Objects.Shape s => InstanceClass(s),
        ListKind => typeof(PyList),
        BoundKind => typeof(PyBuiltinFunction),
        MethodKind => typeof(PyMethod),
        FunctionKind => typeof(PyFunction),
        HeirKind h => h.Class,
        ComposedKind m => m.Class,
        ElementsKind e => e.Class,
        WideKind w => w.Class,
        Type c => c,
        PyObject o => o.GetType(),
        _ => null,
    };

    public override string ToString() => Tag != KindTag.Object ? Tag.ToString() : Detail switch
    {
        Runtime.Objects.Shape s => s.Type.Name,
        ListKind { Store: var store } => $"list of {store.Name}",
        MethodKind m => $"bound {m.Function.QualName}",
        BoundKind b => $"bound {b.Owner.Name}.{b.Name}",
        PyFunction f => f.Name.ToString(),
        FunctionKind f => $"a {f.Code.Name}",
        PyType t => $"type {t.Name}",
        PyBuiltinFunction f => f.QualName,
        PyMethodDescriptor d => $"{d.Owner.Name}.{d.Name}",
        PyWrapperDescriptor d => $"{d.Owner.Name}.{d.Name}",
        Type c => c.Name,
        ComposedKind m => m.ToString(),
        ElementsKind e => e.ToString(),
        WideKind w => w.ToString(),
        var other => other?.GetType().Name ?? "",
    };

    public Shape? Shape => Detail as Shape;

    public HeirKind? Heir => Detail as HeirKind;

    /// <summary>The class of a list's storage array.</summary>
    public Type? Store => (Detail as ListKind)?.Store;

    /// <summary>How the numbers of an array or a memoryview, or of an iterator over one, are stored.</summary>
    public ElementFormat Format => Detail is ElementsKind e ? e.Format : ElementFormat.None;

    /// <summary>The object that was seen, when the kind is that object alone.</summary>
    public PyObject? Object => Detail is ClosureKind closure ? closure.Function : Detail as PyObject;

    /// <summary>The code of a function, known or one of many.</summary>
    public Runtime.Bytecode.PyCode? Code => Detail switch
    {
        PyFunction f => f.Code,
        ClosureKind c => c.General.Code,
        FunctionKind f => f.Code,
        _ => null,
    };

    /// <summary>Functions by their code; all else as it is.</summary>
    public Kind ByCode => Detail switch
    {
        PyFunction f => new Kind(KindTag.Object, new FunctionKind(f)),
        ClosureKind c => new Kind(KindTag.Object, c.General),
        _ => this,
    };
}

/// <summary>The kinds seen at one place: few, or too many to tell apart.</summary>
internal sealed class KindSet
{
    private const int Limit = 8;

    /// <summary>So many functions are told apart; more are told by their code.</summary>
    private const int FunctionLimit = 4;

    // Most places see one kind, and profiles have very many sets.
    private Kind first;
    private Kind[]? kinds;
    private bool byCode;

    /// <summary>Never has a kind: it stands where none is looked for.</summary>
    public static readonly KindSet None = new();

    /// <summary>The set of one kind.</summary>
    public static KindSet Only(Kind k)
    {
        var set = new KindSet();
        set.Add(k);
        return set;
    }

    public int Count { get; private set; }

    /// <summary>Functions are told by their code only.</summary>
    public bool IsByCode => byCode;

    /// <summary>A set as it was.</summary>
    public static KindSet Restore(ReadOnlySpan<Kind> kinds, bool overflowed, bool byCode)
    {
        var set = new KindSet { Overflowed = overflowed, byCode = byCode };
        foreach (var k in kinds[..Math.Min(kinds.Length, Limit)]) set.Append(k);
        return set;
    }

    /// <summary>More kinds were seen than are kept.</summary>
    public bool Overflowed { get; private set; }

    /// <summary>Drops the kinds of what is gone, and adds to a list what would go before the list does.</summary>
    public void Prune(List<object> held)
    {
        var all = Room;
        int left = 0;
        foreach (var k in all)
        {
            object? detail = k.Detail;
            if (detail == null && k.IsGone) continue;
            if (detail != null) held.Add(detail);
            all[left++] = k;
        }
        HasGone |= left < all.Length;
        all[left..].Clear();
        Count = left;
    }

    /// <summary>Something that was seen is gone since, as the classes are that a program makes anew each time.</summary>
    public bool HasGone { get; private set; }

    public ReadOnlySpan<Kind> Kinds => Room;

    private Span<Kind> Room => kinds == null ? MemoryMarshal.CreateSpan(ref first, Count) : kinds.AsSpan(0, Count);

    private void Append(Kind k)
    {
        if (Count == 0 && kinds == null) first = k;
        else
        {
            if (kinds == null)
            {
                kinds = new Kind[2];
                kinds[0] = first;
            }
            else if (Count == kinds.Length) Array.Resize(ref kinds, 2 * Count);
            kinds[Count] = k;
        }
        Count++;
    }

    public void Add(Value v)
    {
        if (Overflowed) return;
        Add(Kind.Of(v));
    }

    public void Add(Kind k)
    {
        if (byCode) k = k.ByCode;
        if (Has(k)) return;
        if (!byCode && k.Code is { } code && (Count >= FunctionLimit || HasOther(code)))
        {
            byCode = true;
            var all = Room;
            Count = 0;
            foreach (var special in all)
            {
                var general = special.ByCode;
                if (!Has(general)) Append(general);
            }
            k = k.ByCode;
            if (Has(k)) return;
        }
        if (Count == Limit)
        {
            Overflowed = true;
            // What nobody asks for any more is not kept alive.
            foreach (ref var kept in Room) kept = kept.Code != null ? kept.ByCode : new Kind(kept.Tag);
        }
        else Append(k);
    }

    /// <summary>Another function of the same code was seen: they are closures.</summary>
    private bool HasOther(Runtime.Bytecode.PyCode code)
    {
        foreach (var k in Kinds)
            if (k.Code == code) return true;
        return false;
    }

    /// <summary>The kind is one of those that are kept.</summary>
    public bool Has(Kind k)
    {
        foreach (var known in Kinds)
            if (known == k) return true;
        return false;
    }

    public override string ToString() => Overflowed ? "many" : Count == 1 ? Kinds[0].ToString() : $"{{{string.Join(", ", Kinds.ToArray())}}}";

    /// <summary>The set without the marker of unbound variables.</summary>
    public KindSet WithoutMissing()
    {
        if (Overflowed || Count < 2) return this;
        var rest = new KindSet();
        foreach (var k in Kinds)
            if (k.Tag != KindTag.Missing) rest.Add(k);
        return rest;
    }

    /// <summary>Values of a type were seen.</summary>
    public bool HasTag(KindTag tag)
    {
        foreach (var k in Kinds)
            if (k.Tag == tag) return true;
        return false;
    }

    /// <summary>Strs with characters beyond U+FFFF were seen.</summary>
    public bool HasWide
    {
        get
        {
            foreach (var k in Kinds)
                if (k.Detail is WideKind) return true;
            return false;
        }
    }

    /// <summary>The only kind seen, or null.</summary>
    public Kind? Single => Count == 1 && !Overflowed ? Kinds[0] : null;

    /// <summary>The tag that all kinds share, or null.</summary>
    public KindTag? Tag
    {
        get
        {
            if (Count == 0 || Overflowed) return null;
            var tag = Kinds[0].Tag;
            foreach (var k in Kinds)
                if (k.Tag != tag) return null;
            return tag;
        }
    }

    /// <summary>The code that all seen functions share, or null.</summary>
    public Runtime.Bytecode.PyCode? Code
    {
        get
        {
            if (Count == 0 || Overflowed) return null;
            Runtime.Bytecode.PyCode? code = null;
            foreach (var k in Kinds)
            {
                if (k.Code is not { } c || code != null && code != c) return null;
                code = c;
            }
            return code;
        }
    }

    /// <summary>The C# class that all kinds share, or null.</summary>
    public Type? Class
    {
        get
        {
            if (Tag != KindTag.Object) return null;
            var c = Kinds[0].Class;
            foreach (var k in Kinds)
                if (k.Class != c) return null;
            return c;
        }
    }
}

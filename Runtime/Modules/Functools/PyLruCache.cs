namespace TieredPy.Runtime.Modules.Functools;

/// <summary>
/// What functools.lru_cache makes of a function. Results are kept in a dict whose order is that of use; a call with one int or str argument is
/// looked up by that very value, others by a tuple of the arguments.
/// </summary>
[PyType("functools._lru_cache_wrapper", HasDict = true, Weakrefable = true, Doc = """
    Create a cached callable that wraps another function.

    user_function:      the function being cached

    maxsize:  0         for no caching
              None      for unlimited cache size
              n         for a bounded cache

    typed:    False     cache f(3) and f(3.0) as identical calls
              True      cache f(3) and f(3.0) as distinct calls

    cache_info_type:    namedtuple class with the fields:
                            hits misses currsize maxsize
    """)]
internal partial class PyLruCache : PyObject
{
    /// <summary>Stands between positional and keyword arguments in a key.</summary>
    private static readonly Value KeywordMark = new(new PySentinel("<keywords>"));

    private Value function;
    private Value infoType;
    private long maxSize;
    private bool typed;
    private PyDict results = new();
    private long hits;
    private long misses;

    internal PyLruCache(Shape shape) : base(shape) { }

    [PyNew]
    private static Value New(PyType cls, [Kw] Value userFunction, [Kw] Value maxsize, [Kw] Value typed, [Kw] Value cacheInfoType)
    {
        if (!Ops.Callable(userFunction)) throw Err.TypeError("the first argument must be callable");
        long max = -1;
        if (!maxsize.IsNone)
        {
            if (!Ops.HasIndex(maxsize)) throw Err.TypeError("maxsize should be integer or None");
            max = Math.Max(0, Ops.AsLong(maxsize));
        }
        var c = Allocate(cls);
        c.function = userFunction;
        c.infoType = cacheInfoType;
        c.maxSize = max;
        c.typed = Ops.Truth(typed);
        return new Value(c);
    }

    public override Value Call(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (maxSize == 0)
        {
            misses++;
            return Ops.CallRaw(function, args, kw);
        }
        var key = KeyOf(args, kw);
        long hash = Ops.Hash(key);
        var v = results.TryGetHashed(key, hash);
        if (!v.IsMissing)
        {
            hits++;
            if (maxSize > 0) results.MoveToEnd(key, hash, true);
            return v;
        }
        misses++;
        v = Ops.CallRaw(function, args, kw);
        if (v.IsError) return v;
        if (maxSize < 0)
        {
            results.SetHashed(key, hash, v);
            return v;
        }
        // The call may have filled the cache meanwhile: then there is nothing to do (a result that is there already stays).
        if (!results.TryGetHashed(key, hash).IsMissing) return v;
        results.SetHashed(key, hash, v);
        while (results.Count > maxSize && results.TakeEnd(false, out _, out _)) { }
        return v;
    }

    /// <summary>The key of a call (functools._make_key).</summary>
    private Value KeyOf(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        int keywords = kw?.Length ?? 0;
        if (keywords == 0 && !typed)
        {
            if (args.Length == 1 && (args[0].IsInt || args[0].Ref is { } o && o.GetType() == typeof(PyStr))) return args[0];
            return new Value(PyTuple.Of(args));
        }
        var parts = new List<Value>(args.Length * 2 + keywords * 3 + 1);
        int positional = args.Length - keywords;
        foreach (var a in args[..positional]) parts.Add(a);
        if (keywords > 0)
        {
            parts.Add(KeywordMark);
            for (int i = 0; i < keywords; i++)
            {
                parts.Add(new Value(kw![i]));
                parts.Add(args[positional + i]);
            }
        }
        if (typed)
            foreach (var a in args) parts.Add(new Value(a.Type));
        return new Value(new PyTuple([.. parts]));
    }

    public override Value DescrGet(Value obj, PyType? owner) => obj.IsMissingOrNone ? new Value(this) : new Value(new PyMethod(new Value(this), obj));

    [PyMethod("cache_info", Doc = "Report cache statistics")]
    private Value CacheInfo() =>
        Ops.Call(infoType, [Value.Int(hits), Value.Int(misses), maxSize < 0 ? Value.None : Value.Int(maxSize), Value.Int(results.Count)], null);

    [PyMethod("cache_clear", Doc = "Clear the cache and cache statistics")]
    private void CacheClear()
    {
        hits = misses = 0;
        results = new PyDict();
    }

    [PyMethod("__reduce__")] private Value Reduce() => Ops.GetAttr(new Value(this), "__qualname__");

    [PyMethod("__copy__")] private PyLruCache Copy() => this;

    [PyMethod("__deepcopy__")] private PyLruCache DeepCopy(Value memo) => this;
}

using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Modules;

/// <summary>
/// The gc module over .NET's collector, which finds cycles by itself: there are no generations to tune and no uncollectable objects, so thresholds
/// and debug flags are only remembered.
/// </summary>
[PyModule("gc", Doc = "This module provides access to the garbage collector for reference cycles.\n\nenable() -- Enable automatic garbage collection.\ndisable() -- Disable automatic garbage collection.\nisenabled() -- Returns true if automatic collection is enabled.\ncollect() -- Do a full collection right now.\nget_count() -- Return the current collection counts.\nget_stats() -- Return list of dictionaries containing per-generation stats.\nset_debug() -- Set debugging flags.\nget_debug() -- Get debugging flags.\nset_threshold() -- Set the collection thresholds.\nget_threshold() -- Return the current the collection thresholds.\nget_objects() -- Return a list of all objects tracked by the collector.\nis_tracked() -- Returns true if a given object is tracked.\nis_finalized() -- Returns true if a given object has been already finalized.\nget_referrers() -- Return the list of objects that refer to an object.\nget_referents() -- Return the list of objects that an object refers to.\nfreeze() -- Freeze all tracked objects and ignore them for future collections.\nunfreeze() -- Unfreeze all objects in the permanent generation.\nget_freeze_count() -- Return the number of objects in the permanent generation.\n")]
internal static partial class GcModule
{
    private static readonly PyList Callbacks = new(ReadOnlySpan<Value>.Empty);
    private static bool enabled = true;
    private static long debug;
    private static readonly long[] Thresholds = [2000, 10, 10];

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        m.Dict.Set(PyStr.Intern("callbacks"), new Value(Callbacks));
        m.Dict.Set(PyStr.Intern("garbage"), new Value(new PyList(ReadOnlySpan<Value>.Empty)));
        foreach (var (name, bit) in ((string, long)[])[("STATS", 1), ("COLLECTABLE", 2), ("UNCOLLECTABLE", 4), ("SAVEALL", 32), ("LEAK", 38)])
            m.Dict.Set(PyStr.Intern("DEBUG_" + name), Value.Int(bit));
    }

    [PyFunction("collect", Doc = "Run the garbage collector.\n\nWith no arguments, run a full collection.  The optional argument\nmay be an integer specifying which generation to collect.  A ValueError\nis raised if the generation number is invalid.\n\nThe number of unreachable objects is returned.", RunsPython = true)]
    private static long Collect([Kw] int generation = 2)
    {
        if (generation is < 0 or > 2) throw Err.ValueError("invalid generation");
        Notify("start", generation, 0);
        bool deferred = Callbacks.Count == 0 && Interp.CalledByInstruction("gc", "collect");
        if (deferred) throw CollectRequest.Instance;
        long collected = CollectNow();
        Notify("stop", generation, collected);
        return collected;
    }

    /// <summary>Collects, and runs the finalizers and callbacks that are due.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static long CollectNow()
    {
        PyThread.Current.ClearDeadRegisters();
        PyThread.Current.ForgetResults();
        // What finalizers drop, and what is only found dead after they ran, takes another round.
        for (int round = 0; round < 2; round++)
        {
            long before = FinalizerQueue.Enqueued;
            GC.Collect();
            GC.WaitForPendingFinalizers();
            FinalizerQueue.Drain();
            if (FinalizerQueue.Enqueued == before) break;
        }
        return 0;
    }

    private static void Notify(string phase, int generation, long collected)
    {
        if (Callbacks.Count == 0) return;
        var info = new PyDict();
        info.Set(PyStr.Intern("generation"), Value.Int(generation));
        info.Set(PyStr.Intern("collected"), Value.Int(collected));
        info.Set(PyStr.Intern("uncollectable"), Value.Int(0));
        foreach (var f in Callbacks.ToArray())
        {
            try
            {
                Ops.Call(f, Value.Str(phase), new Value(info));
            }
            catch (PyException e)
            {
                Unraisable.Write(e.Value, f);
            }
        }
    }

    [PyFunction("enable", Doc = "Enable automatic garbage collection.")] private static void Enable() => enabled = true;

    [PyFunction("disable", Doc = "Disable automatic garbage collection.")] private static void Disable() => enabled = false;

    [PyFunction("isenabled", Doc = "Returns true if automatic garbage collection is enabled.")] private static bool IsEnabled() => enabled;

    [PyFunction("get_debug", Doc = "Get the garbage collection debugging flags.")] private static long GetDebug() => debug;

    [PyFunction("set_debug", Doc = "Set the garbage collection debugging flags.\n\n  flags\n    An integer that can have the following bits turned on:\n      DEBUG_STATS - Print statistics during collection.\n      DEBUG_COLLECTABLE - Print collectable objects found.\n      DEBUG_UNCOLLECTABLE - Print unreachable but uncollectable objects\n        found.\n      DEBUG_SAVEALL - Save objects to gc.garbage rather than freeing them.\n      DEBUG_LEAK - Debug leaking programs (everything but STATS).\n\nDebugging information is written to sys.stderr.")]
    private static void SetDebug(int flags) => debug = flags;

    [PyFunction("get_threshold", Doc = "Return the current collection thresholds.")]
    private static Value GetThreshold() => new(new PyTuple([Value.Int(Thresholds[0]), Value.Int(Thresholds[1]), Value.Int(Thresholds[2])]));

    [PyFunction("set_threshold", Doc = "set_threshold(threshold0, [threshold1, [threshold2]])\nSet the collection thresholds (the collection frequency).\n\nSetting 'threshold0' to zero disables collection.", Signature = null)]
    private static void SetThreshold([StarArgs] ReadOnlySpan<Value> args)
    {
        if (args.Length is 0 or > 3) throw Err.TypeError($"gc.set_threshold requires 1 to 3 arguments");
        for (int i = 0; i < args.Length; i++) Thresholds[i] = Ops.AsLong(args[i]);
    }

    [PyFunction("get_count", Doc = "Return a three-tuple of the current collection counts.")]
    private static Value GetCount() =>
        new(new PyTuple([Value.Int(YoungGeneration.CountCollections(0)), Value.Int(YoungGeneration.CountCollections(1)), Value.Int(YoungGeneration.CountCollections(2))]));

    [PyFunction("get_stats", Doc = "Return a list of dictionaries containing per-generation statistics.")]
    private static Value GetStats()
    {
        var list = new PyList(ReadOnlySpan<Value>.Empty);
        for (int g = 0; g < 3; g++)
        {
            var d = new PyDict();
            d.Set(PyStr.Intern("collections"), Value.Int(YoungGeneration.CountCollections(g)));
            d.Set(PyStr.Intern("collected"), Value.Int(0));
            d.Set(PyStr.Intern("uncollectable"), Value.Int(0));
            list.Append(new Value(d));
        }
        return new Value(list);
    }

    [PyFunction("get_objects", Doc = "Return a list of objects tracked by the collector (excluding the list returned).\n\n  generation\n    Generation to extract the objects from.\n\nIf generation is not None, return only the objects tracked by the collector\nthat are in that generation.")]
    private static Value GetObjects([OptNone, Kw] Value generation)
    {
        if (!generation.IsNone && !Ops.HasIndex(generation)) throw Err.TypeError($"argument should be integer or None, not '{Ops.TypeName(generation)}'");
        long wanted = generation.IsNone ? -1 : Ops.AsLong(generation);
        if (wanted >= 3) throw Err.ValueError("generation parameter must be less than the number of available generations (3)");
        if (wanted < -1) throw Err.ValueError("generation parameter cannot be negative");
        PyThread.Current.ClearDeadRegisters();
        var list = new PyList(ReadOnlySpan<Value>.Empty);
        foreach (var o in GcObjects.Reachable())
        {
            // Markers from before there were types have no shape. Objects that are never moved count as the oldest.
            if (o.Shape is null or { Type: null } || o is PyCode or PySentinel || wanted >= 0 && Math.Min(GC.GetGeneration(o), 2) != wanted) continue;
            if (o.Type == PyInt.TypeObject || o.Type == PyFloat.TypeObject || !IsTracked(new Value(o))) continue;
            list.Append(new Value(o));
        }
        return new Value(list);
    }

    [PyFunction("get_referrers", Doc = "Return the list of objects that directly refer to any of 'objs'.")]
    private static Value GetReferrers([StarArgs] ReadOnlySpan<Value> objs) =>
        throw Err.NotImplementedError("gc.get_referrers: the .NET collector does not list objects");

    [PyFunction("get_referents", Doc = "Return the list of objects that are directly referred to by 'objs'.")]
    private static Value GetReferents([StarArgs] ReadOnlySpan<Value> objs)
    {
        var list = new PyList(ReadOnlySpan<Value>.Empty);
        foreach (var o in objs) AddReferents(list, o);
        return new Value(list);
    }

    private static void AddReferents(PyList list, Value o)
    {
        switch (o.Ref)
        {
            case PyTuple t:
                foreach (var x in t.AsSpan()) list.Append(x);
                break;
            case PyList l:
                foreach (var x in l.ToArray()) list.Append(x);
                break;
            case PyDict d:
                int pos = 0;
                while (d.Next(ref pos, out var k, out var v))
                {
                    list.Append(k);
                    list.Append(v);
                }
                break;
            case PySetBase s:
                foreach (var x in Ops.Iterate(new Value(s))) list.Append(x);
                break;
            case PyType t:
                list.Append(new Value(t.Dict));
                list.Append(new Value(t.Bases));
                break;
            case PyMethod m:
                list.Append(m.Function);
                list.Append(m.Self);
                break;
        }
        if (o.Ref is { HasSlots: true } instance)
        {
            if (InstanceAttributes.Snapshot(instance) is { } attributes)
                foreach (var v in attributes.Values()) list.Append(v);
            if (o.Type.IsHeap) list.Append(new Value(o.Type));
        }
    }

    [PyFunction("is_tracked", Doc = "Returns true if the object is tracked by the garbage collector.\n\nSimple atomic objects will return false.", Signature = "($module, obj, /)")]
    private static bool IsTracked(Value obj) => obj.Ref switch
    {
        null => false,
        PyStr or PyBytes or PyBool or PyNone or PyBigInt or PyEllipsis or PyNotImplemented or PyComplex or PyRange => false,
        PyIntSub or PyFloatSub => true,
        PyTuple { Count: 0 } => false,
        PyDict d when !d.Type.IsHeap => d.Values().Any(IsTracked),
        PyType t => t.IsHeap,
        _ => !obj.IsFloat && obj.Ref.Type != PyObject.TypeObject,
    };

    [PyFunction("is_finalized", Doc = "Returns true if the object has been already finalized by the GC.", Signature = "($module, obj, /)")]
    private static bool IsFinalized(Value obj) => false;

    [PyFunction("freeze", Doc = "Freeze all current tracked objects and ignore them for future collections.\n\nThis can be used before a POSIX fork() call to make the gc copy-on-write friendly.\nNote: collection before a POSIX fork() call may free pages for future allocation\nwhich can cause copy-on-write.")]
    private static void Freeze() { }

    [PyFunction("unfreeze", Doc = "Unfreeze all objects in the permanent generation.\n\nPut all objects in the permanent generation back into oldest generation.")]
    private static void Unfreeze() { }

    [PyFunction("get_freeze_count", Doc = "Return the number of objects in the permanent generation.")]
    private static long GetFreezeCount() => 0;
}

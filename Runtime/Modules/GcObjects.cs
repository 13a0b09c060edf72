using System.Collections.Concurrent;
using System.Reflection;

namespace TieredPy.Runtime.Modules;

/// <summary>
/// The objects that a program can reach: a walk over the fields of C# objects, from the modules and from the frames of all threads on. What only C#
/// knows of (a running built-in's own variables, static fields) is not among them, nor what is in cycles that nothing refers to.
/// </summary>
internal sealed class GcObjects
{
    private static readonly ConcurrentDictionary<Type, FieldInfo[]> Fields = new();

    private readonly HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<object> work = new();

    private GcObjects() { }

    /// <summary>Every object that is found, each once.</summary>
    public static IEnumerable<PyObject> Reachable()
    {
        var walk = new GcObjects();
        walk.Add(SysState.Modules);
        foreach (var t in PyThread.Live()) walk.AddFrames(t);
        while (walk.work.TryPop(out var o)) walk.Expand(o);
        return walk.seen.OfType<PyObject>();
    }

    private void AddFrames(PyThread t)
    {
        Add(t.Handled);
        Add(t.Pending);
        for (int d = 0; d <= t.Depth; d++)
        {
            var f = t.Frames[d];
            Add(f.Function);
            Add(f.Locals);
            Add(f.Generator);
            Add(f.Object);
            if (f.Regs == null || f.Code == null) continue;
            foreach (var v in f.Regs.AsSpan(f.Base, f.Code.RegCount)) Add(v.Ref);
        }
    }

    private void Add(object? o)
    {
        if (o != null && IsWalked(o) && seen.Add(o)) work.Push(o);
    }

    // Records of frames are reused: only those of the frames that run count, which come from their threads.
    private static bool IsWalked(object o) =>
        o is PyObject or Array or Delegate
        || o is not (Frame or PyThread) && o.GetType().Namespace is { } name
            && (name.StartsWith("TieredPy.Runtime", StringComparison.Ordinal) || name.StartsWith("System.Collections", StringComparison.Ordinal));

    private void Expand(object o)
    {
        switch (o)
        {
            case Value[] values:
                foreach (var v in values) Add(v.Ref);
                break;
            case object?[] items:
                foreach (var x in items) Add(x);
                break;
            case Array array:
                if (FieldsOf(array.GetType().GetElementType()!).Length == 0) break;
                foreach (object? x in array) AddFields(x);
                break;
            case Delegate function:
                Add(function.Target);
                break;
            default:
                // Fields show only the first of the items that are in the object.
                if (o is PyTuple tuple)
                    foreach (var v in tuple.AsSpan()) Add(v.Ref);
                AddFields(o);
                break;
        }
    }

    /// <summary>Structs are nested as deep as their types say.</summary>
    private void AddFields(object? o)
    {
        if (o == null) return;
        foreach (var field in FieldsOf(o.GetType()))
        {
            object? x = field.GetValue(o);
            if (field.FieldType.IsValueType) AddFields(x);
            else Add(x);
        }
    }

    /// <summary>The fields of a class, its bases', too, that may have references.</summary>
    private static FieldInfo[] FieldsOf(Type type) => Fields.GetOrAdd(type, static type =>
    {
        var found = new List<FieldInfo>();
        for (var t = type; t != null && !t.IsPrimitive && !t.IsPointer; t = t.BaseType)
            foreach (var f in t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                if (MayRefer(f.FieldType)) found.Add(f);
        return [.. found];
    });

    private static bool MayRefer(Type type) =>
        !type.IsPrimitive && !type.IsEnum && !type.IsPointer && !type.IsFunctionPointer && !type.IsByRefLike && type != typeof(string)
        && (!type.IsValueType || FieldsOf(type).Length > 0);
}

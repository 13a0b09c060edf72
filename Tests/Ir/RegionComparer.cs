using System.Collections;
using System.Reflection;
using TieredPy.Tiers.Building;
using TieredPy.Tiers.Ir;
using Xunit;

namespace TieredPy.Tests.Ir;

/// <summary>
/// Compares regions property by property, so that what a class of the IR gets new is compared too. Values and blocks correspond by where they are met first;
/// numbers of what isn't named in text may differ, and so may who shares a snapshot with the same contents.
/// </summary>
internal sealed class RegionComparer
{
    private readonly Dictionary<object, object> pairs = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<(object A, object B, string Path)> work = new();

    public static void ShouldBeEqual(Region a, Region b)
    {
        var c = new RegionComparer();
        c.Meet(a, b, a.Name);
        while (c.work.TryDequeue(out var pair)) c.Compare(pair.A, pair.B, pair.Path);
    }

    private void Compare(object a, object b, string path)
    {
        foreach (var p in a.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            if (p.GetIndexParameters().Length > 0 || IsFree(a, p.Name)) continue;
            Meet(p.GetValue(a), p.GetValue(b), $"{path}.{p.Name}");
        }
    }

    /// <summary>Numbers that text needn't have, and what nothing asks for.</summary>
    private static bool IsFree(object a, string property) => (a, property) switch
    {
        (Node { IsConst: true } or Node { Op: IrOp.Transferred } or Node { Type: IrType.None, CaughtAt: null }, nameof(Node.Id)) => true,
        (Node { Type: not (IrType.Ref or IrType.Val) }, nameof(Node.NotNull)) => true,
        (Node { IsConst: true }, nameof(Node.NotNull)) => true,
        (Region, nameof(Region.NodeCount)) => true,
        (InterpretInfo, nameof(InterpretInfo.Times)) => true,
        _ => false,
    };

    private void Meet(object? a, object? b, string path)
    {
        if (a == null || b == null)
        {
            Assert.True(a == b, $"{path}: {a ?? "null"} and {b ?? "null"}");
            return;
        }
        Assert.True(a.GetType() == b.GetType(), $"{path}: {a.GetType()} and {b.GetType()}");
        if (a is IEnumerable list and not string && a.GetType().Namespace != typeof(Runtime.Objects.PyObject).Namespace)
        {
            var (first, second) = (list.Cast<object?>().ToList(), ((IEnumerable)b).Cast<object?>().ToList());
            Assert.True(first.Count == second.Count, $"{path}: {first.Count} and {second.Count}");
            for (int k = 0; k < first.Count; k++) Meet(first[k], second[k], $"{path}[{k}]");
            return;
        }
        if (a is Region or Block or Edge or Node or Snapshot or FrameSnapshot or InterpretInfo or VirtualObject or RegisterValue or FieldWrite)
        {
            if (!a.GetType().IsValueType)
            {
                if (pairs.TryGetValue(a, out var known))
                {
                    Assert.True(known == b || a is Snapshot or Node { IsConst: true } or Node { Op: IrOp.Transferred }, $"{path}: {a} is another than before");
                    return;
                }
                pairs[a] = b;
            }
            work.Enqueue((a, b, path));
            return;
        }
        Assert.True(ReferenceEquals(a, b) || a.GetType().IsValueType && a.Equals(b) || a is string && a.Equals(b), $"{path}: {a} and {b}");
    }
}

using System.Reflection;
using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>
/// What loops are sure to change in the heap, as the profile has it: iterators that they move on, and items of lists that they store. Without it, the first attempt
/// at building nearly every loop would be contradicted.
/// </summary>
internal static class ForeseenEffects
{
    /// <summary>Of iterators: what each round moves, and what their end clears, which is behind their own loop but in the one around it.</summary>
    public static (FieldInfo[] Moved, FieldInfo? Ended) Of(Type? iterator) =>
        iterator == typeof(PyRangeIterator) ? ([Fields.RangeLeft, Fields.RangeNext], null)
        : iterator == typeof(PyListIterator) ? ([Fields.ListIteratorIndex], Fields.ListIteratorList)
        : iterator == typeof(PyTupleIterator) ? ([Fields.TupleIteratorIndex], Fields.TupleIteratorTuple)
        : iterator == typeof(PyStrIterator) ? ([Fields.StrIteratorIndex], Fields.StrIteratorText)
        : ([], null);

    /// <summary>Notes the effects of all loops of a graph.</summary>
    public static void Note(FlowGraph graph, BuildKnowledge knowledge)
    {
        foreach (var p in graph.Points)
        {
            if (p.Loop == null || p.IsDispatch) continue;
            var seen = p.Context.At[p.Pc]!;
            switch (p.Instr.Op)
            {
                case Op.ForLoop when p.HeadOf != null && seen.Operands is [var iterators, ..]:
                    var (moved, ended) = Of(iterators.Single?.Class);
                    foreach (var f in moved) knowledge.Foresee(p.Loop, f);
                    if (ended != null) knowledge.Foresee(p.Loop.Outer, ended);
                    break;
                case Op.SetItem when seen.Operands is [var lists, { Tag: KindTag.Int }, var items] && RegionBuilder.SeenStore(lists) is { } store:
                    if (store == typeof(PyObject[]) || items.Tag == (store == typeof(long[]) ? KindTag.Int : KindTag.Float)) knowledge.Foresee(p.Loop, RegionBuilder.ItemsAlias(store));
                    break;
            }
        }
    }
}

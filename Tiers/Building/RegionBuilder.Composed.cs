using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>For loops over enumerate and zip, whose sources move on in the loop itself.</summary>
internal sealed partial class RegionBuilder
{
    /// <summary>True when the loop's iterator is an enumerate or a zip of two, with sources that can be looked at.</summary>
    private bool ForComposed(Instr i, Node it)
    {
        if (Operand(0).Single?.Detail is not ComposedKind kind || Seen.HotExits > 0 || !HasPeek(kind.First, kind.FirstFormat) || kind.Second is { } other && !HasPeek(other, kind.SecondFormat)) return false;
        if (kind.Class == typeof(PyEnumerate)) ForEnumerate(i, it, kind);
        else ForZip(i, it, kind);
        return true;
    }

    private void ForEnumerate(Instr i, Node it, ComposedKind kind)
    {
        var context = point.Context;
        int body = context.Info.Target(point.Pc), end = context.Info.Next(point.Pc);
        var source = GuardClass(Load(IrOp.LoadField, IrType.Ref, it, Fields.EnumerateSource, 0, Fields.EnumerateSource), kind.First);
        NoteFormat(source, kind.FirstFormat);
        Peek(source, ItemSeen(i, 1), Counts(source), (item, advance) =>
        {
            var index = Load(IrOp.LoadField, IrType.Int, it, Fields.EnumerateIndex, 0, Fields.EnumerateIndex);
            // Counts beyond 64 bits are the interpreter's.
            var next = Make(IrOp.AddInt, IrType.Int, index, Int(1));
            advance();
            StoreIteration(it, Fields.EnumerateIndex, next);
            Set(i.A, NewTuple([index, item]));
            GoTo(context, body);
        }, () => GoTo(context, end));
    }

    private void ForZip(Instr i, Node it, ComposedKind kind)
    {
        var context = point.Context;
        int body = context.Info.Target(point.Pc), end = context.Info.Next(point.Pc);
        var sources = GuardClass(Load(IrOp.LoadField, IrType.Ref, it, Fields.ZipSources, 0, Fields.ZipSources), typeof(PyTuple));
        GuardTrue(IntCompare(CmpOp.Eq, Pure(IrOp.TupleLength, IrType.Int, sources), Int(2)));
        var first = GuardClass(Make(IrOp.LoadTupleItem, IrType.Val, sources, Int(0)), kind.First);
        var second = GuardClass(Make(IrOp.LoadTupleItem, IrType.Val, sources, Int(1)), kind.Second!);
        // An iterator that is both of them moves on twice.
        GuardTrue(Not(Same(first, second)));
        bool counts = Counts(second);
        NoteFormat(first, kind.FirstFormat);
        NoteFormat(second, kind.SecondFormat);
        Peek(first, ItemSeen(i, 0), Counts(first), (left, advance) => Peek(second, ItemSeen(i, 1), counts, (right, advanceToo) =>
        {
            advance();
            advanceToo();
            Set(i.A, NewTuple([left, right]));
            GoTo(context, body);
        }, () =>
        {
            advance();
            GoTo(context, end);
        }), () => GoTo(context, end));
    }

    private bool Counts(Node source) => source.Class == typeof(PyRangeIterator) && GivesCounts(source);

    /// <summary>What was seen of an item of the loop's pairs, which are unpacked at once as a rule.</summary>
    private KindSet ItemSeen(Instr loop, int index)
    {
        int body = point.Context.Info.Target(point.Pc);
        var unpack = point.Context.Code.Code[body];
        return unpack.Op == Op.Unpack && unpack.C == 2 && unpack.B == loop.A && point.Context.At[body] is { Results: { Length: 2 } results } ? results[index] : new KindSet();
    }
}

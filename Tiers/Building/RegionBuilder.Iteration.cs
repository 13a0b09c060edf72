using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>For loops and iterators.</summary>
internal sealed partial class RegionBuilder
{
    private Node? GetIter(Node v, KindSet seen)
    {
        v = Narrow(v, seen);
        if (v.Class == typeof(PyRange))
        {
            if (v is { Op: IrOp.Call, Data: Ir.Kernel made } && made == Kernels.NewRange && CountsOf(v) is { } counts) return counts;
            // Ranges past 64 bits have another iterator.
            return GuardClass(Kernel(Kernels.RangeIterator, [v], null, true), typeof(PyRangeIterator));
        }
        if (v.Class == typeof(PyList)) return Kernel(Kernels.ListIterator, [v], typeof(PyListIterator), true);
        if (v.Class == typeof(PyTuple)) return Kernel(Kernels.TupleIterator, [v], typeof(PyTupleIterator), true);
        if (v.Class == typeof(PyStr)) return Kernel(Kernels.StrIterator, [v], typeof(PyStrIterator), true);
        if (v.Class == typeof(PyGenerator)) return v;
        return IterElements(v, seen) ?? NativeIter(v, seen);
    }

    /// <summary>Iterators that give counts only: 0 to 2**31.</summary>
    private readonly HashSet<Node> countIterators = [];

    /// <summary>The iterator of a range that was made here, guarded to have counts only; null when such a guard failed before.</summary>
    private Node? CountsOf(Node range)
    {
        if (Seen.HotExits > 0) return null;
        var (start, stop, step) = (range.Args[0], range.Args[1], range.Args[2]);
        bool up = step is { Op: IrOp.ConstInt, Imm: 1 };
        if (up && start is { Op: IrOp.ConstInt, Imm: >= 0 }) GuardTrue(IntCompare(CmpOp.Le, stop, Int(KernelBodies.MostCount)));
        else GuardTrue(Kernel(Kernels.IsSmallRange, [start, stop]));
        var it = up ? Kernel(Kernels.CountIterator, [start, stop], typeof(PyRangeIterator), true)
            : GuardClass(Kernel(Kernels.RangeIterator, [range], null, true), typeof(PyRangeIterator));
        countIterators.Add(it);
        return it;
    }

    /// <summary>Whether a range's iterator gives counts only, as the profile suggests; guarded where it isn't known.</summary>
    private bool GivesCounts(Node it)
    {
        if (countIterators.Contains(it)) return true;
        if (Seen.HotExits > 0 || Seen.KeepGuards) return false;
        GuardTrue(Kernel(Kernels.GivesCounts, [it]));
        return true;
    }

    private void ForLoop(Instr i)
    {
        var context = point.Context;
        int body = context.Info.Target(point.Pc), end = context.Info.Next(point.Pc);
        var it = Narrow(Get(i.B), Operand(0));
        var seen = Result();
        bool counts = Counts(it);
        NoteFormat(it, FormatSeen(Operand(0)));
        if (StepIterator(it, seen, counts, v =>
        {
            Set(i.A, v);
            GoTo(context, body);
        }, () => GoTo(context, end))) return;
        if (!ForComposed(i, it) && !ForGenerator(i, it) && !NativeForLoop(i, it)) ForLoopByInterpreter(i);
    }

    /// <summary>
    /// The next item of the iterator of a range, list, tuple, str or of numbers in memory: two paths, each of which the caller ends. False for other iterators.
    /// </summary>
    /// <param name="seen">The items that were seen.</param>
    /// <param name="counts">A range's are known to be counts.</param>
    private bool StepIterator(Node it, KindSet seen, bool counts, Action<Node> withItem, Action atEnd)
    {
        if (!HasPeek(it.Class, IteratedFormat(it))) return false;
        Peek(it, seen, counts, (item, advance) =>
        {
            advance();
            withItem(item);
        }, atEnd);
        return true;
    }

    /// <summary>Iterators whose next item can be looked at before they move on.</summary>
    private bool HasPeek(Type? c, ElementFormat format) => NativeClasses.IsSequenceIterator(c) || c == typeof(PyStrIterator) || HasElements(c, format);

    /// <summary>
    /// Branches on whether an iterator has another item. <paramref name="some"/> gets it, with what moves the iterator on: until then, exits go back to the
    /// instruction. Where there is none, the iterator has been told before <paramref name="none"/>.
    /// </summary>
    private void Peek(Node it, KindSet seen, bool counts, Action<Node, Action> some, Action none)
    {
        if (it.Class == typeof(PyRangeIterator)) PeekRange(it, counts, some, none);
        else if (it.Class == typeof(PyListIterator)) PeekList(it, seen, some, none);
        else if (it.Class == typeof(PyTupleIterator)) PeekTuple(it, seen, some, none);
        else if (IteratorOf(it.Class) != null) PeekElements(it, some, none);
        else PeekStr(it, some, none);
    }

    private void PeekRange(Node it, bool counts, Action<Node, Action> some, Action none)
    {
        var left = Load(IrOp.LoadField, IrType.Int, it, Fields.RangeLeft, 0, Fields.RangeLeft);
        Branch(IntCompare(CmpOp.Gt, left, Int(0)), () =>
        {
            var next = Load(IrOp.LoadField, IrType.Int, it, Fields.RangeNext, 0, Fields.RangeNext);
            var step = Load(IrOp.LoadField, IrType.Int, it, Fields.RangeStep, 0, Fields.RangeStep);
            var item = counts ? Append(new Node(region.NewId(), IrOp.Count, IrType.Int, next)) : next;
            some(item, () =>
            {
                StoreIteration(it, Fields.RangeLeft, Unchecked(IrOp.SubInt, left, Int(1)));
                StoreIteration(it, Fields.RangeNext, Unchecked(IrOp.AddInt, next, step));
            });
        }, none);
    }

    /// <summary>What a list's iterator goes through: a list, or an instance of a class that derives from it, whose items it takes all the same.</summary>
    private Node ListOf(Node it)
    {
        var list = Make(IrOp.GuardNotNull, IrType.Ref, Load(IrOp.LoadField, IrType.Ref, it, Fields.ListIteratorList, 0, Fields.ListIteratorList), c: typeof(PyList), notNull: true);
        list.AdmitsHeirs = true;
        return list;
    }

    private void PeekList(Node it, KindSet seen, Action<Node, Action> some, Action none)
    {
        var list = ListOf(it);
        var index = Load(IrOp.LoadField, IrType.Int, it, Fields.ListIteratorIndex, 0, Fields.ListIteratorIndex);
        Branch(IntCompare(CmpOp.Lt, index, ListCount(list)), () =>
        {
            var v = seen.Tag switch
            {
                KindTag.Int or KindTag.Float => LoadElement(ListStore(list, StoreSeen(seen)), index, seen),
                KindTag.Object or KindTag.Bool or KindTag.None => LoadElement(ListStore(list, typeof(PyObject[])), index, seen),
                _ => Narrow(Kernel(Kernels.ListItem, [list, index]), seen),
            };
            some(v, () => StoreIteration(it, Fields.ListIteratorIndex, Unchecked(IrOp.AddInt, index, Int(1))));
        }, () =>
        {
            leavingLoop = true;
            Kernel(Kernels.EndListIterator, [it]);
            Kill(Fields.ListIteratorList);
            none();
        });
    }

    private void PeekTuple(Node it, KindSet seen, Action<Node, Action> some, Action none)
    {
        var tuple = Make(IrOp.GuardNotNull, IrType.Ref, Load(IrOp.LoadField, IrType.Ref, it, Fields.TupleIteratorTuple, 0, Fields.TupleIteratorTuple), c: typeof(PyTuple), notNull: true);
        var index = Load(IrOp.LoadField, IrType.Int, it, Fields.TupleIteratorIndex, 0, Fields.TupleIteratorIndex);
        Branch(IntCompare(CmpOp.Lt, index, Pure(IrOp.TupleLength, IrType.Int, tuple)), () =>
        {
            var v = Narrow(Make(IrOp.LoadTupleItem, IrType.Val, tuple, index), seen);
            some(v, () => StoreIteration(it, Fields.TupleIteratorIndex, Unchecked(IrOp.AddInt, index, Int(1))));
        }, () =>
        {
            leavingLoop = true;
            Kernel(Kernels.EndTupleIterator, [it]);
            Kill(Fields.TupleIteratorTuple);
            none();
        });
    }

    private void PeekStr(Node it, Action<Node, Action> some, Action none)
    {
        // That of an instance of a subclass has such an instance.
        var text = Make(IrOp.GuardNotNull, IrType.Ref, Load(IrOp.LoadField, IrType.Ref, it, Fields.StrIteratorText, 0, Fields.StrIteratorText), c: typeof(PyStr), notNull: true);
        text.AdmitsHeirs = true;
        var index = Load(IrOp.LoadField, IrType.Int, it, Fields.StrIteratorIndex, 0, Fields.StrIteratorIndex);
        Branch(IntCompare(CmpOp.Lt, index, Kernel(Kernels.StrLength, [text])), () =>
        {
            some(Character(CodeAt(text, index, Kernels.FlatChars, Operand(0))), () => StoreIteration(it, Fields.StrIteratorIndex, Unchecked(IrOp.AddInt, index, Int(1))));
        }, () =>
        {
            leavingLoop = true;
            Kernel(Kernels.EndStrIterator, [it]);
            Kill(Fields.StrIteratorText);
            none();
        });
    }

    /// <summary>The interpreter finds the next item of any iterator.</summary>
    private void ForLoopByInterpreter(Instr i)
    {
        var context = point.Context;
        int body = context.Info.Target(point.Pc), end = context.Info.Next(point.Pc);
        Interpret(InterpretKind.NextItem, []);
        var item = Append(new Node(region.NewId(), IrOp.Reload, IrType.Val));
        snapshot = null;
        Branch(Append(new Node(region.NewId(), IrOp.IsDone, IrType.Bool, item)), () => GoTo(context, end), () =>
        {
            Set(i.A, item);
            GoTo(context, body);
        });
    }

    /// <summary>The storage class that goes with items that are all numbers of one kind.</summary>
    private static Type StoreSeen(KindSet seen) => seen.Tag == KindTag.Int ? typeof(long[]) : typeof(double[]);

    private Node Unchecked(IrOp op, Node a, Node b) =>
        Append(new Node(region.NewId(), op, IrType.Int, a, b) { Wraps = true });

    private void StoreIteration(Node it, System.Reflection.FieldInfo field, Node v)
    {
        Append(new Node(region.NewId(), IrOp.StoreField, IrType.None, it, v) { Data = field });
        Kill(field);
        state.Facts[new FactKey(IrOp.LoadField, it, null, field, 0)] = (v, field);
    }
}

using System.Reflection;
using TieredPy.Runtime.Modules.Arrays;
using TieredPy.Runtime.Modules.Collections;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Numbers in memory of bytes: the items of bytes, bytearrays, arrays and memoryviews.</summary>
internal sealed partial class RegionBuilder
{
    /// <summary>The alias of all of them, as one object's memory may be another's.</summary>
    private static readonly object ElementItems = "elements";

    /// <summary>Where an object's numbers are.</summary>
    /// <param name="Store">An array of bytes.</param>
    /// <param name="First">The index of the first number; null: 0.</param>
    private readonly record struct ElementRun(Node Store, Node? First, Node Count, ElementFormat Format);

    /// <summary>The fields of an iterator over numbers: what it goes through, of which class, and where it is; and the kernel that ends it.</summary>
    private sealed record ElementIterator(FieldInfo Of, Type Class, FieldInfo Position, Kernel End);

    private static ElementIterator? IteratorOf(Type? c) =>
        c == typeof(PyBytesIterator) ? new(Fields.BytesIteratorBytes, typeof(PyBytes), Fields.BytesIteratorIndex, Kernels.EndBytesIterator)
        : c == typeof(PyByteArrayIterator) ? new(Fields.ByteArrayIteratorBytes, typeof(PyByteArray), Fields.ByteArrayIteratorIndex, Kernels.EndByteArrayIterator)
        : c == typeof(PyArrayIterator) ? new(Fields.ArrayIteratorArray, typeof(PyArray), Fields.ArrayIteratorIndex, Kernels.EndArrayIterator)
        : c == typeof(PyMemoryIterator) ? new(Fields.MemoryIteratorView, typeof(PyMemoryView), Fields.MemoryIteratorIndex, Kernels.EndMemoryIterator)
        : null;

    /// <summary>Iterators over arrays and memoryviews: how the numbers that were seen are stored. Ints, for which the library's table needn't be compiled first.</summary>
    private readonly Dictionary<Node, int> iteratedFormats = [];

    private ElementFormat IteratedFormat(Node iterator) => (ElementFormat)iteratedFormats.GetValueOrDefault(iterator);

    private void NoteFormat(Node iterator, ElementFormat format)
    {
        if (format != ElementFormat.None) iteratedFormats[iterator] = (int)format;
    }

    private static ElementFormat FormatSeen(KindSet seen) => seen.Single?.Format ?? ElementFormat.None;

    /// <summary>An iterator over numbers whose format needs no profile, or is known from one.</summary>
    private static bool HasElements(Type? iterator, ElementFormat format) =>
        iterator == typeof(PyBytesIterator) || iterator == typeof(PyByteArrayIterator) || format != ElementFormat.None && (iterator == typeof(PyArrayIterator) || iterator == typeof(PyMemoryIterator));

    /// <summary>The numbers that an object has for items, guarded to be such; null for other objects.</summary>
    /// <param name="format">How those of an array or a memoryview were seen to be stored.</param>
    private ElementRun? ElementsOf(Node o, ElementFormat format)
    {
        if (o.Class == typeof(PyBytes)) return new(Store(o, Fields.BytesData), null, Kernel(Kernels.BytesLength, [o]), ElementFormat.UInt8);
        if (o.Class == typeof(PyByteArray)) return new(Store(o, Fields.ByteArrayData), CountIn(o, Fields.ByteArrayHead), CountIn(o, Fields.ByteArrayCount), ElementFormat.UInt8);
        if (format == ElementFormat.None) return null;
        if (o.Class == typeof(PyArray))
        {
            GuardFormat(o, Fields.ArrayFormat, format);
            return new(Store(o, Fields.ArrayData), null, CountIn(o, Fields.ArrayCount), format);
        }
        if (o.Class != typeof(PyMemoryView)) return null;
        GuardFormat(o, Fields.ViewFormat, format);
        return new(ViewStore(o), Lasting(o, Fields.ViewFirst), Lasting(o, Fields.ViewCount), format);
    }

    private Node Store(Node o, FieldInfo field) => Load(IrOp.LoadField, IrType.Ref, o, field, 0, field, typeof(byte[]), true);

    /// <summary>The array that a view is of; exits when it has none, and when the view was released.</summary>
    private Node ViewStore(Node view) =>
        Make(IrOp.GuardNotNull, IrType.Ref, Load(IrOp.LoadField, IrType.Ref, view, Fields.ViewElements, 0, Fields.ViewElements, typeof(byte[])), c: typeof(byte[]), notNull: true);

    private Node CountIn(Node o, FieldInfo field) => Load(IrOp.LoadField, IrType.Int, o, field, 0, field);

    /// <summary>A field that no code changes.</summary>
    private Node Lasting(Node o, FieldInfo field, IrType type = IrType.Int) => Make(IrOp.LoadField, type, o, data: field);

    private void GuardFormat(Node o, FieldInfo field, ElementFormat format) => GuardTrue(IntCompare(CmpOp.Eq, Lasting(o, field), Int((long)format)));

    /// <summary>The index in the storage of an item whose index is in range.</summary>
    private Node IndexIn(ElementRun run, Node index)
    {
        if (run.First == null) return index;
        var key = new FactKey(IrOp.AddInt, index, run.First, ElementItems, 0);
        if (Known(key) is { } known) return known;
        var sum = Unchecked(IrOp.AddInt, index, run.First);
        state.Facts[key] = (sum, null);
        return sum;
    }

    private Node LoadElement(ElementRun run, Node index)
    {
        var type = ElementFormats.IsFloat(run.Format) ? IrType.Float : IrType.Int;
        var v = Make(IrOp.LoadElement, type, run.Store, IndexIn(run, index), imm: (long)run.Format, alias: ElementItems);
        // Ints of more than 63 bits are the interpreter's.
        if (run.Format == ElementFormat.UInt64) GuardTrue(IntCompare(CmpOp.Le, Int(0), v));
        return v;
    }

    /// <summary>The item of an object that has numbers for items; null for others.</summary>
    private Node? GetElement(Node o, Node key, KindSet seen)
    {
        if (key.Type != IrType.Int || ElementsOf(o, FormatSeen(seen)) is not { } run) return null;
        return LoadElement(run, Make(IrOp.CheckIndex, IrType.Int, key, run.Count, mayMove: false));
    }

    /// <summary>False when the interpreter stores the item; it also says what is wrong with a number that doesn't fit.</summary>
    private bool SetElement(Node o, Node key, Node v, KindSet seen)
    {
        if (key.Type != IrType.Int || o.Class == typeof(PyBytes) || Seen.HotExits > 0 || Seen.Raises || !IsNumber(v)) return false;
        if (ElementsOf(o, FormatSeen(seen)) is not { } run) return false;
        bool isFloat = ElementFormats.IsFloat(run.Format);
        if (!isFloat && v.Type == IrType.Float) return false;
        if (o.Class == typeof(PyMemoryView)) GuardTrue(Not(Lasting(o, Fields.ViewIsReadOnly, IrType.Bool)));
        v = As(v, isFloat ? IrType.Float : IrType.Int);
        if (!isFloat)
        {
            var (low, high) = ElementFormats.RangeOf(run.Format);
            if (low > long.MinValue) GuardTrue(IntCompare(CmpOp.Le, Int(low), v));
            if (high < long.MaxValue) GuardTrue(IntCompare(CmpOp.Le, v, Int(high)));
        }
        var index = IndexIn(run, Make(IrOp.CheckIndex, IrType.Int, key, run.Count, mayMove: false));
        Append(new Node(region.NewId(), IrOp.StoreElement, IrType.None, run.Store, index, v) { Imm = (long)run.Format });
        Kill(ElementItems);
        // A float of 32 bits isn't the number that was stored.
        if (run.Format != ElementFormat.Float32) state.Facts[new FactKey(IrOp.LoadElement, run.Store, index, null, (long)run.Format)] = (v, ElementItems);
        return true;
    }

    /// <summary>How many numbers an object has; null for others.</summary>
    private Node? CountOfElements(Node o)
    {
        if (o.Class == typeof(PyBytes)) return Kernel(Kernels.BytesLength, [o]);
        if (o.Class == typeof(PyByteArray)) return CountIn(o, Fields.ByteArrayCount);
        if (o.Class == typeof(PyArray)) return CountIn(o, Fields.ArrayCount);
        if (o.Class == typeof(PyDeque)) return Kernel(Kernels.DequeCount, [o]);
        if (o.Class != typeof(PyMemoryView) || Seen.HotExits > 0) return null;
        ViewStore(o);
        return Lasting(o, Fields.ViewCount);
    }

    /// <summary>
    /// Before something that may give an object another size: a bytearray that views show is left to the interpreter, as the frames are then looked through for views
    /// that are held, which forbid it. False when it always is.
    /// </summary>
    private bool MayBeResized(Node o)
    {
        if (o.Class != typeof(PyByteArray)) return true;
        if (Seen.HotExits > 0) return false;
        GuardTrue(IntCompare(CmpOp.Eq, CountIn(o, Fields.ByteArrayExports), Int(0)));
        return true;
    }

    /// <summary>A new iterator over the numbers of an object; null for others.</summary>
    private Node? IterElements(Node o, KindSet seen)
    {
        if (o.Class == typeof(PyBytes)) return Kernel(Kernels.BytesIterator, [o], typeof(PyBytesIterator), true);
        if (o.Class == typeof(PyByteArray)) return Kernel(Kernels.ByteArrayIterator, [o], typeof(PyByteArrayIterator), true);
        if (o.Class == typeof(PyArray)) return Kernel(Kernels.ArrayIterator, [o], typeof(PyArrayIterator), true);
        if (o.Class != typeof(PyMemoryView) || FormatSeen(seen) == ElementFormat.None || Seen.HotExits > 0) return null;
        ViewStore(o);
        return Kernel(Kernels.MemoryIterator, [o], typeof(PyMemoryIterator), true);
    }

    /// <summary>The next number of an iterator.</summary>
    private void PeekElements(Node it, Action<Node, Action> some, Action none)
    {
        var iterator = IteratorOf(it.Class)!;
        var source = Make(IrOp.GuardNotNull, IrType.Ref, Load(IrOp.LoadField, IrType.Ref, it, iterator.Of, 0, iterator.Of), c: iterator.Class, notNull: true);
        source.AdmitsHeirs = true;
        var run = ElementsOf(source, IteratedFormat(it))!.Value;
        var index = Load(IrOp.LoadField, IrType.Int, it, iterator.Position, 0, iterator.Position);
        Branch(IntCompare(CmpOp.Lt, index, run.Count), () => some(LoadElement(run, index), () => StoreIteration(it, iterator.Position, Unchecked(IrOp.AddInt, index, Int(1)))), () =>
        {
            leavingLoop = true;
            Kernel(iterator.End, [it]);
            Kill(iterator.Of);
            none();
        });
    }
}

using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Numbers in memory of bytes: the items of bytes and bytearrays.</summary>
internal sealed partial class RegionBuilder
{
    /// <summary>The alias of all of them, as one object's memory may be another's.</summary>
    private static readonly object ElementItems = "elements";

    /// <summary>Where an object's numbers are.</summary>
    /// <param name="Store">An array of bytes.</param>
    /// <param name="First">The index of the first number; null: 0.</param>
    private readonly record struct ElementRun(Node Store, Node? First, Node Count, ElementFormat Format);

    /// <summary>The numbers that an object has for items, as far as they are known to be such; else null.</summary>
    private ElementRun? ElementsOf(Node o)
    {
        if (o.Class == typeof(PyBytes)) return new(ByteStore(o, Fields.BytesData), null, Kernel(Kernels.BytesLength, [o]), ElementFormat.UInt8);
        if (o.Class == typeof(PyByteArray))
        {
            return new(ByteStore(o, Fields.ByteArrayData), LoadCount(o, Fields.ByteArrayHead), LoadCount(o, Fields.ByteArrayCount), ElementFormat.UInt8);
        }
        return null;
    }

    private Node ByteStore(Node o, System.Reflection.FieldInfo field) => Load(IrOp.LoadField, IrType.Ref, o, field, 0, field, typeof(byte[]), true);

    private Node LoadCount(Node o, System.Reflection.FieldInfo field) => Load(IrOp.LoadField, IrType.Int, o, field, 0, field);

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
    private Node? GetElement(Node o, Node key)
    {
        if (key.Type != IrType.Int || ElementsOf(o) is not { } run) return null;
        return LoadElement(run, Make(IrOp.CheckIndex, IrType.Int, key, run.Count, mayMove: false));
    }

    /// <summary>False when the interpreter stores the item; it also says what is wrong with a number that doesn't fit.</summary>
    private bool SetElement(Node o, Node key, Node v)
    {
        if (key.Type != IrType.Int || o.Class == typeof(PyBytes) || Seen.HotExits > 0 || Seen.Raises || !IsNumber(v)) return false;
        if (ElementsOf(o) is not { } run) return false;
        bool isFloat = ElementFormats.IsFloat(run.Format);
        if (!isFloat && v.Type == IrType.Float) return false;
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

    /// <summary>The next number of an iterator over bytes or a bytearray.</summary>
    private void PeekElements(Node it, Action<Node, Action> some, Action none)
    {
        var (of, position, end, c) = it.Class == typeof(PyBytesIterator)
            ? (Fields.BytesIteratorBytes, Fields.BytesIteratorIndex, Kernels.EndBytesIterator, typeof(PyBytes))
            : (Fields.ByteArrayIteratorBytes, Fields.ByteArrayIteratorIndex, Kernels.EndByteArrayIterator, typeof(PyByteArray));
        var source = Make(IrOp.GuardNotNull, IrType.Ref, Load(IrOp.LoadField, IrType.Ref, it, of, 0, of), c: c, notNull: true);
        source.AdmitsHeirs = true;
        var run = ElementsOf(source)!.Value;
        var index = Load(IrOp.LoadField, IrType.Int, it, position, 0, position);
        Branch(IntCompare(CmpOp.Lt, index, run.Count), () => some(LoadElement(run, index), () => StoreIteration(it, position, Unchecked(IrOp.AddInt, index, Int(1)))), () =>
        {
            leavingLoop = true;
            Kernel(end, [it]);
            Kill(of);
            none();
        });
    }
}

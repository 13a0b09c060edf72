using System.Reflection;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Cil;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Interpreting;

/// <summary>Reads and writes of memory: C# checks the classes and bounds that compiled code takes for granted.</summary>
internal sealed partial class Activation
{
    private static void FillMemory()
    {
        Make(IrOp.LoadField, (a, n) => NodeValue.OfClr(((FieldInfo)n.Data!).GetValue(a.Get(n.Args[0]).Ref), n.Type));
        Store(IrOp.StoreField, (a, n) => a.StoreField(n.Args[0], (FieldInfo)n.Data!, n.Args[1]));
        Make(IrOp.LoadSlot, (a, n) =>
        {
            var o = (PyInstance)a.Get(n.Args[0]).Ref!;
            return new NodeValue(n.Imm < PyInstance.MostInline ? Support.LoadSlot(o, (int)n.Imm) : Support.LoadFarSlot(o, (int)n.Imm - PyInstance.MoreFrom), 0);
        });
        Store(IrOp.StoreSlot, (a, n) =>
        {
            var o = (PyInstance)a.Get(n.Args[0]).Ref!;
            var v = a.Get(n.Args[1]);
            switch (n.Args[1].Type)
            {
                case IrType.Int: Support.StoreSlotInt(o, (int)n.Imm, v.Bits); break;
                case IrType.Float: Support.StoreSlotFloat(o, (int)n.Imm, v.AsFloat); break;
                case IrType.Ref: o.At((int)n.Imm) = v.AsObject; break;
                default: Support.StoreSlotValue(o, (int)n.Imm, v.AsValue); break;
            }
        });
        Make(IrOp.LoadCell, (a, n) =>
        {
            object cell = a.Get(n.Args[0]).Ref!;
            return n.Type == IrType.Int ? new NodeValue(((HeapSlot.IntCell)cell).Number) : new NodeValue(((HeapSlot.FloatCell)cell).Number);
        });
        Store(IrOp.StoreCell, (a, n) =>
        {
            object cell = a.Get(n.Args[0]).Ref!;
            var v = a.Get(n.Args[1]);
            if (n.Args[1].Type == IrType.Int)
            {
                a.Claim(((HeapSlot.IntCell)cell).IsOwned, n, "stores into a slot's own cell");
                ((HeapSlot.IntCell)cell).Number = v.Bits;
            }
            else ((HeapSlot.FloatCell)cell).Number = v.AsFloat;
        });
        Make(IrOp.LoadItem, (a, n) =>
        {
            var (store, index) = (a.Get(n.Args[0]).Ref, a.Get(n.Args[1]).Bits);
            return n.Type switch
            {
                IrType.Int => new NodeValue(((long[])store!)[index]),
                IrType.Float => new NodeValue(((double[])store!)[index]),
                _ => new NodeValue(((PyObject?[])store!)[index], 0),
            };
        });
        Store(IrOp.StoreItem, (a, n) =>
        {
            var (store, index, v) = (a.Get(n.Args[0]).Ref, a.Get(n.Args[1]).Bits, a.Get(n.Args[2]));
            switch (n.Args[2].Type)
            {
                case IrType.Int: ((long[])store!)[index] = v.Bits; break;
                case IrType.Float: ((double[])store!)[index] = v.AsFloat; break;
                default: ((PyObject?[])store!)[index] = v.AsObject; break;
            }
        });
        Make(IrOp.LoadElement, (a, n) =>
        {
            var format = (ElementFormat)n.Imm;
            var (store, index) = a.Element(n);
            object number = Elements.Load(format).Invoke(null, [store, index])!;
            return number is double d ? new NodeValue(d) : new NodeValue((long)number);
        });
        Store(IrOp.StoreElement, (a, n) =>
        {
            var format = (ElementFormat)n.Imm;
            var (store, index) = a.Element(n);
            var v = a.Get(n.Args[2]);
            var (low, high) = ElementFormats.RangeOf(format);
            a.Claim(ElementFormats.IsFloat(format) || v.Bits >= low && v.Bits <= high, n, "stores a number that fits");
            Elements.Store(format).Invoke(null, [store, index, ElementFormats.IsFloat(format) ? (object)v.AsFloat : v.Bits]);
        });
        Make(IrOp.LoadTupleItem, (a, n) => new NodeValue(((PyTuple)a.Get(n.Args[0]).Ref!).AsSpan()[checked((int)a.Get(n.Args[1]).Bits)]));
        Make(IrOp.TupleLength, (a, n) => new NodeValue((long)((PyTuple)a.Get(n.Args[0]).Ref!).Count));
    }

    private static void Store(IrOp op, Action<Activation, Node> what) => Do(op, (a, n) =>
    {
        what(a, n);
        return true;
    });

    /// <summary>The array and the index of a number in it, which is in range.</summary>
    private (object Store, long Index) Element(Node n)
    {
        var (store, index) = (Get(n.Args[0]).Ref!, Get(n.Args[1]).Bits);
        long bytes = store is string text ? 2 * text.Length : Buffer.ByteLength((Array)store);
        Claim(index >= 0 && (index + 1) * ElementFormats.SizeOf((ElementFormat)n.Imm) <= bytes, n, "is in range");
        return (store, index);
    }

    private void StoreField(Node o, FieldInfo field, Node v)
    {
        object? stored = Get(v).ToClr(v.Type);
        field.SetValue(Get(o).Ref, field.FieldType == typeof(int) ? checked((int)(long)stored!) : stored);
    }
}

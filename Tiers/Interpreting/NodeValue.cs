using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Interpreting;

/// <summary>What a node gave: a reference (to any C# object: storage arrays have nodes, too), the bits of a number, or a value's both parts.</summary>
internal readonly struct NodeValue(object? reference, long bits)
{
    public readonly object? Ref = reference;
    public readonly long Bits = bits;

    public NodeValue(long number) : this(null, number) { }

    public NodeValue(double number) : this(null, BitConverter.DoubleToInt64Bits(number)) { }

    public NodeValue(bool truth) : this(null, truth ? 1 : 0) { }

    public NodeValue(Value v) : this(v.Ref, v.Bits) { }

    public double AsFloat => BitConverter.Int64BitsToDouble(Bits);

    public bool AsBool => Bits != 0;

    /// <summary>The object of a reference or value; a reference that is none of Python's is refused.</summary>
    public PyObject? AsObject => (PyObject?)Ref;

    /// <summary>The whole of a value of type Val.</summary>
    public Value AsValue => new((PyObject?)Ref, Bits);

    /// <summary>What a node of a type gave, as Python sees it.</summary>
    public Value ToValue(IrType type) => type switch
    {
        IrType.Int => Value.Int(Bits),
        IrType.Float => Value.Float(AsFloat),
        IrType.Bool => Value.Bool(AsBool),
        IrType.Ref => new Value((PyObject?)Ref, 0),
        _ => AsValue,
    };

    /// <summary>The same as a C# method takes it.</summary>
    public object? ToClr(IrType type) => type switch
    {
        IrType.Int => Bits,
        IrType.Float => AsFloat,
        IrType.Bool => AsBool,
        IrType.Val => AsValue,
        _ => Ref,
    };

    /// <summary>What a C# method or field gave.</summary>
    public static NodeValue OfClr(object? v, IrType type) => type switch
    {
        IrType.Int => new NodeValue(Convert.ToInt64(v, CultureInfo.InvariantCulture)),
        IrType.Float => new NodeValue((double)v!),
        IrType.Bool => new NodeValue((bool)v!),
        IrType.Val => new NodeValue((Value)v!),
        _ => new NodeValue(v, 0),
    };
}

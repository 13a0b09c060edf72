using System.Buffers.Binary;

namespace TieredPy.Runtime.Modules.Arrays;

/// <summary>A type code of array.array: how an item is stored, and what may be stored.</summary>
internal sealed class ArrayCode
{
    public static readonly ArrayCode[] All =
    [
        new('b', 1, 1), new('B', 1, 0), new('u', 4, 20), new('w', 4, 20), new('h', 2, 4), new('H', 2, 2), new('i', 4, 8), new('I', 4, 6),
        new('l', 8, 12), new('L', 8, 10), new('q', 8, 12), new('Q', 8, 10), new('f', 4, 14), new('d', 8, 16),
    ];

    private ArrayCode(char code, int size, int machineFormat)
    {
        Code = code;
        Size = size;
        MachineFormat = machineFormat;
        Format = ElementFormats.Of(code);
    }

    public char Code { get; }

    public int Size { get; }

    /// <summary>How a number is stored; none for text.</summary>
    public ElementFormat Format { get; }

    /// <summary>The number by which pickles name the layout (little endian).</summary>
    public int MachineFormat { get; }

    public bool IsText => Code is 'u' or 'w';

    public static ArrayCode? Find(int c)
    {
        foreach (var code in All)
            if (code.Code == c) return code;
        return null;
    }

    /// <summary>Reads the item at a byte position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Value Get(byte[] data, int at)
    {
        switch (Code)
        {
            case 'd':
                return Value.Float(MemoryMarshal.Read<double>(data.AsSpan(at)));
            case 'i':
                return Value.Int(MemoryMarshal.Read<int>(data.AsSpan(at)));
            case 'l' or 'q':
                return Value.Int(MemoryMarshal.Read<long>(data.AsSpan(at)));
            case 'B':
                return Value.Int(data[at]);
            default:
                return GetOther(data, at);
        }
    }

    private Value GetOther(byte[] data, int at)
    {
        var span = data.AsSpan(at);
        return Code switch
        {
            'b' => Value.Int((sbyte)span[0]),
            'h' => Value.Int(MemoryMarshal.Read<short>(span)),
            'H' => Value.Int(MemoryMarshal.Read<ushort>(span)),
            'I' => Value.Int(MemoryMarshal.Read<uint>(span)),
            'f' => Value.Float(MemoryMarshal.Read<float>(span)),
            'u' or 'w' => Character(MemoryMarshal.Read<int>(span)),
            _ => MemoryMarshal.Read<ulong>(span) is var u && u <= long.MaxValue ? Value.Int((long)u) : Value.Big(u),
        };
    }

    private static Value Character(int c) =>
        (uint)c <= 0x10FFFF ? new Value(PyStr.OfCodePoint(c)) : throw Err.ValueError($"character U+{c:x} is not in range [U+0000; U+10ffff]");

    /// <summary>Writes an item at a byte position; refuses what the type can't hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(byte[] data, int at, Value v)
    {
        if (Code == 'd' && v.IsFloat) MemoryMarshal.Write(data.AsSpan(at), v.AsFloat);
        else if (Code is 'l' or 'q' && v.IsInt) MemoryMarshal.Write(data.AsSpan(at), v.Bits);
        else if (Code == 'i' && v.IsInt && v.Bits == (int)v.Bits) MemoryMarshal.Write(data.AsSpan(at), (int)v.Bits);
        else if (Code == 'B' && v.IsInt && v.Bits == (byte)v.Bits) data[at] = (byte)v.Bits;
        else SetOther(data, at, v);
    }

    private void SetOther(byte[] data, int at, Value v)
    {
        var bits = Encode(v);
        var span = data.AsSpan(at);
        switch (Size)
        {
            case 1:
                span[0] = (byte)bits;
                break;
            case 2:
                MemoryMarshal.Write(span, (ushort)bits);
                break;
            case 4:
                MemoryMarshal.Write(span, (uint)bits);
                break;
            default:
                MemoryMarshal.Write(span, bits);
                break;
        }
    }

    /// <summary>The item's bits, in the low bytes. Done before anything is written, since conversions run Python code.</summary>
    public ulong Encode(Value v) => Code switch
    {
        'b' => (ulong)Bounded(Signed(v), sbyte.MinValue, sbyte.MaxValue, "signed char"),
        'B' => (ulong)Bounded(Signed(v), 0, byte.MaxValue, "unsigned byte integer"),
        'h' => (ulong)Bounded(Signed(v), short.MinValue, short.MaxValue, "signed short integer"),
        'H' => (ulong)Bounded(Bounded(Signed(v), int.MinValue, int.MaxValue, "signed integer"), 0, ushort.MaxValue, "unsigned short"),
        'i' => (ulong)Bounded(Signed(v), int.MinValue, int.MaxValue, "signed integer"),
        'l' => (ulong)Signed(v),
        'q' => (ulong)SignedQuad(v),
        'I' => Unsigned32(v),
        'L' => Unsigned(v),
        'Q' => UnsignedQuad(v),
        'f' => BitConverter.SingleToUInt32Bits((float)Ops.AsDouble(v)),
        'd' => BitConverter.DoubleToUInt64Bits(Ops.AsDouble(v)),
        _ => v.Ref is PyStr { Length: 1 } s ? (ulong)s[0] : throw Err.TypeError("array item must be unicode character"),
    };

    private static BigInteger Integer(Value v) => v.IsInt ? v.Bits : IntOps.ToBig(Ops.Index(v));

    private long Signed(Value v)
    {
        if (v.IsInt) return Code is 'b' or 'h' ? Bounded(v.Bits, short.MinValue, short.MaxValue, "signed short integer") : v.Bits;
        var i = Ops.Index(v);
        return i.IsInt ? i.Bits : throw Err.OverflowError("Python int too large to convert to C long");
    }

    private static long SignedQuad(Value v)
    {
        var i = Ops.Index(v);
        return i.IsInt ? i.Bits : throw Err.OverflowError("int too big to convert");
    }

    private static long Bounded(long i, long min, long max, string what)
    {
        if (i < min) throw Err.OverflowError($"{what} is less than minimum");
        if (i > max) throw Err.OverflowError($"{what} is greater than maximum");
        return i;
    }

    private static ulong Unsigned(Value v)
    {
        var i = Integer(v);
        if (i.Sign < 0) throw Err.OverflowError("can't convert negative value to unsigned int");
        if (i > ulong.MaxValue) throw Err.OverflowError("Python int too large to convert to C unsigned long");
        return (ulong)i;
    }

    private static ulong Unsigned32(Value v)
    {
        ulong u = Unsigned(v);
        return u <= uint.MaxValue ? u : throw Err.OverflowError("unsigned int is greater than maximum");
    }

    private static ulong UnsignedQuad(Value v)
    {
        var i = Integer(v);
        if (i.Sign < 0) throw Err.OverflowError("can't convert negative int to unsigned");
        if (i > ulong.MaxValue) throw Err.OverflowError("int too big to convert");
        return (ulong)i;
    }

    /// <summary>Reverses the bytes of each item.</summary>
    public void Swap(Span<byte> data)
    {
        switch (Size)
        {
            case 2:
                var shorts = MemoryMarshal.Cast<byte, ushort>(data);
                BinaryPrimitives.ReverseEndianness(shorts, shorts);
                break;
            case 4:
                var ints = MemoryMarshal.Cast<byte, uint>(data);
                BinaryPrimitives.ReverseEndianness(ints, ints);
                break;
            case 8:
                var longs = MemoryMarshal.Cast<byte, ulong>(data);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
        }
    }
}

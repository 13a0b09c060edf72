using System.Buffers.Binary;

namespace TieredPy.Runtime.Objects;

/// <summary>Items of native single-character formats of the struct module, as memoryview and array read and write them.</summary>
internal static class MemoryItems
{
    /// <summary>The size of a native format's item, or 0 when it is none.</summary>
    public static int Size(char format) => format switch
    {
        'c' or 'b' or 'B' or '?' => 1,
        'h' or 'H' or 'e' => 2,
        'i' or 'I' or 'f' => 4,
        'l' or 'L' or 'q' or 'Q' or 'n' or 'N' or 'd' or 'P' => 8,
        _ => 0,
    };

    /// <summary>The format's character without a leading '@'; NUL when it isn't a native single one.</summary>
    public static char Single(string format)
    {
        if (format.Length == 2 && format[0] == '@') format = format[1..];
        return format.Length == 1 && Size(format[0]) > 0 ? format[0] : '\0';
    }

    public static Value Read(char format, ReadOnlySpan<byte> at) => format switch
    {
        'B' => Value.Int(at[0]),
        'b' => Value.Int((sbyte)at[0]),
        'c' => new Value(PyBytes.OfByte(at[0])),
        '?' => Value.Bool(at[0] != 0),
        'h' => Value.Int(BinaryPrimitives.ReadInt16LittleEndian(at)),
        'H' => Value.Int(BinaryPrimitives.ReadUInt16LittleEndian(at)),
        'i' => Value.Int(BinaryPrimitives.ReadInt32LittleEndian(at)),
        'I' => Value.Int(BinaryPrimitives.ReadUInt32LittleEndian(at)),
        'l' or 'q' or 'n' => Value.Int(BinaryPrimitives.ReadInt64LittleEndian(at)),
        'L' or 'Q' or 'N' or 'P' => Unsigned(BinaryPrimitives.ReadUInt64LittleEndian(at)),
        'e' => Value.Float((double)BinaryPrimitives.ReadHalfLittleEndian(at)),
        'f' => Value.Float(BinaryPrimitives.ReadSingleLittleEndian(at)),
        _ => Value.Float(BinaryPrimitives.ReadDoubleLittleEndian(at)),
    };

    private static Value Unsigned(ulong u) => u <= long.MaxValue ? Value.Int((long)u) : Value.Big(u);

    /// <summary>Writes as memoryview does, with its errors.</summary>
    public static void Write(char format, Span<byte> at, Value v)
    {
        switch (format)
        {
            case 'c':
                if (v.Ref is not PyBytes b) throw Invalid("TypeError", format);
                if (b.Count != 1) throw Invalid("ValueError", format);
                at[0] = b.Data[0];
                return;
            case '?':
                at[0] = (byte)(Ops.Truth(v) ? 1 : 0);
                return;
            case 'f':
                float f = (float)Number(v, format);
                BinaryPrimitives.WriteSingleLittleEndian(at, f);
                return;
            case 'd':
                BinaryPrimitives.WriteDoubleLittleEndian(at, Number(v, format));
                return;
            case 'e':
                BinaryPrimitives.WriteHalfLittleEndian(at, (Half)Number(v, format));
                return;
        }
        if (!v.IsInt && !Ops.HasIndex(v)) throw Invalid("TypeError", format);
        var n = Ops.Index(v);
        var (low, high) = Range(format);
        if (n.IsInt && n.Bits >= low && (ulong)Math.Max(0, n.Bits) <= high) WriteInteger(Size(format), at, (ulong)n.Bits);
        else if (!n.IsInt && low == 0 && high == ulong.MaxValue && IntOps.ToBig(n) is var big && big.Sign > 0 && big <= ulong.MaxValue) WriteInteger(8, at, (ulong)big);
        else throw Invalid("ValueError", format);
    }

    /// <summary>The least and greatest number of an integer format.</summary>
    public static (long Low, ulong High) Range(char format) => format switch
    {
        'b' => (sbyte.MinValue, (ulong)sbyte.MaxValue),
        'B' => (0, byte.MaxValue),
        'h' => (short.MinValue, (ulong)short.MaxValue),
        'H' => (0, ushort.MaxValue),
        'i' => (int.MinValue, int.MaxValue),
        'I' => (0, uint.MaxValue),
        'l' or 'q' or 'n' => (long.MinValue, long.MaxValue),
        _ => (0, ulong.MaxValue),
    };

    public static void WriteInteger(int size, Span<byte> at, ulong bits)
    {
        switch (size)
        {
            case 1: at[0] = (byte)bits; break;
            case 2: BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)bits); break;
            case 4: BinaryPrimitives.WriteUInt32LittleEndian(at, (uint)bits); break;
            default: BinaryPrimitives.WriteUInt64LittleEndian(at, bits); break;
        }
    }

    private static double Number(Value v, char format)
    {
        if (v.IsFloat || v.IsInt || Ops.Has(v, Slot.Float) || Ops.HasIndex(v)) return Ops.AsDouble(v);
        throw Invalid("TypeError", format);
    }

    private static PyException Invalid(string kind, char format) => kind == "TypeError"
        ? Err.TypeError($"memoryview: invalid type for format '{format}'")
        : Err.ValueError($"memoryview: invalid value for format '{format}'");
}

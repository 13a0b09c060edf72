using System.Buffers.Binary;

namespace TieredPy.Runtime.Modules;

/// <summary>A parsed format of the struct module: fields with their places, and packing and unpacking of values.</summary>
internal sealed class StructFormat
{
    private readonly List<Field> fields = [];
    private readonly bool native;
    private readonly bool bigEndian;

    private StructFormat(string format)
    {
        Format = format;
        int i = 0;
        native = true;
        if (format.Length > 0)
        {
            switch (format[0])
            {
                case '@':
                    i = 1;
                    break;
                case '=' or '<':
                    native = false;
                    i = 1;
                    break;
                case '>' or '!':
                    native = false;
                    bigEndian = true;
                    i = 1;
                    break;
            }
        }
        Parse(format, i);
    }

    private readonly record struct Field(char Code, int Size, int Offset, int Repeat);

    public string Format { get; }

    /// <summary>Bytes of a packed record.</summary>
    public int Size { get; private set; }

    /// <summary>Values of a record.</summary>
    public int Count { get; private set; }

    /// <summary>The format; struct.error when it is none.</summary>
    public static StructFormat Parse(string format) => new(format);

    /// <summary>As <see cref="Parse(string)"/>; false when it is none.</summary>
    public static bool TryParse(string format, [NotNullWhen(true)] out StructFormat? parsed)
    {
        try
        {
            parsed = new StructFormat(format);
            return true;
        }
        catch (PyException e) when (e.Is(StructModule.Error))
        {
            parsed = null;
            return false;
        }
    }

    private void Parse(string format, int i)
    {
        long size = 0, count = 0;
        while (i < format.Length)
        {
            char c = format[i++];
            if (c is ' ' or >= '\t' and <= '\r') continue;
            long repeat = 1;
            if (char.IsAsciiDigit(c))
            {
                repeat = 0;
                while (true)
                {
                    repeat = repeat * 10 + (c - '0');
                    if (repeat > int.MaxValue) throw TooLong();
                    if (i >= format.Length) throw StructModule.Fail("repeat count given without format specifier");
                    c = format[i++];
                    if (!char.IsAsciiDigit(c)) break;
                }
            }
            int item = SizeOf(c);
            if (c == '\0') throw StructModule.Fail("embedded null character");
            if (item == 0) throw StructModule.Fail("bad char in struct format");
            if (native && item > 1 && c is not ('s' or 'p' or 'x')) size = (size + item - 1) / item * item;
            if (size + repeat * item > int.MaxValue) throw TooLong();
            if (c is 's' or 'p')
            {
                fields.Add(new Field(c, (int)repeat, (int)size, 1));
                count++;
            }
            else if (c != 'x' && repeat > 0)
            {
                fields.Add(new Field(c, item, (int)size, (int)repeat));
                count += repeat;
            }
            size += repeat * item;
        }
        Size = (int)size;
        Count = (int)count;
    }

    private static PyException TooLong() => StructModule.Fail("total struct size too long");

    private int SizeOf(char c) => c switch
    {
        'x' or 'c' or 'b' or 'B' or '?' or 's' or 'p' => 1,
        'h' or 'H' or 'e' => 2,
        'i' or 'I' or 'f' => 4,
        'l' or 'L' => native ? 8 : 4,
        'q' or 'Q' or 'd' => 8,
        'n' or 'N' or 'P' => native ? 8 : 0,
        _ => 0,
    };

    public PyTuple Unpack(ReadOnlySpan<byte> data)
    {
        if (Count == 0) return PyTuple.Empty;
        var values = new Value[Count];
        int n = 0;
        foreach (var f in fields)
        {
            int at = f.Offset;
            for (int k = 0; k < f.Repeat; k++, at += f.Size) values[n++] = Read(f, data.Slice(at, f.Size));
        }
        return new PyTuple(values);
    }

    private Value Read(Field f, ReadOnlySpan<byte> b)
    {
        switch (f.Code)
        {
            case 'c': return new Value(PyBytes.OfByte(b[0]));
            case '?': return Value.Bool(b[0] != 0);
            case 's': return new Value(PyBytes.Make(b.ToArray()));
            case 'p': return new Value(b.Length == 0 ? PyBytes.Empty : PyBytes.Make(b.Slice(1, Math.Min(b[0], b.Length - 1)).ToArray()));
            case 'e': return Value.Float((double)(bigEndian ? BinaryPrimitives.ReadHalfBigEndian(b) : BinaryPrimitives.ReadHalfLittleEndian(b)));
            case 'f': return Value.Float(bigEndian ? BinaryPrimitives.ReadSingleBigEndian(b) : BinaryPrimitives.ReadSingleLittleEndian(b));
            case 'd': return Value.Float(bigEndian ? BinaryPrimitives.ReadDoubleBigEndian(b) : BinaryPrimitives.ReadDoubleLittleEndian(b));
        }
        ulong bits = 0;
        for (int i = 0; i < b.Length; i++) bits = bits << 8 | b[bigEndian ? i : b.Length - 1 - i];
        if (IsSigned(f.Code))
        {
            int shift = 64 - 8 * b.Length;
            return Value.Int((long)(bits << shift) >> shift);
        }
        return bits <= long.MaxValue ? Value.Int((long)bits) : Value.Big(bits);
    }

    private static bool IsSigned(char c) => c is 'b' or 'h' or 'i' or 'l' or 'q' or 'n';

    /// <summary>Packs as many values as <see cref="Count"/> says.</summary>
    public void Pack(ReadOnlySpan<Value> values, Span<byte> to)
    {
        to[..Size].Clear();
        int n = 0;
        foreach (var f in fields)
        {
            int at = f.Offset;
            for (int k = 0; k < f.Repeat; k++, at += f.Size) Write(f, to.Slice(at, f.Size), values[n++]);
        }
    }

    private void Write(Field f, Span<byte> b, Value v)
    {
        switch (f.Code)
        {
            case 'c':
                b[0] = v.Ref is PyBytes { Count: 1 } one ? one.Data[0] : throw StructModule.Fail("char format requires a bytes object of length 1");
                return;
            case '?':
                b[0] = (byte)(Ops.Truth(v) ? 1 : 0);
                return;
            case 's':
                var s = Bytes(v, 's');
                s[..Math.Min(s.Length, b.Length)].CopyTo(b);
                return;
            case 'p':
                var p = Bytes(v, 'p');
                if (b.Length == 0) return;
                int n = Math.Min(p.Length, b.Length - 1);
                p[..n].CopyTo(b[1..]);
                b[0] = (byte)Math.Min(n, 255);
                return;
            case 'e':
                WriteHalf(b, Number(v));
                return;
            case 'f':
                double d = Number(v);
                float narrow = (float)d;
                if (!native && float.IsInfinity(narrow) && !double.IsInfinity(d)) throw Err.OverflowError("float too large to pack with f format");
                if (bigEndian) BinaryPrimitives.WriteSingleBigEndian(b, narrow);
                else BinaryPrimitives.WriteSingleLittleEndian(b, narrow);
                return;
            case 'd':
                if (bigEndian) BinaryPrimitives.WriteDoubleBigEndian(b, Number(v));
                else BinaryPrimitives.WriteDoubleLittleEndian(b, Number(v));
                return;
        }
        ulong bits = Integer(f, v);
        for (int i = 0; i < b.Length; i++, bits >>= 8) b[bigEndian ? b.Length - 1 - i : i] = (byte)bits;
    }

    private void WriteHalf(Span<byte> b, double d)
    {
        var half = (Half)d;
        if (Half.IsInfinity(half) && !double.IsInfinity(d)) throw Err.OverflowError("float too large to pack with e format");
        if (bigEndian) BinaryPrimitives.WriteHalfBigEndian(b, half);
        else BinaryPrimitives.WriteHalfLittleEndian(b, half);
    }

    private static ReadOnlySpan<byte> Bytes(Value v, char code) =>
        v.Ref is PyBytesBase b ? b.AsSpan() : throw StructModule.Fail($"argument for '{code}' must be a bytes object");

    private static double Number(Value v)
    {
        if (v.IsFloat) return v.AsFloat;
        try
        {
            return Ops.AsDouble(v);
        }
        catch (PyException)
        {
            throw StructModule.Fail("required argument is not a float");
        }
    }

    private static ulong Integer(Field f, Value v)
    {
        if (!v.IsInt)
        {
            if (!Ops.HasIndex(v)) throw StructModule.Fail("required argument is not an integer");
            v = Ops.Index(v);
        }
        int bits = f.Size * 8;
        if (f.Code == 'P')
        {
            var pointer = IntOps.ToBig(v);
            return pointer >= long.MinValue && pointer <= ulong.MaxValue ? unchecked((ulong)(pointer & ulong.MaxValue)) : throw StructModule.Fail("int too large to convert");
        }
        if (IsSigned(f.Code))
        {
            long low = long.MinValue >> (64 - bits), high = long.MaxValue >> (64 - bits);
            if (v.IsInt && v.Bits >= low && v.Bits <= high) return (ulong)v.Bits;
            throw StructModule.Fail($"'{f.Code}' format requires {low} <= number <= {high}");
        }
        ulong most = ulong.MaxValue >> (64 - bits);
        if (v.IsInt && v.Bits >= 0 && (ulong)v.Bits <= most) return (ulong)v.Bits;
        if (!v.IsInt && bits == 64 && IntOps.ToBig(v) is var big && big.Sign > 0 && big <= ulong.MaxValue) return (ulong)big;
        throw StructModule.Fail($"'{f.Code}' format requires 0 <= number <= {most}");
    }
}

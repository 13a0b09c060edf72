using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Ctypes;

/// <summary>Values of C in memory, by the codes of ctypes' simple types.</summary>
internal static unsafe class ForeignValues
{
    private static readonly Dictionary<long, PyObject> Objects = [];

    public static Value Load(char code, byte* at) => code switch
    {
        'c' => new Value(new PyBytes([*at])),
        'b' => Value.Int(*(sbyte*)at),
        'B' => Value.Int(*at),
        '?' => Value.Bool(*at != 0),
        'v' => Value.Bool(Read<short>(at) != 0),
        'h' => Value.Int(Read<short>(at)),
        'H' => Value.Int(Read<ushort>(at)),
        'i' => Value.Int(Read<int>(at)),
        'I' => Value.Int(Read<uint>(at)),
        'l' or 'q' => Value.Int(Read<long>(at)),
        'L' or 'Q' => Value.Big(Read<ulong>(at)),
        'f' => Value.Float(Read<float>(at)),
        'd' => Value.Float(Read<double>(at)),
        'g' => Value.Float(LongDouble.Read(at)),
        'P' => Read<ulong>(at) is not 0 and var p ? Value.Big(p) : Value.None,
        'z' => Read<nint>(at) is not 0 and var p ? new Value(new PyBytes(MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)p))) : Value.None,
        'Z' => Read<nint>(at) is not 0 and var p ? new Value(Wide((int*)p, -1)) : Value.None,
        'u' => new Value(Wide((int*)at, 1)),
        'O' => Boxed(Read<long>(at)),
        _ => throw Err.SystemError($"no such type: {code}"),
    };

    /// <summary>What keeps the stored value's memory, or None.</summary>
    public static Value Store(char code, byte* at, Value v)
    {
        switch (code)
        {
            case 'c': *at = Character(v); break;
            case 'b' or 'B': *at = (byte)Integer(v); break;
            case '?': *at = Ops.Truth(v) ? (byte)1 : (byte)0; break;
            case 'v': Write(at, Ops.Truth(v) ? (short)-1 : (short)0); break;
            case 'h' or 'H': Write(at, (ushort)Integer(v)); break;
            case 'i' or 'I': Write(at, (uint)Integer(v)); break;
            case 'l' or 'L' or 'q' or 'Q': Write(at, Integer(v)); break;
            case 'f': Write(at, (float)Ops.AsDouble(v)); break;
            case 'd': Write(at, Ops.AsDouble(v)); break;
            case 'g': LongDouble.Write(at, Ops.AsDouble(v)); break;
            case 'P': Write(at, v.IsNone ? 0 : IsInteger(v) ? Integer(v) : throw Err.TypeError("cannot be converted to pointer")); break;
            case 'z' or 'Z': return StoreText(code, at, v);
            case 'u':
                if (v.Ref is not PyStr s) throw Err.TypeError($"unicode string expected instead of {Ops.TypeName(v)} instance");
                Write(at, s.Length == 1 ? s[0] : throw Err.TypeError("one character unicode string expected"));
                break;
            case 'O':
                long key = Ops.Id(v);
                lock (Objects) Objects[key] = v.ToHeap();
                Write(at, key);
                break;
            default: throw Err.SystemError($"no such type: {code}");
        }
        return Value.None;
    }

    private static Value StoreText(char code, byte* at, Value v)
    {
        if (v.IsNone || IsInteger(v))
        {
            Write(at, v.IsNone ? 0 : Integer(v));
            return Value.None;
        }
        byte[] text = code == 'z' && v.Ref is PyBytes b ? [.. b.Data, 0]
            : code == 'Z' && v.Ref is PyStr s ? WideBytes(s)
            : throw Err.TypeError($"{(code == 'z' ? "bytes" : "unicode string")} or integer address expected instead of {Ops.TypeName(v)} instance");
        var memory = PyForeignMemory.Allocate(text.Length);
        text.CopyTo(new Span<byte>((byte*)memory.Address, text.Length));
        Write(at, memory.Address);
        return new Value(memory);
    }

    /// <summary>The code points of a str as wchar_t, with a zero at the end.</summary>
    public static byte[] WideBytes(PyStr s)
    {
        var wide = new int[s.Length + 1];
        for (int i = 0; i < s.Length; i++) wide[i] = s[i];
        return MemoryMarshal.AsBytes<int>(wide).ToArray();
    }

    /// <summary>A str of wchar_t; a negative length: up to a zero.</summary>
    public static PyStr Wide(int* at, long length)
    {
        if (length < 0) for (length = 0; at[length] != 0;) length++;
        return PyStr.FromCodePoints(new ReadOnlySpan<int>(at, (int)length));
    }

    private static Value Boxed(long key)
    {
        lock (Objects) return Objects.TryGetValue(key, out var o) ? Value.FromHeap(o) : throw Err.ValueError("PyObject is NULL");
    }

    private static bool IsInteger(Value v) => v.IsInt || (v.Ref != null && !v.IsFloat && v.Type.IsSubtypeOf(PyInt.TypeObject));

    /// <summary>The low 64 bits of an int.</summary>
    private static ulong Integer(Value v) => v.IsInt ? (ulong)v.Bits : (ulong)(Args.Big(v) & ulong.MaxValue);

    private static byte Character(Value v)
    {
        if (v.Ref is PyBytes { Data.Length: 1 } b) return b.Data[0];
        if (v.Ref is PyByteArray a && a.AsSpan().Length == 1) return a.AsSpan()[0];
        return v.IsInt && v.Bits is >= 0 and < 256 ? (byte)v.Bits : throw Err.TypeError("one character bytes, bytearray or integer expected");
    }

    private static T Read<T>(byte* at) where T : unmanaged => Unsafe.ReadUnaligned<T>(at);

    private static void Write<T>(byte* at, T v) where T : unmanaged => Unsafe.WriteUnaligned(at, v);
}

/// <summary>The long double of x86: 80 bits.</summary>
internal static unsafe class LongDouble
{
    public static double Read(byte* at)
    {
        ulong mantissa = Unsafe.ReadUnaligned<ulong>(at);
        int head = Unsafe.ReadUnaligned<ushort>(at + 8), exponent = head & 0x7FFF;
        double sign = (head & 0x8000) != 0 ? -1 : 1;
        if (exponent == 0x7FFF) return mantissa << 1 == 0 ? sign * double.PositiveInfinity : double.NaN;
        return sign * Math.ScaleB(mantissa, exponent - 16383 - 63);
    }

    public static void Write(byte* at, double v)
    {
        new Span<byte>(at, 16).Clear();
        ushort head = double.IsNegative(v) ? (ushort)0x8000 : (ushort)0;
        ulong mantissa = 0;
        if (!double.IsFinite(v))
        {
            head |= 0x7FFF;
            mantissa = double.IsNaN(v) ? 0xC000000000000000 : 0x8000000000000000;
        }
        else if (v != 0)
        {
            int exponent = Math.ILogB(v);
            mantissa = (ulong)Math.ScaleB(Math.Abs(v), 63 - exponent);
            head |= (ushort)(exponent + 16383);
        }
        Unsafe.WriteUnaligned(at, mantissa);
        Unsafe.WriteUnaligned(at + 8, head);
    }
}

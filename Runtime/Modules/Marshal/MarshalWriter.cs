using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Modules;

/// <summary>Writes values in marshal's format (version 4, without references between equal objects); code objects in this runtime's own form.</summary>
internal sealed class MarshalWriter
{
    private const int MaxDepth = 2000;
    private readonly MemoryStream output = new();
    private int depth;

    public byte[] Write(Value v)
    {
        Put(v);
        return output.ToArray();
    }

    private void Byte(char c) => output.WriteByte((byte)c);

    private void Int32(int i) => output.Write(BitConverter.GetBytes(i));

    private void Put(Value v)
    {
        if (++depth > MaxDepth) throw Err.ValueError("object too deeply nested to marshal");
        if (v.IsInt) Integer(v.Bits);
        else if (v.IsFloat)
        {
            Byte('g');
            output.Write(BitConverter.GetBytes(v.AsFloat));
        }
        else PutObject(v.Ref!);
        depth--;
    }

    private void Integer(BigInteger i)
    {
        if (i >= int.MinValue && i <= int.MaxValue)
        {
            Byte('i');
            Int32((int)i);
            return;
        }
        Byte('l');
        var digits = new List<ushort>();
        for (var rest = BigInteger.Abs(i); !rest.IsZero; rest >>= 15) digits.Add((ushort)(rest & 0x7FFF));
        Int32(i.Sign < 0 ? -digits.Count : digits.Count);
        foreach (ushort d in digits) output.Write(BitConverter.GetBytes(d));
    }

    private void Bytes(char type, ReadOnlySpan<byte> bytes)
    {
        Byte(type);
        Int32(bytes.Length);
        output.Write(bytes);
    }

    private void Items(char type, ReadOnlySpan<Value> items)
    {
        Byte(type);
        Int32(items.Length);
        foreach (var x in items) Put(x);
    }

    private void PutObject(PyObject o)
    {
        switch (o)
        {
            case PyNone: Byte('N'); break;
            case PyBool b: Byte(ReferenceEquals(b, PyBool.True) ? 'T' : 'F'); break;
            case PyEllipsis: Byte('.'); break;
            case PyBigInt b: Integer(b.Big); break;
            case PyType t when t == ExcTypes.StopIteration: Byte('S'); break;
            case PyStr s when s.GetType() == typeof(PyStr): Bytes('u', Encodings.Encode(s, "utf-8", "surrogatepass").AsSpan()); break;
            case PyComplex z:
                Byte('y');
                output.Write(BitConverter.GetBytes(z.Number.Real));
                output.Write(BitConverter.GetBytes(z.Number.Imaginary));
                break;
            case PyTuple t when t.GetType() == typeof(PyTuple): Items('(', t.AsSpan()); break;
            case PyList l when l.GetType() == typeof(PyList): Items('[', l.ToArray()); break;
            case PySet s when s.GetType() == typeof(PySet): Items('<', s.ToArray()); break;
            case PyFrozenSet s when s.GetType() == typeof(PyFrozenSet): Items('>', s.ToArray()); break;
            case PyDict d when d.GetType() == typeof(PyDict):
                Byte('{');
                int pos = 0;
                while (d.Next(ref pos, out var k, out var v))
                {
                    Put(k);
                    Put(v);
                }
                Byte('0');
                break;
            case PyCode c: Bytes('c', BytecodeCache.Write(c)); break;
            default:
                if (!Buffers.Has(new Value(o))) throw Err.ValueError("unmarshallable object");
                Bytes('s', Buffers.Get(new Value(o)));
                break;
        }
    }
}

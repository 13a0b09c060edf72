using System.Globalization;
using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Modules;

/// <summary>Reads values in marshal's format, versions 0 to 4.</summary>
/// <param name="data">The bytes.</param>
/// <param name="owner">An array that never changes and that the bytes are a part of, if there is one.</param>
internal ref struct MarshalReader(ReadOnlySpan<byte> data, byte[]? owner = null)
{
    private const int MaxDepth = 2000;
    private readonly ReadOnlySpan<byte> data = data;
    private readonly byte[]? owner = owner;
    private readonly List<Value> refs = new(4);
    private int at;
    private int depth;

    /// <summary>How much has been read.</summary>
    public readonly int Position => at;

    public Value Read()
    {
        var v = Item();
        if (v.IsMissing) throw Err.TypeError("NULL object in marshal data for object");
        return v;
    }

    private ReadOnlySpan<byte> Take(int n)
    {
        if (n < 0) throw Err.ValueError("bad marshal data (bytes object size out of range)");
        if (at + n > data.Length) throw Err.EOFError("marshal data too short");
        var s = data.Slice(at, n);
        at += n;
        return s;
    }

    private int Int32() => BitConverter.ToInt32(Take(4));

    private int Size(string what)
    {
        int n = Int32();
        return n < 0 ? throw Err.ValueError($"bad marshal data ({what} size out of range)") : n;
    }

    /// <summary>An item; Missing for the null that ends dicts.</summary>
    private Value Item()
    {
        if (at >= data.Length) throw Err.EOFError("EOF read where object expected");
        int code = data[at++];
        bool keep = (code & 0x80) != 0;
        char type = (char)(code & 0x7F);
        if (++depth > MaxDepth) throw Err.ValueError("recursion limit exceeded");
        int slot = -1;
        if (keep && type is '(' or ')' or '[' or '{' or '<' or '>' or 'c' && keep)
        {
            slot = refs.Count;
            refs.Add(Value.Missing);
        }
        var v = Body(type, slot);
        if (slot >= 0) refs[slot] = v;
        else if (keep) refs.Add(v);
        depth--;
        return v;
    }

    private Value Body(char type, int slot)
    {
        switch (type)
        {
            case '0': return Value.Missing;
            case 'N': return Value.None;
            case 'T': return Value.True;
            case 'F': return Value.False;
            case '.': return Value.Ellipsis;
            case 'S': return new Value(ExcTypes.StopIteration);
            case 'i': return Value.Int(Int32());
            case 'I': return Value.Int(BitConverter.ToInt64(Take(8)));
            case 'l': return Long();
            case 'g': return Value.Float(BitConverter.ToDouble(Take(8)));
            case 'f': return Value.Float(ShortFloat());
            case 'y': return new Value(new PyComplex(new Complex(BitConverter.ToDouble(Take(8)), BitConverter.ToDouble(Take(8)))));
            case 'x': return new Value(new PyComplex(new Complex(ShortFloat(), ShortFloat())));
            case 's': return new Value(new PyBytes(Take(Size("bytes object")).ToArray()));
            case 'u' or 't': return Text(Take(Size("string")), type == 't');
            case 'a' or 'A': return Ascii(Take(Size("string")), type == 'A');
            case 'z' or 'Z': return Ascii(Take(Take(1)[0]), type == 'Z');
            case '(': return Tuple(Size("tuple"));
            case ')': return Tuple(Take(1)[0]);
            case '[':
                {
                    int n = Size("list");
                    var list = new PyList();
                    if (slot >= 0) refs[slot] = new Value(list);
                    for (int i = 0; i < n; i++) list.Append(Read());
                    return new Value(list);
                }
            case '{':
                {
                    var d = new PyDict();
                    if (slot >= 0) refs[slot] = new Value(d);
                    while (true)
                    {
                        var k = Item();
                        if (k.IsMissing) return new Value(d);
                        d.Set(k, Read());
                    }
                }
            case '<' or '>':
                {
                    int n = Size("set");
                    var set = new PySet();
                    if (slot >= 0 && type == '<') refs[slot] = new Value(set);
                    for (int i = 0; i < n; i++) set.Add(Read());
                    return type == '<' ? new Value(set) : new Value(new PyFrozenSet(new Value(set)));
                }
            case 'r':
                {
                    int n = Int32();
                    if (n < 0 || n >= refs.Count || refs[n].IsMissing) throw Err.ValueError("bad marshal data (invalid reference)");
                    return refs[n];
                }
            case 'c':
                return new Value(BytecodeCache.Read(Take(Size("code object")), owner) ?? throw Err.ValueError("bad marshal data (code object of another version)"));
            default:
                throw Err.ValueError("bad marshal data (unknown type code)");
        }
    }

    private Value Tuple(int n)
    {
        if (n > data.Length - at) throw Err.EOFError("EOF read where object expected");
        var items = new Value[n];
        for (int i = 0; i < n; i++) items[i] = Read();
        return new Value(n == 0 ? PyTuple.Empty : new PyTuple(items));
    }

    private double ShortFloat() =>
        double.TryParse(System.Text.Encoding.ASCII.GetString(Take(Take(1)[0])), NumberStyles.Float, CultureInfo.InvariantCulture, out double d)
            ? d
            : throw Err.ValueError("bad marshal data (invalid float)");

    private static Value Ascii(ReadOnlySpan<byte> bytes, bool intern)
    {
        string s = System.Text.Encoding.Latin1.GetString(bytes);
        return new Value(intern ? PyStr.Intern(s) : PyStr.OfNarrow(s));
    }

    private static Value Text(ReadOnlySpan<byte> bytes, bool intern)
    {
        var v = Encodings.Decode(new Value(new PyBytes(bytes.ToArray())), "utf-8", "surrogatepass");
        return intern ? new Value(PyStr.Intern(v)) : new Value(v);
    }

    private Value Long()
    {
        int n = Int32();
        int count = Math.Abs(n);
        var big = BigInteger.Zero;
        if (n == int.MinValue || count > (data.Length - at) / 2) throw count > 1 << 28 ? Err.ValueError("bad marshal data (long size out of range)") : Err.EOFError("marshal data too short");
        var digits = Take(count * 2);
        for (int i = count - 1; i >= 0; i--)
        {
            ushort d = BitConverter.ToUInt16(digits[(2 * i)..]);
            if (d > 0x7FFF) throw Err.ValueError("bad marshal data (digit out of range in long)");
            if (i == count - 1 && d == 0) throw Err.ValueError("bad marshal data (unnormalized long data)");
            big = (big << 15) | d;
        }
        return Value.Big(n < 0 ? -big : big);
    }
}

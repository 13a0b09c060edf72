using System.Buffers.Binary;

namespace TieredPy.Runtime.Modules.Arrays;

/// <summary>The module array.</summary>
[PyModule("array", Doc = """
    This module defines an object type which can efficiently represent
    an array of basic values: characters, integers, floating-point
    numbers.  Arrays are sequence types and behave very much like lists,
    except that the type of objects stored in them is constrained.
    """, Types = [typeof(PyArray)])]
internal static partial class ArrayModule
{
    [PyConstant("typecodes")] private static string TypeCodes => "bBuwhHiIlLqQfd";

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        m.Dict.Set(PyStr.Intern("ArrayType"), new Value(PyArray.TypeObject));
        var abc = Importing.Importer.Import(PyStr.Intern("collections.abc"), Value.None, new Value(new PyTuple(Value.Str("MutableSequence"))), 0);
        Ops.CallMethod(Ops.GetAttr(abc, "MutableSequence"), "register", new Value(PyArray.TypeObject));
    }

    [PyFunction("_array_reconstructor", Doc = "Internal. Used for pickling support.", Signature = "($module, arraytype, typecode, mformat_code, items, /)")]
    private static Value Reconstruct(PyType arraytype, PyStr typecode, int mformatCode, Value items)
    {
        if (!arraytype.IsSubtypeOf(PyArray.TypeObject)) throw Err.TypeError($"{arraytype.FullName} is not a subtype of {PyArray.TypeObject.Name}");
        if (typecode.Length != 1 || ArrayCode.Find(typecode[0]) is not { } code) throw Err.ValueError("second parameter must be a valid type code");
        if (mformatCode is < 0 or > 21) throw Err.ValueError("third parameter must be a valid machine format code.");
        if (items.Ref is not PyBytes bytes) throw Err.TypeError($"fourth argument should be bytes, not {items.Type.FullName}");
        if (mformatCode == code.MachineFormat) return Ops.Call(new Value(arraytype), new Value(typecode), items);
        return Ops.Call(new Value(arraytype), new Value(typecode), new Value(Decode(bytes.AsSpan(), mformatCode)));
    }

    /// <summary>Items written on another kind of machine, as Python values.</summary>
    private static PyObject Decode(ReadOnlySpan<byte> bytes, int format)
    {
        if (format is 18 or 19)
            return PyStr.Of((format == 18 ? System.Text.Encoding.Unicode : System.Text.Encoding.BigEndianUnicode).GetString(bytes));
        if (format is 20 or 21)
            return PyStr.Of((format == 20 ? System.Text.Encoding.UTF32 : new System.Text.UTF32Encoding(true, false)).GetString(bytes));
        int size = format < 2 ? 1 : format < 6 ? 2 : format < 10 || format is 14 or 15 ? 4 : 8;
        if (bytes.Length % size != 0) throw Err.ValueError("bytes length not a multiple of item size");
        var list = new PyList();
        for (int at = 0; at < bytes.Length; at += size) list.Append(One(bytes.Slice(at, size), format));
        return list;
    }

    private static Value One(ReadOnlySpan<byte> b, int format) => format switch
    {
        0 => Value.Int(b[0]),
        1 => Value.Int((sbyte)b[0]),
        2 => Value.Int(BinaryPrimitives.ReadUInt16LittleEndian(b)),
        3 => Value.Int(BinaryPrimitives.ReadUInt16BigEndian(b)),
        4 => Value.Int(BinaryPrimitives.ReadInt16LittleEndian(b)),
        5 => Value.Int(BinaryPrimitives.ReadInt16BigEndian(b)),
        6 => Value.Int(BinaryPrimitives.ReadUInt32LittleEndian(b)),
        7 => Value.Int(BinaryPrimitives.ReadUInt32BigEndian(b)),
        8 => Value.Int(BinaryPrimitives.ReadInt32LittleEndian(b)),
        9 => Value.Int(BinaryPrimitives.ReadInt32BigEndian(b)),
        10 => Value.Big(BinaryPrimitives.ReadUInt64LittleEndian(b)),
        11 => Value.Big(BinaryPrimitives.ReadUInt64BigEndian(b)),
        12 => Value.Int(BinaryPrimitives.ReadInt64LittleEndian(b)),
        13 => Value.Int(BinaryPrimitives.ReadInt64BigEndian(b)),
        14 => Value.Float(BinaryPrimitives.ReadSingleLittleEndian(b)),
        15 => Value.Float(BinaryPrimitives.ReadSingleBigEndian(b)),
        16 => Value.Float(BinaryPrimitives.ReadDoubleLittleEndian(b)),
        _ => Value.Float(BinaryPrimitives.ReadDoubleBigEndian(b)),
    };
}

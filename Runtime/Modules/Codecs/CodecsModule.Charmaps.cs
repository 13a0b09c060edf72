using TieredPy.Runtime.Text;

namespace TieredPy.Runtime.Modules;

// Codecs of one byte a character.
internal static partial class CodecsModule
{
    [PyFunction("charmap_build")]
    private static Value CharmapBuild(PyStr map) => new(new PyEncodingMap(CharmapCodec.Reverse(CodecBridge.Text(map))));

    [PyFunction("charmap_encode")]
    private static Value CharmapEncode(PyStr str, [OptNone] string? errors, [OptNone] Value mapping)
    {
        if (mapping.IsNone) return Latin1Encode(str, errors);
        var handler = CodecBridge.Errors(errors);
        CodecFailure failure;
        var bytes = mapping.Ref is PyEncodingMap map
            ? CharmapCodec.Encode(CodecBridge.Text(str), map.Table, handler, out failure)
            : CharmapCodec.Encode(CodecBridge.Text(str), (int c, out ReadOnlyMemory<byte> b) => EncodeBy(mapping, c, out b), handler, out failure);
        return Encoded(CodecBridge.Encoded(bytes, str, failure), str.Length);
    }

    private static CharmapAnswer EncodeBy(Value mapping, int c, out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        if (!TryItem(mapping, c, out var v) || v.IsNone) return CharmapAnswer.Undefined;
        if (IntOps.IsInt(v))
        {
            if (!IntOps.TryGetSmall(v, out long n) || n is < 0 or > 255) throw Err.TypeError("character mapping must be in range(256)");
            bytes = PyBytes.OfByte((byte)n).Data;
            return CharmapAnswer.Mapped;
        }
        bytes = v.Ref is PyBytes b ? b.Data : throw Err.TypeError($"character mapping must return integer, bytes or None, not {Ops.TypeName(v)}");
        return CharmapAnswer.Mapped;
    }

    [PyFunction("charmap_decode")]
    private static Value CharmapDecode(Value data, [OptNone] string? errors, [OptNone] Value mapping)
    {
        if (mapping.IsNone) return Latin1Decode(data, errors);
        var bytes = Buffers.ToArray(data);
        var handler = CodecBridge.Errors(errors);
        CodecFailure failure;
        var text = mapping.Ref is PyStr table
            ? CharmapCodec.Decode(bytes, CodecBridge.Text(table), handler, out failure)
            : CharmapCodec.Decode(bytes, (int b, out TextValue t) => DecodeBy(mapping, b, out t), handler, out failure);
        return Decoded(CodecBridge.Decoded(text, bytes, failure), bytes.Length);
    }

    private static CharmapAnswer DecodeBy(Value mapping, int b, out TextValue text)
    {
        text = TextValue.Empty;
        if (!TryItem(mapping, b, out var v) || v.IsNone) return CharmapAnswer.Undefined;
        if (IntOps.IsInt(v))
        {
            if (!IntOps.TryGetSmall(v, out long n) || (ulong)n > 0x10FFFF) throw Err.TypeError("character mapping must be in range(0x110000)");
            if (n == 0xFFFE) return CharmapAnswer.Undefined;
            text = TextValue.FromCodePoint((int)n);
            return CharmapAnswer.Mapped;
        }
        if (v.Ref is not PyStr s) throw Err.TypeError("character mapping must return integer, None or str");
        if (s.Length == 1 && s[0] == 0xFFFE) return CharmapAnswer.Undefined;
        text = CodecBridge.Text(s);
        return CharmapAnswer.Mapped;
    }

    private static bool TryItem(Value mapping, int key, out Value v)
    {
        if (mapping.Ref is PyDict d && !mapping.Type.IsHeap)
        {
            v = d.TryGet(Value.Int(key));
            return !v.IsMissing;
        }
        try
        {
            v = Ops.GetItem(mapping, Value.Int(key));
            return true;
        }
        catch (PyException e) when (e.Is(ExcTypes.LookupError))
        {
            v = Value.None;
            return false;
        }
    }
}

/// <summary>What charmap_build makes: characters to bytes.</summary>
[PyType("EncodingMap", Subclassable = false, NoConstructor = true)]
internal sealed partial class PyEncodingMap : PyObject
{
    internal PyEncodingMap(Dictionary<int, byte> table) : base(TypeObject.RootShape) => Table = table;

    internal Dictionary<int, byte> Table { get; }

    [PyMethod("size", Doc = "Return the size (in bytes) of this object.")]
    private long SizeMethod() => 16 + Table.Count;
}

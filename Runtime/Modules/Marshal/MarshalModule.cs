namespace TieredPy.Runtime.Modules;

/// <summary>marshal: values as bytes.</summary>
[PyModule("marshal", Doc = "This module contains functions that can read and write Python values in\na binary format. The format is specific to Python, but independent of\nmachine architecture issues.")]
internal static partial class MarshalModule
{
    [PyConstant("version")] private static Value Version => Value.Int(4);

    [PyFunction("dumps")]
    private static PyBytes Dumps(Value value, int version = 4, [KwOnly, Kw("allow_code")] bool allowCode = true)
    {
        if (!allowCode && value.Ref is Bytecode.PyCode) throw Err.ValueError("marshalling code objects is disallowed");
        return new PyBytes(new MarshalWriter().Write(value));
    }

    [PyFunction("dump")]
    private static Value Dump(Value value, Value file, int version = 4, [KwOnly, Kw("allow_code")] bool allowCode = true) =>
        Ops.CallMethod(file, "write", new Value(Dumps(value, version, allowCode)));

    [PyFunction("loads")]
    private static Value Loads(Value bytes, [KwOnly, Kw("allow_code")] bool allowCode = true)
    {
        byte[]? owner = bytes.Ref switch
        {
            PyBytes b => b.Data,
            PyMemoryView { Info.Owner: PyBytes b } => b.Data,
            _ => null,
        };
        var v = new MarshalReader(Buffers.Get(bytes), owner).Read();
        return !allowCode && v.Ref is Bytecode.PyCode ? throw Err.ValueError("unmarshalling code objects is disallowed") : v;
    }

    [PyFunction("load")]
    private static Value Load(Value file, [KwOnly, Kw("allow_code")] bool allowCode = true)
    {
        // What follows the value must stay unread: take all, then go back where the file can seek.
        var all = Buffers.Get(Ops.CallMethod(file, "read"));
        var reader = new MarshalReader(all);
        var v = reader.Read();
        int rest = all.Length - reader.Position;
        if (rest > 0) Ops.CallMethod(file, "seek", Value.Int(-rest), Value.Int(1));
        return v;
    }
}

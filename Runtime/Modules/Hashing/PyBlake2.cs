using System.Buffers.Binary;

namespace TieredPy.Runtime.Modules.Hashing;

/// <summary>The arguments of a BLAKE2 hash, checked and put into a parameter block.</summary>
internal static class Blake2Arguments
{
    public static byte[] Parameters(int half, long digestSize, ReadOnlySpan<byte> key, Value salt, Value person, long fanout, long depth, long leafSize, Value nodeOffset, long nodeDepth, long innerSize, bool wide)
    {
        int saltSize = half / 4;
        if (digestSize <= 0 || digestSize > half) throw Err.ValueError($"digest_size must be between 1 and {half} bytes");
        if (key.Length > half) throw Err.ValueError($"maximum key length is {half} bytes");
        ReadOnlySpan<byte> saltBytes = salt.IsMissing ? default : Buffers.Get(salt), personBytes = person.IsMissing ? default : Buffers.Get(person);
        if (saltBytes.Length > saltSize) throw Err.ValueError($"maximum salt length is {saltSize} bytes");
        if (personBytes.Length > saltSize) throw Err.ValueError($"maximum person length is {saltSize} bytes");
        if (fanout is < 0 or > 255) throw Err.ValueError("fanout must be between 0 and 255");
        if (depth is <= 0 or > 255) throw Err.ValueError("depth must be between 1 and 255");
        if (leafSize < 0) throw Err.ValueError("value must be positive");
        if (leafSize > uint.MaxValue) throw Err.OverflowError("leaf_size is too large");
        var offset = nodeOffset.IsMissing ? BigInteger.Zero : Objects.Arguments.Args.Big(nodeOffset);
        if (offset.Sign < 0) throw Err.ValueError("value must be positive");
        if (offset >= BigInteger.One << (wide ? 64 : 48)) throw Err.OverflowError("node_offset is too large");
        if (nodeDepth is < 0 or > 255) throw Err.ValueError("node_depth must be between 0 and 255");
        if (innerSize < 0 || innerSize > half) throw Err.ValueError($"inner_size must be between 0 and is {half}");
        var p = new byte[half];
        p[0] = (byte)digestSize;
        p[1] = (byte)key.Length;
        p[2] = (byte)fanout;
        p[3] = (byte)depth;
        BinaryPrimitives.WriteUInt32LittleEndian(p.AsSpan(4), (uint)leafSize);
        Span<byte> offsetBytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(offsetBytes, (ulong)offset);
        int at = 8;
        offsetBytes[..(wide ? 8 : 6)].CopyTo(p.AsSpan(at));
        at += wide ? 8 : 6;
        p[at] = (byte)nodeDepth;
        p[at + 1] = (byte)innerSize;
        saltBytes.CopyTo(p.AsSpan(half / 2));
        personBytes.CopyTo(p.AsSpan(half / 2 + saltSize));
        return p;
    }
}

/// <summary>hashlib.blake2b.</summary>
[PyType("_blake2.blake2b", Doc = "Return a new BLAKE2b hash object.")]
internal partial class PyBlake2b : PyObject
{
    private HashCore core = null!;

    internal PyBlake2b(Shape shape) : base(shape) { }

    [PyConstant("SALT_SIZE")] private static long SaltSize => 16;
    [PyConstant("PERSON_SIZE")] private static long PersonSize => 16;
    [PyConstant("MAX_KEY_SIZE")] private static long MaxKeySize => 64;
    [PyConstant("MAX_DIGEST_SIZE")] private static long MaxDigestSize => 64;

    [PyNew]
    private static Value New(PyType cls, [Opt(Show = "b''")] Value data, [KwOnly, Kw("digest_size")] long digestSize = 64, [Opt(Show = "b''")] Value key = default, [Opt(Show = "b''")] Value salt = default, [Opt(Show = "b''")] Value person = default, long fanout = 1, long depth = 1, [Kw("leaf_size")] long leafSize = 0, [Opt(Show = "0"), Kw("node_offset")] Value nodeOffset = default, [Kw("node_depth")] long nodeDepth = 0, [Kw("inner_size")] long innerSize = 0, [Kw("last_node")] bool lastNode = false, bool usedforsecurity = true)
    {
        ReadOnlySpan<byte> keyBytes = key.IsMissing ? default : Buffers.Get(key);
        var parameters = Blake2Arguments.Parameters(64, digestSize, keyBytes, salt, person, fanout, depth, leafSize, nodeOffset, nodeDepth, innerSize, true);
        var made = Allocate(cls);
        made.core = new Blake2bCore(parameters, keyBytes, lastNode);
        made.core.Update(Hashes.Data(data));
        return new Value(made);
    }

    [PyGetter("name")] private string Name => "blake2b";
    [PyGetter("block_size")] private long BlockSize => core.BlockSize;
    [PyGetter("digest_size")] private long DigestSize => core.DigestSize;

    [PyMethod("update", Doc = "Update this hash object's state with the provided bytes-like object.")]
    private void Update(Value data)
    {
        var bytes = Hashes.Data(data);
        lock (core) core.Update(bytes);
    }

    [PyMethod("digest", Doc = "Return the digest value as a bytes object.")]
    private Value Digest()
    {
        lock (core) return new Value(new PyBytes(core.Digest()));
    }

    [PyMethod("hexdigest", Doc = "Return the digest value as a string of hexadecimal digits.")]
    private Value HexDigest()
    {
        lock (core) return new Value(Hashes.Hex(core.Digest()));
    }

    [PyMethod("copy", Doc = "Return a copy of the hash object.")]
    private Value CopyMethod()
    {
        var made = Allocate(TypeObject);
        lock (core) made.core = core.Clone();
        return new Value(made);
    }
}

/// <summary>hashlib.blake2s.</summary>
[PyType("_blake2.blake2s", Doc = "Return a new BLAKE2s hash object.")]
internal partial class PyBlake2s : PyObject
{
    private HashCore core = null!;

    internal PyBlake2s(Shape shape) : base(shape) { }

    [PyConstant("SALT_SIZE")] private static long SaltSize => 8;
    [PyConstant("PERSON_SIZE")] private static long PersonSize => 8;
    [PyConstant("MAX_KEY_SIZE")] private static long MaxKeySize => 32;
    [PyConstant("MAX_DIGEST_SIZE")] private static long MaxDigestSize => 32;

    [PyNew]
    private static Value New(PyType cls, [Opt(Show = "b''")] Value data, [KwOnly, Kw("digest_size")] long digestSize = 32, [Opt(Show = "b''")] Value key = default, [Opt(Show = "b''")] Value salt = default, [Opt(Show = "b''")] Value person = default, long fanout = 1, long depth = 1, [Kw("leaf_size")] long leafSize = 0, [Opt(Show = "0"), Kw("node_offset")] Value nodeOffset = default, [Kw("node_depth")] long nodeDepth = 0, [Kw("inner_size")] long innerSize = 0, [Kw("last_node")] bool lastNode = false, bool usedforsecurity = true)
    {
        ReadOnlySpan<byte> keyBytes = key.IsMissing ? default : Buffers.Get(key);
        var parameters = Blake2Arguments.Parameters(32, digestSize, keyBytes, salt, person, fanout, depth, leafSize, nodeOffset, nodeDepth, innerSize, false);
        var made = Allocate(cls);
        made.core = new Blake2sCore(parameters, keyBytes, lastNode);
        made.core.Update(Hashes.Data(data));
        return new Value(made);
    }

    [PyGetter("name")] private string Name => "blake2s";
    [PyGetter("block_size")] private long BlockSize => core.BlockSize;
    [PyGetter("digest_size")] private long DigestSize => core.DigestSize;

    [PyMethod("update", Doc = "Update this hash object's state with the provided bytes-like object.")]
    private void Update(Value data)
    {
        var bytes = Hashes.Data(data);
        lock (core) core.Update(bytes);
    }

    [PyMethod("digest", Doc = "Return the digest value as a bytes object.")]
    private Value Digest()
    {
        lock (core) return new Value(new PyBytes(core.Digest()));
    }

    [PyMethod("hexdigest", Doc = "Return the digest value as a string of hexadecimal digits.")]
    private Value HexDigest()
    {
        lock (core) return new Value(Hashes.Hex(core.Digest()));
    }

    [PyMethod("copy", Doc = "Return a copy of the hash object.")]
    private Value CopyMethod()
    {
        var made = Allocate(TypeObject);
        lock (core) made.core = core.Clone();
        return new Value(made);
    }
}


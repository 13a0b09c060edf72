namespace TieredPy.Runtime.Modules.Hashing;

/// <summary>A hash object of fixed digest size.</summary>
[PyType("_hashlib.HASH", NoConstructor = true, Doc = "A hash is an object used to calculate a checksum of a string of information.")]
internal sealed partial class PyHash : PyObject
{
    private readonly HashCore core;

    public PyHash(HashCore core) : base(TypeObject.RootShape) => this.core = core;

    [PyGetter("name", Doc = "algorithm name.")] private string Name => core.Name;
    [PyGetter("block_size")] private long BlockSize => core.BlockSize;
    [PyGetter("digest_size")] private long DigestSize => core.DigestSize;

    [PyMethod("update", Doc = "Update this hash object's state with the provided string.")]
    private void Update(Value obj)
    {
        var data = Hashes.Data(obj);
        lock (core) core.Update(data);
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
        lock (core) return new Value(new PyHash(core.Clone()));
    }

    public override Value Repr() => Value.Str($"<{core.Name} _hashlib.HASH object @ {Addresses.Text(new Value(this))}>");
}

/// <summary>A hash object of extendable output: SHAKE.</summary>
[PyType("_hashlib.HASHXOF", NoConstructor = true, Doc = "A hash is an object used to calculate a checksum of a string of information.")]
internal sealed partial class PyHashXof : PyObject
{
    private readonly HashCore core;

    public PyHashXof(HashCore core) : base(TypeObject.RootShape) => this.core = core;

    [PyGetter("name", Doc = "algorithm name.")] private string Name => core.Name;
    [PyGetter("block_size")] private long BlockSize => core.BlockSize;
    [PyGetter("digest_size")] private long DigestSize => 0;

    [PyMethod("update", Doc = "Update this hash object's state with the provided string.")]
    private void Update(Value obj)
    {
        var data = Hashes.Data(obj);
        lock (core) core.Update(data);
    }

    private byte[] Output(long length)
    {
        if (length < 0) throw Err.ValueError("value must be positive");
        if (length >= 1 << 29) throw Err.ValueError("length is too large");
        if (length == 0) return [];
        lock (core) return core.Digest((int)length);
    }

    [PyMethod("digest", Doc = "Return the digest value as a bytes object.")]
    private Value Digest([Kw] long length) => new(new PyBytes(Output(length)));

    [PyMethod("hexdigest", Doc = "Return the digest value as a string of hexadecimal digits.")]
    private Value HexDigest([Kw] long length) => new(Hashes.Hex(Output(length)));

    [PyMethod("copy", Doc = "Return a copy of the hash object.")]
    private Value CopyMethod()
    {
        lock (core) return new Value(new PyHashXof(core.Clone()));
    }

    public override Value Repr() => Value.Str($"<{core.Name} _hashlib.HASHXOF object @ {Addresses.Text(new Value(this))}>");
}

/// <summary>A keyed hash under way.</summary>
[PyType("_hashlib.HMAC", NoConstructor = true, Doc = "The object used to calculate HMAC of a message.")]
internal sealed partial class PyHmac : PyObject
{
    private readonly HashCore[] pair;

    public PyHmac(HashCore[] pair) : base(TypeObject.RootShape) => this.pair = pair;

    [PyGetter("name")] private string Name => "hmac-" + pair[0].Name;
    [PyGetter("block_size")] private long BlockSize => pair[0].BlockSize;
    [PyGetter("digest_size")] private long DigestSize => pair[0].DigestSize;

    [PyMethod("update", Doc = "Update the HMAC object with msg.")]
    private void Update([Kw] Value msg)
    {
        var data = Hashes.Data(msg);
        lock (pair) pair[0].Update(data);
    }

    [PyMethod("digest", Doc = "Return the digest of the bytes passed to the update() method so far.")]
    private Value Digest()
    {
        lock (pair) return new Value(new PyBytes(Hashes.FinishHmac(pair)));
    }

    [PyMethod("hexdigest", Doc = "Return hexadecimal digest of the bytes passed to the update() method so far.")]
    private Value HexDigest()
    {
        lock (pair) return new Value(Hashes.Hex(Hashes.FinishHmac(pair)));
    }

    [PyMethod("copy", Doc = "Return a copy (\"clone\") of the HMAC object.")]
    private Value CopyMethod()
    {
        lock (pair) return new Value(new PyHmac([pair[0].Clone(), pair[1].Clone()]));
    }

    public override Value Repr() => Value.Str($"<{pair[0].Name} HMAC object @ {Addresses.Text(new Value(this))}>");
}

namespace TieredPy.Runtime.Modules.Hashing;

/// <summary>_md5: hash functions under the names that hashlib imports.</summary>
[PyModule("_md5")]
internal static partial class Md5HashModule
{
    [PyFunction("md5", Doc = "Return a new MD5 hash object; optionally initialized with a string.")]
    private static Value Md5([Opt(Show = "b''"), Kw("string")] Value data, [KwOnly] bool usedforsecurity = true) => Hashes.Make("md5", data);
}

/// <summary>_sha1: hash functions under the names that hashlib imports.</summary>
[PyModule("_sha1")]
internal static partial class Sha1HashModule
{
    [PyFunction("sha1", Doc = "Return a new SHA1 hash object; optionally initialized with a string.")]
    private static Value Sha1([Opt(Show = "b''"), Kw("string")] Value data, [KwOnly] bool usedforsecurity = true) => Hashes.Make("sha1", data);
}

/// <summary>_sha2: hash functions under the names that hashlib imports.</summary>
[PyModule("_sha2")]
internal static partial class Sha2HashModule
{
    [PyFunction("sha224", Doc = "Return a new SHA224 hash object; optionally initialized with a string.")]
    private static Value Sha224([Opt(Show = "b''"), Kw("string")] Value data, [KwOnly] bool usedforsecurity = true) => Hashes.Make("sha224", data);

    [PyFunction("sha256", Doc = "Return a new SHA256 hash object; optionally initialized with a string.")]
    private static Value Sha256([Opt(Show = "b''"), Kw("string")] Value data, [KwOnly] bool usedforsecurity = true) => Hashes.Make("sha256", data);

    [PyFunction("sha384", Doc = "Return a new SHA384 hash object; optionally initialized with a string.")]
    private static Value Sha384([Opt(Show = "b''"), Kw("string")] Value data, [KwOnly] bool usedforsecurity = true) => Hashes.Make("sha384", data);

    [PyFunction("sha512", Doc = "Return a new SHA512 hash object; optionally initialized with a string.")]
    private static Value Sha512([Opt(Show = "b''"), Kw("string")] Value data, [KwOnly] bool usedforsecurity = true) => Hashes.Make("sha512", data);
}

/// <summary>_sha3: hash functions under the names that hashlib imports.</summary>
[PyModule("_sha3")]
internal static partial class Sha3HashModule
{
    [PyFunction("sha3_224", Doc = "Return a new SHA3_224 hash object; optionally initialized with a string.")]
    private static Value Sha3224([Opt(Show = "b''"), Kw("string")] Value data, [KwOnly] bool usedforsecurity = true) => Hashes.Make("sha3_224", data);

    [PyFunction("sha3_256", Doc = "Return a new SHA3_256 hash object; optionally initialized with a string.")]
    private static Value Sha3256([Opt(Show = "b''"), Kw("string")] Value data, [KwOnly] bool usedforsecurity = true) => Hashes.Make("sha3_256", data);

    [PyFunction("sha3_384", Doc = "Return a new SHA3_384 hash object; optionally initialized with a string.")]
    private static Value Sha3384([Opt(Show = "b''"), Kw("string")] Value data, [KwOnly] bool usedforsecurity = true) => Hashes.Make("sha3_384", data);

    [PyFunction("sha3_512", Doc = "Return a new SHA3_512 hash object; optionally initialized with a string.")]
    private static Value Sha3512([Opt(Show = "b''"), Kw("string")] Value data, [KwOnly] bool usedforsecurity = true) => Hashes.Make("sha3_512", data);

    [PyFunction("shake_128", Doc = "Return a new SHAKE_128 hash object; optionally initialized with a string.")]
    private static Value Shake128([Opt(Show = "b''"), Kw("string")] Value data, [KwOnly] bool usedforsecurity = true) => Hashes.Make("shake_128", data);

    [PyFunction("shake_256", Doc = "Return a new SHAKE_256 hash object; optionally initialized with a string.")]
    private static Value Shake256([Opt(Show = "b''"), Kw("string")] Value data, [KwOnly] bool usedforsecurity = true) => Hashes.Make("shake_256", data);
}

/// <summary>_blake2: BLAKE2b and BLAKE2s.</summary>
[PyModule("_blake2", Types = [typeof(PyBlake2b), typeof(PyBlake2s)])]
internal static partial class Blake2Module;

/// <summary>_hashlib: the hash functions as hashlib asks for them first, HMAC and PBKDF2.</summary>
[PyModule("_hashlib", Types = [typeof(PyHash), typeof(PyHashXof), typeof(PyHmac)])]
internal static partial class HashlibModule
{
    private static readonly PyType UnsupportedDigestmodError = MakeError();

    private static PyType MakeError()
    {
        var t = ExcTypes.Plain("UnsupportedDigestmodError", ExcTypes.ValueError, "");
        t.Module = "_hashlib";
        return t;
    }

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        m.Dict.Set(PyStr.Intern("UnsupportedDigestmodError"), new Value(UnsupportedDigestmodError));
        m.Dict.Set(PyStr.Intern("_GIL_MINSIZE"), Value.Int(2048));
        var names = new Value[Hashes.Names.Length];
        for (int i = 0; i < names.Length; i++) names[i] = Value.Str(Hashes.Names[i]);
        m.Dict.Set(PyStr.Intern("openssl_md_meth_names"), Ops.Call(new Value(PyFrozenSet.TypeObject), new Value(new PyTuple(names))));
    }

    [PyFunction("get_fips_mode")] private static long GetFipsMode() => 0;

    [PyFunction("new", Doc = "Return a new hash object using the named algorithm.")]
    private static Value New([Kw] string name, [Opt(Show = "b''"), Kw("string")] Value data, [KwOnly] bool usedforsecurity = true) =>
        Hashes.Make(Hashes.Create(name) ?? throw Err.Make(UnsupportedDigestmodError, $"unsupported hash type {name}"), data);

    [PyFunction("compare_digest", Doc = "Return 'a == b'.\n\nThis function uses an approach designed to prevent\ntiming analysis, making it appropriate for cryptography.")]
    private static bool CompareDigest(Value a, Value b)
    {
        if (a.Ref is PyStr x && b.Ref is PyStr y)
        {
            if (x.IsWide || y.IsWide || !System.Text.Ascii.IsValid(x.Span) || !System.Text.Ascii.IsValid(y.Span))
                throw Err.TypeError("comparing strings with non-ASCII characters is not supported");
            return Same(System.Runtime.InteropServices.MemoryMarshal.AsBytes(x.Span), System.Runtime.InteropServices.MemoryMarshal.AsBytes(y.Span));
        }
        if (a.Ref is PyStr || b.Ref is PyStr || !Buffers.Has(a) || !Buffers.Has(b))
            throw Err.TypeError($"unsupported operand types(s) or combination of types: '{Ops.TypeName(a)}' and '{Ops.TypeName(b)}'");
        return Same(Buffers.Get(a), Buffers.Get(b));
    }

    private static bool Same(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) => System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(a, b);

    /// <summary>The name of a digest given as such or as one of this module's functions.</summary>
    private static string DigestName(Value digest)
    {
        string? name = digest.Ref switch
        {
            PyStr s => s.ToString(),
            PyBuiltinFunction f => f.Name.StartsWith("openssl_", StringComparison.Ordinal) ? f.Name[8..] : f.Name,
            _ => null,
        };
        if (name == null || Hashes.Create(name) is not { DigestSize: > 0 }) throw Err.Make(UnsupportedDigestmodError, $"Unsupported digestmod {(name ?? Ops.Repr(digest).ToString())}");
        return name;
    }

    [PyFunction("hmac_new", Doc = "Return a new hmac object.")]
    private static Value HmacNew([Kw] Value key, [Opt(Show = "b''"), Kw] Value msg, [OptNone, Kw] Value digestmod)
    {
        if (digestmod.IsNone) throw Err.TypeError("Missing required parameter 'digestmod'.");
        var pair = Hashes.StartHmac(DigestName(digestmod), Buffers.Get(key));
        if (!msg.IsMissingOrNone) pair[0].Update(Hashes.Data(msg));
        return new Value(new PyHmac(pair));
    }

    [PyFunction("hmac_digest", Doc = "Single-shot HMAC.")]
    private static Value HmacDigest([Kw] Value key, [Kw] Value msg, [Kw] Value digest)
    {
        var pair = Hashes.StartHmac(DigestName(digest), Buffers.Get(key));
        pair[0].Update(Hashes.Data(msg));
        return new Value(new PyBytes(Hashes.FinishHmac(pair)));
    }

    [PyFunction("scrypt", Doc = "scrypt password-based key derivation function.", Signature = "($module, /, password, *, salt=None, n=None, r=None, p=None, maxmem=0, dklen=64)")]
    private static Value ScryptOf([Kw] Value password, [KwOnly, Opt, Kw] Value salt, [Opt, Kw] Value n, [Opt, Kw] Value r, [Opt, Kw] Value p, [Kw] long maxmem = 0, [Kw] long dklen = 64) =>
        Scrypt.Derive(password, salt, n, r, p, maxmem, dklen);

    [PyFunction("pbkdf2_hmac", Doc = "Password based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom function.")]
    private static Value Pbkdf2([Kw("hash_name")] string name, [Kw] Value password, [Kw] Value salt, [Kw] long iterations, [OptNone, Kw] Value dklen)
    {
        var probe = Hashes.Create(name);
        if (probe is not { DigestSize: > 0 }) throw Err.Make(UnsupportedDigestmodError, $"unsupported hash type {name}");
        if (iterations < 1) throw Err.ValueError("iteration value must be greater than 0.");
        long length = dklen.IsNone ? probe.DigestSize : Ops.AsLong(dklen);
        if (length < 1) throw Err.ValueError("key length must be greater than 0.");
        var start = Hashes.StartHmac(name, Buffers.Get(password));
        var saltBytes = Buffers.Get(salt).ToArray();
        var result = new byte[length];
        Span<byte> counter = stackalloc byte[4];
        for (int at = 0, block = 1; at < result.Length; block++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(counter, block);
            HashCore[] pair = [start[0].Clone(), start[1]];
            pair[0].Update(saltBytes);
            pair[0].Update(counter);
            var u = Hashes.FinishHmac(pair);
            var sum = (byte[])u.Clone();
            for (long i = 1; i < iterations; i++)
            {
                pair = [start[0].Clone(), start[1]];
                pair[0].Update(u);
                u = Hashes.FinishHmac(pair);
                for (int j = 0; j < sum.Length; j++) sum[j] ^= u[j];
            }
            int n = Math.Min(sum.Length, result.Length - at);
            sum.AsSpan(0, n).CopyTo(result.AsSpan(at));
            at += n;
        }
        return new Value(new PyBytes(result));
    }

    [PyFunction("openssl_md5", Doc = "Returns a md5 hash object; optionally initialized with a string")]
    private static Value OpenSslMd5([Opt(Show = "b''"), Kw("string")] Value data, [KwOnly] bool usedforsecurity = true) => Hashes.Make("md5", data);

    [PyFunction("openssl_sha1", Doc = "Returns a sha1 hash object; optionally initialized with a string")]
    private static Value OpenSslSha1([Opt(Show = "b''"), Kw("string")] Value data, [KwOnly] bool usedforsecurity = true) => Hashes.Make("sha1", data);

    [PyFunction("openssl_sha224", Doc = "Returns a sha224 hash object; optionally initialized with a string")]
    private static Value OpenSslSha224([Opt(Show = "b''"), Kw("string")] Value data, [KwOnly] bool usedforsecurity = true) => Hashes.Make("sha224", data);

    [PyFunction("openssl_sha256", Doc = "Returns a sha256 hash object; optionally initialized with a string")]
    private static Value OpenSslSha256([Opt(Show = "b''"), Kw("string")] Value data, [KwOnly] bool usedforsecurity = true) => Hashes.Make("sha256", data);

    [PyFunction("openssl_sha384", Doc = "Returns a sha384 hash object; optionally initialized with a string")]
    private static Value OpenSslSha384([Opt(Show = "b''"), Kw("string")] Value data, [KwOnly] bool usedforsecurity = true) => Hashes.Make("sha384", data);

    [PyFunction("openssl_sha512", Doc = "Returns a sha512 hash object; optionally initialized with a string")]
    private static Value OpenSslSha512([Opt(Show = "b''"), Kw("string")] Value data, [KwOnly] bool usedforsecurity = true) => Hashes.Make("sha512", data);

    [PyFunction("openssl_sha3_224", Doc = "Returns a sha3-224 hash object; optionally initialized with a string")]
    private static Value OpenSslSha3224([Opt(Show = "b''"), Kw("string")] Value data, [KwOnly] bool usedforsecurity = true) => Hashes.Make("sha3_224", data);

    [PyFunction("openssl_sha3_256", Doc = "Returns a sha3-256 hash object; optionally initialized with a string")]
    private static Value OpenSslSha3256([Opt(Show = "b''"), Kw("string")] Value data, [KwOnly] bool usedforsecurity = true) => Hashes.Make("sha3_256", data);

    [PyFunction("openssl_sha3_384", Doc = "Returns a sha3-384 hash object; optionally initialized with a string")]
    private static Value OpenSslSha3384([Opt(Show = "b''"), Kw("string")] Value data, [KwOnly] bool usedforsecurity = true) => Hashes.Make("sha3_384", data);

    [PyFunction("openssl_sha3_512", Doc = "Returns a sha3-512 hash object; optionally initialized with a string")]
    private static Value OpenSslSha3512([Opt(Show = "b''"), Kw("string")] Value data, [KwOnly] bool usedforsecurity = true) => Hashes.Make("sha3_512", data);

    [PyFunction("openssl_shake_128", Doc = "Returns a shake-128 hash object; optionally initialized with a string")]
    private static Value OpenSslShake128([Opt(Show = "b''"), Kw("string")] Value data, [KwOnly] bool usedforsecurity = true) => Hashes.Make("shake_128", data);

    [PyFunction("openssl_shake_256", Doc = "Returns a shake-256 hash object; optionally initialized with a string")]
    private static Value OpenSslShake256([Opt(Show = "b''"), Kw("string")] Value data, [KwOnly] bool usedforsecurity = true) => Hashes.Make("shake_256", data);
}

namespace TieredPy.Runtime.Modules.Hashing;

/// <summary>The hash functions by name, and what their modules share.</summary>
internal static class Hashes
{
    /// <summary>The names that OpenSSL knows too.</summary>
    public static readonly string[] Names =
        ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "shake_128", "shake_256", "blake2b", "blake2s",
        "sha512_224", "sha512_256", "md5-sha1", "ripemd160", "sm3"];

    /// <summary>A new hash, or null for a name that isn't known.</summary>
    public static HashCore? Create(string name) => name.ToLowerInvariant() switch
    {
        "md5" or "ssl3-md5" => new Md5Core(),
        "sha1" or "sha-1" or "ssl3-sha1" => new Sha1Core(),
        "md5-sha1" => new Md5Sha1Core(),
        "sha224" or "sha-224" or "sha2-224" => new Sha256Core(true),
        "sha256" or "sha-256" or "sha2-256" => new Sha256Core(false),
        "sha384" or "sha-384" or "sha2-384" => Sha512Core.Sha384(),
        "sha512" or "sha-512" or "sha2-512" => Sha512Core.Sha512(),
        "sha512_224" or "sha512-224" or "sha-512/224" or "sha2-512/224" => Sha512Core.Truncated("sha512_224", 28),
        "sha512_256" or "sha512-256" or "sha-512/256" or "sha2-512/256" => Sha512Core.Truncated("sha512_256", 32),
        "sha3_224" or "sha3-224" => new Sha3Core("sha3_224", 144, 28),
        "sha3_256" or "sha3-256" => new Sha3Core("sha3_256", 136, 32),
        "sha3_384" or "sha3-384" => new Sha3Core("sha3_384", 104, 48),
        "sha3_512" or "sha3-512" => new Sha3Core("sha3_512", 72, 64),
        "shake_128" or "shake128" or "shake-128" => new Sha3Core("shake_128", 168, 0),
        "shake_256" or "shake256" or "shake-256" => new Sha3Core("shake_256", 136, 0),
        "ripemd160" or "ripemd-160" or "ripemd" or "rmd160" => new Ripemd160Core(),
        "sm3" => new Sm3Core(),
        "blake2b" or "blake2b512" or "blake2b-512" => new Blake2bCore(DefaultParameters(64, 64), default, false),
        "blake2s" or "blake2s256" or "blake2s-256" => new Blake2sCore(DefaultParameters(32, 32), default, false),
        _ => null,
    };

    private static byte[] DefaultParameters(int size, int length)
    {
        var p = new byte[length];
        p[0] = (byte)size;
        p[2] = p[3] = 1;
        return p;
    }

    /// <summary>The bytes to hash.</summary>
    public static ReadOnlySpan<byte> Data(Value v)
    {
        if (v.IsMissing) return default;
        if (v.Ref is PyStr) throw Err.TypeError("Strings must be encoded before hashing");
        return Buffers.TryGet(v, out var bytes) ? bytes : throw Err.TypeError("object supporting the buffer API required");
    }

    /// <summary>A hash object that has taken its first data.</summary>
    public static Value Make(HashCore core, Value data)
    {
        core.Update(Data(data));
        return new Value(core.DigestSize == 0 ? new PyHashXof(core) : new PyHash(core));
    }

    public static Value Make(string name, Value data) => Make(Create(name)!, data);

    public static PyStr Hex(byte[] digest) => new(Convert.ToHexStringLower(digest));

    /// <summary>The HMAC (RFC 2104) of a message.</summary>
    public static HashCore[] StartHmac(string name, ReadOnlySpan<byte> key)
    {
        HashCore inner = Create(name)!, outer = Create(name)!;
        var block = new byte[inner.BlockSize];
        if (key.Length > block.Length)
        {
            var hashed = Create(name)!;
            hashed.Update(key);
            hashed.Digest().CopyTo(block, 0);
        }
        else key.CopyTo(block);
        var padded = new byte[block.Length];
        for (int i = 0; i < block.Length; i++) padded[i] = (byte)(block[i] ^ 0x36);
        inner.Update(padded);
        for (int i = 0; i < block.Length; i++) padded[i] = (byte)(block[i] ^ 0x5C);
        outer.Update(padded);
        return [inner, outer];
    }

    public static byte[] FinishHmac(HashCore[] pair)
    {
        var outer = pair[1].Clone();
        outer.Update(pair[0].Digest());
        return outer.Digest();
    }
}

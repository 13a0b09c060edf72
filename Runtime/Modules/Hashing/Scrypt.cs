using System.Numerics;
using TieredPy.Runtime.Modules.Posix;
using TieredPy.Runtime.Modules.Ssl;
using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Hashing;

/// <summary>hashlib.scrypt: libcrypto's key derivation.</summary>
internal static unsafe class Scrypt
{
    public static Value Derive(Value password, Value salt, Value n, Value r, Value p, long maxmem, long dklen)
    {
        var secret = Buffers.Get(password).ToArray();
        if (salt.IsMissing) throw Err.TypeError("salt is required");
        var grain = Buffers.Get(salt).ToArray();
        ulong cost = Number(n, "n"), block, parallel;
        if (cost < 2 || !BitOperations.IsPow2(cost)) throw Err.ValueError("n must be a power of 2.");
        block = Number(r, "r");
        parallel = Number(p, "p");
        if (maxmem is < 0 or > int.MaxValue) throw Err.ValueError($"maxmem must be positive and smaller than {int.MaxValue}");
        if (dklen is < 1 or > int.MaxValue) throw Err.ValueError($"dklen must be greater than 0 and smaller than {int.MaxValue}");
        SystemLibrary.Require(SystemLibrary.Crypto, "_hashlib");
        CryptoNative.ERR_clear_error();
        // Without a key it only checks the parameters.
        if (CryptoNative.EVP_PBE_scrypt(null, 0, null, 0, cost, block, parallel, (ulong)maxmem, null, 0) == 0) throw Failure();
        var key = new byte[dklen];
        fixed (byte* from = secret, with = grain, to = key)
        {
            byte nothing = 0;
            if (CryptoNative.EVP_PBE_scrypt(from == null ? &nothing : from, secret.Length, with == null ? &nothing : with, grain.Length, cost, block, parallel, (ulong)maxmem, to, (nint)dklen) == 0)
                throw Failure();
        }
        return new Value(PyBytes.Make(key));
    }

    private static ulong Number(Value v, string name)
    {
        if (!v.IsMissing && !IntOps.IsInt(v)) throw Err.TypeError($"scrypt() argument '{name}' must be int, not {Ops.TypeName(v)}");
        var given = v.IsMissing ? -1 : Args.Big(v);
        return given >= 0 && given <= ulong.MaxValue ? (ulong)given : throw Err.TypeError($"{name} is required and must be an unsigned int");
    }

    private static PyException Failure()
    {
        ulong code = CryptoNative.ERR_peek_last_error();
        CryptoNative.ERR_clear_error();
        string? reason = Marshal.PtrToStringUTF8((nint)CryptoNative.ERR_reason_error_string(code));
        if (code == 0 || reason == null) return Err.ValueError("Invalid parameter combination for n, r, p, maxmem.");
        string? library = Marshal.PtrToStringUTF8((nint)CryptoNative.ERR_lib_error_string(code));
        return Err.ValueError(library == null ? reason : $"[{library}] {reason}");
    }
}

using static TieredPy.Runtime.Modules.Ssl.SslNative;

namespace TieredPy.Runtime.Modules.Ssl;

/// <summary>A cipher suite as Python sees it.</summary>
internal static unsafe class SslCipher
{
    /// <summary>(name, protocol, bits).</summary>
    public static PyTuple Brief(nint cipher) =>
        new([SslText.OrNone(SSL_CIPHER_get_name(cipher)), SslText.OrNone(SSL_CIPHER_get_version(cipher)), Value.Int(SSL_CIPHER_get_bits(cipher, null))]);

    /// <summary>All that is known of it.</summary>
    public static PyDict Describe(nint cipher)
    {
        const int Size = 512;
        byte* description = stackalloc byte[Size];
        _ = SSL_CIPHER_description(cipher, description, Size - 1);
        int algorithmBits, bits = SSL_CIPHER_get_bits(cipher, &algorithmBits);
        var d = new PyDict();
        void Set(string name, Value v) => d.Set(PyStr.Intern(name), v);
        Set("id", Value.Int(SSL_CIPHER_get_id(cipher)));
        Set("name", SslText.OrNone(SSL_CIPHER_get_name(cipher)));
        Set("protocol", SslText.OrNone(SSL_CIPHER_get_version(cipher)));
        Set("description", Value.Str((Marshal.PtrToStringUTF8((nint)description) ?? "").TrimEnd('\n')));
        Set("strength_bits", Value.Int(bits));
        Set("alg_bits", Value.Int(algorithmBits));
        Set("aead", Value.Bool(SSL_CIPHER_is_aead(cipher) != 0));
        Set("symmetric", LongName(SSL_CIPHER_get_cipher_nid(cipher)));
        Set("digest", LongName(SSL_CIPHER_get_digest_nid(cipher)));
        Set("kea", LongName(SSL_CIPHER_get_kx_nid(cipher)));
        Set("auth", LongName(SSL_CIPHER_get_auth_nid(cipher)));
        return d;
    }

    private static Value LongName(int nid) => nid == 0 ? Value.None : SslText.OrNone(CryptoNative.OBJ_nid2ln(nid));
}

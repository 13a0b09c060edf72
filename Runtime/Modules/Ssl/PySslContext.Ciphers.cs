using static TieredPy.Runtime.Modules.Ssl.SslNative;

namespace TieredPy.Runtime.Modules.Ssl;

// Ciphers, and what keys are agreed upon with.
internal unsafe partial class PySslContext
{
    private byte[] alpn = [];

    [PyMethod("set_ciphers", Signature = "($self, cipherlist, /)")]
    private void SetCiphers(Value cipherlist)
    {
        fixed (byte* list = SslText.Zero(cipherlist, "set_ciphers"))
        {
            if (SSL_CTX_set_cipher_list(Handle, list) != 0) return;
        }
        CryptoNative.ERR_clear_error();
        throw SslErrors.Plain("No cipher can be selected.");
    }

    [PyMethod("get_ciphers")]
    private PyList GetCiphers()
    {
        nint ssl = SSL_new(Handle);
        if (ssl == 0) throw SslErrors.Last(3293);
        try
        {
            var list = new PyList();
            nint ciphers = SSL_get_ciphers(ssl);
            for (int i = 0; i < CryptoNative.OPENSSL_sk_num(ciphers); i++) list.Append(new Value(SslCipher.Describe(CryptoNative.OPENSSL_sk_value(ciphers, i))));
            return list;
        }
        finally
        {
            SSL_free(ssl);
        }
    }

    [PyMethod("_set_alpn_protocols", Signature = "($self, protos, /)")]
    private void SetAlpnProtocols(Value protos)
    {
        var bytes = Buffers.Get(protos).ToArray();
        alpn = bytes;
        fixed (byte* p = bytes)
            if (SSL_CTX_set_alpn_protos(Handle, p, (uint)bytes.Length) != 0) throw Err.MemoryError();
        SSL_CTX_set_alpn_select_cb(Handle, &SelectProtocol, 0);
    }

    [UnmanagedCallersOnly]
    private static int SelectProtocol(nint ssl, byte** to, byte* length, byte* offered, uint offeredLength, nint data)
    {
        const int Negotiated = 1, Ok = 0, NoAck = 3;
        if (SslHandle.SocketOf(ssl) is not { } socket) return NoAck;
        fixed (byte* own = socket.Context.alpn)
        {
            byte* chosen;
            if (SSL_select_next_proto(&chosen, length, own, (uint)socket.Context.alpn.Length, offered, offeredLength) != Negotiated) return NoAck;
            // OpenSSL copies the name when this returns, and the chosen one is in memory that may move: the same name among those offered is not.
            byte* same = offered, end = offered + offeredLength;
            while (same < end && !new ReadOnlySpan<byte>(same + 1, *same).SequenceEqual(new ReadOnlySpan<byte>(chosen, *length))) same += *same + 1;
            *to = same < end ? same + 1 : chosen;
        }
        return Ok;
    }

    [PyMethod("load_dh_params", Signature = "($self, path, /)")]
    private void LoadDhParams(Value path)
    {
        nint file;
        fixed (byte* name = SslText.FileName(path))
        fixed (byte* mode = "rb\0"u8) file = CryptoNative.BIO_new_file(name, mode);
        if (file == 0)
        {
            CryptoNative.ERR_clear_error();
            throw Posix.OsErrors.Last(path);
        }
        using var bio = new BioHandle(file);
        nint dh = CryptoNative.PEM_read_bio_DHparams(bio, 0, 0, 0);
        if (dh == 0) throw SslErrors.Last(4216);
        bool done = SSL_CTX_ctrl(Handle, CtrlSetTmpDh, 0, (void*)dh) != 0;
        CryptoNative.DH_free(dh);
        if (!done) throw SslErrors.Last(4222);
    }

    [PyMethod("set_ecdh_curve", Signature = "($self, name, /)")]
    private void SetEcdhCurve(Value name)
    {
        int nid;
        fixed (byte* text = SslText.FileName(name)) nid = CryptoNative.OBJ_sn2nid(text);
        if (nid == 0) throw Err.ValueError($"unknown elliptic curve name {Ops.Repr(name)}");
        if (SSL_CTX_ctrl(Handle, CtrlSetGroups, 1, &nid) == 0) throw SslErrors.Last(4397);
    }
}

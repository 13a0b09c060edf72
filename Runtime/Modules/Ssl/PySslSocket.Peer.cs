using static TieredPy.Runtime.Modules.Ssl.SslNative;
using static TieredPy.Runtime.Modules.Ssl.CryptoNative;

namespace TieredPy.Runtime.Modules.Ssl;

// What was agreed upon, and who the other side is.
internal sealed unsafe partial class PySslSocket
{
    [PyMethod("getpeercert", Doc = "Returns the certificate for the peer.\n\nIf no certificate was provided, returns None.  If a certificate was\nprovided, but not validated, returns an empty dictionary.  Otherwise\nreturns a dict containing information about the peer certificate.\n\nIf the optional argument is True, returns a DER-encoded copy of the\npeer certificate, or None if no certificate was provided.  This will\nreturn the certificate even if it wasn't validated.", Signature = "($self, der=False, /)")]
    private Value GetPeerCert(bool der = false)
    {
        lock (gate)
        {
            if (SSL_is_init_finished(Handle) == 0) throw Err.ValueError("handshake not done yet");
            nint certificate = SSL_get1_peer_certificate(Handle);
            if (certificate == 0) return Value.None;
            using var held = new CertificateHandle(certificate);
            if (der) return new Value(CertificateInfo.Der(certificate, 1759));
            return (SSL_CTX_get_verify_mode(Context.Handle) & VerifyPeer) == 0 ? new Value(new PyDict()) : new Value(CertificateInfo.Decode(certificate));
        }
    }

    [PyMethod("get_verified_chain")]
    private Value GetVerifiedChain()
    {
        lock (gate)
        {
            nint chain = SSL_get0_verified_chain(Handle);
            return chain == 0 ? Value.None : new Value(PyCertificate.ListOf(chain));
        }
    }

    [PyMethod("get_unverified_chain")]
    private Value GetUnverifiedChain()
    {
        lock (gate)
        {
            nint chain = SSL_get_peer_cert_chain(Handle);
            if (chain == 0) return Value.None;
            var list = PyCertificate.ListOf(chain);
            if (!isServer) return new Value(list);
            // A server's chain lacks the client's own certificate.
            nint own = SSL_get1_peer_certificate(Handle);
            return new Value(new PyList([own == 0 ? Value.None : new Value(new PyCertificate(own)), .. list.ToArray()]));
        }
    }

    [PyMethod("shared_ciphers")]
    private Value SharedCiphers()
    {
        lock (gate)
        {
            nint own = SSL_get_ciphers(Handle.Pointer), theirs = SSL_get_client_ciphers(Handle);
            if (own == 0 || theirs == 0) return Value.None;
            var list = new PyList();
            for (int i = 0; i < OPENSSL_sk_num(own); i++)
            {
                nint cipher = OPENSSL_sk_value(own, i);
                if (OPENSSL_sk_find(theirs, cipher) >= 0) list.Append(new Value(SslCipher.Brief(cipher)));
            }
            return new Value(list);
        }
    }

    [PyMethod("cipher")]
    private Value Cipher()
    {
        lock (gate)
        {
            nint cipher = SSL_get_current_cipher(Handle);
            return cipher == 0 ? Value.None : new Value(SslCipher.Brief(cipher));
        }
    }

    [PyMethod("version")]
    private Value Version()
    {
        lock (gate)
        {
            if (SSL_is_init_finished(Handle) == 0) return Value.None;
            var version = SslText.OrNone(SSL_get_version(Handle));
            return version.Ref is PyStr s && s.ToString() == "unknown" ? Value.None : version;
        }
    }

    [PyMethod("selected_alpn_protocol")]
    private Value SelectedAlpnProtocol()
    {
        lock (gate)
        {
            byte* name;
            uint length;
            SSL_get0_alpn_selected(Handle, &name, &length);
            return name == null ? Value.None : new Value(SslText.Of(new ReadOnlySpan<byte>(name, (int)length)));
        }
    }

    [PyMethod("compression")]
    private Value Compression()
    {
        lock (gate)
        {
            nint method = SSL_get_current_compression(Handle);
            return method == 0 || COMP_get_type(method) == 0 ? Value.None : SslText.OrNone(OBJ_nid2sn(COMP_get_type(method)));
        }
    }

    [PyMethod("get_channel_binding", Doc = "Get channel binding data for current connection.\n\nRaise ValueError if the requested `cb_type` is not supported.  Return bytes\nof the data or None if the data is not available (e.g. before the handshake).\nOnly 'tls-unique' channel binding data from RFC 5929 is supported.", Signature = "($self, /, cb_type='tls-unique')")]
    private Value GetChannelBinding([Kw] string cb_type = "tls-unique")
    {
        const int Size = 128;
        if (cb_type != "tls-unique") throw Err.ValueError($"'{cb_type}' channel binding type not implemented");
        byte* buffer = stackalloc byte[Size];
        lock (gate)
        {
            bool own = SSL_session_reused(Handle) != 0 ^ !isServer;
            nuint length = own ? SSL_get_finished(Handle, buffer, Size) : SSL_get_peer_finished(Handle, buffer, Size);
            return length == 0 ? Value.None : new Value(new PyBytes(new ReadOnlySpan<byte>(buffer, (int)length)));
        }
    }

    [PyMethod("verify_client_post_handshake", Doc = "Initiate TLS 1.3 post-handshake authentication")]
    private void VerifyClientPostHandshake()
    {
        lock (gate)
        {
            Begin();
            if (SSL_verify_client_post_handshake(Handle) == 0) throw SslErrors.Last(2781);
        }
    }
}

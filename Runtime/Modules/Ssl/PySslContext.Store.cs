using static TieredPy.Runtime.Modules.Ssl.SslNative;
using static TieredPy.Runtime.Modules.Ssl.CryptoNative;

namespace TieredPy.Runtime.Modules.Ssl;

// What the store of trusted certificates has.
internal unsafe partial class PySslContext
{
    /// <summary>Calls with each object of the store: its kind and, if it is one, the certificate.</summary>
    private void ForEachStored(Action<int, nint> action)
    {
        const int Certificate = 1;
        nint store = SSL_CTX_get_cert_store(Handle);
        if (X509_STORE_lock(store) == 0) throw Err.MemoryError("failed to query cert store");
        try
        {
            nint all = X509_STORE_get0_objects(store);
            for (int i = 0; i < OPENSSL_sk_num(all); i++)
            {
                nint stored = OPENSSL_sk_value(all, i);
                int kind = X509_OBJECT_get_type(stored);
                action(kind, kind == Certificate ? X509_OBJECT_get0_X509(stored) : 0);
            }
        }
        finally
        {
            _ = X509_STORE_unlock(store);
        }
    }

    [PyMethod("cert_store_stats", Doc = "Returns quantities of loaded X.509 certificates.\n\nX.509 certificates with a CA extension and certificate revocation lists\ninside the context's cert store.\n\nNOTE: Certificates in a capath directory aren't loaded unless they have\nbeen used at least once.")]
    private PyDict CertStoreStats()
    {
        const int RevocationList = 2;
        int certificates = 0, lists = 0, authorities = 0;
        ForEachStored((kind, certificate) =>
        {
            if (certificate != 0)
            {
                certificates++;
                if (X509_check_ca(certificate) != 0) authorities++;
            }
            else if (kind == RevocationList) lists++;
        });
        var d = new PyDict();
        d.Set(PyStr.Intern("x509"), Value.Int(certificates));
        d.Set(PyStr.Intern("crl"), Value.Int(lists));
        d.Set(PyStr.Intern("x509_ca"), Value.Int(authorities));
        return d;
    }

    [PyMethod("get_ca_certs", Doc = "Returns a list of dicts with information of loaded CA certs.\n\nIf the optional argument is True, returns a DER-encoded copy of the CA\ncertificate.\n\nNOTE: Certificates in a capath directory aren't loaded unless they have\nbeen used at least once.", Signature = "($self, /, binary_form=False)")]
    private PyList GetCaCerts([Kw] bool binary_form = false)
    {
        var list = new PyList();
        ForEachStored((_, certificate) =>
        {
            if (certificate == 0 || X509_check_ca(certificate) == 0) return;
            list.Append(binary_form ? new Value(CertificateInfo.Der(certificate, 1759)) : new Value(CertificateInfo.Decode(certificate)));
        });
        return list;
    }
}

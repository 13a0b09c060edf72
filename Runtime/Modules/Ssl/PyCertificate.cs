using static TieredPy.Runtime.Modules.Ssl.CryptoNative;

namespace TieredPy.Runtime.Modules.Ssl;

/// <summary>_ssl.Certificate.</summary>
[PyType("_ssl.Certificate", Subclassable = false, NoConstructor = true)]
internal sealed partial class PyCertificate : PyObject
{
    internal const int Pem = 1, Der = 2, PemAux = 0x101;

    private readonly CertificateHandle handle;

    /// <summary>Takes over one reference to a certificate.</summary>
    internal PyCertificate(nint certificate) : base(TypeObject.RootShape) => handle = new CertificateHandle(certificate);

    /// <summary>The certificates of a stack, each with a reference of its own.</summary>
    internal static PyList ListOf(nint stack)
    {
        var list = new PyList();
        for (int i = 0; i < OPENSSL_sk_num(stack); i++)
        {
            nint certificate = OPENSSL_sk_value(stack, i);
            _ = X509_up_ref(certificate);
            list.Append(new Value(new PyCertificate(certificate)));
        }
        return list;
    }

    [PyMethod("public_bytes", Signature = "($self, /, format=Encoding.PEM)")]
    private Value PublicBytes([Kw] int format = Pem)
    {
        using var bio = BioHandle.Memory();
        int done = format switch
        {
            Pem => PEM_write_bio_X509(bio, handle.Pointer),
            PemAux => PEM_write_bio_X509_AUX(bio, handle.Pointer),
            Der => CertificateInfo.WriteDer(bio, handle.Pointer),
            _ => throw Err.ValueError("Unsupported format"),
        };
        GC.KeepAlive(handle);
        if (done != 1) throw SslErrors.Last(105);
        var bytes = SslText.Drain(bio);
        return format == Der ? new Value(PyBytes.Make(bytes)) : new Value(SslText.Of(bytes));
    }

    [PyMethod("get_info")]
    private PyDict GetInfo()
    {
        var info = CertificateInfo.Decode(handle.Pointer);
        GC.KeepAlive(handle);
        return info;
    }

    public override Value Repr()
    {
        const ulong Rfc2253 = 0x1110317;
        using var bio = BioHandle.Memory();
        if (X509_NAME_print_ex(bio, X509_get_subject_name(handle.Pointer), 0, Rfc2253) <= 0) throw SslErrors.Last(143);
        GC.KeepAlive(handle);
        return new Value(PyStr.Of($"<_ssl.Certificate '{SslText.Of(SslText.Drain(bio))}'>"));
    }

    public override long Hash()
    {
        long hash = (long)X509_subject_name_hash(handle.Pointer);
        GC.KeepAlive(handle);
        return hash == -1 ? -2 : hash;
    }

    public override Value Compare(CmpOp op, Value other)
    {
        if (other.Ref is not PyCertificate c || op is not (CmpOp.Eq or CmpOp.Ne)) return Value.NotImplemented;
        bool equal = X509_cmp(handle.Pointer, c.handle.Pointer) == 0;
        GC.KeepAlive(handle);
        GC.KeepAlive(c.handle);
        return Value.Bool(equal == (op == CmpOp.Eq));
    }
}

using static TieredPy.Runtime.Modules.Ssl.CryptoNative;

namespace TieredPy.Runtime.Modules.Ssl;

/// <summary>What a certificate says, as the dict that getpeercert() gives.</summary>
internal static unsafe partial class CertificateInfo
{
    private const int OcspMethod = 178, IssuersMethod = 179;

    public static PyDict Decode(nint certificate)
    {
        var d = new PyDict();
        void Set(string name, Value v)
        {
            if (!v.IsNone) d.Set(PyStr.Intern(name), v);
        }
        Set("subject", Name(X509_get_subject_name(certificate)));
        Set("issuer", Name(X509_get_issuer_name(certificate)));
        Set("version", Value.Int(X509_get_version(certificate) + 1));
        using var bio = BioHandle.Memory();
        _ = i2a_ASN1_INTEGER(bio, X509_get_serialNumber(certificate));
        Set("serialNumber", new Value(SslText.Line(bio, 1643)));
        Set("notBefore", Time(bio, X509_get0_notBefore(certificate), 1660));
        Set("notAfter", Time(bio, X509_get0_notAfter(certificate), 1677));
        Set("subjectAltName", AlternativeNames(certificate));
        Set("OCSP", Access(certificate, OcspMethod));
        Set("caIssuers", Access(certificate, IssuersMethod));
        Set("crlDistributionPoints", RevocationLists(certificate));
        return d;
    }

    /// <summary>The DER encoding.</summary>
    public static PyBytes Der(nint certificate, int line)
    {
        byte* der = null;
        int length = i2d_X509(certificate, &der);
        if (length < 0) throw SslErrors.Last(line);
        var bytes = new PyBytes(new ReadOnlySpan<byte>(der, length));
        CRYPTO_free(der, null, 0);
        return bytes;
    }

    /// <summary>Writes the DER encoding; 1 when that went well.</summary>
    public static int WriteDer(BioHandle to, nint certificate)
    {
        byte* der = null;
        int length = i2d_X509(certificate, &der);
        if (length < 0) return 0;
        int n = BIO_write(to, der, length);
        CRYPTO_free(der, null, 0);
        return n == length ? 1 : 0;
    }

    private static Value Time(BioHandle bio, nint time, int line)
    {
        _ = BIO_ctrl(bio, BioReset, 0, 0);
        _ = ASN1_TIME_print(bio, time);
        return new Value(SslText.Line(bio, line));
    }

    /// <summary>The text of an object identifier; None for one without, where numbers are wanted.</summary>
    public static Value ObjectText(nint obj, bool numbers)
    {
        int length = OBJ_obj2txt(null, 0, obj, numbers ? 1 : 0);
        if (length < 0) throw SslErrors.Last(1040);
        if (length == 0 && numbers) return Value.None;
        var buffer = new byte[length + 1];
        fixed (byte* to = buffer) _ = OBJ_obj2txt(to, buffer.Length, obj, numbers ? 1 : 0);
        return new Value(SslText.Of(buffer.AsSpan(0, length)));
    }

    /// <summary>A distinguished name: a tuple of tuples of pairs.</summary>
    private static Value Name(nint name)
    {
        List<Value> all = [], relative = [];
        int level = -1;
        for (int i = 0; i < X509_NAME_entry_count(name); i++)
        {
            nint entry = X509_NAME_get_entry(name, i);
            int set = X509_NAME_ENTRY_set(entry);
            if (level >= 0 && level != set)
            {
                all.Add(new Value(new PyTuple([.. relative])));
                relative.Clear();
            }
            level = set;
            relative.Add(Attribute(X509_NAME_ENTRY_get_object(entry), X509_NAME_ENTRY_get_data(entry)));
        }
        if (relative.Count > 0) all.Add(new Value(new PyTuple([.. relative])));
        return new Value(new PyTuple([.. all]));
    }

    private static Value Attribute(nint name, nint value)
    {
        const int BitString = 3;
        var key = ObjectText(name, false);
        if (ASN1_STRING_type(value) == BitString) return new Value(new PyTuple(key, new Value(new PyBytes(Data(value)))));
        byte* utf8 = null;
        int length = ASN1_STRING_to_UTF8(&utf8, value);
        if (length < 0) throw SslErrors.Last(1093);
        try
        {
            return new Value(new PyTuple(key, new Value(SslText.Of(new ReadOnlySpan<byte>(utf8, length)))));
        }
        finally
        {
            CRYPTO_free(utf8, null, 0);
        }
    }

    private static ReadOnlySpan<byte> Data(nint s) => new(ASN1_STRING_get0_data(s), ASN1_STRING_length(s));
}

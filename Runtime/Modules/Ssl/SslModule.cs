using TieredPy.Runtime.Modules.Posix;
using static TieredPy.Runtime.Modules.Ssl.CryptoNative;

namespace TieredPy.Runtime.Modules.Ssl;

/// <summary>_ssl: what the library's ssl.py stands on, over the system's OpenSSL 3.</summary>
[PyModule("_ssl", Doc = "Implementation module for SSL socket operations.  See the socket module\nfor documentation.",
    Types = [typeof(PySslContext), typeof(PySslSocket), typeof(PyMemoryBio), typeof(PySslSession), typeof(PyCertificate)])]
internal static unsafe partial class SslModule
{
    [PyModuleInit]
    private static void Init(PyModule m)
    {
        // Threads of .NET may still be in OpenSSL while the process ends.
        const ulong NoAtExit = 0x80000, LoadStrings = 0x200000 | 2;
        SystemLibrary.Require(SystemLibrary.Ssl, m.Name);
        SystemLibrary.Require(SystemLibrary.Crypto, m.Name);
        _ = SslNative.OPENSSL_init_ssl(NoAtExit | LoadStrings, 0);
        void Set(string name, Value v) => m.Dict.Set(PyStr.Intern(name), v);
        foreach (var type in SslErrors.All) Set(type.Name, new Value(type));
        SslConstants.AddTo(m);
        ulong version = OpenSSL_version_num();
        var parts = new PyTuple([Part(version, 28), Part(version, 20), Part(version, 12), Part(version, 4), Value.Int((long)version & 0xF)]);
        Set("OPENSSL_VERSION_NUMBER", Value.Int((long)version));
        Set("OPENSSL_VERSION_INFO", new Value(parts));
        Set("_OPENSSL_API_VERSION", new Value(parts));
        Set("OPENSSL_VERSION", SslText.OrNone(OpenSSL_version(0)));
    }

    private static Value Part(ulong version, int shift) => Value.Int((long)(version >> shift) & 0xFF);

    [PyFunction("RAND_add", Doc = "Mix string into the OpenSSL PRNG state.\n\nentropy (a float) is a lower bound on the entropy contained in\nstring.  See RFC 4086.", Signature = "($module, string, entropy, /)")]
    private static void RandAdd(Value data, double entropy)
    {
        byte[] bytes = data.Ref is PyStr s ? Encodings.Utf8(s, "strict").Data : Buffers.ToArray(data);
        fixed (byte* from = bytes) RAND_add(from, bytes.Length, entropy);
    }

    [PyFunction("RAND_bytes", Doc = "Generate n cryptographically strong pseudo-random bytes.", Signature = "($module, n, /)")]
    private static PyBytes RandBytes(int n)
    {
        if (n < 0) throw Err.ValueError("num must be positive");
        var bytes = new byte[n];
        int done;
        fixed (byte* to = bytes) done = n == 0 ? 1 : RAND_bytes(to, n);
        if (done == 1) return PyBytes.Make(bytes);
        ulong code = ERR_get_error();
        throw Err.Make(SslErrors.Error, Value.Big(code), SslText.OrNone(ERR_reason_error_string(code)));
    }

    [PyFunction("RAND_status", Doc = "Returns True if the OpenSSL PRNG has been seeded with enough data and False if not.\n\nIt is necessary to seed the PRNG with RAND_add() on some platforms before\nusing the ssl() function.")]
    private static bool RandStatus() => RAND_status() != 0;

    [PyFunction("get_default_verify_paths", Doc = "Return search paths and environment vars that are used by SSLContext's set_default_verify_paths() to load default CAs.\n\nThe values are 'cert_file_env', 'cert_file', 'cert_dir_env', 'cert_dir'.")]
    private static PyTuple GetDefaultVerifyPaths() => new([SslText.OrNone(X509_get_default_cert_file_env()), SslText.OrNone(X509_get_default_cert_file()),
        SslText.OrNone(X509_get_default_cert_dir_env()), SslText.OrNone(X509_get_default_cert_dir())]);

    [PyFunction("txt2obj", Doc = "Lookup NID, short name, long name and OID of an ASN1_OBJECT.\n\nBy default objects are looked up by OID. With name=True short and\nlong name are also matched.", Signature = "($module, /, txt, name=False)")]
    private static PyTuple TextToObject([Kw] Value txt, [Kw] bool name = false)
    {
        nint made;
        fixed (byte* text = SslText.Zero(txt, "txt2obj", "argument 'txt'")) made = OBJ_txt2obj(text, name ? 0 : 1);
        ERR_clear_error();
        return made == 0 ? throw Err.ValueError($"unknown object '{txt.Ref}'") : Describe(made);
    }

    [PyFunction("nid2obj", Doc = "Lookup NID, short name, long name and OID of an ASN1_OBJECT by NID.", Signature = "($module, nid, /)")]
    private static PyTuple NumberToObject(int nid)
    {
        if (nid < 0) throw Err.ValueError("NID must be positive.");
        nint found = OBJ_nid2obj(nid);
        ERR_clear_error();
        return found == 0 ? throw Err.ValueError($"unknown NID {nid}") : Describe(found);
    }

    /// <summary>(number, short name, long name, identifier) of an object, which is freed.</summary>
    private static PyTuple Describe(nint obj)
    {
        try
        {
            int nid = OBJ_obj2nid(obj);
            if (nid == 0) throw Err.ValueError("Unknown object");
            return new([Value.Int(nid), SslText.OrNone(OBJ_nid2sn(nid)), SslText.OrNone(OBJ_nid2ln(nid)), CertificateInfo.ObjectText(obj, true)]);
        }
        finally
        {
            ASN1_OBJECT_free(obj);
        }
    }

    [PyFunction("_test_decode_cert", Signature = "($module, path, /)")]
    private static PyDict TestDecodeCert(Value path)
    {
        nint file;
        fixed (byte* name = SslText.FileName(path))
        fixed (byte* mode = "r\0"u8) file = BIO_new_file(name, mode);
        ERR_clear_error();
        if (file == 0) throw SslErrors.Plain("Can't open file");
        using var bio = new BioHandle(file);
        nint certificate = PEM_read_bio_X509(bio, 0, 0, 0);
        ERR_clear_error();
        if (certificate == 0) throw SslErrors.Plain("Error decoding PEM-encoded file");
        using var held = new CertificateHandle(certificate);
        return CertificateInfo.Decode(certificate);
    }
}

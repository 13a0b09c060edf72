using TieredPy.Runtime.Modules.Posix;
using static TieredPy.Runtime.Modules.Ssl.SslNative;
using static TieredPy.Runtime.Modules.Ssl.CryptoNative;

namespace TieredPy.Runtime.Modules.Ssl;

// Certificates: one's own, and those of the authorities that one trusts.
internal unsafe partial class PySslContext
{
    private const int PemFile = 1;

    private static byte[] PathArgument(Value v, string name)
    {
        try
        {
            return SslText.FileName(v);
        }
        catch (PyException e) when (e.Is(ExcTypes.TypeError))
        {
            throw Err.TypeError($"{name} should be a valid filesystem path");
        }
    }

    [PyMethod("load_cert_chain", Signature = "($self, /, certfile, keyfile=None, password=None)")]
    private void LoadCertChain([Kw] Value certfile, [Kw, OptNone] Value keyfile, [Kw, OptNone] Value password)
    {
        ERR_clear_error();
        var chain = PathArgument(certfile, "certfile");
        var key = keyfile.IsNone ? chain : PathArgument(keyfile, "keyfile");
        using var asked = password.IsNone ? null : new SslPassword(password);
        lock (gate)
        {
            nint callback = SSL_CTX_get_default_passwd_cb(Handle), data = SSL_CTX_get_default_passwd_cb_userdata(Handle);
            if (asked != null)
            {
                SSL_CTX_set_default_passwd_cb(Handle, SslPassword.Callback);
                SSL_CTX_set_default_passwd_cb_userdata(Handle, asked.Pointer);
            }
            try
            {
                fixed (byte* p = chain)
                    if (SSL_CTX_use_certificate_chain_file(Handle, p) != 1) throw Failed(asked, 3916);
                fixed (byte* p = key)
                    if (SSL_CTX_use_PrivateKey_file(Handle, p, PemFile) != 1) throw Failed(asked, 3937);
                if (SSL_CTX_check_private_key(Handle) != 1) throw SslErrors.Last(3945);
            }
            finally
            {
                SSL_CTX_set_default_passwd_cb(Handle, callback);
                SSL_CTX_set_default_passwd_cb_userdata(Handle, data);
            }
        }
    }

    /// <summary>Why a file wasn't loaded: what asking for the password raised, an error of the system, or one of OpenSSL.</summary>
    private static PyException Failed(SslPassword? asked, int line)
    {
        int errno = Libc.Errno;
        if (asked?.Error is { } e)
        {
            ERR_clear_error();
            return new PyException(e);
        }
        if (errno == 0) return SslErrors.Last(line);
        ERR_clear_error();
        return OsErrors.Make(errno);
    }

    [PyMethod("load_verify_locations", Signature = "($self, /, cafile=None, capath=None, cadata=None)")]
    private void LoadVerifyLocations([Kw, OptNone] Value cafile, [Kw, OptNone] Value capath, [Kw, OptNone] Value cadata)
    {
        if (cafile.IsNone && capath.IsNone && cadata.IsNone) throw Err.TypeError("cafile, capath and cadata cannot be all omitted");
        byte[]? file = cafile.IsNone ? null : PathArgument(cafile, "cafile"), path = capath.IsNone ? null : PathArgument(capath, "capath");
        if (!cadata.IsNone) AddAuthorities(cadata);
        if (file == null && path == null) return;
        fixed (byte* f = file)
        fixed (byte* p = path)
        {
            ERR_clear_error();
            if (SSL_CTX_load_verify_locations(Handle, f, p) != 1) throw Failed(null, 4168);
        }
    }

    private void AddAuthorities(Value data)
    {
        const string Wrong = "cadata should be an ASCII string or a bytes-like object";
        if (data.Ref is PyStr s)
        {
            string text = s.ToString();
            if (!System.Text.Ascii.IsValid(text)) throw Err.TypeError(Wrong);
            AddAuthorities(System.Text.Encoding.ASCII.GetBytes(text), true);
        }
        else if (Buffers.Has(data))
        {
            var info = Buffers.Acquire(data);
            int dimensions = info.Shape?.Length ?? 1;
            var bytes = MemoryLayout.ToArray(info);
            info.Release();
            if (dimensions > 1) throw Err.TypeError("cadata should be a contiguous buffer with a single dimension");
            AddAuthorities(bytes, false);
        }
        else throw Err.TypeError(Wrong);
    }

    private void AddAuthorities(byte[] data, bool isPem)
    {
        const int AlreadyThere = 101, NoStartLine = 108;
        if (data.Length == 0) throw Err.ValueError("Empty certificate data");
        ERR_clear_error();
        int loaded = 0;
        bool ended = false;
        fixed (byte* p = data)
        {
            using var bio = new BioHandle(BIO_new_mem_buf(p, data.Length));
            nint store = SSL_CTX_get_cert_store(Handle);
            while (true)
            {
                ended = !isPem && BIO_ctrl(bio, BioEof, 0, 0) != 0;
                if (ended) break;
                nint certificate = isPem ? PEM_read_bio_X509(bio, 0, 0, 0) : d2i_X509_bio(bio, 0);
                if (certificate == 0) break;
                int added = X509_STORE_add_cert(store, certificate);
                X509_free(certificate);
                if (added == 0)
                {
                    ulong why = ERR_peek_last_error();
                    if (SslErrors.Library(why) != OpenSslNames.X509 || SslErrors.Reason(why) != AlreadyThere) break;
                    ERR_clear_error();
                }
                loaded++;
            }
        }
        ulong code = ERR_peek_last_error();
        if (loaded == 0) throw SslErrors.At($"{(isPem ? "no start line" : "not enough data")}: cadata does not contain a certificate", 4035);
        bool done = ended || (isPem && SslErrors.Library(code) == OpenSslNames.Pem && SslErrors.Reason(code) == NoStartLine);
        if (!done && code != 0) throw SslErrors.Last(4048);
        ERR_clear_error();
    }

    [PyMethod("set_default_verify_paths")]
    private void SetDefaultVerifyPaths()
    {
        if (SSL_CTX_set_default_verify_paths(Handle) == 0) throw SslErrors.Last(4358);
        ERR_clear_error();
    }
}

using static TieredPy.Runtime.Modules.Ssl.SslNative;

namespace TieredPy.Runtime.Modules.Ssl;

/// <summary>_ssl._SSLContext: the settings and certificates that connections share.</summary>
[PyType("_ssl._SSLContext")]
internal unsafe partial class PySslContext : PyObject
{
    private readonly Lock gate = new();
    private SslContextHandle? handle;

    internal PySslContext(Shape shape) : base(shape) { }

    /// <summary>SSL_CTX.</summary>
    internal SslContextHandle Handle => handle ?? throw Err.SystemError("SSLContext is not initialized");

    /// <summary>One of the PROTOCOL_ constants.</summary>
    internal int Protocol { get; private set; }

    internal bool ChecksHostname { get; private set; }

    internal bool PostHandshakeAuth { get; private set; }

    private uint hostFlags;

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (kw is { Length: > 0 } && cls == TypeObject) throw Err.TypeError("_SSLContext() takes no keyword arguments");
        if (args.Length != 1) throw Err.TypeError($"_SSLContext expected 1 argument, got {args.Length}");
        int protocol = Objects.Arguments.Args.Int(args[0]);
        nint method = MethodOf(protocol);
        if (method == 0) throw Err.ValueError($"invalid or unsupported protocol version {protocol}");
        nint made = SSL_CTX_new(method);
        if (made == 0) throw SslErrors.Last(3094);
        var self = Allocate(cls);
        self.handle = new SslContextHandle(made);
        self.Protocol = protocol;
        self.Prepare();
        return new Value(self);
    }

    private static nint MethodOf(int protocol)
    {
        string? deprecated = protocol switch
        {
            SslConstants.ProtocolTls => "TLS",
            SslConstants.ProtocolSsl3 => "SSLv3",
            SslConstants.ProtocolTls1 => "TLSv1",
            SslConstants.ProtocolTls11 => "TLSv1_1",
            SslConstants.ProtocolTls12 => "TLSv1_2",
            _ => null,
        };
        // Nothing is said of what OpenSSL was built without.
        if (protocol == SslConstants.ProtocolSsl3) return 0;
        if (deprecated != null) Warnings.Deprecation($"ssl.PROTOCOL_{deprecated} is deprecated", 2);
        try
        {
            return protocol switch
            {
                SslConstants.ProtocolTls => TLS_method(),
                SslConstants.ProtocolTlsClient => TLS_client_method(),
                SslConstants.ProtocolTlsServer => TLS_server_method(),
                SslConstants.ProtocolTls1 => TLSv1_method(),
                SslConstants.ProtocolTls11 => TLSv1_1_method(),
                SslConstants.ProtocolTls12 => TLSv1_2_method(),
                _ => 0,
            };
        }
        catch (EntryPointNotFoundException)
        {
            return 0;
        }
    }

    /// <summary>What a new context is set to.</summary>
    private void Prepare()
    {
        const ulong NoSsl3 = 0x2000000, NoCompression = 0x20000, ServerPreference = 0x400000;
        hostFlags = SslConstants.HostFlagNoPartialWildcards;
        ChecksHostname = Protocol == SslConstants.ProtocolTlsClient;
        SetVerifyMode(ChecksHostname ? SslConstants.CertRequired : SslConstants.CertNone);
        _ = SSL_CTX_set_options(Handle, SslConstants.OpAll | NoSsl3 | NoCompression | ServerPreference);
        fixed (byte* list = SslText.Zero(SslConstants.DefaultCiphers))
        {
            if (SSL_CTX_set_cipher_list(Handle, list) == 0)
            {
                CryptoNative.ERR_clear_error();
                throw SslErrors.Plain("No cipher can be selected.");
            }
        }
        if (Protocol is SslConstants.ProtocolTls or SslConstants.ProtocolTlsClient or SslConstants.ProtocolTlsServer
            && SSL_CTX_ctrl(Handle, CtrlSetMinProto, SslConstants.Tls12, null) == 0)
            throw Err.ValueError($"Failed to set minimum protocol 0x{SslConstants.Tls12:x}");
        _ = SSL_CTX_ctrl(Handle, CtrlMode, ModeReleaseBuffers, null);
        nint param = SSL_CTX_get0_param(Handle);
        _ = CryptoNative.X509_VERIFY_PARAM_set_flags(param, SslConstants.VerifyTrustedFirst);
        CryptoNative.X509_VERIFY_PARAM_set_hostflags(param, hostFlags);
        SSL_CTX_set_post_handshake_auth(Handle, 0);
    }

    private void SetVerifyMode(int required) => SSL_CTX_set_verify(Handle, required switch
    {
        SslConstants.CertNone => VerifyNone,
        SslConstants.CertOptional => VerifyPeer,
        SslConstants.CertRequired => VerifyPeer | VerifyFailIfNoPeerCert,
        _ => throw Err.ValueError("invalid value for verify_mode"),
    }, 0);


    [PyMethod("_wrap_socket", Signature = "($self, /, sock, server_side, server_hostname=None, *,\n             owner=None, session=None)")]
    private PySslSocket WrapSocket([Kw] Value sock, [Kw] bool server_side, [Kw, OptNone] Value server_hostname, [KwOnly, OptNone] Value owner, [OptNone] Value session)
    {
        if (sock.Ref is not Sockets.PySocket s) throw Err.TypeError($"_wrap_socket() argument 'sock' must be _socket.socket, not {Ops.TypeName(sock)}");
        return PySslSocket.Make(this, s, null, null, server_side, HostName(server_hostname), owner, session);
    }

    [PyMethod("_wrap_bio", Signature = "($self, /, incoming, outgoing, server_side,\n          server_hostname=None, *, owner=None, session=None)")]
    private PySslSocket WrapBio([Kw] Value incoming, [Kw] Value outgoing, [Kw] bool server_side, [Kw, OptNone] Value server_hostname, [KwOnly, OptNone] Value owner, [OptNone] Value session)
    {
        static PyMemoryBio Bio(Value v, string name) =>
            v.Ref as PyMemoryBio ?? throw Err.TypeError($"_wrap_bio() argument '{name}' must be _ssl.MemoryBIO, not {Ops.TypeName(v)}");
        return PySslSocket.Make(this, null, Bio(incoming, "incoming"), Bio(outgoing, "outgoing"), server_side, HostName(server_hostname), owner, session);
    }

    /// <summary>A host name as ASCII; null for None.</summary>
    private static string? HostName(Value v)
    {
        if (v.IsMissingOrNone) return null;
        if (v.Ref is PyBytes or PyByteArray) return Checked(System.Text.Encoding.Latin1.GetString(Buffers.Get(v)), v);
        if (v.Ref is not PyStr s) throw Err.TypeError($"argument must be str, not {Ops.TypeName(v)}");
        var bytes = Ops.CallMethod(v, "encode", Value.Str("ascii"));
        return Checked(System.Text.Encoding.ASCII.GetString(Buffers.Get(bytes)), v);
    }

    private static string Checked(string name, Value v) =>
        name.Contains('\0') ? throw Err.TypeError($"argument must be encoded string without null bytes, not {Ops.TypeName(v)}") : name;
}

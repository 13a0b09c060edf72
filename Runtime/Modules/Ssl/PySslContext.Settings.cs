using TieredPy.Runtime.Objects.Arguments;
using static TieredPy.Runtime.Modules.Ssl.SslNative;

namespace TieredPy.Runtime.Modules.Ssl;

// What can be set and asked.
internal unsafe partial class PySslContext
{
    private static Value Present(Value v) => v.IsMissing ? throw Err.AttributeError("cannot delete attribute") : v;

    private static long Unsigned(Value v, string type = "int")
    {
        if (v.Ref is not PyObject o || !v.Type.IsSubtypeOf(PyInt.TypeObject)) return v.IsInt ? v.Bits : throw Err.TypeError($"argument must be {type}, not {Ops.TypeName(v)}");
        return (long)(ulong)(Args.Big(v) & ulong.MaxValue);
    }

    [PyGetter("check_hostname")] private bool CheckHostname => ChecksHostname;

    [PySetter("check_hostname")]
    private void SetCheckHostname(Value v)
    {
        bool on = Ops.Truth(Present(v));
        if (on && SSL_CTX_get_verify_mode(Handle) == VerifyNone) SetVerifyMode(SslConstants.CertRequired);
        ChecksHostname = on;
    }

    [PyGetter("_host_flags")] private long HostFlags => hostFlags;

    [PySetter("_host_flags")]
    private void SetHostFlags(Value v)
    {
        hostFlags = (uint)Unsigned(Present(v));
        CryptoNative.X509_VERIFY_PARAM_set_hostflags(SSL_CTX_get0_param(Handle), hostFlags);
    }

    [PyGetter("minimum_version")]
    private long MinimumVersion => SSL_CTX_ctrl(Handle, CtrlGetMinProto, 0, null) is not 0 and var v ? v : SslConstants.MinimumSupported;

    [PySetter("minimum_version")] private void SetMinimumVersion(Value v) => SetVersion(Present(v), CtrlSetMinProto);

    [PyGetter("maximum_version")]
    private long MaximumVersion => SSL_CTX_ctrl(Handle, CtrlGetMaxProto, 0, null) is not 0 and var v ? v : SslConstants.MaximumSupported;

    [PySetter("maximum_version")] private void SetMaximumVersion(Value v) => SetVersion(Present(v), CtrlSetMaxProto);

    private void SetVersion(Value value, int command)
    {
        long v = Args.Long(value);
        if (v > int.MaxValue) throw Err.OverflowError("Option is too long");
        if (Protocol is not (SslConstants.ProtocolTls or SslConstants.ProtocolTlsClient or SslConstants.ProtocolTlsServer))
            throw Err.ValueError("The context's protocol doesn't support modification of highest and lowest version.");
        string? deprecated = v switch
        {
            SslConstants.Ssl3 => "SSLv3",
            SslConstants.Tls1 => "TLSv1",
            SslConstants.Tls11 => "TLSv1_1",
            _ => null,
        };
        if (deprecated != null) Warnings.Deprecation($"ssl.TLSVersion.{deprecated} is deprecated", 2);
        else if (v is not (SslConstants.MinimumSupported or SslConstants.MaximumSupported or SslConstants.Tls12 or SslConstants.Tls13))
            throw Err.ValueError($"Unsupported TLS/SSL version 0x{v:x}");
        // No limit is 0; a lowest version that is the highest one, and the other way round, have to be told.
        bool isMinimum = command == CtrlSetMinProto;
        if (v == SslConstants.MinimumSupported) v = isMinimum ? 0 : SslConstants.Tls1;
        else if (v == SslConstants.MaximumSupported) v = isMinimum ? SslConstants.Tls13 : 0;
        if (SSL_CTX_ctrl(Handle, command, v, null) == 0) throw Err.ValueError($"Unsupported protocol version 0x{v:x}");
    }

    [PyGetter("num_tickets", Doc = "Control the number of TLSv1.3 session tickets")] private long NumTickets => (long)SSL_CTX_get_num_tickets(Handle);

    [PySetter("num_tickets")]
    private void SetNumTickets(Value v)
    {
        long n = Args.Long(Present(v));
        if (n < 0) throw Err.ValueError("value must be non-negative");
        if (Protocol != SslConstants.ProtocolTlsServer) throw Err.ValueError("SSLContext is not a server context.");
        if (SSL_CTX_set_num_tickets(Handle, (nuint)n) != 1) throw Err.ValueError("failed to set num tickets.");
    }

    [PyGetter("options")] private Value Options => Value.Big(SSL_CTX_get_options(Handle));

    [PySetter("options")]
    private void SetOptions(Value v)
    {
        const ulong NoVersions = 0x2000000 | 0x4000000 | 0x10000000 | 0x8000000 | 0x20000000;
        if (!Present(v).IsInt && !v.Type.IsSubtypeOf(PyInt.TypeObject)) throw Err.TypeError($"argument must be int, not {Ops.TypeName(v)}");
        var big = Args.Big(v);
        if (big.Sign < 0) throw Err.OverflowError("can't convert negative int to unsigned");
        if (big > ulong.MaxValue) throw Err.OverflowError("Python int too large to convert to C unsigned long long");
        ulong wanted = (ulong)big, options = SSL_CTX_get_options(Handle), clear = options & ~wanted, set = ~options & wanted;
        if ((set & NoVersions) != 0) Warnings.Deprecation("ssl.OP_NO_SSL*/ssl.OP_NO_TLS* options are deprecated", 2);
        if (clear != 0) _ = SSL_CTX_clear_options(Handle, clear);
        if (set != 0) _ = SSL_CTX_set_options(Handle, set);
    }

    [PyGetter("post_handshake_auth")] private bool GetPostHandshakeAuth => PostHandshakeAuth;

    [PySetter("post_handshake_auth")] private void SetPostHandshakeAuth(Value v) => PostHandshakeAuth = Ops.Truth(Present(v));

    [PyGetter("protocol")] private int GetProtocol => Protocol;

    [PyGetter("verify_flags")] private Value VerifyFlags => Value.Big(CryptoNative.X509_VERIFY_PARAM_get_flags(SSL_CTX_get0_param(Handle)));

    [PySetter("verify_flags")]
    private void SetVerifyFlags(Value v)
    {
        nint param = SSL_CTX_get0_param(Handle);
        ulong wanted = (ulong)Unsigned(Present(v)), flags = CryptoNative.X509_VERIFY_PARAM_get_flags(param), clear = flags & ~wanted, set = ~flags & wanted;
        if (clear != 0 && CryptoNative.X509_VERIFY_PARAM_clear_flags(param, clear) == 0) throw SslErrors.Last(3447);
        if (set != 0 && CryptoNative.X509_VERIFY_PARAM_set_flags(param, set) == 0) throw SslErrors.Last(3453);
    }

    [PyGetter("verify_mode")]
    private int VerifyMode => (SSL_CTX_get_verify_mode(Handle) & (VerifyPeer | VerifyFailIfNoPeerCert)) switch
    {
        VerifyNone => SslConstants.CertNone,
        VerifyPeer => SslConstants.CertOptional,
        VerifyPeer | VerifyFailIfNoPeerCert => SslConstants.CertRequired,
        _ => throw SslErrors.Plain("invalid return value from SSL_CTX_get_verify_mode"),
    };

    [PySetter("verify_mode")]
    private void SetVerifyMode(Value v)
    {
        int mode = Args.Int(Present(v));
        if (mode == SslConstants.CertNone && ChecksHostname) throw Err.ValueError("Cannot set verify_mode to CERT_NONE when check_hostname is enabled.");
        SetVerifyMode(mode);
    }

    [PyGetter("security_level", Doc = "The current security level")] private int SecurityLevel => SSL_CTX_get_security_level(Handle);

    [PyMethod("session_stats")]
    private PyDict SessionStats()
    {
        var d = new PyDict();
        foreach (var (name, command) in Statistics) d.Set(PyStr.Intern(name), Value.Int(SSL_CTX_ctrl(Handle, command, 0, null)));
        return d;
    }

    private static readonly (string Name, int Command)[] Statistics =
    [
        ("number", 20), ("connect", 21), ("connect_good", 22), ("connect_renegotiate", 23), ("accept", 24), ("accept_good", 25),
        ("accept_renegotiate", 26), ("hits", 27), ("misses", 29), ("timeouts", 30), ("cache_full", 31),
    ];
}

using TieredPy.Runtime.Modules.Sockets;
using static TieredPy.Runtime.Modules.Ssl.SslNative;

namespace TieredPy.Runtime.Modules.Ssl;

/// <summary>_ssl._SSLSocket: a connection, over a socket or a pair of BIOs in memory. It is locked only while OpenSSL works on it, not while it waits.</summary>
[PyType("_ssl._SSLSocket", Subclassable = false, NoConstructor = true)]
internal sealed unsafe partial class PySslSocket : PyObject
{
    private readonly object gate = new();
    private readonly bool isServer;
    private readonly WeakReference<PySocket>? transport;
    private SslHandle? handle;
    private WeakReference<PyObject>? owner;
    private bool shutdownSeenZero;

    private PySslSocket(PySslContext context, PySocket? socket, bool isServer) : base(TypeObject.RootShape)
    {
        Context = context;
        this.isServer = isServer;
        if (socket != null) transport = new WeakReference<PySocket>((PySocket)WeakRefs.Check(new Value(socket)));
    }

    /// <summary>SSL.</summary>
    internal SslHandle Handle => handle!;

    internal PySslContext Context { get; private set; }

    /// <summary>What the connection is to be of, by the certificate; null when it isn't told.</summary>
    internal string? HostName { get; private set; }

    /// <summary>What a callback raised while the connection was at work.</summary>
    internal PyBaseException? CallbackError { get; set; }

    /// <summary>What callbacks are told of: the Python-level socket or object; None when that is gone.</summary>
    internal Value Shown
    {
        get
        {
            if (owner != null) return owner.TryGetTarget(out var o) ? new Value(o) : Value.None;
            if (transport != null) return transport.TryGetTarget(out var s) ? new Value(s) : Value.None;
            return new Value(this);
        }
    }

    /// <summary>A new connection over a socket, or over two BIOs.</summary>
    public static PySslSocket Make(PySslContext context, PySocket? socket, PyMemoryBio? incoming, PyMemoryBio? outgoing, bool isServer, string? hostName, Value owner, Value session)
    {
        if (isServer && context.Protocol == SslConstants.ProtocolTlsClient) throw SslErrors.At("Cannot create a server socket with a PROTOCOL_TLS_CLIENT context", 812);
        if (!isServer && context.Protocol == SslConstants.ProtocolTlsServer) throw SslErrors.At("Cannot create a client socket with a PROTOCOL_TLS_SERVER context", 819);
        var self = new PySslSocket(context, socket, isServer);
        CryptoNative.ERR_clear_error();
        nint made = SSL_new(context.Handle);
        if (made == 0) throw SslErrors.Last(845);
        self.handle = new SslHandle(made, self);
        self.Connect(socket, incoming, outgoing);
        if (context.PostHandshakeAuth) self.AllowPostHandshakeAuth();
        if (hostName != null) self.Name(hostName);
        if (isServer) SSL_set_accept_state(self.Handle);
        else SSL_set_connect_state(self.Handle);
        if (!owner.IsMissingOrNone) self.SetOwner(owner);
        if (!session.IsMissingOrNone) self.SetSession(session);
        return self;
    }

    private void Connect(PySocket? socket, PyMemoryBio? incoming, PyMemoryBio? outgoing)
    {
        if (isServer)
        {
            fixed (byte* id = "Python\0"u8) _ = SSL_set_session_id_context(Handle, id, 7);
        }
        if (socket != null)
        {
            nint bio = SocketBio.Over(socket.Descriptor);
            SSL_set_bio(Handle, bio, bio);
        }
        else
        {
            // The connection takes over a reference to each.
            _ = CryptoNative.BIO_up_ref(incoming!.Handle);
            _ = CryptoNative.BIO_up_ref(outgoing!.Handle);
            SSL_set_bio(Handle, incoming.Handle.Pointer, outgoing.Handle.Pointer);
        }
        _ = SSL_ctrl(Handle, CtrlMode, ModeAcceptMovingWriteBuffer | ModeAutoRetry, null);
    }

    private void AllowPostHandshakeAuth()
    {
        if (!isServer)
        {
            SSL_set_post_handshake_auth(Handle, 1);
            return;
        }
        int mode = SSL_get_verify_mode(Handle);
        if ((mode & VerifyPeer) != 0) SSL_set_verify(Handle, mode | VerifyPostHandshake, 0);
    }

    /// <summary>Tells the other side, and the check of its certificate, who it should be.</summary>
    private void Name(string hostName)
    {
        if (hostName.Length == 0 || hostName[0] == '.') throw Err.ValueError("server_hostname cannot be an empty string or start with a leading dot.");
        HostName = hostName;
        fixed (byte* name = SslText.Zero(hostName))
        {
            nint address = CryptoNative.a2i_IPADDRESS(name);
            if (address == 0) CryptoNative.ERR_clear_error();
            try
            {
                if (address == 0 && SSL_ctrl(Handle, CtrlSetHostName, 0, name) == 0) throw SslErrors.Last(769);
                if (!Context.ChecksHostname) return;
                nint param = SSL_get0_param(Handle);
                if (address == 0)
                {
                    if (CryptoNative.X509_VERIFY_PARAM_set1_host(param, name, (nuint)hostName.Length) == 0) throw SslErrors.Last(778);
                }
                else if (CryptoNative.X509_VERIFY_PARAM_set1_ip(param, CryptoNative.ASN1_STRING_get0_data(address), (nuint)CryptoNative.ASN1_STRING_length(address)) == 0)
                    throw SslErrors.Last(784);
            }
            finally
            {
                if (address != 0) CryptoNative.ASN1_STRING_free(address);
            }
        }
    }

    [PyGetter("context", Doc = "_setter_context(ctx)\nThis changes the context associated with the SSLSocket. This is typically\nused from within a callback function set by the sni_callback\non the SSLContext to change the certificate information associated with the\nSSLSocket before the cryptographic exchange handshake messages\n")]
    private PySslContext GetContext => Context;

    [PySetter("context")]
    private void SetContext(Value v)
    {
        if (v.Ref is not PySslContext c) throw Err.TypeError("The value must be a SSLContext");
        lock (gate)
        {
            Context = c;
            _ = SSL_set_SSL_CTX(Handle, c.Handle);
            c.WatchMessages(Handle);
        }
    }

    [PyGetter("server_side", Doc = "Whether this is a server-side socket.")] private bool ServerSide => isServer;

    [PyGetter("server_hostname", Doc = "The currently set server hostname (for SNI).")] private Value ServerHostname => HostName == null ? Value.None : Value.Str(HostName);

    [PyGetter("owner", Doc = "The Python-level owner of this object.Passed as \"self\" in servername callback.")]
    private Value Owner => owner != null && owner.TryGetTarget(out var o) ? new Value(o) : Value.None;

    [PySetter("owner")] private void SetOwner(Value v) => owner = new WeakReference<PyObject>(WeakRefs.Check(v));

    [PyGetter("session", Doc = "_setter_session(session)\nGet / set SSLSession.")]
    private Value Session
    {
        get
        {
            lock (gate)
            {
                nint session = SSL_get1_session(Handle);
                return session == 0 ? Value.None : new Value(new PySslSession(new SessionHandle(session), Context));
            }
        }
    }

    [PySetter("session")]
    private void SetSession(Value v)
    {
        if (v.Ref is not PySslSession s) throw Err.TypeError("Value is not a SSLSession.");
        if (s.Context.Handle != Context.Handle) throw Err.ValueError("Session refers to a different SSLContext.");
        if (isServer) throw Err.ValueError("Cannot set session for server-side SSLSocket.");
        lock (gate)
        {
            if (SSL_is_init_finished(Handle) != 0) throw Err.ValueError("Cannot set session after handshake.");
            if (SSL_set_session(Handle, s.Handle) == 0) throw SslErrors.Last(2903);
        }
    }

    [PyGetter("session_reused", Doc = "Was the client session reused during handshake?")] private bool SessionReused => SSL_session_reused(Handle) != 0;
}

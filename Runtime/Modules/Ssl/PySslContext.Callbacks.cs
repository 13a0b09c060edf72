using TieredPy.Runtime.Objects.Arguments;
using static TieredPy.Runtime.Modules.Ssl.SslNative;

namespace TieredPy.Runtime.Modules.Ssl;

// Python functions that OpenSSL calls: the choice of a context by server name, and the watching of messages.
internal unsafe partial class PySslContext
{
    private const int AlertOk = 0, AlertFatal = 2, HandshakeFailure = 40, InternalError = 80;

    private Value sniCallback = Value.None, messageCallback = Value.None;

    internal bool WatchesMessages => !messageCallback.IsNone;

    [PyGetter("sni_callback", Doc = "Set a callback that will be called when a server name is provided by the SSL/TLS client in the SNI extension.\n\nIf the argument is None then the callback is disabled. The method is called\nwith the SSLSocket, the server name as a string, and the SSLContext object.\nSee RFC 6066 for details of the SNI extension.")]
    private Value SniCallback => sniCallback;

    [PySetter("sni_callback")]
    private void SetSniCallback(Value v)
    {
        if (Protocol == SslConstants.ProtocolTlsClient) throw Err.ValueError("sni_callback cannot be set on TLS_CLIENT context");
        bool callable = !Present(v).IsNone && Ops.Callable(v);
        sniCallback = callable ? v : Value.None;
        delegate* unmanaged<nint, int*, nint, int> callback = callable ? &ServerNamed : null;
        _ = SSL_CTX_callback_ctrl(Handle, CtrlServerNameCallback, callback);
        if (!callable && !v.IsNone) throw Err.TypeError("not a callable object");
    }

    [UnmanagedCallersOnly]
    private static int ServerNamed(nint ssl, int* alert, nint data)
    {
        if (SslHandle.SocketOf(ssl) is not { } socket) return AlertOk;
        var context = socket.Context;
        var callback = context.sniCallback;
        if (callback.IsNone) return AlertOk;
        var shown = socket.Shown;
        byte* name = SSL_get_servername(ssl, 0);
        Value host = Value.None, result = Value.None;
        if (shown.IsNone || (name != null && !SslCallbacks.Run(() => host = AsciiName(name), out _)))
        {
            *alert = InternalError;
            return AlertFatal;
        }
        if (!SslCallbacks.Run(() => result = Ops.Call(callback, shown, host, new Value(context)), out var error))
        {
            Unraisable.Write(error!, callback);
            *alert = HandshakeFailure;
            return AlertFatal;
        }
        if (result.IsNone) return AlertOk;
        int code = 0;
        if (!SslCallbacks.Run(() => code = (int)Args.Long(result), out error))
        {
            Unraisable.Write(error!, result);
            code = InternalError;
        }
        *alert = code;
        return AlertFatal;
    }

    /// <summary>A server name; one that isn't ASCII is reported, and refused.</summary>
    private static Value AsciiName(byte* name)
    {
        var bytes = new Value(new PyBytes(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name)));
        try
        {
            return Ops.CallMethod(bytes, "decode", Value.Str("ascii"));
        }
        catch (PyException e)
        {
            Unraisable.Write(e.Value, bytes);
            throw;
        }
    }

    [PyGetter("_msg_callback")] private Value MessageCallback => messageCallback;

    [PySetter("_msg_callback")]
    private void SetMessageCallback(Value v)
    {
        bool callable = !Present(v).IsNone && Ops.Callable(v);
        messageCallback = callable ? v : Value.None;
        SSL_CTX_set_msg_callback(Handle, callable ? &Message : null);
        if (!callable && !v.IsNone) throw Err.TypeError("not a callable object");
    }

    /// <summary>Makes a connection's messages seen as its context wants.</summary>
    internal void WatchMessages(SslHandle ssl) => SSL_set_msg_callback(ssl, WatchesMessages ? &Message : null);

    [UnmanagedCallersOnly]
    private static void Message(int write, int version, int contentType, byte* data, nuint length, nint ssl, nint argument)
    {
        const int ChangeCipherSpec = 20, Alert = 21, Handshake = 22, Header = 0x100, InnerContentType = 0x101, ChangeCipherSpecMessage = 0x101;
        if (SslHandle.SocketOf(ssl) is not { } socket || !socket.Context.WatchesMessages) return;
        var callback = socket.Context.messageCallback;
        if (contentType == Header) version = (data[1] << 8) | data[2];
        int type = contentType switch
        {
            ChangeCipherSpec => ChangeCipherSpecMessage,
            Alert => (sbyte)data[1],
            Handshake or Header or InnerContentType => (sbyte)data[0],
            _ => -1,
        };
        var bytes = new Value(new PyBytes(new ReadOnlySpan<byte>(data, (int)length)));
        if (!SslCallbacks.Run(() => Ops.Call(callback, [socket.Shown, Value.Str(write != 0 ? "write" : "read"), Value.Int(version), Value.Int(contentType), Value.Int(type), bytes], null), out var error))
            socket.CallbackError = error;
    }
}

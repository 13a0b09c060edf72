using TieredPy.Runtime.Modules.Posix;
using static TieredPy.Runtime.Modules.Ssl.SslNative;

namespace TieredPy.Runtime.Modules.Ssl;

// Keys that are agreed upon beforehand, and the log of the secrets that connections make.
internal unsafe partial class PySslContext
{
    private static readonly Lock KeyLogGate = new();

    private Value pskClient = Value.None, pskServer = Value.None, keyLogName = Value.None;
    private BioHandle? keyLog;

    [PyMethod("set_psk_client_callback", Signature = "($self, /, callback)")]
    private void SetPskClientCallback([Kw] Value callback)
    {
        if (Protocol == SslConstants.ProtocolTlsServer) throw SslErrors.At("Cannot add PSK client callback to a PROTOCOL_TLS_SERVER context", 4799);
        if (!callback.IsNone && !Ops.Callable(callback)) throw Err.TypeError("callback must be callable");
        pskClient = callback;
        SSL_CTX_set_psk_client_callback(Handle, callback.IsNone ? null : &ClientKey);
    }

    [PyMethod("set_psk_server_callback", Signature = "($self, /, callback, identity_hint=None)")]
    private void SetPskServerCallback([Kw] Value callback, [Kw, OptNone] Value identity_hint)
    {
        if (!identity_hint.IsNone && identity_hint.Ref is not PyStr)
            throw Err.TypeError($"set_psk_server_callback() argument 'identity_hint' must be str or None, not {Ops.TypeName(identity_hint)}");
        if (Protocol == SslConstants.ProtocolTlsClient) throw SslErrors.At("Cannot add PSK server callback to a PROTOCOL_TLS_CLIENT context", 4909);
        if (!callback.IsNone && !Ops.Callable(callback)) throw Err.TypeError("callback must be callable");
        var hint = callback.IsNone || identity_hint.IsNone ? null : SslText.Zero(identity_hint, "set_psk_server_callback", "argument 'identity_hint'");
        fixed (byte* p = hint)
            if (SSL_CTX_use_psk_identity_hint(Handle, p) != 1) throw Err.ValueError("failed to set identity hint");
        pskServer = callback;
        SSL_CTX_set_psk_server_callback(Handle, callback.IsNone ? null : &ServerKey);
    }

    /// <summary>A name from the other side, None for none; Missing when it isn't UTF-8.</summary>
    private static Value Named(byte* text)
    {
        if (text == null || *text == 0) return Value.None;
        var named = Value.Missing;
        SslCallbacks.Run(() => named = SslText.OrNone(text), out _);
        return named;
    }

    [UnmanagedCallersOnly]
    private static uint ClientKey(nint ssl, byte* hint, byte* identity, uint identitySize, byte* key, uint keySize)
    {
        if (SslHandle.SocketOf(ssl)?.Context.pskClient is not { IsNone: false } callback) return 0;
        var named = Named(hint);
        if (named.IsMissing) return 0;
        byte[] name = [], secret = [];
        if (!SslCallbacks.Run(() => (name, secret) = ClientAnswer(Ops.Call(callback, named)), out var error))
        {
            Unraisable.Write(error!, callback);
            return 0;
        }
        if (name.Length + 1 > identitySize || secret.Length > keySize) return 0;
        secret.CopyTo(new Span<byte>(key, (int)keySize));
        name.CopyTo(new Span<byte>(identity, (int)identitySize));
        identity[name.Length] = 0;
        return (uint)secret.Length;
    }

    /// <summary>The identity and the key of a tuple that a client's callback returned.</summary>
    private static (byte[] Identity, byte[] Key) ClientAnswer(Value answer)
    {
        if (answer.Ref is not PyTuple t) throw Err.SystemError("new style getargs format but argument is not a tuple");
        if (t.Count != 2) throw Err.TypeError($"function takes exactly 2 arguments ({t.Count} given)");
        byte[] identity = t[0].IsNone ? [] : t[0].Ref is PyStr s ? Encodings.Utf8(s, "strict").Data
            : Buffers.Has(t[0]) ? Buffers.ToArray(t[0]) : throw Err.TypeError($"argument 1 must be str, read-only bytes-like object or None, not {Ops.TypeName(t[0])}");
        return (identity, Buffers.ToArray(t[1]));
    }

    [UnmanagedCallersOnly]
    private static uint ServerKey(nint ssl, byte* identity, byte* key, uint keySize)
    {
        if (SslHandle.SocketOf(ssl)?.Context.pskServer is not { IsNone: false } callback) return 0;
        var named = Named(identity);
        if (named.IsMissing) return 0;
        byte[] secret = [];
        bool ok = SslCallbacks.Run(() =>
        {
            var answer = Ops.Call(callback, named);
            secret = answer.Ref is PyBytes b ? b.Data : throw Err.TypeError($"expected bytes, {Ops.TypeName(answer)} found");
        }, out var error);
        if (!ok) Unraisable.Write(error!, callback);
        if (!ok || secret.Length > keySize) return 0;
        secret.CopyTo(new Span<byte>(key, (int)keySize));
        return (uint)secret.Length;
    }

    [PyGetter("keylog_filename")] private Value KeyLogFilename => keyLogName;

    [PySetter("keylog_filename")]
    private void SetKeyLogFilename(Value v)
    {
        SSL_CTX_set_keylog_callback(Handle, null);
        lock (KeyLogGate)
        {
            keyLogName = Value.None;
            keyLog?.Dispose();
            keyLog = null;
            if (Present(v).IsNone) return;
            nint file;
            fixed (byte* name = SslText.FileName(v))
            fixed (byte* mode = "a\0"u8) file = CryptoNative.BIO_new_file(name, mode);
            if (file == 0)
            {
                CryptoNative.ERR_clear_error();
                throw OsErrors.Last(v);
            }
            keyLog = new BioHandle(file);
            keyLogName = v;
            if (CryptoNative.BIO_ctrl(keyLog, CryptoNative.BioTell, 0, 0) == 0) _ = WriteLine(keyLog, "# TLS secrets log file, generated by OpenSSL / Python"u8);
        }
        SSL_CTX_set_keylog_callback(Handle, &LogKey);
    }

    private static bool WriteLine(BioHandle file, ReadOnlySpan<byte> line)
    {
        byte[] text = [.. line, (byte)'\n'];
        fixed (byte* p = text)
        {
            bool done = CryptoNative.BIO_write(file, p, text.Length) == text.Length;
            int errno = Libc.Errno;
            done &= CryptoNative.BIO_ctrl(file, CryptoNative.BioFlush, 0, 0) > 0;
            SocketBio.LastErrno = errno;
            return done;
        }
    }

    [UnmanagedCallersOnly]
    private static void LogKey(nint ssl, byte* line)
    {
        if (SslHandle.SocketOf(ssl) is not { } socket) return;
        lock (KeyLogGate)
        {
            if (socket.Context.keyLog is not { } file || WriteLine(file, MemoryMarshal.CreateReadOnlySpanFromNullTerminated(line))) return;
            socket.CallbackError = OsErrors.Make(SocketBio.LastErrno, socket.Context.keyLogName).Value;
        }
    }
}

namespace TieredPy.Runtime.Modules.Ssl;

/// <summary>A thing of OpenSSL that is freed when nothing of .NET uses it any more.</summary>
internal abstract class OpenSslHandle(nint handle) : SafeHandle(0, true)
{
    private readonly nint taken = handle;

    public override bool IsInvalid => taken == 0;

    /// <summary>The pointer, for calls during which the object is held by other means.</summary>
    public nint Pointer => taken;

    /// <summary>Puts the pointer where the marshaller looks for it.</summary>
    protected void Take() => SetHandle(taken);
}

/// <summary>SSL_CTX.</summary>
internal sealed class SslContextHandle : OpenSslHandle
{
    /// <summary>What a context with its certificates weighs, about, so that dropped ones are collected in time.</summary>
    private const int Weight = 256 * 1024;

    public SslContextHandle(nint p) : base(p)
    {
        Take();
        GC.AddMemoryPressure(Weight);
    }

    protected override bool ReleaseHandle()
    {
        SslNative.SSL_CTX_free(handle);
        GC.RemoveMemoryPressure(Weight);
        return true;
    }
}

/// <summary>SSL, and the way from it to the object that callbacks are told about.</summary>
internal sealed class SslHandle : OpenSslHandle
{
    private const int Weight = 32 * 1024;

    private GCHandle owner;

    public SslHandle(nint p, PySslSocket socket) : base(p)
    {
        Take();
        GC.AddMemoryPressure(Weight);
        owner = GCHandle.Alloc(socket, GCHandleType.Weak);
        _ = SslNative.SSL_set_ex_data(p, 0, GCHandle.ToIntPtr(owner));
    }

    /// <summary>The object of a connection that a callback is called for.</summary>
    public static PySslSocket? SocketOf(nint ssl)
    {
        nint data = SslNative.SSL_get_ex_data(ssl, 0);
        return data == 0 ? null : GCHandle.FromIntPtr(data).Target as PySslSocket;
    }

    protected override bool ReleaseHandle()
    {
        // A connection that is freed without having been shut down spoils its session for others.
        SslNative.SSL_set_shutdown(handle, SslNative.SentShutdown | SslNative.SSL_get_shutdown(handle));
        _ = SslNative.SSL_set_ex_data(handle, 0, 0);
        SslNative.SSL_free(handle);
        owner.Free();
        GC.RemoveMemoryPressure(Weight);
        return true;
    }
}

/// <summary>SSL_SESSION.</summary>
internal sealed class SessionHandle : OpenSslHandle
{
    public SessionHandle(nint p) : base(p) => Take();

    protected override bool ReleaseHandle()
    {
        SslNative.SSL_SESSION_free(handle);
        return true;
    }
}

/// <summary>BIO.</summary>
internal sealed class BioHandle : OpenSslHandle
{
    public BioHandle(nint p) : base(p) => Take();

    /// <summary>An empty one in memory.</summary>
    public static BioHandle Memory() => new(CryptoNative.BIO_new(CryptoNative.BIO_s_mem()));

    protected override bool ReleaseHandle()
    {
        CryptoNative.BIO_free_all(handle);
        return true;
    }
}

/// <summary>X509.</summary>
internal sealed class CertificateHandle : OpenSslHandle
{
    public CertificateHandle(nint p) : base(p) => Take();

    protected override bool ReleaseHandle()
    {
        CryptoNative.X509_free(handle);
        return true;
    }
}

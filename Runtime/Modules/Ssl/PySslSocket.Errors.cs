using TieredPy.Runtime.Modules.Posix;
using TieredPy.Runtime.Modules.Sockets;
using static TieredPy.Runtime.Modules.Ssl.SslNative;

namespace TieredPy.Runtime.Modules.Ssl;

// Waiting for the transport, and what is raised when something failed.
internal sealed unsafe partial class PySslSocket
{
    /// <summary>SSL_ERROR_EOF and SSL_ERROR_INVALID_ERROR_CODE, which OpenSSL doesn't know.</summary>
    private const int NumberOfEof = 8, NumberOfInvalid = 10;

    private enum Wait { Ready, TimedOut, Closed, WithoutWaiting }

    /// <summary>The socket; null for a connection over BIOs. A socket that is gone is an error.</summary>
    private PySocket? Transport(int line)
    {
        if (transport == null) return null;
        return transport.TryGetTarget(out var s) ? s : throw SslErrors.At("Underlying socket connection gone", line);
    }

    private static long DeadlineOf(PySocket? s) => s is { Timeout: > 0 } ? DescriptorWait.Deadline(s.Timeout) : DescriptorWait.Forever;

    private static bool IsWanting(int error) => error is ErrorWantRead or ErrorWantWrite;

    /// <summary>Waits until the transport can go on after an operation that wanted to read or write.</summary>
    private static Wait Await(PySocket? s, int error, long deadline)
    {
        if (!IsWanting(error)) return Wait.Ready;
        if (s == null || s.Timeout == 0) return Wait.WithoutWaiting;
        if (s.Descriptor < 0) return Wait.Closed;
        return DescriptorWait.One(s.Descriptor, error == ErrorWantRead ? DescriptorWait.In : DescriptorWait.Out, deadline) == 0 ? Wait.TimedOut : Wait.Ready;
    }

    /// <summary>Before an operation: nothing of what was before is taken for its failure.</summary>
    private static void Begin()
    {
        CryptoNative.ERR_clear_error();
        SocketBio.LastErrno = 0;
    }

    /// <summary>An exception, with what a callback raised as its context.</summary>
    private PyException Chained(PyException e)
    {
        if (CallbackError is not { } inner) return e;
        CallbackError = null;
        e.Value.Context = inner;
        e.Value.ContextSet = true;
        return e;
    }

    /// <summary>After an operation that went well: raises what a callback raised.</summary>
    private void RaiseCallbackError()
    {
        if (CallbackError is not { } inner) return;
        CallbackError = null;
        throw new PyException(inner);
    }

    /// <summary>The exception of a failed operation (PySSL_SetError of CPython's _ssl.c).</summary>
    private PyException Failure(int error, int line)
    {
        const int CertificateVerifyFailed = 134, UnexpectedEof = 294;
        ulong code = CryptoNative.ERR_peek_last_error();
        int library = SslErrors.Library(code), reason = SslErrors.Reason(code), number = error;
        var type = SslErrors.Error;
        string? message = null;
        switch (error)
        {
            case ErrorZeroReturn:
                (type, message) = (SslErrors.ZeroReturnError, "TLS/SSL connection has been closed (EOF)");
                break;
            case ErrorWantRead:
                (type, message) = (SslErrors.WantReadError, "The operation did not complete (read)");
                break;
            case ErrorWantWrite:
                (type, message) = (SslErrors.WantWriteError, "The operation did not complete (write)");
                break;
            case ErrorWantLookup:
                message = "The operation did not complete (X509 lookup)";
                break;
            case ErrorWantConnect:
                message = "The operation did not complete (connect)";
                break;
            case ErrorSyscall when code == 0:
                if (SocketBio.LastErrno != 0) return Chained(OsErrors.Make(SocketBio.LastErrno));
                (type, message, number) = (SslErrors.EofError, "EOF occurred in violation of protocol", NumberOfEof);
                break;
            case ErrorSyscall or ErrorSsl:
                if (code == 0) message = "A failure in the SSL library occurred";
                else if (library == OpenSslNames.Ssl && reason == CertificateVerifyFailed) type = SslErrors.CertVerificationError;
                else if (error == ErrorSsl && library == OpenSslNames.Ssl && reason == UnexpectedEof)
                    (type, message, number) = (SslErrors.EofError, "EOF occurred in violation of protocol", NumberOfEof);
                else if (library == OpenSslNames.SystemLibrary)
                {
                    CryptoNative.ERR_clear_error();
                    return Chained(OsErrors.Make(reason));
                }
                break;
            default:
                (message, number) = ("Invalid error code", NumberOfInvalid);
                break;
        }
        var e = SslErrors.Fill(this, type, number, message, line, code);
        CryptoNative.ERR_clear_error();
        return Chained(e);
    }
}

namespace TieredPy.Runtime.Modules.Ssl;

/// <summary>The exceptions of _ssl, and how they tell what is in OpenSSL's queue of errors. Messages name the lines of CPython 3.13's _ssl.c.</summary>
internal static unsafe class SslErrors
{
    public static readonly PyType Error = PySslError.TypeObject;
    public static readonly PyType CertVerificationError = PyType.MakePlain("ssl.SSLCertVerificationError", Error, "A certificate could not be verified.", ExcTypes.ValueError);
    public static readonly PyType ZeroReturnError = Make("SSLZeroReturnError", "SSL/TLS session closed cleanly.");
    public static readonly PyType WantWriteError = Make("SSLWantWriteError", "Non-blocking SSL socket needs to write more data\nbefore the requested operation can be completed.");
    public static readonly PyType WantReadError = Make("SSLWantReadError", "Non-blocking SSL socket needs to read more data\nbefore the requested operation can be completed.");
    public static readonly PyType SyscallError = Make("SSLSyscallError", "System error when attempting SSL operation.");
    public static readonly PyType EofError = Make("SSLEOFError", "SSL/TLS connection terminated abruptly.");

    public static readonly PyType[] All = [Error, CertVerificationError, ZeroReturnError, WantWriteError, WantReadError, SyscallError, EofError];

    private static readonly PyStr ReasonName = PyStr.Intern("reason"), LibraryName = PyStr.Intern("library"),
        VerifyCodeName = PyStr.Intern("verify_code"), VerifyMessageName = PyStr.Intern("verify_message");

    private static PyType Make(string name, string doc) => PyType.MakePlain("ssl." + name, Error, doc);

    /// <summary>SSLError with a message of its own.</summary>
    public static PyException Plain(string message) => Err.Make(Error, message);

    /// <summary>SSLError with a message of its own that names a line.</summary>
    public static PyException At(string message, int line)
    {
        CryptoNative.ERR_clear_error();
        return Fill(null, Error, 0, message, line, 0);
    }

    /// <summary>SSLError of the last error in the queue, which is emptied.</summary>
    public static PyException Last(int line)
    {
        ulong code = CryptoNative.ERR_peek_last_error();
        var e = Fill(null, Error, Reason((uint)code), null, line, code);
        CryptoNative.ERR_clear_error();
        return e;
    }

    /// <summary>The code of a library's error.</summary>
    public static int Library(ulong code) => (code & SystemFlag) != 0 ? OpenSslNames.SystemLibrary : (int)(code >> 23) & 0xFF;

    /// <summary>What went wrong: errno for a system error.</summary>
    public static int Reason(ulong code) => (code & SystemFlag) != 0 ? (int)(code & 0x7FFFFFFF) : (int)(code & 0x7FFFFF);

    private const ulong SystemFlag = 0x80000000;

    /// <summary>The exception of an error code (0: none), with a message instead of the code's, for a connection or none.</summary>
    public static PyException Fill(PySslSocket? socket, PyType type, int number, string? message, int line, ulong code)
    {
        Value reason = Value.None, library = Value.None, verify = Value.None;
        long verifyCode = 0;
        if (code != 0)
        {
            if (OpenSslNames.Reason(Library(code), Reason(code)) is { } r) reason = Value.Str(r);
            if (OpenSslNames.Library(Library(code)) is { } l) library = Value.Str(l);
            message ??= Marshal.PtrToStringUTF8((nint)CryptoNative.ERR_reason_error_string(code));
        }
        message ??= "unknown error";
        bool verifying = socket != null && type == CertVerificationError;
        if (verifying)
        {
            verifyCode = SslNative.SSL_get_verify_result(socket!.Handle);
            verify = Verification(socket, verifyCode);
        }
        string where = $"(_ssl.c:{line})";
        string text = verifying && !reason.IsNone && !library.IsNone ? $"[{library.Ref}: {reason.Ref}] {message}: {Ops.Str(verify)} {where}"
            : !reason.IsNone && !library.IsNone ? $"[{library.Ref}: {reason.Ref}] {message} {where}"
            : !library.IsNone ? $"[{library.Ref}] {message} {where}" : $"{message} {where}";
        var e = Err.Make(type, Value.Int(number), new Value(PyStr.Of(text)));
        var made = new Value(e.Value);
        Ops.SetAttr(made, ReasonName, reason);
        Ops.SetAttr(made, LibraryName, library);
        if (!verifying) return e;
        Ops.SetAttr(made, VerifyCodeName, Value.Int(verifyCode));
        Ops.SetAttr(made, VerifyMessageName, verify);
        return e;
    }

    private static Value Verification(PySslSocket socket, long code)
    {
        const int HostnameMismatch = 62, AddressMismatch = 64;
        return code switch
        {
            HostnameMismatch => Value.Str($"Hostname mismatch, certificate is not valid for '{socket.HostName}'."),
            AddressMismatch => Value.Str($"IP address mismatch, certificate is not valid for '{socket.HostName}'."),
            _ => SslText.OrNone(CryptoNative.X509_verify_cert_error_string(code)),
        };
    }
}

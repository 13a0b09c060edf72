using TieredPy.Runtime.Modules.Posix;

namespace TieredPy.Runtime.Modules.Ssl;

/// <summary>libssl's functions. Callbacks and what concerns them take bare pointers.</summary>
internal static unsafe partial class SslNative
{
    private const string Library = SystemLibrary.Ssl;

    public const int ErrorNone = 0, ErrorSsl = 1, ErrorWantRead = 2, ErrorWantWrite = 3, ErrorWantLookup = 4, ErrorSyscall = 5, ErrorZeroReturn = 6, ErrorWantConnect = 7;
    public const int SentShutdown = 1, ReceivedShutdown = 2;
    public const int VerifyNone = 0, VerifyPeer = 1, VerifyFailIfNoPeerCert = 2, VerifyPostHandshake = 8;

    /// <summary>Commands of SSL_ctrl and SSL_CTX_ctrl, which macros of ssl.h stand for.</summary>
    public const int CtrlSetTmpDh = 3, CtrlMode = 33, CtrlServerNameCallback = 53, CtrlSetHostName = 55, CtrlSetGroups = 91, CtrlSetReadAhead = 41,
        CtrlSetMinProto = 123, CtrlSetMaxProto = 124, CtrlGetMinProto = 130, CtrlGetMaxProto = 131;

    public const long ModeAcceptMovingWriteBuffer = 2, ModeAutoRetry = 4, ModeReleaseBuffers = 16;

    [LibraryImport(Library)] public static partial int OPENSSL_init_ssl(ulong options, nint settings);
    [LibraryImport(Library)] public static partial nint TLS_method();
    [LibraryImport(Library)] public static partial nint TLS_client_method();
    [LibraryImport(Library)] public static partial nint TLS_server_method();
    [LibraryImport(Library)] public static partial nint SSLv3_method();
    [LibraryImport(Library)] public static partial nint TLSv1_method();
    [LibraryImport(Library)] public static partial nint TLSv1_1_method();
    [LibraryImport(Library)] public static partial nint TLSv1_2_method();

    [LibraryImport(Library)] public static partial nint SSL_CTX_new(nint method);
    [LibraryImport(Library)] public static partial void SSL_CTX_free(nint ctx);
    [LibraryImport(Library)] public static partial long SSL_CTX_ctrl(SslContextHandle ctx, int command, long number, void* data);
    [LibraryImport(Library)] public static partial long SSL_CTX_callback_ctrl(SslContextHandle ctx, int command, void* callback);
    [LibraryImport(Library)] public static partial ulong SSL_CTX_get_options(SslContextHandle ctx);
    [LibraryImport(Library)] public static partial ulong SSL_CTX_set_options(SslContextHandle ctx, ulong options);
    [LibraryImport(Library)] public static partial ulong SSL_CTX_clear_options(SslContextHandle ctx, ulong options);
    [LibraryImport(Library)] public static partial void SSL_CTX_set_verify(SslContextHandle ctx, int mode, nint callback);
    [LibraryImport(Library)] public static partial int SSL_CTX_get_verify_mode(SslContextHandle ctx);
    [LibraryImport(Library)] public static partial nint SSL_CTX_get0_param(SslContextHandle ctx);
    [LibraryImport(Library)] public static partial int SSL_CTX_set_cipher_list(SslContextHandle ctx, byte* list);
    [LibraryImport(Library)] public static partial void SSL_CTX_set_post_handshake_auth(SslContextHandle ctx, int on);
    [LibraryImport(Library)] public static partial int SSL_CTX_get_security_level(SslContextHandle ctx);
    [LibraryImport(Library)] public static partial nuint SSL_CTX_get_num_tickets(SslContextHandle ctx);
    [LibraryImport(Library)] public static partial int SSL_CTX_set_num_tickets(SslContextHandle ctx, nuint count);
    [LibraryImport(Library)] public static partial nint SSL_CTX_get_default_passwd_cb(SslContextHandle ctx);
    [LibraryImport(Library)] public static partial nint SSL_CTX_get_default_passwd_cb_userdata(SslContextHandle ctx);
    [LibraryImport(Library)] public static partial void SSL_CTX_set_default_passwd_cb(SslContextHandle ctx, nint callback);
    [LibraryImport(Library)] public static partial void SSL_CTX_set_default_passwd_cb_userdata(SslContextHandle ctx, nint data);
    [LibraryImport(Library, SetLastError = true)] public static partial int SSL_CTX_use_certificate_chain_file(SslContextHandle ctx, byte* file);
    [LibraryImport(Library, SetLastError = true)] public static partial int SSL_CTX_use_PrivateKey_file(SslContextHandle ctx, byte* file, int type);
    [LibraryImport(Library)] public static partial int SSL_CTX_check_private_key(SslContextHandle ctx);
    [LibraryImport(Library, SetLastError = true)] public static partial int SSL_CTX_load_verify_locations(SslContextHandle ctx, byte* file, byte* path);
    [LibraryImport(Library)] public static partial int SSL_CTX_set_default_verify_paths(SslContextHandle ctx);
    [LibraryImport(Library)] public static partial nint SSL_CTX_get_cert_store(SslContextHandle ctx);
    [LibraryImport(Library)] public static partial int SSL_CTX_set_alpn_protos(SslContextHandle ctx, byte* protocols, uint length);
    [LibraryImport(Library)] public static partial void SSL_CTX_set_alpn_select_cb(SslContextHandle ctx, delegate* unmanaged<nint, byte**, byte*, byte*, uint, nint, int> callback, nint data);
    [LibraryImport(Library)] public static partial void SSL_CTX_set_msg_callback(SslContextHandle ctx, delegate* unmanaged<int, int, int, byte*, nuint, nint, nint, void> callback);
    [LibraryImport(Library)] public static partial void SSL_CTX_set_keylog_callback(SslContextHandle ctx, delegate* unmanaged<nint, byte*, void> callback);
    [LibraryImport(Library)] public static partial void SSL_CTX_set_psk_client_callback(SslContextHandle ctx, delegate* unmanaged<nint, byte*, byte*, uint, byte*, uint, uint> callback);
    [LibraryImport(Library)] public static partial void SSL_CTX_set_psk_server_callback(SslContextHandle ctx, delegate* unmanaged<nint, byte*, byte*, uint, uint> callback);
    [LibraryImport(Library)] public static partial int SSL_CTX_use_psk_identity_hint(SslContextHandle ctx, byte* hint);

    [LibraryImport(Library)] public static partial nint SSL_new(SslContextHandle ctx);
    [LibraryImport(Library)] public static partial void SSL_free(nint ssl);
    [LibraryImport(Library)] public static partial int SSL_set_ex_data(nint ssl, int index, nint data);
    [LibraryImport(Library)] public static partial nint SSL_get_ex_data(nint ssl, int index);
    [LibraryImport(Library)] public static partial byte* SSL_get_servername(nint ssl, int type);
    [LibraryImport(Library)] public static partial int SSL_select_next_proto(byte** to, byte* length, byte* server, uint serverLength, byte* client, uint clientLength);
    [LibraryImport(Library)] public static partial void SSL_set_shutdown(nint ssl, int mode);
    [LibraryImport(Library)] public static partial int SSL_get_shutdown(nint ssl);
    [LibraryImport(Library)] public static partial nint SSL_get_ciphers(nint ssl);
    [LibraryImport(Library)] public static partial nint SSL_get_client_ciphers(SslHandle ssl);
    [LibraryImport(Library)] public static partial long SSL_ctrl(SslHandle ssl, int command, long number, void* data);
    [LibraryImport(Library)] public static partial int SSL_set_session_id_context(SslHandle ssl, byte* context, uint length);
    [LibraryImport(Library)] public static partial void SSL_set_bio(SslHandle ssl, nint read, nint write);
    [LibraryImport(Library)] public static partial int SSL_get_verify_mode(SslHandle ssl);
    [LibraryImport(Library)] public static partial void SSL_set_verify(SslHandle ssl, int mode, nint callback);
    [LibraryImport(Library)] public static partial void SSL_set_post_handshake_auth(SslHandle ssl, int on);
    [LibraryImport(Library)] public static partial int SSL_verify_client_post_handshake(SslHandle ssl);
    [LibraryImport(Library)] public static partial nint SSL_get0_param(SslHandle ssl);
    [LibraryImport(Library)] public static partial void SSL_set_connect_state(SslHandle ssl);
    [LibraryImport(Library)] public static partial void SSL_set_accept_state(SslHandle ssl);
    [LibraryImport(Library)] public static partial int SSL_do_handshake(SslHandle ssl);
    [LibraryImport(Library)] public static partial int SSL_is_init_finished(SslHandle ssl);
    [LibraryImport(Library)] public static partial int SSL_read_ex(SslHandle ssl, byte* to, nuint size, nuint* read);
    [LibraryImport(Library)] public static partial int SSL_write_ex(SslHandle ssl, byte* from, nuint size, nuint* written);
    [LibraryImport(Library)] public static partial int SSL_pending(SslHandle ssl);
    [LibraryImport(Library)] public static partial int SSL_shutdown(SslHandle ssl);
    [LibraryImport(Library)] public static partial int SSL_get_error(SslHandle ssl, int result);
    [LibraryImport(Library)] public static partial void SSL_set_read_ahead(SslHandle ssl, int on);
    [LibraryImport(Library)] public static partial long SSL_get_verify_result(SslHandle ssl);
    [LibraryImport(Library)] public static partial nint SSL_get1_peer_certificate(SslHandle ssl);
    [LibraryImport(Library)] public static partial nint SSL_get0_verified_chain(SslHandle ssl);
    [LibraryImport(Library)] public static partial nint SSL_get_peer_cert_chain(SslHandle ssl);
    [LibraryImport(Library)] public static partial nint SSL_get_current_cipher(SslHandle ssl);
    [LibraryImport(Library)] public static partial nint SSL_get_current_compression(SslHandle ssl);
    [LibraryImport(Library)] public static partial byte* SSL_get_version(SslHandle ssl);
    [LibraryImport(Library)] public static partial void SSL_get0_alpn_selected(SslHandle ssl, byte** data, uint* length);
    [LibraryImport(Library)] public static partial nint SSL_set_SSL_CTX(SslHandle ssl, SslContextHandle ctx);
    [LibraryImport(Library)] public static partial void SSL_set_msg_callback(SslHandle ssl, delegate* unmanaged<int, int, int, byte*, nuint, nint, nint, void> callback);
    [LibraryImport(Library)] public static partial int SSL_session_reused(SslHandle ssl);
    [LibraryImport(Library)] public static partial nuint SSL_get_finished(SslHandle ssl, byte* to, nuint size);
    [LibraryImport(Library)] public static partial nuint SSL_get_peer_finished(SslHandle ssl, byte* to, nuint size);
    [LibraryImport(Library)] public static partial nint SSL_get1_session(SslHandle ssl);
    [LibraryImport(Library)] public static partial int SSL_set_session(SslHandle ssl, SessionHandle session);

    [LibraryImport(Library)] public static partial void SSL_SESSION_free(nint session);
    [LibraryImport(Library)] public static partial long SSL_SESSION_get_time(SessionHandle session);
    [LibraryImport(Library)] public static partial long SSL_SESSION_get_timeout(SessionHandle session);
    [LibraryImport(Library)] public static partial ulong SSL_SESSION_get_ticket_lifetime_hint(SessionHandle session);
    [LibraryImport(Library)] public static partial byte* SSL_SESSION_get_id(SessionHandle session, uint* length);
    [LibraryImport(Library)] public static partial int SSL_SESSION_has_ticket(SessionHandle session);

    [LibraryImport(Library)] public static partial byte* SSL_CIPHER_get_name(nint cipher);
    [LibraryImport(Library)] public static partial byte* SSL_CIPHER_get_version(nint cipher);
    [LibraryImport(Library)] public static partial int SSL_CIPHER_get_bits(nint cipher, int* algorithm);
    [LibraryImport(Library)] public static partial uint SSL_CIPHER_get_id(nint cipher);
    [LibraryImport(Library)] public static partial byte* SSL_CIPHER_description(nint cipher, byte* to, int size);
    [LibraryImport(Library)] public static partial int SSL_CIPHER_is_aead(nint cipher);
    [LibraryImport(Library)] public static partial int SSL_CIPHER_get_cipher_nid(nint cipher);
    [LibraryImport(Library)] public static partial int SSL_CIPHER_get_digest_nid(nint cipher);
    [LibraryImport(Library)] public static partial int SSL_CIPHER_get_kx_nid(nint cipher);
    [LibraryImport(Library)] public static partial int SSL_CIPHER_get_auth_nid(nint cipher);
}

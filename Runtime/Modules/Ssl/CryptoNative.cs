using TieredPy.Runtime.Modules.Posix;

namespace TieredPy.Runtime.Modules.Ssl;

/// <summary>libcrypto's functions.</summary>
internal static unsafe partial class CryptoNative
{
    private const string Library = SystemLibrary.Crypto;

    /// <summary>Commands of BIO_ctrl, which macros of bio.h stand for.</summary>
    public const int BioReset = 1, BioEof = 2, BioFlush = 11, BioSetKtls = 72, BioSetFd = 104, BioGetFd = 105, BioSetMemEofReturn = 130, BioTell = 133;

    public const int BioRead = 1, BioWrite = 2, BioShouldRetry = 8, BioRetryFlags = 15, BioInEof = 0x800;

    [LibraryImport(Library)] public static partial ulong OpenSSL_version_num();
    [LibraryImport(Library)] public static partial byte* OpenSSL_version(int which);
    [LibraryImport(Library)] public static partial void CRYPTO_free(void* p, byte* file, int line);
    [LibraryImport(Library)] public static partial int OPENSSL_sk_num(nint stack);
    [LibraryImport(Library)] public static partial nint OPENSSL_sk_value(nint stack, int i);
    [LibraryImport(Library)] public static partial int OPENSSL_sk_find(nint stack, nint item);

    [LibraryImport(Library)] public static partial void ERR_clear_error();
    [LibraryImport(Library)] public static partial ulong ERR_get_error();
    [LibraryImport(Library)] public static partial ulong ERR_peek_last_error();
    [LibraryImport(Library)] public static partial byte* ERR_reason_error_string(ulong code);
    [LibraryImport(Library)] public static partial byte* ERR_lib_error_string(ulong code);
    [LibraryImport(Library)] public static partial int EVP_PBE_scrypt(byte* password, nint passwordLength, byte* salt, nint saltLength, ulong n, ulong r, ulong p, ulong maxmem, byte* key, nint keyLength);

    [LibraryImport(Library)] public static partial void RAND_add(byte* from, int length, double entropy);
    [LibraryImport(Library)] public static partial int RAND_bytes(byte* to, int length);
    [LibraryImport(Library)] public static partial int RAND_status();

    [LibraryImport(Library)] public static partial nint BIO_new(nint method);
    [LibraryImport(Library)] public static partial nint BIO_s_mem();
    [LibraryImport(Library)] public static partial nint BIO_s_socket();
    [LibraryImport(Library)] public static partial nint BIO_new_mem_buf(byte* data, int length);
    [LibraryImport(Library, SetLastError = true)] public static partial nint BIO_new_file(byte* name, byte* mode);
    [LibraryImport(Library)] public static partial void BIO_free_all(nint bio);
    [LibraryImport(Library)] public static partial int BIO_up_ref(BioHandle bio);
    [LibraryImport(Library)] public static partial int BIO_read(BioHandle bio, byte* to, int size);
    [LibraryImport(Library, SetLastError = true)] public static partial int BIO_write(BioHandle bio, byte* from, int size);
    [LibraryImport(Library)] public static partial int BIO_gets(BioHandle bio, byte* to, int size);
    [LibraryImport(Library)] public static partial nuint BIO_ctrl_pending(BioHandle bio);
    [LibraryImport(Library)] public static partial long BIO_ctrl(BioHandle bio, int command, long number, nint data);
    [LibraryImport(Library, EntryPoint = "BIO_ctrl")] public static partial long BIO_control(nint bio, int command, long number, void* data);
    [LibraryImport(Library)] public static partial long BIO_int_ctrl(nint bio, int command, long number, int data);
    [LibraryImport(Library)] public static partial void BIO_set_flags(nint bio, int flags);
    [LibraryImport(Library)] public static partial void BIO_clear_flags(nint bio, int flags);
    [LibraryImport(Library)] public static partial int BIO_get_new_index();
    [LibraryImport(Library)] public static partial nint BIO_meth_new(int type, byte* name);
    [LibraryImport(Library)] public static partial int BIO_meth_set_read(nint method, delegate* unmanaged<nint, byte*, int, int> read);
    [LibraryImport(Library)] public static partial int BIO_meth_set_write(nint method, delegate* unmanaged<nint, byte*, int, int> write);
    [LibraryImport(Library)] public static partial int BIO_meth_set_ctrl(nint method, delegate* unmanaged<nint, int, long, void*, long> ctrl);
    [LibraryImport(Library)] public static partial delegate* unmanaged<nint, int, long, void*, long> BIO_meth_get_ctrl(nint method);
    [LibraryImport(Library)] public static partial int BIO_meth_set_create(nint method, nint create);
    [LibraryImport(Library)] public static partial nint BIO_meth_get_create(nint method);
    [LibraryImport(Library)] public static partial int BIO_meth_set_destroy(nint method, nint destroy);
    [LibraryImport(Library)] public static partial nint BIO_meth_get_destroy(nint method);

    [LibraryImport(Library)] public static partial nint OBJ_txt2obj(byte* text, int numbersOnly);
    [LibraryImport(Library)] public static partial nint OBJ_nid2obj(int nid);
    [LibraryImport(Library)] public static partial int OBJ_obj2nid(nint obj);
    [LibraryImport(Library)] public static partial byte* OBJ_nid2sn(int nid);
    [LibraryImport(Library)] public static partial byte* OBJ_nid2ln(int nid);
    [LibraryImport(Library)] public static partial int OBJ_sn2nid(byte* name);
    [LibraryImport(Library)] public static partial int OBJ_obj2txt(byte* to, int size, nint obj, int noName);
    [LibraryImport(Library)] public static partial void ASN1_OBJECT_free(nint obj);
    [LibraryImport(Library)] public static partial int ASN1_STRING_type(nint s);
    [LibraryImport(Library)] public static partial int ASN1_STRING_length(nint s);
    [LibraryImport(Library)] public static partial byte* ASN1_STRING_get0_data(nint s);
    [LibraryImport(Library)] public static partial int ASN1_STRING_to_UTF8(byte** to, nint s);
    [LibraryImport(Library)] public static partial void ASN1_STRING_free(nint s);
    [LibraryImport(Library)] public static partial nint a2i_IPADDRESS(byte* text);
    [LibraryImport(Library)] public static partial int i2a_ASN1_INTEGER(BioHandle bio, nint number);
    [LibraryImport(Library)] public static partial int ASN1_TIME_print(BioHandle bio, nint time);

    [LibraryImport(Library)] public static partial void X509_free(nint certificate);
    [LibraryImport(Library)] public static partial int X509_up_ref(nint certificate);
    [LibraryImport(Library)] public static partial int i2d_X509(nint certificate, byte** to);
    [LibraryImport(Library)] public static partial nint d2i_X509_bio(BioHandle bio, nint to);
    [LibraryImport(Library)] public static partial nint PEM_read_bio_X509(BioHandle bio, nint to, nint password, nint data);
    [LibraryImport(Library)] public static partial int PEM_write_bio_X509(BioHandle bio, nint certificate);
    [LibraryImport(Library)] public static partial int PEM_write_bio_X509_AUX(BioHandle bio, nint certificate);
    [LibraryImport(Library)] public static partial int X509_cmp(nint a, nint b);
    [LibraryImport(Library)] public static partial ulong X509_subject_name_hash(nint certificate);
    [LibraryImport(Library)] public static partial int X509_check_ca(nint certificate);
    [LibraryImport(Library)] public static partial long X509_get_version(nint certificate);
    [LibraryImport(Library)] public static partial nint X509_get_subject_name(nint certificate);
    [LibraryImport(Library)] public static partial nint X509_get_issuer_name(nint certificate);
    [LibraryImport(Library)] public static partial nint X509_get_serialNumber(nint certificate);
    [LibraryImport(Library)] public static partial nint X509_get0_notBefore(nint certificate);
    [LibraryImport(Library)] public static partial nint X509_get0_notAfter(nint certificate);
    [LibraryImport(Library)] public static partial nint X509_get_ext_d2i(nint certificate, int nid, int* critical, int* index);
    [LibraryImport(Library)] public static partial int X509_NAME_entry_count(nint name);
    [LibraryImport(Library)] public static partial nint X509_NAME_get_entry(nint name, int i);
    [LibraryImport(Library)] public static partial int X509_NAME_ENTRY_set(nint entry);
    [LibraryImport(Library)] public static partial nint X509_NAME_ENTRY_get_object(nint entry);
    [LibraryImport(Library)] public static partial nint X509_NAME_ENTRY_get_data(nint entry);
    [LibraryImport(Library)] public static partial int X509_NAME_print_ex(BioHandle bio, nint name, int indent, ulong flags);
    [LibraryImport(Library)] public static partial int GENERAL_NAME_print(BioHandle bio, nint name);
    [LibraryImport(Library)] public static partial void GENERAL_NAMES_free(nint names);
    [LibraryImport(Library)] public static partial void AUTHORITY_INFO_ACCESS_free(nint info);
    [LibraryImport(Library)] public static partial void CRL_DIST_POINTS_free(nint points);

    [LibraryImport(Library)] public static partial int X509_STORE_add_cert(nint store, nint certificate);
    [LibraryImport(Library)] public static partial int X509_STORE_lock(nint store);
    [LibraryImport(Library)] public static partial int X509_STORE_unlock(nint store);
    [LibraryImport(Library)] public static partial nint X509_STORE_get0_objects(nint store);
    [LibraryImport(Library)] public static partial int X509_OBJECT_get_type(nint obj);
    [LibraryImport(Library)] public static partial nint X509_OBJECT_get0_X509(nint obj);
    [LibraryImport(Library)] public static partial byte* X509_verify_cert_error_string(long code);
    [LibraryImport(Library)] public static partial ulong X509_VERIFY_PARAM_get_flags(nint param);
    [LibraryImport(Library)] public static partial int X509_VERIFY_PARAM_set_flags(nint param, ulong flags);
    [LibraryImport(Library)] public static partial int X509_VERIFY_PARAM_clear_flags(nint param, ulong flags);
    [LibraryImport(Library)] public static partial void X509_VERIFY_PARAM_set_hostflags(nint param, uint flags);
    [LibraryImport(Library)] public static partial int X509_VERIFY_PARAM_set1_host(nint param, byte* name, nuint length);
    [LibraryImport(Library)] public static partial int X509_VERIFY_PARAM_set1_ip(nint param, byte* address, nuint length);
    [LibraryImport(Library)] public static partial byte* X509_get_default_cert_file_env();
    [LibraryImport(Library)] public static partial byte* X509_get_default_cert_file();
    [LibraryImport(Library)] public static partial byte* X509_get_default_cert_dir_env();
    [LibraryImport(Library)] public static partial byte* X509_get_default_cert_dir();

    [LibraryImport(Library)] public static partial nint PEM_read_bio_DHparams(BioHandle bio, nint to, nint password, nint data);
    [LibraryImport(Library)] public static partial void DH_free(nint dh);
    [LibraryImport(Library)] public static partial int COMP_get_type(nint method);
}

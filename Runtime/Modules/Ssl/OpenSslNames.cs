namespace TieredPy.Runtime.Modules.Ssl;

/// <summary>
/// The names that OpenSSL's headers give to libraries and reasons of errors, as SSLError's <c>library</c> and <c>reason</c> have them. A reason's text is its
/// name in lower case, but for a few.
/// </summary>
internal static unsafe class OpenSslNames
{
    public const int SystemLibrary = 2, Pem = 9, X509 = 11, Ssl = 20;

    /// <summary>Reasons of one library begin here; lower ones, and those beyond, are of all.</summary>
    private const int FirstReason = 100, CommonReasons = 1 << 18;

    private static readonly (int Code, string Name)[] LibraryNames =
    [
        (1, "NONE"), (2, "SYS"), (3, "BN"), (4, "RSA"), (5, "DH"), (6, "EVP"), (7, "BUF"), (8, "OBJ"), (9, "PEM"), (10, "DSA"), (11, "X509"), (12, "METH"),
        (13, "ASN1"), (14, "CONF"), (15, "CRYPTO"), (16, "EC"), (20, "SSL"), (21, "SSL23"), (22, "SSL2"), (23, "SSL3"), (30, "RSAREF"), (31, "PROXY"),
        (32, "BIO"), (33, "PKCS7"), (34, "X509V3"), (35, "PKCS12"), (36, "RAND"), (37, "DSO"), (38, "ENGINE"), (39, "OCSP"), (40, "UI"), (41, "COMP"),
        (42, "ECDSA"), (43, "ECDH"), (44, "OSSL_STORE"), (45, "FIPS"), (46, "CMS"), (47, "TS"), (48, "HMAC"), (49, "JPAKE"), (50, "CT"), (51, "ASYNC"),
        (52, "KDF"), (53, "SM2"), (54, "ESS"), (55, "PROP"), (56, "CRMF"), (57, "PROV"), (58, "CMP"), (59, "OSSL_ENCODER"), (60, "OSSL_DECODER"),
        (61, "HTTP"), (128, "USER"),
    ];

    private static readonly (int Library, int Reason, string Name)[] IrregularReasons =
    [
        (4, 135, "SLEN_RECOVERY_FAILED"), (4, 136, "SLEN_CHECK_FAILED"), (5, 102, "INVALID_PUBKEY"), (6, 142, "EXPECTING_A_EC_KEY"),
        (6, 162, "PARTIALLY_OVERLAPPING"), (6, 219, "EXPECTING_A_ECX_KEY"), (10, 110, "SEED_LEN_SMALL"), (20, 158, "AT_LEAST_TLS_1_2_NEEDED_IN_SUITEB_MODE"),
        (20, 330, "NO_GOST_CERTIFICATE_SENT_BY_PEER"), (20, 358, "MISSING_SRP_PARAM"), (20, 361, "SRP_A_CALC"), (20, 380, "ILLEGAL_SUITEB_DIGEST"),
        (32, 115, "NULL_PARAMETER"), (36, 101, "FUNC_NOT_IMPLEMENTED"), (36, 123, "FWRITE_ERROR"), (38, 105, "ENGINE_IS_NOT_IN_LIST"),
        (38, 108, "ID_OR_NAME_MISSING"), (40, 109, "SYSASSIGN_ERROR"), (40, 110, "SYSDASSGN_ERROR"), (40, 111, "SYSQIOW_ERROR"),
        (47, 136, "VAR_LOOKUP_FAILURE"), (47, 137, "CANNOT_LOAD_CERT"), (47, 138, "CANNOT_LOAD_KEY"), (59, 100, "INCORRECT_PROPERTY_QUERY"),
        (59, 101, "ENCODER_NOT_FOUND"), (59, 102, "MISSING_GET_PARAMS"), (60, 100, "MISSING_GET_PARAMS"), (60, 101, "COULD_NOT_DECODE_OBJECT"),
        (60, 102, "DECODER_NOT_FOUND"),
    ];

    private static readonly Dictionary<int, string> Libraries = LibraryNames.ToDictionary(l => l.Code, l => l.Name);

    private static readonly Dictionary<(int Library, int Reason), string> Irregular = IrregularReasons.ToDictionary(r => (r.Library, r.Reason), r => r.Name);

    public static string? Library(int code) => Libraries.GetValueOrDefault(code);

    public static string? Reason(int library, int reason)
    {
        if (library == SystemLibrary || reason is < FirstReason or >= CommonReasons) return null;
        if (Irregular.TryGetValue((library, reason), out var name)) return name;
        ulong code = ((ulong)library << 23) | (uint)reason;
        return Marshal.PtrToStringUTF8((nint)CryptoNative.ERR_reason_error_string(code))?.Replace(' ', '_').ToUpperInvariant();
    }
}

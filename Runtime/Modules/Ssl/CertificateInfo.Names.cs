using static TieredPy.Runtime.Modules.Ssl.CryptoNative;

namespace TieredPy.Runtime.Modules.Ssl;

// The extensions that name things: other names of the subject, and where to ask about the certificate.
internal static unsafe partial class CertificateInfo
{
    private const int SubjectAltName = 85, InfoAccess = 177, DistributionPoints = 103;

    /// <summary>Kinds of a GENERAL_NAME.</summary>
    private const int OtherName = 0, Email = 1, Dns = 2, X400 = 3, DirectoryName = 4, EdiParty = 5, Uri = 6, Address = 7, RegisteredId = 8;

    /// <summary>GENERAL_NAME.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct GeneralName(int type, nint value)
    {
        public readonly int Type = type;
        public readonly nint Value = value;
    }

    private static Value TupleOrNone(List<Value> list) => list.Count == 0 ? Value.None : new Value(new PyTuple([.. list]));

    private static Value AlternativeNames(nint certificate)
    {
        nint names = X509_get_ext_d2i(certificate, SubjectAltName, null, null);
        if (names == 0) return Value.None;
        try
        {
            using var bio = BioHandle.Memory();
            var list = new List<Value>();
            for (int i = 0; i < OPENSSL_sk_num(names); i++)
            {
                var name = (GeneralName*)OPENSSL_sk_value(names, i);
                list.Add(new Value(AlternativeName(name, bio)));
            }
            return new Value(new PyTuple([.. list]));
        }
        finally
        {
            GENERAL_NAMES_free(names);
        }
    }

    private static PyTuple Pair(string kind, Value value) => new(Value.Str(kind), value);

    private static PyTuple AlternativeName(GeneralName* name, BioHandle bio)
    {
        switch (name->Type)
        {
            case DirectoryName: return Pair("DirName", Name(name->Value));
            case Email: return Pair("email", new Value(SslText.Of(Data(name->Value))));
            case Dns: return Pair("DNS", new Value(SslText.Of(Data(name->Value))));
            case Uri: return Pair("URI", new Value(SslText.Of(Data(name->Value))));
            case RegisteredId: return Pair("Registered ID", ObjectText(name->Value, false));
            case Address: return Pair("IP Address", Value.Str(AddressText(Data(name->Value))));
        }
        if (name->Type is not (OtherName or X400 or EdiParty)) Warnings.Warn(ExcTypes.RuntimeWarning, $"Unknown general name type {name->Type}");
        _ = BIO_ctrl(bio, BioReset, 0, 0);
        _ = GENERAL_NAME_print(bio, (nint)name);
        string text = SslText.Line(bio, 1403).ToString();
        int colon = text.IndexOf(':');
        return colon < 0 ? throw Err.ValueError($"Invalid value {text}") : Pair(text[..colon], Value.Str(text[(colon + 1)..]));
    }

    private static string AddressText(ReadOnlySpan<byte> a)
    {
        if (a.Length == 4) return $"{a[0]}.{a[1]}.{a[2]}.{a[3]}";
        if (a.Length != 16) return "<invalid>";
        var parts = new string[8];
        for (int i = 0; i < 8; i++) parts[i] = $"{(a[2 * i] << 8) | a[2 * i + 1]:X}";
        return string.Join(':', parts);
    }

    private static Value Access(nint certificate, int method)
    {
        nint info = X509_get_ext_d2i(certificate, InfoAccess, null, null);
        if (info == 0) return Value.None;
        try
        {
            var list = new List<Value>();
            for (int i = 0; i < OPENSSL_sk_num(info); i++)
            {
                // ACCESS_DESCRIPTION: the method and the location.
                var description = (nint*)OPENSSL_sk_value(info, i);
                var location = (GeneralName*)description[1];
                if (OBJ_obj2nid(description[0]) == method && location->Type == Uri) list.Add(new Value(SslText.Of(Data(location->Value))));
            }
            return TupleOrNone(list);
        }
        finally
        {
            AUTHORITY_INFO_ACCESS_free(info);
        }
    }

    private static Value RevocationLists(nint certificate)
    {
        nint points = X509_get_ext_d2i(certificate, DistributionPoints, null, null);
        if (points == 0) return Value.None;
        try
        {
            var list = new List<Value>();
            for (int i = 0; i < OPENSSL_sk_num(points); i++)
            {
                // DIST_POINT begins with a DIST_POINT_NAME, which may be absent and is of type 0 when it has full names.
                var name = *(GeneralName**)OPENSSL_sk_value(points, i);
                if (name == null || name->Type != 0) continue;
                for (int j = 0; j < OPENSSL_sk_num(name->Value); j++)
                {
                    var full = (GeneralName*)OPENSSL_sk_value(name->Value, j);
                    if (full->Type == Uri) list.Add(new Value(SslText.Of(Data(full->Value))));
                }
            }
            return TupleOrNone(list);
        }
        finally
        {
            CRL_DIST_POINTS_free(points);
        }
    }
}

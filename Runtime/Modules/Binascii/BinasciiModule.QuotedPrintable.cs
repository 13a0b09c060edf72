namespace TieredPy.Runtime.Modules;

// Quoted-printable (RFC 1521).
internal static partial class BinasciiModule
{
    private const int MaxLine = 76;

    [PyFunction("a2b_qp", Doc = "Decode a string of qp-encoded data.")]
    private static PyBytes A2BQp([Kw] Value data, [Kw] bool header = false)
    {
        var s = Ascii(data);
        var r = new List<byte>(s.Length);
        for (int i = 0; i < s.Length;)
        {
            if (s[i] != '=')
            {
                r.Add(header && s[i] == '_' ? (byte)' ' : s[i]);
                i++;
                continue;
            }
            if (++i >= s.Length) break;
            if (s[i] is (byte)'\n' or (byte)'\r')
            {
                while (i < s.Length && s[i] != '\n') i++;
                if (i < s.Length) i++;
            }
            else if (s[i] == '=')
            {
                r.Add((byte)'=');
                i++;
            }
            else if (i + 1 < s.Length && HexDigit(s[i]) >= 0 && HexDigit(s[i + 1]) >= 0)
            {
                r.Add((byte)(HexDigit(s[i]) << 4 | HexDigit(s[i + 1])));
                i += 2;
            }
            else r.Add((byte)'=');
        }
        return PyBytes.Make([.. r]);
    }

    [PyFunction("b2a_qp", Doc = "Encode a string using quoted-printable encoding.\n\nOn encoding, when istext is set, newlines are not encoded, and white\nspace at end of lines is.  When istext is not set, \\r and \\n (CR, LF) are\nboth encoded.  When quotetabs is set, space and tabs are encoded.")]
    private static PyBytes B2AQp([Kw] Value data, [Kw] bool quotetabs = false, [Kw] bool istext = true, [Kw] bool header = false)
    {
        var s = Buffers.Get(data);
        int firstLine = s.IndexOf((byte)'\n');
        bool crlf = firstLine > 0 && s[firstLine - 1] == '\r';
        var r = new List<byte>(s.Length + s.Length / 8);
        int line = 0;
        for (int i = 0; i < s.Length;)
        {
            byte c = s[i];
            bool last = i + 1 == s.Length;
            if (MustQuote(s, i, line, quotetabs, istext, header))
            {
                if (line + 3 >= MaxLine) SoftBreak(r, crlf, ref line);
                Quote(r, c);
                i++;
                line += 3;
            }
            else if (istext && (c == '\n' || (c == '\r' && !last && s[i + 1] == '\n')))
            {
                line = 0;
                if (r.Count > 0 && r[^1] is (byte)' ' or (byte)'\t')
                {
                    byte space = r[^1];
                    r.RemoveAt(r.Count - 1);
                    Quote(r, space);
                }
                if (crlf) r.Add((byte)'\r');
                r.Add((byte)'\n');
                i += c == '\r' ? 2 : 1;
            }
            else
            {
                if (!last && s[i + 1] != '\n' && line + 1 >= MaxLine) SoftBreak(r, crlf, ref line);
                line++;
                r.Add(header && c == ' ' ? (byte)'_' : c);
                i++;
            }
        }
        return PyBytes.Make([.. r]);
    }

    private static bool MustQuote(ReadOnlySpan<byte> s, int i, int line, bool quotetabs, bool istext, bool header)
    {
        byte c = s[i];
        bool last = i + 1 == s.Length;
        if (c > 126 || c == '=' || (header && c == '_')) return true;
        if (c == '.' && line == 0 && (last || s[i + 1] is (byte)'\n' or (byte)'\r' or 0)) return true;
        if (c is (byte)'\r' or (byte)'\n') return !istext;
        if (c is (byte)'\t' or (byte)' ') return last || quotetabs;
        return c < 33;
    }

    private static void Quote(List<byte> r, byte c)
    {
        r.Add((byte)'=');
        r.Add((byte)"0123456789ABCDEF"[c >> 4]);
        r.Add((byte)"0123456789ABCDEF"[c & 15]);
    }

    private static void SoftBreak(List<byte> r, bool crlf, ref int line)
    {
        r.Add((byte)'=');
        if (crlf) r.Add((byte)'\r');
        r.Add((byte)'\n');
        line = 0;
    }
}

using System.Text;

namespace TieredPy.Runtime.Bytecode.Compiling;

/// <summary>Docstrings lose their common indentation when they are compiled (since 3.13).</summary>
internal static class Docstrings
{
    public static object Clean(object doc)
    {
        if (doc is int[] wide)
        {
            // Same algorithm on a string: characters beyond U+FFFF are neither spaces nor newlines.
            var map = new List<int>();
            var narrow = new StringBuilder();
            foreach (int c in wide)
            {
                if (c < 0x10000 && c != 0xFFFF) narrow.Append((char)c);
                else
                {
                    narrow.Append('\uFFFF');
                    map.Add(c);
                }
            }
            string cleaned = CleanText(narrow.ToString());
            var result = new int[cleaned.Length];
            int next = 0;
            for (int i = 0; i < cleaned.Length; i++) result[i] = cleaned[i] == '\uFFFF' ? map[next++] : cleaned[i];
            return result;
        }
        return CleanText((string)doc);
    }

    private static string CleanText(string doc)
    {
        doc = ExpandTabs(doc);
        int start = 0;
        while (start < doc.Length && doc[start] == ' ') start++;

        // The smallest indentation of the lines after the first that have text.
        int margin = int.MaxValue;
        int newline = doc.IndexOf('\n', start);
        if (newline < 0) return start == 0 ? doc : doc[start..];
        for (int i = newline; i >= 0 && i < doc.Length; i = doc.IndexOf('\n', i))
        {
            int line = ++i;
            while (i < doc.Length && doc[i] == ' ') i++;
            if (i < doc.Length && doc[i] != '\n') margin = Math.Min(margin, i - line);
        }
        if (margin == int.MaxValue) margin = 0;
        if (start == 0 && margin == 0) return doc;
        var sb = new StringBuilder(doc.Length);
        sb.Append(doc, start, newline + 1 - start);
        int p = newline + 1;
        while (p < doc.Length)
        {
            for (int i = 0; i < margin && p < doc.Length && doc[p] == ' '; i++) p++;
            int end = doc.IndexOf('\n', p);
            end = end < 0 ? doc.Length : end + 1;
            sb.Append(doc, p, end - p);
            p = end;
        }
        return sb.ToString();
    }

    private static string ExpandTabs(string s)
    {
        if (!s.Contains('\t')) return s;
        var sb = new StringBuilder();
        int column = 0;
        foreach (char c in s)
        {
            if (c == '\t')
            {
                int n = 8 - column % 8;
                sb.Append(' ', n);
                column += n;
                continue;
            }
            sb.Append(c);
            column = c is '\n' or '\r' ? 0 : column + 1;
        }
        return sb.ToString();
    }
}

using System.Text;

namespace TieredPy.Runtime.Modules.Expat;

/// <summary>
/// A non-validating XML 1.0 parser that is fed text in pieces and reports events in Expat's order, with its errors and positions. A construct
/// is reported when all of it is there.
/// </summary>
internal sealed partial class ExpatMachine
{
    private readonly IExpatEvents events;
    private readonly char? separator;
    private readonly StringBuilder pending = new();
    private readonly Stack<Element> open = new();
    private string text = "";
    private int at;
    private bool final;
    private Stage stage;
    private bool first = true;
    private bool inCdata;

    // What the position was computed for: line, column and byte of the text's offset `counted`.
    private int counted;
    private bool afterReturn;

    public ExpatMachine(IExpatEvents events, char? separator)
    {
        this.events = events;
        this.separator = separator;
        if (separator != null) namespaces["xml"] = XmlNamespace;
    }

    private enum Stage
    {
        Prolog,
        Content,
        Epilog,
    }

    private readonly record struct Element(string RawName, string Name, List<string?>? Prefixes, int EntityDepth);

    public long Line { get; private set; } = 1;

    public long Column { get; private set; }

    public long ByteIndex { get; private set; }

    /// <summary>An external parsed entity: content without a document around it.</summary>
    public bool IsEntity
    {
        init
        {
            if (value) stage = Stage.Content;
        }
    }

    /// <summary>Bytes a character takes in the input's encoding: 0 when they vary as in UTF-8.</summary>
    public int CharWidth { get; set; }

    /// <summary>Parses what has come; throws <see cref="XmlFault"/>.</summary>
    public void Feed(string more, bool isFinal)
    {
        final = isFinal;
        text = pending.Length == 0 ? more : pending.Append(more).ToString();
        pending.Clear();
        at = counted = 0;
        try
        {
            Run();
        }
        catch (XmlFault fault)
        {
            CountTo(fault.At);
            throw;
        }
        CountTo(at);
        if (at < text.Length) pending.Append(text, at, text.Length - at);
    }

    private void Run()
    {
        if (first && text.Length > 0 && text[0] == '\ufeff')
        {
            at = 1;
            CountTo(1);
        }
        while (at < text.Length)
        {
            CountTo(at);
            bool advanced = stage == Stage.Content ? Content() : Misc();
            first = false;
            if (!advanced) break;
        }
        if (!final) return;
        CountTo(at);
        if (at < text.Length) throw new XmlFault(inCdata ? ExpatErrors.UnclosedCdata : ExpatErrors.UnclosedToken, inCdata ? text.Length : at);
        if (inCdata) throw new XmlFault(ExpatErrors.UnclosedCdata, at);
        if (stage == Stage.Prolog || open.Count > 0) throw new XmlFault(ExpatErrors.NoElements, at);
    }

    /// <summary>Brings the position to an offset.</summary>
    private void CountTo(int to)
    {
        if (nested > 0) return;
        for (; counted < to; counted++)
        {
            char c = text[counted];
            ByteIndex += CharWidth != 0 ? CharWidth : c < 0x80 ? 1 : c < 0x800 ? 2 : char.IsSurrogate(c) ? 2 : 3;
            if (c == '\n')
            {
                if (!afterReturn) Line++;
                Column = 0;
            }
            else if (c == '\r')
            {
                Line++;
                Column = 0;
            }
            else if (!char.IsLowSurrogate(c)) Column++;
            afterReturn = c == '\r';
        }
    }

    /// <summary>White space, comments, instructions and declarations outside the root element.</summary>
    private bool Misc()
    {
        char c = text[at];
        if (XmlNames.IsSpace(c))
        {
            int end = at + 1;
            while (end < text.Length && XmlNames.IsSpace(text[end])) end++;
            Advance(end, false);
            return true;
        }
        if (stage == Stage.Prolog && NameEnd(at) is var wordEnd && wordEnd > at && wordEnd < text.Length && !XmlNames.IsSpace(text[wordEnd]) && text[wordEnd] != '>') throw new XmlFault(ExpatErrors.InvalidToken, wordEnd);
        if (c != '<') throw new XmlFault(stage == Stage.Epilog ? ExpatErrors.JunkAfterDocElement : XmlNames.IsChar(c) ? ExpatErrors.Syntax : ExpatErrors.InvalidToken, at);
        if (at + 1 >= text.Length) return false;
        switch (text[at + 1])
        {
            case '?': return Instruction();
            case '!':
                if (Begins("<!--") is var comment && comment != false) return comment == true && Comment();
                if (stage == Stage.Prolog && Begins("<!DOCTYPE") is var doctype && doctype != false) return doctype == true && Doctype();
                throw new XmlFault(stage == Stage.Epilog ? ExpatErrors.JunkAfterDocElement : ExpatErrors.Syntax, at);
            default:
                if (text[at + 1] == '/') throw new XmlFault(ExpatErrors.InvalidToken, at + 1);
                if (stage == Stage.Epilog) throw new XmlFault(ExpatErrors.JunkAfterDocElement, at);
                return StartTag();
        }
    }

    /// <summary>Whether the text goes on with this; null while that can't be told.</summary>
    private bool? Begins(string s)
    {
        int n = Math.Min(s.Length, text.Length - at);
        if (string.CompareOrdinal(text, at, s, 0, n) != 0) return false;
        return n == s.Length ? true : final ? throw new XmlFault(ExpatErrors.UnclosedToken, at) : null;
    }

    /// <summary>Moves on over what was reported, or else hands it to the default handler.</summary>
    private void Advance(int end, bool taken)
    {
        if (!taken) events.Default(text.AsSpan(at, end - at));
        at = end;
    }

    private bool Instruction()
    {
        int end = text.IndexOf("?>", at, StringComparison.Ordinal);
        if (end < 0) return Incomplete();
        int nameEnd = NameEnd(at + 2);
        if (nameEnd == at + 2) throw new XmlFault(ExpatErrors.InvalidToken, at + 2);
        string target = text[(at + 2)..nameEnd];
        if (target == "xml")
        {
            if (!first || nested > 0) throw new XmlFault(ExpatErrors.MisplacedXmlDecl, at);
            bool took = XmlDeclaration(text[nameEnd..end], nameEnd);
            Advance(end + 2, took);
            return true;
        }
        if (target.Equals("xml", StringComparison.OrdinalIgnoreCase)) throw new XmlFault(ExpatErrors.InvalidToken, at + 5);
        int data = nameEnd;
        while (data < end && XmlNames.IsSpace(text[data])) data++;
        if (data == nameEnd && data != end) throw new XmlFault(ExpatErrors.InvalidToken, data);
        CheckChars(data, end);
        Advance(end + 2, events.Instruction(target, Lines(text[data..end])));
        return true;
    }

    private bool XmlDeclaration(string s, int offset)
    {
        string? version = null, encoding = null;
        int standalone = -1;
        int i = 0, step = 0;
        while (true)
        {
            int before = i;
            while (i < s.Length && XmlNames.IsSpace(s[i])) i++;
            if (i == s.Length) break;
            if (i == before) throw new XmlFault(ExpatErrors.XmlDecl, offset + i);
            int start = i;
            while (i < s.Length && char.IsAsciiLetter(s[i])) i++;
            string name = s[start..i];
            while (i < s.Length && XmlNames.IsSpace(s[i])) i++;
            if (i >= s.Length || s[i] != '=') throw new XmlFault(ExpatErrors.XmlDecl, offset + i);
            i++;
            while (i < s.Length && XmlNames.IsSpace(s[i])) i++;
            int close = i < s.Length && s[i] is '"' or '\'' && i < s.Length ? s.IndexOf(s[i], i + 1) : -1;
            if (close < 0) throw new XmlFault(ExpatErrors.XmlDecl, offset + i);
            string value = s[(i + 1)..close];
            if (name == "version" && step == 0)
            {
                version = value;
                step = 1;
            }
            else if (name == "encoding" && step == 1)
            {
                encoding = value;
                step = 2;
            }
            else if (name == "standalone" && step is 1 or 2 && value is "yes" or "no")
            {
                standalone = value == "yes" ? 1 : 0;
                isStandalone = standalone == 1;
                step = 3;
            }
            else throw new XmlFault(ExpatErrors.XmlDecl, offset + start);
            i = close + 1;
        }
        if (version == null) throw new XmlFault(ExpatErrors.XmlDecl, offset);
        return events.XmlDecl(version, encoding, standalone);
    }

    private bool Comment()
    {
        int end = text.IndexOf("--", at + 4, StringComparison.Ordinal);
        if (end < 0 || end + 2 >= text.Length)
        {
            CheckChars(at + 4, text.Length);
            return Incomplete();
        }
        if (text[end + 2] != '>') throw new XmlFault(ExpatErrors.InvalidToken, end + 2);
        CheckChars(at + 4, end);
        Advance(end + 3, events.Comment(Lines(text[(at + 4)..end])));
        return true;
    }

    private bool Incomplete() => final ? throw new XmlFault(ExpatErrors.UnclosedToken, at) : false;

    private int NameEnd(int from)
    {
        if (from >= text.Length || !XmlNames.IsStart(text[from])) return from;
        int i = from + 1;
        while (i < text.Length && XmlNames.IsPart(text[i])) i++;
        return i;
    }

    private void CheckChars(int from, int to)
    {
        for (int i = from; i < to; i++)
            if (!XmlNames.IsChar(text[i])) throw new XmlFault(ExpatErrors.InvalidToken, i);
    }

    /// <summary>Line ends as newlines.</summary>
    private static string Lines(string s) => s.Contains('\r') ? s.Replace("\r\n", "\n").Replace('\r', '\n') : s;
}

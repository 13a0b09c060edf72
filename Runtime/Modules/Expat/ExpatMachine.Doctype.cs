using System.Text;

namespace TieredPy.Runtime.Modules.Expat;

/// <content>The document type declaration and its internal subset.</content>
internal sealed partial class ExpatMachine
{
    private readonly Dictionary<string, XmlEntity> entities = [];
    private readonly Dictionary<string, XmlEntity> parameters = [];
    private readonly Dictionary<string, List<XmlAttribute>> declared = [];
    private bool hasUnreadDtd;
    private bool isStandalone;
    private bool hadDoctype;

    private bool Doctype()
    {
        if (hadDoctype) throw new XmlFault(ExpatErrors.Syntax, at);
        int end = DoctypeEnd();
        if (end < 0) return Incomplete();
        hadDoctype = true;
        int i = at + 9;
        string name = Word(ref i, true);
        string? systemId = null, publicId = null;
        SkipSpace(ref i);
        if (text[i] is not ('[' or '>')) (publicId, systemId) = ExternalId(ref i, false);
        SkipSpace(ref i);
        bool subset = text[i] == '[';
        if (systemId != null)
        {
            hasUnreadDtd = true;
            if (!isStandalone && !events.MayBeStandalone()) throw new XmlFault(ExpatErrors.NotStandalone, at);
        }
        CountTo(i);
        bool taken = events.StartDoctype(name, systemId, publicId, subset);
        if (!taken) Tokens(at, subset ? i + 1 : i);
        if (subset)
        {
            i++;
            Subset(ref i);
            i++;
            SkipSpace(ref i);
        }
        if (text[i] != '>') throw new XmlFault(ExpatErrors.InvalidToken, i);
        CountTo(i);
        if (!events.EndDoctype()) Tokens(subset ? i - 1 : i, i + 1);
        at = end;
        return true;
    }

    // Each token of a declaration by itself, as a default handler gets them.
    private void Tokens(int from, int to)
    {
        int i = from;
        while (i < to)
        {
            int end = i + 1;
            char c = text[i];
            if (XmlNames.IsSpace(c))
                while (end < to && XmlNames.IsSpace(text[end])) end++;
            else if (c is '"' or '\'') end = Math.Min(to, text.IndexOf(c, i + 1) + 1);
            else if (c is not ('[' or ']' or '>'))
                while (end < to && !XmlNames.IsSpace(text[end]) && text[end] is not ('[' or '>' or '"' or '\'')) end++;
            events.Default(text.AsSpan(i, Math.Max(end, i + 1) - i));
            i = Math.Max(end, i + 1);
        }
    }

    // Where the whole declaration ends; -1 while that isn't there.
    private int DoctypeEnd()
    {
        bool subset = false;
        for (int i = at + 9; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"' or '\'':
                    i = text.IndexOf(text[i], i + 1);
                    if (i < 0) return -1;
                    break;
                case '<' when string.CompareOrdinal(text, i, "<!--", 0, 4) == 0:
                    i = text.IndexOf("-->", i + 4, StringComparison.Ordinal);
                    if (i < 0) return -1;
                    i += 2;
                    break;
                case '<' when i + 1 < text.Length && text[i + 1] == '?':
                    i = text.IndexOf("?>", i, StringComparison.Ordinal);
                    if (i < 0) return -1;
                    break;
                case '[':
                    subset = true;
                    break;
                case ']':
                    subset = false;
                    break;
                case '>' when !subset:
                    return i + 1;
            }
        }
        return -1;
    }

    private void SkipSpace(ref int i)
    {
        while (i < text.Length && XmlNames.IsSpace(text[i])) i++;
        if (i >= text.Length) throw new XmlFault(ExpatErrors.InvalidToken, text.Length);
    }

    private string Word(ref int i, bool spaced)
    {
        int before = i;
        SkipSpace(ref i);
        if (spaced && i == before) throw new XmlFault(ExpatErrors.InvalidToken, i);
        int end = NameEnd(i);
        if (end == i) throw new XmlFault(ExpatErrors.Syntax, i);
        string s = text[i..end];
        i = end;
        return s;
    }

    private string Quoted(ref int i)
    {
        SkipSpace(ref i);
        if (text[i] is not ('"' or '\'')) throw new XmlFault(ExpatErrors.Syntax, i);
        int end = text.IndexOf(text[i], i + 1);
        if (end < 0) throw new XmlFault(ExpatErrors.UnclosedToken, i);
        string s = text[(i + 1)..end];
        literal = i;
        i = end + 1;
        return s;
    }

    // Where the last quoted text started: the position of declarations that end with one.
    private int literal;

    private (string? PublicId, string? SystemId) ExternalId(ref int i, bool publicAlone)
    {
        string kind = Word(ref i, false);
        if (kind == "SYSTEM") return (null, Quoted(ref i));
        if (kind != "PUBLIC") throw new XmlFault(ExpatErrors.Syntax, i - kind.Length);
        string publicId = string.Join(' ', Quoted(ref i).Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
        SkipSpace(ref i);
        if (publicAlone && text[i] is not ('"' or '\'')) return (publicId, null);
        return (publicId, Quoted(ref i));
    }

    private void Subset(ref int i)
    {
        while (true)
        {
            int space = i;
            SkipSpace(ref i);
            if (i > space) events.Default(text.AsSpan(space, i - space));
            if (text[i] == ']') return;
            if (text[i] == '%')
            {
                int end = text.IndexOf(';', i);
                if (end < 0) throw new XmlFault(ExpatErrors.InvalidToken, i);
                // Not read: what it may declare isn't known.
                hasUnreadDtd = true;
                events.SkippedEntity(text[(i + 1)..end], true);
                i = end + 1;
                continue;
            }
            int start = at;
            at = i;
            try
            {
                if (Begins("<!--") == true)
                {
                    if (!Comment()) throw new XmlFault(ExpatErrors.UnclosedToken, i);
                    i = at;
                    continue;
                }
                if (Begins("<?") == true)
                {
                    if (!Instruction()) throw new XmlFault(ExpatErrors.UnclosedToken, i);
                    i = at;
                    continue;
                }
            }
            finally
            {
                at = start;
            }
            if (string.CompareOrdinal(text, i, "<!", 0, 2) != 0) throw new XmlFault(ExpatErrors.Syntax, i);
            int from = i;
            i += 2;
            string keyword = Word(ref i, false);
            bool taken = keyword switch
            {
                "ENTITY" => EntityDeclaration(ref i),
                "ATTLIST" => AttributeList(ref i),
                "ELEMENT" => ElementDeclaration(ref i),
                "NOTATION" => NotationDeclaration(ref i),
                _ => throw new XmlFault(ExpatErrors.Syntax, from),
            };
            SkipSpace(ref i);
            if (text[i] != '>') throw new XmlFault(ExpatErrors.Syntax, i);
            i++;
            if (!taken) Tokens(from, i);
        }
    }

    private bool EntityDeclaration(ref int i)
    {
        SkipSpace(ref i);
        bool parameter = text[i] == '%';
        if (parameter) i++;
        string name = Word(ref i, parameter);
        SkipSpace(ref i);
        XmlEntity entity;
        if (text[i] is '"' or '\'')
        {
            int place = i + 1;
            string raw = Quoted(ref i);
            CountTo(place - 1);
            entity = new XmlEntity(name, parameter) { Value = EntityValue(raw, place) };
        }
        else
        {
            var (publicId, systemId) = ExternalId(ref i, false);
            string? notation = null;
            SkipSpace(ref i);
            if (text[i] != '>')
            {
                if (Word(ref i, false) != "NDATA") throw new XmlFault(ExpatErrors.Syntax, i);
                notation = Word(ref i, true);
                SkipSpace(ref i);
            }
            CountTo(i);
            entity = new XmlEntity(name, parameter) { SystemId = systemId, PublicId = publicId, Notation = notation };
        }
        // The first declaration counts.
        if (!(parameter ? parameters : entities).TryAdd(name, entity)) return true;
        return events.EntityDecl(entity);
    }

    // Character references are resolved at once, others when the entity is used.
    private string EntityValue(string raw, int place)
    {
        if (raw.IndexOf("&#", StringComparison.Ordinal) < 0) return Lines(raw);
        var value = new StringBuilder();
        for (int i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '&' || i + 1 >= raw.Length || raw[i + 1] != '#')
            {
                value.Append(raw[i]);
                continue;
            }
            int end = raw.IndexOf(';', i);
            if (end < 0) throw new XmlFault(ExpatErrors.InvalidToken, place + i);
            value.Append(CharReference(raw[(i + 1)..end], place + i, place + end));
            i = end;
        }
        return Lines(value.ToString());
    }

    private bool NotationDeclaration(ref int i)
    {
        string name = Word(ref i, true);
        var (publicId, systemId) = ExternalId(ref i, true);
        SkipSpace(ref i);
        CountTo(literal);
        return events.NotationDecl(name, systemId, publicId);
    }

    private bool ElementDeclaration(ref int i)
    {
        string name = Word(ref i, true);
        SkipSpace(ref i);
        int end = text.IndexOf('>', i);
        if (end < 0) throw new XmlFault(ExpatErrors.UnclosedToken, i);
        string model = text[i..end];
        CountTo(Math.Max(i, text.LastIndexOf(')', end)));
        i = end;
        return events.ElementDecl(name, string.Concat(model.Where(c => !XmlNames.IsSpace(c))));
    }

    private bool AttributeList(ref int i)
    {
        string element = Word(ref i, true);
        bool taken = false;
        while (true)
        {
            SkipSpace(ref i);
            if (text[i] == '>') return taken;
            string name = Word(ref i, false);
            SkipSpace(ref i);
            string type = text[i] == '(' ? "" : Word(ref i, false);
            SkipSpace(ref i);
            if (text[i] == '(')
            {
                int close = text.IndexOf(')', i);
                if (close < 0) throw new XmlFault(ExpatErrors.UnclosedToken, i);
                type += string.Concat(text[i..(close + 1)].Where(c => !XmlNames.IsSpace(c)));
                i = close + 1;
                SkipSpace(ref i);
            }
            string? value = null;
            bool required = false;
            if (text[i] == '#')
            {
                i++;
                string keyword = Word(ref i, false);
                required = keyword is "REQUIRED" or "FIXED";
                if (keyword == "FIXED") value = DefaultValue(element, name, ref i);
            }
            else value = DefaultValue(element, name, ref i);
            if (!declared.TryGetValue(element, out var list)) declared[element] = list = [];
            if (!list.Exists(a => a.Name == name)) list.Add(new XmlAttribute(name, type, value));
            CountTo(value == null ? i : literal);
            taken |= events.AttributeDecl(element, name, type, value, required);
        }
    }

    private string DefaultValue(string element, string name, ref int i)
    {
        SkipSpace(ref i);
        int place = i + 1;
        return AttributeValue(element, name, Quoted(ref i), place);
    }
}

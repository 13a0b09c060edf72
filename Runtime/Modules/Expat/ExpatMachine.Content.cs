using System.Globalization;
using System.Text;

namespace TieredPy.Runtime.Modules.Expat;

/// <content>Elements and what is in them.</content>
internal sealed partial class ExpatMachine
{
    private const string XmlNamespace = "http://www.w3.org/XML/1998/namespace";
    private const long ExpansionLimit = 8 * 1024 * 1024;

    private readonly Dictionary<string, string?> namespaces = [];
    private int nested;
    private long expanded;

    private bool Content()
    {
        if (inCdata) return CdataText();
        char c = text[at];
        if (c == '&') return Reference();
        if (c != '<') return Characters();
        if (at + 1 >= text.Length) return Incomplete();
        switch (text[at + 1])
        {
            case '/': return EndTag();
            case '?': return Instruction();
            case '!':
                if (Begins("<!--") is var comment && comment != false) return comment == true && Comment();
                if (Begins("<![CDATA[") is var cdata && cdata != false)
                {
                    if (cdata == null) return false;
                    Advance(at + 9, events.StartCdata());
                    inCdata = true;
                    return true;
                }
                throw new XmlFault(ExpatErrors.InvalidToken, at + 2);
            default:
                return StartTag();
        }
    }

    private bool Characters()
    {
        int end = text.AsSpan(at).IndexOfAny('<', '&');
        end = end < 0 ? text.Length : at + end;
        bool partial = end == text.Length && !final && nested == 0;
        int close = text.IndexOf("]]>", at, end - at, StringComparison.Ordinal);
        if (close >= 0)
        {
            Report(at, close);
            throw new XmlFault(ExpatErrors.InvalidToken, close + 2);
        }
        // What may be the start of something else, or half of a line end, waits.
        if (partial)
            while (end > at && (text[end - 1] is ']' or '\r' || char.IsHighSurrogate(text[end - 1]))) end--;
        if (end == at) return false;
        Report(at, end);
        at = end;
        return true;
    }

    /// <summary>Reports text as Expat does: each line and each line end by itself.</summary>
    private void Report(int from, int to)
    {
        while (from < to)
        {
            int end = from;
            while (end < to && text[end] is not ('\n' or '\r'))
            {
                if (!XmlNames.IsChar(text[end]))
                {
                    if (end > from) Piece(from, end, text.AsSpan(from, end - from));
                    throw new XmlFault(ExpatErrors.InvalidToken, end);
                }
                end++;
            }
            if (end > from) Piece(from, end, text.AsSpan(from, end - from));
            if (end < to)
            {
                int next = text[end] == '\r' && end + 1 < to && text[end + 1] == '\n' ? end + 2 : end + 1;
                Piece(end, next, "\n");
                end = next;
            }
            from = end;
        }
    }

    private void Piece(int from, int to, ReadOnlySpan<char> shown)
    {
        // Text that Expat has to convert comes in pieces of its conversion buffer.
        const int ConversionBuffer = 1024;
        while (CharWidth != 0 && to - from > ConversionBuffer)
        {
            Piece(from, from + ConversionBuffer, shown[..ConversionBuffer]);
            from += ConversionBuffer;
            shown = shown[ConversionBuffer..];
        }
        CountTo(from);
        if (!events.Characters(shown)) events.Default(text.AsSpan(from, to - from));
    }

    private bool CdataText()
    {
        int end = text.IndexOf("]]>", at, StringComparison.Ordinal);
        int stop = end < 0 ? text.Length : end;
        if (end < 0 && !final)
            while (stop > at && (text[stop - 1] is ']' or '\r' || char.IsHighSurrogate(text[stop - 1]))) stop--;
        if (stop > at)
        {
            Report(at, stop);
            at = stop;
        }
        if (end < 0) return false;
        CountTo(at);
        Advance(end + 3, events.EndCdata());
        inCdata = false;
        return true;
    }

    private bool Reference()
    {
        int semicolon = at + 1;
        while (semicolon < text.Length && text[semicolon] != ';' && (XmlNames.IsPart(text[semicolon]) || text[semicolon] == '#')) semicolon++;
        if (semicolon >= text.Length)
        {
            if (nested > 0) throw new XmlFault(ExpatErrors.AsyncEntity, at);
            return Incomplete();
        }
        string name = text[(at + 1)..semicolon];
        if (name.StartsWith('#'))
        {
            string value = CharReference(name, at, semicolon);
            Advance(semicolon + 1, events.Characters(value));
            return true;
        }
        if (text[semicolon] != ';' || name.Length == 0 || !XmlNames.IsStart(name[0])) throw new XmlFault(ExpatErrors.InvalidToken, name.Length == 0 || text[semicolon] != ';' ? semicolon : at + 1);
        if (Predefined(name) is { } known)
        {
            Advance(semicolon + 1, events.Characters(known));
            return true;
        }
        General(name, semicolon + 1);
        return true;
    }

    private static string? Predefined(string name) => name switch
    {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        "apos" => "'",
        _ => null,
    };

    // A reference to a declared entity, in content.
    private void General(string name, int end)
    {
        if (!entities.TryGetValue(name, out var entity))
        {
            if (!hasUnreadDtd || isStandalone) throw new XmlFault(ExpatErrors.UndefinedEntity, at);
            Advance(end, events.SkippedEntity(name, false));
            return;
        }
        if (entity.Open) throw new XmlFault(ExpatErrors.RecursiveEntityRef, at);
        if (entity.Notation != null) throw new XmlFault(15, at);
        if (entity.Value == null)
        {
            int? result = events.ExternalEntity(name, entity);
            if (result == 0) throw new XmlFault(ExpatErrors.ExternalEntityHandling, at);
            Advance(end, result != null);
            return;
        }
        if (events.KeepsReferences)
        {
            Advance(end, events.SkippedEntity(name, false));
            return;
        }
        Expand(entity);
        at = end;
    }

    private void Expand(XmlEntity entity)
    {
        expanded += entity.Value!.Length;
        if (expanded > ExpansionLimit && expanded > 100 * (ByteIndex + 1)) throw new XmlFault(ExpatErrors.Amplification, at);
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw new XmlFault(1, at);
        var (outerText, outerAt, depth) = (text, at, open.Count);
        entity.Open = true;
        nested++;
        try
        {
            text = entity.Value;
            at = 0;
            while (at < text.Length)
                if (!Content()) throw new XmlFault(ExpatErrors.AsyncEntity, outerAt);
            if (open.Count != depth || inCdata) throw new XmlFault(ExpatErrors.AsyncEntity, outerAt);
        }
        catch (XmlFault fault)
        {
            throw new XmlFault(fault.Code, outerAt);
        }
        finally
        {
            nested--;
            entity.Open = false;
            text = outerText;
            at = outerAt;
        }
    }

    private string CharReference(string name, int from, int semicolon)
    {
        bool hex = name.Length > 1 && name[1] == 'x';
        var digits = name.AsSpan(hex ? 2 : 1);
        int bad = hex ? digits.IndexOfAnyExcept("0123456789abcdefABCDEF") : digits.IndexOfAnyExceptInRange('0', '9');
        if (digits.IsEmpty || bad >= 0 || text[semicolon] != ';') throw new XmlFault(ExpatErrors.InvalidToken, from + (hex ? 3 : 2) + Math.Max(bad, 0));
        bool fits = int.TryParse(digits, hex ? NumberStyles.HexNumber : NumberStyles.None, CultureInfo.InvariantCulture, out int c);
        return fits && XmlNames.IsChar(c) ? char.ConvertFromUtf32(c) : throw new XmlFault(ExpatErrors.BadCharRef, from);
    }

    private bool EndTag()
    {
        int nameEnd = NameEnd(at + 2);
        int end = nameEnd;
        while (end < text.Length && XmlNames.IsSpace(text[end])) end++;
        if (end >= text.Length) return Incomplete();
        if (nameEnd == at + 2 || text[end] != '>') throw new XmlFault(ExpatErrors.InvalidToken, nameEnd == at + 2 ? nameEnd : end);
        if (open.Count == 0 || open.Peek().EntityDepth != nested) throw new XmlFault(open.Count == 0 ? ExpatErrors.InvalidToken : ExpatErrors.AsyncEntity, at);
        if (!text.AsSpan(at + 2, nameEnd - at - 2).SequenceEqual(open.Peek().RawName)) throw new XmlFault(ExpatErrors.TagMismatch, at + 2);
        bool taken = Close();
        Advance(end + 1, taken);
        return true;
    }

    private bool Close()
    {
        var element = open.Pop();
        bool taken = events.EndElement(element.Name);
        if (element.Prefixes != null)
        {
            for (int i = element.Prefixes.Count - 2; i >= 0; i -= 2)
            {
                string? prefix = element.Prefixes[i];
                events.EndNamespace(prefix);
                namespaces[prefix ?? ""] = element.Prefixes[i + 1];
            }
        }
        if (open.Count == 0 && nested == 0) stage = Stage.Epilog;
        return taken;
    }

    private bool StartTag()
    {
        int nameEnd = NameEnd(at + 1);
        if (nameEnd >= text.Length) return Incomplete();
        if (nameEnd == at + 1) throw new XmlFault(ExpatErrors.InvalidToken, at + 1);
        string raw = text[(at + 1)..nameEnd];
        var attributes = new List<KeyValuePair<string, string>>();
        int i = nameEnd;
        bool empty;
        while (true)
        {
            int before = i;
            while (i < text.Length && XmlNames.IsSpace(text[i])) i++;
            if (i >= text.Length) return Incomplete();
            if (text[i] == '>')
            {
                empty = false;
                i++;
                break;
            }
            if (text[i] == '/')
            {
                if (i + 1 >= text.Length) return Incomplete();
                if (text[i + 1] != '>') throw new XmlFault(ExpatErrors.InvalidToken, i + 1);
                empty = true;
                i += 2;
                break;
            }
            int end = NameEnd(i);
            if (end == i || i == before) throw new XmlFault(ExpatErrors.InvalidToken, i);
            int start = i;
            i = end;
            while (i < text.Length && XmlNames.IsSpace(text[i])) i++;
            if (i >= text.Length) return Incomplete();
            if (text[i] != '=') throw new XmlFault(ExpatErrors.InvalidToken, i);
            i++;
            while (i < text.Length && XmlNames.IsSpace(text[i])) i++;
            if (i >= text.Length) return Incomplete();
            if (text[i] is not ('"' or '\'')) throw new XmlFault(ExpatErrors.InvalidToken, i);
            int close = text.IndexOf(text[i], i + 1);
            int less = close < 0 ? text.IndexOf('<', i + 1) : text.IndexOf('<', i + 1, close - i - 1);
            if (less >= 0) throw new XmlFault(ExpatErrors.InvalidToken, less);
            if (close < 0) return Incomplete();
            string name = text[start..end];
            foreach (var known in attributes)
                if (known.Key == name) throw new XmlFault(ExpatErrors.DuplicateAttribute, start);
            attributes.Add(new(name, AttributeValue(raw, name, text[(i + 1)..close], i + 1)));
            i = close + 1;
        }
        Open(raw, attributes, i, empty);
        return true;
    }

    private void Open(string raw, List<KeyValuePair<string, string>> attributes, int end, bool empty)
    {
        int specified = attributes.Count;
        if (declared.TryGetValue(raw, out var defaults))
            foreach (var d in defaults)
                if (d.Default != null && !attributes.Exists(a => a.Key == d.Name)) attributes.Add(new(d.Name, d.Default));
        string name = raw;
        List<string?>? prefixes = null;
        if (separator != null) name = Qualify(raw, ref attributes, ref specified, out prefixes);
        stage = Stage.Content;
        open.Push(new Element(raw, name, prefixes, nested));
        bool taken = events.StartElement(name, attributes, specified);
        Advance(end, taken);
        if (!empty) return;
        CountTo(at);
        Close();
    }

    /// <summary>Resolves prefixes; xmlns attributes are declarations and go.</summary>
    private string Qualify(string raw, ref List<KeyValuePair<string, string>> attributes, ref int specified, out List<string?>? prefixes)
    {
        prefixes = null;
        var kept = new List<KeyValuePair<string, string>>(attributes.Count);
        int own = specified;
        for (int i = 0; i < attributes.Count; i++)
        {
            var (key, value) = attributes[i];
            if (key == "xmlns" || key.StartsWith("xmlns:", StringComparison.Ordinal))
            {
                string? prefix = key == "xmlns" ? null : key[6..];
                if (prefix == "xml" != (value == XmlNamespace)) throw new XmlFault(prefix == "xml" ? 38 : 40, at);
                if (prefix == "xmlns") throw new XmlFault(39, at);
                if (prefix != null && value.Length == 0) throw new XmlFault(28, at);
                namespaces.TryGetValue(prefix ?? "", out string? outer);
                (prefixes ??= []).AddRange([prefix, outer]);
                namespaces[prefix ?? ""] = value.Length == 0 ? null : value;
                events.StartNamespace(prefix, value.Length == 0 ? null : value);
                if (i < own) specified--;
                continue;
            }
            kept.Add(attributes[i]);
        }
        for (int i = 0; i < kept.Count; i++)
        {
            if (!kept[i].Key.Contains(':')) continue;
            string full = Resolve(kept[i].Key, false);
            for (int j = 0; j < i; j++)
                if (kept[j].Key == full) throw new XmlFault(ExpatErrors.DuplicateAttribute, at);
            kept[i] = new(full, kept[i].Value);
        }
        attributes = kept;
        return Resolve(raw, true);
    }

    private string Resolve(string name, bool element)
    {
        int colon = name.IndexOf(':');
        string prefix = colon < 0 ? "" : name[..colon];
        string local = colon < 0 ? name : name[(colon + 1)..];
        if (!namespaces.TryGetValue(prefix, out string? uri) || uri == null)
        {
            if (colon < 0) return name;
            throw new XmlFault(ExpatErrors.UnboundPrefix, at);
        }
        string between = separator == '\0' ? "" : separator.ToString()!;
        string full = uri + between + local;
        return events.ReportsPrefixes && colon >= 0 ? full + between + prefix : full;
    }

    /// <summary>A value with references resolved and white space normalised (XML 1.0, 3.3.3).</summary>
    private string AttributeValue(string element, string attribute, string raw, int offset)
    {
        var value = new StringBuilder(raw.Length);
        AppendValue(value, raw, offset, 0);
        if (declared.TryGetValue(element, out var list) && list.Find(a => a.Name == attribute) is { Type: not "CDATA" })
            return string.Join(' ', value.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return value.ToString();
    }

    private void AppendValue(StringBuilder to, string raw, int offset, int depth)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw new XmlFault(1, at);
        for (int i = 0; i < raw.Length; i++)
        {
            char c = raw[i];
            int place = depth == 0 ? offset + i : at;
            if (c == '\r' && i + 1 < raw.Length && raw[i + 1] == '\n') continue;
            if (XmlNames.IsSpace(c)) to.Append(' ');
            else if (!XmlNames.IsChar(c)) throw new XmlFault(ExpatErrors.InvalidToken, place);
            else if (c == '<') throw new XmlFault(ExpatErrors.InvalidToken, place);
            else if (c != '&') to.Append(c);
            else
            {
                int semicolon = raw.IndexOf(';', i);
                if (semicolon < 0) throw new XmlFault(ExpatErrors.InvalidToken, place + raw.Length - i);
                string name = raw[(i + 1)..semicolon];
                if (name.StartsWith('#'))
                {
                    bool hex = name.Length > 1 && name[1] == 'x';
                    bool valid = int.TryParse(name.AsSpan(hex ? 2 : 1), hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out int code);
                    if (!valid) throw new XmlFault(ExpatErrors.InvalidToken, place + 2);
                    to.Append(XmlNames.IsChar(code) ? char.ConvertFromUtf32(code) : throw new XmlFault(ExpatErrors.BadCharRef, place));
                }
                else if (name.Length == 0 || !XmlNames.IsStart(name[0])) throw new XmlFault(ExpatErrors.InvalidToken, place + 1);
                else if (Predefined(name) is { } known) to.Append(known);
                else AppendEntity(to, name, at, depth);
                i = semicolon;
            }
        }
    }

    private void AppendEntity(StringBuilder to, string name, int place, int depth)
    {
        if (!entities.TryGetValue(name, out var entity))
        {
            if (!hasUnreadDtd || isStandalone) throw new XmlFault(ExpatErrors.UndefinedEntity, place);
            return;
        }
        if (entity.Open) throw new XmlFault(ExpatErrors.RecursiveEntityRef, place);
        if (entity.Value == null) throw new XmlFault(ExpatErrors.AttributeExternalEntityRef, place);
        expanded += entity.Value.Length;
        if (expanded > ExpansionLimit && expanded > 100 * (ByteIndex + 1)) throw new XmlFault(ExpatErrors.Amplification, place);
        entity.Open = true;
        AppendValue(to, entity.Value, place, depth + 1);
        entity.Open = false;
    }
}

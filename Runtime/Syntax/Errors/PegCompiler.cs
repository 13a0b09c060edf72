namespace TieredPy.Runtime.Syntax;

/// <summary>Reads the text of <see cref="ErrorGrammar"/>.</summary>
internal sealed class PegCompiler
{
    private static readonly Dictionary<string, TokenKind> NamedTokens = new()
    {
        ["NAME"] = TokenKind.Name,
        ["NUMBER"] = TokenKind.Number,
        ["STRING"] = TokenKind.String,
        ["NEWLINE"] = TokenKind.Newline,
        ["INDENT"] = TokenKind.Indent,
        ["DEDENT"] = TokenKind.Dedent,
        ["ENDMARKER"] = TokenKind.EndMarker,
        ["TYPE_COMMENT"] = TokenKind.TypeComment,
        ["FSTRING_START"] = TokenKind.FStringStart,
        ["FSTRING_MIDDLE"] = TokenKind.FStringMiddle,
        ["FSTRING_END"] = TokenKind.FStringEnd,
    };

    private readonly Dictionary<string, PegRule> _rules = [];
    private string _text = "";
    private int _pos;

    public static Dictionary<string, PegRule> Compile(params ReadOnlySpan<string> texts)
    {
        var compiler = new PegCompiler();
        foreach (var text in texts)
            compiler.ReadRules(text);
        foreach (var rule in compiler._rules.Values)
        {
            if (rule.Body is null)
                throw new InvalidOperationException("grammar: no rule " + rule.Name);
        }
        return compiler._rules;
    }

    private PegRule Rule(string name)
    {
        if (!_rules.TryGetValue(name, out var rule))
            _rules[name] = rule = new PegRule(name) { Index = _rules.Count };
        return rule;
    }

    private void ReadRules(string text)
    {
        PegRule? rule = null;
        var alternatives = new List<PegSequence>();
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Trim();
            if (line.Length == 0)
                continue;
            if (line[0] == '|')
            {
                ReadAlternatives(line[1..], alternatives);
                continue;
            }
            if (rule is not null)
                rule.Body = new PegChoice([.. alternatives]);
            alternatives.Clear();
            var colon = line.IndexOf(':');
            var head = line[..colon].Split(' ');
            rule = Rule(head[0]);
            rule.IsShared = head.Length > 1 && head[1] == "(memo)";
            rule.HidesInvalid = head.Length > 1 && head[1] == "(noinvalid)";
            if (colon + 1 < line.Length)
                ReadAlternatives(line[(colon + 1)..], alternatives);
        }
        rule!.Body = new PegChoice([.. alternatives]);
    }

    private void ReadAlternatives(string text, List<PegSequence> alternatives)
    {
        _text = text;
        _pos = 0;
        do
            alternatives.Add(ReadSequence());
        while (Take('|'));
        if (_pos < _text.Length)
            throw new InvalidOperationException("grammar: unexpected " + _text[_pos..]);
    }

    private void SkipSpace()
    {
        while (_pos < _text.Length && _text[_pos] == ' ')
            _pos++;
    }

    private bool Take(char c)
    {
        SkipSpace();
        if (_pos >= _text.Length || _text[_pos] != c)
            return false;
        _pos++;
        return true;
    }

    private PegSequence ReadSequence()
    {
        var items = new List<PegNode>();
        int a = -1, b = -1;
        PegAction? action = null;
        for (; ; )
        {
            SkipSpace();
            if (_pos >= _text.Length || _text[_pos] is '|' or ')')
                break;
            if (_text.AsSpan(_pos).StartsWith("=>"))
            {
                action = PegAction.Parse(_text[(_pos + 2)..].Trim());
                _pos = _text.Length;
                break;
            }
            if (_pos + 1 < _text.Length && _text[_pos] is 'a' or 'b' && _text[_pos + 1] == '=')
            {
                if (_text[_pos] == 'a')
                    a = items.Count;
                else
                    b = items.Count;
                _pos += 2;
            }
            items.Add(ReadItem());
        }
        return new PegSequence([.. items], a, b, action);
    }

    private PegNode ReadItem()
    {
        if (Take('~'))
            return new PegCut();
        if (Take('!'))
            return new PegLookahead(ReadSuffixed(), false);
        if (!Take('&'))
            return ReadSuffixed();
        if (!Take('&'))
            return new PegLookahead(ReadSuffixed(), true);
        var start = _pos + 1;
        var token = (PegToken)ReadAtom();
        return new PegForced(token.Kind, _text[start..(_pos - 1)]);
    }

    private PegNode ReadSuffixed()
    {
        var atom = ReadAtom();
        if (_pos >= _text.Length)
            return atom;
        switch (_text[_pos])
        {
            case '?':
                _pos++;
                return new PegOptional(atom);
            case '*':
                _pos++;
                return new PegRepeat(atom, false);
            case '+':
                _pos++;
                return new PegRepeat(atom, true);
            case '.':
                _pos++;
                var element = ReadAtom();
                _pos++;
                return new PegGather(atom, element);
            default:
                return atom;
        }
    }

    private PegNode ReadAtom()
    {
        SkipSpace();
        var c = _text[_pos];
        if (c == '(')
        {
            _pos++;
            var alternatives = new List<PegSequence>();
            do
                alternatives.Add(ReadSequence());
            while (Take('|'));
            if (!Take(')'))
                throw new InvalidOperationException("grammar: unclosed group");
            return new PegChoice([.. alternatives]);
        }
        if (c is '\'' or '"')
        {
            var end = _text.IndexOf(c, _pos + 1);
            var literal = _text[(_pos + 1)..end];
            _pos = end + 1;
            return c == '"' ? new PegWord(literal) : new PegToken(Tokenizer.KindOf(literal));
        }
        var start = _pos;
        while (_pos < _text.Length && (char.IsAsciiLetterOrDigit(_text[_pos]) || _text[_pos] == '_'))
            _pos++;
        var name = _text[start.._pos];
        if (name == "SOFT_KEYWORD")
            return new PegWord(null);
        return NamedTokens.TryGetValue(name, out var kind) ? new PegToken(kind) : Rule(name);
    }
}

using System.Runtime.CompilerServices;

namespace TieredPy.Runtime.Syntax;

/// <summary>
/// Matches tokens against <see cref="ErrorGrammar"/>, a parsing expression grammar with remembered results (packrat). It builds nothing; it
/// is run for the place where it stops and for the mistakes it recognises.
/// </summary>
internal sealed partial class PegMatcher(TokenBuffer buffer, ParseFlags flags)
{
    private static readonly Lazy<Dictionary<string, PegRule>> Rules =
        new(() => PegCompiler.Compile(ErrorGrammar.Statements, ErrorGrammar.Expressions, ErrorGrammar.Invalid));

    private readonly Dictionary<long, int> _results = [];
    private readonly string _text = buffer.Source.Text;
    private bool _invalid;
    private int _pos;
    private int _level;

    /// <summary>Whether a rule matches from a token on. With <paramref name="invalid"/>, recognised mistakes are thrown.</summary>
    public bool Match(string rule, int start, bool invalid)
    {
        _pos = start;
        _invalid = invalid;
        _level = 0;
        _results.Clear();
        return MatchRule(Rules.Value[rule]);
    }

    private bool MatchRule(PegRule rule)
    {
        if (++_level > Parser.MaxStack || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw Parser.StackOverflow(buffer.Source);
        var found = MatchRemembered(rule);
        _level--;
        return found;
    }

    private bool MatchRemembered(PegRule rule)
    {
        if (rule.HidesInvalid)
        {
            var before = _invalid;
            _invalid = false;
            var hidden = MatchChoice(rule.Body!) == Outcome.Found;
            _invalid = before;
            return hidden;
        }
        var variant = rule.IsShared ? 2 : _invalid ? 1 : 0;
        var key = ((long)_pos << 20) | (uint)(rule.Index * 3 + variant);
        if (_results.TryGetValue(key, out var end))
        {
            if (end < 0)
                return false;
            _pos = end;
            return true;
        }
        var start = _pos;
        var found = MatchChoice(rule.Body!) == Outcome.Found;
        if (!found)
            _pos = start;
        _results[key] = found ? _pos : -1;
        return found;
    }

    /// <summary>Fails with the alternative, or with all of them.</summary>
    private enum Outcome : byte
    {
        Found, Failed, FailedForGood,
    }

    private Outcome MatchChoice(PegChoice choice)
    {
        var start = _pos;
        foreach (var alternative in choice.Alternatives)
        {
            // As in CPython's, a mistake that is only a part of its alternative is looked for in the first reading too.
            if (!_invalid && alternative.Items is [PegRule { IsInvalid: true }])
                continue;
            var outcome = MatchSequence(alternative);
            if (outcome == Outcome.Found)
                return outcome;
            _pos = start;
            if (outcome == Outcome.FailedForGood)
                return outcome;
        }
        return Outcome.Failed;
    }

    private Outcome MatchSequence(PegSequence sequence)
    {
        var cut = false;
        var labels = default(Labels);
        var items = sequence.Items;
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i] is PegCut)
            {
                cut = true;
                continue;
            }
            var start = _pos;
            if (!MatchNode(items[i]))
                return cut ? Outcome.FailedForGood : Outcome.Failed;
            if (i == sequence.A)
                labels.A = new Span(start, _pos, items[i]);
            else if (i == sequence.B)
                labels.B = new Span(start, _pos, items[i]);
        }
        if (sequence.Action is not { } action)
            return Outcome.Found;
        if (action.Place != PegPlace.Check)
            throw Report(action, labels);
        return Check(action, labels) ? Outcome.Found : Outcome.FailedForGood;
    }

    private bool MatchNode(PegNode node)
    {
        switch (node)
        {
            case PegToken token:
                if (buffer.At(_pos).Kind != token.Kind)
                    return false;
                _pos++;
                return true;
            case PegRule rule:
                return MatchRule(rule);
            case PegChoice choice:
                return MatchChoice(choice) == Outcome.Found;
            case PegWord word:
                return MatchWord(word);
            case PegOptional optional:
                var before = _pos;
                if (!MatchNode(optional.Element))
                    _pos = before;
                return true;
            case PegRepeat repeat:
                return MatchRepeat(repeat);
            case PegGather gather:
                return MatchGather(gather);
            case PegLookahead lookahead:
                var start = _pos;
                var found = MatchNode(lookahead.Element);
                _pos = start;
                return found == lookahead.Positive;
            case PegForced forced:
                if (buffer.At(_pos).Kind != forced.Kind)
                    throw At(SyntaxErrorKind.SyntaxError, $"expected '{forced.Text}'", new Span(_pos, _pos + 1, node));
                _pos++;
                return true;
            default:
                throw new InvalidOperationException("grammar: unknown node");
        }
    }

    private bool MatchWord(PegWord word)
    {
        ref var token = ref buffer.At(_pos);
        if (token.Kind != TokenKind.Name)
            return false;
        var text = token.Span(_text);
        if (word.Word is { } one ? !text.SequenceEqual(one) : !StartsSoftKeyword(text))
            return false;
        _pos++;
        return true;
    }

    /// <summary>CPython takes each prefix of a soft keyword for one here.</summary>
    private static bool StartsSoftKeyword(ReadOnlySpan<char> text) =>
        text is "_" || "case".AsSpan().StartsWith(text) || "match".AsSpan().StartsWith(text) || "type".AsSpan().StartsWith(text);

    private bool MatchRepeat(PegRepeat repeat)
    {
        var count = 0;
        for (; ; )
        {
            var start = _pos;
            if (!MatchNode(repeat.Element))
            {
                _pos = start;
                return count > 0 || !repeat.AtLeastOne;
            }
            count++;
            if (_pos == start)
                return true;
        }
    }

    private bool MatchGather(PegGather gather)
    {
        if (!MatchNode(gather.Element))
            return false;
        for (; ; )
        {
            var start = _pos;
            if (!MatchNode(gather.Separator) || !MatchNode(gather.Element))
            {
                _pos = start;
                return true;
            }
        }
    }
}

using System.Runtime.CompilerServices;

namespace TieredPy.Runtime.Syntax;

/// <summary>
/// The tokens of a source read so far; more are read on demand. It also keeps type-ignore comments and closes a <c>single</c> input.
/// </summary>
internal sealed partial class TokenBuffer(Tokenizer tokenizer, ParseMode mode, ParseFlags flags) : IDisposable
{
    /// <summary>Storage that the last buffer of this thread left for the next one.</summary>
    [ThreadStatic] private static Token[]? t_spare;

    private Token[] _tokens = TakeSpare();
    private bool _started;

    private const int MostSpare = 1 << 16;

    private static readonly Token[] s_none = new Token[0];

    public Tokenizer Tokenizer { get; } = tokenizer;

    public SourceText Source => Tokenizer.Source;

    public ParseMode Mode { get; } = mode;

    /// <summary>How many tokens have been read, the one that is an error included.</summary>
    public int Count { get; private set; }

    public TypeIgnore[] TypeIgnores { get; private set; } = [];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref Token At(int index)
    {
        while (index >= Count)
            Read();
        return ref _tokens[index];
    }

    /// <summary>Reads one more token; throws what the tokenizer has to complain of.</summary>
    public void Read()
    {
        if (Count > 0 && _tokens[Count - 1].Kind == TokenKind.Error)
            throw ErrorOf(_tokens[Count - 1]);
        if (Count == _tokens.Length)
            Grow();
        ref var token = ref _tokens[Count];
        Tokenizer.Next(out token);
        while (token.Kind == TokenKind.TypeIgnore)
        {
            TypeIgnores = [.. TypeIgnores, new TypeIgnore(token.Line, Source.Text[token.Start..token.End])];
            Tokenizer.Next(out token);
        }
        if (Mode == ParseMode.Single && token.Kind == TokenKind.EndMarker && _started)
        {
            token.Kind = TokenKind.Newline;
            _started = false;
            if (Tokenizer.IsIndented && (flags & ParseFlags.DontImplyDedent) == 0)
                Tokenizer.DedentAll();
        }
        else
        {
            _started = true;
        }
        Count++;
        if (token.Kind == TokenKind.Error)
            throw ErrorOf(token);
    }

    public void Dispose()
    {
        var tokens = _tokens;
        _tokens = s_none;
        Count = 0;
        if (tokens.Length is > 0 and <= MostSpare)
            t_spare = tokens;
    }

    private static Token[] TakeSpare()
    {
        var tokens = t_spare ?? new Token[1024];
        t_spare = null;
        return tokens;
    }

    private void Grow()
    {
        var bigger = new Token[_tokens.Length * 2];
        _tokens.AsSpan(0, Count).CopyTo(bigger);
        _tokens = bigger;
    }
}

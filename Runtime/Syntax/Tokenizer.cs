using System.Runtime.CompilerServices;

namespace TieredPy.Runtime.Syntax;

/// <summary>
/// Cuts source text into tokens, by the lexical analysis chapter of the language reference and PEP 701. It works a line at a time, as
/// CPython's does, since the places and texts of errors depend on which line has been read so far.
/// </summary>
internal sealed partial class Tokenizer
{
    private const int Eof = -1;
    private const int MaxIndent = 100;
    private const int MaxLevel = 200;
    private const int TabSize = 8;

    private readonly SourceText _source;
    private readonly LineBuffer? _lines;
    private readonly bool _ascii;
    private readonly bool _typeComments;
    private readonly bool _extraTokens;
    private readonly int[] _indents = new int[MaxIndent];
    private readonly int[] _altIndents = new int[MaxIndent];
    private readonly Bracket[] _brackets = new Bracket[MaxLevel];
    private int _indent;
    private int _pendingIndents;
    private int _level;
    private string _text;
    private int _textEnd;
    private int _cur;
    private int _lineEnd;
    private int _lineStart;
    private int _bufferStart;
    private int _line;
    private int _start = -1;
    private int _firstLine;
    private int _firstLineStart;
    private bool _atLineStart = true;
    private bool _commentNewline;
    private TokenizerState _state;
    private int _measuredLine = -1;
    private int _measuredPosition;
    private int _measuredExtra;

    public Tokenizer(SourceText source, bool typeComments = false, bool extraTokens = false)
    {
        _source = source;
        _text = source.Text;
        _textEnd = _text.Length;
        _ascii = source.IsAscii;
        _typeComments = typeComments;
        _extraTokens = extraTokens;
    }

    /// <summary>Reads its text a line at a time, when it comes to its end.</summary>
    private Tokenizer(LineBuffer lines, string filename, bool extraTokens) : this(SourceText.FromString("", filename), false, extraTokens)
    {
        _lines = lines;
        _ascii = false;
    }

    /// <summary>An open bracket and where it is.</summary>
    internal struct Bracket
    {
        public char Char;
        public int Line;
        public int Col;
    }

    public SourceText Source => _source;

    public TokenizerState State => _state;

    /// <summary>The error behind an <see cref="TokenKind.Error"/> token in state <see cref="TokenizerState.Error"/> or unterminated.</summary>
    public SyntaxErrorException? Error { get; private set; }

    /// <summary>The number of the line read last.</summary>
    public int CurrentLine => _line;

    public int LineStart => _lineStart;

    public int Position => _cur;

    public int LineEnd => _lineEnd;

    /// <summary>Where the text an error shows begins: the line read last, or the first of a token that spans lines.</summary>
    public int BufferStart => _bufferStart;

    public int Level => _level;

    public ref readonly Bracket InnermostBracket => ref _brackets[_level - 1];

    /// <summary>Closes all open blocks, as the end of a <c>single</c> input does.</summary>
    public void DedentAll()
    {
        _pendingIndents = -_indent;
        _indent = 0;
    }

    public bool IsIndented => _indent > 0;

    /// <summary>Reads the next token.</summary>
    public void Next(out Token token)
    {
        token = default;
        if (_modeIndex > 0 && _modes[_modeIndex].InLiteral)
            NextInFString(ref token);
        else
            NextNormal(ref token);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int NextChar() => _cur < _lineEnd ? _text[_cur++] : NextLine();

    private int NextLine()
    {
        if (_state != TokenizerState.Ok)
            return Eof;
        if (_lineEnd >= _textEnd && !ReadLine())
        {
            _state = TokenizerState.EndOfFile;
            return Eof;
        }
        if (_start < 0)
            _bufferStart = _cur;
        _lineStart = _cur;
        _line++;
        _lineEnd = EndOfLine(_text, _cur);
        return _text[_cur++];
    }

    /// <summary>Asks for one more line, where the text comes line by line. Lines before it are needed by a token that goes on, and by an f-string.</summary>
    private bool ReadLine()
    {
        if (_lines == null)
            return false;
        var keeps = _start >= 0 || _modeIndex > 0;
        if (!_lines.Read(_line + 1, keeps))
            return false;
        if (!keeps)
        {
            _cur = _lineEnd = 0;
            _measuredLine = -1;
        }
        _text = _lines.Text;
        _textEnd = _lines.End;
        return true;
    }

    /// <summary>Most lines are so short that a search by vectors gains nothing, and the first of a process costs its code.</summary>
    private static int EndOfLine(string text, int at)
    {
        var near = Math.Min(text.Length, at + 80);
        while (at < near)
        {
            if (text[at++] == '\n')
                return at;
        }
        return at == text.Length ? at : FarEndOfLine(text, at);
    }

    private static int FarEndOfLine(string text, int at) => text.IndexOf('\n', at) is >= 0 and var found ? found + 1 : text.Length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Backup(int c)
    {
        if (c >= 0)
            _cur--;
    }

    /// <summary>Finishes a token that lies on the line read last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Make(ref Token token, TokenKind kind, int start, int end)
    {
        token.Kind = kind;
        token.Level = (byte)_level;
        token.Start = start;
        token.End = end;
        token.Line = token.EndLine = _line;
        if (_ascii)
        {
            token.Col = start - _lineStart;
            token.EndCol = end - _lineStart;
        }
        else
        {
            token.Col = ByteColumn(_lineStart, start);
            token.EndCol = ByteColumn(_lineStart, end);
        }
    }

    /// <summary>Finishes a token without a place.</summary>
    private void MakePlaceless(ref Token token, TokenKind kind)
    {
        token.Kind = kind;
        token.Level = (byte)_level;
        token.Start = token.End = _cur;
        token.Line = token.EndLine = _line;
        token.Col = token.EndCol = -1;
    }

    /// <summary>Finishes a token that began on line <see cref="_firstLine"/>.</summary>
    private void MakeLong(ref Token token, TokenKind kind, int start, int end)
    {
        token.Kind = kind;
        token.Level = (byte)_level;
        token.Start = start;
        token.End = end;
        token.Line = _firstLine;
        token.EndLine = _line;
        token.Col = ByteColumn(_firstLineStart, start);
        token.EndCol = ByteColumn(_lineStart, end);
    }

    /// <summary>How many bytes of UTF-8 lie between two places of the text.</summary>
    private int ByteColumn(int lineStart, int position)
    {
        if (_ascii || position < lineStart)
            return position - lineStart;
        if (_measuredLine != lineStart || _measuredPosition > position)
        {
            _measuredLine = lineStart;
            _measuredPosition = lineStart;
            _measuredExtra = 0;
        }
        var extra = _measuredExtra;
        for (var i = _measuredPosition; i < position; i++)
            extra += ExtraBytes(_text[i]);
        _measuredPosition = position;
        _measuredExtra = extra;
        return position - lineStart + extra;
    }

    /// <summary>UTF-8 bytes of a UTF-16 unit beyond one; a low surrogate alone is a kept byte.</summary>
    internal static int ExtraBytes(char c) =>
        c < 0x80 || char.IsLowSurrogate(c) ? 0 : c < 0x800 ? 1 : 2;
}

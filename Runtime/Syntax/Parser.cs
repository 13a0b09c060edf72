using System.Runtime.CompilerServices;

namespace TieredPy.Runtime.Syntax;

/// <summary>What kind of input a source is: the <c>mode</c> of <c>compile()</c>.</summary>
internal enum ParseMode : byte
{
    Exec, Eval, Single, FuncType,
}

/// <summary>Options of the parser, those of CPython's <c>PyCF_*</c> that concern it.</summary>
[Flags]
internal enum ParseFlags
{
    None = 0,

    /// <summary>PyCF_TYPE_COMMENTS: keep type comments.</summary>
    TypeComments = 1,

    /// <summary>PyCF_ALLOW_INCOMPLETE_INPUT: an input that ends too early is an IncompleteInput error (codeop).</summary>
    AllowIncompleteInput = 2,

    /// <summary>PyCF_DONT_IMPLY_DEDENT: the end of a <c>single</c> input does not close an open block (codeop).</summary>
    DontImplyDedent = 4,

    /// <summary><c>from __future__ import barry_as_FLUFL</c> is in force (PEP 401).</summary>
    BarryAsBdfl = 8,
}

/// <summary>
/// Parses Python 3.13 by recursive descent. It only says that a source isn't valid; what to say about it is found by a second,
/// slower reading (<see cref="SyntaxErrorFinder"/>), as CPython's parser does.
/// </summary>
internal sealed partial class Parser : IDisposable
{
    /// <summary>CPython's MAXSTACK: how deep rules may nest.</summary>
    internal const int MaxStack = 6000;

    /// <summary>The minor version of the language.</summary>
    private const int CurrentVersion = 13;

    private readonly TokenBuffer _buffer;
    private readonly string _text;
    private ParseFlags _flags;
    private int _pos;
    private int _depth;
    private int _blockDepth;
    private int _topLevelStart;
    private int _featureVersion = CurrentVersion;
    private SyntaxErrorException? _versionError;

    internal Parser(TokenBuffer buffer, ParseFlags flags, int position = 0)
    {
        _buffer = buffer;
        _text = buffer.Source.Text;
        _flags = flags;
        _pos = position;
        // The rules from the start rule down to an atom are on CPython's stack too.
        _depth = 32;
    }

    /// <summary>Parses a source, or throws a <see cref="SyntaxErrorException"/>. Warnings are added to the source.</summary>
    public static Mod Parse(SourceText source, ParseMode mode, ParseFlags flags = ParseFlags.None, int featureVersion = -1)
    {
        if (mode == ParseMode.Exec)
            source.EnsureFinalNewline();
        int restart;
        using (var parser = new Parser(NewBuffer(source, mode, flags), flags))
        {
            if (featureVersion >= 0) parser._featureVersion = featureVersion;
            try
            {
                return parser.ParseMod(mode);
            }
            catch (ParseFailedException)
            {
            }
            catch (SyntaxErrorException e) when (e.Kind != SyntaxErrorKind.MemoryError && e != parser._versionError)
            {
            }
            restart = parser._topLevelStart;
            flags = parser._flags;
        }
        throw SyntaxErrorFinder.Find(source, mode, flags, restart);
    }

    internal static TokenBuffer NewBuffer(SourceText source, ParseMode mode, ParseFlags flags) =>
        new(new Tokenizer(source, (flags & ParseFlags.TypeComments) != 0), mode, flags);

    public void Dispose() => _buffer.Dispose();

    internal int Position => _pos;

    private TokenKind Kind
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _buffer.At(_pos).Kind;
    }

    private ref Token Current => ref _buffer.At(_pos);

    private ref Token Previous => ref _buffer.At(_pos - 1);

    private TokenKind PeekKind(int ahead = 1) => _buffer.At(_pos + ahead).Kind;

    private bool Take(TokenKind kind)
    {
        if (Kind != kind)
            return false;
        _pos++;
        return true;
    }

    private void Expect(TokenKind kind)
    {
        if (Kind != kind)
            throw Failed();
        _pos++;
    }

    private static ParseFailedException Failed() => new();

    /// <summary>Complains of syntax that came after the version the caller wants (<c>ast.parse(feature_version=...)</c>).</summary>
    private void Since(int version, string what)
    {
        if (_featureVersion < version)
            throw _versionError = _buffer.ErrorAtLast(SyntaxErrorKind.SyntaxError, $"{what} only supported in Python 3.{version} and greater");
    }

    /// <summary>Bounds recursion as CPython's parser does, and by the stack there is.</summary>
    private void Enter(int levels = 1)
    {
        _depth += levels;
        if (_depth > MaxStack || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw StackOverflow(_buffer.Source);
    }

    private void Leave(int levels = 1) => _depth -= levels;

    internal static SyntaxErrorException StackOverflow(SourceText source) =>
        new(SyntaxErrorKind.MemoryError, "Parser stack overflowed - Python source too complex to parse", source.Filename, -1, -1, -1, -1, null);

    /// <summary>Places a node from a token up to the one read last.</summary>
    private T From<T>(T node, int start)
        where T : Node
    {
        ref var first = ref _buffer.At(start);
        node.Line = first.Line;
        node.Col = first.Col;
        return EndHere(node);
    }

    /// <summary>Places a node from another one up to the token read last.</summary>
    private T From<T>(T node, Node start)
        where T : Node
    {
        node.Line = start.Line;
        node.Col = start.Col;
        return EndHere(node);
    }

    private T EndHere<T>(T node)
        where T : Node
    {
        var at = _pos - 1;
        ref var last = ref _buffer.At(at);
        while (at > 0 && last.Kind is TokenKind.Newline or TokenKind.Indent or TokenKind.Dedent or TokenKind.EndMarker)
            last = ref _buffer.At(--at);
        node.EndLine = last.EndLine;
        node.EndCol = last.EndCol;
        return node;
    }

    private string NameAt(int index) => Names.Get(_buffer.At(index).Span(_text));

    private string TakeName()
    {
        if (Kind != TokenKind.Name)
            throw Failed();
        return NameAt(_pos++);
    }

    private bool AtWord(string word) => Kind == TokenKind.Name && Current.Span(_text).SequenceEqual(word);

    private string? TakeTypeComment()
    {
        if (Kind != TokenKind.TypeComment)
            return null;
        return _buffer.At(_pos++).Span(_text).ToString();
    }

    private Mod ParseMod(ParseMode mode)
    {
        switch (mode)
        {
            case ParseMode.Exec:
                return ParseModule();
            case ParseMode.Single:
                return ParseInteractive();
            case ParseMode.Eval:
                var body = ParseExpressions();
                ParseEnd();
                return new Expression(body);
            default:
                return ParseFunctionType();
        }
    }

    private void ParseEnd()
    {
        while (Take(TokenKind.Newline))
        {
        }
        if (Kind != TokenKind.EndMarker)
            throw Failed();
    }

    private Module ParseModule()
    {
        var body = new List<Stmt>();
        while (Kind != TokenKind.EndMarker)
        {
            _topLevelStart = _pos;
            ParseStatement(body);
        }
        return new Module([.. body], _buffer.TypeIgnores);
    }

    private Interactive ParseInteractive()
    {
        var body = new List<Stmt>();
        switch (Kind)
        {
            case TokenKind.Newline:
                _pos++;
                body.Add(From(new Pass(), _pos - 1));
                break;
            case TokenKind.EndMarker:
                throw Failed();
            default:
                if (ParseStatement(body) && Kind != TokenKind.Newline)
                    throw Failed();
                break;
        }
        if (HasMoreStatements(_text, _buffer.Tokenizer.Position))
            throw Failed();
        return new Interactive([.. body]);
    }

    /// <summary>Whether anything but white space and comments is left of a <c>single</c> input.</summary>
    internal static bool HasMoreStatements(string text, int position)
    {
        while (position < text.Length)
        {
            var c = text[position];
            if (c == '#')
            {
                position = text.IndexOf('\n', position);
                if (position < 0)
                    return false;
            }
            else if (c is not (' ' or '\t' or '\n' or '\f'))
            {
                return true;
            }
            position++;
        }
        return false;
    }

    private FunctionType ParseFunctionType()
    {
        Expect(TokenKind.LPar);
        var types = new List<Expr>();
        var stage = 0;
        while (Kind != TokenKind.RPar)
        {
            if (Take(TokenKind.Star))
                stage = stage == 0 ? 1 : throw Failed();
            else if (Take(TokenKind.DoubleStar))
                stage = stage < 2 ? 2 : throw Failed();
            else if (stage != 0)
                throw Failed();
            types.Add(ParseExpression());
            if (Kind == TokenKind.RPar)
                break;
            Expect(TokenKind.Comma);
            if (Kind == TokenKind.RPar)
                throw Failed();
        }
        Expect(TokenKind.RPar);
        Expect(TokenKind.RArrow);
        var returns = ParseExpression();
        ParseEnd();
        return new FunctionType([.. types], returns);
    }
}

/// <summary>The fast parser gave up; never leaves the parser.</summary>
internal sealed class ParseFailedException : Exception;

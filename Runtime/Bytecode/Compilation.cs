using TieredPy.Runtime.Bytecode.Compiling;
using TieredPy.Runtime.Bytecode.Symbols;
using TieredPy.Runtime.Syntax;

namespace TieredPy.Runtime.Bytecode;

/// <summary>The <c>mode</c> of <c>compile()</c>.</summary>
internal enum CompileMode : byte
{
    Exec,
    Eval,
    Single,
    FuncType,
}

/// <summary>The <c>flags</c> of <c>compile()</c>: CPython's PyCF_* and CO_FUTURE_*.</summary>
[Flags]
internal enum CompileFlags
{
    None = 0,
    SourceIsUtf8 = 0x100,
    DontImplyDedent = 0x200,
    OnlyAst = 0x400,
    IgnoreCookie = 0x800,
    TypeComments = 0x1000,
    AllowTopLevelAwait = 0x2000,
    AllowIncompleteInput = 0x4000,
    OptimizedAst = 0x8000 | OnlyAst,
    FutureBarryAsBdfl = 0x400000,
    FutureAnnotations = 0x1000000,

    /// <summary>Old features that are always on; accepted.</summary>
    OldFutures = 0x10 | 0x20000 | 0x40000 | 0x80000 | 0x100000 | 0x200000 | 0x800000,

    /// <summary>The features that code inherits from the code that compiles it.</summary>
    Futures = FutureBarryAsBdfl | FutureAnnotations | OldFutures & ~0x10,

    /// <summary>All that compile() accepts.</summary>
    All = Futures | 0x10 | SourceIsUtf8 | DontImplyDedent | OptimizedAst | IgnoreCookie | TypeComments | AllowTopLevelAwait | AllowIncompleteInput,
}

/// <summary>From source to code object. The only place where a <see cref="SyntaxErrorException"/> becomes a Python exception.</summary>
internal static class Compilation
{
    /// <summary>The level that -O sets; what optimize = -1 means.</summary>
    public static int DefaultOptimize { get; set; }

    /// <summary>Compiles source bytes (PEP 263 decides on the encoding).</summary>
    public static PyCode Compile(byte[] source, string filename, CompileMode mode, CompileFlags flags = CompileFlags.None, int optimize = -1) =>
        Guard(filename, () => Compile(Source(source, filename), mode, flags, optimize));

    /// <summary>Compiles the bytes of a file that is run as a program.</summary>
    public static PyCode CompileFile(byte[] source, string filename) =>
        Guard(filename, () => Compile(SourceText.FromFile(source, filename), CompileMode.Exec, CompileFlags.None, -1));

    /// <summary>Compiles source text.</summary>
    public static PyCode Compile(string source, string filename, CompileMode mode, CompileFlags flags = CompileFlags.None, int optimize = -1) =>
        Guard(filename, () => Compile(SourceText.FromString(source, filename), mode, flags, optimize));

    /// <summary>Compiles an AST, which is changed by folding.</summary>
    public static PyCode Compile(Mod module, string filename, CompileFlags flags = CompileFlags.None, int optimize = -1) =>
        Guard(filename, () => CompileTree(module, filename, flags, optimize));

    /// <summary>The AST of source text or bytes, folded when the flags ask for it.</summary>
    public static Mod Parse(byte[] source, string filename, CompileMode mode, CompileFlags flags, int optimize = -1, int featureVersion = -1) =>
        Guard(filename, () => Parse(Source(source, filename), mode, flags, optimize, featureVersion));

    /// <summary>The AST of source text, folded when the flags ask for it.</summary>
    public static Mod Parse(string source, string filename, CompileMode mode, CompileFlags flags, int optimize = -1, int featureVersion = -1) =>
        Guard(filename, () => Parse(SourceText.FromString(source, filename), mode, flags, optimize, featureVersion));

    /// <summary>The scopes of source text, for the symtable module.</summary>
    public static SymbolTable Symbols(Func<SourceText> source, string filename, CompileMode mode, CompileFlags flags) => Guard(filename, () =>
    {
        var module = ParseOnly(source(), mode, flags);
        var errors = new CompileErrors(filename, Warner(filename));
        bool annotations = (FutureFlags(module, flags, errors) & CodeFlags.FutureAnnotations) != 0;
        return SymbolTable.Build(module, errors, annotations, (flags & CompileFlags.AllowTopLevelAwait) != 0);
    });

    private static SourceText Source(byte[] bytes, string filename) => SourceText.FromBytes(bytes, filename);

    private static PyCode Compile(SourceText source, CompileMode mode, CompileFlags flags, int optimize) =>
        CompileTree(ParseOnly(source, mode, flags), source.Filename, flags, optimize);

    private static Mod Parse(SourceText source, CompileMode mode, CompileFlags flags, int optimize, int featureVersion)
    {
        var module = ParseOnly(source, mode, flags, featureVersion);
        return (flags & CompileFlags.OptimizedAst) == CompileFlags.OptimizedAst ? Fold(module, source.Filename, flags, optimize) : module;
    }

    /// <summary>Folds a tree, in place.</summary>
    public static Mod Optimize(Mod module, string filename, CompileFlags flags, int optimize) => Guard(filename, () => Fold(module, filename, flags, optimize));

    private static Mod Fold(Mod module, string filename, CompileFlags flags, int optimize)
    {
        bool annotations = (FutureFlags(module, flags, new CompileErrors(filename, null)) & CodeFlags.FutureAnnotations) != 0;
        new AstFolder(optimize < 0 ? DefaultOptimize : optimize, annotations).Fold(module);
        return module;
    }

    private static Mod ParseOnly(SourceText source, CompileMode mode, CompileFlags flags, int featureVersion = -1)
    {
        var parseFlags = ParseFlags.None;
        if ((flags & CompileFlags.TypeComments) != 0) parseFlags |= ParseFlags.TypeComments;
        if ((flags & CompileFlags.AllowIncompleteInput) != 0) parseFlags |= ParseFlags.AllowIncompleteInput;
        if ((flags & CompileFlags.DontImplyDedent) != 0) parseFlags |= ParseFlags.DontImplyDedent;
        if ((flags & CompileFlags.FutureBarryAsBdfl) != 0) parseFlags |= ParseFlags.BarryAsBdfl;
        // A source that doesn't parse warns of what comes before its error.
        bool parsed = false;
        try
        {
            var module = Parser.Parse(source, (ParseMode)mode, parseFlags, featureVersion);
            parsed = true;
            if (source.WarningCount > 0) Warn(source);
            return module;
        }
        catch (SyntaxErrorException) when (!parsed && source.WarningCount > 0)
        {
            Warn(source);
            throw;
        }
    }

    private static void Warn(SourceText source)
    {
        foreach (var w in source.Warnings) Warn(source.Filename, w);
    }

    private static PyCode CompileTree(Mod module, string filename, CompileFlags flags, int optimize)
    {
        var errors = new CompileErrors(filename, Warner(filename));
        var options = new CompilerOptions
        {
            Optimize = optimize < 0 ? DefaultOptimize : optimize,
            Interactive = module is Interactive,
            TopLevelAwait = (flags & CompileFlags.AllowTopLevelAwait) != 0,
            FutureFlags = FutureFlags(module, flags, errors),
        };
        new AstFolder(options.Optimize, options.FutureAnnotations).Fold(module);
        var table = SymbolTable.Build(module, errors, options.FutureAnnotations, options.TopLevelAwait);
        return Compiler.Compile(module, table, errors, options);
    }

    private static CodeFlags FutureFlags(Mod module, CompileFlags flags, CompileErrors errors) =>
        FutureFeatures.Scan(module, errors) | (CodeFlags)(flags & (CompileFlags.FutureAnnotations | CompileFlags.FutureBarryAsBdfl));

    private static Action<SyntaxWarningInfo> Warner(string filename) => w => Warn(filename, w);

    /// <summary>Issues a warning; when a filter makes an error of it, a SyntaxError at its place is raised.</summary>
    private static void Warn(string filename, SyntaxWarningInfo w)
    {
        var category = w.IsDeprecation ? ExcTypes.DeprecationWarning : ExcTypes.SyntaxWarning;
        try
        {
            Warnings.WarnExplicit(category, w.Message, PyStr.Of(filename), w.Line, Value.Missing, Value.Missing);
        }
        catch (PyException e) when (e.Is(category))
        {
            throw new SyntaxErrorException(SyntaxErrorKind.SyntaxError, w.Message, filename, w.Line, w.Col, w.EndLine, w.EndCol, null);
        }
    }

    internal static T Guard<T>(string filename, Func<T> compile)
    {
        try
        {
            return compile();
        }
        catch (SyntaxErrorException e)
        {
            throw ToPython(e, filename);
        }
    }

    /// <summary>The Python exception.</summary>
    private static PyException ToPython(SyntaxErrorException e, string filename)
    {
        if (e.Kind == SyntaxErrorKind.MemoryError) return Err.MemoryError(e.Message);
        var type = e.Kind switch
        {
            SyntaxErrorKind.IndentationError => ExcTypes.IndentationError,
            SyntaxErrorKind.TabError => ExcTypes.TabError,
            SyntaxErrorKind.IncompleteInput => ExcTypes.IncompleteInputError,
            _ => ExcTypes.SyntaxError,
        };
        if (e.Line < 0) return Err.Make(type, new Value(PyStr.Of(e.Message)));
        string? text = e.Text ?? LineOf(filename, e.Line);
        var place = new PyTuple(
        [
            new Value(PyStr.Of(e.Filename)), Number(e.Line), Number(e.Col), text == null ? Value.None : new Value(PyStr.Of(text)), Number(e.EndLine), e.EndLine < 0 || e.EndCol == CompileErrors.NoColumn ? Value.None : Value.Int(e.EndCol),
        ]);
        return Err.Make(type, new Value(PyStr.Of(e.Message)), new Value(place));

        static Value Number(int i) => i < 0 ? Value.None : Value.Int(i);
    }

    /// <summary>A line of the file, with its newline, when it can be read.</summary>
    private static string? LineOf(string filename, int line)
    {
        if (line <= 0 || filename.StartsWith('<')) return null;
        try
        {
            if (!File.Exists(filename)) return null;
            return SourceText.FromBytes(File.ReadAllBytes(filename), filename).GetLine(line) is { } text ? text + "\n" : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SyntaxErrorException)
        {
            return null;
        }
    }
}

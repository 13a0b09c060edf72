using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Modules;

/// <summary>What <c>compile</c>, <c>eval</c> and <c>exec</c> do with source of any kind.</summary>
internal static class CompileSource
{
    /// <summary><c>compile(...)</c>.</summary>
    public static Value Compile(Value source, string filename, string mode, int flags, bool dontInherit, int optimize, int featureVersion)
    {
        var f = (CompileFlags)flags;
        if ((f & ~CompileFlags.All) != 0) throw Err.ValueError("compile(): unrecognised flags");
        if (!dontInherit) f |= Inherited();
        var m = mode switch
        {
            "exec" => CompileMode.Exec,
            "eval" => CompileMode.Eval,
            "single" => CompileMode.Single,
            "func_type" => (f & CompileFlags.OnlyAst) != 0 ? CompileMode.FuncType : throw Err.ValueError("compile() mode 'func_type' requires flag PyCF_ONLY_AST"),
            _ => throw Err.ValueError((f & CompileFlags.OnlyAst) != 0 ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'" : "compile() mode must be 'exec', 'eval' or 'single'"),
        };
        bool toTree = (f & CompileFlags.OnlyAst) != 0;
        if (AstModule.IsNode(source))
        {
            if (toTree && (f & CompileFlags.OptimizedAst) != CompileFlags.OptimizedAst) return source;
            var tree = AstFromPython.Convert(source, m);
            AstValidator.Validate(tree);
            return toTree ? AstToPython.Convert(Compilation.Optimize(tree, filename, f, optimize)) : new Value(Compilation.Compile(tree, filename, f, optimize));
        }
        if (toTree) return AstToPython.Convert(Parse(source, filename, m, f, optimize, featureVersion));
        if (source.Ref is PyStr text) return new Value(Compilation.Compile(Checked(text).ToString(), filename, m, f, optimize));
        if (!Buffers.Has(source)) throw Err.TypeError("compile() arg 1 must be a string, bytes or AST object");
        return new Value(Compilation.Compile(Buffers.ToArray(source), filename, m, f, optimize));
    }

    private static Syntax.Mod Parse(Value source, string filename, CompileMode mode, CompileFlags flags, int optimize, int featureVersion)
    {
        if (source.Ref is PyStr text) return Compilation.Parse(Checked(text).ToString(), filename, mode, flags, optimize, featureVersion);
        if (!Buffers.Has(source)) throw Err.TypeError("compile() arg 1 must be a string, bytes or AST object");
        return Compilation.Parse(Buffers.ToArray(source), filename, mode, flags, optimize, featureVersion);
    }

    /// <summary>The source of <c>eval</c>.</summary>
    public static PyCode ForEval(Value source)
    {
        if (source.Ref is PyStr s)
        {
            string text = Checked(s).ToString().TrimStart(' ', '\t');
            return Compilation.Compile(text, "<string>", CompileMode.Eval, Inherited());
        }
        var bytes = Buffers.Get(source);
        while (bytes.Length > 0 && bytes[0] is (byte)' ' or (byte)'\t') bytes = bytes[1..];
        return Compilation.Compile(bytes.ToArray(), "<string>", CompileMode.Eval, Inherited());
    }

    /// <summary>The source of <c>exec</c>.</summary>
    public static PyCode ForExec(Value source) => source.Ref is PyStr s
        ? Compilation.Compile(Checked(s).ToString(), "<string>", CompileMode.Exec, Inherited())
        : Compilation.Compile(Buffers.ToArray(source), "<string>", CompileMode.Exec, Inherited());

    /// <summary>The scopes of source, for the _symtable module.</summary>
    public static Bytecode.Symbols.SymbolTable ScopesOf(Value source, string filename, CompileMode mode)
    {
        if (source.Ref is PyStr s)
        {
            string text = Checked(s).ToString();
            return Compilation.Symbols(() => Syntax.SourceText.FromString(text, filename), filename, mode, Inherited());
        }
        if (!Buffers.Has(source)) throw Err.TypeError("symtable() arg 1 must be a string or bytes");
        byte[] bytes = Buffers.ToArray(source);
        return Compilation.Symbols(() => Syntax.SourceText.FromBytes(bytes, filename), filename, mode, Inherited());
    }

    /// <summary>Lone surrogates cannot be source.</summary>
    private static PyStr Checked(PyStr s)
    {
        if (!s.IsWide && s.Span.ContainsAnyInRange('\uD800', '\uDFFF')) Encodings.Utf8(s, null);
        return s;
    }

    private static CompileFlags Inherited()
    {
        if (PyThread.Current.TopFrame is not { } frame) return CompileFlags.None;
        return frame.Code.Has(CodeFlags.FutureAnnotations) ? CompileFlags.FutureAnnotations : CompileFlags.None;
    }
}

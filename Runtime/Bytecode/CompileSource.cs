using TieredPy.Runtime.Syntax;

namespace TieredPy.Runtime.Bytecode;

/// <summary>What the builtins compile, eval and exec accept as source: str, bytes, AST objects; features inherited from the calling code.</summary>
internal static class CompileSource
{
    /// <summary>Set by the _ast module: the tree of a Python AST object (null when it is none; the string is the mode, for errors).</summary>
    public static Func<Value, string, Mod?>? FromAst { get; set; }

    /// <summary>Set by the _ast module: the Python object of a tree.</summary>
    public static Func<Mod, Value>? ToAst { get; set; }

    public static Value Compile(Value source, string filename, string mode, int flags, bool dontInherit, int optimize, int featureVersion)
    {
        _ = featureVersion;
        var f = (CompileFlags)flags;
        if ((f & ~CompileFlags.All) != 0) throw Err.ValueError("compile(): unrecognised flags");
        if (!dontInherit) f |= Inherited();
        bool onlyAst = (f & CompileFlags.OnlyAst) != 0;
        var m = mode switch
        {
            "exec" => CompileMode.Exec,
            "eval" => CompileMode.Eval,
            "single" => CompileMode.Single,
            "func_type" when onlyAst => CompileMode.FuncType,
            "func_type" => throw Err.ValueError("compile() mode 'func_type' requires flag PyCF_ONLY_AST"),
            _ => throw Err.ValueError(onlyAst ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'" : "compile() mode must be 'exec', 'eval' or 'single'"),
        };
        if (FromAst?.Invoke(source, mode) is { } tree)
        {
            if (onlyAst && (f & CompileFlags.OptimizedAst) != CompileFlags.OptimizedAst) return source;
            return onlyAst ? MakeAst(Compilation.Optimize(tree, filename, f, optimize)) : new Value(Compilation.Compile(tree, filename, f, optimize));
        }
        if (source.Ref is PyStr s)
        {
            string text = TextOf(s);
            return onlyAst ? MakeAst(Compilation.Parse(text, filename, m, f, optimize)) : new Value(Compilation.Compile(text, filename, m, f, optimize));
        }
        byte[] bytes = BytesOf(source) ?? throw Err.TypeError("compile() arg 1 must be a string, bytes or AST object");
        return onlyAst ? MakeAst(Compilation.Parse(bytes, filename, m, f, optimize)) : new Value(Compilation.Compile(bytes, filename, m, f, optimize));
    }

    /// <summary>Source for eval(): leading blanks are dropped.</summary>
    public static PyCode ForEval(Value source)
    {
        if (source.Ref is PyStr s) return Compilation.Compile(TextOf(s).TrimStart(' ', '\t'), "<string>", CompileMode.Eval, Inherited());
        var bytes = BytesOf(source) ?? throw Err.TypeError("eval() arg 1 must be a string, bytes or code object");
        int start = 0;
        while (start < bytes.Length && bytes[start] is (byte)' ' or (byte)'\t') start++;
        return Compilation.Compile(bytes[start..], "<string>", CompileMode.Eval, Inherited());
    }

    /// <summary>Source for exec().</summary>
    public static PyCode ForExec(Value source)
    {
        if (source.Ref is PyStr s) return Compilation.Compile(TextOf(s), "<string>", CompileMode.Exec, Inherited());
        var bytes = BytesOf(source) ?? throw Err.TypeError("exec() arg 1 must be a string, bytes or code object");
        return Compilation.Compile(bytes, "<string>", CompileMode.Exec, Inherited());
    }

    private static Value MakeAst(Mod module) =>
        (ToAst ?? throw Err.SystemError("the _ast module is not there"))(module);

    private static byte[]? BytesOf(Value source) => Buffers.Has(source) ? Buffers.Get(source).ToArray() : null;

    /// <summary>The text with surrogate pairs; lone surrogates cannot be source.</summary>
    private static string TextOf(PyStr s)
    {
        if (!s.IsWide)
        {
            int at = s.Chars.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
            if (at >= 0) throw Surrogate(s, at);
            return s.Chars;
        }
        for (int i = 0; i < s.Length; i++)
        {
            if (s[i] is >= 0xD800 and <= 0xDFFF) throw Surrogate(s, i);
        }
        return s.ToString();
    }

    private static PyException Surrogate(PyStr s, int at) =>
        Err.Make(ExcTypes.UnicodeEncodeError, Value.Str("utf-8"), new Value(s), Value.Int(at), Value.Int(at + 1), Value.Str("surrogates not allowed"));

    /// <summary>The __future__ features of the code that called.</summary>
    private static CompileFlags Inherited()
    {
        var t = PyThread.Current;
        var code = t.Depth >= 0 && t.Depth < t.Frames.Length ? t.Frames[t.Depth]?.Code : null;
        return code == null ? CompileFlags.None : (CompileFlags)code.Flags & (CompileFlags.FutureAnnotations | CompileFlags.FutureBarryAsBdfl);
    }
}

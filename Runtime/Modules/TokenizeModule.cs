using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Syntax;

namespace TieredPy.Runtime.Modules;

/// <summary>_tokenize: the tokenizer behind tokenize.py.</summary>
[PyModule("_tokenize", Types = [typeof(PyTokenizerIter)])]
internal static partial class TokenizeModule;

/// <summary>The tokens of what a readline function gives, which is called as they come to need it.</summary>
[PyType("_tokenize.TokenizerIter", Subclassable = false)]
internal sealed partial class PyTokenizerIter : PyObject
{
    private readonly Value readLine;
    private readonly string? encoding;
    private readonly bool extraTokens;
    private IEnumerator<FullToken>? tokens;

    private PyTokenizerIter(Value readLine, string? encoding, bool extraTokens) : base(TypeObject.RootShape)
    {
        this.readLine = readLine;
        this.encoding = encoding;
        this.extraTokens = extraTokens;
    }

    [PyNew]
    private static Value New(PyType cls, Value readline, [KwOnly, Kw("encoding"), OptNone] Value encoding, [KwOnly, Kw("extra_tokens")] bool extraTokens = false) =>
        new(new PyTokenizerIter(readline, encoding.Ref is PyStr s ? s.ToString() : null, extraTokens));

    public override Value Iter() => new(this);

    public override Value Next()
    {
        tokens ??= Compilation.Guard("<string>", () => Tokenizer.AllTokens(ReadLine, "<string>", extraTokens).GetEnumerator());
        if (!Compilation.Guard("<string>", () => tokens.MoveNext())) return Value.Done;
        var t = tokens.Current;
        return new Value(new PyTuple(Value.Int(t.Type), new Value(PyStr.Of(t.String)), Place(t.Line, t.Col), Place(t.EndLine, t.EndCol), new Value(PyStr.Of(t.LineText))));
    }

    private static Value Place(int line, int col) => new(new PyTuple(Value.Int(line), Value.Int(col)));

    private string? ReadLine()
    {
        Value line;
        try
        {
            line = Ops.Call(readLine);
        }
        catch (PyException e) when (e.Is(ExcTypes.StopIteration))
        {
            return null;
        }
        if (encoding == null) return (line.Ref as PyStr ?? throw Err.TypeError("readline() returned a non-string object")).ToString();
        if (line.Ref is not PyBytes) throw Err.TypeError("readline() returned a non-bytes object");
        return Encodings.Decode(line, encoding, "replace").ToString();
    }
}

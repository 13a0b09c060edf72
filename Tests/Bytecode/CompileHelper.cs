using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using Xunit;

namespace TieredPy.Tests.Bytecode;

/// <summary>Compiles snippets and looks at the code.</summary>
internal static class CompileHelper
{
    public static PyCode Compile(string source, int optimize = 0)
    {
        var code = Compilation.Compile(source, "<test>", CompileMode.Exec, CompileFlags.None, optimize);
        VerifyAll(code);
        return code;
    }

    /// <summary>The code of the function `f` at the top of the source.</summary>
    public static PyCode Function(string source, string name = "f") => Nested(Compile(source), name) ?? throw new InvalidOperationException($"no {name}");

    public static PyCode? Nested(PyCode code, string name)
    {
        foreach (var k in code.Consts)
        {
            if (k.Ref is not PyCode inner) continue;
            if (inner.Name.ToString() == name) return inner;
            if (Nested(inner, name) is { } found) return found;
        }
        return null;
    }

    /// <summary>The instructions as text, one a line.</summary>
    public static string[] Text(PyCode code) => [.. Enumerable.Range(0, code.Code.Length).Select(pc => Disassembler.Text(code, pc))];

    public static string[] FunctionText(string source) => Text(Function(source));

    public static void VerifyAll(PyCode code)
    {
        Assert.Null(CodeVerifier.Verify(code));
        foreach (var k in code.Consts)
        {
            if (k.Ref is PyCode inner) VerifyAll(inner);
        }
    }

    /// <summary>The message of the SyntaxError that compiling raises, with its line.</summary>
    public static string Error(string source)
    {
        var e = Assert.Throws<TieredPy.Runtime.Interpreter.PyException>(() => Compile(source));
        Assert.True(e.Value.Type.IsSubtypeOf(ExcTypes.SyntaxError));
        return Ops.Str(Ops.GetAttr(new Value(e.Value), PyStr.Intern("msg"))).ToString();
    }
}

namespace TieredPy.Runtime.Bytecode.Compiling;

using TieredPy.Runtime.Syntax;

/// <summary>Makes the SyntaxErrors of the symbol table and the compiler, and passes on their warnings.</summary>
internal sealed class CompileErrors(string filename, Action<SyntaxWarningInfo>? warn)
{
    /// <summary>An end column that is None in the exception.</summary>
    public const int NoColumn = int.MinValue;

    public string Filename => filename;

    /// <summary>A SyntaxError at a node. Columns are byte offsets here, as in CPython's compiler.</summary>
    public SyntaxErrorException At(Node node, string message) => At(new Position(node.Line, node.Col, node.EndLine, node.EndCol), message);

    public SyntaxErrorException At(Position p, string message) =>
        new(SyntaxErrorKind.SyntaxError, message, filename, p.Line, p.Col + 1, p.EndLine, p.EndCol + 1, null);

    /// <summary>A SyntaxWarning; the sink may turn it into an error.</summary>
    public void Warn(Node node, string message) => warn?.Invoke(new SyntaxWarningInfo(false, message, node.Line, node.Col + 1, node.EndLine, node.EndCol + 1));
}

/// <summary>Bounds the recursion of the compiler's passes.</summary>
internal static class CompileDepth
{
    /// <summary>As deep as CPython goes.</summary>
    private const int Limit = 9998;

    /// <summary>Enters one level; the caller subtracts 1 from <paramref name="depth"/> when it leaves.</summary>
    public static void Enter(ref int depth)
    {
        if (++depth > Limit || (depth & 7) == 0 && !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw TooDeep();
    }

    /// <summary>Refuses what is walked without recursion but is nested all the same: the left side of a long sum.</summary>
    public static void Check(int depth)
    {
        if (depth >= Limit) throw TooDeep();
    }

    private static PyException TooDeep() => Err.RecursionError("maximum recursion depth exceeded during compilation");
}

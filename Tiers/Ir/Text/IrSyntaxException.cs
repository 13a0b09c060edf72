namespace TieredPy.Tiers.Ir.Text;

/// <summary>Text that is no region's: what is wrong, and where. Lines and columns count from 1.</summary>
internal sealed class IrSyntaxException(string problem, int line, int column) : Exception($"line {line}, column {column}: {problem}")
{
    public string Problem { get; } = problem;
    public int Line { get; } = line;
    public int Column { get; } = column;
}

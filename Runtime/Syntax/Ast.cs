namespace TieredPy.Runtime.Syntax;

/// <summary>
/// A node of the abstract syntax tree; the subclasses are those of Python.asdl, with properties named after its fields.
/// Lines count from 1; columns are offsets in UTF-8 bytes from 0, as <c>lineno</c> and <c>col_offset</c>.
/// Some names are also in <c>System</c> (Tuple, Attribute): put <c>using TieredPy.Runtime.Syntax;</c> inside the namespace.
/// </summary>
internal abstract class Node(NodeKind kind)
{
    /// <summary>Which subclass this is, for a <c>switch</c>.</summary>
    public NodeKind Kind { get; } = kind;

    public int Line { get; set; }

    public int Col { get; set; }

    public int EndLine { get; set; }

    public int EndCol { get; set; }
}

/// <summary>A whole input: asdl <c>mod</c>.</summary>
internal abstract class Mod(NodeKind kind) : Node(kind);

/// <summary>A statement: asdl <c>stmt</c>.</summary>
internal abstract class Stmt(NodeKind kind) : Node(kind);

/// <summary>An expression: asdl <c>expr</c>.</summary>
internal abstract class Expr(NodeKind kind) : Node(kind);

/// <summary>A pattern of a <c>case</c>: asdl <c>pattern</c>.</summary>
internal abstract class Pattern(NodeKind kind) : Node(kind);

/// <summary>A type parameter (PEP 695): asdl <c>type_param</c>.</summary>
internal abstract class TypeParam(NodeKind kind) : Node(kind);

/// <summary>The value of the literal <c>...</c>.</summary>
internal sealed class EllipsisConst
{
    public static readonly EllipsisConst Instance = new();

    private EllipsisConst()
    {
    }
}

/// <summary>Places a node.</summary>
internal static class NodeExtensions
{
    /// <summary>Sets the position and gives the node back.</summary>
    public static T At<T>(this T node, int line, int col, int endLine, int endCol)
        where T : Node
    {
        node.Line = line;
        node.Col = col;
        node.EndLine = endLine;
        node.EndCol = endCol;
        return node;
    }
}

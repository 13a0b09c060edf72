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

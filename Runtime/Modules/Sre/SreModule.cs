using TieredPy.Runtime.Regex;
using TieredPy.Runtime.Text;

namespace TieredPy.Runtime.Modules.Sre;

/// <summary>_sre: the engine of re.</summary>
[PyModule("_sre")]
internal static partial class SreModule
{
    [PyConstant("MAGIC")] private static long Magic => SreProgram.Magic;
    [PyConstant("CODESIZE")] private static long CodeSize => 4;
    [PyConstant("MAXREPEAT")] private static long MaxRepeat => SreProgram.MaxRepeat;
    [PyConstant("MAXGROUPS")] private static long MaxGroups => SreProgram.MaxGroups;
    [PyConstant("copyright")] private static string Copyright => " SRE 2.2.2 Copyright (c) 1997-2002 by Secret Labs AB ";

    [PyFunction("getcodesize")] private static long GetCodeSize() => 4;

    [PyFunction("ascii_iscased")] private static bool AsciiIsCased(int character) => character < 128 && char.IsAsciiLetter((char)character);

    [PyFunction("unicode_iscased")]
    private static bool UnicodeIsCased(int character) =>
        UnicodeInfo.ToLower(character) != character || UnicodeInfo.ToUpper(character) != character;

    [PyFunction("ascii_tolower")] private static long AsciiToLower(int character) => SreChars.LowerAscii(character);

    [PyFunction("unicode_tolower")] private static long UnicodeToLower(int character) => SreChars.LowerUnicode(character);

    [PyFunction("compile")]
    private static Value Compile([Kw] Value pattern, [Kw] int flags, [Kw] PyList code, [Kw] long groups, [Kw] PyDict groupindex, [Kw] PyTuple indexgroup)
    {
        var words = new uint[code.Count];
        for (int i = 0; i < words.Length; i++)
        {
            long word = Ops.AsLong(code[i]);
            words[i] = word is >= 0 and <= uint.MaxValue ? (uint)word : throw Err.OverflowError("regular expression code size limit exceeded");
        }
        if (groups is < 0 or > SreProgram.MaxGroups) throw Err.RuntimeError("invalid SRE code");
        if (!pattern.IsNone) SreSubject.Of(pattern);
        return new Value(new PyPattern(pattern, flags, words, (int)groups, groupindex, indexgroup));
    }

    [PyFunction("template", Doc = "  template\n    A list containing interleaved literal strings (str or bytes) and group\n    indices (int), as returned by re._parser.parse_template():\n        literal1, group1, ..., literalN, groupN")]
    private static Value Template(PyObject pattern, PyList template) => new(PySreTemplate.Of(pattern as PyPattern ?? throw Err.TypeError("invalid template"), template));
}

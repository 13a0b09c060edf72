using System.IO.Enumeration;
using System.Text;
using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Command;

namespace TieredPy.Tiers.Diagnostics;

/// <summary>
/// Where <c>--dump</c> goes. An artefact has a letter: b bytecode, t trace, r region as built, p region after each pass, c CIL, m machine
/// code. Each is written whole, under a header line <c>== LETTER TITLE</c>.
/// </summary>
public static class DumpLog
{
    /// <summary>The letters there are.</summary>
    public const string Letters = "btrpcm";

    private static readonly Lock Gate = new();
    private static StreamWriter? file;

    /// <summary>True when this artefact of this function is to be written: ask before making its text.</summary>
    public static bool Wants(char letter, PyCode code)
    {
        var options = JitOptions.Current;
        return options.DumpLetters.Length != 0 && options.DumpLetters.Contains(letter) && (options.DumpFilter is not { } filter || Matches(filter, code));
    }

    /// <summary>Writes an artefact.</summary>
    public static void Write(char letter, string title, string text)
    {
        string entry = $"== {letter} {title}\n{text.TrimEnd('\n')}\n\n";
        lock (Gate)
        {
            if (JitOptions.Current.DumpFile is not { } path)
            {
                ProcessError.Write(entry);
                return;
            }
            try
            {
                file ??= new StreamWriter(path, append: false, new UTF8Encoding(false)) { AutoFlush = true };
                file.Write(entry);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                ProcessError.WriteLine($"--dump: {e.Message}");
                JitOptions.Current.DumpLetters = "";
            }
        }
    }

    private static bool Matches(string filter, PyCode code) =>
        FileSystemName.MatchesSimpleExpression(filter, code.Name.ToString(), ignoreCase: false)
        || FileSystemName.MatchesSimpleExpression(filter, code.QualName.ToString(), ignoreCase: false);
}

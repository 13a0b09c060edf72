using System.Runtime.InteropServices;

namespace TieredPy.Runtime.Syntax;

/// <summary>
/// Text that comes line by line, as the tokenizer asks for it, in a string that has room behind <see cref="End"/>: it is written to only there, or
/// from its beginning when nothing in it is needed any longer, and nobody else ever has it. Carriage returns before newlines stay in it.
/// </summary>
/// <param name="readLine">Gives one more line; an empty one, or none, is the end.</param>
/// <param name="filename">For errors.</param>
internal sealed class LineBuffer(Func<string?> readLine, string filename)
{
    /// <summary>The lines, up to <see cref="End"/>.</summary>
    public string Text { get; private set; } = new('\0', 256);

    /// <summary>Where the text ends: behind a newline.</summary>
    public int End { get; private set; }

    /// <summary>The last line had no newline; its text has.</summary>
    public bool IsNewlineImplicit { get; private set; }

    /// <summary>Reads one more line, whose number is given; false at the end.</summary>
    /// <param name="keeps">It comes behind the text that is there, not in its place.</param>
    public bool Read(int number, bool keeps)
    {
        if (readLine() is not { Length: > 0 } line) return false;
        if (line.Contains('\0')) throw NullBytes(line, number);
        IsNewlineImplicit = line[^1] != '\n';
        int from = keeps ? End : 0, end = from + line.Length + (IsNewlineImplicit ? 1 : 0);
        if (end > Text.Length)
        {
            var bigger = new string('\0', Math.Max(end, (int)Math.Min(2L * Text.Length, Array.MaxLength / 2)));
            Text.AsSpan(0, from).CopyTo(Writable(bigger));
            Text = bigger;
        }
        line.CopyTo(Writable(Text)[from..]);
        if (IsNewlineImplicit) Writable(Text)[end - 1] = '\n';
        End = end;
        return true;
    }

    private static Span<char> Writable(string text) => MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(text.AsSpan()), text.Length);

    private SyntaxErrorException NullBytes(string text, int number)
    {
        var nul = text.IndexOf('\0');
        var start = text.LastIndexOf('\n', nul) + 1;
        number += text.AsSpan(0, nul).Count('\n');
        return new SyntaxErrorException(
            SyntaxErrorKind.SyntaxError, "source code cannot contain null bytes", filename, number, 0, number, 0, text[start..nul]);
    }
}

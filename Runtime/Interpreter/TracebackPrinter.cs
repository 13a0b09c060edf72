using System.Text;
using TieredPy.Runtime.Importing;
using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Interpreter;

/// <summary>
/// Prints uncaught exceptions: by the library's own traceback module where there is one, as CPython does, else in a plain form of the same layout.
/// </summary>
internal static class TracebackPrinter
{
    /// <summary>How many equal entries of a traceback are shown (traceback.c, TB_RECURSIVE_CUTOFF).</summary>
    private const int MostRepeats = 3;

    /// <summary>Prints to sys.stderr, or to the process's when that is gone.</summary>
    public static void Print(PyBaseException e)
    {
        if (SysState.TryGet("stderr") is { IsNone: false } stderr) Print(e, stderr);
    }

    /// <summary>Prints as the library does, which takes no other stream than sys.stderr or else sys.__stderr__; where there is none, plainly to the one given.</summary>
    public static void Print(PyBaseException e, Value stderr)
    {
        try
        {
            if (RuntimeOptions.Current.Stdlib != null && !stderr.IsMissing)
            {
                var traceback = Importer.Import(PyStr.Intern("traceback"), Value.None, Value.None, 0);
                Ops.CallMethod(traceback, "_print_exception_bltin", new Value(e));
                return;
            }
        }
        catch (PyException)
        {
            // The plain form below needs nothing.
        }
        Write(stderr, Format(e));
    }

    private static void Write(Value stderr, string text)
    {
        try
        {
            if (!stderr.IsMissing)
            {
                Ops.CallMethod(stderr, "write", new Value(PyStr.Of(text)));
                return;
            }
        }
        catch (PyException)
        {
        }
        Command.ProcessError.Write(text);
    }

    /// <summary>The plain form.</summary>
    public static string Format(PyBaseException e)
    {
        var sb = new StringBuilder();
        Append(sb, e, [], 0);
        return sb.ToString();
    }

    private static void Append(StringBuilder sb, PyBaseException e, HashSet<PyBaseException> seen, int depth)
    {
        seen.Add(e);
        if (e.Cause is { } cause && !seen.Contains(cause) && depth < 100)
        {
            Append(sb, cause, seen, depth + 1);
            sb.Append("\nThe above exception was the direct cause of the following exception:\n\n");
        }
        else if (e.Context is { } context && !e.SuppressContext && !seen.Contains(context) && depth < 100)
        {
            Append(sb, context, seen, depth + 1);
            sb.Append("\nDuring handling of the above exception, another exception occurred:\n\n");
        }
        AppendTraceback(sb, e.Traceback);
        string text = TextOf(e);
        sb.Append(NameOf(e)).Append(text.Length == 0 ? "" : ": ").Append(text).Append('\n');
    }

    /// <summary>As <c>sys.unraisablehook</c> prints: no chain, no carets, and a colon also before nothing (errors.c, write_unraisable_exc_file).</summary>
    public static string FormatUnraisable(PyBaseException e, PyTraceback? traceback)
    {
        var sb = new StringBuilder();
        AppendTraceback(sb, traceback);
        return sb.Append(NameOf(e)).Append(": ").Append(TextOf(e)).Append('\n').ToString();
    }

    private static string NameOf(PyBaseException e) =>
        e.Type.QualifiedFullName;

    private static string TextOf(PyBaseException e)
    {
        try
        {
            return Ops.Str(new Value(e)).ToString();
        }
        catch (PyException)
        {
            return "<exception str() failed>";
        }
    }

    private static void AppendTraceback(StringBuilder sb, PyTraceback? traceback)
    {
        if (traceback != null) sb.Append("Traceback (most recent call last):\n");
        (string, int, string)? previous = null;
        int repeats = 0;
        for (var t = traceback; t != null; t = t.Next_)
        {
            var entry = EntryOf(t);
            repeats = entry == previous ? repeats + 1 : 0;
            previous = entry;
            var (file, number, name) = entry;
            if (repeats < MostRepeats)
            {
                sb.Append($"  File \"{file}\", line {number}, in {name}\n");
                if (SourceLine(file, number) is { } line) sb.Append("    ").Append(line).Append('\n');
            }
            else if (t.Next_ is not { } next || EntryOf(next) != entry)
            {
                int more = repeats - MostRepeats + 1;
                sb.Append($"  [Previous line repeated {more} more time{(more > 1 ? "s" : "")}]\n");
            }
        }
    }

    /// <summary>What tells whether a traceback's entry is the one before again.</summary>
    private static (string File, int Line, string Name) EntryOf(PyTraceback t) => (t.Frame.Code.Filename.ToString(), t.Line, t.Frame.Code.Name.ToString());

    private static string? SourceLine(string file, int line)
    {
        try
        {
            return File.Exists(file) ? File.ReadLines(file).ElementAtOrDefault(line - 1)?.Trim() : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

using System.Text;
using TieredPy.Runtime.Importing;
using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Interpreter;

/// <summary>
/// Prints uncaught exceptions: by the library's own traceback module where there is one, as CPython does, else in a plain form of the same layout.
/// </summary>
internal static class TracebackPrinter
{
    /// <summary>Prints to sys.stderr, or to the process's when that is gone.</summary>
    public static void Print(PyBaseException e)
    {
        var stderr = SysState.TryGet("stderr");
        if (stderr.IsNone) return;
        try
        {
            if (RuntimeOptions.Current.Stdlib != null && !stderr.IsMissing)
            {
                Command.Runner.ShowSource();
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
        if (e.Traceback != null) sb.Append("Traceback (most recent call last):\n");
        for (var t = e.Traceback; t != null; t = t.Next_)
        {
            string file = t.Frame.Code.Filename.ToString();
            sb.Append($"  File \"{file}\", line {t.Line}, in {t.Frame.Code.Name}\n");
            if (SourceLine(file, t.Line) is { } line) sb.Append("    ").Append(line).Append('\n');
        }
        string name = e.Type.QualName;
        if (e.Type.Module is not ("builtins" or "__main__")) name = $"{e.Type.Module}.{name}";
        string text;
        try
        {
            text = Ops.Str(new Value(e)).ToString();
        }
        catch (PyException)
        {
            text = "<exception str() failed>";
        }
        sb.Append(name).Append(text.Length == 0 ? "" : ": ").Append(text).Append('\n');
    }

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

using System.Text;
using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Importing;
using TieredPy.Runtime.Modules;
using TieredPy.Runtime.Modules.Posix;

namespace TieredPy.Runtime.Command;

/// <summary>
/// The interactive loop. On a terminal it is CPython's own <c>_pyrepl</c> (history, editing of several lines, colour), where the library is there;
/// otherwise, and with PYTHON_BASIC_REPL, a plain one that reads statements, runs them, and prints values and errors.
/// </summary>
internal static class Repl
{
    /// <summary>Runs until end of input or exit().</summary>
    public static void Run(PyModule main, bool first)
    {
        var o = RuntimeOptions.Current;
        if (first && !o.Quiet)
            ProcessError.WriteLine($"Python {SysModule.Version} on linux\nType \"help\", \"copyright\", \"credits\" or \"license\" for more information.");
        bool terminal = Libc.isatty(0) == 1 && Libc.isatty(1) == 1;
        if (terminal && o.Stdlib != null && Environment.GetEnvironmentVariable("PYTHON_BASIC_REPL") is not { Length: > 0 } && RunFull(main, first)) return;
        if (first) RunStartupFile(main);
        RunPlain(main);
    }

    /// <summary>sys._baserepl(): what _pyrepl falls back to.</summary>
    public static void RunPlain(PyModule main)
    {
        if (SysState.TryGet("ps1").IsMissing) SysState.Set("ps1", Value.Str(">>> "));
        if (SysState.TryGet("ps2").IsMissing) SysState.Set("ps2", Value.Str("... "));
        while (true)
        {
            try
            {
                if (ReadStatement() is not { } source) break;
                if (source.Trim().Length == 0) continue;
                var code = CompileStatement(source);
                Interp.RunCode(code, main.Dict, main.Dict);
                FlushStdout();
            }
            catch (PyException e)
            {
                if (e.Is(ExcTypes.SystemExit)) throw;
                if (e.Is(ExcTypes.KeyboardInterrupt)) ProcessError.Write("\nKeyboardInterrupt\n");
                else Shutdown.ReportUncaught(e.Value);
            }
        }
        ProcessError.Write("\n");
    }

    private static int statements;

    /// <summary>The future statements so far: what comes after them is compiled by them.</summary>
    private static CompileFlags futures;

    /// <summary>Compiles under a name of its own, by which tracebacks find its lines; they, and syntax errors, show just <c>&lt;stdin&gt;</c>.</summary>
    private static PyCode CompileStatement(string source)
    {
        var bytes = Encoding.UTF8.GetBytes(source);
        PyCode code;
        try
        {
            code = Compilation.Compile(bytes, $"<stdin>-{statements}", CompileMode.Single, futures);
        }
        catch (PyException e) when (e.Is(ExcTypes.SyntaxError))
        {
            return Compilation.Compile(bytes, "<stdin>", CompileMode.Single, futures);
        }
        statements++;
        futures |= (CompileFlags)code.Flags & (CompileFlags.FutureAnnotations | CompileFlags.FutureBarryAsBdfl);
        Runner.Register(code, source);
        return code;
    }

    private static void FlushStdout()
    {
        var stdout = SysState.TryGet("stdout");
        if (!stdout.IsMissingOrNone) Ops.CallMethod(stdout, "flush");
    }

    /// <summary>False when this terminal isn't one for it.</summary>
    private static bool RunFull(PyModule main, bool first)
    {
        try
        {
            TerminfoModule.Install();
            RegisterHistory();
            var repl = Importer.Import(PyStr.Intern("_pyrepl.main"), Value.None, Value.Str("interactive_console"), 0);
            if (!Ops.Truth(Ops.GetAttr(repl, PyStr.Intern("CAN_USE_PYREPL")))) return false;
            Ops.Call(Ops.GetAttr(repl, PyStr.Intern("interactive_console")), [new Value(main), Value.False, Value.Bool(first)], [PyStr.Intern("quiet"), PyStr.Intern("pythonstartup")]);
            return true;
        }
        catch (PyException e) when (e.Is(ExcTypes.ImportError))
        {
            return false;
        }
    }

    /// <summary>What site sets up for a terminal: the history file is read now and written at the end.</summary>
    private static void RegisterHistory()
    {
        if (RuntimeOptions.Current.Isolated || !SysState.TryGet("__interactivehook__").IsMissing) return;
        var site = Importer.Import(PyStr.Intern("site"), Value.None, Value.None, 0);
        Ops.CallMethod(site, "register_readline");
    }

    private static void RunStartupFile(PyModule main)
    {
        if (RuntimeOptions.Current.IgnoreEnvironment || Environment.GetEnvironmentVariable("PYTHONSTARTUP") is not { Length: > 0 } file) return;
        try
        {
            byte[] source = File.ReadAllBytes(file);
            Interp.RunCode(Compilation.CompileFile(source, file), main.Dict, main.Dict);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            ProcessError.WriteLine($"Could not open PYTHONSTARTUP\nFileNotFoundError: [Errno 2] No such file or directory: '{file}'");
        }
        catch (PyException e)
        {
            if (e.Is(ExcTypes.SystemExit)) throw;
            Shutdown.ReportUncaught(e.Value);
        }
    }

    /// <summary>The lines of one statement; null at the end of input.</summary>
    private static string? ReadStatement()
    {
        var text = new StringBuilder();
        string prompt = "ps1";
        while (true)
        {
            var shown = SysState.TryGet(prompt);
            ProcessError.Write(shown.IsMissing ? "" : Ops.Str(shown).ToString());
            string? line = ReadLine();
            if (line == null) return text.Length == 0 ? null : text.ToString();
            text.Append(line).Append('\n');
            if (text.Length == line.Length + 1 && line.Trim().Length == 0) return text.ToString();
            if (IsComplete(text.ToString(), line)) return text.ToString();
            prompt = "ps2";
        }
    }

    private static string? ReadLine()
    {
        var stdin = SysState.TryGet("stdin");
        if (stdin.IsMissingOrNone) return null;
        string line = Ops.Str(Ops.CallMethod(stdin, "readline")).ToString();
        return line.Length == 0 ? null : line.TrimEnd('\n');
    }

    /// <summary>As codeop decides it: a compound statement needs an empty line, an open bracket or string needs more.</summary>
    private static bool IsComplete(string text, string lastLine)
    {
        if (RuntimeOptions.Current.Stdlib == null) return lastLine.Length == 0 || !text.TrimEnd().EndsWith(':') && !char.IsWhiteSpace(lastLine[0]);
        try
        {
            var codeop = Importer.Import(PyStr.Intern("codeop"), Value.None, Value.None, 0);
            var code = Ops.CallMethod(codeop, "compile_command", new Value(PyStr.Of(text.TrimEnd('\n') + (lastLine.Length == 0 ? "\n" : ""))), Value.Str("<stdin>"), Value.Str("single"));
            return !code.IsNone;
        }
        catch (PyException)
        {
            return true;
        }
    }
}

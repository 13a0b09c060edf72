using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Importing;
using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Command;

/// <summary>The interactive loop: reads statements, runs them, prints values and errors.</summary>
internal static class Repl
{
    /// <summary>Runs until end of input or exit().</summary>
    public static void Run(PyModule main)
    {
        SysState.Set("ps1", Value.Str(">>> "));
        SysState.Set("ps2", Value.Str("... "));
        if (!RuntimeOptions.Current.Quiet)
            Console.Error.WriteLine($"Python {Ops.Str(SysState.Get("version", "lost sys.version"))} on linux\nType \"help\", \"copyright\", \"credits\" or \"license\" for more information.");
        while (ReadStatement() is { } source)
        {
            try
            {
                if (source.Trim().Length == 0) continue;
                var code = Compilation.Compile(System.Text.Encoding.UTF8.GetBytes(source), "<stdin>", CompileMode.Single);
                Interp.RunCode(code, main.Dict, main.Dict);
            }
            catch (PyException e)
            {
                if (e.Is(ExcTypes.SystemExit)) throw;
                Shutdown.ReportUncaught(e.Value);
            }
        }
        Console.WriteLine();
    }

    /// <summary>The lines of one statement; null at the end of input.</summary>
    private static string? ReadStatement()
    {
        var text = new System.Text.StringBuilder();
        string prompt = "ps1";
        while (true)
        {
            Console.Write(Ops.Str(SysState.TryGet(prompt)).ToString());
            string? line = Console.In.ReadLine();
            if (line == null) return text.Length == 0 ? null : text.ToString();
            text.Append(line).Append('\n');
            if (text.Length == line.Length + 1 && line.Trim().Length == 0) return text.ToString();
            if (IsComplete(text.ToString(), line)) return text.ToString();
            prompt = "ps2";
        }
    }

    /// <summary>As codeop decides it: a compound statement needs an empty line, an open bracket or string needs more.</summary>
    private static bool IsComplete(string text, string lastLine)
    {
        if (RuntimeOptions.Current.Stdlib == null) return lastLine.Length == 0 || !text.TrimEnd().EndsWith(':') && !char.IsWhiteSpace(lastLine[0]);
        try
        {
            var codeop = Importer.Import(PyStr.Intern("codeop"), Value.None, Value.None, 0);
            var code = Ops.CallMethod(codeop, "compile_command", new Value(PyStr.Of(text.TrimEnd('\n'))), Value.Str("<stdin>"), Value.Str("single"));
            return !code.IsNone;
        }
        catch (PyException)
        {
            return true;
        }
    }
}

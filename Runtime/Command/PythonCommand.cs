using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Importing;
using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Command;

/// <summary>What the command does: set up, run what was asked for, shut down, and give the exit code.</summary>
public static class PythonCommand
{
    /// <summary>Runs the command line (without the command's own name); the result is the process's exit code.</summary>
    public static int Run(string[] args, CommandExtension? extension = null)
    {
        CommandExtension.Current = extension;
        Interp.StartReentering();
        if (!CommandLine.Parse(args, out var command, out int exit)) return exit;
        if (extension != null && extension.RunInstead(args.AsSpan(0, command.OptionCount), args.AsSpan(command.OptionCount), out exit)) return exit;
        extension?.AddModules();
        Startup.Prepare(command);
        extension?.Start();
        try
        {
            int code = 0;
            try
            {
                Site.Run();
                Runner.Run(command);
            }
            catch (PyException e)
            {
                code = Shutdown.ReportUncaught(e.Value, RuntimeOptions.Current.Inspect);
            }
            if (Inspects(command)) code = Inspect();
            return Shutdown.Finish(code);
        }
        catch (PyException e)
        {
            ProcessError.Write(TracebackPrinter.Format(e.Value));
            return 1;
        }
    }

    /// <summary>-i, or PYTHONINSPECT set now: the program may set it to be inspected.</summary>
    private static bool Inspects(CommandLine command)
    {
        if (command.Kind == CommandKind.Interactive) return false;
        var o = RuntimeOptions.Current;
        if (!o.Inspect && !o.IgnoreEnvironment && Environment.GetEnvironmentVariable("PYTHONINSPECT") is { Length: > 0 }) o.Inspect = true;
        return o.Inspect && (o.Interactive || command.Kind != CommandKind.Stdin) && (o.Interactive || Modules.Posix.Libc.isatty(0) == 1);
    }

    private static int Inspect()
    {
        try
        {
            Repl.Run(Runner.MainModule(), false);
            return 0;
        }
        catch (PyException e)
        {
            return Shutdown.ReportUncaught(e.Value);
        }
    }
}

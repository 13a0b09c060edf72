using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Importing;
using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime;

/// <summary>What the command does: set up, run what was asked for, shut down, and give the exit code.</summary>
public static class PythonCommand
{
    /// <summary>Runs the command line (without the command's own name); the result is the process's exit code.</summary>
    public static int Run(string[] args)
    {
        Interp.StartReentering();
        if (!CommandLine.Parse(args, out var command, out int exit)) return exit;
        Startup.Prepare(command);
        try
        {
            try
            {
                Runner.Run(command);
                return Shutdown.Finish(0);
            }
            catch (PyException e)
            {
                return Shutdown.Finish(Shutdown.ReportUncaught(e.Value));
            }
        }
        catch (PyException e)
        {
            Console.Error.Write(TracebackPrinter.Format(e.Value));
            return 1;
        }
    }
}

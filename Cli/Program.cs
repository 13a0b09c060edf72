using TieredPy.Runtime.Command;

namespace TieredPy.Cli;

internal static class Program
{
    /// <summary>Python frames don't use the C# stack, but built-ins that call back into Python do.</summary>
    private const int StackSize = 512 << 20;

    private static int Main(string[] args)
    {
        int code = 0;
        var main = new Thread(() => code = PythonCommand.Run(args, new TierCommand()), StackSize) { Name = "MainThread" };
        main.Start();
        main.Join();
        return code;
    }
}

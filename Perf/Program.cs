namespace TieredPy.Perf;

/// <summary>
/// The performance harness: runs Python programs on this build, CPython and PyPy in interleaved processes and prints times,
/// ratios and their geometric means.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        try
        {
            var options = Options.Parse(args);
            if (options.Help)
            {
                Console.WriteLine(Options.Usage);
                return 0;
            }
            var quiet = QuietMachine.Measure();
            Console.WriteLine(quiet);
            if (!quiet.IsQuiet && !options.Force)
            {
                Console.Error.WriteLine("The machine is busy: times from it mean nothing. Wait, or measure anyway with --force.");
                return 3;
            }
            var implementations = Implementation.Find(options);
            foreach (var implementation in implementations)
                Console.WriteLine($"{implementation.Name}: {implementation.Version} ({implementation.Path})");
            var report = new Report(options, quiet, implementations);
            var good = options.Mode switch
            {
                Mode.Memory => MemoryMode.Run(options, implementations, report),
                Mode.Startup => StartupMode.Run(options, implementations, report),
                Mode.Errors => ErrorsMode.Run(options, implementations, report),
                Mode.Settle => SettleMode.Run(options, implementations, report),
                Mode.Cache => CacheMode.Run(options, implementations, report),
                Mode.Threads => ThreadsMode.Run(options, implementations, report),
                _ => Suite.Run(options, implementations, report),
            };
            report.Finish();
            return good ? 0 : 1;
        }
        catch (UsageException e)
        {
            Console.Error.WriteLine(e.Message);
            return 2;
        }
    }
}

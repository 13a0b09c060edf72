using TieredPy.Tests.Corpus;
using Xunit;

namespace TieredPy.Tests.Command;

/// <summary>Source text run as a script on the built command.</summary>
internal static class Script
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    /// <summary>Runs the text with the command's options.</summary>
    public static ProgramRun Run(IEnumerable<string> options, string source)
    {
        var command = RepositoryPaths.Command;
        Assert.True(command != null, "tieredpy isn't built: dotnet build Cli -c Release");
        var folder = Directory.CreateTempSubdirectory("tieredpy-test");
        try
        {
            var script = Path.Combine(folder.FullName, "script.py");
            File.WriteAllText(script, source);
            var run = ProgramRun.Start(command, options, script, [], TimeLimit);
            Assert.False(run.TimedOut, $"no end within {TimeLimit.TotalSeconds} s");
            return run;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

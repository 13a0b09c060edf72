using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace TieredPy.Tiers.Caching;

/// <summary>
/// .NET's compiler that works ahead of time, crossgen2, where there is one: what <see cref="Variable"/> names, beside the command, or among the packages that
/// <c>dotnet publish</c> has brought.
/// </summary>
internal static class AheadCompiler
{
    /// <summary>The environment variable with the compiler's path.</summary>
    public const string Variable = "TIEREDPY_CROSSGEN";

    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);

    /// <summary>What code may use of this processor; a machine without it compiles anew what does.</summary>
    public static string InstructionSet => Avx2.IsSupported && Bmi2.IsSupported && Fma.IsSupported && Lzcnt.IsSupported ? "x86-64-v3" : "";

    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named) return File.Exists(named) ? named : null;
        string name = OperatingSystem.IsWindows() ? "crossgen2.exe" : "crossgen2";
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder ? folder : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string package = Path.Combine(packages, $"microsoft.netcore.app.crossgen2.{RuntimeInformation.RuntimeIdentifier}", Environment.Version.ToString(3), "tools");
        return new[] { AppContext.BaseDirectory, package }.Select(place => Path.Combine(place, name)).FirstOrDefault(File.Exists);
    }

    /// <summary>Compiles an assembly that knows all about this build of ours and of the framework's core. False where that fails.</summary>
    public static bool Compile(string compiler, string assembly, string output)
    {
        string core = typeof(object).Assembly.Location, runtime = typeof(Runtime.Objects.PyObject).Assembly.Location, tiers = typeof(AheadCompiler).Assembly.Location;
        var start = new ProcessStartInfo(compiler) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])[assembly, "-o", output, "-O", "--inputbubble", "-r", Path.Combine(Path.GetDirectoryName(core)!, "*.dll"), "-r", runtime, "-r", tiers])
            start.ArgumentList.Add(argument);
        foreach (string known in (string[])[core, runtime, tiers])
        {
            start.ArgumentList.Add("--inputbubbleref");
            start.ArgumentList.Add(known);
        }
        if (InstructionSet.Length > 0)
        {
            start.ArgumentList.Add("--instruction-set");
            start.ArgumentList.Add(InstructionSet);
        }
        using var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (process.WaitForExit(TimeLimit)) return process.ExitCode == 0 && File.Exists(output);
        process.Kill();
        return false;
    }
}

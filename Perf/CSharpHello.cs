using System.Runtime.InteropServices;

namespace TieredPy.Perf;

/// <summary>A C# hello world, published with ReadyToRun from a project made in a temporary folder: the floor for start-up on .NET.</summary>
internal sealed class CSharpHello : IDisposable
{
    private readonly string _folder;

    private CSharpHello(string folder)
    {
        _folder = folder;
        Command = Path.Combine(folder, "out", OperatingSystem.IsWindows() ? "hello.exe" : "hello");
    }

    public string Command { get; }

    public static CSharpHello Publish()
    {
        var hello = new CSharpHello(Directory.CreateTempSubdirectory("tieredpy-hello-").FullName);
        File.WriteAllText(Path.Combine(hello._folder, "hello.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net{Environment.Version.Major}.0</TargetFramework>
                <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
                <SelfContained>false</SelfContained>
                <PublishReadyToRun>true</PublishReadyToRun>
                <InvariantGlobalization>true</InvariantGlobalization>
                <UseSystemResourceKeys>true</UseSystemResourceKeys>
                <ConcurrentGarbageCollection>false</ConcurrentGarbageCollection>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(hello._folder, "Program.cs"), "System.Console.WriteLine(\"hello\");\n");
        var publish = ProcessResult.Run("dotnet",
            ["publish", Path.Combine(hello._folder, "hello.csproj"), "-c", "Release", "-o", Path.Combine(hello._folder, "out"), "--nologo", "-v", "q"],
            TimeSpan.FromMinutes(5));
        if (publish.Succeeded)
            return hello;
        hello.Dispose();
        throw new UsageException("The C# hello world can't be published: " + publish.Output.Trim());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

using TieredPy.Runtime.Importing;
using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Command;

/// <summary>Sets up sys and builtins for a command.</summary>
internal static class Startup
{
    /// <summary>Puts a folder before what sys.path has.</summary>
    public static void PrependPath(string folder)
    {
        if (SysState.TryGet("path").Ref is PyList path) path.Insert(0, new Value(PyStr.Of(folder)));
    }

    /// <summary>sys.argv, sys.path, the standard streams.</summary>
    public static void Prepare(CommandLine command)
    {
        var o = RuntimeOptions.Current;
        var sys = BuiltinModuleLoader.Import("sys")!;
        BuiltinModuleLoader.Import("builtins");
        Interp.OriginalImport = Interp.Modules.BuiltinsNamespace.TryGet(Interp.Names.Import);

        string argv0 = command.Kind switch
        {
            CommandKind.Code => "-c",
            CommandKind.Module => "-m",
            CommandKind.Script => command.Target,
            CommandKind.Stdin => "-",
            _ => "",
        };
        var argv = new PyList();
        argv.Append(new Value(PyStr.Of(argv0)));
        foreach (string a in command.Arguments) argv.Append(new Value(PyStr.Of(a)));
        SysState.Set("argv", new Value(argv));

        var path = new PyList();
        if (!o.SafePath)
        {
            o.FirstPath = command.Kind switch
            {
                CommandKind.Code or CommandKind.Stdin or CommandKind.Interactive => "",
                CommandKind.Module => WorkingFolder.Path,
                _ => null,
            };
        }
        if (o.FirstPath != null) path.Append(new Value(PyStr.Of(o.FirstPath)));
        if (!o.IgnoreEnvironment && Environment.GetEnvironmentVariable("PYTHONPATH") is { Length: > 0 } pp)
            foreach (string p in pp.Split(':')) path.Append(new Value(PyStr.Of(p)));
        if (o.Stdlib is { } lib) path.Append(new Value(PyStr.Of(lib)));
        SysState.Set("path", new Value(path));
        StandardStreams.Install();
        if (BuiltinModuleLoader.Create("_io") is { } io) Interp.Modules.BuiltinsNamespace.Set(PyStr.Intern("open"), io.Dict.TryGet(PyStr.Intern("open")));
        Modules.Posix.SignalModule.Install();
    }
}

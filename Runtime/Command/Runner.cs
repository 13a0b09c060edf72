using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Importing;
using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Command;

/// <summary>Runs what the command line asks for, in the module __main__.</summary>
internal static class Runner
{
    public static void Run(CommandLine command)
    {
        MainModule();
        if (RuntimeOptions.Current.WarnOptions.Count > 0 && RuntimeOptions.Current.Stdlib != null) Importer.Import(PyStr.Intern("warnings"), Value.None, Value.None, 0);
        switch (command.Kind)
        {
            case CommandKind.Code:
                RunSource(Text.ShortText.ToUtf8(command.Target + "\n"), "<string>", null);
                break;
            case CommandKind.Script:
                RunScript(command.Target);
                break;
            case CommandKind.Module:
                Ops.CallMethod(Importer.Import(PyStr.Intern("runpy"), Value.None, Value.None, 0), "_run_module_as_main", new Value(PyStr.Of(command.Target)), Value.True);
                break;
            case CommandKind.Stdin when !StandardStreams.IsInherited(0):
                break;
            case CommandKind.Stdin:
                RunSource(ReadStdin(), "<stdin>", null);
                break;
            default:
                Repl.Run(MainModule(), true);
                break;
        }
    }

    private static byte[] ReadStdin()
    {
        using var input = Console.OpenStandardInput();
        using var buffer = new MemoryStream();
        input.CopyTo(buffer);
        return buffer.ToArray();
    }

    /// <summary>The module __main__, made on first use.</summary>
    internal static PyModule MainModule()
    {
        var key = PyStr.Intern("__main__");
        if (SysState.Modules.TryGet(key).Ref is PyModule m) return m;
        m = new PyModule("__main__", null);
        m.Dict.Set(PyStr.Intern("__builtins__"), new Value(BuiltinModuleLoader.Import("builtins")!));
        m.Dict.Set(PyStr.Intern("__annotations__"), new Value(new PyDict()));
        SysState.Modules.Set(key, new Value(m));
        return m;
    }

    private static void RunScript(string name)
    {
        string file = WorkingFolder.Absolute(name);
        byte[]? source = null;
        if (NativeFile.IsFolder(file) || (source = NativeFile.TryRead(file)) is [(byte)'P', (byte)'K', 3, 4, ..])
        {
            Startup.PrependPath(file);
            Ops.CallMethod(Importer.Import(PyStr.Intern("runpy"), Value.None, Value.None, 0), "_run_module_as_main", Value.Str("__main__"), Value.False);
            return;
        }
        try
        {
            source ??= File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A name that is empty is an argument that can't be.
            string reason = e is FileNotFoundException or DirectoryNotFoundException or ArgumentException ? "[Errno 2] No such file or directory" : e is UnauthorizedAccessException ? "[Errno 13] Permission denied" : e.Message;
            ProcessError.WriteLine($"{RuntimeOptions.Current.Executable}: can't open file '{file}': {reason}");
            throw Err.SystemExit(Value.Int(2));
        }
        if (!RuntimeOptions.Current.SafePath)
        {
            string real = (NativeFile.LinkTarget(file) == null ? null : new FileInfo(file).ResolveLinkTarget(true)?.FullName) ?? Path.GetFullPath(file);
            RuntimeOptions.Current.FirstPath = Path.GetDirectoryName(real) ?? "";
            Startup.PrependPath(RuntimeOptions.Current.FirstPath);
        }
        RunSource(source, file, file);
    }

    /// <summary>-x: without its first line, but with its newline, so that line numbers stay.</summary>
    private static byte[] BlankFirstLine(byte[] source)
    {
        int end = Array.IndexOf(source, (byte)'\n');
        return end < 0 ? [] : source[end..];
    }

    private static void RunSource(byte[] source, string name, string? file)
    {
        var m = MainModule();
        m.Dict.Set(PyStr.Intern("__spec__"), Value.None);
        m.Dict.Set(PyStr.Intern("__package__"), Value.None);
        m.Dict.Set(PyStr.Intern("__doc__"), Value.None);
        if (file != null) m.Dict.Set(PyStr.Intern("__file__"), new Value(PyStr.Of(file)));
        if (RuntimeOptions.Current.SkipFirstLine && file != null) source = BlankFirstLine(source);
        var code = file != null || name == "<stdin>" ? Compilation.CompileFile(source, name) : Compilation.Compile(source, name, CompileMode.Exec);
        CommandExtension.Current?.ProgramCompiled(code);
        if (name == "<string>") ShowSource(code, source);
        Interp.RunCode(code, m.Dict, m.Dict);
    }

    /// <summary>Lets tracebacks and warnings show the lines of -c.</summary>
    private static void ShowSource(PyCode code, byte[] source)
    {
        Action<Value> register = linecache => Register(linecache, code, System.Text.Encoding.UTF8.GetString(source));
        var loaded = Importer.SysModules(PyStr.Intern("linecache"));
        if (loaded.IsMissing) Importer.LinecacheLoaded = register;
        else register(loaded);
    }

    /// <summary>Tells linecache the source of code that is in no file.</summary>
    internal static void Register(PyCode code, string source)
    {
        if (RuntimeOptions.Current.Stdlib != null) Register(Importer.Import(PyStr.Intern("linecache"), Value.None, Value.None, 0), code, source);
    }

    /// <summary>The library of 3.13.0 wants the file name where later ones want the code.</summary>
    private static void Register(Value linecache, PyCode code, string source)
    {
        var name = new Value(code.Filename);
        bool byCode = Ops.TryGetAttr(linecache, PyStr.Intern("_interactive_cache"), out _);
        Ops.CallMethod(linecache, "_register_code", byCode ? new Value(code) : name, new Value(PyStr.Of(source)), name);
    }
}

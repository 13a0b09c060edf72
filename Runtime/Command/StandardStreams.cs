using System.Text;
using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Command;

/// <summary>sys.stdin, stdout and stderr.</summary>
internal static class StandardStreams
{
    public static void Install()
    {
        foreach (var (name, stream) in new[] { ("stdout", Console.OpenStandardOutput()), ("stderr", Console.OpenStandardError()) })
        {
            var v = new Value(new PyConsoleStream(name, stream, name == "stderr"));
            SysState.Set(name, v);
            SysState.Set($"__{name}__", v);
        }
    }
}

/// <summary>A text stream over a standard descriptor.</summary>
[PyType("tieredpy.ConsoleStream", NoConstructor = true)]
internal sealed partial class PyConsoleStream(string name, Stream stream, bool unbuffered) : PyObject(TypeObject.RootShape)
{
    private readonly BufferedStream buffer = new(stream, 8192);

    [PyGetter("name")] private string Name => $"<{name}>";
    [PyGetter("encoding")] private string Encoding_ => "utf-8";
    [PyGetter("errors")] private string Errors => "strict";
    [PyGetter("closed")] private bool Closed => false;

    [PyMethod("write")]
    private long Write(PyStr s)
    {
        var bytes = Encoding.UTF8.GetBytes(s.ToString());
        lock (buffer) buffer.Write(bytes);
        if (unbuffered) Flush();
        return s.Length;
    }

    [PyMethod("flush")]
    private void Flush()
    {
        lock (buffer) buffer.Flush();
    }

    [PyMethod("isatty")] private bool IsATty() => false;
    [PyMethod("fileno")] private long FileNo() => name == "stdout" ? 1 : 2;
}

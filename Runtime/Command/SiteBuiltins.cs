using TieredPy.Runtime.Importing;
using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Command;

/// <summary>The built-ins that <c>site</c> adds: exit, quit, copyright, credits, license, help.</summary>
internal static class SiteBuiltins
{
    public static void Install()
    {
        var d = Interp.Modules.BuiltinsNamespace;
        foreach (string name in (string[])["quit", "exit"]) d.Set(PyStr.Intern(name), new Value(new PyQuitter(name)));
        foreach (string name in (string[])["copyright", "credits", "license"]) d.Set(PyStr.Intern(name), new Value(new PySitePrinter(name)));
        d.Set(PyStr.Intern("help"), new Value(new PyHelper()));
    }
}

/// <summary>exit and quit.</summary>
[PyType("_sitebuiltins.Quitter")]
internal sealed partial class PyQuitter(string name) : PyObject(TypeObject.RootShape)
{
    [PyGetter("name")] private string Name => name;

    [PyGetter("eof")] private string Eof => "Ctrl-D (i.e. EOF)";

    public override Value Repr() => Value.Str($"Use {name}() or {Eof} to exit");

    public override Value Call(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (args.Length > 1) throw Err.TypeError($"Quitter.__call__() takes from 1 to 2 positional arguments but {args.Length + 1} were given");
        // As CPython's: an interactive shell that asks again sees a closed input.
        try
        {
            Ops.CallMethod(SysState.Get("stdin", "lost sys.stdin"), "close");
        }
        catch (PyException)
        {
        }
        throw Err.SystemExit(args.Length > 0 ? args[0] : Value.None);
    }
}

/// <summary>copyright, credits and license: short texts that print themselves; the library's own printer pages the long ones.</summary>
[PyType("_sitebuiltins._Printer")]
internal sealed partial class PySitePrinter(string name) : PyObject(TypeObject.RootShape)
{
    private const string Credits = """
            Thanks to CWI, CNRI, BeOpen, Zope Corporation, the Python Software Foundation,
            and a cast of thousands for supporting Python development.  See www.python.org
            for more information.
        """;

    private string Text => name switch
    {
        "copyright" => Ops.Str(SysState.Get("copyright", "lost sys.copyright")).ToString(),
        "credits" => Credits,
        _ => "See https://www.python.org/psf/license/",
    };

    public override Value Repr() => name == "license" ? Value.Str("Type license() to see the full license text") : Value.Str(Text);

    public override Value Call(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (args.Length > 0) throw Err.TypeError($"_Printer.__call__() takes 1 positional argument but {args.Length + 1} were given");
        if (name == "license" && RuntimeOptions.Current.Stdlib is { } library)
        {
            var printer = Ops.GetAttr(Importer.Import(PyStr.Intern("_sitebuiltins"), Value.None, Value.None, 0), PyStr.Intern("_Printer"));
            var folders = new PyList([Value.Str(Path.Combine(library, "..")), Value.Str(library)]);
            var files = new PyList([Value.Str("LICENSE.txt"), Value.Str("LICENSE")]);
            Ops.Call(Ops.Call(printer, Value.Str(name), Value.Str(Text), new Value(files), new Value(folders)));
            return Value.None;
        }
        return Ops.Call(Interp.Modules.BuiltinsNamespace.TryGet(PyStr.Intern("print")), Value.Str(Text));
    }
}

/// <summary>help.</summary>
[PyType("_sitebuiltins._Helper")]
internal sealed partial class PyHelper : PyObject
{
    public PyHelper() : base(TypeObject.RootShape) { }

    public override Value Repr() => Value.Str("Type help() for interactive help, or help(object) for help about object.");

    public override Value Call(ReadOnlySpan<Value> args, PyStr[]? kw) =>
        Ops.Call(Ops.GetAttr(Importer.Import(PyStr.Intern("pydoc"), Value.None, Value.None, 0), PyStr.Intern("help")), args, kw);
}

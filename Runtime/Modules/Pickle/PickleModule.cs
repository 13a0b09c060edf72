namespace TieredPy.Runtime.Modules.Pickle;

/// <summary>_pickle: pickling at native speed; the module pickle takes its names from here.</summary>
[PyModule("_pickle", Doc = "Optimized C implementation for the Python pickle module.", Types = [typeof(PyPickler), typeof(PyUnpickler), typeof(PyPickleBuffer)])]
internal static partial class PickleModule
{
    private const int Highest = 5;
    private const int Default = 4;

    public static readonly PyType PickleError = MakeError("PickleError", ExcTypes.Exception);
    public static readonly PyType PicklingError = MakeError("PicklingError", PickleError);
    public static readonly PyType UnpicklingError = MakeError("UnpicklingError", PickleError);

    private static PyType MakeError(string name, PyType @base)
    {
        var t = ExcTypes.Plain(name, @base, "");
        t.Module = "_pickle";
        return t;
    }

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        m.Dict.Set(PyStr.Intern("PickleError"), new Value(PickleError));
        m.Dict.Set(PyStr.Intern("PicklingError"), new Value(PicklingError));
        m.Dict.Set(PyStr.Intern("UnpicklingError"), new Value(UnpicklingError));
    }

    /// <summary>The protocol that an argument asks for.</summary>
    public static int Protocol(Value v)
    {
        if (v.IsMissingOrNone) return Default;
        long p = Ops.AsLong(v);
        if (p < 0) return Highest;
        return p <= Highest ? (int)p : throw Err.ValueError($"pickle protocol must be <= {Highest}");
    }

    public static void CheckCallback(Value callback, int protocol)
    {
        if (!callback.IsMissingOrNone && protocol < 5) throw Err.ValueError("buffer_callback needs protocol >= 5");
    }

    [PyFunction("dumps", Doc = PickleDocs.Dumps, RunsPython = true)]
    private static Value Dumps([Kw] Value obj, [Kw, OptNone] Value protocol, [KwOnly] bool fix_imports = true, [KwOnly, OptNone] Value buffer_callback = default)
    {
        int p = Protocol(protocol);
        CheckCallback(buffer_callback, p);
        return new Value(new PickleSaver(new PickleWriter(), p, fix_imports, buffer_callback).DumpOnce(obj)!);
    }

    [PyFunction("dump", Doc = PickleDocs.Dump, RunsPython = true)]
    private static void Dump([Kw] Value obj, [Kw] Value file, [Kw, OptNone] Value protocol, [KwOnly] bool fix_imports = true, [KwOnly, OptNone] Value buffer_callback = default)
    {
        int p = Protocol(protocol);
        if (!Ops.TryGetAttr(file, "write", out var write)) throw Err.TypeError("file must have a 'write' attribute");
        CheckCallback(buffer_callback, p);
        new PickleSaver(new PickleWriter { Write = write }, p, fix_imports, buffer_callback).DumpOnce(obj);
    }

    [PyFunction("loads", Doc = PickleDocs.Loads, RunsPython = true)]
    private static Value Loads(Value data, [KwOnly] bool fix_imports = true, [KwOnly] string encoding = "ASCII", [KwOnly] string errors = "strict", [KwOnly, Opt(Show = "()")] Value buffers = default)
    {
        var input = new PickleInput(Buffers.ToArray(data));
        return new PickleLoader(input, fix_imports, encoding, errors, BufferIterator(buffers)).LoadOnce();
    }

    [PyFunction("load", Doc = PickleDocs.Load, RunsPython = true)]
    private static Value Load([Kw] Value file, [KwOnly] bool fix_imports = true, [KwOnly] string encoding = "ASCII", [KwOnly] string errors = "strict", [KwOnly, Opt(Show = "()")] Value buffers = default)
    {
        return new PickleLoader(PickleInput.OfFile(file), fix_imports, encoding, errors, BufferIterator(buffers)).LoadOnce();
    }

    /// <summary>An iterator over out-of-band buffers; Missing when there are none.</summary>
    public static Value BufferIterator(Value buffers) => buffers.IsMissingOrNone || buffers.Ref is PyTuple { Count: 0 } || buffers.IsInt ? Value.Missing : Ops.Iter(buffers);
}

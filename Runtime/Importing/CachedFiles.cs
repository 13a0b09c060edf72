using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Importing;

/// <summary>
/// Puts itself before importlib's <c>_classify_pyc</c>: a cached file of another build, whose magic number happens to be the same, is one of another
/// version to importlib, which compiles the source again, and no error.
/// </summary>
internal static unsafe class CachedFiles
{
    private static readonly PyStr Name = PyStr.Intern("_classify_pyc");

    /// <summary>Where the code is in a file: behind its header, and behind marshal's type and size.</summary>
    private const int TypeAt = 16, CodeAt = TypeAt + 5;

    private static Value original = Value.Missing;

    public static void Install(PyModule external)
    {
        original = external.Dict.TryGet(Name);
        external.Dict.Set(Name, new Value(new PyBuiltinFunction(Name.ToString(), &Classify, Value.None, false, "(data, name, exc_details)", null)));
    }

    private static Value Classify(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        var flags = Ops.Call(original, args, kw);
        if (args.Length == 3 && IsForeign(Buffers.Get(args[0])))
        {
            var details = args[2].Ref as PyDict;
            Value Detail(string name) => details?.TryGet(PyStr.Intern(name)) is { IsMissing: false } v ? v : Value.None;
            throw Err.ImportError(ExcTypes.ImportError, $"code of another build in {Ops.Repr(args[1])}", Detail("name"), Detail("path"));
        }
        return flags;
    }

    private static bool IsForeign(ReadOnlySpan<byte> file) =>
        file.Length > CodeAt && (file[TypeAt] & 0x7F) == 'c' && !BytecodeCache.IsOwn(file[CodeAt..]);
}

namespace TieredPy.Runtime.Modules.Posix;

/// <summary>errno: the names of error numbers.</summary>
[PyModule("errno", Doc = "This module makes available standard errno system symbols.\n\nThe value of each symbol is the corresponding integer value,\ne.g., on most systems, errno.ENOENT equals the integer 2.\n\nThe dictionary errno.errorcode maps numeric codes to symbol names,\ne.g., errno.errorcode[2] could be the string 'ENOENT'.\n\nSymbols that are not relevant to the underlying system are not defined.\n\nTo map error codes to error messages, use the function os.strerror(),\ne.g. os.strerror(2) could return 'No such file or directory'.")]
internal static partial class ErrnoModule
{
    [PyModuleInit]
    private static void Init(PyModule m)
    {
        var codes = new PyDict();
        foreach (var (name, value) in ErrnoNumbers.All)
        {
            // Of two names for one number, errorcode has these.
            if (name is not ("EWOULDBLOCK" or "EDEADLK" or "EOPNOTSUPP")) codes.Set(Value.Int(value), Value.Str(name));
        }
        ErrnoNumbers.AddTo(m);
        m.Dict.Set(PyStr.Intern("errorcode"), new Value(codes));
    }
}

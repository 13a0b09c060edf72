using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Modules.Posix;

namespace TieredPy.Runtime.Modules.Ctypes;

/// <summary>
/// _ctypes: what the library's ctypes stands on, over libffi. Memory and calls are here; the types and their classes are in the
/// Python files beside this one, which see the functions of this class.
/// </summary>
[PyModule("_ctypes", Doc = "Create and manipulate C compatible data types in Python.")]
internal static unsafe partial class CtypesModule
{
    /// <summary>The files that are run, each in what those before it have made.</summary>
    private static readonly string[] Parts = ["types", "data", "sharing", "simple", "arrays", "pointers", "fields", "structures", "functions", "calls", "interface"];

    [ThreadStatic] private static int errno;

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        SystemLibrary.Require(SystemLibrary.Ffi, m.Name);
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64) throw Err.ImportError("ctypes is there for x86-64 only");
        var space = m.Dict.Copy();
        space.Set(PyStr.Intern("__builtins__"), new Value(BuiltinModuleLoader.Import("builtins")!));
        foreach (var part in Parts)
        {
            var code = Compilation.Compile(System.Text.Encoding.UTF8.GetBytes(Source(part)), $"<frozen _ctypes.{part}>", CompileMode.Exec);
            Interp.RunCode(code, space, space);
        }
        foreach (var name in Ops.ToArray(space.TryGet(PyStr.Intern("_hidden")))) m.Dict.Remove((PyStr)name.Ref!);
        foreach (var type in Ops.ToArray(space.TryGet(PyStr.Intern("_sealed")))) ((PyType)type.Ref!).Flags |= TypeFlags.Immutable;
        foreach (var name in Ops.ToArray(space.TryGet(PyStr.Intern("_shown")))) m.Dict.Set((PyStr)name.Ref!, space.TryGet((PyStr)name.Ref!));
    }

    private static string Source(string part)
    {
        using var s = typeof(CtypesModule).Assembly.GetManifestResourceStream($"TieredPy.Ctypes.{part}.py")!;
        using var r = new StreamReader(s);
        return r.ReadToEnd();
    }

    [PyFunction("_allocate")] private static PyForeignMemory Allocate(long size) => PyForeignMemory.Allocate(size);

    [PyFunction("_memory_at")] private static PyForeignMemory MemoryAt(long address, long size) => PyForeignMemory.At((nint)address, size);

    /// <summary>Memory of an object as its buffer is to show it.</summary>
    [PyFunction("_exported_memory")]
    private static PyForeignMemory ExportedMemory(long address, long size, string format, int itemSize, PyTuple shape) =>
        PyForeignMemory.Shown((nint)address, size, format, itemSize, [.. shape.AsSpan().ToArray().Select(Ops.AsLong)]);

    [PyFunction("_memory_over")] private static PyForeignMemory MemoryOver(Value exporter) => PyForeignMemory.Over(exporter);

    [PyFunction("_load")] private static Value Load(PyStr code, long address) => ForeignValues.Load(code.ToString()[0], (byte*)address);

    [PyFunction("_store")] private static Value Store(PyStr code, long address, Value value) => ForeignValues.Store(code.ToString()[0], (byte*)address, value);

    [PyFunction("_read")]
    private static PyBytes Read(long address, long size) => size < 0
        ? new PyBytes(MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)address)) : new PyBytes(new ReadOnlySpan<byte>((byte*)address, (int)size));

    [PyFunction("_write")]
    private static void Write(long address, Value bytes)
    {
        var from = Buffers.Get(bytes);
        from.CopyTo(new Span<byte>((byte*)address, from.Length));
    }

    [PyFunction("_copy")] private static void Copy(long to, long from, long size) => Buffer.MemoryCopy((void*)from, (void*)to, size, size);

    [PyFunction("_read_wide")] private static PyStr ReadWide(long address, long length) => ForeignValues.Wide((int*)address, length);

    [PyFunction("_wide_bytes")] private static PyBytes WideBytes(PyStr text) => PyBytes.Make(ForeignValues.WideBytes(text));

    [PyFunction("_callback")] private static PyForeignCallback Callback(Value callable, Value result, PyTuple arguments) => new(callable, result, arguments);

    [PyFunction("_unraisable")]
    private static void Report(Value exception, string message) => Unraisable.Write((PyBaseException)exception.Ref!, Value.Missing, message);

    /// <summary>Calls a function with arguments that are in memory; the result is written where it is wanted. What is kept lives until then.</summary>
    [PyFunction("_call")]
    private static void Call(long function, Value result, long resultAddress, PyTuple kinds, PyTuple addresses, int fixedCount, bool usesErrno, Value kept)
    {
        int count = kinds.Count;
        byte* cif = stackalloc byte[FfiNative.CifSize];
        var types = stackalloc FfiNative.Type*[count + 1];
        var arguments = stackalloc void*[count + 1];
        for (int i = 0; i < count; i++)
        {
            types[i] = FfiTypes.Of(kinds[i]);
            arguments[i] = (void*)Ops.AsLong(addresses[i]);
        }
        var returned = FfiTypes.Of(result);
        int status = fixedCount < count && fixedCount > 0
            ? FfiNative.ffi_prep_cif_var(cif, FfiNative.DefaultAbi, (uint)fixedCount, (uint)count, returned, types)
            : FfiNative.ffi_prep_cif(cif, FfiNative.DefaultAbi, (uint)count, returned, types);
        if (status != 0) throw Err.RuntimeError("ffi_prep_cif failed");
        if (usesErrno) Marshal.SetLastSystemError(errno);
        FfiNative.ffi_call(cif, (void*)function, (void*)resultAddress, arguments);
        if (usesErrno) errno = Marshal.GetLastSystemError();
        GC.KeepAlive(kept.Ref);
        OsErrors.CheckSignals();
    }

    [PyFunction("get_errno")] private static int GetErrno() => errno;

    [PyFunction("set_errno")]
    private static int SetErrno(int value)
    {
        int old = errno;
        errno = value;
        return old;
    }

    private static string LastError() => Marshal.PtrToStringUTF8((nint)FfiNative.dlerror()) ?? "dlerror() gave no text";

    [PyFunction("dlopen", Doc = "dlopen(name, flag={RTLD_GLOBAL|RTLD_LOCAL}) open a shared library")]
    private static long DlOpen(Value name, int mode = 0)
    {
        const int Now = 2;
        nint handle;
        // The first use of a function of ours looks it up, which makes the loader forget its last error.
        _ = FfiNative.dlerror();
        if (name.IsNone) handle = FfiNative.dlopen(null, mode | Now);
        else
            fixed (byte* p = (byte[])[.. OsPath.FsBytes(name), 0]) handle = FfiNative.dlopen(p, mode | Now);
        return handle != 0 ? handle : throw Err.OSError(LastError());
    }

    [PyFunction("dlclose", Doc = "dlclose a library")]
    private static void DlClose(long handle)
    {
        _ = FfiNative.dlerror();
        if (FfiNative.dlclose((nint)handle) != 0) throw Err.OSError(LastError());
    }

    [PyFunction("dlsym", Doc = "find symbol in shared library")]
    private static long DlSym(long handle, string name)
    {
        nint found;
        _ = FfiNative.dlerror();
        fixed (byte* p = (byte[])[.. System.Text.Encoding.UTF8.GetBytes(name), 0]) found = FfiNative.dlsym((nint)handle, p);
        return found != 0 ? found : throw Err.OSError(LastError());
    }
}

using TieredPy.Runtime.Modules.Posix;

namespace TieredPy.Runtime.Modules.Multiprocessing;

/// <summary>_multiprocessing: semaphores between processes.</summary>
[PyModule("_multiprocessing", Types = [typeof(PySemLock)])]
internal static unsafe partial class MultiprocessingModule
{
    [PyModuleInit]
    private static void Init(PyModule m)
    {
        if (!SemaphoreLibc.IsThere) throw Err.ImportError(ExcTypes.ModuleNotFoundError, $"No module named '{m.Name}'", Value.Str(m.Name), Value.None);
        var flags = new PyDict();
        flags.Set(PyStr.Intern("HAVE_SEM_OPEN"), Value.Int(1));
        flags.Set(PyStr.Intern("HAVE_SEM_TIMEDWAIT"), Value.Int(1));
        m.Dict.Set(PyStr.Intern("flags"), new Value(flags));
        PySemLock.TypeObject.SetOwn(PyStr.Intern("SEM_VALUE_MAX"), Value.Int(int.MaxValue).ToHeap());
    }

    [PyFunction("sem_unlink")]
    private static void Unlink(PyStr name)
    {
        fixed (byte* p = PySemLock.NameBytes(name)) OsErrors.Check(SemaphoreLibc.sem_unlink(p));
    }
}

/// <summary>_posixshmem: memory that processes share.</summary>
[PyModule("_posixshmem", Doc = "POSIX shared memory module")]
internal static unsafe partial class PosixSharedMemoryModule
{
    [PyModuleInit]
    private static void Init(PyModule m)
    {
        if (!SemaphoreLibc.IsThere) throw Err.ImportError(ExcTypes.ModuleNotFoundError, $"No module named '{m.Name}'", Value.Str(m.Name), Value.None);
    }

    [PyFunction("shm_open", Doc = "Open a shared memory object.  Returns a file descriptor (integer).")]
    private static long Open([Kw] PyStr path, [Kw] int flags, [Kw] int mode = 511)
    {
        fixed (byte* p = PySemLock.NameBytes(path))
        {
            int fd = SemaphoreLibc.shm_open(p, flags, (uint)mode);
            return fd >= 0 ? fd : throw OsErrors.Last(new Value(path));
        }
    }

    [PyFunction("shm_unlink", Doc = "Remove a shared memory object (similar to unlink()).\n\nRemove a shared memory object name, and, once all processes  have  unmapped\nthe object, de-allocates and destroys the contents of the associated memory\nregion.")]
    private static void Unlink([Kw] PyStr path)
    {
        fixed (byte* p = PySemLock.NameBytes(path))
            if (SemaphoreLibc.shm_unlink(p) < 0) throw OsErrors.Last(new Value(path));
    }
}

namespace TieredPy.Runtime.Modules.Posix;

/// <summary>The constants of the module _stat.</summary>
internal static class StatConstants
{
    public static readonly (string Name, long Value)[] All =
    [
        ("S_IFDIR", 16384), ("S_IFCHR", 8192), ("S_IFBLK", 24576), ("S_IFREG", 32768), ("S_IFIFO", 4096), ("S_IFLNK", 40960), ("S_IFSOCK", 49152),
        ("S_IFDOOR", 0), ("S_IFPORT", 0), ("S_IFWHT", 0), ("S_ISUID", 2048), ("S_ISGID", 1024), ("S_ISVTX", 512), ("S_ENFMT", 1024), ("S_IREAD", 256),
        ("S_IWRITE", 128), ("S_IEXEC", 64), ("S_IRWXU", 448), ("S_IRUSR", 256), ("S_IWUSR", 128), ("S_IXUSR", 64), ("S_IRWXG", 56), ("S_IRGRP", 32),
        ("S_IWGRP", 16), ("S_IXGRP", 8), ("S_IRWXO", 7), ("S_IROTH", 4), ("S_IWOTH", 2), ("S_IXOTH", 1), ("UF_SETTABLE", 65535), ("UF_NODUMP", 1),
        ("UF_IMMUTABLE", 2), ("UF_APPEND", 4), ("UF_OPAQUE", 8), ("UF_NOUNLINK", 16), ("UF_COMPRESSED", 32), ("UF_TRACKED", 64),
        ("UF_DATAVAULT", 128), ("UF_HIDDEN", 32768), ("SF_SETTABLE", 4294901760), ("SF_ARCHIVED", 65536), ("SF_IMMUTABLE", 131072),
        ("SF_APPEND", 262144), ("SF_NOUNLINK", 1048576), ("SF_SNAPSHOT", 2097152), ("SF_FIRMLINK", 8388608), ("SF_DATALESS", 1073741824),
        ("ST_MODE", 0), ("ST_INO", 1), ("ST_DEV", 2), ("ST_NLINK", 3), ("ST_UID", 4), ("ST_GID", 5), ("ST_SIZE", 6), ("ST_ATIME", 7), ("ST_MTIME", 8),
        ("ST_CTIME", 9),
    ];

    /// <summary>Enters them into a module.</summary>
    public static void AddTo(PyModule m)
    {
        foreach (var (name, value) in All) m.Dict.Set(PyStr.Intern(name), Value.Int(value));
    }
}

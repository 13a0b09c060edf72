namespace TieredPy.Runtime.Modules.Posix;

/// <summary>_stat: what the bits of a file's mode mean.</summary>
[PyModule("_stat", Doc = "S_IFMT_: file type bits\nS_IFDIR: directory")]
internal static partial class StatModule
{
    [PyModuleInit]
    private static void Init(PyModule m)
    {
        StatConstants.AddTo(m);
        foreach (var (name, bit) in Attributes) m.Dict.Set(PyStr.Intern("FILE_ATTRIBUTE_" + name), Value.Int(bit));
    }

    private static readonly (string, long)[] Attributes =
    [
        ("ARCHIVE", 32), ("COMPRESSED", 2048), ("DEVICE", 64), ("DIRECTORY", 16), ("ENCRYPTED", 16384), ("HIDDEN", 2), ("INTEGRITY_STREAM", 32768), ("NORMAL", 128),
        ("NOT_CONTENT_INDEXED", 8192), ("NO_SCRUB_DATA", 131072), ("OFFLINE", 4096), ("READONLY", 1), ("REPARSE_POINT", 1024), ("SPARSE_FILE", 512), ("SYSTEM", 4),
        ("TEMPORARY", 256), ("VIRTUAL", 65536),
    ];

    private static bool Is(Value mode, long kind) => (Mode(mode) & 0xF000) == kind;

    private static long Mode(Value mode)
    {
        long m = Ops.AsLong(mode);
        if (m < 0) throw Err.OverflowError("can't convert negative value to unsigned int");
        return m <= uint.MaxValue ? m : throw Err.OverflowError("mode out of range");
    }

    [PyFunction("S_IFMT")] private static long Format(Value mode) => Mode(mode) & 0xF000;
    [PyFunction("S_IMODE")] private static long Permissions(Value mode) => Mode(mode) & 0xFFF;
    [PyFunction("S_ISDIR")] private static bool IsDir(Value mode) => Is(mode, 0x4000);
    [PyFunction("S_ISCHR")] private static bool IsChr(Value mode) => Is(mode, 0x2000);
    [PyFunction("S_ISBLK")] private static bool IsBlk(Value mode) => Is(mode, 0x6000);
    [PyFunction("S_ISREG")] private static bool IsReg(Value mode) => Is(mode, 0x8000);
    [PyFunction("S_ISFIFO")] private static bool IsFifo(Value mode) => Is(mode, 0x1000);
    [PyFunction("S_ISLNK")] private static bool IsLnk(Value mode) => Is(mode, 0xA000);
    [PyFunction("S_ISSOCK")] private static bool IsSock(Value mode) => Is(mode, 0xC000);
    [PyFunction("S_ISDOOR")] private static bool IsDoor(Value mode) => Mode(mode) < 0;
    [PyFunction("S_ISPORT")] private static bool IsPort(Value mode) => Mode(mode) < 0;
    [PyFunction("S_ISWHT")] private static bool IsWht(Value mode) => Mode(mode) < 0;

    [PyFunction("filemode", Doc = "Convert a file's mode to a string of the form '-rwxrwxrwx'")]
    private static string FileMode(Value mode)
    {
        long m = Mode(mode);
        char kind = (m & 0xF000) switch { 0x8000 => '-', 0x4000 => 'd', 0xA000 => 'l', 0x2000 => 'c', 0x6000 => 'b', 0x1000 => 'p', 0xC000 => 's', _ => '?' };
        Span<char> s = stackalloc char[10];
        s[0] = kind;
        for (int i = 0; i < 9; i++) s[i + 1] = (m >> (8 - i) & 1) != 0 ? "rwx"[i % 3] : '-';
        if ((m & 0x800) != 0) s[3] = s[3] == 'x' ? 's' : 'S';
        if ((m & 0x400) != 0) s[6] = s[6] == 'x' ? 's' : 'S';
        if ((m & 0x200) != 0) s[9] = s[9] == 'x' ? 't' : 'T';
        return s.ToString();
    }
}
